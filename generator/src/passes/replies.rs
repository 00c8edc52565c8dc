//! Answers that many operations have in common: each is one enum, and theirs are other names of it.
//!
//! In: the plans of all operations. Out: the shared enums; the plans say which of them theirs are. What refuses a call
//! is then handled in one place, whichever operation was called; and what most calls succeed with, a single status with
//! JSON or nothing, is a type of the runtime.

use std::collections::BTreeSet;

use super::names;
use super::plan::{BodyPlan, Item, OperationPlan, ResponsesPlan, RustType, Scalar, SharedReplies};
use crate::ir::{Codec, Status};

/// How many operations must have the same answers.
const MANY: usize = 3;

/// Finds the enums that operations share and names those of errors; `taken` are the names of all other types, to which these are
/// added.
pub(super) fn share(
    items: &[Item],
    operations: [&mut [OperationPlan]; 2],
    taken: &mut BTreeSet<String>,
) -> Vec<ResponsesPlan> {
    let mut kinds: Vec<Vec<&mut ResponsesPlan>> = Vec::new();
    for planned in operations.into_iter().flatten() {
        planned.success.shared = of_runtime(&planned.success).map(SharedReplies::Runtime);
        let error = &mut planned.error;
        if error.variants.is_empty() {
            error.shared = Some(SharedReplies::Runtime("NoError"));
            continue;
        }
        match kinds.iter_mut().find(|kind| kind[0].variants == error.variants) {
            Some(kind) => kind.push(error),
            None => kinds.push(vec![error]),
        }
    }
    let mut shared = Vec::new();
    for kind in kinds.iter_mut().filter(|kind| kind.len() >= MANY) {
        let name = name(items, kind[0], taken);
        shared.push(ResponsesPlan { name: name.clone(), ..kind[0].clone() });
        for error in kind {
            error.shared = Some(SharedReplies::Declared(name.clone()));
        }
    }
    shared.sort_by(|a, b| a.name.cmp(&b.name));
    shared
}

/// The type of the runtime that says all there is to say of a success.
fn of_runtime(success: &ResponsesPlan) -> Option<&'static str> {
    let [only] = &success.variants[..] else { return None };
    if !only.headers.is_empty() {
        return None;
    }
    match (only.status, &only.body) {
        (Status::Code(200), None) => Some("Empty200"),
        (Status::Code(201), None) => Some("Empty201"),
        (Status::Code(202), None) => Some("Empty202"),
        (Status::Code(204), None) => Some("Empty204"),
        (Status::Code(200), Some(body)) if is_usual_json(body) => Some("Json200"),
        (Status::Code(201), Some(body)) if is_usual_json(body) => Some("Json201"),
        (Status::Code(202), Some(body)) if is_usual_json(body) => Some("Json202"),
        (Status::Code(_) | Status::Range(_) | Status::Default, _) => None,
    }
}

/// Whether a body is of one media type, `application/json`, and described.
fn is_usual_json(body: &BodyPlan) -> bool {
    let [content] = &body.contents[..] else { return false };
    content.codec == Codec::Json
        && content.media_type == "application/json"
        && content.rust != RustType::Scalar(Scalar::Bytes)
}

/// A name that tells the statuses, so that it stays the same whatever becomes of other operations: `Error400_404`. Where
/// other answers have these too, the first body tells them apart.
fn name(items: &[Item], error: &ResponsesPlan, taken: &mut BTreeSet<String>) -> String {
    let stem = stem(error);
    let mut bodies = error.variants.iter().filter_map(|variant| variant.body.as_ref());
    let body = bodies.find_map(|body| {
        let RustType::Item(item) = body.contents[0].rust else { return None };
        Some(&items[item.0 as usize].name)
    });
    let with_body = body.map(|body| format!("{stem}Of{body}"));
    names::claim_free(&stem, with_body, "V", taken)
}

/// `Error400_404`, `Error401_5xx`, `DefaultError`, `Error400OrDefault`
fn stem(error: &ResponsesPlan) -> String {
    let statuses = || error.variants.iter().map(|variant| variant.status);
    let mut codes = String::new();
    for status in statuses() {
        // Rust wants no underscore beside a letter.
        let between = if codes.ends_with(|char: char| char.is_ascii_digit()) { "_" } else { "" };
        match status {
            Status::Code(code) => codes.extend([between, &code.to_string()]),
            Status::Range(range) => codes.extend([between, &range.to_string(), "xx"]),
            Status::Default => {}
        }
    }
    match (&codes[..], statuses().any(|status| status == Status::Default)) {
        ("", _) => "DefaultError".to_owned(),
        (codes, false) => format!("Error{codes}"),
        (codes, true) => format!("Error{codes}OrDefault"),
    }
}
