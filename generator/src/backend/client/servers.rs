//! Servers with variables: a struct each, from whose choices the base URL is made.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::rust::{ident, plain_docs, text_docs};
use crate::passes::{Plan, ServerPlan, ServerVariablePlan, server_url};

/// `SERVERS` and `SERVER_PATHS`, of those that there are.
pub(super) fn constants(plan: &Plan) -> TokenStream {
    let urls: Vec<String> = plan.api.servers.iter().map(server_url).collect();
    let (whole, relative): (Vec<&String>, Vec<&String>) =
        urls.iter().partition(|url| url.contains("://"));
    let whole = (!whole.is_empty()).then(|| {
        quote! {
            /// The base URLs that the description names.
            pub const SERVERS: &'static [&'static str] = &[#(#whole),*];
        }
    });
    let has_path = relative.iter().any(|url| !matches!(url.as_str(), "/" | "" | "."));
    let relative = has_path.then(|| {
        quote! {
            /// What the description names of base URLs: their ends, behind the host that it was had from.
            pub const SERVER_PATHS: &'static [&'static str] = &[#(#relative),*];
        }
    });
    quote!(#whole #relative)
}

/// The file of the structs; `None` where no server has variables.
pub(super) fn file(plan: &Plan) -> Option<TokenStream> {
    let servers = plan.servers.iter().map(server);
    (!plan.servers.is_empty()).then(|| quote!(#(#servers)*))
}

fn server(server: &ServerPlan) -> TokenStream {
    let name = ident(&server.name);
    let mut about = plain_docs(&format!("The base URL `{}`.", server.url), 0);
    if server.docs.is_some() {
        about.extend(quote!(#[doc = ""]));
        about.extend(text_docs(server.docs.as_deref(), 0));
    }
    let fields = server.variables.iter().map(|variable| {
        let (field, docs) = (ident(&variable.field), variable_docs(variable));
        let ty = variable.choice.as_deref().map_or_else(
            || quote!(String),
            |name| {
                let name = ident(name);
                quote!(#name)
            },
        );
        quote!(#docs pub #field: #ty)
    });
    let defaults = server.variables.iter().map(|variable| {
        let (field, default) = (ident(&variable.field), &variable.default);
        let value = variant_of(variable).unwrap_or_else(|| quote!(#default.to_owned()));
        quote!(#field: #value)
    });
    let pieces = pieces(server);
    let choices = server.variables.iter().filter_map(choice);
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields),* }
        impl Default for #name {
            fn default() -> Self { Self { #(#defaults),* } }
        }
        impl From<#name> for String {
            fn from(server: #name) -> Self { [#(#pieces),*].concat() }
        }
        #(#choices)*
    }
}

fn variable_docs(variable: &ServerVariablePlan) -> TokenStream {
    let text = match &variable.docs {
        Some(text) => text.clone(),
        None => format!("`{{{}}}` of the URL.", variable.name),
    };
    text_docs(Some(&text), 4)
}

/// The default, where it is one of an enum.
fn variant_of(variable: &ServerVariablePlan) -> Option<TokenStream> {
    let choice = ident(variable.choice.as_deref()?);
    let (variant, _) = variable.variants.iter().find(|(_, value)| *value == variable.default)?;
    let variant = ident(variant);
    Some(quote!(#choice::#variant))
}

/// The URL, cut at its variables.
fn pieces(server: &ServerPlan) -> Vec<TokenStream> {
    let (mut pieces, mut rest) = (Vec::new(), server.url.as_str());
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let variable = server.variables.iter().find(|variable| variable.name == name);
        let before = if variable.is_some() { before } else { &rest[..rest.len() - after.len()] };
        if !before.is_empty() {
            pieces.push(quote!(#before));
        }
        if let Some(variable) = variable {
            let field = ident(&variable.field);
            pieces.push(quote!(server.#field.as_str()));
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(quote!(#rest));
    }
    pieces
}

fn choice(variable: &ServerVariablePlan) -> Option<TokenStream> {
    let name = ident(variable.choice.as_deref()?);
    let about = plain_docs(&format!("What may stand for `{{{}}}`.", variable.name), 0);
    let variants: Vec<_> = variable.variants.iter().map(|(variant, _)| ident(variant)).collect();
    let values: Vec<_> = variable.variants.iter().map(|(_, value)| value).collect();
    let docs = values.iter().map(|value| plain_docs(&format!("`{value}`"), 4));
    Some(quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name { #(#docs #variants),* }
        impl #name {
            /// As it stands in the URL.
            pub fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #values),* }
            }
        }
    })
}
