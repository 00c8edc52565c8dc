//! The Schema Object: each keyword to its field, 3.0 upgraded to the meaning of JSON Schema 2020-12.

mod fit;
mod sense;
mod values;

use super::catalogue::Object;
use super::fields::name;
use super::{Job, Numbers, Reader};
use crate::description::{
    Discriminator, DiscriminatorMapping, Reference, Schema, SchemaId, SchemaType, Xml,
};
use crate::diagnostic::{Code, Diagnostic, codes::reading as codes};
use crate::source::{At, Broken, Key, Kind, Literal, Node, names_file};

impl<'a> Reader<'a> {
    /// The number of the schema at a node, which is read later where it has not been met before.
    pub(super) fn schema(&mut self, node: Node<'a>) -> SchemaId {
        let location = node.location();
        let number = self.schema_numbers.at(location, self.sources);
        if *number != Numbers::NONE {
            return SchemaId::new(*number as usize);
        }
        let id = self.schemas.number();
        *number = u32::try_from(id.index()).expect("fewer schemas than values");
        self.jobs.push(Job { node, number: id.index(), run: read });
        id
    }

    fn schema_list(&mut self, value: Node<'a>) -> Vec<SchemaId> {
        if value.kind() == Kind::Array {
            return value.items().map(|item| self.schema(item)).collect();
        }
        self.wrong_type(value, "an array of schemas");
        Vec::new()
    }

    pub(super) fn schema_map(&mut self, value: Node<'a>) -> Vec<(At<String>, SchemaId)> {
        let members = self.members_of(value);
        members.into_iter().map(|(key, value)| (name(key), self.schema(value))).collect()
    }

    /// The schema that a `$ref` means.
    fn schema_reference(&mut self, value: Node<'a>) -> Reference<Schema> {
        let mut reference = Reference {
            location: value.location(),
            text: value.text().to_owned(),
            target: None,
            summary: None,
            description: None,
        };
        match value.as_str() {
            Some(text) => {
                let target = self.target(value, text, "schemas", Object::Schema);
                reference.target = target.map(|target| self.schema(target));
            }
            None => self.wrong_type(value, "a string"),
        }
        reference
    }
}

fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>, number: usize) {
    let mut schema = Schema::blank(node.location());
    match node.kind() {
        Kind::Bool => schema.boolean = node.as_bool(),
        Kind::Object => read_object(reader, node, &mut schema),
        Kind::Null | Kind::Number | Kind::String | Kind::Array => {
            reader.wrong_type(node, "a schema (an object)");
        }
    }
    reader.schemas.fill(SchemaId::new(number), schema);
}

/// Keywords of 3.0 whose meaning depends on each other, kept until all are seen.
#[derive(Default)]
struct Upgrade<'a> {
    nullable: Option<Node<'a>>,
    exclusive_minimum: bool,
    exclusive_maximum: bool,
}

fn read_object<'a>(reader: &mut Reader<'a>, node: Node<'a>, schema: &mut Schema) {
    reader.check_keywords(node, Object::Schema);
    let alone = !reader.dialect.reads_beside_ref() && node.get("$ref").is_some();
    let mut upgrade = Upgrade::default();
    for (key, value) in node.entries() {
        if alone && !counts_beside_ref(key.text) {
            let message = format!("`{}` beside `$ref` is ignored", key.text);
            reader.report(
                Diagnostic::new(&codes::IGNORED_SIBLING, key.location, message)
                    .on_key()
                    .note("OpenAPI 3.0 knows nothing beside `$ref`")
                    .help("put both into an `allOf`, or use OpenAPI 3.1"),
            );
            continue;
        }
        keyword(reader, schema, &mut upgrade, key, value);
    }
    finish(reader, schema, &upgrade);
    if !alone {
        reader.check_sense(node, schema);
    }
}

/// What 3.0 readers commonly take from beside a `$ref`, as it changes no other schema.
fn counts_beside_ref(key: &str) -> bool {
    matches!(key, "$ref" | "nullable" | "description" | "title" | "deprecated")
        || key.starts_with("x-")
        || Object::Schema.keyword(key).is_none()
}

