//! How a client is made.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::core::{Core, Inner};
use super::credentials::Credentials;
use super::oauth2::Tokens;
use super::retry::Budget;
use super::{
    CallOptions, ClientCredentials, Credential, InProcess, Retry, Timeouts, TokenSource, Transport,
};
use crate::operation::BoxError;
use crate::secret::Secret;

/// Makes a generated client.
pub struct Builder<C> {
    base: String,
    transport: Option<Arc<dyn Transport>>,
    credentials: Credentials,
    timeouts: Timeouts,
    retry: Retry,
    headers: HeaderMap,
    most_bytes: usize,
    wrong: Option<BuildError>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> Builder<C> {
    /// A client of the API at a base URL.
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            transport: None,
            credentials: Credentials::default(),
            timeouts: Timeouts::default(),
            retry: Retry::default(),
            headers: HeaderMap::new(),
            most_bytes: 64 << 20,
            wrong: None,
            client: PhantomData,
        }
    }

    /// A client whose every call says where it goes.
    pub fn anywhere() -> Self {
        // RFC 2606 §2: a name that leads nowhere.
        Self::new("http://webhook.invalid")
    }

    /// Fetches tokens by OAuth2's client credentials; their scopes come from the document.
    #[must_use]
    pub fn oauth2_client_credentials(
        self,
        token_url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        self.oauth2(ClientCredentials::new(token_url, id, secret))
    }

    /// The same, with more to say of the token endpoint.
    #[must_use]
    pub fn oauth2(mut self, client: ClientCredentials) -> Self {
        self.credentials.endpoints.push((None, client));
        self
    }

    /// A bearer token that does not change.
    #[must_use]
    pub fn bearer(mut self, token: impl Into<Secret>) -> Self {
        self.credentials.general.push(Credential::Bearer(token.into()));
        self
    }

    /// Bearer tokens from a source of your own.
    #[must_use]
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.credentials.general.push(Credential::Source(Arc::new(source)));
        self
    }

    /// A user name and password.
    #[must_use]
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credentials.general.push(Credential::Basic(user.into(), password.into()));
        self
    }

    /// The key of a scheme, by its name in the document.
    #[must_use]
    pub fn api_key(self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.credential(scheme, Credential::ApiKey(key.into()))
    }

    /// The credential of a scheme, by its name in the document.
    #[must_use]
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.by_scheme.insert(scheme.into(), credential);
        self
    }

    /// How long things may take.
    #[must_use]
    pub fn timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// When to try again.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// The longest answer that is read, in bytes.
    #[must_use]
    pub fn most_bytes(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    /// A header of every request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            (Err(error), _) => self.wrong = Some(BuildError::new("header name", error)),
            (_, Err(error)) => self.wrong = Some(BuildError::new("header value", error)),
        }
        self
    }

    /// How requests leave; without it, by reqwest.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    pub fn build(self) -> Result<C, BuildError> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        let base = checked(&self.base)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.timeouts)?,
        };
        let mut credentials = self.credentials;
        for (scheme, mut client) in std::mem::take(&mut credentials.endpoints) {
            if client.url.starts_with('/') {
                client.url = format!("{base}{}", client.url);
            }
            let source: Arc<dyn TokenSource> =
                Arc::new(Tokens::new(client, Arc::clone(&transport), self.timeouts.attempt));
            match scheme {
                Some(scheme) => {
                    credentials.by_scheme.insert(scheme, Credential::Source(source));
                }
                None => credentials.general.push(Credential::Source(source)),
            }
        }
        let inner = Inner {
            transport,
            credentials,
            headers: self.headers,
            most_bytes: self.most_bytes,
            budget: Budget::new(),
        };
        let options = CallOptions {
            base: Some(base),
            timeouts: Some(self.timeouts),
            retry: Some(self.retry),
            ..CallOptions::default()
        };
        Ok(Core::new(inner, options).into())
    }
}

/// A client of a server in the same process: no sockets, no waiting, the same bytes.
#[allow(clippy::missing_panics_doc, reason = "the base URL is one, and there is a transport")]
pub fn in_process<C: From<Core>, S>(server: S) -> C
where
    InProcess<S>: Transport,
{
    let builder =
        Builder::new("http://in-process").transport(InProcess(server)).retry(Retry::none());
    builder.build().expect("the base URL is one, and there is a transport")
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base", &self.base)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

/// A base URL without the slash at its end.
pub(crate) fn checked(base: &str) -> Result<String, BuildError> {
    let uri: Uri =
        base.parse().map_err(|error: http::uri::InvalidUri| BuildError::new("base URL", error))?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    if !known || uri.authority().is_none() || uri.query().is_some() {
        return Err(BuildError::new(
            "base URL",
            "it has to be `http://` or `https://`, a host and at most a path",
        ));
    }
    Ok(base.trim_end_matches('/').to_owned())
}

#[cfg(feature = "reqwest")]
fn default_transport(timeouts: &Timeouts) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::Reqwest::new(timeouts.connect)
        .map_err(|error| BuildError::new("transport", error))?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Timeouts) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "transport",
        "none is given, and the feature `reqwest` of the runtime is off",
    ))
}

/// Why a client cannot be made.
#[derive(Debug)]
pub struct BuildError {
    what: &'static str,
    source: BoxError,
}

impl BuildError {
    pub(crate) fn new(what: &'static str, source: impl Into<BoxError>) -> Self {
        Self { what, source: source.into() }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client's {} is wrong: {}", self.what, self.source)
    }
}

impl std::error::Error for BuildError {}
