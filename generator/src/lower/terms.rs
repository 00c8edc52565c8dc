//! Conjunctions: the schemas that a value must satisfy at once.
//!
//! `allOf`, keywords beside `$ref`, a property described in two branches and the properties beside a `oneOf` are all one
//! thing: a set of terms that must hold together. A set is normalised before it is given a type, so that the same
//! meaning has the same type, and a schema reached a thousand times over `allOf` is looked at once.

use std::collections::BTreeSet;

use super::Lowering;
use super::schema::is_covered;
use crate::description::{Schema, SchemaId};

/// One condition of a conjunction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    /// All that a schema says.
    Whole(SchemaId),
    /// The same, though schemas that extend it could take its place.
    Base(SchemaId),
    /// What a schema says by itself: without `$ref` and composition.
    Own(SchemaId),
    /// Its `oneOf`.
    OneOf(SchemaId),
    /// Its `anyOf`.
    AnyOf(SchemaId),
    /// Nothing, but that a schema may describe properties as well.
    Mentioned(SchemaId),
}

impl Term {
    pub(super) fn schema(self) -> SchemaId {
        match self {
            Self::Whole(id)
            | Self::Base(id)
            | Self::Own(id)
            | Self::OneOf(id)
            | Self::AnyOf(id)
            | Self::Mentioned(id) => id,
        }
    }
}

/// A conjunction, and the schema that gives it words.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) main: SchemaId,
    pub(super) all: Vec<Term>,
}

impl Terms {
    pub(super) fn whole(id: SchemaId) -> Self {
        Self { main: id, all: vec![Term::Whole(id)] }
    }
}

/// A conjunction taken apart: nothing in it refers to further schemas of the conjunction.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    /// Schemas whose own keywords hold, inherited ones first.
    pub(super) own: Vec<SchemaId>,
    /// `OneOf` and `AnyOf` terms.
    pub(super) unions: Vec<Term>,
    /// Every schema that holds as a whole.
    pub(super) wholes: BTreeSet<SchemaId>,
    /// Schemas that may hold as well.
    pub(super) mentioned: Vec<SchemaId>,
}

impl Lowering<'_> {
    /// Follows `$ref`s that have nothing beside them. A cycle of them ends where it began.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        self.targets.end(id)
    }

    /// Takes a conjunction apart. Each schema is visited once, however often `allOf` reaches it.
    pub(super) fn atoms(&self, terms: &[Term]) -> Atoms {
        let mut atoms = Atoms::default();
        let mut seen = BTreeSet::new();
        let mut stack: Vec<Term> = terms.iter().rev().copied().collect();
        while let Some(term) = stack.pop() {
            match term {
                Term::Whole(id) | Term::Base(id) => {
                    let id = self.target(id);
                    if !atoms.wholes.insert(id) {
                        continue;
                    }
                    let schema = self.description.schema(id);
                    stack.push(Term::Own(id));
                    stack.extend(union_terms(id, schema).rev());
                    stack.extend(schema.all_of.iter().rev().map(|&branch| Term::Whole(branch)));
                    let reference =
                        schema.reference.as_ref().and_then(|reference| reference.target);
                    stack.extend(reference.map(Term::Whole));
                }
                Term::Own(id) => {
                    if seen.insert(term) {
                        atoms.own.push(id);
                    }
                }
                Term::Mentioned(id) => atoms.mentioned.push(id),
                Term::OneOf(_) | Term::AnyOf(_) => {
                    if let &[only] = self.branches(term) {
                        stack.push(Term::Whole(only));
                    } else if seen.insert(term) {
                        atoms.unions.push(term);
                    }
                }
            }
        }
        // A branch that is asserted anyway satisfies its union: what extends a parent that lists its children.
        let (unions, wholes) = (&mut atoms.unions, &atoms.wholes);
        unions.retain(|&union| {
            !self.branches(union).iter().any(|&branch| wholes.contains(&self.target(branch)))
        });
        atoms
    }

    /// The branches of a `OneOf` or `AnyOf` term.
    pub(super) fn branches(&self, union: Term) -> &[SchemaId] {
        match union {
            Term::OneOf(id) => &self.description.schema(id).one_of,
            Term::AnyOf(id) => &self.description.schema(id).any_of,
            Term::Whole(_) | Term::Base(_) | Term::Own(_) | Term::Mentioned(_) => &[],
        }
    }

    /// The smallest set of terms that says the same: references followed, what others imply or what says nothing left
    /// out.
    pub(super) fn normalise(&self, terms: &Terms) -> Vec<Term> {
        let mut kept: Vec<Term> = Vec::new();
        for &term in &terms.all {
            let term = if let Term::Whole(id) = term { Term::Whole(self.target(id)) } else { term };
            if !kept.contains(&term) && !self.is_trivial(term) {
                kept.push(term);
            }
        }
        if kept.is_empty() {
            return vec![Term::Whole(self.target(terms.main))];
        }
        if kept.len() == 1 {
            return kept;
        }
        let implied: Vec<bool> = (0..kept.len())
            .map(|index| {
                kept.iter().enumerate().any(|(other, &term)| {
                    other != index
                        && matches!(term, Term::Whole(_) | Term::Base(_))
                        && self.implies(term, kept[index])
                        // Of two that imply each other the first stays.
                        && (index > other || !self.implies(kept[index], term))
                })
            })
            .collect();
        let mut implied = implied.into_iter();
        kept.retain(|_| !implied.next().expect("one for each term"));
        kept
    }

    /// Whether `term`, by `$ref` and `allOf` alone, already says `other`.
    fn implies(&self, term: Term, other: Term) -> bool {
        let atoms = self.atoms(&[term]);
        match other {
            Term::Whole(id) | Term::Base(id) => {
                let alone = is_alone(self.description.schema(id));
                atoms.wholes.contains(&self.target(id))
                    || alone && self.only_repeats_types(id, term)
            }
            Term::Own(id) => atoms.own.contains(&id) || self.only_repeats_types(id, term),
            Term::Mentioned(id) => atoms.mentioned.contains(&id),
            Term::OneOf(_) | Term::AnyOf(_) => {
                atoms.unions.contains(&other)
                    || self
                        .branches(other)
                        .iter()
                        .any(|&branch| atoms.wholes.contains(&self.target(branch)))
            }
        }
    }

    /// Whether the own keywords of a schema say nothing but `type`, and `term` says no other.
    fn only_repeats_types(&self, id: SchemaId, term: Term) -> bool {
        let schema = self.description.schema(id);
        !schema.types.is_empty()
            && term.schema() != id
            && is_covered(schema, self.json_types(term).as_ref())
    }

    fn is_trivial(&self, term: Term) -> bool {
        match term {
            Term::Whole(id) | Term::Base(id) => {
                let schema = self.description.schema(id);
                schema.boolean != Some(false)
                    && schema.reference.is_none()
                    && schema.all_of.is_empty()
                    && schema.one_of.is_empty()
                    && schema.any_of.is_empty()
                    && !schema.nullable
                    && asserts_nothing(schema)
            }
            Term::Own(id) => asserts_nothing(self.description.schema(id)),
            Term::Mentioned(_) => false,
            Term::OneOf(_) | Term::AnyOf(_) => self.branches(term).is_empty(),
        }
    }
}

