//! The core of clients: from a generated method to a request on the wire, and back to a declared answer.
//!
//! In: requests and answers that generated tables write and read. Out: the answer, or an error that says which of a few
//! things went wrong. Credentials, retries, timeouts and spans live here, behind one function that is not generic.

mod attempts;
mod builder;
mod core;
mod credentials;
mod error;
mod methods;
mod oauth2;
mod options;
mod pages;
mod receive;
mod recorded;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod span;
mod target;
mod transport;

pub use self::core::Core;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use crate::operation::{Body, BoxError, BoxFuture, Raw};
pub use crate::wire_methods;
pub use builder::{BuildError, Builder, in_process};
pub use credentials::{Credential, Credentials};
pub use error::{
    Answer, AuthFailure, ClientError, Elapsed, Phase, Reply, TransportError, Undecoded,
};
pub use oauth2::{ClientCredentials, TokenEndpoint};
pub use options::{CallOptions, Timeouts};
pub use pages::{Astray, PageError, PageItems, Pages, Paging, Spot};
pub use recorded::Recorded;
pub use retry::Retry;
pub use transport::{InProcess, Transport};
