//! Wire tables as text: the macro calls that prettyplease, knowing nothing of them, would fill like prose.
//!
//! In: the resolved tokens between the braces or parentheses of a `wire_…!` call. Out: the same on several lines, one entry
//! of a brace group a line.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing};

use super::WIDTH;
use super::tree::{self, Tree};

/// Prints the arguments of a wire macro.
pub(super) fn print(trees: &[Tree]) -> String {
    let mut text = String::new();
    for at in 0..trees.len() {
        let Tree::Group(_, inner) = &trees[at] else {
            push_spaced(&mut text, trees, at);
            continue;
        };
        text.push_str(" {");
        text.push_str(if inner.is_empty() { "" } else { "\n" });
        text.push_str(&list(inner));
        text.push('}');
    }
    text
}

/// Prints what commas part, each on a line of its own.
fn list(trees: &[Tree]) -> String {
    let mut text = String::new();
    for entry in entries(trees) {
        push_entry(&mut text, entry, 4);
    }
    text
}

/// Prints the rows of `modules!`: those that are always there, then those of each feature.
pub(super) fn modules(trees: &[Tree]) -> String {
    let is_feature = |tree: &Tree| matches!(tree, Tree::Literal(_));
    let (always, gated) = trees.split_at(trees.iter().position(is_feature).unwrap_or(trees.len()));
    let mut text = list(always);
    for pair in gated.chunks(2) {
        if let [Tree::Literal(feature), Tree::Group(_, inner)] = pair {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.extend([gap, "    ", &feature.to_string(), " {\n"]);
            for entry in entries(inner) {
                push_entry(&mut text, entry, 8);
            }
            text.push_str("    }\n");
        }
    }
    text
}

