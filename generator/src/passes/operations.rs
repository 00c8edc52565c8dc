//! Operations: the fields of a request, the variants of its answers.

use super::empty;
use super::fields::{self, Wanted};
use super::names;
use super::parts;
use super::plan::{
    BodyPlan, ChoicePlan, ContentPlan, FieldPlan, GroupPlan, OperationPlan, Presence,
    RequestFieldPlan, RequestFieldSource, ResponseVariantPlan, ResponsesPlan, RustType, Scalar,
};
use super::served;
use super::servers;
use super::statuses;
use super::tables::Tables;
use super::xml;
use crate::ir::{Codec, Content, Docs, Operation, Place, Response, Status, TypeId, WireForm};

/// Plans some operations; `first` is the place of their names among all.
pub(super) fn plan(
    tables: &Tables<'_>,
    operations: &[Operation],
    groups: &[GroupPlan],
    first: usize,
) -> Vec<OperationPlan> {
    operations
        .iter()
        .enumerate()
        .map(|(index, operation)| OperationPlan {
            group: served::group_of(groups, operation),
            ..one(tables, operation, index, first + index)
        })
        .collect()
}

fn one(tables: &Tables<'_>, operation: &Operation, index: usize, named: usize) -> OperationPlan {
    let given = &tables.operations[named];
    let [request, success, error] = tables.names.operations[named].clone();
    let is_success = |response: &Response| match response.status {
        Status::Code(code) => code < 400,
        Status::Range(class) => class < 4,
        Status::Default => false,
    };
    // An operation that only declares `default` succeeds with it.
    let none_succeeds = !operation.responses.iter().any(is_success);
    let (successes, errors): (Vec<_>, Vec<_>) =
        operation.responses.iter().enumerate().partition(|(_, response)| {
            is_success(response) || none_succeeds && response.status == Status::Default
        });
    OperationPlan {
        index,
        webhook: named >= tables.api.operations.len(),
        id: given.id.clone(),
        method: given.method.clone(),
        meta: given.meta.clone(),
        fields: request_fields(tables, operation, &given.id, named),
        success: responses(tables, named, success, successes),
        error: responses(tables, named, error, errors),
        request,
        servers: servers::elsewhere(tables.api, operation),
        bases: servers::bases_elsewhere(tables.api, operation),
        stub: served::is_stub(tables.config, &given.id, operation),
        pages: None,
        group: 0,
    }
}

fn request_fields(
    tables: &Tables<'_>,
    operation: &Operation,
    id: &str,
    named: usize,
) -> Vec<RequestFieldPlan> {
    let mut wanted: Vec<String> =
        operation.parameters.iter().map(|parameter| names::snake(&parameter.name)).collect();
    let mut places: Vec<&str> =
        operation.parameters.iter().map(|parameter| place(parameter.place)).collect();
    if operation.body.is_some() {
        // Claimed first: the body is always called so.
        wanted.insert(0, "body".to_owned());
        places.insert(0, "request");
    }
    let before = wanted.len() - operation.parameters.len();
    // Those of one place differ by symbols, if by anything.
    let longer = |index: usize| {
        let is_like = |other: usize| {
            other != index && wanted[other] == wanted[index] && places[other] == places[index]
        };
        match index.checked_sub(before) {
            Some(at) if (0..wanted.len()).any(is_like) => {
                names::spoken(&operation.parameters[at].name)
            }
            _ => format!("{}_{}", places[index], wanted[index]),
        }
    };
    let mut given = names::unique(&wanted, longer, "_");
    let body_name = operation.body.is_some().then(|| given.remove(0));

    let mut planned = Vec::new();
    for (index, (parameter, name)) in operation.parameters.iter().zip(&given).enumerate() {
        let configured = fields::configured_name(tables, id, &parameter.name, &parameter.source);
        let docs = if parameter.docs.text.is_some() || parameter.docs.deprecated {
            fields::with_moved(tables, parameter.ty, parameter.docs.clone())
        } else {
            fields::docs(tables, parameter.ty)
        };
        let wanted = Wanted {
            wire: &parameter.name,
            source: &parameter.source,
            owner: id,
            ty: parameter.ty,
            required: parameter.required,
            nullable: says_null(&parameter.form),
            docs,
            boxed: false,
        };
        planned.push(RequestFieldPlan {
            field: fields::plan(tables, wanted, configured.as_ref().unwrap_or(name)),
            source: RequestFieldSource::Parameter {
                index,
                place: parameter.place,
                form: empty::form(tables.api, parameter),
            },
        });
    }
    if let (Some(body), Some(name)) = (&operation.body, body_name) {
        let choice = tables.names.choices.get(&(named, None)).cloned();
        let plan = contents(tables, &body.contents, choice);
        let docs = body_docs(tables, body.docs.as_ref(), &body.contents);
        let field = body_field(&name, docs, &plan, body.required);
        planned.push(RequestFieldPlan { field, source: RequestFieldSource::Body(plan) });
    }
    planned
}

