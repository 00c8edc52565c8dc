//! `unevaluatedProperties`: what it speaks of depends on every schema that describes a property of the same object.
//!
//! Those of `allOf` and of the branch that is taken are merged with it, so there it means what `additionalProperties` would.
//! Properties that conditions and the other branches describe may be there as well, whenever those hold; they are let
//! pass by name, as which of them hold is known at run time only.

use std::collections::BTreeSet;

use super::{Facts, ObjectFacts, RestFacts};
use crate::description::{Schema, SchemaId};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::lower::Lowering;
use crate::lower::terms::{Atoms, Term, Terms};
use crate::source::At;

/// Notes what a schema says of unevaluated properties; the innermost goes first.
pub(super) fn meet<'d>(lowering: &Lowering<'d>, object: &mut ObjectFacts<'d>, schema: &'d Schema) {
    let Some(id) = schema.unevaluated_properties else { return };
    if object.unevaluated.is_some() {
        return;
    }
    let said = lowering.description.schema(lowering.target(id));
    let rest = match said.boolean {
        Some(false) => RestFacts::Denied,
        Some(true) | None => RestFacts::Kept(Terms::whole(id)),
    };
    object.unevaluated = Some((rest, said.location));
}

/// Lets it speak for the properties that nothing else describes.
pub(super) fn settle<'d>(lowering: &mut Lowering<'d>, facts: &mut Facts<'d>, atoms: &Atoms) {
    let Some((rest, location)) = facts.object.unevaluated.take() else { return };
    if facts.object.rest.is_some() {
        return;
    }
    let mut names = Names { found: Vec::new(), open: false, seen: BTreeSet::new() };
    for &id in &atoms.own {
        let schema = lowering.description.schema(id);
        conditional(schema).for_each(|id| names.look(lowering, id));
    }
    for &branch in &atoms.mentioned {
        names.look(lowering, branch);
    }
    if names.open {
        let message =
            "`unevaluatedProperties` is not checked: a condition allows properties of any name";
        lowering.report(
            Diagnostic::new(&codes::UNCHECKED_KEYWORD, location, message)
                .on_key()
                .help("check it by hand, or describe the properties without conditions"),
        );
        return;
    }
    facts.object.mentioned = names.found;
    facts.object.rest = Some(rest);
}

/// Lets `unevaluatedItems` speak for the items that nothing else describes.
pub(super) fn settle_items<'d>(lowering: &mut Lowering<'d>, facts: &mut Facts<'d>, atoms: &Atoms) {
    let Some(id) = facts.unevaluated_items.take() else { return };
    if !facts.items.is_empty() {
        return;
    }
    let description = lowering.description;
    let depends =
        |schema: &Schema| schema.contains.is_some() || conditional(schema).next().is_some();
    let any_of = |union: &Term| matches!(union, Term::AnyOf(_));
    if atoms.own.iter().any(|&own| depends(description.schema(own)))
        || !atoms.mentioned.is_empty()
        || atoms.unions.iter().any(any_of)
    {
        let message =
            "`unevaluatedItems` is not checked: which items are evaluated depends on the value";
        let location = description.schema(id).location;
        lowering.report(
            Diagnostic::new(&codes::UNCHECKED_KEYWORD, location, message)
                .on_key()
                .help("check it by hand, or describe the items without conditions"),
        );
        return;
    }
    facts.items.push(Term::Whole(id));
}

/// The schemas that hold for some objects and not for others.
fn conditional(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let dependent = schema.dependent_schemas.iter().map(|(_, id)| *id);
    [schema.if_, schema.then, schema.else_].into_iter().flatten().chain(dependent)
}

/// The names of properties that schemas describe.
struct Names<'d> {
    found: Vec<&'d At<String>>,
    /// Whether one describes properties by other means than their names.
    open: bool,
    seen: BTreeSet<SchemaId>,
}

impl<'d> Names<'d> {
    fn look(&mut self, lowering: &Lowering<'d>, id: SchemaId) {
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            let atoms = lowering.atoms(&[Term::Whole(id)]);
            for &union in &atoms.unions {
                stack.extend(lowering.branches(union));
            }
            for &own in &atoms.own {
                let schema = lowering.description.schema(own);
                self.open |= schema.additional_properties.is_some()
                    || schema.unevaluated_properties.is_some()
                    || !schema.pattern_properties.is_empty();
                self.found.extend(schema.properties.iter().map(|(name, _)| name));
                stack.extend(conditional(schema));
            }
        }
    }
}
