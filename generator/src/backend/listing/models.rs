//! Lines of the models.

use super::words::{literal, presence, rules, ty};
use crate::passes::checks::OwnRule;
use crate::passes::{ConstantPlan, EnumPlan, Item, ItemId, ItemKind, Plan, StructPlan, UnionPlan};

/// A line for each type, field and variant.
pub(super) fn lines(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, item) in plan.items.iter().enumerate() {
        let id = ItemId(u32::try_from(index).expect("items are numbered by u32"));
        match &item.kind {
            ItemKind::Struct(fields) => of_struct(plan, id, item, fields, &mut lines),
            ItemKind::Enum(values) => of_enum(item, values, &mut lines),
            ItemKind::Union(variants) => of_union(plan, item, variants, &mut lines),
            ItemKind::Alias(target) => {
                lines.push(format!("type {} = {}", item.name, ty(plan, target)));
            }
        }
    }
    lines
}

fn of_struct(plan: &Plan, id: ItemId, item: &Item, fields: &StructPlan, lines: &mut Vec<String>) {
    let closed = if fields.closed { " closed" } else { "" };
    lines.push(format!("struct {}{closed}{}", item.name, deprecated(item.docs.deprecated)));
    for ConstantPlan { wire, value, .. } in &fields.constants {
        lines.push(format!("constant {}  {wire:?} = {}", item.name, literal(value)));
    }
    for field in &fields.fields {
        lines.push(format!(
            "field {}.{}: {}  {:?} {}{}{}",
            item.name,
            field.name,
            ty(plan, &field.rust),
            field.wire,
            presence(&field.presence),
            rules(plan.checks.of(field.ty)),
            deprecated(field.docs.deprecated)
        ));
    }
    if let Some(rest) = &fields.rest {
        let values = ty(plan, &rest.values);
        let of_rest = plan.checks.own(id).iter().find_map(|rule| {
            if let OwnRule::Rest(of_rest) = rule { Some(rules(of_rest)) } else { None }
        });
        let rules = of_rest.unwrap_or_default();
        lines.push(format!(
            "field {}.{}: BTreeMap<String, {values}>  any other name{rules}",
            item.name, rest.name
        ));
    }
}

fn of_enum(item: &Item, values: &EnumPlan, lines: &mut Vec<String>) {
    lines.push(format!("enum {}{}", item.name, deprecated(item.docs.deprecated)));
    for variant in &values.variants {
        lines.push(format!("variant {}::{}  {}", item.name, variant.name, literal(&variant.value)));
    }
    if let Some(unknown) = &values.unknown {
        lines.push(format!("variant {}::{unknown}(String)  any other value", item.name));
    }
}

fn of_union(plan: &Plan, item: &Item, variants: &UnionPlan, lines: &mut Vec<String>) {
    let how = match &variants.tag {
        Some(tag) => format!("by {:?}", tag.property),
        None if variants.overlapping => {
            format!("overlapping, policy {:?}", variants.policy).to_lowercase()
        }
        None => "told apart by their form".to_owned(),
    };
    lines.push(format!("union {}  {how}{}", item.name, deprecated(item.docs.deprecated)));
    for (index, variant) in variants.variants.iter().enumerate() {
        let tags = variants.tag.iter().flat_map(|tag| &tag.values).filter(|(_, at)| *at == index);
        let tags: Vec<String> = tags.map(|(value, _)| format!("{value:?}")).collect();
        // Which comes first decides where branches overlap.
        let place = if variants.tag.is_some() {
            tags.join(" or ")
        } else {
            format!("branch {}", index + 1)
        };
        lines.push(format!(
            "variant {}::{}({})  {place}",
            item.name,
            variant.name,
            ty(plan, &variant.payload)
        ));
    }
}

pub(super) fn deprecated(deprecated: bool) -> &'static str {
    if deprecated { " deprecated" } else { "" }
}
