//! Tokens by OAuth2's client credentials, RFC 6749 §4.4: kept while they hold, fetched once for all who wait.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method, Request};
use serde_json::Value;
use tokio::time::{Instant, timeout};

use super::error::Fault;
use super::{AuthFailure, Credential, Credentials, Transport, credentials, receive};
use crate::operation::{Body, BoxFuture, Need, Raw, SchemeKind, percent};
use crate::secret::Secret;

/// The longest answer that is read, in bytes.
const MOST_BYTES: usize = 64 << 10;

/// Where the description says that tokens are to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenEndpoint {
    /// The security scheme's name in the document.
    pub scheme: &'static str,
    /// Its URL, which may be relative to the base URL.
    pub url: &'static str,
}

impl TokenEndpoint {
    /// Of a scheme, and its URL.
    pub const fn new(scheme: &'static str, url: &'static str) -> Self {
        Self { scheme, url }
    }
}

/// A client known to a token endpoint.
#[derive(Clone)]
pub struct ClientCredentials {
    pub(crate) url: Option<String>,
    id: String,
    secret: Secret,
    in_body: bool,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// By the token endpoint's URL, or its path below the base URL. Id and secret go into the `Authorization` header.
    pub fn new(url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { url: Some(url.into()), ..Self::documented(id, secret) }
    }

    /// At the token endpoints that the description names, each for its own scheme.
    pub fn documented(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        let (id, secret) = (id.into(), secret.into());
        Self { url: None, id, secret, in_body: false, parameters: Vec::new() }
    }

    /// Id and secret go into the form, for endpoints that read them nowhere else.
    #[must_use]
    pub fn in_body(self) -> Self {
        Self { in_body: true, ..self }
    }

    /// Adds a field to the form: an audience, a resource.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("url", &self.url)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The tokens of one client at one endpoint, by scope.
pub(crate) struct Tokens {
    client: ClientCredentials,
    url: String,
    transport: Arc<dyn Transport>,
    timeout: Duration,
    slots: Mutex<BTreeMap<String, Arc<Slot>>>,
}

/// The token of one scope.
#[derive(Default)]
struct Slot {
    known: Mutex<Known>,
    /// Held while a token is fetched, so that one fetch serves all.
    fetching: tokio::sync::Mutex<()>,
    /// How many fetches have ended.
    fetched: AtomicU64,
}

/// What the last fetch gave.
#[derive(Clone, Default)]
struct Known {
    token: Option<Token>,
    failure: Option<AuthFailure>,
}

#[derive(Clone)]
struct Token {
    secret: Secret,
    refresh_at: Instant,
    expires_at: Instant,
}

impl Slot {
    fn known(&self) -> Known {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The token, where it is not the refused one and holds at least until `ends` says.
    fn token(&self, refused: Option<&Secret>, ends: fn(&Token) -> Instant) -> Option<Secret> {
        let token = self.known().token?;
        let holds = Instant::now() < ends(&token) && refused != Some(&token.secret);
        holds.then_some(token.secret)
    }
}

impl Tokens {
    pub(crate) fn new(
        client: ClientCredentials,
        url: String,
        transport: Arc<dyn Transport>,
        timeout: Duration,
    ) -> Self {
        Self { client, url, transport, timeout, slots: Mutex::default() }
    }

    fn slot(&self, scope: &str) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        match slots.get(scope) {
            Some(slot) => Arc::clone(slot),
            None => Arc::clone(slots.entry(scope.to_owned()).or_default()),
        }
    }

