//! The Parameter and Header Objects: their place, and how their value is written.

use super::catalogue::Object;
use super::fields::nearest;
use super::{Reader, Referable, Table};
use crate::description::{Header, Parameter, ParameterPlace, ParameterValue, Style};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Kind, Node};

const PLACES: &[(&str, ParameterPlace)] = &[
    ("path", ParameterPlace::Path),
    ("query", ParameterPlace::Query),
    ("header", ParameterPlace::Header),
    ("cookie", ParameterPlace::Cookie),
    ("querystring", ParameterPlace::QueryString),
];

const STYLES: &[(&str, Style)] = &[
    ("matrix", Style::Matrix),
    ("label", Style::Label),
    ("simple", Style::Simple),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
    ("cookie", Style::Cookie),
];

/// The styles that a place knows, its default first.
fn styles(place: ParameterPlace) -> &'static [Style] {
    match place {
        ParameterPlace::Path => &[Style::Simple, Style::Label, Style::Matrix],
        ParameterPlace::Query | ParameterPlace::QueryString => {
            &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject]
        }
        ParameterPlace::Header => &[Style::Simple],
        ParameterPlace::Cookie => &[Style::Form, Style::Cookie],
    }
}

impl Referable for Parameter {
    const OBJECT: Object = Object::Parameter;
    const SECTION: &'static str = "parameters";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.parameters
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let place = reader.place(node, Object::Parameter)?;
        let parameter = if place == ParameterPlace::QueryString && node.get("name").is_none() {
            // The name is never sent: it is the whole query that the parameter stands for.
            reader.omitted(node, "name", Object::Parameter);
            At { value: "query".to_owned(), location: node.location() }
        } else {
            reader.required_text(node, "name", Object::Parameter)?
        };
        match place {
            ParameterPlace::Header if !reader.header_name(&parameter, false) => return None,
            ParameterPlace::Path if parameter.value.contains(['{', '}']) => {
                let message =
                    format!("the name `{}` of a path parameter holds braces", parameter.value);
                reader.report(
                    Diagnostic::new(&codes::PARAMETER_NAME, parameter.location, message)
                        .help("remove the braces: they belong to the path, not to the name"),
                );
            }
            ParameterPlace::Path
            | ParameterPlace::Header
            | ParameterPlace::Query
            | ParameterPlace::Cookie
            | ParameterPlace::QueryString => {}
        }
        let required = reader.maybe_flag(node, "required");
        if place == ParameterPlace::Path && required != Some(true) {
            let at = node.get("required").unwrap_or(node).location();
            let message =
                format!("the path parameter `{}` is not `required: true`", parameter.value);
            reader.report(
                Diagnostic::new(&codes::OPTIONAL_PATH_PARAMETER, at, message)
                    .note("it is read as required: a path without it is another path")
                    .help("add `required: true`"),
            );
        }
        Some(Self {
            location: node.location(),
            name: parameter,
            place,
            description: reader.text(node, "description"),
            required: place == ParameterPlace::Path || required == Some(true),
            deprecated: reader.flag(node, "deprecated"),
            allow_empty_value: reader.flag(node, "allowEmptyValue"),
            value: reader.parameter_value(node, place, Object::Parameter),
            examples: reader.examples(node),
        })
    }
}

impl Referable for Header {
    const OBJECT: Object = Object::Header;
    const SECTION: &'static str = "headers";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.headers
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        Some(Self {
            location: node.location(),
            description: reader.text(node, "description"),
            required: reader.flag(node, "required"),
            deprecated: reader.flag(node, "deprecated"),
            value: reader.parameter_value(node, ParameterPlace::Header, Object::Header),
            examples: reader.examples(node),
        })
    }
}

impl<'a> Reader<'a> {
    /// `in` of a parameter or an API key.
    pub(super) fn place(&mut self, node: Node<'a>, object: Object) -> Option<ParameterPlace> {
        let text = self.required_text(node, "in", object)?;
        let place = PLACES.iter().find(|(name, _)| *name == text.value).map(|(_, place)| *place);
        if place.is_none() {
            let names = PLACES.iter().map(|(name, _)| *name);
            self.unknown_value(node, "in", &text.value, names);
        }
        place
    }

    /// Complains of a value that is none of a list.
    pub(super) fn unknown_value(
        &mut self,
        node: Node<'a>,
        key: &str,
        text: &str,
        names: impl Iterator<Item = &'static str> + Clone,
    ) {
        let help = match nearest(text, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the values are {}", names.collect::<Vec<_>>().join(", ")),
        };
        let at = node.get(key).unwrap_or(node).location();
        let message = format!("`{key}` has no value `{text}`");
        self.report(Diagnostic::new(&codes::UNKNOWN_VALUE, at, message).help(help));
    }

    pub(super) fn style(&mut self, node: Node<'a>) -> Option<Style> {
        let text = self.text_at(node, "style")?.value;
        let style = STYLES.iter().find(|(name, _)| *name == text).map(|(_, style)| *style);
        if style.is_none() {
            self.unknown_value(node, "style", &text, STYLES.iter().map(|(name, _)| *name));
        }
        style
    }

    fn parameter_value(
        &mut self,
        node: Node<'a>,
        place: ParameterPlace,
        object: Object,
    ) -> ParameterValue {
        let schema = node.get("schema");
        let content = node.entry("content").filter(|(_, value)| value.kind() != Kind::Null);
        if let (Some((content, _)), Some((schema, _))) = (content, node.entry("schema")) {
            let message = format!("{} has both `schema` and `content`", object.name());
            self.report(
                Diagnostic::new(&codes::SCHEMA_AND_CONTENT, node.location(), message)
                    .on_key()
                    .label("one of the two must go")
                    .related_key(schema.location, "`schema` is here")
                    .related_key(content.location, "`content` is here")
                    .help("remove one of them"),
            );
        }
        if let Some(schema) = schema {
            let allowed = styles(place);
            let style = self.style(node).unwrap_or(allowed[0]);
            if !allowed.contains(&style) {
                let at = node.get("style").unwrap_or(node).location();
                let names = |style: &Style| {
                    STYLES.iter().find(|(_, known)| known == style).map_or("", |(name, _)| *name)
                };
                let list = allowed.iter().map(names).collect::<Vec<_>>().join(", ");
                let message = format!("the style `{}` is not for this place", names(&style));
                self.report(
                    Diagnostic::new(&codes::STYLE, at, message)
                        .help(format!("the styles here are {list}")),
                );
            }
            let explode = self.maybe_flag(node, "explode");
            let allow_reserved = self.flag(node, "allowReserved");
            return ParameterValue::Schema {
                schema: self.schema(schema),
                style,
                explode: explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)),
                allow_reserved,
            };
        }
        let mut members = self.members(node, "content").into_iter();
        if let Some((key, media_type)) = members.next() {
            if let Some((second, _)) = members.next() {
                let message =
                    format!("`content` of {} has more than one media type", object.name());
                self.report(
                    Diagnostic::new(&codes::SEVERAL_MEDIA_TYPES, second.location, message)
                        .on_key()
                        .label("this one is ignored")
                        .help("keep one"),
                );
            }
            let media_type = self.object(media_type);
            if let Some(range) = self.media_type_key(key) {
                return ParameterValue::Content(range, media_type);
            }
            return ParameterValue::Unspecified;
        }
        let message = format!("{} has neither `schema` nor `content`", object.name());
        self.report(
            Diagnostic::new(&codes::NO_SCHEMA, node.location(), message)
                .label("read as text of any kind")
                .help("add a `schema`"),
        );
        ParameterValue::Unspecified
    }
}
