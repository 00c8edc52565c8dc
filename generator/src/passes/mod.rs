//! Questions about an `Api`, each answered once: the answers together are the [`Plan`] that the back ends print.
//!
//! In: `&Api` and the configuration. Out: Rust in the form of data, every identifier decided. Passes compute side tables
//! and never change the `Api`; no tokens, no OpenAPI words. After this stage nothing can fail any more.

mod accepts;
mod boxes;
pub(crate) mod callers;
pub(crate) mod checks;
mod common_docs;
mod constants;
mod depth_first;
mod derives;
mod empty;
mod endless;
mod fields;
mod formats;
mod identifiers;
mod items;
mod names;
mod nesting;
mod operations;
mod order;
mod pages;
mod parts;
#[allow(dead_code, reason = "it holds what is decided, whether or not a back end asks for it")]
mod plan;
mod refine;
mod replies;
mod roles;
mod sample;
mod scope;
mod selectors;
mod served;
mod servers;
mod shared;
mod statuses;
mod tables;
mod types;
mod unions;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use common_docs::CommonDocs;
pub(crate) use names::{DOCUMENT_SECURITY, file_stem, snake};
pub(crate) use nesting::deepest;
pub(crate) use pages::{PagesPlan, Reach, StepPlan};
pub(crate) use plan::*;
pub(crate) use servers::{path as path_of_url, with_defaults as server_url};
pub(crate) use xml::ElementPlan;

use crate::config::{Config, Layout};
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, TypeId};

use names::TypeNames;
use tables::Tables;
use types::Spelling;
use unions::UnionAnswers;

/// Answers every question, and puts the answers together.
pub(crate) fn plan(api: Api, config: &Config, found: &mut Diagnostics) -> Plan {
    let (mut operation_names, names_of_webhooks) = names::operations(&api, config, found);
    let ids = |names: &[names::OperationNames]| -> Vec<String> {
        names.iter().map(|names| names.id.clone()).collect()
    };
    let paths = scope::paths(&api, &ids(&operation_names), &ids(&names_of_webhooks));
    operation_names.extend(names_of_webhooks);
    let mut api_names = api_names(&api, config);
    let groups = served::groups(&api, config, &mut api_names);
    let mut webhook_names = webhook_names(&api_names);

    let spelling = types::compute(&api, &paths, config);
    let constants = constants::compute(&api, &paths, &spelling, config);
    let needed = types::needed(
        &api,
        &spelling,
        &constants,
        !config.include.is_empty() || !config.exclude.is_empty(),
    );
    let mut roles = roles::compute(&api);
    let unions = unions(&api, &needed);
    let closed = order::closed_enums(&api, &unions);
    let known = shared::Known {
        api: &api,
        config,
        paths: &paths,
        spelling: &spelling,
        roles: &roles,
        closed: &closed,
    };
    let shared = shared::compute(&known, &needed, &operation_names);
    let standing: BTreeSet<_> = needed.iter().copied().filter(|&id| shared.stands(id)).collect();
    let own_names = [&api_names, &webhook_names];
    let type_names = names::claim(&known, &shared, &standing, &operation_names, own_names, found);
    shared.join_roles(&mut roles);
    warn_of_unions(&api, &unions, &type_names, found);
    let order = order::items(&api, &needed, &type_names);
    identifiers::warn(&api, &paths, config, found);
    selectors::warn(&api, &paths, &ids(&operation_names), config, found);
    served::warn_of_stubs(&api, &ids(&operation_names), config, found);
    let statuses = served::statuses(config);
    served::warn_of_statuses(&api, &ids(&operation_names), &statuses, found);
    warn(&api, &needed, &spelling, config, found);

    let mut tables = Tables {
        boxes: BTreeSet::new(),
        constants,
        item_of: order::item_of(&api, &order, &shared),
        api: &api,
        config,
        paths,
        spelling,
        roles,
        shared,
        names: type_names,
        operations: operation_names,
        order,
        unions,
        closed,
    };
    order::number_items(&mut tables);
    tables.boxes = boxes::compute(&order::by_value(&tables));
    let items = items::plan(&tables);
    let mut operations = operations::plan(&tables, &api.operations, &groups, 0);
    pages::add(&api, &items, &mut operations, config, found);
    let mut webhooks = operations::plan(&tables, &api.webhooks, &[], api.operations.len());
    let schemes = schemes(&api);
    let mut taken = servers::taken(&tables, [&api_names, &webhook_names], &schemes);
    let servers = servers::plan(&api, &taken);
    taken.extend(servers.iter().map(|server| server.name.clone()));
    api_names.alternatives = callers::plan(&api.operations, &operations, &schemes, &mut taken);
    webhook_names.alternatives = callers::plan(&api.webhooks, &webhooks, &schemes, &mut taken);
    let errors = replies::share(&items, [&mut operations, &mut webhooks], &mut taken);
    let Tables { item_of, spelling, .. } = tables;
    let members = || fields::members(&items, operations.iter().chain(&webhooks), &errors);
    fields::warn_of_defaults(&api, members(), found);
    let requests = operations.iter().chain(&webhooks).flat_map(|planned| &planned.fields);
    let bodies = requests.filter(|field| field.is_body()).map(|field| &field.field);
    // One file has no others beside it.
    let common_docs = match config.layout {
        Layout::Single => CommonDocs::default(),
        Layout::Crate | Layout::Module => common_docs::compute(members().chain(bodies)),
    };
    let mut plan = Plan {
        common_docs,
        names: api_names,
        items,
        item_of,
        rust: spelling.rust,
        operations,
        webhooks,
        shares_security: shares_security(&api),
        errors,
        webhook_names,
        bases: servers::bases(&api.servers),
        groups,
        statuses,
        schemes,
        servers,
        api,
        checks: checks::Checks::default(),
    };
    plan.checks = checks::plan(&plan, found);
    plan
}

