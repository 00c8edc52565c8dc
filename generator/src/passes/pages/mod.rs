//! Pages: what the configuration says of them, held against the operation that it says it of.
//!
//! In: the entries of `pagination`, and operations with their Rust types. Out: for each operation that has pages the way to
//! its items, or findings that say what of the entry does not fit, where it stands, and what would.

mod entry;
mod reach;

use super::names;
use super::plan::{Item, OperationPlan, RustType};
use super::selectors::at;
use super::served;
use crate::config::{Config, Pointer, Spot};
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::Api;
use crate::suggest::closest;

/// How an operation's answers are pages.
#[derive(Clone, Debug)]
pub(crate) struct PagesPlan {
    /// `list_orders_pages`
    pub(crate) method: String,
    pub(crate) step: StepPlan,
    /// Whether the parameter is a header.
    pub(crate) in_header: bool,
    /// The variants of success that are pages, by their places, and the way from the body of each to its items.
    pub(crate) variants: Vec<(usize, Vec<Reach>)>,
    /// Where the items stand on the wire.
    pub(crate) pointer: Pointer,
    pub(crate) item: RustType,
    pub(crate) more: Option<Spot>,
    pub(crate) total: Option<Spot>,
    pub(crate) most: Option<usize>,
}

/// What leads from page to page.
#[derive(Clone, Debug)]
pub(crate) enum StepPlan {
    Cursor { parameter: String, next: Spot },
    Offset { parameter: String, first: usize },
    Page { parameter: String, first: usize },
    Link { next: Spot },
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// A field, by its Rust name.
    Field(String),
    /// What an `Option` holds.
    Option,
    /// What a `Patch` holds.
    Patch,
}

/// What does not fit, and what to do about it.
struct Misfit {
    message: String,
    help: String,
}

/// Plans the pages of each operation that the configuration names.
pub(super) fn add(
    api: &Api,
    items: &[Item],
    operations: &mut [OperationPlan],
    config: &Config,
    found: &mut Diagnostics,
) {
    let entries = &config.pagination.0;
    let mut used = vec![false; entries.len()];
    let mut methods: Vec<String> =
        operations.iter().map(|operation| operation.method.clone()).collect();
    for (planned, operation) in operations.iter_mut().zip(&api.operations) {
        let fits = |at: &usize| served::selects(&entries[*at].0, &planned.id, operation);
        let fitting: Vec<usize> = (0..entries.len()).rev().filter(fits).collect();
        for entry in &fitting {
            used[*entry] = true;
        }
        // As of selectors, an exact one goes first, and of equals the later.
        let chosen = fitting.into_iter().min_by_key(|at| !entries[*at].0.is_exact());
        let Some(entry) = chosen.map(|at| &entries[at].1) else { continue };
        match entry::plan(api, items, operation, planned, entry) {
            Ok(plan) => {
                let method = method(&planned.method, &methods);
                methods.push(method.clone());
                planned.pages = Some(PagesPlan { method, ..plan });
            }
            Err(misfit) => {
                let message = format!("{}{}", misfit.message, at(entry.place.as_ref()));
                let finding =
                    Diagnostic::new(&codes::UNFIT_PAGINATION, operation.location, message);
                found.push(finding.on_key().help(misfit.help));
            }
        }
    }
    warn_of_unused(operations, config, &used, found);
}

/// The name of the method, which no other method has.
fn method(of: &str, taken: &[String]) -> String {
    let stem = of.strip_prefix("r#").unwrap_or(of).trim_end_matches('_');
    let mut name = format!("{stem}_pages");
    while taken.contains(&name) {
        name.push('_');
    }
    names::identifier(&name)
}

fn warn_of_unused(
    operations: &[OperationPlan],
    config: &Config,
    used: &[bool],
    found: &mut Diagnostics,
) {
    let unused = config.pagination.0.iter().zip(used).filter(|(_, used)| !**used);
    for ((filter, entry), _) in unused {
        let ids = operations.iter().map(|operation| operation.id.as_str());
        let near = closest(&filter.to_string(), ids);
        let help = near.map_or("mend its spelling, or remove it".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        let place = at(entry.place.as_ref());
        let message = format!("`{filter}` in `pagination` names no operation{place}");
        found.push(Diagnostic::of_configuration(&codes::UNUSED_SELECTOR, message).help(help));
    }
}
