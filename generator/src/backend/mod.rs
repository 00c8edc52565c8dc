//! Plan to files: one back end for each kind of thing we generate.
//!
//! In: `&Plan` and the configuration. Out: files of tokens or text. Back ends cannot fail: they see no document and have
//! no diagnostics to give. They print what the passes decided and decide nothing themselves.

mod client;
mod features;
mod listing;
pub(crate) mod manifest;
mod models;
mod modules;
mod operations;
pub(crate) mod rust;
mod server;

use crate::config::{self, Config};
use crate::output::template::Templates;
use crate::output::{Layout, OutputFile};
use crate::passes::{ApiNames, GroupPlan, OperationPlan, Plan};

/// What one party serves and another calls.
pub(crate) struct Side<'a> {
    pub(crate) plan: &'a Plan,
    /// What its traits, server and client are called.
    pub(crate) names: &'a ApiNames,
    pub(crate) operations: &'a [OperationPlan],
    /// The function that lists its operations.
    pub(crate) list: &'static str,
    /// What one of them is called in prose.
    pub(crate) word: &'static str,
    /// What the names of its files start with.
    prefix: &'static str,
}

impl<'a> Side<'a> {
    /// The API's operations, which its owner serves.
    pub(crate) fn api(plan: &'a Plan) -> Self {
        Self {
            plan,
            names: &plan.names,
            operations: &plan.operations,
            list: "operations",
            word: "operation",
            prefix: "",
        }
    }

    /// The webhooks and callbacks, which the API's users serve.
    pub(crate) fn webhooks(plan: &'a Plan) -> Self {
        Self {
            plan,
            names: &plan.webhook_names,
            operations: &plan.webhooks,
            list: "webhooks",
            word: "webhook",
            prefix: "webhook_",
        }
    }

    /// The operations that a team serves; the others are stubs.
    pub(crate) fn served(&self) -> impl Iterator<Item = &'a OperationPlan> + use<'a> {
        self.operations.iter().filter(|operation| !operation.stub)
    }

    /// The traits that its operations are divided into, with their names; none where one has them all.
    pub(crate) fn groups(
        &self,
    ) -> impl Iterator<Item = (usize, &'a String, &'a GroupPlan)> + use<'a> {
        let groups = if self.is_webhooks() { &[][..] } else { &self.plan.groups };
        let all = self.names.groups.iter().zip(groups).enumerate();
        let operations = self.operations;
        all.map(|(at, (name, group))| (at, name, group)).filter(move |(at, ..)| {
            operations.iter().any(|operation| operation.group == *at && !operation.stub)
        })
    }

    /// Whether it is what the API's users serve.
    pub(crate) fn is_webhooks(&self) -> bool {
        self.list == "webhooks"
    }
}

/// Every file of the output. A back end gives files of items (`src/models/contact.rs`) that `modules` ties together.
pub(crate) fn files(plan: &Plan, config: &Config, templates: &Templates) -> Vec<OutputFile> {
    let mut items = models::files(plan);
    // A document may hold schemas alone, or only what is sent to its readers.
    let sides = [Side::api(plan), Side::webhooks(plan)];
    let called: Vec<&Side<'_>> = sides.iter().filter(|side| !side.operations.is_empty()).collect();
    if !called.is_empty() && (config.client || config.server) {
        items.extend(operations::files(plan, config));
    }
    for side in called {
        if config.server {
            items.extend(server::files(side));
        }
        if config.client {
            items.extend(client::files(side));
        }
    }
    items.extend(rust::common_docs(plan, config.layout));
    let mut needs = manifest::needs(&items);
    needs.extend(operations::need_xml(plan).then_some("xml"));
    let mut files = modules::arrange(plan, config, items);
    if config.layout != config::Layout::Single {
        files.push(listing::file(plan, config));
    }
    files.extend(manifest::files(plan, config, templates, &needs));
    files
}

/// How the items of a file reach those of others.
pub(crate) fn layout(config: &Config, path: &str) -> Layout {
    match config.layout {
        config::Layout::Crate => Layout::Crate,
        config::Layout::Single => Layout::Single,
        config::Layout::Module if path == "mod.rs" => Layout::Module { depth: 0 },
        config::Layout::Module => Layout::Module { depth: path.split('/').count() },
    }
}
