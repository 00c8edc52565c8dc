//! Rows, a few at a time: the answers of the operations whose answers are pages.

use features::models::{
    ListByAddressOkBody, ListByCursorOkBody, ListByCursorOkBodyPaging, ListByNumberOkBody,
    ListByNumberOkBodyFound, Row,
};
use features::operations::{
    ListByAddressRequest, ListByAddressSuccess, ListByCursorError, ListByCursorRequest,
    ListByCursorSuccess, ListByLinkRequest, ListByLinkSuccess, ListByNumberRequest,
    ListByNumberSuccess, ListByOffsetRequest, ListByOffsetSuccess,
};
use features::runtime::patch::Patch;

/// How many rows there are.
const ALL: i64 = 7;

/// How many a page has where nobody says.
const USUAL: i64 = 3;

/// The rows behind one, and whether there are more behind them.
fn page(after: i64, limit: Option<i64>) -> (Vec<Row>, bool) {
    let last = after.saturating_add(limit.unwrap_or(USUAL)).min(ALL);
    ((after.saturating_add(1)..=last).map(Row::new).collect(), last < ALL)
}

fn last(rows: &[Row]) -> i64 {
    rows.last().map_or(0, |row| row.number)
}

/// Cursors are words that mean something here alone.
pub(crate) fn by_cursor(
    request: &ListByCursorRequest,
) -> Result<ListByCursorSuccess, ListByCursorError> {
    let after = match &request.cursor {
        Some(cursor) => {
            let after = cursor.strip_prefix("behind=").and_then(|after| after.parse().ok());
            after.filter(|after| *after > 0).ok_or(ListByCursorError::Gone)?
        }
        None => 0,
    };
    let (rows, more) = page(after, request.limit);
    let next = if more { Patch::Value(format!("behind={}", last(&rows))) } else { Patch::Null };
    let paging = Some(ListByCursorOkBodyPaging { next });
    Ok(ListByCursorSuccess::Ok(ListByCursorOkBody { paging, rows }))
}

pub(crate) fn by_offset(request: &ListByOffsetRequest) -> ListByOffsetSuccess {
    let (body, _) = page(request.offset, request.limit);
    ListByOffsetSuccess::Ok { x_total_count: ALL, body }
}

/// Where there are no rows, the body does not speak of them.
pub(crate) fn by_number(request: &ListByNumberRequest) -> ListByNumberSuccess {
    let before = request.page.unwrap_or(1) - 1;
    let (rows, more) = page(before.saturating_mul(request.limit.unwrap_or(USUAL)), request.limit);
    let found = (!rows.is_empty()).then_some(ListByNumberOkBodyFound { rows: Some(rows) });
    ListByNumberSuccess::Ok(ListByNumberOkBody { found, more: Some(more) })
}

pub(crate) fn by_link(request: &ListByLinkRequest) -> ListByLinkSuccess {
    let (body, more) = page(request.after.unwrap_or(0), request.limit);
    if body.is_empty() {
        return ListByLinkSuccess::NoContent;
    }
    let next = address(&body, request.limit);
    let link = more.then(|| format!("</pages/link>; rel=first, <{next}>; rel=\"next\""));
    ListByLinkSuccess::Ok { link, body }
}

pub(crate) fn by_address(request: &ListByAddressRequest) -> ListByAddressSuccess {
    let (rows, more) = page(request.after.unwrap_or(0), request.limit);
    let next = more.then(|| address(&rows, request.limit));
    ListByAddressSuccess::Ok(ListByAddressOkBody { next, rows })
}

/// The same list, behind a page.
fn address(rows: &[Row], limit: Option<i64>) -> String {
    let limit = limit.map(|limit| format!("&limit={limit}")).unwrap_or_default();
    format!("?after={}{limit}", last(rows))
}
