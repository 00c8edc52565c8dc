//! What a conjunction says, keyword by keyword: the meet of all its schemas.
//!
//! Each fact keeps the place it comes from, so that two places that contradict each other can both be shown. The order of
//! properties is that of the documents: what is inherited first, then what a schema adds.

mod unevaluated;

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::terms::{Atoms, Term, Terms};
use crate::description::{Schema, SchemaId, SchemaType};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::source::{At, Decimal, Literal, Location};

/// The keywords of a conjunction, met. `main` is the schema that its words come from.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    pub(super) main: &'d Schema,
    /// `type`: `None` where nothing is said. `null` is among them where it is allowed.
    pub(super) types: Option<(BTreeSet<SchemaType>, Location)>,
    pub(super) format: Option<&'d At<String>>,
    pub(super) content_encoding: Option<&'d At<String>>,
    pub(super) content_media_type: Option<&'d At<String>>,
    /// `enum` and `const`.
    pub(super) values: Option<Values<'d>>,
    pub(super) limits: Limits<'d>,
    pub(super) items: Vec<Term>,
    pub(super) prefix_items: Vec<Vec<Term>>,
    unevaluated_items: Option<SchemaId>,
    pub(super) object: ObjectFacts<'d>,
    /// Schemas that say what only a check can say: `contains`, `not`, `if`, …
    pub(super) checked: Vec<&'d Schema>,
    /// No value satisfies all of it; the reason has been reported.
    pub(super) impossible: bool,
}

/// The values that `enum` or `const` allow, with the schema that names and describes them.
#[derive(Clone, Debug)]
pub(super) struct Values<'d> {
    pub(super) location: Location,
    pub(super) schema: &'d Schema,
    pub(super) list: Vec<&'d At<Literal>>,
}

/// The strictest of each limit.
#[derive(Debug, Default)]
pub(super) struct Limits<'d> {
    pub(super) minimum: Option<&'d At<Decimal>>,
    pub(super) maximum: Option<&'d At<Decimal>>,
    pub(super) exclusive_minimum: Option<&'d At<Decimal>>,
    pub(super) exclusive_maximum: Option<&'d At<Decimal>>,
    pub(super) multiple_of: Vec<&'d At<Decimal>>,
    pub(super) min_length: Option<&'d At<u64>>,
    pub(super) max_length: Option<&'d At<u64>>,
    pub(super) patterns: Vec<&'d At<String>>,
    pub(super) min_items: Option<&'d At<u64>>,
    pub(super) max_items: Option<&'d At<u64>>,
    pub(super) unique_items: Option<Location>,
    pub(super) min_properties: Option<&'d At<u64>>,
    pub(super) max_properties: Option<&'d At<u64>>,
}

/// What is said of objects.
#[derive(Debug, Default)]
pub(super) struct ObjectFacts<'d> {
    pub(super) properties: Vec<PropertyFacts<'d>>,
    index: BTreeMap<&'d str, usize>,
    pub(super) patterns: Vec<(&'d At<String>, Terms)>,
    /// `additionalProperties`, or where there is none `unevaluatedProperties`.
    pub(super) rest: Option<RestFacts>,
    unevaluated: Option<(RestFacts, Location)>,
    /// Properties that only conditions and other branches describe, where it matters whether any does.
    pub(super) mentioned: Vec<&'d At<String>>,
    pub(super) required: Vec<&'d At<String>>,
}

/// A property, and everything that is said of it.
#[derive(Debug)]
pub(super) struct PropertyFacts<'d> {
    pub(super) name: &'d At<String>,
    pub(super) terms: Terms,
}

/// What unnamed properties must satisfy.
#[derive(Debug)]
pub(super) enum RestFacts {
    Denied,
    Kept(Terms),
}

impl ObjectFacts<'_> {
    pub(super) fn is_required(&self, name: &str) -> bool {
        self.required.iter().any(|required| required.value == name)
    }

    /// Whether nothing is said that makes a struct.
    pub(super) fn names_nothing(&self) -> bool {
        self.properties.is_empty() && self.patterns.is_empty()
    }

    pub(super) fn says_nothing(&self) -> bool {
        self.names_nothing() && self.rest.is_none() && self.required.is_empty()
    }
}

