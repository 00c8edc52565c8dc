//! Credentials: taken from a request, handed to the generated trait that judges them.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};

use super::{Call, Reason, Refusal};
use crate::base64::Base64;
use crate::operation::{BoxError, Place, SchemeKind, percent};
use crate::param::Pairs;

/// Why credentials do not let a request through.
#[derive(Debug)]
pub enum AuthError {
    /// They are not valid: answered with 401.
    Unauthenticated,
    /// They are valid and do not allow this: answered with 403.
    Forbidden,
    /// They could not be judged: answered with 500.
    Unexpected(BoxError),
}

impl<X: std::error::Error + Send + Sync + 'static> From<X> for AuthError {
    fn from(source: X) -> Self {
        Self::Unexpected(Box::new(source))
    }
}

impl From<AuthError> for Refusal {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Unauthenticated => Self::new(Reason::Unauthenticated),
            AuthError::Forbidden => Self::new(Reason::Forbidden),
            AuthError::Unexpected(source) => Self::unexpected(source),
        }
    }
}

/// A caller known by one of two schemes; more of them nest to the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Or<A, B> {
    /// By the scheme named first.
    First(A),
    /// By another.
    Second(B),
}

/// A user name and password.
#[derive(Clone)]
pub struct Basic {
    /// Who.
    pub username: String,
    /// Never shown by `Debug`.
    pub password: String,
}

impl std::fmt::Debug for Basic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Basic").field("username", &self.username).finish_non_exhaustive()
    }
}

impl Call {
    /// The token of `Authorization: Bearer`.
    pub fn bearer(&self) -> Result<&str, Refusal> {
        self.authorization("Bearer")
    }

    /// The credentials of a scheme of the `Authorization` header.
    pub fn authorization(&self, scheme: &str) -> Result<&str, Refusal> {
        authorization(self.context().headers(), scheme).ok_or_else(|| self.unauthenticated())
    }

    /// User name and password of `Authorization: Basic`.
    pub fn basic(&self) -> Result<Basic, Refusal> {
        let parse = |text: &str| {
            let text = String::from_utf8(Base64::decode(text)?.0).ok()?;
            let (username, password) = text.split_once(':')?;
            Some(Basic { username: username.to_owned(), password: password.to_owned() })
        };
        parse(self.authorization("Basic")?).ok_or_else(|| self.unauthenticated())
    }

    /// A key under a name.
    pub fn api_key(&self, place: Place, name: &str) -> Result<String, Refusal> {
        let headers = self.context().headers();
        let key = match place {
            Place::Header => {
                headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
            }
            Place::Cookie => {
                let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
                Pairs::cookies(lines).of(name).next().map(str::to_owned)
            }
            Place::Query => {
                let pairs = Pairs::query(self.context().uri().query().unwrap_or_default());
                let raw = pairs.of(name).next();
                raw.and_then(|raw| percent::decode(raw, true)).map(std::borrow::Cow::into_owned)
            }
            Place::Path => None,
        };
        key.filter(|key| !key.is_empty()).ok_or_else(|| self.unauthenticated())
    }

    /// The refusal of a request without credentials that would do.
    pub fn unauthenticated(&self) -> Refusal {
        Refusal::new(Reason::Unauthenticated)
    }
}

fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    headers.get_all(AUTHORIZATION).iter().find_map(|line| {
        let (said, credentials) = line.to_str().ok()?.split_once(' ')?;
        let credentials = credentials.trim();
        (said.eq_ignore_ascii_case(scheme) && !credentials.is_empty()).then_some(credentials)
    })
}

/// What `WWW-Authenticate` says for a way to pass credentials, RFC 9110 §11.6.1.
pub(crate) fn challenge(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::Bearer => "Bearer",
        SchemeKind::Basic => "Basic realm=\"api\", charset=\"UTF-8\"",
        SchemeKind::Other(name) => name,
        SchemeKind::ApiKey(..) => "ApiKey",
        SchemeKind::MutualTls => "Mutual",
    }
}
