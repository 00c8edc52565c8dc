//! Patterns: a static for each that a function needs.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::{ToTokens as _, quote};

use crate::backend::rust::raw_text;
use crate::passes::checks::Pattern;
use crate::pattern::{Class, Form, Members};

/// Names of the patterns that a function declares, and their declarations.
#[derive(Default)]
pub(crate) struct Patterns {
    names: Vec<(String, String)>,
    declarations: Vec<TokenStream>,
}

impl Patterns {
    /// The name of a pattern, declared if it is new.
    pub(super) fn name(&mut self, field: &str, pattern: &Pattern) -> Ident {
        let Pattern { source, form } = pattern;
        if let Some((_, name)) = self.names.iter().find(|(known, _)| known == source) {
            return Ident::new(name, Span::call_site());
        }
        let base = field.trim_start_matches("r#").to_uppercase();
        let taken = |name: &str| self.names.iter().any(|(_, known)| known == name);
        let mut name = base.clone();
        while taken(&name) {
            name = format!("{base}_{}", self.names.len() + 1);
        }
        self.names.push((source.to_owned(), name.clone()));
        let name = Ident::new(&name, Span::call_site());
        let value = value(source, form);
        self.declarations.push(quote!(static #name: __rt::pattern::Pattern = #value;));
        name
    }

    /// What is to stand before the calls.
    pub(crate) fn declarations(&self) -> TokenStream {
        self.declarations.iter().cloned().collect()
    }
}

fn value(source: &str, form: &Form) -> TokenStream {
    let source = raw_text(source);
    match form {
        Form::Run { classes, open } => {
            let classes = classes.chunk_by(|a, b| letter(a).is_some() && letter(b).is_some());
            let classes =
                classes.map(|some| match some.iter().map(letter).collect::<Option<String>>() {
                    Some(text) => quote!(__rt::pattern::Class::text(#text)),
                    None => some.iter().map(class).collect(),
                });
            if *open {
                quote!(__rt::pattern::Pattern::run_start(#source, &[#(#classes),*]))
            } else {
                quote!(__rt::pattern::Pattern::run(#source, &[#(#classes),*]))
            }
        }
        Form::Words(words) => quote!(__rt::pattern::Pattern::words(#source, &[#(#words),*])),
        Form::Always => quote!(__rt::pattern::Pattern::run_start(#source, &[])),
        Form::Regex(regex) => {
            let regex = raw_text(regex);
            quote!(__rt::pattern::Pattern::regex(#source, #regex))
        }
    }
}

/// The one text that a class matches, where it is a single character.
fn letter(class: &Class) -> Option<&str> {
    let Members::Of(set) = &class.members else { return None };
    (set.len() == 1 && class.min == 1 && class.max == Some(1)).then_some(set)
}

fn class(class: &Class) -> TokenStream {
    let min = Token::u32_unsuffixed(class.min);
    let max = class
        .max
        .map_or_else(|| quote!(usize::MAX), |max| Token::u32_unsuffixed(max).into_token_stream());
    match &class.members {
        Members::Of(set) if set == "0-9" => quote!(__rt::pattern::Class::digit(#min, #max)),
        Members::Of(set) if set == "0-9A-Z_a-z" => quote!(__rt::pattern::Class::word(#min, #max)),
        Members::Of(set) => quote!(__rt::pattern::Class::of(#set, #min, #max)),
        Members::Not(set) => quote!(__rt::pattern::Class::not(#set, #min, #max)),
        Members::Any => quote!(__rt::pattern::Class::any(#min, #max)),
    }
}