/// Meets the own keywords of all `atoms`.
pub(super) fn gather<'d>(lowering: &mut Lowering<'d>, main: SchemaId, atoms: &Atoms) -> Facts<'d> {
    let description = lowering.description;
    let mut facts = Facts {
        main: description.schema(main),
        types: None,
        format: None,
        content_encoding: None,
        content_media_type: None,
        values: None,
        limits: Limits::default(),
        items: Vec::new(),
        prefix_items: Vec::new(),
        unevaluated_items: None,
        object: ObjectFacts::default(),
        checked: Vec::new(),
        impossible: false,
    };
    for &id in &atoms.own {
        let schema = description.schema(id);
        meet_types(lowering, &mut facts, schema);
        meet_values(lowering, &mut facts, schema);
        meet_formats(lowering, &mut facts, schema);
        meet_limits(&mut facts.limits, schema);
        meet_arrays(&mut facts, schema);
        facts.unevaluated_items = facts.unevaluated_items.or(schema.unevaluated_items);
        meet_objects(lowering, &mut facts.object, schema);
        unevaluated::meet(lowering, &mut facts.object, schema);
        facts.impossible |= schema.boolean == Some(false);
        if is_checked(schema) {
            facts.checked.push(schema);
        }
    }
    unevaluated::settle(lowering, &mut facts, atoms);
    unevaluated::settle_items(lowering, &mut facts, atoms);
    check_limits(lowering, &facts.limits);
    facts
}

/// Says where the bounds of different schemas leave nothing; of one schema that was said when it was read.
fn check_limits(lowering: &mut Lowering<'_>, limits: &Limits<'_>) {
    let mut crossed = Vec::new();
    for (what, low, high) in [
        ("lengths", limits.min_length, limits.max_length),
        ("numbers of items", limits.min_items, limits.max_items),
        ("numbers of properties", limits.min_properties, limits.max_properties),
    ] {
        if let (Some(low), Some(high)) = (low, high)
            && low.value > high.value
        {
            crossed.push((what, low.location, high.location));
        }
    }
    if let (Some(low), Some(high)) = (limits.minimum, limits.maximum)
        && low.value > high.value
    {
        crossed.push(("ranges", low.location, high.location));
    }
    for (what, low, high) in crossed {
        let sources = lowering.sources;
        if sources.parent(low) != sources.parent(high) {
            let message = format!("the {what} of schemas that must all hold exclude each other");
            lowering.report(
                Diagnostic::new(&codes::CONTRADICTING_SCHEMAS, high, message)
                    .on_key()
                    .related_key(low, "and here")
                    .help("remove or widen one of the two; until then every value is refused"),
            );
        }
    }
}

fn is_checked(schema: &Schema) -> bool {
    schema.contains.is_some()
        || schema.not.is_some()
        || schema.if_.is_some()
        || schema.property_names.is_some()
        || !schema.dependent_required.is_empty()
        || !schema.dependent_schemas.is_empty()
        || schema.unevaluated_items.is_some()
        || schema.content_media_type.is_some()
        || schema.content_schema.is_some()
}

fn meet_types<'d>(lowering: &mut Lowering<'d>, facts: &mut Facts<'d>, schema: &'d Schema) {
    if schema.types.is_empty() {
        return;
    }
    let said: BTreeSet<SchemaType> = schema.types.iter().copied().collect();
    let Some((known, place)) = &mut facts.types else {
        facts.types = Some((said, schema.location));
        return;
    };
    let met = meet_type_sets(known, &said);
    if met.is_empty() {
        let diagnostic = contradiction("types", schema.location, *place)
            .label(format!("{} here", type_names(&said)))
            .note(format!(
                "{} and {} have no value in common",
                type_names(known),
                type_names(&said)
            ));
        facts.impossible = true;
        lowering.report(diagnostic);
    } else {
        *known = met;
    }
}

