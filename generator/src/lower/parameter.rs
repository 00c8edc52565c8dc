//! Parameters and headers: a name, a place, a type, and how the value is spelled there.

use super::operation::Owner;
use super::terms::Terms;
use super::{Lowering, body, schema};
use crate::description::{self, Id, ParameterPlace, ParameterValue};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{
    Docs, Header, Parameter, PathPart, PathTemplate, Place, Shape, Style, TypeId, WireForm,
};
use crate::source::{At, Location};

/// Headers that the standard says are described by other means.
const SAID_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of an operation: its own, then those of its path item that it does not replace; path parameters in
/// the order of the template.
pub(super) fn lower_all(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    path: &PathTemplate,
    item: &description::PathItem,
    operation: &description::Operation,
) -> Vec<Parameter> {
    let mut kept: Vec<&description::Parameter> = Vec::new();
    for id in operation.parameters.iter().chain(&item.parameters) {
        collect(lowering, &mut kept, *id);
    }
    let in_path = |name: &str| {
        path.parts
            .iter()
            .position(|part| matches!(part, PathPart::Parameter(known) if known == name))
    };
    let mut parameters = Vec::new();
    for parameter in kept {
        let name = &parameter.name.value;
        if parameter.place == ParameterPlace::Path && in_path(name).is_none() {
            let message =
                format!("the path `{}` has no place for the parameter `{name}`", path.text);
            lowering.report(
                Diagnostic::new(&codes::PATH_PARAMETER_MISMATCH, parameter.name.location, message)
                    .help(format!("write `{{{name}}}` into the path, or remove the parameter")),
            );
            continue;
        }
        parameters.push(lower(lowering, owner, parameter));
    }
    add_missing(lowering, owner, path, operation.location, &mut parameters);
    parameters.sort_by_key(|parameter| match parameter.place {
        Place::Path => in_path(&parameter.name).unwrap_or(0),
        Place::Query | Place::Header | Place::Cookie | Place::QueryString => usize::MAX,
    });
    parameters
}

/// Adds a parameter to those that count, unless the standard has it ignored or a closer one replaces it.
fn collect<'d>(
    lowering: &mut Lowering<'d>,
    kept: &mut Vec<&'d description::Parameter>,
    id: Id<description::Parameter>,
) {
    let description = lowering.description;
    let Some((_, parameter)) = description.parameters.resolve(id) else { return };
    let name = &parameter.name.value;
    let is_header = parameter.place == ParameterPlace::Header;
    if is_header && SAID_ELSEWHERE.contains(&name.to_ascii_lowercase().as_str()) {
        let message = format!("the header parameter `{name}` is ignored, as the standard asks");
        lowering.report(Diagnostic::new(&codes::IGNORED_HEADER, parameter.name.location, message));
        return;
    }
    let same = |known: &description::Parameter| {
        known.place == parameter.place
            && (known.name.value == *name
                || is_header && known.name.value.eq_ignore_ascii_case(name))
    };
    // Two of one name in one list were found when they were read; the first is taken.
    if !kept.iter().any(|known| same(known)) {
        kept.push(parameter);
    }
}

/// Takes places in the path that no parameter describes as strings.
fn add_missing(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    path: &PathTemplate,
    location: Location,
    parameters: &mut Vec<Parameter>,
) {
    for part in &path.parts {
        let PathPart::Parameter(name) = part else { continue };
        if parameters.iter().any(|known| known.place == Place::Path && known.name == *name) {
            continue;
        }
        let message = format!("no parameter describes `{{{name}}}` of `{}`", path.text);
        let help =
            format!("add a parameter `{name}` with `in: path`; it is taken as a string until then");
        // Said of the path, it is said once for all of its operations.
        lowering.report(
            Diagnostic::new(
                &codes::PATH_PARAMETER_MISMATCH,
                lowering.sources.parent(location),
                message,
            )
            .on_key()
            .related_key(location, "not described here")
            .help(help),
        );
        parameters.push(Parameter {
            location,
            source: lowering.source_of(location),
            name: name.clone(),
            place: Place::Path,
            docs: Docs::default(),
            required: true,
            ty: text(lowering, owner, location, name),
            form: styled(description::Style::Simple, false, false),
            allow_empty: false,
        });
    }
}

