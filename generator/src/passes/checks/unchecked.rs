//! What neither a type nor a rule says: it is told, as it would be lost silently.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, codes::lowering as codes};
use crate::ir::{Api, Constraint, Field, Object, Shape, TypeId};
use crate::passes::{ItemKind, Plan, RequestFieldSource};
use crate::source::{At, Location};

/// Tells of each place once.
pub(super) fn warn(plan: &Plan, found: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for id in used(plan) {
        let def = plan.api.ty(id);
        if let Shape::Object(object) = &def.shape {
            found_in(&plan.api, object, &mut told, found);
        }
        let item = plan.item_of(id).map(|item| &item.kind);
        // The fields of a struct are looked at one by one; an alias of one is checked as what it stands for.
        if matches!(item, Some(ItemKind::Struct(_))) {
            continue;
        }
        for At { value, location } in &def.constraints {
            if let Some(keyword) = about_members(value)
                && told.insert(*location)
            {
                let message = format!("`{keyword}` is not checked: the value is no struct");
                found.push(
                    Diagnostic::new(&codes::UNCHECKED_KEYWORD, *location, message)
                        .on_key()
                        .help("describe the properties that it speaks of, or check it by hand"),
                );
            }
        }
    }
}

fn found_in(api: &Api, object: &Object, told: &mut BTreeSet<Location>, found: &mut Diagnostics) {
    for (pattern, ty) in &object.patterns {
        let location = api.ty(*ty).location;
        if told.insert(location) {
            let message = format!("which members match `{pattern}` is not checked");
            found.push(
                Diagnostic::new(&codes::UNCHECKED_KEYWORD, location, message)
                    .on_key()
                    .note("unnamed members are kept under any name, and as any JSON where descriptions differ")
                    .help("check them by hand"),
            );
        }
    }
    for Field { name, location, ty, required, .. } in &object.fields {
        if api.ty(api.resolve(*ty)).shape != Shape::Never || !told.insert(*location) {
            continue;
        }
        found.push(if *required {
            let message = format!("`{name}` is required, though no value of it is allowed");
            Diagnostic::new(&codes::IMPOSSIBLE_SCHEMA, *location, message)
                .on_key()
                .label("any value is accepted")
                .help("let it be optional, or allow something")
        } else {
            let message = format!("that there is no `{name}` is not checked");
            Diagnostic::new(&codes::UNCHECKED_KEYWORD, *location, message)
                .on_key()
                .label("any value is accepted")
                .help("check it by hand")
        });
    }
}

/// The keyword of a constraint that speaks of single members.
fn about_members(constraint: &Constraint) -> Option<&'static str> {
    match constraint {
        Constraint::Required(_) | Constraint::RequiredAny { .. } => Some("required"),
        Constraint::DependentRequired(..) => Some("dependentRequired"),
        Constraint::DependentSchema(..) => Some("dependentSchemas"),
        Constraint::MinLength(_)
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
        | Constraint::Contains { .. }
        | Constraint::MinProperties(_)
        | Constraint::MaxProperties(_)
        | Constraint::PropertyNames(_)
        | Constraint::NotIn(_)
        | Constraint::Not(_)
        | Constraint::In(_)
        | Constraint::If { .. } => None,
    }
}

/// The types that generated code reads and writes, in order.
fn used(plan: &Plan) -> BTreeSet<TypeId> {
    let mut left: Vec<TypeId> = Vec::new();
    for item in &plan.items {
        left.push(item.ty);
        left.extend(item.parts().into_iter().map(|(ty, _)| ty));
    }
    for field in plan.operations.iter().flat_map(|operation| &operation.fields) {
        match &field.source {
            RequestFieldSource::Parameter { .. } => left.push(field.field.ty),
            RequestFieldSource::Body(body) => {
                left.extend(body.contents.iter().filter_map(|content| content.ty));
            }
        }
    }
    let mut used = BTreeSet::new();
    while let Some(id) = left.pop() {
        if !used.insert(id) {
            continue;
        }
        match &plan.api.ty(id).shape {
            Shape::Alias(inner) | Shape::Array { items: inner } | Shape::Map { values: inner } => {
                left.push(*inner);
            }
            Shape::Tuple { items, rest } => left.extend(items.iter().chain(rest)),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Enumeration(_)
            | Shape::Object(_)
            | Shape::Union(_) => {}
        }
    }
    used
}