/// Prints what a wire macro declares: items with attributes, an entry of their brace groups a line, and what is said after
/// them, a statement a line. `docs` are those set aside, which attributes name by number.
pub(super) fn declaration(trees: &[Tree], docs: &[String]) -> String {
    let mut text = String::new();
    let mut rest = trees;
    // What fits a line goes with another that does.
    let mut after_line = false;
    while !rest.is_empty() {
        let start = text.len();
        let begins = starts_item(rest);
        rest = attributes(rest, 4, docs, &mut text);
        let end = rest.iter().position(ends_item).unwrap_or(rest.len());
        let head = &rest[..end];
        let is_line = !matches!(rest.get(end), Some(Tree::Group(..)));
        let is_bare = text.len() == start;
        if begins && start > 0 && !(is_line && is_bare && after_line) {
            text.insert(start, '\n');
        }
        after_line = begins && is_line;
        match rest.get(end) {
            Some(Tree::Group(_, body)) => {
                let line = text.len();
                text.push_str("    ");
                push(&mut text, head);
                match only_variant(head, body) {
                    Some(only) if text.len() - line + only.len() <= WIDTH => text.push_str(&only),
                    Some(_) | None => members(body, 8, docs, &mut text),
                }
                text.push('\n');
            }
            Some(_) | None => push_statement(&mut text, head),
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    text
}

fn starts_item(trees: &[Tree]) -> bool {
    trees.first().is_some_and(|tree| match tree {
        Tree::Ident(word) => word == "pub",
        Tree::Punct(_) => tree.is_punct('#'),
        Tree::Group(..) | Tree::Literal(_) => false,
    })
}

/// ` { Coupon = "coupon" }`: the variant of an enum that has but one, of which nothing is said.
fn only_variant(head: &[Tree], body: &[Tree]) -> Option<String> {
    if !head.iter().any(|tree| matches!(tree, Tree::Ident(word) if word == "enum")) {
        return None;
    }
    let [only] = entries(body)[..] else { return None };
    let is_bare = |tree: &Tree| !tree.is_punct('#') && tree.inside(Delimiter::Brace).is_none();
    let mut text = String::from(" { ");
    push(&mut text, only);
    text.push_str(" }");
    only.iter().all(is_bare).then_some(text)
}

/// A brace group, or a semicolon.
fn ends_item(tree: &Tree) -> bool {
    tree.inside(Delimiter::Brace).is_some() || tree.is_punct(';')
}

/// Prints a brace group, its entries at a column.
fn members(body: &[Tree], indent: usize, docs: &[String], text: &mut String) {
    let entries = entries(body);
    if entries.is_empty() {
        text.push_str(" {}");
        return;
    }
    text.push_str(" {\n");
    for (at, entry) in entries.iter().enumerate() {
        let mut about = String::new();
        let rest = attributes(entry, indent, docs, &mut about);
        if at > 0 && (about.contains("///") || about.contains("#[doc")) {
            text.push('\n');
        }
        text.push_str(&about);
        push_member(text, rest, indent, docs);
    }
    text.extend([margin(indent - 4), "}"]);
}

/// An entry, which may end in members of its own.
fn push_member(text: &mut String, entry: &[Tree], indent: usize, docs: &[String]) {
    let documented = entry.iter().enumerate().find_map(|(at, tree)| {
        let inner = tree.inside(Delimiter::Brace)?;
        inner.iter().any(|tree| tree.is_punct('#')).then_some((at, inner))
    });
    let Some((at, inner)) = documented else {
        return push_entry(text, entry, indent);
    };
    text.push_str(margin(indent));
    push(text, &entry[..at]);
    members(inner, indent + 4, docs, text);
    text.push(' ');
    push(text, &entry[at + 1..]);
    text.push_str(",\n");
}

/// `static NAME: Pattern = …;`, `new(…);`
fn push_statement(text: &mut String, statement: &[Tree]) {
    let mut flat = String::with_capacity(WIDTH);
    push(&mut flat, statement);
    if flat.len() + 5 > WIDTH {
        flat = match statement {
            [Tree::Ident(new), Tree::Group(_, given)] => {
                let rows = rows(given, 8);
                let rows = rows.trim_start().trim_end_matches([',', '\n']);
                format!("{new}({rows})")
            }
            _ => broken(statement, 4),
        };
    }
    text.extend(["    ", &flat, ";\n"]);
}

/// Prints the attributes that trees start with, docs as comments, and gives what follows them.
fn attributes<'a>(
    trees: &'a [Tree],
    indent: usize,
    docs: &[String],
    text: &mut String,
) -> &'a [Tree] {
    let margin = margin(indent);
    let mut rest = trees;
    while let [hash, Tree::Group(_, inner), after @ ..] = rest
        && hash.is_punct('#')
    {
        match &inner[..] {
            [Tree::Ident(name), Tree::Punct(_), Tree::Literal(number)] if name == "doc" => {
                for line in doc(&number.to_string(), docs).split('\n') {
                    let start = text.len();
                    text.extend([margin, "///", line]);
                    text.truncate(text.trim_end_matches(' ').len().max(start));
                    text.push('\n');
                }
            }
            _ => {
                let mut flat = String::with_capacity(WIDTH);
                push(&mut flat, inner);
                text.extend([margin, "#[", &flat, "]\n"]);
            }
        }
        rest = after;
    }
    rest
}

/// The docs behind the literal `"@7"`.
fn doc<'a>(literal: &str, docs: &'a [String]) -> &'a str {
    let number = literal.trim_matches('"').trim_start_matches(super::markers::DOCS);
    let found = number.parse::<usize>().ok().and_then(|number| docs.get(number));
    found.expect("docs in a table were set aside before it")
}

