//! A server of the feature documents that answers with what it understood.

mod echo;
mod keys;

use std::collections::BTreeMap;

use features::runtime::serde_json::Value;
use features::runtime::server::Refusal;
use features::server::{FeaturesRejections, FeaturesServer};

pub use echo::Echo;
pub use keys::{By, Keys};

/// The refusals that the documents leave to the team: a body of no schema in particular.
pub struct Rejections;

impl FeaturesRejections for Rejections {
    fn any_other_text(&self, refusal: &Refusal) -> BTreeMap<String, Value> {
        BTreeMap::from([("reason".to_owned(), refusal.message().into())])
    }
}

/// The server; its schemes let in whoever knows the secret.
pub fn server(secret: impl Into<String>) -> FeaturesServer<Echo, Rejections> {
    FeaturesServer::with_rejections(Echo, Keys(secret.into()), Rejections)
}
