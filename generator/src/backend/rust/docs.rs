//! Doc comments.
//!
//! In: what the document says of a thing, in CommonMark. Out: `#[doc]` attributes that rustdoc has nothing to say against,
//! wrapped where code is.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::config::Layout;
use crate::ir::Docs;
use crate::output::tree::text_literal;
use crate::output::{Content, OutputFile, WIDTH};
use crate::passes::Plan;

/// Docs of a thing, with the place it comes from as the last line; `indent` is the column its `///` stands at.
pub(crate) fn docs(docs: &Docs, source: Option<&str>, indent: usize) -> TokenStream {
    noted_docs(docs, None, source, indent)
}

/// Docs of a member; those it has in common with others stand in a file beside the modules, which is included `from` another.
pub(crate) fn member_docs(
    plan: &Plan,
    docs: &Docs,
    from: IncludedFrom,
    indent: usize,
) -> TokenStream {
    match plan.common_docs.file(docs) {
        Some(file) => {
            let folder = match from {
                IncludedFrom::Module => "docs",
                IncludedFrom::FileBelow => "../docs",
            };
            let path = format!("{folder}/{file}.md");
            quote!(#[doc = include_str!(#path)])
        }
        None => self::docs(docs, None, indent),
    }
}

/// Where a file is that includes docs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum IncludedFrom {
    /// `src/operations.rs`
    Module,
    /// `src/operations/get_order.rs`
    FileBelow,
}

/// The files of docs that members have in common.
pub(crate) fn common_docs(plan: &Plan, layout: Layout) -> Vec<OutputFile> {
    let folder = if layout == Layout::Crate { "src/docs" } else { "docs" };
    let file = |(text, file): (&str, &str)| {
        let lines = markdown::for_rustdoc(text, WIDTH);
        OutputFile {
            path: format!("{folder}/{file}.md"),
            content: Content::Text(format!("{}\n", lines.join("\n"))),
        }
    };
    plan.common_docs.iter().map(file).collect()
}

/// The same with a paragraph of our own.
pub(crate) fn noted_docs(
    docs: &Docs,
    note: Option<&str>,
    source: Option<&str>,
    indent: usize,
) -> TokenStream {
    let mut lines = lines(docs.words(), indent);
    if let Some(note) = note {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(self::lines(Some(note), indent));
    }
    if let Some(source) = source {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("From `{}`.", source.replace('`', "")));
    }
    attributes(&lines)
}

/// The first sentence of what the document says of a thing, and an empty line: the rest stands with the thing itself.
pub(crate) fn summary(docs: &Docs, indent: usize) -> TokenStream {
    let mut lines = lines(docs.words().map(first_sentence), indent);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    attributes(&lines)
}

/// The first paragraph up to the end of its first sentence, unless that would cut code, a link or a tag in two.
fn first_sentence(text: &str) -> &str {
    let text = text.trim_start();
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let whole = |start: &str| {
        let count = |char| start.matches(char).count();
        count('`') % 2 == 0
            && [('[', ']'), ('(', ')'), ('<', '>')].iter().all(|(a, b)| count(*a) == count(*b))
    };
    let ends = paragraph.match_indices(['.', '!', '?']).filter(|(at, _)| {
        let (before, after) = (&paragraph[..*at], &paragraph[at + 1..]);
        // `e.g. this` and `v1. that` end no sentence.
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        word.len() > 2 && !word.contains('.') && after.starts_with(char::is_whitespace)
    });
    ends.map(|(at, _)| &paragraph[..=at]).find(|start| whole(start)).unwrap_or(paragraph)
}

/// Docs that the document wrote as plain CommonMark, if any.
pub(crate) fn text_docs(text: Option<&str>, indent: usize) -> TokenStream {
    attributes(&lines(text, indent))
}

/// Docs in our own words, which need no care but wrapping.
pub(crate) fn plain_docs(text: &str, indent: usize) -> TokenStream {
    let mut lines = Vec::new();
    for (at, paragraph) in text.split("\n\n").enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(markdown::wrap(paragraph, width(indent)));
    }
    attributes(&lines)
}

/// A title as it can stand amid our own words.
pub(crate) fn plain_title(title: &str) -> String {
    let title = markdown::clean(title);
    markdown::inline(&title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `#[deprecated]`, where the document says so.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    if docs.deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

fn lines(text: Option<&str>, indent: usize) -> Vec<String> {
    text.map(|text| markdown::for_rustdoc(text, width(indent))).unwrap_or_default()
}

fn width(indent: usize) -> usize {
    WIDTH.saturating_sub(indent + "/// ".len())
}

/// One attribute for all lines, each as it will stand behind its `///`.
fn attributes(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "\n" });
        let line = markdown::clean(line);
        if !line.is_empty() {
            text.push(' ');
            text.extend(
                line.split('\n')
                    .enumerate()
                    .flat_map(|(at, part)| [if at == 0 { "" } else { " " }, part]),
            );
        }
    }
    let text = text_literal(&text);
    quote!(#[doc = #text])
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_summary_is_the_first_sentence() {
        for (text, expected) in [
            ("Amends an order. More of it.", "Amends an order."),
            ("Orders\n\nA list.", "Orders"),
            ("Give `a. b` here. Next.", "Give `a. b` here."),
            ("See [the docs. All](x) first. Then.", "See [the docs. All](x) first."),
            ("Some, e.g. this one. Next.", "Some, e.g. this one."),
            ("No end", "No end"),
        ] {
            assert_eq!(first_sentence(text), expected);
        }
    }
}
