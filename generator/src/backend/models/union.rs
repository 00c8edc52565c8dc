//! Unions: declared by the tables that say how their branches are told apart, and what all of them have.

use proc_macro2::TokenStream;
use quote::quote;

use super::check::{Patterns, bracket, calls, together};
use super::head;
use crate::backend::rust::{ident, text_docs, ty};
use crate::config::UnionPolicy;
use crate::passes::checks::Rule;
use crate::passes::{FieldPlan, Item, ItemId, Plan, Presence, RustType, Scalar, UnionPlan};

/// The column of a variant.
const INDENT: usize = 8;

/// `wire_union!`
pub(super) fn declare(plan: &Plan, id: ItemId, item: &Item, union: &UnionPlan) -> TokenStream {
    let head = head(item, note(union).as_deref(), &[]);
    let name = ident(&item.name);
    let mut patterns = Patterns::default();
    let variants: Vec<TokenStream> =
        (0..union.variants.len()).map(|at| variant(plan, union, at, &mut patterns)).collect();
    let statics = patterns.declarations();
    let (method, with) = together(plan, id, item, None);
    let shared = accessors(plan, item, union);
    let told = told(union);
    quote! {
        __rt::wire_union! {
            #head
            pub enum #name #told { #(#variants,)* }
            #statics #with
        }
        #method
        #shared
    }
}

/// How the branches are told apart: `by "kind" else Other`, `of one`.
fn told(union: &UnionPlan) -> TokenStream {
    let Some(tag) = &union.tag else {
        let of_one = union.overlapping && union.policy == UnionPolicy::Reject;
        return if of_one { quote!(of one) } else { TokenStream::new() };
    };
    let property = &tag.property;
    let default = tag.default.map(|index| {
        let variant = ident(&union.variants[index].name);
        quote!(else #variant)
    });
    quote!(by #property #default)
}

/// `Dog(Dog) = "dog" "Hound" [length(1..)]`
fn variant(plan: &Plan, union: &UnionPlan, at: usize, patterns: &mut Patterns) -> TokenStream {
    let variant = &union.variants[at];
    let about = text_docs(variant.docs.words(), INDENT);
    let (name, payload) = (ident(&variant.name), ty(plan, &variant.payload));
    let tags = union.tag.iter().flat_map(|tag| &tag.values);
    let tags: Vec<&str> =
        tags.filter(|(_, branch)| *branch == at).map(|(value, _)| value.as_str()).collect();
    let tags = if tags.is_empty() { TokenStream::new() } else { quote!(= #(#tags)*) };
    let rules = match plan.checks.of(variant.ty) {
        [Rule::Nested] => &[],
        rules => rules,
    };
    let rules = bracket(&calls(plan, &variant.name.to_lowercase(), rules, patterns));
    quote!(#about #name(#payload) #tags #rules)
}

/// How a value is told to be of one branch, where that is not plain.
fn note(union: &UnionPlan) -> Option<String> {
    if let Some(tag) = &union.tag {
        return Some(format!("Member `{}` says which.", tag.property.replace('`', "")));
    }
    let how = match union.policy {
        UnionPolicy::First => {
            "the branch that knows the most of a value's members is taken, of equal ones the first"
        }
        UnionPolicy::Reject => "a value that fits several is refused",
    };
    union.overlapping.then(|| format!("Nothing tells the branches apart for certain: {how}."))
}

fn bare(rust: &RustType) -> &RustType {
    if let RustType::Boxed(inner) = rust { bare(inner) } else { rust }
}

/// A method for each member that every branch requires, with one type.
fn accessors(plan: &Plan, item: &Item, union: &UnionPlan) -> TokenStream {
    let structs: Option<Vec<&[FieldPlan]>> = union
        .variants
        .iter()
        .map(|variant| {
            let RustType::Item(id) = bare(&variant.payload) else {
                return None;
            };
            plan.item(*id).kind.as_struct().map(|fields| fields.fields.as_slice())
        })
        .collect();
    let Some(structs) = structs.filter(|structs| structs.len() > 1) else {
        return TokenStream::new();
    };
    let (first, others) = structs.split_first().expect("there are several");
    let shared: Vec<&FieldPlan> = first
        .iter()
        .filter(|field| {
            field.presence == Presence::Required
                && !field.docs.deprecated
                && others.iter().all(|other| other.iter().any(|one| is_same(one, field)))
        })
        .collect();
    if shared.is_empty() {
        return TokenStream::new();
    }
    let methods = shared.iter().map(|field| {
        let about = text_docs(
            Some(&format!("Member `{}`, which every branch has.", field.wire.replace('`', ""))),
            4,
        );
        let (method, ty, copied) =
            (ident(&field.name), ty(plan, &field.rust), is_copy(plan, &field.rust));
        let arms = union.variants.iter().map(|variant| {
            let variant = ident(&variant.name);
            if copied {
                quote!(Self::#variant(value) => value.#method)
            } else {
                quote!(Self::#variant(value) => &value.#method)
            }
        });
        let result = match (&field.rust, copied) {
            (RustType::Scalar(Scalar::String), _) => quote!(&str),
            (_, true) => ty,
            (_, false) => quote!(&#ty),
        };
        quote! {
            #about
            pub fn #method(&self) -> #result {
                match self { #(#arms),* }
            }
        }
    });
    let name = ident(&item.name);
    quote!(impl #name { #(#methods)* })
}

fn is_same(one: &FieldPlan, other: &FieldPlan) -> bool {
    one.wire == other.wire
        && one.name == other.name
        && one.rust == other.rust
        && one.presence == other.presence
        && !one.docs.deprecated
}

fn is_copy(plan: &Plan, rust: &RustType) -> bool {
    if let RustType::Item(id) = rust {
        return plan.item(*id).derives.copy;
    }
    let owned = [Scalar::String, Scalar::Base64, Scalar::Bytes, Scalar::Secret];
    matches!(rust, RustType::Scalar(scalar) if !owned.contains(scalar))
}
