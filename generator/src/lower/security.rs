//! Security schemes and requirements.

use super::Lowering;
use super::parameter;
use crate::description::{OAuthFlowKind, SecurityRequirement, SecuritySchemeKind};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{BearerSource, SchemeKind, SchemeUse, Security, SecurityScheme, TokenEndpoint};

/// Lowers the schemes of the components, sorted by key.
pub(super) fn lower_schemes(lowering: &mut Lowering<'_>) {
    let description = lowering.description;
    for (key, id) in &description.components.security_schemes {
        let Some((_, scheme)) = description.security_schemes.resolve(*id) else { continue };
        lowering.api.schemes.push(SecurityScheme {
            key: key.value.clone(),
            location: scheme.location,
            docs: scheme.description.clone(),
            kind: kind(&scheme.kind),
        });
    }
    lowering.api.schemes.sort_by(|a, b| a.key.cmp(&b.key));
}

fn kind(kind: &SecuritySchemeKind) -> SchemeKind {
    match kind {
        SecuritySchemeKind::ApiKey { name, place } => {
            SchemeKind::ApiKey { name: name.clone(), place: parameter::place(*place) }
        }
        SecuritySchemeKind::Http { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer(BearerSource::Unsaid),
            _ => SchemeKind::OtherHttp(scheme.clone()),
        },
        SecuritySchemeKind::OAuth2 { flows, .. } => {
            let flow = flows.iter().find(|flow| flow.kind == OAuthFlowKind::ClientCredentials);
            let client_credentials = flow.and_then(|flow| {
                let url = flow.token_url.clone()?;
                let scopes = flow.scopes.iter().map(|(scope, _)| scope.clone()).collect();
                Some(TokenEndpoint { url, scopes })
            });
            SchemeKind::Bearer(BearerSource::OAuth2 { client_credentials })
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            SchemeKind::Bearer(BearerSource::OpenIdConnect { url: url.clone() })
        }
        SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
    }
}

/// Lowers what an operation asks for; `None`, with a diagnostic, where nobody could satisfy it.
pub(super) fn requirements(
    lowering: &mut Lowering<'_>,
    said: Option<&Vec<SecurityRequirement>>,
) -> Option<Security> {
    let Some(said) = said else { return Some(Security::new()) };
    let mut security = Security::new();
    for requirement in said {
        let mut uses = Vec::new();
        let mut known = true;
        for required in &requirement.schemes {
            let index =
                lowering.api.schemes.iter().position(|scheme| scheme.key == required.name.value);
            if let Some(scheme) = index {
                uses.push(SchemeUse { scheme, scopes: required.scopes.clone() });
                continue;
            }
            known = false;
            let message = format!("there is no security scheme `{}`", required.name.value);
            lowering.report(
                Diagnostic::new(&codes::UNKNOWN_SECURITY_SCHEME, required.name.location, message)
                    .on_key()
                    .help("describe it in `components.securitySchemes`"),
            );
        }
        if known {
            security.push(uses);
        }
    }
    if security.is_empty() && !said.is_empty() {
        return None;
    }
    // Nothing but `{}` asks for nothing.
    if security.iter().all(Vec::is_empty) {
        security.clear();
    }
    Some(security)
}
