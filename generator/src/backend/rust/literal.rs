//! Values of the document as Rust expressions.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::passes::{ItemKind, Plan, RustType, Scalar};
use crate::source::{Decimal, Literal};

/// An expression of the given type for a value of the document.
///
/// What has no short spelling in Rust is given as JSON and read by the type at run time.
pub(crate) fn default_value(plan: &Plan, rust: &RustType, value: &Literal) -> TokenStream {
    spelled(plan, rust, value).unwrap_or_else(|| {
        let json = json_text(value);
        quote!(__rt::wire::literal(#json))
    })
}

fn spelled(plan: &Plan, rust: &RustType, value: &Literal) -> Option<TokenStream> {
    Some(match (rust, value) {
        (RustType::Option(_), Literal::Null) => quote!(None),
        (RustType::Option(inner), _) => {
            let inner = spelled(plan, inner, value)?;
            quote!(Some(#inner))
        }
        (RustType::Boxed(inner), _) => {
            let inner = spelled(plan, inner, value)?;
            quote!(Box::new(#inner))
        }
        (RustType::Vec(_), Literal::Array(items)) if items.is_empty() => quote!(Vec::new()),
        (RustType::Vec(inner), Literal::Array(items)) => {
            let items: Option<Vec<_>> =
                items.iter().map(|item| spelled(plan, inner, item)).collect();
            let items = items?;
            quote!(vec![#(#items),*])
        }
        (RustType::Map(_), Literal::Object(members)) if members.is_empty() => {
            quote!(__std::collections::BTreeMap::new())
        }
        (RustType::Item(id), _) => match &plan.item(*id).kind {
            ItemKind::Enum(enumeration) => {
                let variant = enumeration.variants.iter().find(|known| known.value == *value)?;
                let (name, variant) = (ident(&plan.item(*id).name), ident(&variant.name));
                quote!(__model::#name::#variant)
            }
            ItemKind::Alias(target) => spelled(plan, target, value)?,
            ItemKind::Struct(_) | ItemKind::Union(_) => return None,
        },
        (RustType::Scalar(kind), _) => scalar_value(*kind, value)?,
        _ => return None,
    })
}

fn scalar_value(kind: Scalar, value: &Literal) -> Option<TokenStream> {
    match (kind, value) {
        (Scalar::Bool, Literal::Bool(value)) => Some(quote!(#value)),
        (Scalar::String, Literal::String(text)) if text.is_empty() => Some(quote!(String::new())),
        (Scalar::String, Literal::String(text)) => Some(quote!(String::from(#text))),
        (Scalar::F64, Literal::Number(number)) => float(number),
        (_, Literal::Number(number)) => {
            let number = number.as_i128()?;
            range(kind)?.contains(&number).then(|| integer(number))
        }
        _ => None,
    }
}

/// The values of an integer type.
fn range(kind: Scalar) -> Option<RangeInclusive<i128>> {
    let (low, high) = match kind {
        Scalar::I8 => (i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => (i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => (i64::MIN.into(), i64::MAX.into()),
        Scalar::U8 => (0, u8::MAX.into()),
        Scalar::U16 => (0, u16::MAX.into()),
        Scalar::U32 => (0, u32::MAX.into()),
        Scalar::U64 => (0, u64::MAX.into()),
        Scalar::Unit
        | Scalar::Bool
        | Scalar::F32
        | Scalar::F64
        | Scalar::String
        | Scalar::Base64
        | Scalar::Bytes
        | Scalar::File
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Uuid
        | Scalar::Secret => return None,
    };
    Some(low..=high)
}

/// An integer without a suffix, negative ones included.
pub(crate) fn integer(number: i128) -> TokenStream {
    number.to_string().parse().expect("an integer is Rust")
}

/// A float without a suffix, `None` beyond the range of `f64`.
pub(crate) fn float(number: &Decimal) -> Option<TokenStream> {
    let value = number.as_f64();
    // `{:?}` is the shortest text that reads back as the same number, and always has a point or an exponent.
    value.is_finite().then(|| format!("{value:?}").parse().expect("a finite float is Rust"))
}

/// A string literal, raw where that saves escapes.
pub(crate) fn raw_text(text: &str) -> TokenStream {
    let plain = text.contains('\\') && !text.contains('"') && !text.chars().any(char::is_control);
    let literal = if plain { format!("r\"{text}\"") } else { format!("{text:?}") };
    literal.parse().expect("a quoted string is Rust")
}

/// A value as JSON.
pub(crate) fn json_text(value: &Literal) -> String {
    let mut text = String::new();
    write_json(&mut text, value);
    text
}

fn write_json(text: &mut String, value: &Literal) {
    match value {
        Literal::Null => text.push_str("null"),
        Literal::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Literal::Number(number) => {
            write!(text, "{number}").expect("writing to a string cannot fail");
        }
        Literal::String(string) => text.push_str(&quoted(string)),
        Literal::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                write_json(text, item);
            }
            text.push(']');
        }
        Literal::Object(members) => {
            text.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                text.push_str(&quoted(key));
                text.push(':');
                write_json(text, value);
            }
            text.push('}');
        }
    }
}

fn quoted(string: &str) -> String {
    serde_json::to_string(string).expect("a string is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_spelled_as_by_hand() {
        let number = |text: &str| Literal::Number(Decimal::parse(text).expect(text));
        for (kind, value, expected) in [
            (Scalar::I32, number("5"), Some("5")),
            (Scalar::I32, number("-5.0"), Some("- 5")),
            (Scalar::I8, number("128"), None),
            (Scalar::U64, number("18446744073709551615"), Some("18446744073709551615")),
            (Scalar::F64, number("5"), Some("5.0")),
            (Scalar::F64, number("1e400"), None),
            (Scalar::String, Literal::String("a\"b".into()), Some("String :: from (\"a\\\"b\")")),
            (Scalar::Bool, Literal::Bool(true), Some("true")),
            (Scalar::Bool, number("1"), None),
        ] {
            let spelled = scalar_value(kind, &value).map(|tokens| tokens.to_string());
            assert_eq!(spelled.as_deref(), expected, "{value:?}");
        }
    }

    #[test]
    fn json_is_written_compactly() {
        let value = Literal::Object(vec![
            ("a\n".into(), Literal::Array(vec![Literal::Null, Literal::Bool(false)])),
            ("b".into(), Literal::String("é".into())),
        ]);
        assert_eq!(json_text(&value), r#"{"a\n":[null,false],"b":"é"}"#);
    }
}
