//! Schemas: each conjunction becomes one type.

use std::collections::BTreeSet;

use super::facts::{self, Facts};
use super::terms::{Term, Terms, asserts_nothing_of_objects, asserts_only_types};
use super::{Lowering, array, composition, constraint, discriminator, enumeration, object};
use crate::description::{Description, Schema, SchemaId, SchemaType, Xml};
use crate::diagnostic::{Diagnostic, codes::lowering as codes, codes::reading};
use crate::ir::{self, Origin, Shape, TypeId};

/// How many schemas may be combined with others, counted as often as they are. Documents in the wild stay below a thousand.
const MOST_COMBINED: usize = 200_000;

/// How far `json_types` follows branches into branches.
const DEEPEST_LOOK: usize = 6;

/// Gives the type `id` its meaning.
pub(super) fn lower_type(lowering: &mut Lowering<'_>, id: TypeId, terms: &Terms) {
    words(lowering, id, terms);
    if let [Term::Whole(schema)] = terms.all[..] {
        if lowering.heirs.contains_key(&schema) {
            discriminator::inheritance(lowering, id, schema);
            return;
        }
        if let Some(target) = sole_part(lowering, schema) {
            let target = lowering.part(id, "value", &target);
            if target != id {
                lowering.ty(id).shape = Shape::Alias(target);
                return;
            }
        }
    }
    let atoms = lowering.atoms(&terms.all);
    lowering.combined += atoms.own.len().max(terms.all.len()) - 1;
    if lowering.combined > MOST_COMBINED {
        too_many(lowering, terms.main);
        return;
    }
    let facts = facts::gather(lowering, terms.main, &atoms);
    if facts.impossible {
        // A contradiction has been reported and accepts anything; `false` accepts nothing.
        let says_false =
            atoms.own.iter().any(|&own| lowering.description.schema(own).boolean == Some(false));
        lowering.ty(id).shape = if says_false { Shape::Never } else { Shape::Any };
        return;
    }
    if atoms.unions.is_empty() {
        build(lowering, id, &facts);
    } else {
        composition::lower(lowering, id, terms, &atoms, &facts);
    }
}

pub(super) fn too_many(lowering: &mut Lowering<'_>, main: SchemaId) {
    let location = lowering.description.schema(main).location;
    let message = "the compositions of this schema combine into too many types";
    lowering.report(
        Diagnostic::new(&codes::TOO_MANY_COMBINATIONS, location, message)
            .help("restate it with fewer alternatives; until then any JSON value is accepted"),
    );
}

/// Docs, default and examples: those of the schema that the conjunction is about.
fn words(lowering: &mut Lowering<'_>, id: TypeId, terms: &Terms) {
    let description = lowering.description;
    let main = description.schema(terms.main);
    let mut default = main.default.clone();
    let mut nullable = main.nullable;
    for term in &terms.all {
        let schema = description.schema(term.schema());
        default = default.or_else(|| schema.default.clone());
        nullable |= schema.nullable;
    }
    let xml = terms.all.iter().find_map(|term| description.schema(term.schema()).xml.as_deref());
    let def = lowering.ty(id);
    def.xml = main.xml.as_deref().or(xml).map(self::xml).unwrap_or_default();
    def.docs = docs(main);
    def.docs.text = def.docs.text.take().or_else(|| words_in_parts(description, main));
    if said_by_origin(&def.origin, def.docs.title.as_deref()) {
        def.docs.title = None;
    }
    def.default = default;
    def.nullable = nullable;
    def.examples.clone_from(&main.examples);
}

/// The description that stands in `allOf`, beside others, for want of one of the schema itself.
fn words_in_parts(description: &Description, main: &Schema) -> Option<String> {
    let parts = main.all_of.iter().map(|&part| description.schema(part));
    let mut written_here = parts.filter(|part| part.reference.is_none());
    written_here.find_map(|part| part.description.clone())
}

