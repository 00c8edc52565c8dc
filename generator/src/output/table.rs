//! Wire tables as text: the macro calls that prettyplease, knowing nothing of them, would fill like prose.
//!
//! In: the resolved tokens between the parentheses of a `wire_…!` call. Out: the same on several lines, one entry of the
//! brace group a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The widest line that an entry is kept on.
const WIDTH: usize = 96;

/// Prints the arguments of a wire macro.
pub(super) fn print(tokens: TokenStream) -> String {
    let mut text = String::new();
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for at in 0..trees.len() {
        let TokenTree::Group(group) = &trees[at] else {
            push_spaced(&mut text, &trees, at);
            continue;
        };
        text.push_str(" {");
        let entries = entries(group.stream());
        text.push_str(if entries.is_empty() { "" } else { "\n" });
        for entry in entries {
            text.push_str(&line(&entry));
        }
        text.push('}');
    }
    text
}

/// Prints what a wire macro declares: attributes, the head of the item, and an entry of its brace group a line.
pub(super) fn declaration(tokens: TokenStream) -> String {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut text = String::new();
    let rest = attributes(&trees, "    ", &mut text);
    let Some((TokenTree::Group(body), head)) = rest.split_last() else {
        return text;
    };
    text.push_str("    ");
    push(&mut text, head);
    text.push_str(" {\n");
    for (at, entry) in entries(body.stream()).iter().enumerate() {
        let mut about = String::new();
        let rest = attributes(entry, "        ", &mut about);
        if at > 0 && about.contains("///") {
            text.push('\n');
        }
        text.push_str(&about);
        for line in line(rest).lines() {
            text.extend(["    ", line, "\n"]);
        }
    }
    text.push_str("    }\n");
    text
}

/// Prints the attributes that trees start with, docs as comments, and gives what follows them.
fn attributes<'a>(trees: &'a [TokenTree], margin: &str, text: &mut String) -> &'a [TokenTree] {
    let mut rest = trees;
    while let [TokenTree::Punct(hash), TokenTree::Group(group), after @ ..] = rest
        && hash.as_char() == '#'
    {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        match &inner[..] {
            [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(doc)]
                if name == "doc" =>
            {
                let doc = syn::parse2::<syn::LitStr>(TokenTree::from(doc.clone()).into());
                let doc = doc.expect("docs are a string").value();
                for line in doc.split('\n') {
                    text.extend([format!("{margin}///{line}").trim_end(), "\n"]);
                }
            }
            _ => {
                let mut flat = String::new();
                push(&mut flat, &inner);
                text.extend([margin, "#[", &flat, "]\n"]);
            }
        }
        rest = after;
    }
    rest
}

