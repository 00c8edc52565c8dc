//! How files hang together: the declarations of modules, and what they re-export.
//!
//! In: the files of the back ends, whose paths say where they belong (`src/models/contact.rs`). Out: the same files, with
//! those above them declaring them, in the shape that the layout asks for. Back ends emit no `mod` items themselves.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::features;
use super::rust::{allow_deprecated, docs, ident};
use crate::config::{Config, Layout, is_keyword};
use crate::ir::Docs;
use crate::output::tree::{self, Tree, mentions};
use crate::output::{Content, OutputFile};
use crate::passes::{Plan, deepest};

/// What the runtime must be to fit what is generated.
pub(super) const COMPATIBILITY: u32 = 1;

/// The modules at the top, in reading order: name, docs, and the features that each of them needs one of.
const TOP: &[(&str, &str, &[&str])] = &[
    ("models", "The types of the document's schemas.", &[]),
    ("operations", "What each operation is asked and may answer.", &["client", "server"]),
    ("server", "Traits to implement, and the service that calls them.", &["server"]),
    ("client", "Calling the API.", &["client"]),
];

/// Puts the files of the back ends into the shape of the layout.
pub(super) fn arrange(plan: &Plan, config: &Config, files: Vec<OutputFile>) -> Vec<OutputFile> {
    let (mut rust, mut others) = (BTreeMap::new(), Vec::new());
    for file in files {
        match file.content {
            Content::Rust(trees) => drop(rust.insert(file.path, trees)),
            Content::Text(_) => others.push(file),
        }
    }
    match config.layout {
        Layout::Single => others.push(one_file(plan, rust)),
        Layout::Crate | Layout::Module => {
            declare(plan, config, &mut rust);
            others.extend(rust.into_iter().map(|(path, trees)| {
                let path = if config.layout == Layout::Crate { path } else { module_path(&path) };
                OutputFile { path, content: Content::Rust(trees) }
            }));
        }
    }
    others
}

/// Every item in one file, in the order that the modules would be read in.
fn one_file(plan: &Plan, mut rust: BTreeMap<String, Vec<Tree>>) -> OutputFile {
    let mut trees = Vec::new();
    for (module, _, _) in TOP {
        trees.extend(rust.remove(&format!("src/{module}.rs")).into_iter().flatten());
        let below = format!("src/{module}/");
        for (_, own) in rust.iter_mut().filter(|(path, _)| path.starts_with(&below)) {
            trees.append(own);
        }
    }
    trees.extend(tree::read(compatibility()));
    OutputFile {
        path: format!("{}.rs", super::manifest::library(plan, None)),
        content: Content::Rust(trees),
    }
}

