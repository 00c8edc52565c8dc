//! What Prism is not asked, or not held to, and why. It knows 3.1, so the documents are put before it as such.

use serde_json::Value;

/// Operations that are not called.
const OPERATIONS: &[(&str, &str)] = &[
    ("byMutualTls", "Prism does not support the scheme, and says so as a violation"),
    ("cookieForm", "Prism does not look at cookies but for keys"),
    ("cookieFormNotExploded", "Prism does not look at cookies but for keys"),
    ("cookieJson", "Prism does not look at cookies but for keys"),
    ("cookies", "`style: cookie` is 3.2's"),
    ("copyOrders", "methods under `additionalOperations` are 3.2's"),
    ("headers", "Prism dies of the headers that it makes up for its answer"),
    ("listOrders", "`in: querystring` is 3.2's"),
    ("listOrdersByJson", "`in: querystring` is 3.2's"),
    ("mixedPrefixed", "`prefixEncoding` is 3.2's, and Prism takes the parts for text"),
    ("pathLabel", "Prism dies of a path parameter with commas in it"),
    ("pathLabelExploded", "Prism looks for commas where this style has dots"),
    ("pathMatrix", "Prism dies of a path parameter with commas in it"),
    ("pathSimple", "Prism dies of a path parameter with commas in it"),
    ("pathSimpleExploded", "Prism dies of a path parameter with commas in it"),
    ("queryPipe", "Prism dies of the style for an object, which it has for lists only"),
    ("querySpace", "Prism dies of the style for an object, which it has for lists only"),
    ("searchOrders", "the method QUERY is 3.2's"),
    ("xml", "Prism takes XML for text"),
    ("xmlNested", "Prism takes XML for text"),
];

/// Operations whose requests are judged and whose answers are not read, for Prism makes none that the document allows.
const ANSWERS: &[(&str, &str)] = &[
    ("bytes", "Prism writes no application/octet-stream"),
    ("download", "Prism writes no application/octet-stream"),
    ("file", "Prism writes no application/pdf"),
    ("jsonAnything", "Prism writes no body for `true`"),
    ("jsonMerge", "Prism makes up text that does not match its pattern"),
    ("lines", "Prism writes no application/jsonl"),
    ("listByOffset", "Prism makes up no number for a header"),
    ("mixed", "Prism writes no multipart/mixed"),
    ("ndjson", "Prism writes no application/x-ndjson"),
    ("nothing", "Prism makes up no number for a header"),
    ("picture", "Prism writes no image/*"),
    ("sequence", "Prism writes no application/json-seq"),
];

/// Which values of an operation's rows are not sent.
type Which = fn(&Value) -> bool;

/// Rows that are not sent; the others of their operations are.
const ROWS: &[(&str, Which, &str)] = &[
    (
        "form",
        |_| true,
        "Prism misses lists and objects in styles that are absent, and reads the last of what is repeated",
    ),
    ("headerSimple", absent_header, "Prism dies of a list or object in a header that is absent"),
    (
        "headerSimpleExploded",
        absent_header,
        "Prism dies of a list or object in a header that is absent",
    ),
    ("jsonAnything", empty, "Prism takes null and false for no body"),
    ("jsonText", empty, "Prism takes null for no body"),
    ("multipart", structured, "Prism takes parts for text, and reads the last of what is repeated"),
    (
        "multipartStyled",
        |_| true,
        "Prism takes parts for text, and misses lists in styles that are absent",
    ),
    (
        "pathDefault",
        |value| text(value, "label").contains('.'),
        "Prism ends a parameter at the first dot that follows it",
    ),
    (
        "queryDeep",
        |value| value["slot"].is_null(),
        "Prism takes an object that is absent for one without members",
    ),
    (
        "queryForm",
        |value| value["slot"].is_null(),
        "Prism takes an object that is absent for one without members",
    ),
    ("queryTypes", wide, "Prism has an integer of 64 bits end at 2^53"),
];

fn absent_header(value: &Value) -> bool {
    value["x_ports"].is_null() || value["x_slot"].is_null()
}

fn empty(value: &Value) -> bool {
    value["body"].is_null() || value["body"] == false
}

fn structured(value: &Value) -> bool {
    ["contact", "tags", "photos"].iter().any(|member| !value["body"][member].is_null())
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn wide(value: &Value) -> bool {
    value["whole"].as_i64().is_some_and(|whole| whole.unsigned_abs() >= 1 << 53)
}

/// Why an operation is not called, if it is not.
pub(crate) fn operation(id: &str) -> Option<&'static str> {
    OPERATIONS.iter().find(|(known, _)| *known == id).map(|(_, why)| *why)
}

/// Every operation that is spared something.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.iter().map(|(id, ..)| *id);
    OPERATIONS.iter().chain(ANSWERS).map(|(id, _)| *id).chain(rows)
}

/// Whether an operation's answers are read.
pub(crate) fn is_read(id: &str) -> bool {
    !ANSWERS.iter().any(|(known, _)| *known == id)
}

/// Whether the value of a row is sent.
pub(crate) fn is_sent(id: &str, value: &Value) -> bool {
    !ROWS.iter().any(|(known, which, _)| *known == id && which(value))
}
