//! The types of the document's schemas: `src/models/<component>.rs`.
//!
//! In: the plan's items. Out: one file for each component, with its inline parts: the type, its table for the wire, and
//! its checks. What a table says stands in `wire.rs` alone, what a check says in `check.rs`.

mod check;
mod choice;
mod structure;
mod union;
mod wire;

pub(crate) use check::{Patterns, rules};

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{self, deprecated, docs, ident, ty};
use crate::output::{Content, OutputFile};
use crate::passes::{Derives, Item, ItemId, ItemKind, Plan};

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
        .map(|(path, tokens)| OutputFile { path, content: Content::Rust(tokens) })
        .collect()
}

fn item(plan: &Plan, id: ItemId, item: &Item) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(fields) => {
            let declared = structure::declare(plan, item, fields);
            let table = wire::object(plan, item, fields);
            let check = check::of_struct(plan, id, item, fields);
            quote!(#declared #table #check)
        }
        ItemKind::Enum(choice) => choice::declare(item, choice),
        ItemKind::Union(union) => {
            let declared = union::declare(plan, item, union);
            let check = check::of_union(plan, id, item, union);
            let table = wire::union(item, union, check.is_some());
            quote!(#declared #table #check)
        }
        ItemKind::Alias(target) => {
            let (name, target) = (ident(&item.name), ty(plan, target));
            let about = docs(&item.docs, Some(&item.source), 0);
            let deprecated = deprecated(&item.docs);
            quote!(#about #deprecated pub type #name = #target;)
        }
    }
}

/// The lines above a type: docs, deprecation, derives.
fn head(item: &Item, note: Option<&str>, extra: &[&str]) -> TokenStream {
    let about = rust::noted_docs(&item.docs, note, Some(&item.source), 0);
    let deprecated = deprecated(&item.docs);
    let mut derives = vec!["Clone", "Debug"];
    derives.extend(extra);
    derives.push("PartialEq");
    let more = traits(&item.derives, &derives);
    let derives = derives.into_iter().map(ident);
    quote!(#about #deprecated #[derive(#(#derives),* #(, #more)*)])
}

/// What the configuration derives beyond what is derived anyway.
fn traits(derives: &Derives, known: &[&str]) -> Vec<TokenStream> {
    let paths = derives.more.iter().filter(|path| !known.contains(&path.as_str()));
    let path = |path: &String| {
        path.parse().expect("configured paths are read as Rust before they come here")
    };
    paths.map(path).collect()
}
