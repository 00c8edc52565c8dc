//! How the server is put together: which trait an operation belongs to, which are not served yet, and which statuses
//! refusals have.

use super::names;
use super::plan::{ApiNames, GroupPlan, Refused};
use crate::config::{Config, Groups, OperationFilter, StatusCode};
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Operation, Status};

/// The traits that the operations are divided into: one for each first tag, in the order that the document lists tags in,
/// and one for operations without a tag. Names them in `own`.
pub(super) fn groups(api: &Api, config: &Config, own: &mut ApiNames) -> Vec<GroupPlan> {
    if config.groups == Groups::One {
        return Vec::new();
    }
    let mut tags: Vec<Option<&String>> = api.tags.iter().map(|(tag, _)| Some(tag)).collect();
    tags.extend(api.operations.iter().map(|operation| operation.tags.first()));
    let mut used: Vec<Option<&String>> = Vec::new();
    for tag in tags {
        let is_used = api.operations.iter().any(|operation| operation.tags.first() == tag);
        if is_used && !used.contains(&tag) {
            used.push(tag);
        }
    }
    let stem = |tag: Option<&String>| -> String {
        let camel = tag.map_or_else(|| "Other".to_owned(), |tag| names::upper_camel(tag));
        let short = camel.strip_suffix("Api").filter(|short| !short.is_empty());
        short.map_or(camel.clone(), str::to_owned)
    };
    // What is called after the whole API goes first.
    let mut wanted = vec![own.api.clone(), own.callers.clone()];
    wanted.extend(used.iter().map(|tag| format!("{}Api", stem(*tag))));
    let longer = |index: usize| match index {
        0 | 1 => wanted[index].clone(),
        _ => format!("{}TagApi", stem(used[index - 2])),
    };
    own.groups = names::unique(&wanted, longer, "").split_off(2);
    let docs = |tag: &String| api.tags.iter().find(|(name, _)| name == tag)?.1.clone();
    let group = |(tag, name): (Option<&String>, &String)| GroupPlan {
        tag: tag.cloned(),
        docs: tag.and_then(docs),
        module: names::snake(name.strip_suffix("Api").unwrap_or(name)),
    };
    used.into_iter().zip(&own.groups).map(group).collect()
}

/// The group of an operation.
pub(super) fn group_of(groups: &[GroupPlan], operation: &Operation) -> usize {
    groups.iter().position(|group| group.tag.as_ref() == operation.tags.first()).unwrap_or(0)
}

/// Whether an operation is not served yet.
pub(super) fn is_stub(config: &Config, id: &str, operation: &Operation) -> bool {
    config.stub.iter().any(|filter| selects(filter, id, operation))
}

pub(super) fn selects(filter: &OperationFilter, id: &str, operation: &Operation) -> bool {
    filter.matches(Some(id), &operation.tags, &operation.method, &operation.path.text)
}

/// Warns of entries of `stub` that name no operation; `ids` are those of all operations and webhooks.
pub(super) fn warn_of_stubs(api: &Api, ids: &[String], config: &Config, found: &mut Diagnostics) {
    let operations: Vec<_> = api.operations.iter().chain(&api.webhooks).zip(ids).collect();
    for filter in &config.stub {
        if !operations.iter().any(|(operation, id)| selects(filter, id, operation)) {
            let message = format!("`{filter}` in `stub` names no operation");
            let finding = Diagnostic::of_configuration(&codes::UNUSED_SELECTOR, message);
            found.push(finding.help("mend its spelling, or remove it"));
        }
    }
}

/// The statuses that the configuration gives refusals.
pub(super) fn statuses(config: &Config) -> Vec<(Refused, u16)> {
    let given = &config.statuses;
    let all: [(Refused, Option<StatusCode>); 10] = [
        (Refused::Malformed, given.malformed),
        (Refused::Missing, given.missing),
        (Refused::Invalid, given.invalid),
        (Refused::Unauthenticated, given.unauthenticated),
        (Refused::Forbidden, given.forbidden),
        (Refused::NotAcceptable, given.not_acceptable),
        (Refused::TooLarge, given.too_large),
        (Refused::UnsupportedMediaType, given.unsupported_media_type),
        (Refused::Unexpected, given.unexpected),
        (Refused::NotImplemented, given.not_implemented),
    ];
    all.into_iter().filter_map(|(refused, code)| Some((refused, code?.0))).collect()
}

/// Warns where a refusal keeps to its usual status, because the operation does not declare the configured one.
pub(super) fn warn_of_statuses(
    api: &Api,
    ids: &[String],
    statuses: &[(Refused, u16)],
    found: &mut Diagnostics,
) {
    for (refused, code) in statuses {
        let mut without =
            api.operations.iter().zip(ids).filter(|(operation, _)| {
                concerns(*refused, operation) && !declares(operation, *code)
            });
        let Some((first, id)) = without.next() else { continue };
        let more = match without.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let name = refused.name();
        let message = format!(
            "no {code} is declared by `{id}`{more}, where a refusal for `{name}` keeps its usual status"
        );
        found.push(
            Diagnostic::new(&codes::UNDECLARED_STATUS, first.location, message)
                .on_key()
                .help(format!("declare {code} there, or choose another status for `{name}`")),
        );
    }
}

fn declares(operation: &Operation, code: u16) -> bool {
    operation.responses.iter().any(|response| match response.status {
        Status::Code(known) => known == code,
        Status::Range(class) => u16::from(class) == code / 100,
        Status::Default => true,
    })
}

/// Whether an operation can be refused for a reason at all.
fn concerns(refused: Refused, operation: &Operation) -> bool {
    match refused {
        Refused::Malformed | Refused::Missing | Refused::Invalid => {
            operation.body.is_some() || !operation.parameters.is_empty()
        }
        Refused::Unauthenticated | Refused::Forbidden => !operation.security.is_empty(),
        Refused::TooLarge | Refused::UnsupportedMediaType => operation.body.is_some(),
        Refused::NotAcceptable => {
            operation.responses.iter().any(|response| !response.contents.is_empty())
        }
        Refused::Unexpected => true,
        // Which of them are stubs changes as they are served.
        Refused::NotImplemented => false,
    }
}

impl Refused {
    /// As the configuration spells it.
    fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::NotAcceptable => "not-acceptable",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Unexpected => "unexpected",
            Self::NotImplemented => "not-implemented",
        }
    }
}
