//! A feature of the package for each tag: what is compiled with which.
//!
//! In: every file of the back ends. Out: the feature that a file is compiled with, where one tag alone needs it. Who needs a
//! file is read off the tokens of the others: one that is mentioned and not there would not compile. What several tags
//! need is always there, as a list of them all would change whenever one of their operations does.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::{client, operations};
use crate::config::{Config, Layout};
use crate::output::tree::Tree;
use crate::passes::{OperationPlan, Plan};

/// The feature that turns on those of all tags.
pub(super) const ALL: &str = "all-tags";

/// Those that a package has for other things.
const OTHERS: [&str; 8] =
    ["all-tags", "axum", "client", "default", "listen", "reqwest", "serde", "server"];

/// Whether there is a feature for each tag. A server has every operation, so they are for clients.
pub(super) fn wanted(config: &Config) -> bool {
    config.tag_features && config.client && config.layout == Layout::Crate
}

/// The feature of an operation: its first tag.
pub(super) fn of(plan: &Plan, operation: &OperationPlan) -> String {
    named(&client::group(plan, operation))
}

/// All of them, sorted.
pub(super) fn all(plan: &Plan) -> BTreeSet<String> {
    plan.operations.iter().map(|operation| of(plan, operation)).collect()
}

/// `#[cfg(feature = "orders")]`
pub(super) fn condition(feature: &str) -> TokenStream {
    quote!(#[cfg(feature = #feature)])
}

/// The feature of a group of operations, whose file has the given name.
fn named(group: &str) -> String {
    let name = group.trim_end_matches('_').replace('_', "-");
    if OTHERS.contains(&&*name) { format!("tag-{name}") } else { name }
}

/// Who needs a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Need {
    /// The operations of one feature.
    One(String),
    /// Anyone.
    Always,
}

/// The feature that each file is compiled with, by path; none where it always is.
pub(super) fn by_file(
    plan: &Plan,
    files: &BTreeMap<String, Vec<Tree>>,
) -> BTreeMap<String, String> {
    let homes = homes(plan);
    let mut needs = Needs { files, homes: &homes, of: BTreeMap::new() };
    for operation in &plan.operations {
        let feature = of(plan, operation);
        needs.add(&operations::path(operation), &Need::One(feature.clone()));
        needs.add(&client::path(plan, operation), &Need::One(feature));
    }
    for path in files.keys() {
        // A server needs everything; schemas that no operation needs are for whoever names them.
        if !path.starts_with("src/server") && !needs.of.contains_key(path) {
            needs.add(path, &Need::Always);
        }
    }
    let alone = |(path, need)| match need {
        Need::One(feature) => Some((path, feature)),
        Need::Always => None,
    };
    needs.of.into_iter().filter_map(alone).collect()
}

/// What is known so far of who needs which file.
struct Needs<'a> {
    files: &'a BTreeMap<String, Vec<Tree>>,
    /// Where what is mentioned is declared.
    homes: &'a BTreeMap<&'a str, String>,
    of: BTreeMap<String, Need>,
}

impl Needs<'_> {
    /// Notes that a file is needed, and with it what it mentions.
    fn add(&mut self, path: &str, need: &Need) {
        let mut stack = vec![(path.to_owned(), need.clone())];
        while let Some((path, need)) = stack.pop() {
            let Some(trees) = self.files.get(&path) else { continue };
            let known = self.of.get(&path);
            let joined = match known {
                Some(known) if *known != need => Need::Always,
                Some(_) | None => need,
            };
            if known == Some(&joined) {
                continue;
            }
            let mut mentioned = BTreeSet::new();
            mentions(trees, &mut mentioned);
            let mentioned = mentioned.iter().filter_map(|name| self.homes.get(name.as_str()));
            stack.extend(mentioned.map(|home| (home.clone(), joined.clone())));
            self.of.insert(path, joined);
        }
    }
}

/// The file that declares each type of a schema or operation.
fn homes(plan: &Plan) -> BTreeMap<&str, String> {
    let models =
        plan.items.iter().map(|item| (&*item.name, format!("src/models/{}.rs", item.module)));
    let mut homes: BTreeMap<&str, String> = models.collect();
    for operation in plan.operations.iter().chain(&plan.webhooks) {
        let choices = operation.bodies().filter_map(|body| body.choice.as_ref());
        let choices = choices.filter(|choice| choice.declared).map(|choice| &choice.name);
        let own =
            [&operation.request, &operation.success.name, &operation.error.name, &operation.meta];
        let path = operations::path(operation);
        homes.extend(own.into_iter().chain(choices).map(|name| (&**name, path.clone())));
    }
    homes
}

/// The names of types of schemas and operations in a file: `__model::Contact`.
fn mentions(trees: &[Tree], into: &mut BTreeSet<String>) {
    let mut in_path = false;
    for tree in trees {
        match tree {
            Tree::Ident(ident) if in_path => {
                into.insert(ident.to_string());
                in_path = false;
            }
            Tree::Ident(ident) => in_path = ident == "__model" || ident == "__op",
            Tree::Punct(_) => in_path &= tree.is_punct(':'),
            Tree::Group(_, inner) => {
                in_path = false;
                mentions(inner, into);
            }
            Tree::Literal(_) => in_path = false,
        }
    }
}
