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
    /// There are none: answered with 401 where some are required.
    Missing,
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
            AuthError::Missing | AuthError::Unauthenticated => Self::new(Reason::Unauthenticated),
            AuthError::Forbidden => Self::new(Reason::Forbidden),
            AuthError::Unexpected(source) => Self::unexpected(source),
        }
    }
}

/// Alternatives while they are tried: one that fails does not keep the next from being tried.
#[derive(Debug, Default)]
pub struct Tried(Option<AuthError>);

impl Tried {
    /// Who calls by one alternative, if it holds.
    pub fn judge<T>(&mut self, judged: Result<T, AuthError>) -> Option<T> {
        let error = match judged {
            Ok(caller) => return Some(caller),
            Err(error) => error,
        };
        if self.0.as_ref().is_none_or(|known| error.gravity() > known.gravity()) {
            self.0 = Some(error);
        }
        None
    }

    /// What to say where none holds: the gravest that was found.
    pub fn refused(self) -> AuthError {
        self.0.unwrap_or(AuthError::Missing)
    }

    /// Nobody, where no credentials came at all. Credentials that came and do not hold are refused all the same: a
    /// caller who meant to say who it is should not be taken for a stranger.
    pub fn nobody<T>(self) -> Result<Option<T>, AuthError> {
        match self.0 {
            None | Some(AuthError::Missing) => Ok(None),
            Some(error) => Err(error),
        }
    }
}

impl AuthError {
    fn gravity(&self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Unauthenticated => 1,
            Self::Forbidden => 2,
            Self::Unexpected(_) => 3,
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
    pub fn bearer(&self) -> Result<&str, AuthError> {
        self.authorization("Bearer")
    }

    /// The credentials of a scheme of the `Authorization` header.
    pub fn authorization(&self, scheme: &str) -> Result<&str, AuthError> {
        authorization(self.context().headers(), scheme).ok_or(AuthError::Missing)
    }

    /// User name and password of `Authorization: Basic`.
    pub fn basic(&self) -> Result<Basic, AuthError> {
        let parse = |text: &str| {
            let text = String::from_utf8(Base64::decode(text)?.0).ok()?;
            let (username, password) = text.split_once(':')?;
            Some(Basic { username: username.to_owned(), password: password.to_owned() })
        };
        parse(self.authorization("Basic")?).ok_or(AuthError::Unauthenticated)
    }

    /// A key under a name.
    pub fn api_key(&self, place: Place, name: &str) -> Result<String, AuthError> {
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
        key.filter(|key| !key.is_empty()).ok_or(AuthError::Missing)
    }

    /// What the operation needs of a scheme: the one at a place among those of an alternative, both counted as declared.
    pub fn scopes(&self, alternative: usize, need: usize) -> &'static [&'static str] {
        let security = self.operation().security;
        security.get(alternative).and_then(|needs| needs.get(need)).map_or(&[], |need| need.scopes)
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

#[cfg(test)]
mod tests {
    use super::{AuthError, Tried};

    #[test]
    fn the_gravest_of_what_was_tried_is_said() {
        use AuthError::{Forbidden, Missing, Unauthenticated};
        for (tried, said) in [
            (vec![Missing, Unauthenticated, Missing], "Some(Unauthenticated)"),
            (vec![Forbidden, Unauthenticated], "Some(Forbidden)"),
            (vec![Missing], "None"),
            (vec![], "None"),
        ] {
            let mut all = Tried::default();
            for error in tried {
                assert!(all.judge::<()>(Err(error)).is_none());
            }
            assert_eq!(format!("{:?}", all.nobody::<()>().err()), said);
        }
        let mut all = Tried::default();
        assert!(all.judge::<()>(Err(Forbidden)).is_none());
        assert_eq!(all.judge(Ok(7)), Some(7), "what failed before does not matter");
    }
}
