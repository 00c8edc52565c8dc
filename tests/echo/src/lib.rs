//! A server of the feature documents that answers with what it understood.

mod echo;
mod keys;
mod pages;

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

#[cfg(test)]
mod tests {
    use features::runtime::http::Request;
    use features::runtime::server::{Body, Service as _};

    #[tokio::test]
    async fn the_caller_chooses_among_media_types() {
        for (accept, status, media_type) in [
            (None, 200, "application/json"),
            (Some("*/*"), 200, "application/json"),
            (Some("text/*"), 200, "text/plain"),
            (Some("text/csv, application/json;q=0.5"), 200, "text/csv"),
            (
                Some("application/json;q=0, application/*"),
                200,
                "application/vnd.example.order+json",
            ),
            (Some("application/octet-stream"), 200, "application/octet-stream"),
            (Some("what, ever"), 200, "application/json"),
            (Some("audio/*"), 406, "application/json"),
            (Some("*/*;q=0"), 406, "application/json"),
        ] {
            let mut request = Request::get("/negotiated");
            if let Some(accept) = accept {
                request = request.header("Accept", accept);
            }
            let request = request.body(Body::empty()).expect("a request");
            let Ok(answer) = super::server("secret").call(request).await;
            let said = (answer.status().as_u16(), &answer.headers()["content-type"]);
            assert_eq!((said.0, said.1.to_str().ok()), (status, Some(media_type)), "{accept:?}");
        }
    }
}
