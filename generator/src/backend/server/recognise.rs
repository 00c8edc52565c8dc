//! Error schemas that we know how to fill in, by the names and types of their members.
//!
//! Problem details (RFC 9457), TMF630's error, a code with messages, lists of these and whatever else is made of the same
//! words. A member that must be there and whose meaning we do not know makes the whole schema unknown.
#![allow(clippy::wildcard_enum_match_arm, reason = "what is not known to fit does not")]

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::word;
use super::super::rust::{default_value, ident};
use super::keywords;
use crate::ir::{Status, TypeId};
use crate::passes::checks::Rule;
use crate::passes::{
    ContentPlan, EnumPlan, FieldPlan, ItemId, ItemKind, Plan, Presence, RustType, Scalar,
    StructPlan,
};
use crate::source::Literal;

/// What an object is filled in from.
#[derive(Clone, Copy)]
struct Source<'a> {
    plan: &'a Plan,
    status: Status,
    /// One violation rather than the refusal as a whole.
    violation: bool,
    /// Whether a `type` is a URI: in problem details.
    problem: bool,
    /// Whether a list must hold something.
    never_empty: bool,
    depth: u8,
}

/// The expression that fills in a body.
pub(super) fn body(plan: &Plan, status: Status, content: &ContentPlan) -> Option<TokenStream> {
    let problem = content.media_type.contains("problem");
    let never_empty = content.ty.is_some_and(|ty| holds_something(plan, ty));
    let source = Source { plan, status, violation: false, problem, never_empty, depth: 0 };
    if word(plan, content) == "text" {
        return (content.rust == RustType::Scalar(Scalar::String))
            .then(|| quote!(refusal.message()));
    }
    match &content.rust {
        RustType::Item(id) => item(source, *id, "error"),
        RustType::Vec(inner) => {
            let inner = value(source, inner, "error")?;
            Some(quote!(Vec::from([#inner])))
        }
        RustType::Scalar(Scalar::String) => Some(quote!(refusal.message())),
        RustType::Scalar(_)
        | RustType::Option(_)
        | RustType::Map(_)
        | RustType::Boxed(_)
        | RustType::Patch(_)
        | RustType::Tuple(_)
        | RustType::Json
        | RustType::Foreign(_) => None,
    }
}

fn item(source: Source<'_>, id: ItemId, name: &str) -> Option<TokenStream> {
    let item = source.plan.item(id);
    let ty = ident(&item.name);
    match &item.kind {
        ItemKind::Struct(plan) if source.depth < 4 => {
            let source = Source { depth: source.depth + 1, ..source };
            let called = item.source.rsplit('/').next().unwrap_or_default();
            let fields = fields(source, plan, called)?;
            Some(quote!(__model::#ty { #(#fields),* }))
        }
        ItemKind::Enum(plan)
            if is(
                name,
                &[
                    "code",
                    "errorcode",
                    "type",
                    "errortype",
                    "error",
                    "status",
                    "reason",
                    "category",
                    "title",
                    "name",
                ],
            ) =>
        {
            variant(source, plan).map(|variant| quote!(__model::#ty::#variant))
        }
        ItemKind::Alias(target) => value(source, target, name),
        ItemKind::Struct(_) | ItemKind::Enum(_) | ItemKind::Union(_) => None,
    }
}

fn variant(source: Source<'_>, plan: &EnumPlan) -> Option<proc_macro2::Ident> {
    let texts: Vec<&str> = plan
        .variants
        .iter()
        .map(|variant| match &variant.value {
            Literal::String(text) => text.as_str(),
            Literal::Null
            | Literal::Bool(_)
            | Literal::Number(_)
            | Literal::Array(_)
            | Literal::Object(_) => "",
        })
        .collect();
    let chosen = keywords::choose(source.status, &texts, &source.plan.names.base)?;
    Some(ident(&plan.variants[chosen].name))
}

/// A `name: value` for each field; `None` where one that must be there is not known. `called` is the schema's name.
fn fields(source: Source<'_>, plan: &StructPlan, called: &str) -> Option<Vec<TokenStream>> {
    let has = |name: &str| plan.fields.iter().any(|field| plain(&field.wire) == name);
    let source = Source { problem: source.problem || has("title") && has("detail"), ..source };
    let mut known = 0;
    let mut out = Vec::new();
    for field in &plan.fields {
        let name = ident(&field.name);
        let filled = self::field(source, field);
        known += usize::from(filled.is_some());
        // JSON-LD and those after it say there what the object is.
        let kind = || {
            let is_kind = field.wire == "@type" && field.rust == RustType::Scalar(Scalar::String);
            is_kind.then(|| quote!(String::from(#called)))
        };
        let value = filled.or_else(|| absent(source, field)).or_else(kind)?;
        out.push(quote!(#name: #value));
    }
    if let Some(rest) = &plan.rest {
        let name = ident(&rest.name);
        out.push(quote!(#name: __std::collections::BTreeMap::new()));
    }
    // An object of which nothing at all is known says nothing.
    (known > 0).then_some(out)
}

fn field(source: Source<'_>, field: &FieldPlan) -> Option<TokenStream> {
    let name = plain(&field.wire);
    let never_empty = holds_something(source.plan, field.ty);
    let source = Source { never_empty, ..source };
    match (&field.presence, &field.rust) {
        (Presence::Optional | Presence::Nullable, RustType::Option(inner))
            if never_empty && lists_items(inner) =>
        {
            let all = value(Source { never_empty: false, ..source }, inner, &name)?;
            Some(quote!((!refusal.violations().is_empty()).then(|| #all)))
        }
        (Presence::Optional | Presence::Nullable, RustType::Option(inner)) => {
            let inner = value(source, inner, &name)?;
            Some(quote!(Some(#inner)))
        }
        (Presence::Patch, RustType::Patch(inner)) => {
            let inner = value(source, inner, &name)?;
            Some(quote!(__rt::Patch::Value(#inner)))
        }
        (_, rust) => value(source, rust, &name),
    }
}

/// Whether a list of the type must hold something.
fn holds_something(plan: &Plan, ty: TypeId) -> bool {
    plan.checks.of(ty).iter().any(|rule| matches!(rule, Rule::MinItems(1..)))
}

fn lists_items(rust: &RustType) -> bool {
    matches!(rust, RustType::Vec(inner) if matches!(**inner, RustType::Item(_)))
}

fn absent(source: Source<'_>, field: &FieldPlan) -> Option<TokenStream> {
    match &field.presence {
        Presence::Required => None,
        Presence::Optional | Presence::Nullable => Some(quote!(None)),
        Presence::Patch => Some(quote!(__rt::Patch::Absent)),
        Presence::Default(value) => Some(default_value(source.plan, &field.rust, value)),
    }
}

fn value(source: Source<'_>, rust: &RustType, name: &str) -> Option<TokenStream> {
    match rust {
        RustType::Scalar(scalar) => self::scalar(source, *scalar, name),
        RustType::Item(id) => item(source, *id, name),
        RustType::Boxed(inner) => {
            let inner = value(source, inner, name)?;
            Some(quote!(Box::new(#inner)))
        }
        RustType::Vec(inner) => list(source, inner, name),
        RustType::Option(inner) => {
            let inner = value(source, inner, name)?;
            Some(quote!(Some(#inner)))
        }
        RustType::Map(_)
        | RustType::Patch(_)
        | RustType::Tuple(_)
        | RustType::Json
        | RustType::Foreign(_) => None,
    }
}

fn list(source: Source<'_>, inner: &RustType, name: &str) -> Option<TokenStream> {
    if source.violation {
        return None;
    }
    let many = is(
        name,
        &[
            "messages",
            "errors",
            "details",
            "detail",
            "reasons",
            "violations",
            "causes",
            "issues",
            "description",
            "error",
            "message",
        ],
    ) || ["errors", "violations", "params", "fields", "messages", "details", "issues"]
        .iter()
        .any(|end| name.ends_with(end));
    match inner {
        RustType::Scalar(Scalar::String) if many => Some(quote!(refusal.messages())),
        RustType::Item(id) if many => {
            let one = item(Source { violation: true, ..source }, *id, "error")?;
            let all = quote!(refusal.violations().iter().map(|violation| #one).collect());
            if !source.never_empty {
                return Some(all);
            }
            // What is refused for another reason has no violations, and is the one thing to be told of.
            let whole = item(Source { never_empty: false, ..source }, *id, "error")?;
            Some(quote!(if refusal.violations().is_empty() { Vec::from([#whole]) } else { #all }))
        }
        _ => None,
    }
}

fn scalar(source: Source<'_>, scalar: Scalar, name: &str) -> Option<TokenStream> {
    if source.violation {
        return (scalar == Scalar::String).then(|| violation(name)).flatten();
    }
    match scalar {
        Scalar::String => text(source, name),
        Scalar::Uuid if is_id(name) => Some(quote!(refusal.uuid())),
        Scalar::Bool if is(name, &["success", "ok", "succeeded"]) => Some(quote!(false)),
        Scalar::Bool if is(name, &["error", "failed"]) => Some(quote!(true)),
        Scalar::U16 if is_status(name) => Some(quote!(refusal.status())),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64
            if is_status(name) =>
        {
            Some(quote!(refusal.status().into()))
        }
        _ => None,
    }
}

fn text(source: Source<'_>, name: &str) -> Option<TokenStream> {
    Some(match name {
        "type" if source.problem => quote!(String::from("about:blank")),
        "status" | "statuscode" | "httpstatus" | "httpstatuscode" => {
            quote!(refusal.status().to_string())
        }
        "title" | "summary" | "statustext" | "reasonphrase" | "reason" => quote!(refusal.title()),
        "message" | "detail" | "details" | "description" | "errordescription" | "errormessage"
        | "msg" | "text" | "explanation" | "developermessage" | "usermessage" => {
            quote!(refusal.message())
        }
        "code" | "errorcode" | "error" | "errortype" | "type" | "slug" | "key" => {
            quote!(refusal.code())
        }
        _ if is_id(name) => quote!(refusal.id()),
        _ => return None,
    })
}

fn violation(name: &str) -> Option<TokenStream> {
    Some(match name {
        "field" | "name" | "pointer" | "path" | "property" | "parameter" | "location"
        | "target" | "source" | "param" | "fieldname" | "instance" => quote!(violation.place()),
        "message" | "detail" | "details" | "reason" | "description" | "msg" | "text" | "title"
        | "error" => {
            quote!(violation.to_string())
        }
        "code" | "type" | "keyword" | "rule" | "errorcode" | "constraint" => {
            quote!(violation.keyword.to_owned())
        }
        _ => return None,
    })
}

fn is_id(name: &str) -> bool {
    is(
        name,
        &[
            "uuid",
            "id",
            "traceid",
            "requestid",
            "errorid",
            "correlationid",
            "incidentid",
            "reference",
            "ref",
            "trackingid",
        ],
    )
}

fn is_status(name: &str) -> bool {
    is(
        name,
        &["status", "statuscode", "code", "httpstatus", "httpstatuscode", "errorcode", "httpcode"],
    )
}

fn is(name: &str, known: &[&str]) -> bool {
    known.contains(&name)
}

/// `traceId`, `trace_id` and `trace-id` are one name; `@type` is none of these.
fn plain(name: &str) -> String {
    if name.starts_with(['@', '$']) {
        return name.to_owned();
    }
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}
