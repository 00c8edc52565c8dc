//! Docs that many members have in common: each stands once, in a file of its own.
//!
//! In: the docs of every field, parameter and header. Out: the long texts that several of them share, each with the name
//! of a file, decided over the whole set.

use std::collections::BTreeMap;

use super::FieldPlan;
use crate::ir::Docs;

/// What is printed on two lines may stand where it belongs.
const LONG: usize = 150;
/// How many members must say the same.
const MANY: usize = 3;
/// How many words of a text tell its file from others.
const WORDS: usize = 5;

/// Texts that stand in files, by text: the names of the files, without their extension.
#[derive(Debug, Default)]
pub(crate) struct CommonDocs(BTreeMap<String, String>);

impl CommonDocs {
    /// The file that a text stands in, if it has one.
    pub(crate) fn file(&self, docs: &Docs) -> Option<&str> {
        self.0.get(docs.words()?).map(String::as_str)
    }

    /// Every text with its file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(text, file)| (text.as_str(), file.as_str()))
    }
}

pub(super) fn compute<'a>(fields: impl Iterator<Item = &'a FieldPlan>) -> CommonDocs {
    let mut used: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for field in fields {
        if let Some(text) = field.docs.words().filter(|text| text.len() > LONG) {
            let (count, name) = used.entry(text).or_insert((0, &field.name));
            *count += 1;
            *name = (*name).min(&field.name);
        }
    }
    used.retain(|_, (count, _)| *count >= MANY);
    let texts: Vec<(&str, &str)> = used.into_iter().map(|(text, (_, name))| (text, name)).collect();
    let names = names(&texts);
    CommonDocs(texts.into_iter().map(|(text, _)| text.to_owned()).zip(names).collect())
}

/// Names for texts: that of a member that has it, with the first words where members of one name have several, and with a
/// number where these are the same.
fn names(texts: &[(&str, &str)]) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let name = |(text, member): &(&str, &str)| {
        let member = member.trim_start_matches("r#");
        let alone =
            texts.iter().filter(|(_, other)| other.trim_start_matches("r#") == member).count() == 1;
        let name = if alone { member.to_owned() } else { format!("{member}_{}", words(text)) };
        let number = taken.entry(name.clone()).or_default();
        *number += 1;
        if *number == 1 { name } else { format!("{name}_{number}") }
    };
    texts.iter().map(name).collect()
}

/// The first words of a text, as they can stand in the name of a file.
fn words(text: &str) -> String {
    let words = text.split(|char: char| !char.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(WORDS).map(str::to_ascii_lowercase);
    words.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn files_are_named_after_members() {
        assert_eq!(
            names(&[
                ("A cursor for use in pagination.", "after"),
                ("How many items to give, at most.", "limit"),
                ("How many items to give, at most, and at least.", "limit"),
                ("The limit of a credit card.", "limit"),
                ("What it is.", "r#type"),
            ]),
            [
                "after",
                "limit_how_many_items_to_give",
                "limit_how_many_items_to_give_2",
                "limit_the_limit_of_a_credit",
                "type",
            ]
        );
    }
}
