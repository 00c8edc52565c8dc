//! Values of a schema's keywords: types, numbers, counts, lists.

use crate::description::{Schema, SchemaType};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::read::Reader;
use crate::read::dialect::Version;
use crate::read::fields::nearest;
use crate::source::{At, Decimal, Key, Kind, Literal, Node};

/// `type` and what it names.
const TYPES: &[(&str, SchemaType)] = &[
    ("null", SchemaType::Null),
    ("boolean", SchemaType::Boolean),
    ("integer", SchemaType::Integer),
    ("number", SchemaType::Number),
    ("string", SchemaType::String),
    ("array", SchemaType::Array),
    ("object", SchemaType::Object),
];

impl<'a> Reader<'a> {
    pub(super) fn flag_of(&mut self, value: Node<'a>) -> bool {
        self.boolean(value).is_some_and(|flag| flag)
    }

    pub(super) fn text_list(&mut self, value: Node<'a>) -> Vec<At<String>> {
        if value.kind() != Kind::Array {
            self.wrong_type(value, "an array of strings");
            return Vec::new();
        }
        value.items().filter_map(|item| self.text_of(item)).collect()
    }

    /// `required` of a schema. The boolean that belongs to a parameter is ignored here.
    pub(super) fn required_names(&mut self, value: Node<'a>) -> Vec<At<String>> {
        if value.kind() == Kind::Bool {
            let message = "`required` of a schema is a list of its properties, not a boolean";
            self.report(
                Diagnostic::new(&codes::IGNORED_VALUE, value.location(), message)
                    .label("ignored")
                    .help("list the property under `required` of the object that holds it"),
            );
            return Vec::new();
        }
        self.text_list(value)
    }

    pub(super) fn types(&mut self, value: Node<'a>) -> Vec<SchemaType> {
        let mut types = Vec::new();
        match value.kind() {
            Kind::Array => {
                if self.dialect.version == Version::V30 {
                    self.foreign_value(value, "a list of types belongs to OpenAPI 3.1");
                }
                for item in value.items() {
                    types.extend(self.type_name(item));
                }
            }
            Kind::String | Kind::Null => types.extend(self.type_name(value)),
            Kind::Bool | Kind::Number | Kind::Object => {
                self.wrong_type(value, "the name of a type");
            }
        }
        types.dedup();
        types
    }

