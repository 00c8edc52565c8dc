//! Security schemes and requirements.

use super::Lowering;
use super::parameter;
use crate::description::{
    OAuthFlowKind, RequiredScheme, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{self, BearerSource, SchemeKind, SchemeUse, Security, TokenEndpoint};
use crate::suggest::closest;

/// Lowers the schemes of the components, sorted by key.
pub(super) fn lower_schemes(lowering: &mut Lowering<'_>) {
    let description = lowering.description;
    for (key, id) in &description.components.security_schemes {
        let Some((_, scheme)) = description.security_schemes.resolve(*id) else { continue };
        lowering.api.schemes.push(ir::SecurityScheme {
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

/// Scopes that no flow of an OAuth2 scheme offers: no token would ever hold them.
fn warn_of_unknown_scopes(lowering: &mut Lowering<'_>, required: &RequiredScheme) {
    let description = lowering.description;
    let scheme = required.scheme.and_then(|id| description.security_schemes.resolve(id));
    let Some((_, SecurityScheme { kind: SecuritySchemeKind::OAuth2 { flows, .. }, .. })) = scheme
    else {
        return;
    };
    let offered = || flows.iter().flat_map(|flow| &flow.scopes).map(|(scope, _)| scope.as_str());
    for scope in required.scopes.iter().filter(|scope| !offered().any(|known| known == *scope)) {
        let name = &required.name;
        let message = format!("no flow of `{}` has the scope `{scope}`", name.value);
        let help = match closest(scope, offered()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to the `scopes` of a flow".to_owned(),
        };
        lowering.report(
            Diagnostic::new(&codes::UNKNOWN_SCOPE, name.location, message).on_key().help(help),
        );
    }
}

/// Lowers what an operation or the document asks for; `None` where nobody could satisfy it.
pub(super) fn requirements(
    lowering: &mut Lowering<'_>,
    said: &[SecurityRequirement],
) -> Option<Security> {
    let mut security = Security::new();
    for requirement in said {
        let mut uses = Vec::new();
        let mut known = true;
        for required in &requirement.schemes {
            let index =
                lowering.api.schemes.iter().position(|scheme| scheme.key == required.name.value);
            if let Some(scheme) = index {
                warn_of_unknown_scopes(lowering, required);
                uses.push(SchemeUse { scheme, scopes: required.scopes.clone() });
                continue;
            }
            // That there is no such scheme was said when it was read.
            known = false;
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
