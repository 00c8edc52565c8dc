//! Structs: declared by the tables that say how their members travel and what they must satisfy.

use proc_macro2::TokenStream;
use quote::quote;

use super::check::{Patterns, bracket, calls, together};
use super::head;
use crate::backend::rust::{
    IncludedFrom, default_value, deprecated, ident, json_text, member_docs, moved, ty,
};
use crate::passes::checks::{OwnRule, Rule};
use crate::passes::{
    ConstantPlan, FieldPlan, Item, ItemId, Plan, Presence, RustType, Scalar, StructPlan,
};
use crate::source::Literal;

/// The column of a member.
const INDENT: usize = 8;

/// `wire_object!`
pub(super) fn declare(plan: &Plan, id: ItemId, item: &Item, fields: &StructPlan) -> TokenStream {
    let mut patterns = Patterns::default();
    let required = required(fields);
    let note = constants_note(&fields.constants);
    let head =
        moved(head(item, note.as_deref(), if required.is_empty() { &["Default"] } else { &[] }));
    let name = ident(&item.name);
    let closed = fields.closed.then(|| quote!(closed));
    let members = fields.fields.iter().map(|field| member(plan, field, &mut patterns));
    let members: Vec<TokenStream> = members.collect();
    let rest = fields.rest.iter().map(|rest| {
        let (name, values) = (ident(&rest.name), ty(plan, &rest.values));
        let rules = plan.checks.own(id).iter().filter_map(|rule| match rule {
            OwnRule::Rest(rules) => Some(rules.as_slice()),
            OwnRule::MinProperties(_)
            | OwnRule::MaxProperties(_)
            | OwnRule::Dependent(..)
            | OwnRule::Required(_)
            | OwnRule::RequiredAny { .. }
            | OwnRule::Whole(_)
            | OwnRule::DependentFit(..) => None,
        });
        let rules: Vec<Rule> = rules.flatten().cloned().collect();
        let rules = bracket(&calls(plan, &rest.name, &rules, &mut patterns));
        quote!(..#name: #values #rules)
    });
    let constants = fields.constants.iter().map(|ConstantPlan { wire, value, .. }| {
        let value = constant_value(value);
        quote!(const #wire = #value)
    });
    let members = constants.chain(members).chain(rest.collect::<Vec<_>>()).map(moved);
    let statics = moved(patterns.declarations());
    let (method, with) = together(plan, id, item, Some(fields));
    let new = moved(new(plan, &required));
    quote! {
        __rt::wire_object! {
            #head
            pub #closed struct #name { #(#members,)* }
            #statics #with #new
        }
        #method
    }
}

/// A string or a boolean as the table has it.
fn constant_value(value: &Literal) -> TokenStream {
    let Literal::String(text) = value else {
        return json_text(value).parse().expect("`true` and `false` are Rust");
    };
    quote!(#text)
}

/// What the document says of members that have no field to say it at.
fn constants_note(constants: &[ConstantPlan]) -> Option<String> {
    let note = |ConstantPlan { wire, docs, .. }: &ConstantPlan| {
        docs.words().map(|words| format!("`{}`: {words}", wire.replace('`', "")))
    };
    let notes: Vec<String> = constants.iter().filter_map(note).collect();
    (!notes.is_empty()).then(|| notes.join("\n\n"))
}

/// `pub order_id: u64 = "orderId" required [range(1..)]`; a name that is the field's own goes without saying.
fn member(plan: &Plan, field: &FieldPlan, patterns: &mut Patterns) -> TokenStream {
    let about = moved(member_docs(plan, &field.docs, IncludedFrom::FileBelow, INDENT));
    let deprecated = moved(deprecated(&field.docs));
    let (name, rust) = (ident(&field.name), moved(ty(plan, &field.rust)));
    let wire = (field.name != field.wire).then_some(&field.wire);
    let presence = moved(match &field.presence {
        Presence::Required => quote!(required),
        Presence::Optional => quote!(optional),
        Presence::Nullable => quote!(nullable),
        Presence::Patch => quote!(patch),
        Presence::Default(value) => {
            let value = default_value(plan, &field.rust, value);
            quote!(default(#value))
        }
    });
    let rules = moved(bracket(&calls(plan, &field.name, plan.checks.of(field.ty), patterns)));
    quote!(#about #deprecated pub #name: #rust = #wire #presence #rules)
}

/// What must be given to make a value, in the order of the names on the wire: moving properties about in a document then
/// never swaps two arguments of one type.
fn required(fields: &StructPlan) -> Vec<&FieldPlan> {
    let mut required: Vec<&FieldPlan> = fields
        .fields
        .iter()
        .filter(|field| matches!(field.presence, Presence::Required | Presence::Nullable))
        .collect();
    required.sort_by(|a, b| a.wire.cmp(&b.wire));
    required
}

/// `new(name: impl Into<String>);`, where anything must be given.
fn new(plan: &Plan, required: &[&FieldPlan]) -> TokenStream {
    if required.is_empty() {
        return TokenStream::new();
    }
    let given = required.iter().map(|field| {
        let (name, rust) = (ident(&field.name), moved(ty(plan, &field.rust)));
        let is_text = field.rust == RustType::Scalar(Scalar::String);
        if is_text { quote!(#name: impl Into<String>) } else { quote!(#name: #rust) }
    });
    let given = given.map(moved);
    quote!(new(#(#given),*);)
}