    fn type_name(&mut self, value: Node<'a>) -> Option<SchemaType> {
        // `type: null` without quotes is YAML's null, and means the type all the same.
        let text = if value.kind() == Kind::Null { "null" } else { value.text() };
        let known = TYPES.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind);
        let other_case = TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        if let (None, Some((name, kind))) = (known, other_case) {
            let message = format!("the type `{text}` is spelled `{name}`");
            self.report(
                Diagnostic::new(&codes::LOOSE_TYPE, value.location(), message)
                    .label("read as if it were")
                    .help("write it in small letters"),
            );
            return Some(*kind);
        }
        if known.is_none() {
            let help = match nearest(text, TYPES.iter().map(|(name, _)| *name)) {
                Some(name) => format!("did you mean `{name}`?"),
                None => {
                    "the types are null, boolean, integer, number, string, array, object".to_owned()
                }
            };
            let message = format!("there is no type `{text}`");
            self.report(
                Diagnostic::new(&codes::UNKNOWN_VALUE, value.location(), message).help(help),
            );
        } else if text == "null" && self.dialect.version == Version::V30 {
            self.foreign_value(value, "the type `null` belongs to OpenAPI 3.1");
        }
        known
    }

    fn foreign_value(&mut self, value: Node<'a>, message: &str) {
        self.report(
            Diagnostic::new(&codes::OTHER_VERSION, value.location(), message)
                .note("it is read all the same")
                .help("write `nullable: true`, or use OpenAPI 3.1"),
        );
    }

    /// A boolean `exclusiveMinimum` or `exclusiveMaximum`, as 3.0 has them.
    pub(super) fn exclusive(&mut self, key: Key<'a>, value: Node<'a>) -> bool {
        if self.dialect.version > Version::V30 {
            let message = format!("a boolean `{}` belongs to OpenAPI 3.0", key.text);
            self.report(
                Diagnostic::new(&codes::OTHER_VERSION, value.location(), message)
                    .note("it is read all the same")
                    .help(format!("give the bound itself as `{}`", key.text)),
            );
        }
        value.as_bool().unwrap_or(false)
    }

    pub(super) fn enumeration(&mut self, value: Node<'a>) -> Option<At<Vec<At<Literal>>>> {
        if value.kind() != Kind::Array {
            self.wrong_type(value, "an array of values");
            return None;
        }
        let values = value.items().map(|item| self.literal_at(item)).collect();
        Some(At { value: values, location: value.location() })
    }

    /// `examples` of a schema: a list of values. The map of a media type is read as one, too.
    pub(super) fn schema_examples(&mut self, schema: &mut Schema, value: Node<'a>) {
        match value.kind() {
            Kind::Array => schema.examples.extend(value.items().map(|item| self.literal_at(item))),
            Kind::Object => {
                let message = "`examples` of a schema is a list of values";
                self.report(
                    Diagnostic::new(&codes::LOOSE_TYPE, value.location(), message)
                        .label("read as the list of its values")
                        .help("write the values as a list"),
                );
                for (_, example) in value.entries() {
                    let example = example.get("value").unwrap_or(example);
                    schema.examples.push(self.literal_at(example));
                }
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => {
                self.wrong_type(value, "an array of values");
            }
        }
    }

    /// A number; one in quotes is read with a warning.
    pub(super) fn number(&mut self, value: Node<'a>) -> Option<At<Decimal>> {
        let number = match value.kind() {
            Kind::Number => {
                let number = value.as_number();
                if number.is_none() {
                    self.not_a_number(value);
                }
                let number = number?;
                if number.as_f64().is_infinite() {
                    self.large_number(value);
                }
                number
            }
            Kind::String => {
                let Some(number) = Decimal::parse(value.text()) else {
                    self.wrong_type(value, "a number");
                    return None;
                };
                self.report(
                    Diagnostic::new(
                        &codes::LOOSE_TYPE,
                        value.location(),
                        "a string stands where a number is wanted",
                    )
                    .label("read as the number in it")
                    .help("remove the quotes"),
                );
                number
            }
            Kind::Null => return None,
            Kind::Bool | Kind::Array | Kind::Object => {
                self.wrong_type(value, "a number");
                return None;
            }
        };
        Some(At { value: number, location: value.location() })
    }

    fn large_number(&mut self, value: Node<'a>) {
        let message = "the number is beyond what a 64-bit float can hold";
        self.report(
            Diagnostic::new(&codes::LARGE_NUMBER, value.location(), message)
                .note("it is compared exactly, but no float can ever reach it")
                .help("remove the bound, or write a number that can be met"),
        );
    }

    /// A number above zero.
    pub(super) fn positive(&mut self, value: Node<'a>) -> Option<At<Decimal>> {
        let number = self.number(value)?;
        if Decimal::parse("0").is_some_and(|zero| number.value > zero) {
            return Some(number);
        }
        self.ignored(value, "it must be above zero");
        None
    }

    /// A count: a whole number from zero on.
    pub(super) fn count(&mut self, value: Node<'a>) -> Option<At<u64>> {
        let number = self.number(value)?;
        let count = number.value.as_i128().and_then(|count| u64::try_from(count).ok());
        if count.is_none() {
            self.ignored(value, "it must be a whole number from zero on");
        }
        count.map(|count| At { value: count, location: number.location })
    }

    fn ignored(&mut self, value: Node<'a>, why: &str) {
        let message = format!("`{}` is no value for this keyword: {why}", value.text());
        self.report(
            Diagnostic::new(&codes::IGNORED_VALUE, value.location(), message)
                .label("ignored")
                .help("correct the value, or remove the keyword"),
        );
    }
}
