//! What a client is built with, and what single calls may have otherwise.

use std::fmt;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue};

use super::target;
use super::{BuildError, Retry};
use crate::operation::HeaderNames;
use crate::secret::Secret;

/// How long things may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// To connect; kept by the transport.
    pub connect: Duration,
    /// One attempt, from the request to the end of its answer; also one request for a token.
    pub attempt: Duration,
    /// The whole call: attempts, waits and tokens.
    pub call: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(60),
        }
    }
}

/// What differs for some calls; what is not set stays as the client was built.
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(super) base: Option<String>,
    timeouts: Option<Timeouts>,
    call: Option<Duration>,
    retry: Option<Retry>,
    headers: HeaderMap,
    extensions: Extensions,
}

impl CallOptions {
    /// As the client was built.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long things may take.
    #[must_use]
    pub fn timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts: Some(timeouts), ..self }
    }

    /// How long the whole call may take.
    #[must_use]
    pub fn timeout(self, call: Duration) -> Self {
        Self { call: Some(call), ..self }
    }

    /// When to try again.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry: Some(retry), ..self }
    }

    /// One attempt only.
    #[must_use]
    pub fn no_retry(self) -> Self {
        self.retry(Retry::none())
    }

    /// A header, in place of the client's own of that name; a parameter of the operation goes before both.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// A token for these calls, in place of what the client would say of itself.
    pub fn bearer(self, token: &Secret) -> Result<Self, BuildError> {
        let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
        let mut value = value.map_err(|error| BuildError::new("token", error))?;
        value.set_sensitive(true);
        Ok(self.header(AUTHORIZATION, value))
    }

    /// Another base URL, also where the description names a server for the operation.
    pub fn base(self, base: &str) -> Result<Self, BuildError> {
        Ok(Self { base: Some(target::base(base)?), ..self })
    }

    /// Something for the transport and its layers, in the extensions of each request.
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }
}

/// Values of headers may be secrets.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("base", &self.base)
            .field("timeouts", &self.timeouts)
            .field("call", &self.call)
            .field("retry", &self.retry)
            .field("headers", &HeaderNames(&self.headers))
            .finish_non_exhaustive()
    }
}

/// How a client's calls are made, each option decided.
#[derive(Clone)]
pub(crate) struct Settings {
    /// Everything goes to the base URL, also what the description has served elsewhere.
    pub(crate) one_base: bool,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Retry,
    pub(crate) headers: HeaderMap,
    pub(crate) extensions: Extensions,
}

impl Settings {
    /// With the options of some calls.
    pub(crate) fn with(&self, options: CallOptions) -> Self {
        let mut settings = self.clone();
        settings.one_base |= options.base.is_some();
        settings.timeouts = options.timeouts.unwrap_or(settings.timeouts);
        settings.timeouts.call = options.call.unwrap_or(settings.timeouts.call);
        settings.retry = options.retry.unwrap_or(settings.retry);
        for name in options.headers.keys() {
            settings.headers.remove(name);
        }
        for (name, value) in &options.headers {
            settings.headers.append(name, value.clone());
        }
        settings.extensions.extend(options.extensions);
        settings
    }
}
