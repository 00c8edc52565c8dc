//! What the door says about codes of findings and about options.

use std::path::Path;

use crate::config::{Config, OptionDocs, Options};
use crate::diagnostic::{Severity, codes as table};
use crate::suggest::closest;
use crate::{Error, output};

/// Every code that a finding can have, with one sentence about it.
pub fn codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut all: Vec<_> = table::all().map(|code| (code.name, code.summary)).collect();
    all.sort_unstable();
    all.into_iter()
}

/// What a code means and what to do about it, at length.
///
/// # Errors
/// There is no such code.
pub fn explain(code: &str) -> Result<String, Error> {
    let Some(found) = table::all().find(|known| known.name == code) else {
        let near = closest(code, table::all().map(|known| known.name));
        let help = near.map_or("`specwright explain` lists them all".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        return Err(Error::config(format!("there is no finding with the code `{code}` ({help})")));
    };
    let severity = match found.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    Ok(format!("{severity}[{}]: {}\n\n{}\n", found.name, found.summary, found.explanation.trim()))
}

/// The JSON Schema (2020-12) of [`Format::Json`](crate::Format::Json): what `specwright lint --format json` writes.
pub fn findings_schema() -> &'static str {
    include_str!("../findings.schema.json")
}

/// Writes a `specwright.toml` for a document, with every option in it and what it is for. Most are commented out, as
/// they say what is the default anyway.
///
/// # Errors
/// There is a file already, or it cannot be written.
pub fn write_example_config(path: &Path, document: &str) -> Result<(), Error> {
    if output::write::read(path)?.is_some() {
        let problem =
            format!("{} is there already: name another file with --config", path.display());
        return Err(Error::config(problem));
    }
    output::write::write_one(path, &example_config(document)).map(drop)
}

/// The text of a `specwright.toml` that explains itself.
fn example_config(document: &str) -> String {
    let (tables, options): (Vec<&OptionDocs>, Vec<&OptionDocs>) =
        Config::DOCS.iter().partition(|docs| docs.example.contains(" = "));
    let mut text = "# What specwright makes of a document. Every option is here; what is commented out is an example.\n".to_owned();
    for docs in options {
        text.push('\n');
        add_docs(&mut text, docs.docs);
        let line = match docs.field {
            "document" => format!("document = {document:?}"),
            "out" => format!("out = {}", docs.example),
            _ => format!("# {} = {}", docs.name(), docs.example),
        };
        text.push_str(&line);
        text.push('\n');
    }
    for docs in tables {
        text.push('\n');
        add_docs(&mut text, docs.docs);
        for line in [format!("[{}]", docs.name()).as_str()].into_iter().chain(docs.example.lines())
        {
            text.push_str(&["# ", line, "\n"].concat());
        }
    }
    text
}

fn add_docs(text: &mut String, docs: &[&str]) {
    for line in docs {
        text.push_str(&["#", line, "\n"].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_read_as_it_is_and_with_every_comment_opened() {
        let text = example_config("a/openapi.yaml");
        let path = Path::new("specwright.toml");
        let config = Config::parse(&text, path).expect("the example is right");
        assert_eq!(config.document(), Some(Path::new("a/openapi.yaml")));
        let opened: String = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| is_code(rest)).unwrap_or(line))
            .flat_map(|line| [line, "\n"])
            .collect();
        assert_ne!(opened, text);
        Config::parse(&opened, path).expect("every example is right");
    }

    /// Prose never starts with a bracket, a quote, or a word and ` = `.
    fn is_code(line: &str) -> bool {
        line.starts_with(['[', '"'])
            || line.split_once(" = ").is_some_and(|(word, _)| !word.contains(' '))
    }

    #[test]
    fn every_code_can_be_explained() {
        for (code, summary) in codes() {
            let text = explain(code).expect(code);
            assert!(text.contains(summary), "{text}");
        }
        let error = explain("no-such-code").expect_err("there is none");
        assert!(error.to_string().contains("no-such-code"), "{error}");
    }
}