fn lower(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    parameter: &description::Parameter,
) -> Parameter {
    let name = &parameter.name.value;
    let (ty, form) = value(lowering, owner, &parameter.name, &parameter.value);
    Parameter {
        location: parameter.location,
        source: lowering.source_of(parameter.location),
        name: name.clone(),
        place: place(parameter.place),
        docs: words(
            lowering,
            parameter.description.as_ref(),
            parameter.deprecated,
            &parameter.value,
        ),
        required: parameter.required,
        ty,
        form,
        allow_empty: parameter.allow_empty_value,
    }
}

/// The headers of a response or part.
pub(super) fn headers(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    headers: &[(At<String>, Id<description::Header>)],
) -> Vec<Header> {
    let description = lowering.description;
    let mut lowered: Vec<Header> = Vec::new();
    for (name, id) in headers {
        let Some((_, header)) = description.headers.resolve(*id) else { continue };
        if name.value.eq_ignore_ascii_case("content-type") {
            let message = "the header `Content-Type` is ignored, as the standard asks";
            lowering
                .report(Diagnostic::new(&codes::IGNORED_HEADER, name.location, message).on_key());
            continue;
        }
        if lowered.iter().any(|known| known.name.eq_ignore_ascii_case(&name.value)) {
            continue;
        }
        let (ty, form) = value(lowering, owner, name, &header.value);
        lowered.push(Header {
            name: name.value.clone(),
            docs: words(lowering, header.description.as_ref(), header.deprecated, &header.value),
            required: header.required,
            ty,
            form,
        });
    }
    lowered
}

/// A parameter's words, or those of its schema where it has none.
fn words(
    lowering: &Lowering<'_>,
    text: Option<&String>,
    deprecated: bool,
    value: &ParameterValue,
) -> Docs {
    let of_schema = match value {
        ParameterValue::Schema { schema, .. } => {
            schema::docs(lowering.description.schema(*schema)).text
        }
        ParameterValue::Content(..) | ParameterValue::Unspecified => None,
    };
    Docs { title: None, text: text.cloned().or(of_schema), deprecated }
}

fn value(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    name: &At<String>,
    value: &ParameterValue,
) -> (TypeId, WireForm) {
    match value {
        ParameterValue::Schema { schema, style, explode, allow_reserved } => {
            let ty = lowering.type_of(&Terms::whole(*schema), owner.part(&name.value));
            (ty, styled(*style, *explode, *allow_reserved))
        }
        ParameterValue::Content(media_type, id) => {
            let description = lowering.description;
            let content = description.media_types.resolve(*id).map(|(_, content)| content);
            let schema = content.and_then(|content| content.schema);
            let codec = body::codec(lowering, owner, &media_type.value, content);
            let ty = match schema {
                Some(schema) => lowering.type_of(&Terms::whole(schema), owner.part(&name.value)),
                None => text(lowering, owner, name.location, &name.value),
            };
            (ty, WireForm::Content(codec))
        }
        ParameterValue::Unspecified => {
            let ty = text(lowering, owner, name.location, &name.value);
            (ty, styled(description::Style::Simple, false, false))
        }
    }
}

/// A plain string, for values of which nothing is said.
fn text(lowering: &mut Lowering<'_>, owner: &Owner, location: Location, name: &str) -> TypeId {
    let source = lowering.source_of(location);
    let id = lowering.push_type(location, owner.part(name), source);
    lowering.ty(id).shape = Shape::String { format: None };
    id
}

pub(super) fn styled(style: description::Style, explode: bool, allow_reserved: bool) -> WireForm {
    let style = match style {
        description::Style::Matrix => Style::Matrix,
        description::Style::Label => Style::Label,
        description::Style::Simple => Style::Simple,
        description::Style::Form => Style::Form,
        description::Style::SpaceDelimited => Style::SpaceDelimited,
        description::Style::PipeDelimited => Style::PipeDelimited,
        description::Style::DeepObject => Style::DeepObject,
        description::Style::Cookie => Style::Cookie,
    };
    WireForm::Styled { style, explode, allow_reserved, blank: false }
}

pub(super) fn place(place: ParameterPlace) -> Place {
    match place {
        ParameterPlace::Path => Place::Path,
        ParameterPlace::Query => Place::Query,
        ParameterPlace::Header => Place::Header,
        ParameterPlace::Cookie => Place::Cookie,
        ParameterPlace::QueryString => Place::QueryString,
    }
}
