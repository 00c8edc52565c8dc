//! Tokens by OAuth2's client credentials, RFC 6749 §4.4: kept while they hold, fetched once for all who wait.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use serde_json::Value;

use super::{AuthFailure, TokenSource, Transport, credentials};
use crate::operation::{Body, BoxFuture, percent};
use crate::secret::Secret;

/// A client known to a token endpoint.
#[derive(Clone)]
pub struct ClientCredentials {
    pub(crate) url: String,
    pub(crate) id: String,
    pub(crate) secret: Secret,
    pub(crate) in_body: bool,
    pub(crate) parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// By the token endpoint's URL, or its path below the base URL. Id and secret go into the `Authorization` header.
    pub fn new(url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            url: url.into(),
            id: id.into(),
            secret: secret.into(),
            in_body: false,
            parameters: Vec::new(),
        }
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

/// The tokens of one client, by the scopes they grant.
pub(crate) struct Tokens {
    client: ClientCredentials,
    transport: Arc<dyn Transport>,
    timeout: Duration,
    known: RwLock<BTreeMap<String, Token>>,
    /// Held while a token is fetched, so that one fetch serves all.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Token {
    secret: Secret,
    refresh_at: Instant,
}

impl Tokens {
    pub(crate) fn new(
        client: ClientCredentials,
        transport: Arc<dyn Transport>,
        timeout: Duration,
    ) -> Self {
        Self {
            client,
            transport,
            timeout,
            known: RwLock::default(),
            fetching: tokio::sync::Mutex::new(()),
        }
    }

    fn known(&self, scope: &str) -> Option<Token> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(scope).cloned()
    }

    async fn get(&self, scope: String, fresh: bool) -> Result<Secret, AuthFailure> {
        let before = self.known(&scope);
        if let Some(token) =
            before.as_ref().filter(|token| !fresh && Instant::now() < token.refresh_at)
        {
            return Ok(token.secret.clone());
        }
        let _guard = self.fetching.lock().await;
        // Someone else may have fetched it while we waited: then it is another one than the one we found wanting.
        if let Some(token) = self.known(&scope).filter(|token| Instant::now() < token.refresh_at)
            && before.is_none_or(|before| before.secret != token.secret)
        {
            return Ok(token.secret);
        }
        let fetched = tokio::time::timeout(self.timeout, self.fetch(&scope)).await;
        let token = fetched
            .map_err(|_| AuthFailure::new("the token endpoint did not answer in time"))??;
        let secret = token.secret.clone();
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(scope, token);
        Ok(secret)
    }

    async fn fetch(&self, scope: &str) -> Result<Token, AuthFailure> {
        let request = self.request(scope)?;
        let answer = self.transport.send(request).await.map_err(AuthFailure::transport)?;
        let (head, body) = answer.into_parts();
        let bytes = body.read(64 << 10).await.map_err(AuthFailure::boxed)?.unwrap_or_default();
        if !head.status.is_success() {
            // RFC 6749 §5.2: the error is a name, and holds no secrets; anything else of the body might.
            let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            let error = value.get("error").and_then(Value::as_str).unwrap_or("refused");
            return Err(AuthFailure { status: Some(head.status), source: error.to_owned().into() });
        }
        read_token(&bytes)
            .ok_or_else(|| AuthFailure::new("the token endpoint's answer holds no bearer token"))
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
        let mut request = Request::builder().method(Method::POST).uri(&client.url);
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

/// RFC 6749 §5.1; refreshed a tenth of its life, and at most half a minute, before it ends.
fn read_token(bytes: &[u8]) -> Option<Token> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let kind = value.get("token_type").and_then(Value::as_str).unwrap_or("Bearer");
    let secret =
        value.get("access_token")?.as_str().filter(|_| kind.eq_ignore_ascii_case("bearer"))?;
    let seconds = value
        .get("expires_in")
        .and_then(|life| life.as_u64().or_else(|| life.as_str()?.parse().ok()));
    let life = Duration::from_secs(seconds.unwrap_or(300).min(7 * 24 * 3600));
    let refresh_at = Instant::now() + life.saturating_sub((life / 10).min(Duration::from_secs(30)));
    Some(Token { secret: secret.into(), refresh_at })
}

impl TokenSource for Tokens {
    fn token<'a>(
        &'a self,
        scopes: &'a [&'a str],
        fresh: bool,
    ) -> BoxFuture<'a, Result<Secret, AuthFailure>> {
        Box::pin(self.get(scopes.join(" "), fresh))
    }
}
