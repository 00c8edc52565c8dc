//! What came of each request.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use specwright_runtime::client::Core;
use specwright_runtime::operation::{Operation, Raw, ReadReply, WriteRequest};

use super::spared;

/// Sends requests, and counts what was found fault with.
pub(crate) struct Judge {
    core: Core,
    /// Operations to call; all where it is empty.
    only: BTreeSet<String>,
    /// How often each was called.
    called: BTreeMap<&'static str, usize>,
    wrong: usize,
}

impl Judge {
    pub(crate) fn new(core: Core, only: BTreeSet<String>) -> Self {
        Self { core, only, called: BTreeMap::new(), wrong: 0 }
    }

    /// Whether an operation is to be called.
    pub(crate) fn wants(&self, id: &str) -> bool {
        let chosen = self.only.is_empty() || self.only.contains(id);
        chosen && spared::operation(id).is_none()
    }

    /// Sends a request, which must not be found fault with.
    pub(crate) async fn call<Q>(&mut self, request: &Q)
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest + Sync,
    {
        self.call_about("", request).await;
    }

    /// The same, and says what the request was about where it is.
    pub(crate) async fn call_about<Q>(&mut self, about: &str, request: &Q)
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest + Sync,
    {
        let id = Q::META.id;
        if !self.wants(id) {
            return;
        }
        *self.called.entry(id).or_default() += 1;
        let complaint = match self.core.raw(request).await {
            Err(error) => Some(error.to_string()),
            Ok(answer) => complaint::<Q>(&answer),
        };
        if let Some(complaint) = complaint {
            self.wrong += 1;
            println!("{id}{about}: {complaint}");
        }
    }

    /// Says how often each operation was called, or why it was not; how much was wrong.
    pub(crate) fn finish(mut self, known: &[&'static str]) -> usize {
        for id in known.iter().filter(|id| self.only.is_empty() || self.only.contains(**id)) {
            match (self.called.get(id), spared::operation(id)) {
                (Some(calls), _) => println!("{id}: {calls} requests"),
                (None, Some(why)) => println!("{id}: spared: {why}"),
                (None, None) => {
                    self.wrong += 1;
                    println!("{id}: nobody calls it");
                }
            }
        }
        for id in spared::names().filter(|id| !known.contains(id)) {
            self.wrong += 1;
            println!("{id}: is spared, and no operation");
        }
        self.wrong
    }
}

/// What is wrong with an answer, or with the request that it answers.
fn complaint<Q: Operation<Success: ReadReply>>(answer: &Raw) -> Option<String> {
    let text = String::from_utf8_lossy(&answer.body);
    let violations = answer.headers.get("sl-violations").and_then(|found| found.to_str().ok());
    let violations: Vec<Value> =
        violations.and_then(|found| serde_json::from_str(found).ok()).unwrap_or_default();
    // Prism judges its own answers as well.
    let ours = violations.iter().find(|violation| violation["location"][0] != "response");
    if let Some(violation) = ours {
        return Some(violation.to_string());
    }
    let is_read = spared::is_read(Q::META.id);
    // It has judged the request by the time that it answers.
    if !is_read && (!violations.is_empty() || text.contains("Cannot find serializer")) {
        return None;
    }
    if answer.status.as_u16() >= 400 {
        return Some(format!("{} {text}", answer.status));
    }
    if !is_read {
        return None;
    }
    match Q::Success::read(answer) {
        Ok(Some(_)) => None,
        Ok(None) => Some(format!("{} is not declared", answer.status)),
        Err(found) => Some(format!("{:?} in {text}", found.0)),
    }
}
