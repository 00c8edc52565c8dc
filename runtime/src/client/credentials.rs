//! Credentials: kept from view, put where a scheme wants them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, Entry};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::error::Fault;
use super::{AuthFailure, target};
use crate::base64::Base64;
use crate::operation::{
    BoxError, BoxFuture, Need, OperationMeta, Parts, Place, SchemeKind, Unwritable,
};
use crate::param::Pairs;
use crate::secret::Secret;

/// Where credentials come from that a client is not simply told: a vault, an identity provider, the caller at hand.
pub trait Credentials: Send + Sync + 'static {
    /// Whether there is anything to say to a scheme. Of an operation's alternatives the first is taken for which every
    /// scheme is known.
    fn knows(&self, need: &Need) -> bool {
        let _ = need;
        true
    }

    /// What to say to a scheme, and for which scopes. `refused` is what the API has just answered with 401: where
    /// something else is given then, the request is sent once more.
    fn credential<'a>(
        &'a self,
        need: &'a Need,
        refused: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, AuthFailure>>;
}

/// What a client says to a security scheme.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// A token.
    Bearer(Secret),
    /// A user name and password.
    Basic(String, Secret),
    /// A key.
    ApiKey(Secret),
    /// All that follows the scheme's name in the `Authorization` header.
    Other(Secret),
}

impl Credential {
    fn fits(&self, kind: SchemeKind) -> bool {
        matches!(
            (self, kind),
            (Self::Bearer(_), SchemeKind::Bearer)
                | (Self::Basic(..), SchemeKind::Basic)
                | (Self::ApiKey(_), SchemeKind::ApiKey(..))
                | (Self::Other(_), SchemeKind::Other(_))
        )
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bearer(_) => "Bearer(…)",
            Self::Basic(..) => "Basic(…)",
            Self::ApiKey(_) => "ApiKey(…)",
            Self::Other(_) => "Other(…)",
        })
    }
}

/// The credentials of a client: by scheme, or for every scheme they fit.
#[derive(Clone, Default)]
pub(crate) struct Store {
    by_scheme: Vec<(String, Source)>,
    general: Vec<Source>,
}

/// A credential, or where it is had.
#[derive(Clone)]
pub(crate) enum Source {
    Fixed(Credential),
    Asked(Arc<dyn Credentials>),
}

impl Source {
    fn fits(&self, need: &Need) -> bool {
        match self {
            Self::Fixed(credential) => credential.fits(need.kind),
            Self::Asked(credentials) => credentials.knows(need),
        }
    }
}

impl Store {
    /// Adds a source, for one scheme or for all that it fits. What is added first goes first.
    pub(crate) fn add(&mut self, scheme: Option<String>, source: Source) {
        match scheme {
            Some(scheme) => self.by_scheme.push((scheme, source)),
            None => self.general.push(source),
        }
    }

    fn of(&self, need: &Need) -> Option<&Source> {
        let own = self.by_scheme.iter().filter(|(scheme, _)| scheme == need.scheme);
        own.map(|(_, source)| source).chain(&self.general).find(|source| source.fits(need))
    }

    /// The first alternative for which there is everything; none where the operation is open or we have too little, which
    /// the API will then say better than we could.
    fn choose(&self, meta: &OperationMeta) -> &'static [Need] {
        let has = |need: &Need| need.kind == SchemeKind::MutualTls || self.of(need).is_some();
        let fits = |needs: &&&'static [Need]| {
            !needs.is_empty() && needs.iter().all(has) && shares_no_header(needs)
        };
        meta.security.iter().find(fits).copied().unwrap_or_default()
    }

    /// What to say to an operation's schemes; `refused` is what was said before, where that was not believed.
    pub(crate) async fn get(
        &self,
        meta: &OperationMeta,
        refused: Option<&[Said<'_>]>,
    ) -> Result<Vec<Said<'_>>, AuthFailure> {
        let mut said = Vec::new();
        // A certificate is the connection's affair.
        let needs = self.choose(meta).iter().filter(|need| need.kind != SchemeKind::MutualTls);
        for need in needs {
            let credential = match self.of(need) {
                None => continue,
                Some(Source::Fixed(credential)) => Cow::Borrowed(credential),
                Some(Source::Asked(credentials)) => {
                    let refused = refused.into_iter().flatten().find(|said| said.need == need);
                    let refused = refused.map(|said| &*said.credential);
                    Cow::Owned(credentials.credential(need, refused).await?)
                }
            };
            said.push(Said { need, credential });
        }
        Ok(said)
    }
}

