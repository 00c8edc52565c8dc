//! Every security scheme: one secret opens them all.

use features::models::Caller;
use features::runtime::server::{AuthError, Basic, Context, Or};
use features::server::FeaturesAuth;

/// The secret.
pub struct Keys(pub(crate) String);

/// The scheme that let a caller in.
#[derive(Clone, Copy, Debug)]
pub struct By(&'static str);

impl Keys {
    fn judge(&self, scheme: &'static str, secret: &str) -> Result<By, AuthError> {
        if secret == self.0 { Ok(By(scheme)) } else { Err(AuthError::Unauthenticated) }
    }
}

/// A scheme whose credential is one text.
macro_rules! schemes {
    ($($scheme:ident)*) => {
        $(async fn $scheme(
            &self,
            secret: &str,
            _scopes: &'static [&'static str],
            _cx: &Context,
        ) -> Result<By, AuthError> {
            self.judge(stringify!($scheme), secret)
        })*
    };
}

impl FeaturesAuth for Keys {
    type Basic = By;
    type Bearer = By;
    type Digest = By;
    type KeyInCookie = By;
    type KeyInHeader = By;
    type KeyInQuery = By;
    type MutualTls = By;
    type Oauth2 = By;
    type OpenId = By;

    schemes! { bearer digest key_in_cookie key_in_header key_in_query oauth2 open_id }

    async fn basic(
        &self,
        user: &Basic,
        _scopes: &'static [&'static str],
        _cx: &Context,
    ) -> Result<By, AuthError> {
        self.judge("basic", if user.username == self.0 { &user.password } else { "" })
    }

    /// There are no certificates without TLS.
    async fn mutual_tls(
        &self,
        _scopes: &'static [&'static str],
        _cx: &Context,
    ) -> Result<By, AuthError> {
        Err(AuthError::Unauthenticated)
    }
}

/// What let a caller in, whatever the requirement is made of.
pub(crate) trait Schemes {
    fn schemes(&self) -> Vec<String>;

    fn caller(&self) -> Caller {
        Caller::new(self.schemes())
    }
}

impl Schemes for By {
    fn schemes(&self) -> Vec<String> {
        vec![self.0.to_owned()]
    }
}

impl<A: Schemes, B: Schemes> Schemes for (A, B) {
    fn schemes(&self) -> Vec<String> {
        [self.0.schemes(), self.1.schemes()].concat()
    }
}

impl<A: Schemes, B: Schemes> Schemes for Or<A, B> {
    fn schemes(&self) -> Vec<String> {
        match self {
            Self::First(by) => by.schemes(),
            Self::Second(by) => by.schemes(),
        }
    }
}

impl<A: Schemes> Schemes for Option<A> {
    fn schemes(&self) -> Vec<String> {
        self.as_ref().map(A::schemes).unwrap_or_default()
    }
}
