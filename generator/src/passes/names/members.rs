//! Names inside one item: fields and variants.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::ir::EnumValue;
use crate::source::Literal;

/// Snake-case names for wire names, in their order. Who spells a name just so keeps it, else who comes first; the others
/// are told apart by their symbols, then by a number.
pub(crate) fn fields<'a>(wires: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wires: Vec<&str> = wires.into_iter().collect();
    let wanted: Vec<String> = wires.iter().map(|wire| words::snake(wire)).collect();
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (name, wire)) in wanted.iter().zip(&wires).enumerate() {
        let owner = owners.entry(name).or_insert(index);
        if wire == name {
            *owner = index;
        }
    }
    let spoken = |index: usize| words::snake(&words::with_symbols(wires[index]));
    settle(&wanted, &owners, spoken, "_")
}

/// Variant names for the values of an enumeration.
pub(crate) fn enum_variants(values: &[EnumValue]) -> Vec<String> {
    let texts: Vec<String> = values.iter().map(text).collect();
    let wanted: Vec<String> = texts.iter().map(|text| words::upper_camel(text)).collect();
    let spoken = |index: usize| words::upper_camel(&words::with_symbols(&texts[index]));
    unique(&wanted, spoken, "")
}

fn text(value: &EnumValue) -> String {
    if let Some(name) = &value.name {
        return name.clone();
    }
    match &value.value {
        Literal::String(text) => text.clone(),
        Literal::Number(number) => number.to_string(),
        Literal::Bool(true) => "true".to_owned(),
        Literal::Bool(false) => "false".to_owned(),
        Literal::Null => "null".to_owned(),
        Literal::Array(_) => "array".to_owned(),
        Literal::Object(_) => "object".to_owned(),
    }
}

/// Claims a name: the one that is wanted, or else the second, or else the first with a number behind `separator` that is not
/// `taken`, to which it is added.
pub(crate) fn claim_free(
    wanted: &str,
    second: Option<String>,
    separator: &str,
    taken: &mut BTreeSet<String>,
) -> String {
    let numbered = (2..).map(|number| format!("{wanted}{separator}{number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(second).chain(numbered);
    names.find(|name| taken.insert(name.clone())).expect("numbers do not end")
}

/// Makes names unique: the first to want one keeps it, the others try `second`, then numbers.
pub(crate) fn unique(
    wanted: &[String],
    second: impl Fn(usize) -> String,
    separator: &str,
) -> Vec<String> {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in wanted.iter().enumerate() {
        owners.entry(name).or_insert(index);
    }
    settle(wanted, &owners, second, separator)
}

/// Gives every name that is not its owner's another one, which nobody wants.
fn settle(
    wanted: &[String],
    owners: &BTreeMap<&str, usize>,
    second: impl Fn(usize) -> String,
    separator: &str,
) -> Vec<String> {
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::with_capacity(wanted.len());
    for (index, name) in wanted.iter().enumerate() {
        if owners[name.as_str()] == index {
            names.push(name.clone());
            continue;
        }
        let free = |name: &String| !given.contains(name) && !owners.contains_key(name.as_str());
        // `self_` has its underscore already.
        let separator = if name.ends_with('_') { "" } else { separator };
        let numbered = (2..).map(|number| format!("{name}{separator}{number}"));
        let chosen =
            std::iter::once(second(index)).chain(numbered).find(free).expect("numbers do not end");
        given.insert(chosen.clone());
        names.push(chosen);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contested_fields_are_told_apart() {
        for (wires, names) in [
            (&["a", "b"][..], &["a", "b"][..]),
            (&["name", "-name", "+name"], &["name", "minus_name", "plus_name"]),
            (&["fooBar", "foo_bar", "foo-bar"], &["foo_bar_2", "foo_bar", "foo_minus_bar"]),
            (&["@id", "id"], &["at_id", "id"]),
            (&["a", "A", "a_2"], &["a", "a_3", "a_2"]),
            (&["type", "Type"], &["type", "type_2"]),
            (&["self", "Self"], &["self_", "self_2"]),
        ] {
            assert_eq!(fields(wires.iter().copied()), names, "{wires:?}");
        }
    }
}