fn keyword<'a>(
    reader: &mut Reader<'a>,
    schema: &mut Schema,
    upgrade: &mut Upgrade<'a>,
    key: Key<'a>,
    value: Node<'a>,
) {
    match key.text {
        "$ref" => schema.reference = Some(Box::new(reader.schema_reference(value))),
        "$dynamicRef" => {
            schema.reference = Some(Box::new(reader.schema_reference(value)));
            reader.check_dynamic(value);
        }
        "title" => schema.title = reader.words(value),
        "description" => schema.description = reader.words(value),
        "deprecated" => schema.deprecated = reader.flag_of(value),
        "readOnly" => schema.read_only = reader.flag_of(value),
        "writeOnly" => schema.write_only = reader.flag_of(value),
        "default" => schema.default = Some(reader.literal_at(value)),
        "example" => schema.examples.push(reader.literal_at(value)),
        "examples" => reader.schema_examples(schema, value),
        "type" => schema.types = reader.types(value),
        "nullable" => upgrade.nullable = Some(value),
        "format" => schema.format = reader.text_of(value),
        "enum" => schema.enumeration = reader.enumeration(value),
        "const" => schema.constant = Some(reader.literal_at(value)),

        "multipleOf" => schema.multiple_of = reader.positive(value).map(Box::new),
        "minimum" => schema.minimum = reader.number(value).map(Box::new),
        "maximum" => schema.maximum = reader.number(value).map(Box::new),
        "exclusiveMinimum" if value.kind() == Kind::Bool => {
            upgrade.exclusive_minimum = reader.exclusive(key, value);
        }
        "exclusiveMaximum" if value.kind() == Kind::Bool => {
            upgrade.exclusive_maximum = reader.exclusive(key, value);
        }
        "exclusiveMinimum" => schema.exclusive_minimum = reader.number(value).map(Box::new),
        "exclusiveMaximum" => schema.exclusive_maximum = reader.number(value).map(Box::new),

        "minLength" => schema.min_length = reader.count(value).map(Box::new),
        "maxLength" => schema.max_length = reader.count(value).map(Box::new),
        "pattern" => schema.pattern = reader.text_of(value),

        "minContains" => schema.min_contains = reader.count(value).map(Box::new),
        "maxContains" => schema.max_contains = reader.count(value).map(Box::new),
        "minItems" => schema.min_items = reader.count(value).map(Box::new),
        "maxItems" => schema.max_items = reader.count(value).map(Box::new),
        "uniqueItems" => {
            let unique = reader.flag_of(value);
            schema.unique_items = Some(At { value: unique, location: value.location() });
        }

        "required" => schema.required = reader.required_names(value),
        "minProperties" => schema.min_properties = reader.count(value).map(Box::new),
        "maxProperties" => schema.max_properties = reader.count(value).map(Box::new),
        "dependentRequired" => {
            for (key, value) in reader.members_of(value) {
                let names = reader.text_list(value);
                schema.dependent_required.push((name(key), names));
            }
        }
        "dependencies" => {
            for (key, value) in reader.members_of(value) {
                if value.kind() == Kind::Array {
                    let names = reader.text_list(value);
                    schema.dependent_required.push((name(key), names));
                } else {
                    let dependent = reader.schema(value);
                    schema.dependent_schemas.push((name(key), dependent));
                }
            }
        }

        "contentEncoding" => schema.content_encoding = reader.text_of(value).map(Box::new),
        "contentMediaType" => schema.content_media_type = reader.text_of(value).map(Box::new),
        "discriminator" => schema.discriminator = reader.discriminator(value).map(Box::new),
        "xml" => schema.xml = reader.xml(value).map(Box::new),
        extension if extension.starts_with("x-") => {
            let literal = reader.literal(value);
            schema.extensions.push((name(key), literal));
        }
        _ => applicator(reader, schema, key, value),
    }
}

/// Keywords that hold schemas.
fn applicator<'a>(reader: &mut Reader<'a>, schema: &mut Schema, key: Key<'a>, value: Node<'a>) {
    let child = |reader: &mut Reader<'a>| Some(reader.schema(value));
    match key.text {
        "items" if value.kind() == Kind::Array => {
            let message = "a list of `items` is a tuple of an older JSON Schema";
            reader.report(
                Diagnostic::new(&codes::OTHER_VERSION, key.location, message)
                    .on_key()
                    .note("it is read as `prefixItems`")
                    .help("write `prefixItems`"),
            );
            schema.prefix_items = reader.schema_list(value);
        }
        "items" => schema.items = child(reader),
        "prefixItems" => schema.prefix_items = reader.schema_list(value),
        "contains" => schema.contains = child(reader),
        "unevaluatedItems" => schema.unevaluated_items = child(reader),

        "properties" => schema.properties = reader.schema_map(value),
        "patternProperties" => schema.pattern_properties = reader.schema_map(value),
        "additionalProperties" => schema.additional_properties = child(reader),
        "unevaluatedProperties" => schema.unevaluated_properties = child(reader),
        "propertyNames" => schema.property_names = child(reader),
        "dependentSchemas" => schema.dependent_schemas = reader.schema_map(value),

        "allOf" => schema.all_of = reader.schema_list(value),
        "anyOf" => schema.any_of = reader.schema_list(value),
        "oneOf" => schema.one_of = reader.schema_list(value),
        "not" => schema.not = child(reader),
        "if" => schema.if_ = child(reader),
        "then" => schema.then = child(reader),
        "else" => schema.else_ = child(reader),
        "contentSchema" => schema.content_schema = child(reader),

        // Read for what is wrong with them, and found by reference.
        "$defs" | "definitions" => {
            reader.schema_map(value);
        }
        _ => {}
    }
}