/// Whether what the document asks callers for is said once: nothing need be said of nothing, and once is once.
fn shares_security(api: &Api) -> bool {
    let all = api.operations.iter().chain(&api.webhooks);
    api.security.as_ref().is_some_and(|security| {
        !security.is_empty() && all.filter(|operation| operation.security == *security).count() > 1
    })
}

/// Says what of the document cannot be had, or not as its author may think.
fn warn(
    api: &Api,
    needed: &BTreeSet<TypeId>,
    spelling: &Spelling,
    config: &Config,
    found: &mut Diagnostics,
) {
    empty::warn(api, found);
    empty::warn_of_nulls(api, found);
    endless::warn(api, found);
    formats::warn(api, needed, config, found);
    types::warn_of_endless(api, spelling, found);
    parts::warn_of_unknown(api, found);
    parts::warn_of_unchecked(api, found);
    xml::warn_of_opaque(api, found);
}

/// What there is to say of every union.
fn unions(api: &Api, needed: &BTreeSet<TypeId>) -> BTreeMap<TypeId, UnionAnswers> {
    let answer = |&id: &TypeId| Some((id, unions::answer(api, api.ty(id).shape.as_union()?)));
    needed.iter().filter_map(answer).collect()
}

/// Warns of each declared union whose branches cannot be told apart.
fn warn_of_unions(
    api: &Api,
    unions: &BTreeMap<TypeId, UnionAnswers>,
    names: &TypeNames,
    found: &mut Diagnostics,
) {
    for (id, name) in &names.name {
        if let (Some(union), Some(answers)) = (api.ty(*id).shape.as_union(), unions.get(id)) {
            unions::warn(api, union, answers, name, &names.variants[id], found);
        }
    }
}

/// Names made of the configured base name, or of the title without the words that every API has.
fn api_names(api: &Api, config: &Config) -> ApiNames {
    let base = config.name.as_ref().map_or_else(|| base_name(&api.title), |name| name.0.clone());
    ApiNames {
        api: format!("{base}Api"),
        auth: format!("{base}Auth"),
        rejections: format!("{base}Rejections"),
        default_rejections: "DefaultRejections".to_owned(),
        server: format!("{base}Server"),
        client: "Client".to_owned(),
        callers: format!("{base}Callers"),
        groups: Vec::new(),
        alternatives: Vec::new(),
        base,
    }
}

/// The same of what the API's owner calls: its users serve `GatewayWebhooks`, and its `WebhookSender` calls them.
fn webhook_names(names: &ApiNames) -> ApiNames {
    let base = format!("{}Webhooks", names.base);
    ApiNames {
        api: base.clone(),
        auth: format!("{base}Auth"),
        rejections: format!("{base}Rejections"),
        default_rejections: "DefaultWebhookRejections".to_owned(),
        server: format!("{base}Server"),
        client: "WebhookSender".to_owned(),
        callers: format!("{base}Callers"),
        groups: Vec::new(),
        alternatives: Vec::new(),
        base,
    }
}

/// What a title says beyond that it is of an API: the names that are made of it say that themselves.
fn base_name(title: &str) -> String {
    const SAID: [&str; 4] = ["Api", "OpenApi", "Server", "Specification"];
    let camel = names::upper_camel(title);
    let mut short = camel.as_str();
    while let Some(rest) = SAID.iter().rev().find_map(|said| short.strip_suffix(said)) {
        short = rest;
    }
    if short.is_empty() || title.is_empty() { "Service".to_owned() } else { short.to_owned() }
}

fn schemes(api: &Api) -> Vec<SchemePlan> {
    let methods = names::fields(api.schemes.iter().map(|scheme| scheme.key.as_str()));
    let wanted: Vec<String> =
        api.schemes.iter().map(|scheme| names::upper_camel(&scheme.key)).collect();
    let types = names::unique(
        &wanted,
        |index| format!("{}Scheme", names::upper_camel(&api.schemes[index].key)),
        "",
    );
    methods
        .into_iter()
        .zip(types)
        .map(|(method, ty)| SchemePlan { method: names::identifier(&method), ty })
        .collect()
}

#[cfg(test)]
mod tests;