/// The types that both allow; an integer is a number.
pub(super) fn meet_type_sets(
    a: &BTreeSet<SchemaType>,
    b: &BTreeSet<SchemaType>,
) -> BTreeSet<SchemaType> {
    let mut met: BTreeSet<SchemaType> = a.intersection(b).copied().collect();
    for (one, other) in [(a, b), (b, a)] {
        if one.contains(&SchemaType::Integer) && other.contains(&SchemaType::Number) {
            met.insert(SchemaType::Integer);
        }
    }
    met
}

fn type_names(types: &BTreeSet<SchemaType>) -> String {
    let names: Vec<String> = types.iter().map(|&ty| format!("`{}`", type_name(ty))).collect();
    names.join(" or ")
}

/// A type as the document spells it.
pub(super) fn type_name(ty: SchemaType) -> &'static str {
    match ty {
        SchemaType::Null => "null",
        SchemaType::Boolean => "boolean",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::String => "string",
        SchemaType::Array => "array",
        SchemaType::Object => "object",
    }
}

fn contradiction(what: &str, here: Location, there: Location) -> Diagnostic {
    Diagnostic::new(
        &codes::CONTRADICTING_SCHEMAS,
        here,
        format!("the {what} of schemas that must all hold exclude each other"),
    )
    .related(there, "and here")
    .help("remove or widen one of the two; until then any JSON value is accepted")
}

fn meet_values<'d>(lowering: &mut Lowering<'d>, facts: &mut Facts<'d>, schema: &'d Schema) {
    // An empty list would accept nothing; who writes one means that there is none yet.
    let listed = schema.enumeration.as_ref().filter(|list| !list.value.is_empty());
    let listed = listed.map(|list| Values {
        location: list.location,
        schema,
        list: list.value.iter().collect(),
    });
    let constant = schema.constant.as_ref().map(|value| Values {
        location: value.location,
        schema,
        list: vec![value],
    });
    for said in [listed, constant].into_iter().flatten() {
        let Some(known) = &mut facts.values else {
            facts.values = Some(said);
            continue;
        };
        let had_values = !known.list.is_empty();
        let common =
            |value: &&At<Literal>| said.list.iter().any(|other| other.value == value.value);
        known.list.retain(common);
        if known.list.is_empty() && had_values {
            lowering.report(contradiction("values", said.location, known.location));
            facts.impossible = true;
        }
    }
}

fn meet_formats<'d>(lowering: &mut Lowering<'d>, facts: &mut Facts<'d>, schema: &'d Schema) {
    if let Some(format) = &schema.format {
        if let Some(known) = facts.format.filter(|known| known.value != format.value) {
            let message = format!(
                "the format `{}` is not checked, as `{}` stands beside it",
                known.value, format.value
            );
            lowering.report(
                Diagnostic::new(&codes::UNCHECKED_KEYWORD, known.location, message)
                    .related(format.location, "this format is taken"),
            );
        }
        facts.format = Some(format);
    }
    if let Some(encoding) = &schema.content_encoding {
        facts.content_encoding = Some(encoding);
    }
    if let Some(media_type) = &schema.content_media_type {
        facts.content_media_type = Some(media_type);
    }
}

fn meet_limits<'d>(limits: &mut Limits<'d>, schema: &'d Schema) {
    tighten(&mut limits.minimum, schema.minimum.as_deref(), |new, old| new > old);
    tighten(&mut limits.maximum, schema.maximum.as_deref(), |new, old| new < old);
    tighten(&mut limits.exclusive_minimum, schema.exclusive_minimum.as_deref(), |new, old| {
        new > old
    });
    tighten(&mut limits.exclusive_maximum, schema.exclusive_maximum.as_deref(), |new, old| {
        new < old
    });
    tighten(&mut limits.min_length, schema.min_length.as_deref(), |new, old| new > old);
    tighten(&mut limits.max_length, schema.max_length.as_deref(), |new, old| new < old);
    tighten(&mut limits.min_items, schema.min_items.as_deref(), |new, old| new > old);
    tighten(&mut limits.max_items, schema.max_items.as_deref(), |new, old| new < old);
    tighten(&mut limits.min_properties, schema.min_properties.as_deref(), |new, old| new > old);
    tighten(&mut limits.max_properties, schema.max_properties.as_deref(), |new, old| new < old);
    add_once(&mut limits.multiple_of, schema.multiple_of.as_deref());
    add_once(&mut limits.patterns, schema.pattern.as_ref());
    if let Some(unique) = schema.unique_items.as_ref().filter(|unique| unique.value) {
        limits.unique_items = Some(unique.location);
    }
}

