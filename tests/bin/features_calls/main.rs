//! Calls the operations of the feature documents with their generated client, for a judge of requests to look at.
//!
//! `features_calls URL` sends the value of each row of `tests/wire/features.yaml`, and requests for the operations that have
//! no rows. It prints a line an operation and a line for each request that was found fault with, and exits with 1 where there
//! is one, or where an operation was neither called nor spared. Words after the URL choose operations.

mod judge;
mod requests;
mod rows;
mod spared;

use std::process::ExitCode;

use features::client::Client;
use features::operations::operations;
use specwright_runtime::client::{Credential, Retry};

use judge::Judge;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(url) = arguments.next() else {
        eprintln!("usage: features_calls URL [OPERATION]...");
        return ExitCode::from(2);
    };
    let client = match client(&url) {
        Ok(client) => client,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut judge = Judge::new(client.core().clone(), arguments.collect());
    rows::send(&mut judge).await;
    requests::send(&mut judge).await;
    let known: Vec<&str> = operations().iter().map(|meta| meta.id).collect();
    let wrong = judge.finish(&known);
    println!("{wrong} wrong");
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A client with something to say to every scheme.
fn client(url: &str) -> Result<Client, impl std::fmt::Display> {
    let digest = r#"username="user", realm="api", nonce="abc", uri="digest", response="abc""#;
    let bearer = || Credential::Bearer("token".into());
    Client::builder(url)
        .retry(Retry::none())
        .api_key("keyInHeader", "key")
        .api_key("keyInQuery", "key")
        .api_key("keyInCookie", "key")
        .credential("basic", Credential::Basic("user".to_owned(), "word".into()))
        .credential("bearer", bearer())
        .credential("openId", bearer())
        .credential("oauth2", bearer())
        .credential("digest", Credential::Other(digest.into()))
        .build()
}