/// Adds `src/lib.rs`, and to each file the declarations of those below it.
fn declare(plan: &Plan, config: &Config, rust: &mut BTreeMap<String, Vec<Tree>>) {
    let features =
        if features::wanted(config) { features::by_file(plan, rust) } else { BTreeMap::new() };
    for (module, _, _) in TOP {
        let below = format!("src/{module}/");
        let (mut open, mut of_tags) = (Vec::new(), BTreeMap::<&String, Vec<Ident>>::new());
        let (mut closed, mut exports) = (TokenStream::new(), TokenStream::new());
        for (path, trees) in
            rust.range(below.clone()..).take_while(|(path, _)| path.starts_with(&below))
        {
            let stem = path[below.len()..].trim_end_matches(".rs");
            let name = if is_keyword(stem) { ident(&format!("r#{stem}")) } else { ident(stem) };
            // Names are decided over the whole document, so that no two files declare the same.
            let visibility = visibility(trees);
            let feature = features.get(path);
            if visibility == Some(Visibility::Public) {
                feature.map_or(&mut open, |feature| of_tags.entry(feature).or_default()).push(name);
                continue;
            }
            let condition = feature.map(|feature| features::condition(feature));
            closed.extend(quote!(#condition mod #name;));
            if visibility == Some(Visibility::Crate) {
                exports.extend(quote!(#condition pub(crate) use #name::*;));
            }
        }
        let rows = (!open.is_empty() || !of_tags.is_empty()).then(|| {
            let of_tags = of_tags.iter().map(|(feature, names)| quote!(#feature { #(#names),* }));
            quote!(__rt::modules! { #(#open,)* #(#of_tags)* })
        });
        let declarations = tree::read(quote!(#rows #closed #exports));
        if !declarations.is_empty() {
            let own = rust.entry(format!("src/{module}.rs")).or_default();
            own.splice(0..0, declarations);
        }
    }
    // The description still has what it deprecates, and so have we.
    let deprecated = rust.values().any(|trees| mentions(trees, "deprecated"));
    let allowed = deprecated.then(allow_deprecated);
    // A package's manifest says this once; inside another package there is none of ours.
    let judged = (config.layout == Layout::Module).then(|| {
        quote!(#[allow(
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "what an API makes large, deep or oddly named is not for its Rust to judge"
        )])
    });
    let present =
        TOP.iter().filter(|(module, _, _)| rust.contains_key(&format!("src/{module}.rs")));
    let modules = present.map(|(module, about, features)| {
        let name = ident(module);
        let about = format!(" {about}");
        let condition = condition(features, config);
        quote!(#[doc = #about] #condition #allowed #judged pub mod #name;)
    });
    let limit = recursion_limit(deepest(plan), config.layout);
    let docs = docs(&api_docs(plan), None, 0);
    let docs = inner(quote!(#docs #limit));
    let compatibility = compatibility();
    // So that a user's manifest need not name the runtime beside the output.
    let runtime = quote!(
        #[doc = " What generated code stands on: `server::Context`, `client::ClientError` and the like."]
        pub use specwright_runtime as runtime;
    );
    let root = tree::read(quote!(#docs #runtime #(#modules)* #compatibility));
    rust.insert("src/lib.rs".to_owned(), root);
}

/// What rustc must be told where types nest so deep that it would not compile how they are read. Only the root of a
/// package can tell it.
fn recursion_limit(deepest: usize, layout: Layout) -> Option<TokenStream> {
    /// rustc gives up at 128; as what it goes through depends on where it starts, half of that is deep.
    const DEEP: usize = 64;
    let limit = (deepest > DEEP).then(|| (4 * deepest).next_power_of_two().to_string())?;
    let own = (layout == Layout::Crate).then(|| quote!(#[recursion_limit = #limit]));
    let note =
        format!(" Types nest {deepest} deep here: a package that reads or writes them by itself");
    let needs = format!(" needs `#![recursion_limit = \"{limit}\"]` at its root.");
    Some(quote!(#[doc = ""] #[doc = #note] #[doc = #needs] #own))
}

/// Modules inside another package are there whatever its features are.
fn condition(features: &[&str], config: &Config) -> TokenStream {
    let made = |feature: &&str| match *feature {
        "client" => config.client,
        "server" => config.server,
        _ => true,
    };
    // A feature that the manifest does not have is one that the compiler warns of.
    let features: Vec<&str> = features.iter().copied().filter(made).collect();
    match features[..] {
        _ if config.layout != Layout::Crate => TokenStream::new(),
        [] => TokenStream::new(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        ref several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// The title and description of the API.
fn api_docs(plan: &Plan) -> Docs {
    let text = match &plan.api.docs {
        Some(text) => format!("{}\n\n{text}", plan.api.title()),
        None => plan.api.title().to_owned(),
    };
    Docs { title: None, text: Some(text), deprecated: false }
}

/// `#[…]` as `#![…]`.
fn inner(attributes: TokenStream) -> TokenStream {
    let inner = attributes.into_iter().map(|tree| {
        let starts = matches!(&tree, TokenTree::Punct(hash) if hash.as_char() == '#');
        if starts { quote!(#tree !) } else { quote!(#tree) }
    });
    inner.collect()
}

/// Fails to compile where the runtime is not the one this was generated for.
fn compatibility() -> TokenStream {
    let number = proc_macro2::Literal::u32_unsuffixed(COMPATIBILITY);
    quote!(const _: () = __rt::assert_compatible(#number);)
}

/// `src/models/contact.rs` as a file of a module with its own folder.
fn module_path(path: &str) -> String {
    match path {
        "src/lib.rs" => "mod.rs".to_owned(),
        _ => path.trim_start_matches("src/").to_owned(),
    }
}

/// Who can see what a file declares: the widest of its items.
fn visibility(trees: &[Tree]) -> Option<Visibility> {
    declared(trees).into_iter().max()
}

/// Who can see an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Visibility {
    Crate,
    Public,
}

/// The items at the top of a file that others can see.
fn declared(trees: &[Tree]) -> Vec<Visibility> {
    const KINDS: &[&str] = &["struct", "enum", "union", "trait", "type", "static", "const", "fn"];
    let word = |at: usize| match trees.get(at) {
        Some(Tree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    let mut found = Vec::new();
    for start in 0..trees.len() {
        match word(start).as_deref() {
            Some("pub") => {}
            // Tables may declare what they are of, in words of their own.
            Some(name) if name.starts_with("wire_") => {
                let says_pub = |tree: &Tree| matches!(tree, Tree::Ident(word) if word == "pub");
                let table = trees.get(start + 2);
                if matches!(table, Some(Tree::Group(_, inner)) if inner.iter().any(says_pub)) {
                    found.push(Visibility::Public);
                }
                continue;
            }
            Some(_) | None => continue,
        }
        let restricted = matches!(trees.get(start + 1), Some(Tree::Group(..)));
        let mut at = start + 1 + usize::from(restricted);
        // `const fn` and `async fn` have their kind in second place.
        while matches!(word(at).as_deref(), Some("async" | "const" | "unsafe"))
            && word(at + 1).as_deref() == Some("fn")
        {
            at += 1;
        }
        if word(at).is_some_and(|kind| KINDS.contains(&kind.as_str())) {
            found.push(if restricted { Visibility::Crate } else { Visibility::Public });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_can_see_is_found() {
        let trees = tree::read(quote! {
            pub struct A { pub inner: u8 }
            struct Hidden;
            #[derive(Clone)] pub enum B { X }
            impl A { pub fn method() {} }
            pub(crate) static C: u8 = 0;
            pub const fn d() {}
            pub const E: u8 = 0;
            pub use other::F;
        });
        let public = declared(&trees).into_iter().filter(|seen| *seen == Visibility::Public);
        assert_eq!((public.count(), declared(&trees).len()), (4, 5));
        assert_eq!(visibility(&trees), Some(Visibility::Public));
        for (tokens, expected) in [
            (
                quote!(
                    pub(crate) static A: u8 = 0;
                ),
                Some(Visibility::Crate),
            ),
            (quote!(impl A { pub fn f() {} }), None),
            (quote!(wire_object! { #[doc = ""] pub closed struct A {} }), Some(Visibility::Public)),
            (quote!(wire_methods! { impl A { f(F) } }), None),
        ] {
            assert_eq!(visibility(&tree::read(tokens)), expected);
        }
    }

    #[test]
    fn the_embedded_runtime_is_the_one_that_fits() {
        let text = crate::output::vendor::files()
            .into_iter()
            .find(|file| file.path.ends_with("src/lib.rs"));
        let text = text.expect("the runtime is embedded").text;
        assert!(
            text.contains(&format!("COMPATIBILITY: u32 = {COMPATIBILITY};")),
            "the numbers differ"
        );
    }
}
