//! Credentials: kept from view, put where a scheme wants them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue};

use super::error::Fault;
use super::{AuthFailure, ClientCredentials};
use crate::base64::Base64;
use crate::operation::{BoxFuture, Need, OperationMeta, Parts, Place, SchemeKind, Unwritable};
use crate::secret::Secret;

/// Where bearer tokens come from.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that grants the scopes; `fresh` where the last one was refused.
    fn token<'a>(
        &'a self,
        scopes: &'a [&'a str],
        fresh: bool,
    ) -> BoxFuture<'a, Result<Secret, AuthFailure>>;
}

/// What a client says to a security scheme.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A token that does not change.
    Bearer(Secret),
    /// Tokens that are fetched.
    Source(Arc<dyn TokenSource>),
    /// A user name and password.
    Basic(String, Secret),
    /// A key.
    ApiKey(Secret),
    /// All that follows the scheme's name in the `Authorization` header.
    Other(Secret),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bearer(_) => "Bearer(…)",
            Self::Source(_) => "Source(…)",
            Self::Basic(..) => "Basic(…)",
            Self::ApiKey(_) => "ApiKey(…)",
            Self::Other(_) => "Other(…)",
        })
    }
}

/// The credentials of a client: by scheme, or for every scheme they fit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    pub(crate) by_scheme: BTreeMap<String, Credential>,
    pub(crate) general: Vec<Credential>,
    /// Token endpoints; they send by the client's own transport.
    pub(crate) endpoints: Vec<(Option<String>, ClientCredentials)>,
}

impl Credentials {
    fn of(&self, need: &Need) -> Option<&Credential> {
        let fits = |credential: &&Credential| {
            matches!(
                (credential, need.kind),
                (Credential::Bearer(_) | Credential::Source(_), SchemeKind::Bearer)
                    | (Credential::Basic(..), SchemeKind::Basic)
                    | (Credential::ApiKey(_), SchemeKind::ApiKey(..))
                    | (Credential::Other(_), SchemeKind::Other(_))
            )
        };
        self.by_scheme.get(need.scheme).filter(fits).or_else(|| self.general.iter().find(fits))
    }

    /// The first alternative for which there is everything; none where the operation is open or we have too little, which
    /// the API will then say better than we could.
    fn choose(&self, meta: &OperationMeta) -> &'static [Need] {
        let has = |need: &Need| need.kind == SchemeKind::MutualTls || self.of(need).is_some();
        let fits =
            |alternative: &&&'static [Need]| !alternative.is_empty() && alternative.iter().all(has);
        meta.security.iter().find(fits).copied().unwrap_or_default()
    }

    /// Puts what the operation needs into a request; tells whether a fetched token is among it.
    pub(crate) async fn apply(
        &self,
        meta: &OperationMeta,
        parts: &mut Parts,
        fresh: bool,
    ) -> Result<bool, Fault> {
        let mut fetched = false;
        for need in self.choose(meta) {
            let (Some(credential), kind) = (self.of(need), need.kind) else { continue };
            match (credential, kind) {
                (Credential::Bearer(token), _) => authorize(parts, "Bearer", token.expose())?,
                (Credential::Source(source), _) => {
                    let token = source.token(need.scopes, fresh).await.map_err(Fault::Auth)?;
                    authorize(parts, "Bearer", token.expose())?;
                    fetched = true;
                }
                (Credential::Basic(user, password), _) => {
                    authorize(parts, "Basic", &basic(user, password))?;
                }
                (Credential::Other(text), SchemeKind::Other(scheme)) => {
                    authorize(parts, scheme, text.expose())?;
                }
                (Credential::ApiKey(key), SchemeKind::ApiKey(place, name)) => {
                    put_key(parts, place, name, key)?;
                }
                (Credential::Other(_) | Credential::ApiKey(_), _) => {}
            }
        }
        Ok(fetched)
    }
}

/// RFC 7617 §2
pub(crate) fn basic(user: &str, password: &Secret) -> String {
    Base64::from(format!("{user}:{}", password.expose()).into_bytes()).encode()
}

fn authorize(parts: &mut Parts, scheme: &str, credentials: &str) -> Result<(), Fault> {
    let value = secret_value(&format!("{scheme} {credentials}"))?;
    parts.headers.insert(AUTHORIZATION, value);
    Ok(())
}

fn put_key(parts: &mut Parts, place: Place, name: &'static str, key: &Secret) -> Result<(), Fault> {
    match place {
        Place::Query | Place::Path => parts.put_key(name, key.expose()),
        Place::Cookie => {
            let mut cookies = std::mem::take(&mut parts.cookies);
            if !cookies.is_empty() {
                cookies.push_str("; ");
            }
            cookies.push_str(name);
            cookies.push('=');
            cookies.push_str(key.expose());
            parts.headers.insert(COOKIE, secret_value(&cookies)?);
        }
        Place::Header => {
            let name = HeaderName::try_from(name).map_err(|error| build(name, error))?;
            parts.headers.insert(name, secret_value(key.expose())?);
        }
    }
    Ok(())
}

/// A header value that HTTP libraries keep out of logs and compression tables.
fn secret_value(text: &str) -> Result<HeaderValue, Fault> {
    let mut value = HeaderValue::from_str(text).map_err(|error| build("credentials", error))?;
    value.set_sensitive(true);
    Ok(value)
}

fn build(place: &str, error: impl Into<crate::operation::BoxError>) -> Fault {
    Fault::Build(Unwritable::new(place, error))
}