/// Whether a title says no more than what the type is called after.
fn said_by_origin(origin: &Origin, title: Option<&str>) -> bool {
    let (Origin::Component(name)
    | Origin::Part { hint: name, .. }
    | Origin::Operation { hint: name, .. }
    | Origin::Webhook { hint: name, .. }) = origin
    else {
        return false;
    };
    let letters = |text: &str| -> String {
        text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    title.is_some_and(|title| letters(title) == letters(name))
}

/// What a schema says of XML. 3.2's `nodeType` has `attribute` and `wrapped` for two of its values.
fn xml(said: &Xml) -> ir::Xml {
    let older = match (said.attribute, said.wrapped) {
        (true, _) => Some(ir::XmlNode::Attribute),
        (false, true) => Some(ir::XmlNode::Element),
        (false, false) => None,
    };
    let node = match said.node_type.as_deref() {
        Some("element") => Some(ir::XmlNode::Element),
        Some("attribute") => Some(ir::XmlNode::Attribute),
        Some("text" | "cdata") => Some(ir::XmlNode::Text),
        Some("none") => Some(ir::XmlNode::None),
        Some(_) | None => older,
    };
    ir::Xml {
        name: said.name.clone(),
        namespace: said.namespace.clone(),
        prefix: said.prefix.clone(),
        node,
    }
}

/// What a schema says in words.
pub(super) fn docs(schema: &Schema) -> ir::Docs {
    let beside = schema.reference.as_ref();
    let said = |own: &Option<String>, reference: Option<&Option<String>>| {
        own.clone().or_else(|| reference.cloned().flatten())
    };
    ir::Docs {
        title: said(&schema.title, beside.map(|reference| &reference.summary)),
        text: said(&schema.description, beside.map(|reference| &reference.description)),
        deprecated: schema.deprecated,
    }
}

/// What a schema refers to, where it adds nothing but words to one other schema.
fn sole_part(lowering: &Lowering<'_>, id: SchemaId) -> Option<Terms> {
    let schema = lowering.description.schema(id);
    let reference = schema.reference.as_ref().and_then(|reference| reference.target);
    let mut parts: Vec<Term> =
        reference.into_iter().chain(schema.all_of.iter().copied()).map(Term::Whole).collect();
    for (term, branches) in [(Term::OneOf(id), &schema.one_of), (Term::AnyOf(id), &schema.any_of)] {
        match branches[..] {
            [] => {}
            [only] => parts.push(Term::Whole(only)),
            _ => parts.push(term),
        }
    }
    if parts.is_empty() {
        return None;
    }
    parts.push(Term::Own(id));
    // A schema without meaning of its own is no part, unless it is the only one.
    let terms = Terms { main: id, all: parts };
    match lowering.normalise(&terms)[..] {
        [Term::Whole(part)] if part != id => Some(Terms::whole(part)),
        _ => None,
    }
}

/// Builds a shape from facts without compositions.
pub(super) fn build(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) {
    let said = facts.types.as_ref().map(|(types, _)| types);
    if let Some(values) = &facts.values {
        enumeration::lower(lowering, id, facts, values, said);
        return;
    }
    let mut types = said.cloned().unwrap_or_else(|| implied(lowering, id, facts));
    if types.remove(&SchemaType::Null) {
        lowering.ty(id).nullable = true;
    }
    if types.contains(&SchemaType::Number) {
        types.remove(&SchemaType::Integer);
    }
    let types: Vec<SchemaType> = types.into_iter().collect();
    match types[..] {
        [] if said.is_some() => {
            let def = lowering.ty(id);
            def.nullable = false;
            def.shape = Shape::Null;
        }
        [] => {
            lowering.ty(id).shape = Shape::Any;
            // `not` and conditions hold for values of every type.
            constraint::attach(lowering, id, facts, SchemaType::Null);
        }
        [ty] => fill(lowering, id, facts, ty),
        [..] if types.len() == EVERY_TYPE && says_nothing_else(facts) => {
            lowering.ty(id).shape = Shape::Any;
        }
        [..] => lower_type_list(lowering, id, facts, &types),
    }
}

/// Boolean, number, string, array, object.
const EVERY_TYPE: usize = 5;

/// `type: [string, integer]` is a union of what the schema says of each type.
fn lower_type_list(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    facts: &Facts<'_>,
    types: &[SchemaType],
) {
    let location = facts.main.location;
    let mut variants = Vec::new();
    for &ty in types {
        let origin = Origin::Part { parent: id, hint: facts::type_name(ty).to_owned() };
        let source = lowering.source_of(location);
        let part = lowering.push_type(location, origin, source);
        fill(lowering, part, facts, ty);
        variants.push(ir::Variant { ty: part, location });
    }
    lowering.ty(id).shape =
        Shape::Union(ir::Union { location, variants, exclusive: false, tag: None });
}

/// Gives `id` the shape that `facts` have for values of one type.
fn fill(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>, ty: SchemaType) {
    let format = || facts.format.map(|format| format.value.clone());
    let shape = match ty {
        SchemaType::Null => Shape::Null,
        SchemaType::Boolean => Shape::Boolean,
        SchemaType::Integer => Shape::Integer { format: format() },
        SchemaType::Number => Shape::Number { format: format() },
        SchemaType::String => {
            Shape::String { format: encoded(facts).map(str::to_owned).or_else(format) }
        }
        SchemaType::Array => array::shape(lowering, id, facts),
        SchemaType::Object => object::shape(lowering, id, facts),
    };
    lowering.ty(id).shape = shape;
    constraint::attach(lowering, id, facts, ty);
}

/// `contentEncoding` and `contentMediaType`, spelled as the formats they replaced.
fn encoded(facts: &Facts<'_>) -> Option<&'static str> {
    if let Some(encoding) = facts.content_encoding {
        return encoding.value.eq_ignore_ascii_case("base64").then_some("byte");
    }
    let media_type = &facts.content_media_type?.value;
    let is_text = media_type.starts_with("text/")
        || ["json", "xml", "yaml"].iter().any(|text| media_type.ends_with(text));
    (!is_text).then_some("binary")
}

/// The types of a schema that names none. Authors mean those that its keywords speak of; by the letter values of other
/// types are accepted too.
fn implied(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) -> BTreeSet<SchemaType> {
    let spoken_of = spoken_of(facts);
    // Names of properties are strings whatever is said of them.
    let of_names = |origin: &Origin| matches!(origin, Origin::Part { hint, .. } if hint == constraint::PROPERTY_NAME);
    if of_names(&lowering.ty(id).origin) {
        return BTreeSet::from([SchemaType::String]);
    }
    if spoken_of.is_empty() {
        return spoken_of;
    }
    if !lowering.config.implied_types {
        return ALL_TYPES.into_iter().filter(|&ty| ty != SchemaType::Integer).collect();
    }
    // That properties make an object and items an array goes without saying.
    let has_parts =
        spoken_of.contains(&SchemaType::Object) || spoken_of.contains(&SchemaType::Array);
    if !has_parts {
        let names: Vec<&str> = spoken_of.iter().map(|&ty| facts::type_name(ty)).collect();
        let message = format!("the schema has no `type`, and is taken as {}", names.join(" or "));
        lowering.report(Diagnostic::new(&codes::IMPLIED_TYPE, facts.main.location, message).help(
            "write the type down, or set `implied-types = false` to take any other value too",
        ));
    }
    spoken_of
}

/// The types that keywords speak of.
fn spoken_of(facts: &Facts<'_>) -> BTreeSet<SchemaType> {
    let limits = &facts.limits;
    let of_objects = !facts.object.says_nothing()
        || limits.min_properties.is_some()
        || limits.max_properties.is_some()
        || facts.checked.iter().any(|schema| !asserts_nothing_of_objects(schema));
    let of_arrays = !facts.items.is_empty()
        || !facts.prefix_items.is_empty()
        || limits.min_items.is_some()
        || limits.max_items.is_some()
        || limits.unique_items.is_some()
        || facts.checked.iter().any(|schema| schema.contains.is_some());
    let number_format = facts.format.is_some_and(|format| is_number_format(&format.value));
    let of_strings = limits.min_length.is_some()
        || limits.max_length.is_some()
        || !limits.patterns.is_empty()
        || facts.content_encoding.is_some()
        || facts.format.is_some() && !number_format;
    let of_numbers = limits.minimum.is_some()
        || limits.maximum.is_some()
        || limits.exclusive_minimum.is_some()
        || limits.exclusive_maximum.is_some()
        || !limits.multiple_of.is_empty()
        || number_format;
    let whole = facts.format.is_some_and(|format| format.value.contains("int"));
    let number = if whole { SchemaType::Integer } else { SchemaType::Number };
    [
        (of_objects, SchemaType::Object),
        (of_arrays, SchemaType::Array),
        (of_strings, SchemaType::String),
        (of_numbers, number),
    ]
    .into_iter()
    .filter_map(|(meant, ty)| meant.then_some(ty))
    .collect()
}

fn is_number_format(format: &str) -> bool {
    matches!(
        format,
        "int8"
            | "int16"
            | "int32"
            | "int64"
            | "uint8"
            | "uint16"
            | "uint32"
            | "uint64"
            | "float"
            | "double"
    )
}

fn says_nothing_else(facts: &Facts<'_>) -> bool {
    spoken_of(facts).is_empty() && facts.checked.is_empty()
}

/// Schemas that say of each other that they are the same say nothing.
pub(super) fn break_alias_cycles(lowering: &mut Lowering<'_>) {
    for id in lowering.api.type_ids() {
        let end = lowering.api.resolve(id);
        let def = lowering.ty(end);
        if matches!(def.shape, Shape::Alias(_)) {
            def.shape = Shape::Any;
            let location = def.location;
            // References and `allOf` that lead in a circle were found when they were read.
            let is_said = |found: &Diagnostic| {
                let labels = found.primary.iter().chain(&found.related);
                found.code.name == reading::ENDLESS_SCHEMA.name
                    && labels.map(|label| label.location).any(|place| place == location)
            };
            if lowering.found.iter().any(is_said) {
                continue;
            }
            let message = "the schema is defined by nothing but itself";
            lowering.report(
                Diagnostic::new(&codes::IMPOSSIBLE_SCHEMA, location, message)
                    .help("let one of the schemas on the way round say what it is"),
            );
        }
    }
}

impl Lowering<'_> {
    /// A type that accepts anything.
    pub(super) fn any(&mut self, parent: TypeId, hint: &str) -> TypeId {
        let def = self.ty(parent);
        let (location, source) = (def.location, def.source.clone());
        self.push_type(location, Origin::Part { parent, hint: hint.to_owned() }, source)
    }

    /// The JSON types a term accepts, as far as a short look shows: `None` where it may be any.
    pub(super) fn json_types(&self, term: Term) -> Option<BTreeSet<SchemaType>> {
        self.json_types_within(term, DEEPEST_LOOK)
    }

    fn json_types_within(&self, term: Term, depth: usize) -> Option<BTreeSet<SchemaType>> {
        let atoms = self.atoms(&[term]);
        let mut known: Option<BTreeSet<SchemaType>> = None;
        for &id in &atoms.own {
            if let Some(types) = self.types_of(self.description.schema(id)) {
                known = Some(match known {
                    Some(known) => facts::meet_type_sets(&known, &types),
                    None => types,
                });
            }
        }
        if known.is_some() || depth == 0 {
            return known;
        }
        let mut all = BTreeSet::new();
        for &branch in self.branches(*atoms.unions.first()?) {
            all.extend(self.json_types_within(Term::Whole(branch), depth - 1)?);
        }
        Some(all)
    }

    /// The types that a schema's own keywords name or imply.
    fn types_of(&self, schema: &Schema) -> Option<BTreeSet<SchemaType>> {
        if !schema.types.is_empty() {
            return Some(schema.types.iter().copied().collect());
        }
        if self.config.implied_types && !asserts_nothing_of_objects(schema) {
            return Some(BTreeSet::from([SchemaType::Object]));
        }
        listed_types(schema)
    }
}

/// The types of the values that a schema lists.
fn listed_types(schema: &Schema) -> Option<BTreeSet<SchemaType>> {
    let constant = schema.constant.iter();
    let listed = schema.enumeration.iter().flat_map(|list| &list.value);
    let types: BTreeSet<SchemaType> = constant
        .chain(listed)
        .filter_map(|value| {
            ALL_TYPES.into_iter().find(|&ty| enumeration::is_of_type(&value.value, ty))
        })
        .collect();
    (!types.is_empty()).then_some(types)
}

const ALL_TYPES: [SchemaType; 7] = [
    SchemaType::Null,
    SchemaType::Boolean,
    SchemaType::Integer,
    SchemaType::Number,
    SchemaType::String,
    SchemaType::Array,
    SchemaType::Object,
];

/// Whether `types` is all that `schema` says by itself, and it says no more than `types` does.
pub(super) fn is_covered(schema: &Schema, types: Option<&BTreeSet<SchemaType>>) -> bool {
    asserts_only_types(schema)
        && types.is_some_and(|types| {
            types.iter().all(|ty| {
                schema.types.contains(ty)
                    || *ty == SchemaType::Integer && schema.types.contains(&SchemaType::Number)
            })
        })
}
