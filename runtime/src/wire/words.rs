//! Tables as words: what a struct says of its members is one text, `Contact name required phone optional`.
//!
//! A text costs the compiler next to nothing where it stands, while an array of names for each type is a body of code to it.
//! The text is split where a program uses the type, and that while it is compiled.

use std::marker::PhantomData;

use super::record::Object;
use super::row::{Absence, Presence};

/// The names of members that are not those of their fields: `("phone", "phoneNumber")`, in the order of the table.
pub type Renamed = [(&'static str, &'static str)];

/// What the words say of a member.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// How it is given.
    pub presence: Presence,
}

/// Words on the members of an object: `name required phone optional`.
pub trait Words {
    /// The field and how the member is given, of each member; what comes after them is not read.
    const WORDS: &'static str;
    /// The names of members that are not those of their fields.
    const RENAMED: &'static Renamed;
}

/// The words of an object's table on all of its members.
#[derive(Debug)]
pub(super) struct All<T>(PhantomData<T>);

impl<T: Object> Words for All<T> {
    const WORDS: &'static str = split(T::TABLE).1;
    const RENAMED: &'static Renamed = T::RENAMED;
}

/// Words without those on the first so many members.
#[derive(Debug)]
pub(super) struct After<W, const COUNT: usize>(PhantomData<W>);

impl<W: Words, const COUNT: usize> Words for After<W, COUNT> {
    const WORDS: &'static str = walk::<W, COUNT>().words;
    const RENAMED: &'static Renamed = walk::<W, COUNT>().renamed;
}

/// What is said of the first so many members, and what is left of the words.
struct Walked<const COUNT: usize> {
    members: [Member; COUNT],
    words: &'static str,
    renamed: &'static Renamed,
}

/// What is said of the first so many members.
pub(super) const fn members<W: Words, const COUNT: usize>() -> [Member; COUNT] {
    walk::<W, COUNT>().members
}

/// Takes so many members off the words. Names stand in the order of the table, so that the next one is for this member or a later
/// one: a long table is walked once, as the compiler stops at what takes it too many steps.
const fn walk<W: Words, const COUNT: usize>() -> Walked<COUNT> {
    let mut members = [Member { name: "", presence: Presence::required }; COUNT];
    let (mut words, mut renamed, mut at) = (W::WORDS, W::RENAMED, 0);
    while at < COUNT {
        let (field, after) = split(words);
        let (presence, after) = split(after);
        let mut name = field;
        if let [(of, other), rest @ ..] = renamed
            && same(of, field)
        {
            (name, renamed) = (other, rest);
        }
        members[at] = Member { name, presence: Presence::of(presence) };
        (words, at) = (after, at + 1);
    }
    Walked { members, words, renamed }
}

/// Whether there is a member that must be there.
pub(super) const fn must_have<W: Words>() -> bool {
    let mut words = W::WORDS;
    while !words.is_empty() {
        let (presence, after) = split(split(words).1);
        if !presence.is_empty() && matches!(Presence::of(presence).absence(), Absence::Wrong) {
            return true;
        }
        words = after;
    }
    false
}

/// The name of the struct that a table is of.
pub(super) const fn title(table: &str) -> &str {
    split(table).0
}

/// The names of a table's fields, as Rust's tokens, and of the field for the rest.
pub(super) fn fields(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.split_ascii_whitespace().skip(1).step_by(2)
}

impl Presence {
    const fn of(word: &str) -> Self {
        match word.as_bytes() {
            b"nullable" => Self::nullable,
            b"optional" => Self::optional,
            b"patch" => Self::patch,
            b"default" => Self::default,
            _ => Self::required,
        }
    }
}

/// What `==` says, which is no constant function.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The first word, and what comes after it.
const fn split(words: &str) -> (&str, &str) {
    let words = words.trim_ascii_start();
    let mut at = 0;
    while at < words.len() && words.as_bytes()[at] > b' ' {
        at += 1;
    }
    words.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sample;

    impl Words for Sample {
        const WORDS: &'static str =
            "name required\n  phone optional r#type nullable tries default rest";
        const RENAMED: &'static Renamed = &[("phone", "phoneNumber"), ("r#type", "type")];
    }

    fn said<W: Words, const COUNT: usize>() -> Vec<(&'static str, Presence)> {
        members::<W, COUNT>().map(|member| (member.name, member.presence)).to_vec()
    }

    #[test]
    fn words_tell_names_and_presences() {
        let all = [
            ("name", Presence::required),
            ("phoneNumber", Presence::optional),
            ("type", Presence::nullable),
            ("tries", Presence::default),
        ];
        assert_eq!(said::<Sample, 4>(), all);
        assert_eq!(said::<After<Sample, 3>, 1>(), all[3..]);
        assert_eq!(said::<Sample, 0>(), []);
        assert!(must_have::<Sample>());
        assert!(!must_have::<After<Sample, 3>>());
    }

    #[test]
    fn fields_are_every_other_word() {
        let table = "Contact name required r#type nullable rest";
        assert_eq!(title(table), "Contact");
        assert_eq!(fields(table).collect::<Vec<_>>(), ["name", "r#type", "rest"]);
    }
}
