//! What the members of a struct must satisfy together.

use super::build::Builder;
use super::{Member, OwnRule, Rule};
use crate::ir::{Constraint, Shape};
use crate::passes::{Item, ItemKind, Presence, RustType, Scalar, StructPlan};

/// The rules of an item of its own.
pub(super) fn rules(builder: &Builder<'_>, item: &Item) -> Vec<OwnRule> {
    let mut rules = Vec::new();
    let def = builder.plan().api.ty(item.ty);
    match &item.kind {
        ItemKind::Struct(fields) => {
            for constraint in &def.constraints {
                add(builder, fields, &constraint.value, &mut rules);
            }
            if let (Some(rest), Shape::Object(object)) = (&fields.rest, &def.shape) {
                let unnamed = builder.unnamed(object, &rest.values, 0);
                rules.extend((!unnamed.is_empty()).then_some(OwnRule::Rest(unnamed)));
            }
        }
        // Which members there are is known of the value alone.
        ItemKind::Union(_) => {
            let json = builder.json_rules(item.ty);
            rules.extend((!json.is_empty()).then_some(OwnRule::Whole(Rule::Json(json))));
        }
        ItemKind::Enum(_) | ItemKind::Alias(_) => {}
    }
    rules
}

fn add(
    builder: &Builder<'_>,
    fields: &StructPlan,
    constraint: &Constraint,
    rules: &mut Vec<OwnRule>,
) {
    match constraint {
        Constraint::MinProperties(min) if *min > fields.always() as u64 => {
            rules.push(OwnRule::MinProperties(*min));
        }
        Constraint::MaxProperties(max) => rules.push(OwnRule::MaxProperties(*max)),
        Constraint::PropertyNames(names) => {
            let of_name = builder.held(*names, &RustType::Scalar(Scalar::String), 0);
            let json = vec![Rule::EachKey(of_name)];
            rules.push(OwnRule::Whole(Rule::Json(json)));
        }
        Constraint::DependentRequired(name, others) => {
            let when = member(fields, name);
            let others = others.iter().map(|other| member(fields, other));
            let needed = others.filter(|then| {
                !matches!((&when, then), (Member::Never { .. }, _) | (_, Member::Always { .. }))
            });
            rules.extend(needed.map(|then| OwnRule::Dependent(when.clone(), then)));
        }
        Constraint::Required(name) => match member(fields, name) {
            Member::Always { .. } => {}
            member @ (Member::Field { .. } | Member::Rest { .. } | Member::Never { .. }) => {
                rules.push(OwnRule::Required(member));
            }
        },
        Constraint::RequiredAny { sets, exclusive } => {
            let sets = sets.iter().map(|set| set.iter().map(|name| member(fields, name)).collect());
            rules.push(OwnRule::RequiredAny { sets: sets.collect(), exclusive: *exclusive });
        }
        Constraint::DependentSchema(name, ty) => match member(fields, name) {
            Member::Never { .. } => {}
            member @ (Member::Always { .. } | Member::Field { .. } | Member::Rest { .. }) => {
                rules.push(OwnRule::DependentFit(member, builder.fit(*ty, 0)));
            }
        },
        Constraint::Not(ty) => rules.push(OwnRule::Whole(Rule::Not(builder.fit(*ty, 0)))),
        Constraint::In(values) => {
            rules.push(OwnRule::Whole(Rule::Among { values: values.clone(), allowed: true }));
        }
        Constraint::NotIn(values) => {
            rules.push(OwnRule::Whole(Rule::Among { values: values.clone(), allowed: false }));
        }
        Constraint::If { condition, then, otherwise } => {
            rules.push(OwnRule::Whole(Rule::If {
                condition: builder.fit(*condition, 0),
                then: then.map(|ty| builder.fit(ty, 0)),
                otherwise: otherwise.map(|ty| builder.fit(ty, 0)),
            }));
        }
        // Of values that are no objects.
        Constraint::MinProperties(_)
        | Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::Pattern(_)
        | Constraint::Format(_)
        | Constraint::Minimum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_)
        | Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::UniqueItems
        | Constraint::Contains { .. } => {}
    }
}

/// Where to look for a member.
fn member(fields: &StructPlan, wire: &str) -> Member {
    if fields.constants.iter().any(|constant| constant.wire == wire) {
        return Member::Always { wire: wire.to_owned() };
    }
    match (fields.fields.iter().find(|field| field.wire == wire), &fields.rest) {
        (Some(field), _) if field.presence.is_always() => Member::Always { wire: wire.to_owned() },
        (Some(field), _) => Member::Field {
            name: field.name.clone(),
            patch: field.presence == Presence::Patch,
            wire: wire.to_owned(),
        },
        (None, Some(rest)) => Member::Rest { name: rest.name.clone(), wire: wire.to_owned() },
        (None, None) => Member::Never { wire: wire.to_owned() },
    }
}
