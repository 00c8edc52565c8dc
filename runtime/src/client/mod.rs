//! The core of clients: from a generated method to a request on the wire, and back to a declared answer.
//!
//! In: requests and answers that generated tables write and read. Out: the answer, or an error that says which of a few
//! things went wrong. Credentials, retries, timeouts and spans live here, behind one function that is not generic.

mod builder;
mod core;
mod credentials;
mod error;
mod oauth2;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod transport;

pub use self::core::{CallOptions, Core, Timeouts};
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use crate::operation::{Body, BoxError, BoxFuture, Raw};
pub use builder::{BuildError, Builder, in_process};
pub use credentials::{Credential, TokenSource};
pub use error::{Answer, AuthFailure, ClientError, Phase, Reply, TransportError, Undecoded};
pub use oauth2::ClientCredentials;
pub use retry::Retry;
pub use transport::{InProcess, Transport};
