//! The methods of operations whose answers are pages.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::backend::operations::{is_plain, line, of};
use crate::backend::rust::{allow_deprecated, deprecated, ident, summary, text_docs, ty};
use crate::config::Spot;
use crate::passes::{OperationPlan, PagesPlan, Plan, Reach, StepPlan};

/// The method that gives all pages, where an operation has them.
pub(super) fn method(plan: &Plan, planned: &OperationPlan) -> Option<TokenStream> {
    let pages = planned.pages.as_ref()?;
    let operation = of(plan, planned);
    let mut about = summary(&operation.docs, 4);
    about.extend(text_docs(Some(&format!("`{}`, page after page", line(operation))), 4));
    let deprecated_attribute = deprecated(&operation.docs);
    let allow = operation.docs.deprecated.then(allow_deprecated);
    let (method, request) = (ident(&pages.method), ident(&planned.request));
    let (item, paging) = (ty(plan, &pages.item), paging(pages));
    let at = planned.servers.first().map(|server| quote!(.at(#server)));
    let take = take(planned, pages);
    Some(quote! {
        #about
        #deprecated_attribute
        #allow
        pub fn #method(&self, request: &__op::#request) -> __rt::client::Pages<__op::#request, #item> {
            const PAGING: __rt::client::Paging = #paging;
            self.core #at.pages(request, &PAGING, #take)
        }
    })
}

/// `Paging::cursor("cursor", Spot::Body("/next")).items("/orders")`
fn paging(pages: &PagesPlan) -> TokenStream {
    let step = match &pages.step {
        StepPlan::Cursor { parameter, next } => {
            let next = spot(next);
            quote!(cursor(#parameter, #next))
        }
        StepPlan::Offset { parameter, first } => {
            let first = Literal::usize_unsuffixed(*first);
            quote!(offset(#parameter, #first))
        }
        StepPlan::Page { parameter, first } => {
            let first = Literal::usize_unsuffixed(*first);
            quote!(page(#parameter, #first))
        }
        StepPlan::Link { next } => {
            let next = spot(next);
            quote!(link(#next))
        }
    };
    let place = pages.in_header.then(|| quote!(.in_header()));
    let pointer = &pages.pointer.0;
    let items = (!pointer.is_empty()).then(|| quote!(.items(#pointer)));
    let more = pages.more.as_ref().map(spot).map(|spot| quote!(.more(#spot)));
    let total = pages.total.as_ref().map(spot).map(|spot| quote!(.total(#spot)));
    let most = pages.most.map(Literal::usize_unsuffixed).map(|most| quote!(.most(#most)));
    quote!(__rt::client::Paging::#step #place #items #more #total #most)
}

fn spot(spot: &Spot) -> TokenStream {
    match spot {
        Spot::Body(pointer) => {
            let pointer = &pointer.0;
            quote!(__rt::client::Spot::Body(#pointer))
        }
        Spot::Header(name) => quote!(__rt::client::Spot::Header(#name)),
    }
}

/// What takes the items out of a page: `|ListOrdersSuccess::Ok(page)| Some(page.orders)`
fn take(planned: &OperationPlan, pages: &PagesPlan) -> TokenStream {
    let success = ident(&planned.success.name);
    let pattern = |at: usize| {
        let variant = &planned.success.variants[at];
        let name = ident(&variant.name);
        let inside = if is_plain(variant) { quote!((page)) } else { quote!({ body: page, .. }) };
        quote!(__op::#success::#name #inside)
    };
    let count = planned.success.variants.len();
    if let ([(at, way)], 1) = (pages.variants.as_slice(), count) {
        let (page, items) = (pattern(*at), items(way));
        return quote!(|#page| #items);
    }
    let arms = pages.variants.iter().map(|(at, way)| {
        let (page, items) = (pattern(*at), items(way));
        quote!(#page => #items,)
    });
    let others = (pages.variants.len() < count).then(|| quote!(_ => None,));
    quote!(|answer| match answer { #(#arms)* #others })
}

/// The items of a page, if it has them.
fn items(way: &[Reach]) -> TokenStream {
    let (last, way) = match way.split_last() {
        Some((Reach::Option, before)) => (Some(Reach::Option), before),
        Some((Reach::Patch, before)) => (Some(Reach::Patch), before),
        Some((Reach::Field(_), _)) | None => (None, way),
    };
    let found = way.iter().fold(quote!(page), |value, reach| match reach {
        Reach::Field(name) => {
            let name = ident(name);
            quote!(#value.#name)
        }
        Reach::Option => quote!(#value?),
        Reach::Patch => quote!(#value.into_value()?),
    });
    match last {
        Some(Reach::Option) => found,
        Some(Reach::Patch) => quote!(#found.into_value()),
        Some(Reach::Field(_)) | None => quote!(Some(#found)),
    }
}
