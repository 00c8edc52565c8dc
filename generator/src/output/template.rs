//! Text that is not Rust: templates with `{{name}}` in them, ours or the user's.
//!
//! In: a template's name and the values for it. Out: the text. There are no conditions and no loops: what varies more
//! than a name is made where it is known.

use std::path::Path;

use crate::Error;
use crate::suggest::closest;

/// A template, what it is called in a user's folder, and the names it may use.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) name: &'static str,
    text: &'static str,
    values: &'static [&'static str],
}

/// The manifest of a generated package.
pub(crate) static MANIFEST: Template = Template {
    name: "manifest.toml",
    text: include_str!("../../embedded/templates/manifest.toml"),
    values: &[
        "package",
        "edition",
        "rust_version",
        "description",
        "license",
        "features",
        "dependencies",
    ],
};

/// The readme of a generated package.
pub(crate) static README: Template = Template {
    name: "README.md",
    text: include_str!("../../embedded/templates/README.md"),
    values: &["title", "package", "library", "about", "usage", "features"],
};

/// How version control treats generated files.
pub(crate) static GIT_ATTRIBUTES: Template = Template {
    name: "gitattributes",
    text: include_str!("../../embedded/templates/gitattributes"),
    values: &[],
};

/// What keeps formatters from changing generated files.
pub(crate) static RUSTFMT: Template = Template {
    name: "rustfmt.toml",
    text: include_str!("../../embedded/templates/rustfmt.toml"),
    values: &[],
};

/// Those that a user's folder may replace.
static REPLACEABLE: &[&Template] = &[&MANIFEST, &README, &GIT_ATTRIBUTES, &RUSTFMT];

/// The templates of a run: ours, where the user has none.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    /// Name and text.
    replaced: Vec<(&'static str, String)>,
}

impl Templates {
    /// Reads what a user's folder replaces.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let mut replaced = Vec::new();
        for template in REPLACEABLE {
            let path = folder.join(template.name);
            if let Some(content) = super::write::read(&path)? {
                let text = String::from_utf8_lossy(&content).into_owned();
                template.understand(&text).map_err(|problem| Error::Config {
                    problems: vec![format!("{}: {problem}", path.display())],
                })?;
                replaced.push((template.name, text));
            }
        }
        if replaced.is_empty() {
            let names: Vec<_> = REPLACEABLE.iter().map(|template| template.name).collect();
            let problem = format!(
                "{}: there is no template in this folder (one of {})",
                folder.display(),
                names.join(", ")
            );
            return Err(Error::Config { problems: vec![problem] });
        }
        Ok(Self { replaced })
    }

    /// The text of a template with its values in place.
    pub(crate) fn fill(&self, template: &Template, values: &[(&str, &str)]) -> String {
        debug_assert!(
            template.values.iter().all(|name| values.iter().any(|(given, _)| given == name))
        );
        let own = self.replaced.iter().find(|(name, _)| *name == template.name);
        let text = own.map_or(template.text, |(_, text)| text.as_str());
        let mut filled = String::with_capacity(text.len() * 2);
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => {
                    let value = values.iter().find(|(given, _)| *given == name);
                    filled.push_str(
                        value.expect("templates are understood before they are filled").1,
                    );
                }
            }
        }
        filled
    }
}

impl Template {
    /// Says what is wrong with a text for this template.
    fn understand(&self, text: &str) -> Result<(), String> {
        for (at, piece) in pieces(text).enumerate() {
            let Piece::Name(name) = piece else { continue };
            if !self.values.contains(&name) {
                let near = closest(name, self.values.iter().copied());
                let help = near.map_or_else(
                    || format!("one of {}", self.values.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let line = line_of(text, at);
                return Err(format!("line {line}: there is no value `{{{{{name}}}}}` ({help})"));
            }
        }
        Ok(())
    }
}

/// The line of the piece with the given number.
fn line_of(text: &str, number: usize) -> usize {
    let before = pieces(text).take(number).map(|piece| match piece {
        Piece::Text(text) | Piece::Name(text) => text.matches('\n').count(),
    });
    before.sum::<usize>() + 1
}

enum Piece<'a> {
    Text(&'a str),
    /// Between `{{` and `}}`.
    Name(&'a str),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some((name, after)) = name(rest) {
            rest = after;
            return Some(Piece::Name(name));
        }
        // The next name, or the end.
        let starts = rest.match_indices("{{").map(|(at, _)| at);
        let end = starts.into_iter().find(|at| name(&rest[*at..]).is_some()).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(Piece::Text(piece))
    })
}

/// A name in braces at the start of the text, and what follows it. Other braces are text.
fn name(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix("{{")?.split_once("}}")?;
    let name = name.trim();
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    static SAMPLE: Template =
        Template { name: "x", text: "a {{one}}\n{{ two }}{{one}} {b}", values: &["one", "two"] };

    #[test]
    fn names_are_replaced_by_values() {
        let filled = Templates::default().fill(&SAMPLE, &[("one", "1"), ("two", "{{2}}")]);
        assert_eq!(filled, "a 1\n{{2}}1 {b}");
    }

    #[test]
    fn a_users_template_is_understood_before_it_is_used() {
        for (text, problem) in [
            ("{{one}} {{ two }}", None),
            ("{{", None),
            ("é {{ {{two}}", None),
            ("\n\n{{on}}", Some("line 3: there is no value `{{on}}` (did you mean `one`?)")),
        ] {
            assert_eq!(SAMPLE.understand(text).err().as_deref(), problem, "{text}");
        }
    }

    #[test]
    fn our_own_templates_use_only_their_values() {
        for template in REPLACEABLE {
            template.understand(template.text).expect(template.name);
        }
    }
}