/// Splits at commas outside of groups.
fn entries(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut entries = vec![Vec::new()];
    for tree in tokens {
        if matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',') {
            entries.push(Vec::new());
        } else if let Some(entry) = entries.last_mut() {
            entry.push(tree);
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries
}

fn line(entry: &[TokenTree]) -> String {
    let mut text = String::new();
    push(&mut text, entry);
    if text.len() > WIDTH {
        text = broken(entry);
    }
    format!("    {text},\n")
}

/// An entry that is too long for a line, with the contents of its groups filled over lines of their own.
fn broken(entry: &[TokenTree]) -> String {
    let mut text = String::new();
    for (at, tree) in entry.iter().enumerate() {
        let group = match tree {
            TokenTree::Group(group) if !group.stream().is_empty() => group,
            TokenTree::Group(_)
            | TokenTree::Ident(_)
            | TokenTree::Punct(_)
            | TokenTree::Literal(_) => {
                push_spaced(&mut text, entry, at);
                continue;
            }
        };
        let (open, close) = delimiters(group.delimiter());
        if !text.ends_with(' ') && group.delimiter() != Delimiter::Parenthesis {
            text.push(' ');
        }
        text.push_str(open.trim_end());
        text.push('\n');
        let rows = rows(group.stream(), 8, WIDTH);
        // In parentheses stands one expression, and the tables' rules know no comma after it.
        match rows.strip_suffix(",\n") {
            Some(rows) if group.delimiter() == Delimiter::Parenthesis => {
                text.extend([rows, "\n"]);
            }
            Some(_) | None => text.push_str(&rows),
        }
        text.push_str("    ");
        text.push_str(close.trim_start());
    }
    text
}

/// Entries over as few lines as they need.
fn rows(tokens: TokenStream, indent: usize, width: usize) -> String {
    let margin = " ".repeat(indent - 1);
    let (mut text, mut row) = (String::new(), margin.clone());
    for item in entries(tokens) {
        let mut flat = String::new();
        push(&mut flat, &item);
        if row.len() + flat.len() + 2 > width && !row.trim().is_empty() {
            text.extend([&row, "\n"]);
            row.clone_from(&margin);
        }
        row.extend([" ", &flat, ","]);
    }
    text.extend([&row, "\n"]);
    text
}

/// Prints `Self { … }` as the only expression of a method: its members fill the lines, as most of them say nothing.
pub(super) fn fill(tokens: TokenStream) -> String {
    const INDENT: usize = 8;
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut flat = String::new();
    push(&mut flat, &trees);
    match trees.split_last() {
        Some((TokenTree::Group(group), head)) if flat.len() + INDENT > WIDTH => {
            let mut text = String::new();
            push(&mut text, head);
            text.extend([" {\n", &rows(group.stream(), 4, WIDTH - INDENT), "}"]);
            text
        }
        Some(_) | None => flat,
    }
}

fn push(text: &mut String, trees: &[TokenTree]) {
    for at in 0..trees.len() {
        push_spaced(text, trees, at);
    }
}

fn push_spaced(text: &mut String, trees: &[TokenTree], at: usize) {
    if at > 0 && !text.ends_with(' ') && spaced(trees, at) {
        text.push(' ');
    }
    let TokenTree::Group(group) = &trees[at] else {
        text.push_str(&trees[at].to_string());
        return;
    };
    let (open, close) = delimiters(group.delimiter());
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut flat = String::new();
    push(&mut flat, &inner);
    text.extend([open, &flat, close]);
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// Whether a space belongs before the tree at a place.
fn spaced(trees: &[TokenTree], at: usize) -> bool {
    let punct = |at: Option<usize>| match at.and_then(|at| trees.get(at)) {
        Some(TokenTree::Punct(punct)) => Some((punct.as_char(), punct.spacing() == Spacing::Joint)),
        Some(TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_)) | None => None,
    };
    let before = punct(at.checked_sub(1));
    if before.is_some_and(|(_, joint)| joint) {
        return false;
    }
    let arrow = punct(at.checked_sub(2)) == Some(('=', true));
    let path = punct(at.checked_sub(2)) == Some((':', true));
    match (before.map(|(char, _)| char), punct(Some(at))) {
        (Some('>'), _) if arrow => true,
        (Some(':'), _) if path => false,
        (_, Some((',' | ';' | ':' | '.' | '?' | '<' | '>' | '!', _)))
        | (Some('<' | '.' | '!' | '&' | '-' | '#'), _) => false,
        (_, None | Some(_)) => {
            let called = matches!(trees.get(at.wrapping_sub(1)), Some(TokenTree::Ident(_)));
            let parenthesis = matches!(&trees[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
            !(called && parenthesis)
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_default_on_a_line_of_its_own_ends_without_a_comma() {
        let long = "x".repeat(WIDTH);
        let printed = print(quote!(Request { name: query "name" default(#long), next: required }));
        assert_eq!(
            printed,
            format!(
                "Request {{\n    name: query \"name\" default(\n        \"{long}\"\n    ),\n    next: required,\n}}"
            )
        );
    }
}
