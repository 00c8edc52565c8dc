//! Bodies: their types, and the words of the wire tables for them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::models::{Call, Patterns, bracket, calls};
use super::super::rust::{ident, plain_docs, ty};
use super::style;
use crate::ir::{Codec, Part, Place, Shape, TypeId};
use crate::passes::{
    BodyPlan, ContentPlan, ElementPlan, OperationPlan, Plan, RequestFieldSource, RustType, Scalar,
};

/// The codec of a body in wire tables. What the runtime has no codec for travels as bytes.
pub(in super::super) fn word(plan: &Plan, content: &ContentPlan) -> &'static str {
    let none = content.rust == RustType::Scalar(Scalar::Bytes);
    match content.codec {
        Codec::Binary => "stream",
        Codec::JsonLines => "lines",
        Codec::JsonSequence => "sequence",
        Codec::EventStream if is_data(plan, content) && !is_text_data(content) => "json_events",
        Codec::EventStream => "events",
        Codec::Json | Codec::Form(_) | Codec::Text | Codec::Xml if none => "bytes",
        // The boundary stands in the media type, which bytes alone do not have.
        Codec::Multipart(_) if none => "stream",
        Codec::Json => "json",
        Codec::Form(_) => "form",
        Codec::Text => "text",
        Codec::Multipart(_) => "multipart",
        Codec::Xml => "xml",
    }
}

/// The media type that a codec has where a table says none.
fn usual(word: &str) -> Option<&'static str> {
    match word {
        "json" => Some("application/json"),
        "form" => Some("application/x-www-form-urlencoded"),
        "multipart" => Some("multipart/form-data"),
        "text" => Some("text/plain"),
        "xml" => Some("application/xml"),
        "stream" => Some("application/octet-stream"),
        _ => None,
    }
}

/// Whether a body is a value that is there as a whole, and described.
pub(in super::super) fn is_value(plan: &Plan, content: &ContentPlan) -> bool {
    matches!(word(plan, content), "json" | "form" | "multipart" | "text" | "xml")
}

/// Whether the items of an event stream describe the data of events: 3.2's `itemSchema` describes whole ones.
pub(in super::super) fn is_data(plan: &Plan, content: &ContentPlan) -> bool {
    content.ty.is_none_or(|ty| !is_event(plan, ty, 0))
}

/// Data without a description, or of plain text.
fn is_text_data(content: &ContentPlan) -> bool {
    content.rust == RustType::Scalar(Scalar::String)
}

