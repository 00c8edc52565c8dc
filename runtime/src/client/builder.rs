//! How a client is made.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{Extensions, HeaderMap, HeaderName, HeaderValue};

use super::core::{Core, Inner};
use super::credentials::{Source, Store};
use super::oauth2::Tokens;
use super::options::Settings;
use super::retry::Budget;
use super::{
    AuthFailure, ClientCredentials, Credential, Credentials, InProcess, Retry, Timeouts,
    TokenEndpoint, Transport, target,
};
use crate::operation::{BoxError, BoxFuture, Need, SchemeKind};
use crate::secret::Secret;

/// Makes a generated client.
pub struct Builder<C> {
    base: String,
    one_base: bool,
    transport: Option<Arc<dyn Transport>>,
    credentials: Vec<(Option<String>, Source)>,
    endpoints: &'static [TokenEndpoint],
    clients: Vec<ClientCredentials>,
    timeouts: Timeouts,
    retry: Retry,
    headers: HeaderMap,
    most_bytes: usize,
    id_header: HeaderName,
    wrong: Option<BuildError>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> Builder<C> {
    /// A client of the API at a base URL.
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            one_base: false,
            transport: None,
            credentials: Vec::new(),
            endpoints: &[],
            clients: Vec::new(),
            timeouts: Timeouts::default(),
            retry: Retry::default(),
            headers: HeaderMap::new(),
            most_bytes: 64 << 20,
            id_header: HeaderName::from_static("x-request-id"),
            wrong: None,
            client: PhantomData,
        }
    }

    /// A client whose every call says where it goes.
    pub fn anywhere() -> Self {
        // RFC 2606 §2: a name that leads nowhere.
        Self::new("http://webhook.invalid")
    }

    /// Where the description says that tokens are to be had; generated clients say so themselves.
    #[must_use]
    pub fn token_endpoints(self, endpoints: &'static [TokenEndpoint]) -> Self {
        Self { endpoints, ..self }
    }

    /// Fetches tokens by OAuth2's client credentials; where, and with which scopes, comes from the description.
    #[must_use]
    pub fn client_credentials(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.oauth2(ClientCredentials::documented(id, secret))
    }

    /// The same at another token endpoint than the description's.
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
        self.clients.push(client);
        self
    }

    /// A bearer token that does not change.
    #[must_use]
    pub fn bearer(self, token: impl Into<Secret>) -> Self {
        self.general(Source::Fixed(Credential::Bearer(token.into())))
    }

    /// A user name and password.
    #[must_use]
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.general(Source::Fixed(Credential::Basic(user.into(), password.into())))
    }

    /// Credentials from a source of your own.
    #[must_use]
    pub fn credentials(self, credentials: impl Credentials) -> Self {
        self.general(Source::Asked(Arc::new(credentials)))
    }

    fn general(mut self, source: Source) -> Self {
        self.credentials.push((None, source));
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
        self.credentials.push((Some(scheme.into()), Source::Fixed(credential)));
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

    /// The header in which the server tells the id it gave a request; `X-Request-ID` without this.
    #[must_use]
    pub fn request_id_header(self, id_header: HeaderName) -> Self {
        Self { id_header, ..self }
    }

    /// Sends everything to the base URL, also operations for which the description names servers of their own.
    #[must_use]
    pub fn one_base(self) -> Self {
        Self { one_base: true, ..self }
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
        let base = target::base(&self.base)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.timeouts)?,
        };
        let mut credentials = Store::default();
        for (scheme, source) in self.credentials {
            credentials.add(scheme, source);
        }
        for client in self.clients {
            for (scheme, url) in token_urls(&client, self.endpoints, &base)? {
                let (client, transport) = (client.clone(), Arc::clone(&transport));
                let tokens = Tokens::new(client, url, transport, self.timeouts.attempt);
                credentials.add(scheme, Source::Asked(Arc::new(tokens)));
            }
        }
        let inner = Inner {
            transport,
            credentials,
            most_bytes: self.most_bytes,
            id_header: self.id_header,
            budget: Budget::new(),
        };
        let settings = Settings {
            one_base: self.one_base,
            timeouts: self.timeouts,
            retry: self.retry,
            headers: self.headers,
            extensions: Extensions::new(),
        };
        Ok(Core::new(inner, settings, base).into())
    }
}

/// The token endpoints of a client, and the scheme that each serves; `None` for all of them.
fn token_urls(
    client: &ClientCredentials,
    endpoints: &[TokenEndpoint],
    base: &str,
) -> Result<Vec<(Option<String>, String)>, BuildError> {
    match &client.url {
        Some(path) if path.starts_with('/') => Ok(vec![(None, format!("{base}{path}"))]),
        Some(url) => Ok(vec![(None, url.clone())]),
        None if endpoints.is_empty() => {
            let why = "the description names none: give it by `oauth2_client_credentials`";
            Err(BuildError::new("token endpoint", why))
        }
        None => {
            let urls = endpoints.iter().map(|endpoint| {
                let url = target::resolve(base, endpoint.url).into_owned();
                (Some(endpoint.scheme.to_owned()), url)
            });
            Ok(urls.collect())
        }
    }
}

/// A client of a server in the same process: no sockets, no waiting, the same bytes. Each security scheme is told
/// `in-process`, so that the server's own `Auth` decides who that is. `base` is the path that the server serves: `/v1`.
#[allow(clippy::missing_panics_doc, reason = "the base URL is one, and there is a transport")]
pub fn in_process<C: From<Core>, S>(server: S, base: &str) -> C
where
    InProcess<S>: Transport,
{
    let builder = Builder::new(format!("http://in-process{base}")).transport(InProcess(server));
    let builder = builder.retry(Retry::none()).credentials(Anyone);
    builder.build().expect("the base URL is one, and there is a transport")
}

/// Says the same to every scheme.
struct Anyone;

impl Credentials for Anyone {
    fn credential<'a>(
        &'a self,
        need: &'a Need,
        _: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, AuthFailure>> {
        let text = || Secret::from("in-process");
        let credential = match need.kind {
            SchemeKind::Bearer | SchemeKind::MutualTls => Credential::Bearer(text()),
            SchemeKind::Basic => Credential::Basic("in-process".to_owned(), text()),
            SchemeKind::ApiKey(..) => Credential::ApiKey(text()),
            SchemeKind::Other(_) => Credential::Other(text()),
        };
        Box::pin(std::future::ready(Ok(credential)))
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base", &self.base)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
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
