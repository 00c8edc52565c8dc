//! Floats that look like identifiers.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Shape, TypeId};
use crate::source::{Literal, Location};

/// Warns of properties and parameters named like identifiers that are numbers without a format.
pub(super) fn warn(api: &Api, paths: &[String], config: &Config, found: &mut Diagnostics) {
    for id in api.type_ids() {
        if let Shape::Object(object) = &api.ty(id).shape {
            for field in &object.fields {
                let named = Named {
                    name: &field.name,
                    owner: &paths[id.0 as usize],
                    source: &field.source,
                    location: field.location,
                    ty: field.ty,
                };
                check(api, config, &named, found);
            }
        }
    }
    for operation in api.operations.iter().chain(&api.webhooks) {
        for parameter in &operation.parameters {
            let named = Named {
                name: &parameter.name,
                owner: operation.id.as_deref().unwrap_or_default(),
                source: &parameter.source,
                location: parameter.location,
                ty: parameter.ty,
            };
            check(api, config, &named, found);
        }
    }
}

/// A property or parameter.
struct Named<'a> {
    name: &'a str,
    /// The path of what it belongs to.
    owner: &'a str,
    source: &'a str,
    location: Location,
    ty: TypeId,
}

fn check(api: &Api, config: &Config, named: &Named<'_>, found: &mut Diagnostics) {
    let Named { name, owner, source, location, ty } = *named;
    let is_plain_number = matches!(api.ty(api.resolve(ty)).shape, Shape::Number { format: None });
    if !is_plain_number || !looks_like_identifier(name) {
        return;
    }
    let is_whole =
        |literal: &Literal| matches!(literal, Literal::Number(number) if number.is_integer());
    let mut examples = api.chain(ty).flat_map(|def| &def.examples);
    let chosen = config.types.find_member(source, owner, name).is_some()
        || api.chain(ty).any(|def| config.types.find_member(&def.source, owner, name).is_some());
    if chosen || !examples.all(|example| is_whole(&example.value)) {
        return;
    }
    let message = format!("`{name}` looks like an identifier, but is a `number` without a format");
    found.push(
        Diagnostic::new(&codes::NUMBER_AS_IDENTIFIER, location, message)
            .label("becomes `f64`, which rounds above 2^53")
            .help(format!("describe it as an `integer`, or set `types.\"*/{name}\" = \"u64\"` in the configuration")),
    );
}

fn looks_like_identifier(name: &str) -> bool {
    name == "id"
        || name == "ID"
        || name.ends_with("Id")
        || name.ends_with("ID")
        || name.ends_with("_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_recognised_by_name() {
        for (name, looks_like) in [
            ("id", true),
            ("orderId", true),
            ("order_id", true),
            ("ORDER_ID", true),
            ("paid", false),
            ("grid", false),
        ] {
            assert_eq!(looks_like_identifier(name), looks_like, "{name}");
        }
    }
}