/// What is said of a body and, where they are declared elsewhere, of its types.
fn body_docs(tables: &Tables<'_>, said: Option<&String>, contents: &[Content]) -> Docs {
    let docs = Docs { text: said.cloned(), ..Docs::default() };
    let types = contents.iter().filter_map(|content| content.ty);
    types.fold(docs, |docs, ty| fields::with_moved(tables, ty, docs))
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query | Place::QueryString => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

/// The field of a body. Where there is a choice of contents, its type is the one that `choice` names.
fn body_field(name: &str, docs: Docs, plan: &BodyPlan, required: bool) -> FieldPlan {
    let first = &plan.contents[0];
    let rust = match &plan.choice {
        Some(choice) => RustType::Foreign(choice.name.clone()),
        None => first.rust.clone(),
    };
    let (rust, presence) = if required {
        (rust, Presence::Required)
    } else {
        (RustType::Option(Box::new(rust)), Presence::Optional)
    };
    let ty = first.ty.unwrap_or(TypeId(0));
    FieldPlan { name: name.to_owned(), wire: name.to_owned(), rust, ty, presence, docs }
}

fn contents(tables: &Tables<'_>, contents: &[Content], choice: Option<ChoicePlan>) -> BodyPlan {
    let by_subtype = |index: usize| {
        let media_type = contents[index].media_type.split(';').next().unwrap_or_default();
        match media_type.split_once('/') {
            Some(("*", _)) | None => "Any".to_owned(),
            Some((range, "*")) => names::upper_camel(range),
            Some((_, subtype)) => names::upper_camel(subtype),
        }
    };
    let by_codec = |index: usize| variant(&contents[index].codec);
    // What is spelled so has the name: `application/json` goes before `application/merge-patch+json`.
    let has_owner = |index: usize| {
        let owns = |other: usize| {
            by_codec(other) == by_codec(index) && by_subtype(other) == by_codec(index)
        };
        (0..contents.len()).any(|other| other != index && owns(other))
    };
    let wanted: Vec<String> = (0..contents.len())
        .map(|index| if has_owner(index) { by_subtype(index) } else { by_codec(index).to_owned() })
        .collect();
    let names = names::unique(&wanted, by_subtype, "");
    let contents = contents
        .iter()
        .zip(names)
        .map(|(content, variant)| ContentPlan {
            variant,
            media_type: content.media_type.clone(),
            codec: content.codec.clone(),
            rust: content_type(tables, content),
            ty: content.ty,
            elements: match (&content.codec, content.ty) {
                (Codec::Xml, Some(ty)) => xml::elements(tables.api, ty).unwrap_or_default(),
                _ => Vec::new(),
            },
        })
        .collect();
    BodyPlan { choice, contents }
}

fn content_type(tables: &Tables<'_>, content: &Content) -> RustType {
    let Some(ty) = content.ty else {
        return match content.codec {
            Codec::Json | Codec::JsonLines | Codec::JsonSequence => RustType::Json,
            Codec::Text | Codec::EventStream => RustType::Scalar(Scalar::String),
            Codec::Form(_) | Codec::Multipart(_) | Codec::Binary | Codec::Xml => {
                RustType::Scalar(Scalar::Bytes)
            }
        };
    };
    let is_opaque = match content.codec {
        Codec::Multipart(_) => !parts::are_known(tables.api, ty),
        Codec::Xml => xml::elements(tables.api, ty).is_err(),
        Codec::Json
        | Codec::Form(_)
        | Codec::Text
        | Codec::Binary
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::EventStream => false,
    };
    if is_opaque {
        return RustType::Scalar(Scalar::Bytes);
    }
    let rust = tables.rust(ty).clone();
    if tables.api.is_nullable(ty) && rust != RustType::Json {
        RustType::Option(Box::new(rust))
    } else {
        rust
    }
}

fn variant(codec: &Codec) -> &'static str {
    match codec {
        Codec::Json => "Json",
        Codec::Form(_) => "Form",
        Codec::Multipart(_) => "Multipart",
        Codec::Text => "Text",
        Codec::Binary => "Bytes",
        Codec::Xml => "Xml",
        Codec::JsonLines => "JsonLines",
        Codec::JsonSequence => "JsonSequence",
        Codec::EventStream => "Events",
    }
}

fn responses(
    tables: &Tables<'_>,
    named: usize,
    name: String,
    declared: Vec<(usize, &Response)>,
) -> ResponsesPlan {
    let mut variants: Vec<ResponseVariantPlan> = declared
        .into_iter()
        .map(|(index, response)| {
            let variant = statuses::name(response.status);
            let choice = tables.names.choices.get(&(named, Some(index))).cloned();
            let body = (!response.contents.is_empty())
                .then(|| contents(tables, &response.contents, choice));
            ResponseVariantPlan {
                name: variant,
                status: response.status,
                docs: body_docs(tables, response.docs.as_ref(), &response.contents).text,
                headers: headers(tables, &tables.operations[named].id, response, body.is_some()),
                body,
            }
        })
        .collect();
    // A code is matched before its range, and the default last.
    variants.sort_by_key(|variant| variant.status);
    ResponsesPlan { name, shared: None, variants }
}

/// Whether a form of a value can say null: the style table leaves out what is null, as RFC 6570 does (section 2.3).
fn says_null(form: &WireForm) -> bool {
    match form {
        WireForm::Styled { .. } => false,
        WireForm::Content(_) => true,
    }
}

fn headers(
    tables: &Tables<'_>,
    id: &str,
    response: &Response,
    has_body: bool,
) -> Vec<(FieldPlan, WireForm)> {
    let mut wanted: Vec<String> =
        response.headers.iter().map(|header| names::snake(&header.name)).collect();
    // Taken by the body and by the status of ranges.
    let taken = ["status".to_owned(), "body".to_owned()];
    let taken = if has_body { &taken[..] } else { &taken[..1] };
    for (at, name) in taken.iter().enumerate() {
        wanted.insert(at, name.clone());
    }
    let given = names::unique(&wanted, |index| format!("{}_header", wanted[index]), "_");
    response
        .headers
        .iter()
        .zip(&given[taken.len()..])
        .map(|(header, name)| {
            let wanted = Wanted {
                wire: &header.name,
                source: "",
                owner: id,
                ty: header.ty,
                required: header.required,
                nullable: says_null(&header.form),
                docs: fields::with_moved(tables, header.ty, header.docs.clone()),
                boxed: false,
            };
            (fields::plan(tables, wanted, name), header.form.clone())
        })
        .collect()
}