fn finish<'a>(reader: &mut Reader<'a>, schema: &mut Schema, upgrade: &Upgrade<'a>) {
    if upgrade.exclusive_minimum {
        schema.exclusive_minimum = schema.minimum.take();
    }
    if upgrade.exclusive_maximum {
        schema.exclusive_maximum = schema.maximum.take();
    }
    if upgrade.nullable.is_some_and(|value| reader.flag_of(value)) {
        // By the letter a part of a composition forbids the null that another allows; whoever writes it means it.
        schema.nullable = schema.types.is_empty() || is_composed(schema);
        if !schema.types.is_empty() && !schema.types.contains(&SchemaType::Null) {
            schema.types.push(SchemaType::Null);
        }
        if let Some(values) = &mut schema.enumeration {
            let location = values.location;
            if !values.value.iter().any(|value| value.value == Literal::Null) {
                values.value.push(At { value: Literal::Null, location });
            }
        }
    }
    reader.check_fit(schema);
}

/// Whether other schemas say what the values are.
fn is_composed(schema: &Schema) -> bool {
    let others = [&schema.all_of, &schema.one_of, &schema.any_of];
    schema.reference.is_some() || others.iter().any(|parts| !parts.is_empty())
}

impl<'a> Reader<'a> {
    /// `discriminator`; the plain string of Swagger 2.0 is the property's name.
    fn discriminator(&mut self, value: Node<'a>) -> Option<Discriminator> {
        let location = value.location();
        if let Some(text) = value.as_str() {
            self.report(
                Diagnostic::new(
                    &codes::LOOSE_TYPE,
                    location,
                    "a string stands where a discriminator (an object) is wanted",
                )
                .label("read as the `propertyName`")
                .help(format!("write `propertyName: {text}` under it")),
            );
            let property_name = At { value: text.to_owned(), location };
            return Some(Discriminator {
                location,
                property_name,
                mapping: Vec::new(),
                default_mapping: None,
            });
        }
        if !self.is_object(value, Object::Discriminator) {
            return None;
        }
        let property_name = self.required_text(value, "propertyName", Object::Discriminator)?;
        let mut mapping = Vec::new();
        for (key, target) in self.members(value, "mapping") {
            let target = self.mapped(target, &codes::BROKEN_REFERENCE);
            mapping.push(DiscriminatorMapping { value: name(key), target });
        }
        let default_mapping = value.get("defaultMapping").and_then(|node| {
            let text = self.text_of(node)?;
            let target = self.mapped(node, &codes::UNKNOWN_DEFAULT);
            Some((text, target))
        });
        Some(Discriminator { location, property_name, mapping, default_mapping })
    }

    /// The schema that a mapping's value selects: a component of that name, else a reference.
    fn mapped(&mut self, value: Node<'a>, code: &'static Code) -> Option<SchemaId> {
        let text = self.text_of(value)?.value;
        let named = self.components.schemas.iter().find(|(key, _)| key.value == text);
        if let Some((_, id)) = named {
            return Some(*id);
        }
        match self.resolve(value, &text) {
            Ok(target) => Some(self.schema(self.sources.node(target.location))),
            Err(Broken::File) if names_file(&text) => None,
            Err(_) => {
                self.report(
                    Diagnostic::new(code, value.location(), format!("`{text}` names no schema"))
                        .help("name a schema of `components/schemas`, or write a reference that leads to one"),
                );
                None
            }
        }
    }

    /// A dynamic reference is read as a static one, which is the same unless several schemas take part.
    fn check_dynamic(&mut self, value: Node<'a>) {
        if self.resolve(value, value.text()).is_ok_and(|target| target.ambiguous) {
            let message = format!("`{}` may lead to several schemas", value.text());
            self.report(
                Diagnostic::new(&codes::DYNAMIC_REFERENCE, value.location(), message)
                    .note("it is read as the one that is nearest, whoever refers to it")
                    .help("use `$ref` if that is what you mean"),
            );
        }
    }

    fn xml(&mut self, value: Node<'a>) -> Option<Xml> {
        self.is_object(value, Object::Xml).then(|| Xml {
            name: self.text(value, "name"),
            namespace: self.text(value, "namespace"),
            prefix: self.text(value, "prefix"),
            attribute: self.flag(value, "attribute"),
            wrapped: self.flag(value, "wrapped"),
            node_type: self.text(value, "nodeType"),
        })
    }
}
