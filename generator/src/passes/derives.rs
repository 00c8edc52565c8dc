//! Which standard traits a type can derive, asked of everything it holds.

use super::plan::{Derives, Item, ItemKind, Presence, RustType, Scalar};

/// The traits of every item, by its place in the list. What holds itself is taken to have what the rest of it has.
pub(super) fn compute(items: &[Item]) -> Vec<Derives> {
    let mut known: Vec<Derives> = items.iter().map(optimistic).collect();
    // Traits only ever get lost, so this ends; documents nest a few levels deep, and so few rounds are needed.
    loop {
        let next: Vec<Derives> = items
            .iter()
            .enumerate()
            .map(|(index, item)| meet(item, known[index], &known))
            .collect();
        if next == known {
            return known;
        }
        known = next;
    }
}

fn optimistic(item: &Item) -> Derives {
    match &item.kind {
        ItemKind::Struct(of) => Derives {
            copy: false,
            eq: true,
            ord: true,
            default: of
                .fields
                .iter()
                .all(|field| !matches!(field.presence, Presence::Required | Presence::Nullable)),
        },
        ItemKind::Enum(of) => {
            Derives { copy: of.unknown.is_none(), eq: true, ord: true, default: false }
        }
        ItemKind::Union(_) => Derives { copy: false, eq: true, ord: true, default: false },
        ItemKind::Alias(_) => Derives::default(),
    }
}

fn meet(item: &Item, own: Derives, known: &[Derives]) -> Derives {
    let held: Vec<&RustType> = match &item.kind {
        ItemKind::Struct(of) => {
            let rest = of.rest.iter().map(|rest| &rest.values);
            of.fields.iter().map(|field| &field.rust).chain(rest).collect()
        }
        ItemKind::Union(of) => of.variants.iter().map(|variant| &variant.payload).collect(),
        ItemKind::Enum(_) | ItemKind::Alias(_) => Vec::new(),
    };
    held.into_iter().fold(own, |derives, rust| {
        let of = traits(rust, known);
        Derives { eq: derives.eq && of.0, ord: derives.ord && of.1, ..derives }
    })
}

/// `Eq` and `Hash`, then `Ord`.
fn traits(rust: &RustType, known: &[Derives]) -> (bool, bool) {
    match rust {
        RustType::Scalar(scalar) => match scalar {
            Scalar::F32 | Scalar::F64 => (false, false),
            Scalar::Secret => (true, false),
            Scalar::Unit
            | Scalar::Bool
            | Scalar::I8
            | Scalar::I16
            | Scalar::I32
            | Scalar::I64
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::String
            | Scalar::Base64
            | Scalar::Bytes
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Uuid => (true, true),
        },
        RustType::Item(id) => {
            let of = known[id.0 as usize];
            (of.eq, of.ord)
        }
        RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Boxed(inner)
        | RustType::Patch(inner) => traits(inner, known),
        RustType::Tuple(items) => items.iter().fold((true, true), |(eq, ord), item| {
            let of = traits(item, known);
            (eq && of.0, ord && of.1)
        }),
        RustType::Json | RustType::Foreign(_) => (false, false),
    }
}
