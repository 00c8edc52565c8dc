//! Names of a union's variants, made of what the branches are called, told by their tag, or hold.

use std::collections::BTreeMap;

use super::members::unique;
use super::words;
use crate::ir::{Api, Docs, Object, Origin, Rest, Shape, TypeId, Union};
use crate::source::Literal;

/// The names of all variants of a union that is called `union_name`.
pub(super) fn names(
    api: &Api,
    union: &Union,
    union_name: &str,
    called: impl Fn(TypeId) -> Option<String>,
) -> Vec<String> {
    let owners = owners(api, union);
    let full: Vec<String> = (0..union.variants.len())
        .map(|index| full_name(api, union, index, &owners, &called))
        .collect();
    let short: Vec<String> = full.iter().map(|name| without(name, union_name)).collect();
    let wanted: Vec<String> = full
        .iter()
        .zip(&short)
        .map(|(full, shortened)| {
            let clashes = short.iter().filter(|other| *other == shortened).count() > 1;
            if clashes { full.clone() } else { shortened.clone() }
        })
        .collect();
    unique(&wanted, |index| full[index].clone(), "")
}

/// A branch's name without the words that it shares with the union: `Provide` of `ProvideServiceOrderAmendment` in a
/// `ServiceOrderAmendmentRequest`. It does not depend on the other branches, so adding one renames none.
fn without(name: &str, union_name: &str) -> String {
    let own = words::words(name);
    let of_union = words::words(union_name);
    let contained = |part: &[String]| of_union.windows(part.len()).any(|window| window == part);
    let starts = |word: &String| word.starts_with(|first: char| first.is_ascii_digit());
    let suffix = (1..own.len()).map(|at| own.split_at(at)).find(|(_, tail)| contained(tail));
    if let Some((head, _)) = suffix {
        return words::upper_camel(&head.join("_"));
    }
    let prefix = (1..own.len()).rev().map(|at| own.split_at(at)).find(|(head, _)| contained(head));
    match prefix {
        Some((_, tail)) if !starts(&tail[0]) => words::upper_camel(&tail.join("_")),
        _ => name.to_owned(),
    }
}

fn full_name(
    api: &Api,
    union: &Union,
    index: usize,
    owners: &Owners<'_>,
    called: &impl Fn(TypeId) -> Option<String>,
) -> String {
    let ty = union.variants[index].ty;
    for def in api.chain(ty) {
        match &def.origin {
            Origin::Component(key) | Origin::Elsewhere(key) => {
                return called(ty).unwrap_or_else(|| words::upper_camel(key));
            }
            Origin::Part { hint, .. } if hint == "base" => return "Base".to_owned(),
            Origin::Input { of } => return called(*of).unwrap_or_else(|| "Input".to_owned()),
            Origin::Part { .. } | Origin::Operation { .. } | Origin::Webhook { .. } => {}
        }
        if let Some(title) = short_title(&def.docs) {
            return words::upper_camel(title);
        }
    }
    if let Some(value) = tag_value(union, index) {
        return words::upper_camel(value);
    }
    of_shape(api, union, index, owners)
}

fn short_title(docs: &Docs) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    let title = docs.title.as_deref()?;
    let count = words::words(title).len();
    (count > 0 && count <= MOST_WORDS).then_some(title)
}

fn tag_value(union: &Union, index: usize) -> Option<&str> {
    let tag = union.tag.as_ref()?;
    let mut values = tag.values.iter().filter(|(_, of)| *of == index);
    values.next().map(|(value, _)| value.as_str())
}

fn of_shape(api: &Api, union: &Union, index: usize, owners: &Owners<'_>) -> String {
    let ty = api.resolve(union.variants[index].ty);
    let name = match &api.ty(ty).shape {
        Shape::Any => "Other",
        Shape::Never => "Never",
        Shape::Null => "Null",
        Shape::Boolean => "Boolean",
        Shape::Integer { .. } => "Integer",
        Shape::Number { .. } => "Number",
        Shape::String { format } => match format.as_deref() {
            Some("date") => "Date",
            Some("date-time") => "DateTime",
            Some("uuid") => "Uuid",
            _ => "String",
        },
        Shape::Enumeration(of) => match &of.values[..] {
            [only] => match (&only.name, &only.value) {
                (Some(name), _) | (None, Literal::String(name)) => return words::upper_camel(name),
                _ => "Constant",
            },
            _ => "Enum",
        },
        Shape::Array { .. } => "List",
        Shape::Tuple { .. } => "Tuple",
        Shape::Map { .. } => "Map",
        Shape::Object(object) => return of_object(api, object, owners),
        Shape::Union(_) => "Union",
        Shape::Alias(_) => "Value",
    };
    name.to_owned()
}

/// How many variants have each property.
type Owners<'a> = BTreeMap<&'a str, usize>;

fn owners<'a>(api: &'a Api, union: &Union) -> Owners<'a> {
    let mut owners = Owners::new();
    for variant in &union.variants {
        if let Shape::Object(object) = &api.ty(api.resolve(variant.ty)).shape {
            for field in &object.fields {
                *owners.entry(&field.name).or_default() += 1;
            }
        }
    }
    owners
}

/// An object is called by a constant it holds, else by a property that only it has; one that is there to hold a single
/// property, as unions of Rust are often written, is called as that is.
fn of_object(api: &Api, object: &Object, owners: &Owners<'_>) -> String {
    for field in &object.fields {
        if let Shape::Enumeration(of) = &api.ty(api.resolve(field.ty)).shape
            && let [only] = &of.values[..]
            && let Literal::String(value) = &only.value
        {
            return words::upper_camel(value);
        }
    }
    if let [only] = &object.fields[..]
        && only.required
        && object.rest == Rest::Denied
        && owners.get(only.name.as_str()) == Some(&1)
    {
        return words::upper_camel(&only.name);
    }
    let mut own = object.fields.iter().filter(|field| owners.get(field.name.as_str()) == Some(&1));
    let first = own.clone().find(|field| field.required).or_else(|| own.next());
    match first {
        Some(field) => format!("With{}", words::upper_camel(&field.name)),
        None => "Object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_drop_what_the_union_says() {
        for (branch, union, variant) in [
            ("ProvideServiceOrderAmendment", "ServiceOrderAmendmentRequest", "Provide"),
            ("Cat", "Pet", "Cat"),
            ("PetCat", "Pet", "Cat"),
            ("Pet", "PetOrError", "Pet"),
            ("ServiceOrder", "ServiceOrderUpdate", "Service"),
            ("Event3d", "Event", "Event3d"),
        ] {
            assert_eq!(without(branch, union), variant, "{branch} in {union}");
        }
    }
}
