//! Which value of an error enum a status means: by words that such values are made of.

use crate::ir::Status;

/// Words for a status, the most telling first.
#[allow(clippy::too_many_lines, reason = "a table")]
fn words(status: Status) -> &'static [&'static str] {
    const BAD: &[&str] = &[
        "malformed",
        "badrequest",
        "invalidrequest",
        "invalid",
        "validation",
        "bad",
        "request",
        "client",
    ];
    match status {
        Status::Code(401) => &[
            "unauthenticated",
            "notauthenticated",
            "unauthor",
            "notauthor",
            "authentication",
            "invalidtoken",
            "invalidclient",
            "credential",
            "token",
            "auth",
        ],
        Status::Code(403) => &[
            "forbidden",
            "notpermitted",
            "permission",
            "denied",
            "accessdenied",
            "notallowed",
            "unauthor",
            "notauthor",
            "auth",
        ],
        Status::Code(404) => {
            &["notfound", "nosuch", "unknown", "missing", "invalidrequest", "badrequest", "invalid"]
        }
        Status::Code(405) => &[
            "methodnotallowed",
            "notallowed",
            "method",
            "notimplemented",
            "unsupported",
            "badrequest",
            "invalid",
        ],
        Status::Code(406) => &[
            "notacceptable",
            "accept",
            "unsupported",
            "badrequest",
            "invalidrequest",
            "invalid",
            "malformed",
        ],
        Status::Code(413) => {
            &["toolarge", "payload", "size", "badrequest", "invalidrequest", "invalid", "malformed"]
        }
        Status::Code(415) => &[
            "unsupportedmedia",
            "mediatype",
            "unsupported",
            "badrequest",
            "invalidrequest",
            "malformed",
            "invalid",
        ],
        Status::Code(422) => &[
            "unprocessable",
            "invalidrequest",
            "validation",
            "invalid",
            "badrequest",
            "malformed",
            "request",
        ],
        Status::Code(501) => {
            &["notimplemented", "unsupported", "internal", "unexpected", "fault", "server", "error"]
        }
        Status::Code(500..=599) | Status::Range(5) => &[
            "internal",
            "unexpected",
            "servererror",
            "systemerror",
            "server",
            "system",
            "technical",
            "fault",
            "failure",
            "error",
            "unknown",
            "general",
        ],
        Status::Code(_) | Status::Range(_) => BAD,
        Status::Default => &[
            "unexpected",
            "internal",
            "unknown",
            "general",
            "error",
            "fault",
            "badrequest",
            "invalid",
        ],
    }
}

/// The index of the value that a status means; among equals the one that speaks of the API itself.
pub(super) fn choose(status: Status, values: &[&str], base: &str) -> Option<usize> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|char| char.to_ascii_lowercase())
            .collect()
    };
    let values: Vec<String> = values.iter().map(|value| plain(value)).collect();
    let base = plain(base);
    let by_number = match status {
        Status::Code(code) => values.iter().position(|value| *value == code.to_string()),
        Status::Range(_) | Status::Default => None,
    };
    by_number.or_else(|| {
        words(status).iter().find_map(|word| {
            let mut hits =
                (0..values.len()).filter(|at| values[*at].contains(word)).collect::<Vec<_>>();
            hits.sort_by_key(|at| (!values[*at].contains(&base), values[*at].len()));
            hits.first().copied()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_values() {
        let gateway = [
            "GATEWAY_FAULT",
            "INVALID_REQUEST",
            "MALFORMED_REQUEST",
            "NOT_AUTHORISED",
            "NOT_FOUND",
            "NOT_IMPLEMENTED",
            "SUPPLIER_FAULT",
            "SUPPLIER_TIMED_OUT",
            "TENANT_FAULT",
        ];
        let stripe = ["api_error", "card_error", "idempotency_error", "invalid_request_error"];
        for (status, values, expected) in [
            (Status::Code(400), &gateway[..], Some("MALFORMED_REQUEST")),
            (Status::Code(401), &gateway, Some("NOT_AUTHORISED")),
            (Status::Code(403), &gateway, Some("NOT_AUTHORISED")),
            (Status::Code(404), &gateway, Some("NOT_FOUND")),
            (Status::Code(422), &gateway, Some("INVALID_REQUEST")),
            (Status::Code(500), &gateway, Some("GATEWAY_FAULT")),
            (Status::Code(501), &gateway, Some("NOT_IMPLEMENTED")),
            (Status::Range(5), &gateway, Some("GATEWAY_FAULT")),
            (Status::Code(400), &stripe, Some("invalid_request_error")),
            (Status::Code(401), &["a", "b"], None),
            (Status::Code(429), &["429", "bad"], Some("429")),
        ] {
            let found = choose(status, values, "Gateway").map(|at| values[at]);
            assert_eq!(found, expected, "{status:?}");
        }
    }
}
