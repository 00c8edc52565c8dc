//! The types of the document's schemas: `src/models/<component>.rs`.
//!
//! In: the plan's items. Out: one file for each component, with its inline parts: each a table that declares the type and
//! says how it travels and what it must satisfy.

mod check;
mod choice;
mod structure;
mod union;

pub(crate) use check::{Call, Patterns, bracket, calls};

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{self, deprecated, docs, ident, ty};
use crate::output::{Content, OutputFile};
use crate::passes::{Derives, Item, ItemId, ItemKind, Plan};

/// The column of a type in its table.
const INDENT: usize = 4;

/// The files of all models, sorted by path.
pub(crate) fn files(plan: &Plan) -> Vec<OutputFile> {
    let mut files: Vec<(String, TokenStream)> = Vec::new();
    for (index, item) in plan.items.iter().enumerate() {
        let id = ItemId(u32::try_from(index).expect("items are numbered by u32"));
        let tokens = self::item(plan, id, item);
        let path = format!("src/models/{}.rs", item.module);
        match files.last_mut() {
            Some((last, file)) if *last == path => file.extend(tokens),
            _ => files.push((path, tokens)),
        }
    }
    files
        .into_iter()
        .map(|(path, tokens)| OutputFile { path, content: Content::rust(tokens) })
        .collect()
}

fn item(plan: &Plan, id: ItemId, item: &Item) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(fields) => structure::declare(plan, id, item, fields),
        ItemKind::Enum(choice) => choice::declare(item, choice),
        ItemKind::Union(union) => union::declare(plan, id, item, union),
        ItemKind::Alias(target) => {
            let (name, target) = (ident(&item.name), ty(plan, target));
            let about = docs(&item.docs, Some(&item.source), 0);
            let deprecated = deprecated(&item.docs);
            quote!(#about #deprecated pub type #name = #target;)
        }
    }
}

/// The lines above a type: docs, deprecation, and what is derived beyond what the tables derive and `made` gives.
fn head(item: &Item, note: Option<&str>, made: &[&str]) -> TokenStream {
    let about = rust::moved(rust::noted_docs(&item.docs, note, Some(&item.source), INDENT));
    let deprecated = deprecated(&item.docs);
    let known: Vec<&str> = ["Clone", "Debug", "PartialEq"].iter().chain(made).copied().collect();
    let more = traits(&item.derives, &known);
    let derives = (!more.is_empty()).then(|| quote!(#[derive(#(#more),*)]));
    quote!(#about #deprecated #derives)
}

/// What the configuration derives beyond what is derived anyway.
fn traits(derives: &Derives, known: &[&str]) -> Vec<TokenStream> {
    let paths = derives.more.iter().filter(|path| !known.contains(&path.as_str()));
    let path = |path: &String| {
        path.parse().expect("configured paths are read as Rust before they come here")
    };
    paths.map(path).collect()
}
