//! Names of operations: the method, the static with its metadata, the request and its two answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{reserved, words};
use crate::config::{Config, Target};
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Operation, OperationKind, PathPart};

/// What the document asks of all callers, as a constant beside the operations.
pub(crate) const DOCUMENT_SECURITY: &str = "DOCUMENT_SECURITY";

/// The names of one operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationNames {
    /// `handleAmendOrder`: as the document says, or made of method and path.
    pub(crate) id: String,
    /// `handle_amend_order`, raw where it is a keyword.
    pub(crate) method: String,
    /// `HANDLE_AMEND_ORDER`
    pub(crate) meta: String,
    /// `HandleAmendOrder`
    pub(crate) camel: String,
}

/// Names all operations, then all webhooks and callbacks.
pub(crate) fn name(
    api: &Api,
    config: &Config,
    found: &mut Diagnostics,
) -> (Vec<OperationNames>, Vec<OperationNames>) {
    let all: Vec<&Operation> = api.operations.iter().chain(&api.webhooks).collect();
    let ids: Vec<String> = all.iter().map(|operation| id(operation)).collect();
    let short = without_paths(&all, &ids);
    let mut wanted: Vec<String> = Vec::new();
    let mut configured = BTreeSet::new();
    for (index, id) in ids.iter().enumerate() {
        let target = Target { source: "", path: id };
        match config.names.find(&target) {
            Some((_, name)) => {
                configured.insert(index);
                wanted.push(words::snake(&name.0));
            }
            None => wanted.push(words::snake(short[index])),
        }
    }
    let methods = settle(&all, &wanted, &configured, found);
    let mut ids_given = BTreeSet::new();
    let mut named: Vec<OperationNames> = methods
        .into_iter()
        .zip(ids)
        .map(|(method, id)| OperationNames {
            id: unique_id(id, &method, &mut ids_given),
            meta: meta(&method),
            camel: words::upper_camel(&method),
            method: words::identifier(&method),
        })
        .collect();
    let webhooks = named.split_off(api.operations.len());
    (named, webhooks)
}

/// The name of the static with an operation's metadata, beside which what the document asks of all callers stands.
fn meta(method: &str) -> String {
    let name = words::shouty(method);
    if name == DOCUMENT_SECURITY { name + "_" } else { name }
}

/// The ids without their path and method, which `FastAPI` puts behind the name of the function
/// (`get_cover_assets__id__cover_get`), where the names alone tell all operations apart.
fn without_paths<'a>(all: &[&Operation], ids: &'a [String]) -> Vec<&'a str> {
    let short = |(operation, id): (&&Operation, &'a String)| {
        let word = |char: char| if char.is_alphanumeric() { char } else { '_' };
        let path: String = operation.path.text.chars().map(word).collect();
        let suffix = format!("{path}_{}", operation.method.to_lowercase());
        let name = id.strip_suffix(&suffix).filter(|name| !name.is_empty());
        name.unwrap_or(id)
    };
    let short: Vec<&str> = all.iter().zip(ids).map(short).collect();
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for name in &short {
        *claims.entry(words::snake(name)).or_default() += 1;
    }
    let is_alone = |name: &str| claims.get(&words::snake(name)) == Some(&1);
    short.iter().zip(ids).map(|(name, id)| if is_alone(name) { *name } else { id }).collect()
}

/// Ids tell operations apart when they are called, so one that a document gives twice becomes the method's name.
fn unique_id(id: String, method: &str, given: &mut BTreeSet<String>) -> String {
    let mut unique = if given.contains(&id) { method.to_owned() } else { id };
    while !given.insert(unique.clone()) {
        unique.push('_');
    }
    unique
}

/// Gives each operation a method name of its own. The order is that of path and method, so that moving things about in
/// the document renames nothing.
fn settle(
    all: &[&Operation],
    wanted: &[String],
    configured: &BTreeSet<usize>,
    found: &mut Diagnostics,
) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        reserved::METHODS.iter().map(|&name| name.to_owned()).collect();
    let mut settled: BTreeMap<usize, String> = BTreeMap::new();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| !configured.contains(index));
    for index in order {
        let name = &wanted[index];
        let mut chosen = name.clone();
        let mut number = 2;
        if taken.contains(&chosen) && reserved::METHODS.contains(&name.as_str()) {
            chosen = format!("{name}_operation");
        }
        if let OperationKind::Callback { operation, .. } = all[index].kind
            && taken.contains(&chosen)
        {
            chosen = format!("{}_{name}", wanted[operation]);
        }
        while taken.contains(&chosen) {
            chosen = format!("{name}_{number}");
            number += 1;
        }
        if chosen != *name {
            let message =
                format!("the name `{name}` of an operation is taken; it becomes `{chosen}`");
            let mut diagnostic =
                Diagnostic::new(&codes::CONTESTED_NAME, all[index].location, message)
                    .on_key()
                    .help("choose another in `[names]` of the configuration");
            if let Some((first, _)) = settled.iter().find(|(_, taken)| *taken == name) {
                diagnostic = diagnostic.related_key(all[*first].location, "which has it");
            }
            found.push(diagnostic);
        }
        taken.insert(chosen.clone());
        settled.insert(index, chosen);
    }
    settled.into_values().collect()
}

/// The id of an operation, or one made of method and path: `GET /orders/{id}/items` is `getOrdersByIdItems`.
fn id(operation: &Operation) -> String {
    if let Some(id) = operation.id.as_ref().filter(|id| !id.is_empty()) {
        return id.clone();
    }
    match &operation.kind {
        OperationKind::Path => {}
        OperationKind::Webhook => return operation.path.text.clone(),
        OperationKind::Callback { name, .. } => return name.clone(),
    }
    let mut text = operation.method.to_lowercase();
    for part in &operation.path.parts {
        text.push(' ');
        match part {
            PathPart::Literal(literal) => text.push_str(&literal.replace('/', " ")),
            PathPart::Parameter(name) => text.extend(["by ", name]),
        }
    }
    if operation
        .path
        .parts
        .iter()
        .all(|part| matches!(part, PathPart::Literal(text) if text == "/"))
    {
        text.push_str("root");
    }
    words::lower_camel(&text)
}
