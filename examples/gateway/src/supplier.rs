//! The stub that stands in for the suppliers: a test says by headers what it is to decide, and when.

use std::time::Duration;

use fibre_gateway::runtime::server::Context;

/// What the supplier makes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Accepted,
    Rejected,
    /// It took the request and has not decided.
    Pending,
    /// It could not be reached.
    Unreachable,
}

/// A decision, and how long it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) decision: Decision,
    pub(crate) delay: Duration,
}

/// Reads `X-Scenario` (`AMENDMENT_ACCEPTED` where it is missing and `what` is `AMENDMENT`) and `X-Kci-Delay`, in seconds.
///
/// Fails with a sentence where one of them says nothing that is known.
pub(crate) fn scenario(cx: &Context, what: &str) -> Result<Scenario, String> {
    let name = cx.header("X-Scenario").unwrap_or_default();
    let decision = match name.strip_prefix(what) {
        Some("_ACCEPTED") => Decision::Accepted,
        Some("_REJECTED") => Decision::Rejected,
        Some("_PENDING") => Decision::Pending,
        Some("_UNREACHABLE") => Decision::Unreachable,
        _ if name.is_empty() => Decision::Accepted,
        _ => {
            return Err(format!(
                "header X-Scenario: {what}_ACCEPTED, _REJECTED, _PENDING or _UNREACHABLE"
            ));
        }
    };
    let seconds = cx.header("X-Kci-Delay").unwrap_or("0").parse::<u32>();
    let seconds = seconds.map_err(|_| "header X-Kci-Delay: a number of seconds")?;
    Ok(Scenario { decision, delay: Duration::from_secs(seconds.into()) })
}
