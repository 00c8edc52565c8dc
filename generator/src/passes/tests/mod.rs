//! Descriptions in, outlines of plans out: what a document's types, names and operations become.

mod outline;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, Memory, load_memory};
use crate::lower::lower;
use crate::read::read;
use crate::source::Sources;

use super::{Plan, plan};

/// The plan of a document, with everything that was found on the way.
fn plan_of(text: &str, config: &str) -> (Plan, Sources, Diagnostics) {
    let mut found = Diagnostics::default();
    let texts = Memory::from([("openapi.yaml".to_owned(), text.to_owned())]);
    let sources = load_memory("openapi.yaml", &texts, &LoadOptions::default(), &mut found)
        .expect("the document is in memory");
    let description = read(&sources, &mut found).expect("the document is OpenAPI");
    let config = Config::parse(config, std::path::Path::new("specwright.toml"))
        .expect("the configuration is valid");
    let api = lower(&description, &sources, &config, &mut found);
    (plan(api, &config, &mut found), sources, found)
}