fn tighten<'d, T>(
    known: &mut Option<&'d At<T>>,
    said: Option<&'d At<T>>,
    stricter: impl Fn(&T, &T) -> bool,
) {
    if let Some(said) = said
        && known.is_none_or(|known| stricter(&said.value, &known.value))
    {
        *known = Some(said);
    }
}

fn add_once<'d, T: PartialEq>(known: &mut Vec<&'d At<T>>, said: Option<&'d At<T>>) {
    if let Some(said) = said
        && !known.iter().any(|known| known.value == said.value)
    {
        known.push(said);
    }
}

fn meet_arrays<'d>(facts: &mut Facts<'d>, schema: &'d Schema) {
    // `items` speaks of what `prefixItems` beside it leaves over.
    for (index, &item) in schema.prefix_items.iter().enumerate() {
        if index == facts.prefix_items.len() {
            facts.prefix_items.push(facts.items.clone());
        }
        facts.prefix_items[index].push(Term::Whole(item));
    }
    if let Some(items) = schema.items {
        for position in facts.prefix_items.iter_mut().skip(schema.prefix_items.len()) {
            position.push(Term::Whole(items));
        }
        facts.items.push(Term::Whole(items));
    }
}

fn meet_objects<'d>(lowering: &mut Lowering<'d>, object: &mut ObjectFacts<'d>, schema: &'d Schema) {
    for (name, property) in &schema.properties {
        let term = Term::Whole(*property);
        if let Some(&index) = object.index.get(name.value.as_str()) {
            let terms = &mut object.properties[index].terms;
            terms.main = *property;
            terms.all.push(term);
        } else {
            object.index.insert(&name.value, object.properties.len());
            object.properties.push(PropertyFacts { name, terms: Terms::whole(*property) });
        }
    }
    for (pattern, property) in &schema.pattern_properties {
        let known = object.patterns.iter_mut().find(|(known, _)| known.value == pattern.value);
        match known {
            Some((_, terms)) => terms.all.push(Term::Whole(*property)),
            None => object.patterns.push((pattern, Terms::whole(*property))),
        }
    }
    for name in &schema.required {
        if !object.is_required(&name.value) {
            object.required.push(name);
        }
    }
    meet_rest(lowering, object, schema);
}

fn meet_rest<'d>(lowering: &mut Lowering<'d>, object: &mut ObjectFacts<'d>, schema: &'d Schema) {
    let Some(id) = schema.additional_properties else { return };
    let rest = lowering.description.schema(lowering.target(id));
    if rest.boolean == Some(false) {
        warn_of_closed_branch(lowering, object, schema, rest.location);
        object.rest = Some(RestFacts::Denied);
        return;
    }
    match &mut object.rest {
        Some(RestFacts::Denied) => {}
        Some(RestFacts::Kept(terms)) => terms.all.push(Term::Whole(id)),
        None => object.rest = Some(RestFacts::Kept(Terms::whole(id))),
    }
}

fn warn_of_closed_branch<'d>(
    lowering: &mut Lowering<'d>,
    object: &ObjectFacts<'d>,
    schema: &'d Schema,
    place: Location,
) {
    let foreign = object.properties.iter().find(|property| {
        let name = &property.name.value;
        !schema.properties.iter().any(|(own, _)| own.value == *name)
            && schema.pattern_properties.is_empty()
    });
    if let Some(foreign) = foreign {
        let name = &foreign.name.value;
        let message = format!("a closed branch forbids `{name}`, which another branch describes");
        lowering.report(
            Diagnostic::new(&codes::CLOSED_BRANCH, place, message)
                .on_key()
                .related(foreign.name.location, "described here")
                .help("say `unevaluatedProperties: false` beside the `allOf` instead"),
        );
    }
}
