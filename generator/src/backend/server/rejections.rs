//! How refusals are worded: a method for each status and body that the framework may have to answer with.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::super::operations::{content_type, of, word};
use super::super::rust::{ident, plain_docs};
use super::{Side, recognise};
use crate::ir::Status;
use crate::passes::{ContentPlan, Plan, ResponseVariantPlan, RustType};

/// A body that a refusal may have.
pub(super) struct Rejection {
    pub(super) method: String,
    pub(super) status: Status,
    pub(super) content: ContentPlan,
    /// Ids of the operations that declare it.
    pub(super) operations: Vec<String>,
    /// The body, where its schema is one that we know how to fill in.
    pub(super) default: Option<TokenStream>,
}

/// Statuses that are answered with before an operation is called, or when it fails.
const STATUSES: [u16; 13] = [400, 401, 403, 404, 405, 406, 408, 413, 415, 422, 500, 501, 503];

/// All bodies that refusals may have, by status and then by type.
pub(super) fn find(side: &Side<'_>) -> Vec<Rejection> {
    let plan = side.plan;
    let mut found: Vec<Rejection> = Vec::new();
    for planned in side.operations {
        let declared =
            of(plan, planned).responses.iter().map(|response| response.status).collect::<Vec<_>>();
        for variant in planned.error.variants.iter().chain(&planned.success.variants) {
            if !is_refusal(plan, variant.status, &declared) {
                continue;
            }
            let Some(content) = body(plan, variant) else { continue };
            let same = |known: &&mut Rejection| {
                known.status == variant.status
                    && known.content.rust == content.rust
                    && known.content.media_type == content.media_type
            };
            if let Some(known) = found.iter_mut().find(same) {
                known.operations.push(planned.id.clone());
                continue;
            }
            let default = recognise::body(plan, variant.status, content);
            // What only happens where limits are reached is not worth a team's code.
            if default.is_none() && matches!(variant.status, Status::Code(408 | 503)) {
                continue;
            }
            found.push(Rejection {
                method: snake(&variant.name),
                status: variant.status,
                content: content.clone(),
                operations: vec![planned.id.clone()],
                default,
            });
        }
    }
    found.sort_by(|a, b| {
        a.status.cmp(&b.status).then_with(|| suffix(plan, a).cmp(&suffix(plan, b)))
    });
    name(plan, &mut found);
    found
}

fn is_refusal(plan: &Plan, status: Status, declared: &[Status]) -> bool {
    match status {
        Status::Code(code) => {
            STATUSES.contains(&code) || plan.statuses.iter().any(|(_, given)| *given == code)
        }
        Status::Range(range) => range >= 4,
        // A default that shares its operation with every status we could answer with is never reached by us.
        Status::Default => {
            !declared.contains(&Status::Range(4)) || !declared.contains(&Status::Range(5))
        }
    }
}

/// The first body that can be written from a value: JSON before text.
fn body<'a>(plan: &Plan, variant: &'a ResponseVariantPlan) -> Option<&'a ContentPlan> {
    let contents = &variant.body.as_ref()?.contents;
    let of_codec = |codec: &str| {
        contents
            .iter()
            .find(|content| word(plan, content) == codec && !content.media_type.contains('*'))
    };
    of_codec("json").or_else(|| of_codec("text"))
}

/// Methods of one status that differ in type carry the type's name.
fn name(plan: &Plan, found: &mut [Rejection]) {
    let methods: Vec<String> = found.iter().map(|rejection| rejection.method.clone()).collect();
    let mut given: Vec<String> = Vec::new();
    for (at, rejection) in found.iter_mut().enumerate() {
        if methods.iter().filter(|method| **method == methods[at]).count() > 1 {
            rejection.method = format!("{}_{}", methods[at], suffix(plan, rejection));
        }
        let stem = rejection.method.clone();
        let mut number = 2;
        while given.contains(&rejection.method) {
            rejection.method = format!("{stem}_{number}");
            number += 1;
        }
        given.push(rejection.method.clone());
    }
}

fn suffix(plan: &Plan, rejection: &Rejection) -> String {
    match &rejection.content.rust {
        RustType::Item(id) => snake(&plan.item(*id).name),
        RustType::Vec(_) => "list".to_owned(),
        RustType::Json => "value".to_owned(),
        RustType::Scalar(_)
        | RustType::Option(_)
        | RustType::Map(_)
        | RustType::Boxed(_)
        | RustType::Patch(_)
        | RustType::Tuple(_)
        | RustType::Foreign(_) => "text".to_owned(),
    }
}

/// `BadRequest` as `bad_request`; a default is what is left.
fn snake(name: &str) -> String {
    if name == "Default" {
        return "any_other".to_owned();
    }
    let mut out = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(char.to_ascii_lowercase());
    }
    out
}

pub(super) fn items(side: &Side<'_>, rejections: &[Rejection]) -> TokenStream {
    let (plan, name) = (side.plan, ident(&side.names.rejections));
    let about = plain_docs(
        "How requests are refused that never reach an operation, in the words of the description.",
        0,
    );
    let methods = rejections.iter().map(|rejection| {
        let (method, ty) = (ident(&rejection.method), content_type(plan, &rejection.content));
        let about = match rejection.status {
            Status::Code(code) => format!(" The body of a refusal with {code}."),
            Status::Range(range) => format!(" The body of a refusal with {range}XX."),
            Status::Default => {
                " The body of a refusal with a status that is not declared by itself.".to_owned()
            }
        };
        let unused = rejection.default.as_ref().is_some_and(|body| !speaks_of(body, "refusal"));
        let refusal = ident(if unused { "_refusal" } else { "refusal" });
        let signature =
            quote!(#[doc = #about] fn #method(&self, #refusal: &__rt::server::Refusal) -> #ty);
        if let Some(body) = &rejection.default {
            quote!(#signature { #body })
        } else {
            quote!(#signature;)
        }
    });
    let default = all_recognised(rejections).then(|| {
        let default = ident(&side.names.default_rejections);
        quote! {
            /// Refusals as the error schemas of the description suggest them.
            #[derive(Clone, Copy, Debug, Default)]
            pub struct #default;
            impl __server::#name for #default {}
        }
    });
    quote! {
        #about
        pub trait #name: Send + Sync + 'static { #(#methods)* }
        #default
    }
}

/// Whether an expression speaks of a variable.
fn speaks_of(tokens: &TokenStream, variable: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => speaks_of(&group.stream(), variable),
        TokenTree::Ident(ident) => ident == variable,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a team need not write any of them.
pub(super) fn all_recognised(rejections: &[Rejection]) -> bool {
    rejections.iter().all(|rejection| rejection.default.is_some())
}
