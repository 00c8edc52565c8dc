//! Objects whose required members lead back to them: no finite value fits.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Field, Shape, TypeId};

/// Warns once of each circle.
pub(super) fn warn(api: &Api, found: &mut Diagnostics) {
    let mut done: BTreeSet<TypeId> = BTreeSet::new();
    let mut said = BTreeSet::new();
    for root in api.type_ids() {
        // The way from the root: an object, and how many of its members were followed.
        let mut way: Vec<(TypeId, usize)> = vec![(root, 0)];
        while let Some((object, next)) = way.last_mut() {
            let at = *object;
            let Some((_, target)) = needed(api, at).nth(*next) else {
                done.insert(at);
                way.pop();
                continue;
            };
            *next += 1;
            if let Some(start) = way.iter().position(|(open, _)| *open == target) {
                let circle: Vec<&Field> = way[start..]
                    .iter()
                    .filter_map(|(object, next)| needed(api, *object).nth(next - 1))
                    .map(|(field, _)| field)
                    .collect();
                if said.insert(circle[0].location) {
                    report(&circle, found);
                }
            } else if !done.contains(&target) {
                way.push((target, 0));
            }
        }
    }
}

/// The members that an object must have, where they are objects that cannot be null.
fn needed(api: &Api, object: TypeId) -> impl Iterator<Item = (&Field, TypeId)> {
    let fields = api.ty(object).shape.as_object().into_iter().flat_map(|object| &object.fields);
    let needed = fields.filter(|field| field.required && !api.is_nullable(field.ty));
    needed
        .map(|field| (field, api.resolve(field.ty)))
        .filter(|(_, target)| matches!(api.ty(*target).shape, Shape::Object(_)))
}

fn report(circle: &[&Field], found: &mut Diagnostics) {
    let (first, rest) = circle.split_first().expect("a circle has a member");
    let message = "the required members lead back to their object, so no value ever ends";
    let mut diagnostic = Diagnostic::new(&codes::ENDLESS_OBJECT, first.location, message).on_key();
    for field in rest {
        diagnostic = diagnostic.related_key(field.location, "and this is required in it");
    }
    found.push(diagnostic.help("let one of the members be optional or nullable"));
}
