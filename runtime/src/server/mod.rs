//! The core of servers: from a request to the call of a generated trait, and back.
//!
//! In: a generated [`Dispatch`] and requests of any HTTP library. Out: answers, always: refusals and failures speak the
//! document's own words. Route, credentials, `Accept`, media type, size, then parameters and body together; then the
//! team's code; then the answer. Nothing here is generic but the shim that boxes bodies and futures.

mod auth;
#[cfg(feature = "axum")]
mod axum;
mod call;
mod context;
mod failure;
mod hooks;
#[cfg(feature = "listen")]
mod listen;
mod options;
#[cfg(feature = "listen")]
mod progress;
mod refusal;
mod route;
mod serve;
mod share;
mod table;

#[cfg(feature = "axum")]
pub use self::axum::IntoRouter;
pub use crate::operation::{Body, BoxError, BoxFuture, RequestBody};
pub use crate::wire_calls;
pub use auth::{AuthError, Basic, Or, Tried};
pub use call::Call;
pub use context::Context;
pub use failure::{Failure, OrUnexpected, Serving};
pub use hooks::Hooks;
#[cfg(feature = "listen")]
pub use listen::{ConnectionLimits, Listen};
pub use options::{AnswerChecks, Options};
pub use refusal::{Reason, Refusal, RefusalBody};
pub use route::{Route, Router};
pub use serve::{Answer, Dispatch, Host, Outcome, Served};
pub use tower_service::Service;
