//! Types of the plan as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::passes::{Plan, RustType, Scalar};

/// A type where it is used.
pub(crate) fn ty(plan: &Plan, rust: &RustType) -> TokenStream {
    match rust {
        RustType::Scalar(kind) => scalar(*kind),
        RustType::Item(id) => {
            let name = ident(&plan.item(*id).name);
            quote!(__model::#name)
        }
        RustType::Option(inner) => {
            let inner = ty(plan, inner);
            quote!(Option<#inner>)
        }
        RustType::Vec(inner) => {
            let inner = ty(plan, inner);
            quote!(Vec<#inner>)
        }
        RustType::Map(inner) => {
            let inner = ty(plan, inner);
            quote!(__std::collections::BTreeMap<String, #inner>)
        }
        RustType::Boxed(inner) => {
            let inner = ty(plan, inner);
            quote!(Box<#inner>)
        }
        RustType::Patch(inner) => {
            let inner = ty(plan, inner);
            quote!(__rt::Patch<#inner>)
        }
        RustType::Tuple(items) => {
            let items = items.iter().map(|item| ty(plan, item));
            quote!((#(#items,)*))
        }
        RustType::Json => quote!(__rt::serde_json::Value),
        RustType::Foreign(path) => {
            path.parse().expect("configured paths are read as Rust before they come here")
        }
    }
}

/// A scalar type.
pub(crate) fn scalar(kind: Scalar) -> TokenStream {
    match kind {
        Scalar::Unit => quote!(()),
        Scalar::Bool => quote!(bool),
        Scalar::I8 => quote!(i8),
        Scalar::I16 => quote!(i16),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U8 => quote!(u8),
        Scalar::U16 => quote!(u16),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::String => quote!(String),
        Scalar::Base64 => quote!(__rt::base64::Base64),
        Scalar::Bytes => quote!(__rt::bytes::Bytes),
        Scalar::File => quote!(__rt::file::File),
        Scalar::Date => quote!(__rt::chrono::NaiveDate),
        Scalar::DateTime => quote!(__rt::chrono::DateTime<__rt::chrono::FixedOffset>),
        Scalar::Uuid => quote!(__rt::uuid::Uuid),
        Scalar::Secret => quote!(__rt::secret::Secret),
    }
}