/// Splits at commas outside of groups and of type arguments.
fn entries(trees: &[Tree]) -> Vec<&[Tree]> {
    let mut entries = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut arrow = false;
    for (at, tree) in trees.iter().enumerate() {
        let Tree::Punct(punct) = tree else {
            arrow = false;
            continue;
        };
        match punct.as_char() {
            '<' => depth += 1,
            '>' if !arrow => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                entries.push(&trees[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        arrow = punct.spacing() == Spacing::Joint && matches!(punct.as_char(), '=' | '-');
    }
    entries.push(&trees[start..]);
    entries.retain(|entry| !entry.is_empty());
    entries
}

fn push_entry(text: &mut String, entry: &[Tree], indent: usize) {
    let start = text.len();
    text.push_str(margin(indent));
    push(text, entry);
    if text.len() - start >= WIDTH {
        text.truncate(start + indent);
        push_long(text, entry, indent);
    }
    text.push_str(",\n");
}

/// An entry that is too long for a line: what the member is, and below it how it travels.
fn push_long(text: &mut String, entry: &[Tree], indent: usize) {
    let Some(at) = entry.iter().position(is_equals) else {
        return text.push_str(&broken(entry, indent));
    };
    let (mut what, mut how) = (String::with_capacity(WIDTH), String::with_capacity(WIDTH));
    push(&mut what, &entry[..at]);
    push(&mut how, &entry[at..]);
    if indent + what.len() > WIDTH {
        return text.extend([&broken(&entry[..at], indent), " ", &how]);
    }
    if indent + how.len() + 5 > WIDTH {
        // Both are on the line that the long group starts on, where it has room for them.
        let whole = broken(entry, indent);
        if indent + whole.lines().next().map_or(0, str::len) <= WIDTH {
            return text.push_str(&whole);
        }
        how = broken(&entry[at..], indent + 4);
    }
    text.extend([&what, "\n", margin(indent + 4), &how]);
}

/// What a line starts with. Nothing nests deeper than the width of a page.
fn margin(columns: usize) -> &'static str {
    const SPACES: &str = "                                                                                                    ";
    &SPACES[..columns.min(SPACES.len())]
}

fn is_equals(tree: &Tree) -> bool {
    matches!(tree, Tree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Alone)
}

/// Trees that are too long for a line, with the contents of their groups filled over lines of their own.
fn broken(trees: &[Tree], indent: usize) -> String {
    let mut text = String::new();
    let lengths: Vec<usize> = trees.iter().map(length_inside).collect();
    // Beside a long group, what a short one holds needs no lines of its own.
    let longest = lengths.iter().copied().max().unwrap_or_default();
    for (at, tree) in trees.iter().enumerate() {
        let (delimiter, inner) = match tree {
            Tree::Group(delimiter, inner) if lengths[at] * 4 > longest => (*delimiter, inner),
            Tree::Group(..) | Tree::Ident(_) | Tree::Punct(_) | Tree::Literal(_) => {
                push_spaced(&mut text, trees, at);
                continue;
            }
        };
        let (open, close) = delimiters(delimiter);
        if !text.is_empty() && !text.ends_with(' ') && spaced(trees, at) {
            text.push(' ');
        }
        text.push_str(open.trim_end());
        text.push('\n');
        let rows = rows(inner, indent + 4);
        // Where one thing may stand, the tables' rules know no comma after it.
        text.extend([
            rows.strip_suffix(",\n").or_else(|| rows.strip_suffix('\n')).unwrap_or(&rows),
            "\n",
        ]);
        text.push_str(margin(indent));
        text.push_str(close.trim_start());
    }
    text
}

/// How long the contents of a group are.
fn length_inside(tree: &Tree) -> usize {
    match tree {
        Tree::Group(_, inner) => tree::stream(inner.clone()).to_string().len(),
        Tree::Ident(_) | Tree::Punct(_) | Tree::Literal(_) => 0,
    }
}

/// Entries over as few lines as they need; calls that no commas part, one a line.
fn rows(trees: &[Tree], indent: usize) -> String {
    let margin = margin(indent - 1);
    let (mut text, mut row) = (String::new(), margin.to_owned());
    let items = entries(trees);
    if let [calls] = &items[..]
        && starts_of_calls(calls).len() > 1
    {
        for call in starts_of_calls(calls) {
            let mut flat = String::with_capacity(WIDTH);
            push(&mut flat, call);
            text.extend([margin, " ", &flat, "\n"]);
        }
        return text;
    }
    for item in items {
        let mut flat = String::with_capacity(WIDTH);
        push(&mut flat, item);
        if row.len() + flat.len() + 2 > WIDTH && !row.trim().is_empty() {
            text.extend([&row, "\n"]);
            margin.clone_into(&mut row);
        }
        if indent + flat.len() + 2 > WIDTH {
            flat = broken(item, indent);
        }
        row.extend([" ", &flat, ","]);
    }
    text.extend([&row, "\n"]);
    text
}

/// `nested min_items(1)` as its two calls.
fn starts_of_calls(trees: &[Tree]) -> Vec<&[Tree]> {
    let call = |tree: &Tree| match tree {
        Tree::Ident(_) => true,
        Tree::Group(delimiter, _) => *delimiter == Delimiter::Parenthesis,
        Tree::Punct(_) | Tree::Literal(_) => false,
    };
    if !trees.iter().all(call) {
        return vec![trees];
    }
    trees.chunk_by(|_, next| matches!(next, Tree::Group(..))).collect()
}

fn push(text: &mut String, trees: &[Tree]) {
    for at in 0..trees.len() {
        push_spaced(text, trees, at);
    }
}

fn push_spaced(text: &mut String, trees: &[Tree], at: usize) {
    if at > 0 && !text.ends_with(' ') && spaced(trees, at) {
        text.push(' ');
    }
    let written = match &trees[at] {
        Tree::Punct(punct) => return text.push(punct.as_char()),
        Tree::Ident(ident) => write!(text, "{ident}"),
        Tree::Literal(literal) => write!(text, "{literal}"),
        Tree::Group(delimiter, inner) => {
            let (open, close) = delimiters(*delimiter);
            if inner.is_empty() {
                return text.extend([open.trim_end(), close.trim_start()]);
            }
            text.push_str(open);
            push(text, inner);
            return text.push_str(close);
        }
    };
    written.expect("text takes what is written to it");
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
fn spaced(trees: &[Tree], at: usize) -> bool {
    let punct = |at: Option<usize>| match at.and_then(|at| trees.get(at)) {
        Some(Tree::Punct(punct)) => Some((punct.as_char(), punct.spacing() == Spacing::Joint)),
        Some(Tree::Group(..) | Tree::Ident(_) | Tree::Literal(_)) | None => None,
    };
    let before = punct(at.checked_sub(1));
    if before.is_some_and(|(_, joint)| joint) {
        return false;
    }
    let two_before = punct(at.checked_sub(2));
    let arrow = two_before == Some(('=', true)) || two_before == Some(('-', true));
    let path = two_before == Some((':', true));
    let range = two_before == Some(('.', true));
    match (before.map(|(char, _)| char), punct(Some(at))) {
        (Some('>'), _) if arrow => true,
        (Some(':'), _) if path => false,
        (Some('='), _) if range => false,
        (Some(','), _) => true,
        (Some('|'), _) => closes_parameters(trees, at),
        (_, Some(('|', _))) => !closes_parameters(trees, at + 1),
        (_, Some((',' | ';' | ':' | '.' | '?' | '<' | '>' | '!', _)))
        | (Some('<' | '.' | '!' | '&' | '-' | '#' | '*'), _) => false,
        (_, None | Some(_)) => {
            let called = matches!(trees.get(at.wrapping_sub(1)), Some(Tree::Ident(_)));
            !(called && trees[at].inside(Delimiter::Parenthesis).is_some())
        }
    }
}

/// Whether the bar before a place ends the parameters of a closure.
fn closes_parameters(trees: &[Tree], at: usize) -> bool {
    trees[..at].iter().filter(|tree| tree.is_punct('|')).count() % 2 == 0
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_default_on_a_line_of_its_own_ends_without_a_comma() {
        let long = "x".repeat(WIDTH);
        let printed = print(&tree::read(
            quote!(Request { name: query "name" default(#long), next: required }),
        ));
        assert_eq!(
            printed,
            format!(
                "Request {{\n    name: query \"name\" default(\n        \"{long}\"\n    ),\n    next: required,\n}}"
            )
        );
    }

    #[test]
    fn entries_read_like_rust() {
        for (tokens, expected) in [
            (quote!(a: Vec<u8> = "a" [length(1..=5)]), "a: Vec<u8> = \"a\" [length(1..=5)]"),
            (quote!([each(|at, it| at.length(it, ..=5))]), "[each(|at, it| at.length(it, ..=5))]"),
            (quote!([fits(|_| true) not(|json| f(json))]), "[fits(|_| true) not(|json| f(json))]"),
            (quote!(m: BTreeMap<String, T> = "m"), "m: BTreeMap<String, T> = \"m\""),
            (quote!(v(&[&A, &B], -5)), "v(&[&A, &B], -5)"),
            (quote!(Ok(T = json "a/b") = 200), "Ok(T = json \"a/b\") = 200"),
        ] {
            let mut text = String::new();
            push(&mut text, &tree::read(tokens));
            assert_eq!(text, expected);
        }
    }
}