/// The compositions of a schema that give a choice.
fn union_terms(id: SchemaId, schema: &Schema) -> impl DoubleEndedIterator<Item = Term> + use<> {
    let one_of = (!schema.one_of.is_empty()).then_some(Term::OneOf(id));
    let any_of = (!schema.any_of.is_empty()).then_some(Term::AnyOf(id));
    one_of.into_iter().chain(any_of)
}

/// Whether a schema's own keywords are all it has.
fn is_alone(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
}

/// Whether a schema beside its `$ref` says nothing at all.
pub(super) fn says_nothing_itself(schema: &Schema) -> bool {
    schema.boolean.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.discriminator.is_none()
        && !schema.nullable
        && asserts_nothing(schema)
        && !has_words(schema)
}

/// Whether a schema annotates its values.
pub(super) fn has_words(schema: &Schema) -> bool {
    schema.title.is_some()
        || schema.description.is_some()
        || schema.deprecated
        || schema.read_only
        || schema.write_only
        || schema.default.is_some()
        || schema.xml.is_some()
        || !schema.examples.is_empty()
}

/// Whether a schema's own keywords, without `$ref` and composition, accept every value.
pub(super) fn asserts_nothing(schema: &Schema) -> bool {
    schema.types.is_empty() && asserts_only_types(schema)
}

/// Whether `type` is all that a schema's own keywords restrict values by.
pub(super) fn asserts_only_types(schema: &Schema) -> bool {
    schema.boolean != Some(false)
        && schema.format.is_none()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.content_encoding.is_none()
        && schema.content_media_type.is_none()
        && schema.not.is_none()
        && schema.if_.is_none()
        && asserts_nothing_of_scalars(schema)
        && asserts_nothing_of_arrays(schema)
        && asserts_nothing_of_objects(schema)
}

fn asserts_nothing_of_scalars(schema: &Schema) -> bool {
    schema.multiple_of.is_none()
        && schema.minimum.is_none()
        && schema.maximum.is_none()
        && schema.exclusive_minimum.is_none()
        && schema.exclusive_maximum.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
        && schema.pattern.is_none()
}

fn asserts_nothing_of_arrays(schema: &Schema) -> bool {
    schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.contains.is_none()
        && schema.min_items.is_none()
        && schema.max_items.is_none()
        && schema.unique_items.is_none()
        && schema.unevaluated_items.is_none()
}

pub(super) fn asserts_nothing_of_objects(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.additional_properties.is_none()
        && schema.unevaluated_properties.is_none()
        && schema.property_names.is_none()
        && schema.required.is_empty()
        && schema.min_properties.is_none()
        && schema.max_properties.is_none()
        && schema.dependent_required.is_empty()
        && schema.dependent_schemas.is_empty()
}
