//! Access tokens: issued for a client's credentials, judged on every other request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fibre_gateway::runtime::server::{AuthError, Context};
use fibre_gateway::server::GatewayAuth;
use uuid::Uuid;

/// All that a tenant may do.
const ALL: &str = "com.fibregateway.prod/tenant.all.all";

/// Who may ask for tokens, with which secret and for which scopes. A real gateway keeps hashes, and not in its code.
const CLIENTS: &[(&str, &str, &[&str])] = &[
    ("example-tenant", "not-a-real-secret", &[ALL]),
    ("other-tenant", "not-a-real-secret-either", &[ALL]),
    ("tenant-without-scopes", "still-not-a-real-secret", &[]),
];

/// The tokens that are good. Clones share them.
#[derive(Clone)]
pub struct Tokens(Arc<Shared>);

struct Shared {
    lifetime: Duration,
    fixed: Option<String>,
    issued: Mutex<BTreeMap<String, Grant>>,
}

#[derive(Clone)]
struct Grant {
    tenant: &'static str,
    scopes: Vec<&'static str>,
    until: Instant,
}

/// A tenant that proved who it is.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The id of its client.
    pub tenant: &'static str,
}

impl Tokens {
    /// Issues tokens that are good for a while; a fixed one is good for ever, for the first tenant.
    pub fn new(lifetime: Duration, fixed: Option<String>) -> Self {
        Self(Arc::new(Shared { lifetime, fixed, issued: Mutex::default() }))
    }

    /// For how many seconds a token is good.
    pub(crate) fn seconds(&self) -> i32 {
        i32::try_from(self.0.lifetime.as_secs()).unwrap_or(i32::MAX)
    }

    /// A token for a client, for the scopes asked for or all of its own.
    ///
    /// Fails with a sentence where the client is not known by that secret, or may not have a scope.
    pub(crate) fn issue(
        &self,
        id: &str,
        secret: &str,
        scope: Option<&str>,
    ) -> Result<String, String> {
        let known = CLIENTS.iter().find(|client| (client.0, client.1) == (id, secret));
        let (tenant, _, own) = known.ok_or("the client is not known by this secret")?;
        let asked = |own: &&&'static str| {
            scope.is_none_or(|scope| scope.split_ascii_whitespace().any(|asked| asked == **own))
        };
        let scopes: Vec<&str> = own.iter().filter(asked).copied().collect();
        if scope.is_some_and(|scope| scope.split_ascii_whitespace().any(|one| !own.contains(&one)))
        {
            return Err("scope: not one of this client's".to_owned());
        }
        Ok(self.keep(Grant { tenant, scopes, until: Instant::now() + self.0.lifetime }))
    }

    /// A token of the first tenant, to show.
    pub fn issue_example(&self) -> String {
        let until = Instant::now() + self.0.lifetime;
        self.keep(Grant { tenant: CLIENTS[0].0, scopes: CLIENTS[0].2.to_vec(), until })
    }

    fn keep(&self, grant: Grant) -> String {
        let token = Uuid::new_v4().simple().to_string();
        let mut issued = self.issued();
        let now = Instant::now();
        issued.retain(|_, grant| grant.until > now);
        issued.insert(token.clone(), grant);
        token
    }

    fn issued(&self) -> MutexGuard<'_, BTreeMap<String, Grant>> {
        self.0.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl GatewayAuth for Tokens {
    type Oauth2 = Caller;

    async fn oauth2(
        &self,
        token: &str,
        scopes: &'static [&'static str],
        _cx: &Context,
    ) -> Result<Caller, AuthError> {
        if self.0.fixed.as_deref() == Some(token) {
            return Ok(Caller { tenant: CLIENTS[0].0 });
        }
        let grant = self.issued().get(token).cloned();
        let grant =
            grant.filter(|grant| grant.until > Instant::now()).ok_or(AuthError::Unauthenticated)?;
        if scopes.iter().all(|scope| grant.scopes.contains(scope)) {
            Ok(Caller { tenant: grant.tenant })
        } else {
            Err(AuthError::Forbidden)
        }
    }
}