/// The `Authorization` header can speak to one scheme only, so that an alternative of two cannot be met.
fn shares_no_header(needs: &[Need]) -> bool {
    let authorizes =
        |kind| matches!(kind, SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Other(_));
    needs.iter().filter(|need| authorizes(need.kind)).count() < 2
}

/// What is said to one scheme.
#[derive(PartialEq)]
pub(crate) struct Said<'a> {
    need: &'static Need,
    credential: Cow<'a, Credential>,
}

impl Said<'_> {
    /// Puts it into the headers, or into what follows the query. What the call itself gives stays.
    pub(crate) fn put(&self, parts: &mut Parts, key: &mut String) -> Result<(), Fault> {
        let headers = &mut parts.headers;
        match (&*self.credential, self.need.kind) {
            (Credential::Bearer(token), SchemeKind::Bearer) => {
                authorize(headers, "Bearer", token.expose())
            }
            (Credential::Basic(user, password), SchemeKind::Basic) => {
                authorize(headers, "Basic", &basic(user, password))
            }
            (Credential::Other(text), SchemeKind::Other(scheme)) => {
                authorize(headers, scheme, text.expose())
            }
            (Credential::ApiKey(text), SchemeKind::ApiKey(place, name)) => {
                if gives(&parts.query, headers, place, name) {
                    return Ok(());
                }
                put_key(headers, key, place, name, text.expose())
            }
            (
                Credential::Bearer(_)
                | Credential::Basic(..)
                | Credential::Other(_)
                | Credential::ApiKey(_),
                _,
            ) => {
                let why = "what was given for it is for a scheme of another kind";
                Err(build(&format!("the credential of `{}`", self.need.scheme), why))
            }
        }
    }
}

/// RFC 7617 §2
pub(crate) fn basic(user: &str, password: &Secret) -> String {
    Base64::from(format!("{user}:{}", password.expose()).into_bytes()).encode()
}

fn authorize(headers: &mut HeaderMap, scheme: &str, credentials: &str) -> Result<(), Fault> {
    if let Entry::Vacant(place) = headers.entry(AUTHORIZATION) {
        place.insert(secret_value([scheme, " ", credentials].concat())?);
    }
    Ok(())
}

/// Whether the call itself gives what a key would be.
fn gives(query: &str, headers: &HeaderMap, place: Place, name: &str) -> bool {
    match place {
        Place::Query | Place::Path => Pairs::query(query).of(name).next().is_some(),
        Place::Cookie => {
            let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
            Pairs::cookies(lines).of(name).next().is_some()
        }
        Place::Header => headers.contains_key(name),
    }
}

fn put_key(
    headers: &mut HeaderMap,
    query: &mut String,
    place: Place,
    name: &'static str,
    text: &str,
) -> Result<(), Fault> {
    match place {
        Place::Query | Place::Path => target::put_pair(query, name, text),
        Place::Cookie => {
            let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
            let cookies = match before {
                Some(before) => format!("{before}; {name}={text}"),
                None => format!("{name}={text}"),
            };
            headers.insert(COOKIE, secret_value(cookies)?);
        }
        Place::Header => {
            let name = HeaderName::try_from(name).map_err(|error| build(name, error))?;
            headers.insert(name, secret_value(text.to_owned())?);
        }
    }
    Ok(())
}

/// A header value that HTTP libraries keep out of logs and compression tables.
fn secret_value(text: String) -> Result<HeaderValue, Fault> {
    let mut value = HeaderValue::try_from(text).map_err(|error| build("credentials", error))?;
    value.set_sensitive(true);
    Ok(value)
}

fn build(place: &str, error: impl Into<BoxError>) -> Fault {
    Fault::Build(Unwritable::new(place, error))
}
