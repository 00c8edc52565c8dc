//! What the members of a struct must satisfy together.

use super::build::Builder;
use super::{Member, OwnRule, Rule};
use crate::ir::Constraint;
use crate::passes::{Item, ItemKind, Presence, StructPlan};

/// The rules of an item of its own.
pub(super) fn rules(builder: &Builder<'_>, item: &Item) -> Vec<OwnRule> {
    let mut rules = Vec::new();
    let fields = match &item.kind {
        ItemKind::Struct(plan) => Some(plan),
        ItemKind::Union(_) => None,
        ItemKind::Enum(_) | ItemKind::Alias(_) => return rules,
    };
    for constraint in &builder.plan().api.ty(item.ty).constraints {
        add(builder, fields, &constraint.value, &mut rules);
    }
    rules
}

fn add(
    builder: &Builder<'_>,
    fields: Option<&StructPlan>,
    constraint: &Constraint,
    rules: &mut Vec<OwnRule>,
) {
    match (constraint, fields) {
        (Constraint::MinProperties(min), Some(fields)) if *min > always(fields) => {
            rules.push(OwnRule::MinProperties(*min));
        }
        (Constraint::MaxProperties(max), Some(_)) => rules.push(OwnRule::MaxProperties(*max)),
        (Constraint::DependentRequired(name, others), Some(fields)) => {
            let when = member(fields, name);
            for other in others {
                let then = member(fields, other);
                let decidable = !matches!(
                    (&when, &then),
                    (Member::Unknown, _) | (_, Member::Unknown | Member::Always { .. })
                );
                if decidable {
                    rules.push(OwnRule::Dependent(when.clone(), then));
                }
            }
        }
        (Constraint::Required(name), Some(fields)) => match member(fields, name) {
            Member::Always { .. } | Member::Unknown => {}
            member @ (Member::Field { .. } | Member::Rest { .. }) => {
                rules.push(OwnRule::Required(member));
            }
        },
        (Constraint::RequiredAny { sets, exclusive }, Some(fields)) => {
            let sets: Vec<Vec<Member>> = sets
                .iter()
                .map(|set| set.iter().map(|name| member(fields, name)).collect())
                .collect();
            if !sets.iter().flatten().any(|member| matches!(member, Member::Unknown)) {
                rules.push(OwnRule::RequiredAny { sets, exclusive: *exclusive });
            }
        }
        (Constraint::DependentSchema(name, ty), Some(fields)) => match member(fields, name) {
            Member::Unknown => {}
            member @ (Member::Always { .. } | Member::Field { .. } | Member::Rest { .. }) => {
                rules.push(OwnRule::DependentFit(member, builder.fit(*ty, 0)));
            }
        },
        (Constraint::Not(ty), _) => rules.push(OwnRule::Whole(Rule::Not(builder.fit(*ty, 0)))),
        (Constraint::In(values), _) => {
            rules.push(OwnRule::Whole(Rule::Among { values: values.clone(), allowed: true }));
        }
        (Constraint::NotIn(values), _) => {
            rules.push(OwnRule::Whole(Rule::Among { values: values.clone(), allowed: false }));
        }
        (Constraint::If { condition, then, otherwise }, _) => {
            rules.push(OwnRule::Whole(Rule::If {
                condition: builder.fit(*condition, 0),
                then: then.map(|ty| builder.fit(ty, 0)),
                otherwise: otherwise.map(|ty| builder.fit(ty, 0)),
            }));
        }
        _ => {}
    }
}

/// How many members are always there.
fn always(fields: &StructPlan) -> u64 {
    fields.fields.iter().filter(|field| is_always(&field.presence)).count() as u64
}

fn is_always(presence: &Presence) -> bool {
    match presence {
        Presence::Required | Presence::Nullable | Presence::Default(_) => true,
        Presence::Optional | Presence::Patch => false,
    }
}

/// Where to look for a member.
fn member(fields: &StructPlan, wire: &str) -> Member {
    match (fields.fields.iter().find(|field| field.wire == wire), &fields.rest) {
        (Some(field), _) if is_always(&field.presence) => Member::Always { wire: wire.to_owned() },
        (Some(field), _) => Member::Field {
            name: field.name.clone(),
            patch: field.presence == Presence::Patch,
            wire: wire.to_owned(),
        },
        (None, Some(rest)) => Member::Rest { name: rest.name.clone(), wire: wire.to_owned() },
        (None, None) => Member::Unknown,
    }
}
