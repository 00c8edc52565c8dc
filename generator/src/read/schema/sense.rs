//! Keywords that say nothing where they stand: most likely something else was meant.

use std::collections::BTreeMap;

use crate::description::{Schema, SchemaType};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::read::Reader;
use crate::read::dialect::Version;
use crate::source::{Literal, Location, Node};

const TEXT: &[SchemaType] = &[SchemaType::String];
const NUMBERS: &[SchemaType] = &[SchemaType::Integer, SchemaType::Number];
const ARRAYS: &[SchemaType] = &[SchemaType::Array];
const OBJECTS: &[SchemaType] = &[SchemaType::Object];

/// Keywords and the types that they speak of.
const KEYWORDS: &[(&str, &[SchemaType])] = &[
    ("minLength", TEXT),
    ("maxLength", TEXT),
    ("pattern", TEXT),
    ("minimum", NUMBERS),
    ("maximum", NUMBERS),
    ("exclusiveMinimum", NUMBERS),
    ("exclusiveMaximum", NUMBERS),
    ("multipleOf", NUMBERS),
    ("items", ARRAYS),
    ("prefixItems", ARRAYS),
    ("contains", ARRAYS),
    ("minItems", ARRAYS),
    ("maxItems", ARRAYS),
    ("uniqueItems", ARRAYS),
    ("properties", OBJECTS),
    ("patternProperties", OBJECTS),
    ("additionalProperties", OBJECTS),
    ("propertyNames", OBJECTS),
    ("minProperties", OBJECTS),
    ("maxProperties", OBJECTS),
    ("dependentRequired", OBJECTS),
    ("dependentSchemas", OBJECTS),
];

impl<'a> Reader<'a> {
    pub(super) fn check_sense(&mut self, node: Node<'a>, schema: &Schema) {
        self.check_stray(node, schema);
        self.check_listed(node, schema);
        let is_bare_array = schema.types.contains(&SchemaType::Array)
            && schema.items.is_none()
            && schema.prefix_items.is_empty();
        if is_bare_array && self.dialect.version == Version::V30 {
            let at = node.get("type").unwrap_or(node).location();
            self.report(
                Diagnostic::new(&codes::OMITTED_KEYWORD, at, "an array should have `items`")
                    .label("may hold anything")
                    .help("add `items`"),
            );
        }
    }

    fn check_stray(&mut self, node: Node<'a>, schema: &Schema) {
        if schema.types.is_empty() {
            return;
        }
        for (key, _) in node.entries() {
            let Some((_, about)) = KEYWORDS.iter().find(|(name, _)| *name == key.text) else {
                continue;
            };
            if schema.types.iter().any(|kind| about.contains(kind)) {
                continue;
            }
            let told = about.iter().map(|kind| described(*kind)).collect::<Vec<_>>().join(" or ");
            let message = format!("`{}` speaks of {told}, which this is not", key.text);
            self.report(
                Diagnostic::new(&codes::STRAY_KEYWORD, key.location, message)
                    .on_key()
                    .label("nothing comes of it")
                    .help("remove it, or correct `type`"),
            );
        }
    }

    fn check_listed(&mut self, node: Node<'a>, schema: &Schema) {
        let Some(values) = &schema.enumeration else { return };
        if node.get("enum").is_some_and(|list| list.items().next().is_none()) {
            self.report(
                Diagnostic::new(&codes::IGNORED_VALUE, values.location, "`enum` lists nothing")
                    .label("ignored, or nothing would be allowed")
                    .help("list the values, or remove the keyword"),
            );
        }
        // A map, as lists may be long.
        let mut seen: BTreeMap<&Literal, Location> = BTreeMap::new();
        for value in &values.value {
            // The `null` of `nullable` has no place of its own.
            if value.location == values.location {
                continue;
            }
            let Some(first) = seen.insert(&value.value, value.location) else {
                continue;
            };
            let message = "the value stands in `enum` twice";
            self.report(
                Diagnostic::new(&codes::REPEATED_VALUE, value.location, message)
                    .related(first, "first given here")
                    .help("remove one of the two, or correct it"),
            );
        }
    }
}

fn described(kind: SchemaType) -> &'static str {
    match kind {
        SchemaType::Null => "null",
        SchemaType::Boolean => "booleans",
        SchemaType::Integer => "integers",
        SchemaType::Number => "numbers",
        SchemaType::String => "strings",
        SchemaType::Array => "arrays",
        SchemaType::Object => "objects",
    }
}