    async fn get(&self, scope: &str, refused: Option<&Secret>) -> Result<Secret, AuthFailure> {
        let slot = self.slot(scope);
        if let Some(token) = slot.token(refused, |token| token.refresh_at) {
            return Ok(token);
        }
        // From here to its end a token is renewed by whoever comes first, and everybody else takes the old one meanwhile.
        let spare = slot.token(refused, |token| token.expires_at);
        let before = slot.fetched.load(Ordering::Acquire);
        let _guard = match (slot.fetching.try_lock(), &spare) {
            (Ok(guard), _) => guard,
            (Err(_), Some(spare)) => return Ok(spare.clone()),
            (Err(_), None) => slot.fetching.lock().await,
        };
        if slot.fetched.load(Ordering::Acquire) != before {
            // Someone else has fetched it while we waited, for us as well.
            if let Some(token) = slot.token(refused, |token| token.expires_at) {
                return Ok(token);
            }
            if let Some(failure) = slot.known().failure {
                return Err(failure);
            }
        }
        let fetched = self.fetch_in_time(scope).await;
        let mut known = slot.known.lock().unwrap_or_else(PoisonError::into_inner);
        slot.fetched.fetch_add(1, Ordering::Release);
        match (fetched, spare) {
            (Ok(token), _) => {
                let secret = token.secret.clone();
                *known = Known { token: Some(token), failure: None };
                Ok(secret)
            }
            (Err(failure), Some(spare)) => {
                known.failure = Some(failure);
                Ok(spare)
            }
            (Err(failure), None) => {
                known.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    async fn fetch_in_time(&self, scope: &str) -> Result<Token, AuthFailure> {
        let late = |_| AuthFailure::passing("the token endpoint did not answer in time");
        timeout(self.timeout, self.fetch(scope)).await.map_err(late)?
    }

    async fn fetch(&self, scope: &str) -> Result<Token, AuthFailure> {
        let asked_at = Instant::now();
        let request = self.request(scope)?;
        let answer = self.transport.send(request).await.map_err(AuthFailure::transport)?;
        let id_header = HeaderName::from_static("x-request-id");
        let answer = receive::read(answer, |_, _| false, MOST_BYTES, &id_header, &mut None).await;
        let answer = answer.map_err(|fault| match fault {
            Fault::Transport(error) => AuthFailure::transport(error),
            Fault::TooLong(_) | Fault::Timeout(_) | Fault::Auth(_) | Fault::Build(_) => {
                AuthFailure::new("the token endpoint's answer is too long")
            }
        })?;
        if !answer.status.is_success() {
            let code = error_code(&answer);
            return Err(AuthFailure::refused(*answer, code));
        }
        read_token(&answer, asked_at).ok_or_else(|| AuthFailure::unusable(*answer))
    }

    fn request(&self, scope: &str) -> Result<Request<Body>, AuthFailure> {
        let client = &self.client;
        let mut form = String::from("grant_type=client_credentials");
        let mut add = |name: &str, value: &str| {
            form.push('&');
            percent::encode(name, percent::Keep::Unreserved, &mut form);
            form.push('=');
            percent::encode(value, percent::Keep::Unreserved, &mut form);
        };
        if !scope.is_empty() {
            add("scope", scope);
        }
        client.parameters.iter().for_each(|(name, value)| add(name, value));
        let mut request = Request::builder().method(Method::POST).uri(&self.url);
        if client.in_body {
            add("client_id", &client.id);
            add("client_secret", client.secret.expose());
        } else {
            let encode = |text: &str| {
                let mut out = String::new();
                percent::encode(text, percent::Keep::Unreserved, &mut out);
                out
            };
            // RFC 6749 §2.3.1: both are form-encoded before they become user and password.
            let basic = credentials::basic(
                &encode(&client.id),
                &Secret::new(encode(client.secret.expose())),
            );
            let mut value =
                HeaderValue::try_from(format!("Basic {basic}")).map_err(AuthFailure::new)?;
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(bytes::Bytes::from(form)))
            .map_err(AuthFailure::new)
    }
}

/// RFC 6749 §5.2: the error's name, of which nothing else is shown.
fn error_code(answer: &Raw) -> Option<String> {
    let value: Value = serde_json::from_slice(&answer.body).ok()?;
    let code = value.get("error")?.as_str()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (code.len() <= 64 && code.bytes().all(is_name)).then(|| code.to_owned())
}

/// RFC 6749 §5.1; refreshed a tenth of its life, and at most half a minute, before it ends.
fn read_token(answer: &Raw, asked_at: Instant) -> Option<Token> {
    let value: Value = serde_json::from_slice(&answer.body).ok()?;
    let kind = value.get("token_type").and_then(Value::as_str).unwrap_or("Bearer");
    let secret =
        value.get("access_token")?.as_str().filter(|_| kind.eq_ignore_ascii_case("bearer"))?;
    let seconds = value
        .get("expires_in")
        .and_then(|life| life.as_u64().or_else(|| life.as_str()?.parse().ok()));
    let life = Duration::from_secs(seconds.unwrap_or(300).min(7 * 24 * 3600));
    let early = (life / 10).min(Duration::from_secs(30));
    let expires_at = asked_at + life;
    Some(Token { secret: secret.into(), refresh_at: expires_at - early, expires_at })
}

impl Credentials for Tokens {
    fn knows(&self, need: &Need) -> bool {
        need.kind == SchemeKind::Bearer
    }

    fn credential<'a>(
        &'a self,
        need: &'a Need,
        refused: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, AuthFailure>> {
        Box::pin(async move {
            let refused = match refused {
                Some(Credential::Bearer(token)) => Some(token),
                Some(Credential::Basic(..) | Credential::ApiKey(_) | Credential::Other(_))
                | None => None,
            };
            let token = match need.scopes {
                [] => self.get("", refused).await,
                [scope] => self.get(scope, refused).await,
                scopes => self.get(&ordered(scopes), refused).await,
            };
            token.map(Credential::Bearer)
        })
    }
}

/// Scopes are a set: in whatever order they stand in the document, there is one token for them.
fn ordered(scopes: &[&str]) -> String {
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    scopes.join(" ")
}