/// Whether a type has the member that every event has.
fn is_event(plan: &Plan, ty: TypeId, depth: u8) -> bool {
    match &plan.api.ty(plan.api.resolve(ty)).shape {
        Shape::Object(object) => object.fields.iter().any(|field| field.name == "data"),
        Shape::Union(union) if depth < 8 => {
            union.variants.iter().all(|branch| is_event(plan, branch.ty, depth + 1))
        }
        Shape::Union(_)
        | Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::String { .. }
        | Shape::Enumeration(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Map { .. }
        | Shape::Alias(_) => false,
    }
}

/// The type of a body in one media type.
pub(in super::super) fn content_type(plan: &Plan, content: &ContentPlan) -> TokenStream {
    match word(plan, content) {
        "bytes" => quote!(__rt::bytes::Bytes),
        "stream" => quote!(__rt::operation::ByteStream),
        "lines" | "sequence" | "events" | "json_events" => {
            let item = ty(plan, &content.rust);
            if content.codec == Codec::EventStream && is_data(plan, content) {
                quote!(__rt::operation::Items<__rt::operation::Event<#item>>)
            } else {
                quote!(__rt::operation::Items<#item>)
            }
        }
        _ => ty(plan, &content.rust),
    }
}

/// The type of a body.
pub(in super::super) fn body_type(plan: &Plan, body: &BodyPlan) -> TokenStream {
    match &body.choice {
        Some(choice) => {
            let choice = ident(&choice.name);
            quote!(__op::#choice)
        }
        None => content_type(plan, &body.contents[0]),
    }
}

/// `json "application/hal+json"`, or `choice` where there are several.
pub(super) fn entry(plan: &Plan, body: &BodyPlan) -> TokenStream {
    match &body.choice {
        Some(_) => quote!(choice),
        None => content_entry(plan, &body.contents[0]),
    }
}

fn content_entry(plan: &Plan, content: &ContentPlan) -> TokenStream {
    let word = word(plan, content);
    let codec = ident(word);
    let media =
        (usual(word) != Some(&content.media_type)).then(|| Literal::string(&content.media_type));
    let forms = match &content.codec {
        Codec::Form(forms) if !forms.is_empty() && word == "form" => {
            let forms = forms.iter().map(|(name, form)| {
                let words = style::words(plan, Place::Query, form, property(plan, content, name));
                let words = words.into_iter().map(ident);
                (name, quote!(#(#words)*))
            });
            by_form(forms)
        }
        Codec::Multipart(parts) if word == "multipart" => {
            by_form(parts.iter().filter_map(|part| part_form(plan, content, part)))
        }
        Codec::Xml if !content.elements.is_empty() => {
            let entries = content.elements.iter().map(element_entry);
            quote!({ #(#entries),* })
        }
        Codec::Form(_)
        | Codec::Json
        | Codec::Multipart(_)
        | Codec::Text
        | Codec::Binary
        | Codec::Xml
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::EventStream => TokenStream::new(),
    };
    quote!(#codec #media #forms)
}

/// `{ "tags" "expand" [deep_object array] }`: the names of properties, those that have a form in common together; nothing
/// where there are none.
fn by_form<'a>(forms: impl Iterator<Item = (&'a String, TokenStream)>) -> TokenStream {
    let mut groups: Vec<(String, TokenStream, Vec<&String>)> = Vec::new();
    for (name, form) in forms {
        let text = form.to_string();
        match groups.iter_mut().find(|(known, ..)| *known == text) {
            Some((.., names)) => names.push(name),
            None => groups.push((text, form, vec![name])),
        }
    }
    if groups.is_empty() {
        return TokenStream::new();
    }
    let entries = groups.iter().map(|(_, form, names)| quote!(#(#names)* [#form]));
    quote!({ #(#entries),* })
}

/// `photos` and `content_type("image/png, image/jpeg")`; nothing where the document leaves a part as parts are.
fn part_form<'a>(
    plan: &Plan,
    content: &ContentPlan,
    part: &'a Part,
) -> Option<(&'a String, TokenStream)> {
    let name = &part.name;
    if let Some(form) = &part.form {
        let property = property(plan, content, name);
        let words = style::words(plan, Place::Query, form, property).into_iter().map(ident);
        return Some((name, quote!(#(#words)*)));
    }
    if part.content_types.is_empty() {
        return None;
    }
    let content_types = part.content_types.join(", ");
    Some((name, quote!(content_type(#content_types))))
}

/// `"/ports" [wrapped("ports")]`
fn element_entry(element: &ElementPlan) -> TokenStream {
    let (pointer, node) = (&element.pointer, ident(element.node));
    let named = element.name.as_ref().map(|name| quote!((#name)));
    let node = (named.is_some() || element.node != "element").then(|| quote!(#node #named));
    let shape = element.shape.map(ident);
    quote!(#pointer [#node #shape])
}

/// The type of a form's property.
fn property(plan: &Plan, content: &ContentPlan, name: &str) -> Option<TypeId> {
    let object = plan.api.resolve(content.ty?);
    let Shape::Object(object) = &plan.api.ty(object).shape else { return None };
    object.fields.iter().find(|field| field.name == name).map(|field| field.ty)
}

/// The calls that check a body in one media type.
pub(super) fn rules_of(
    plan: &Plan,
    content: &ContentPlan,
    name: &str,
    patterns: &mut Patterns,
) -> Vec<Call> {
    match content.ty {
        Some(ty) if is_value(plan, content) => calls(plan, name, plan.checks.of(ty), patterns),
        Some(_) | None => Vec::new(),
    }
}

/// The enums of an operation's bodies that have several media types.
pub(super) fn choices(plan: &Plan, planned: &OperationPlan) -> Vec<TokenStream> {
    let request = planned.fields.iter().filter_map(|field| match &field.source {
        RequestFieldSource::Body(body) => Some((body, planned.request.clone())),
        RequestFieldSource::Parameter { .. } => None,
    });
    let replies = [&planned.success, &planned.error].into_iter().flat_map(|replies| {
        replies.variants.iter().filter_map(|variant| {
            let body = variant.body.as_ref()?;
            Some((body, format!("{}::{}", replies.name, variant.name)))
        })
    });
    request.chain(replies).filter_map(|(body, of)| choice(plan, body, &of)).collect()
}

/// The enum of a body's media types, where there are several.
fn choice(plan: &Plan, body: &BodyPlan, of: &str) -> Option<TokenStream> {
    let choice = body.choice.as_ref().filter(|choice| choice.declared)?;
    let name = ident(&choice.name);
    let mut patterns = Patterns::default();
    let variants: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|content| {
            let variant = ident(&content.variant);
            let (ty, entry) = (content_type(plan, content), content_entry(plan, content));
            let rules = bracket(&rules_of(plan, content, &content.variant, &mut patterns));
            quote!(#variant(#ty = #entry) #rules)
        })
        .collect();
    let statics = patterns.declarations();
    let others = if choice.shared { " and others" } else { "" };
    let about = plain_docs(&format!("The body of [`{of}`]{others}, by media type."), 4);
    Some(quote! {
        __rt::wire_body! {
            #about
            pub enum #name { #(#variants,)* }
            #statics
        }
    })
}
