//! The Security Scheme, OAuth Flow and Security Requirement Objects.

use super::catalogue::Object;
use super::fields::{name, nearest};
use super::{Reader, Referable, Table};
use crate::description::{
    OAuthFlow, OAuthFlowKind, RequiredScheme, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind,
};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{Key, Kind, Node};

const FLOWS: &[(&str, OAuthFlowKind)] = &[
    ("implicit", OAuthFlowKind::Implicit),
    ("password", OAuthFlowKind::Password),
    ("clientCredentials", OAuthFlowKind::ClientCredentials),
    ("authorizationCode", OAuthFlowKind::AuthorizationCode),
    ("deviceAuthorization", OAuthFlowKind::DeviceAuthorization),
];

const TYPES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];

impl Referable for SecurityScheme {
    const OBJECT: Object = Object::SecurityScheme;
    const SECTION: &'static str = "securitySchemes";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.security_schemes
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        Some(Self {
            location: node.location(),
            description: reader.text(node, "description"),
            kind: kind(reader, node)?,
            deprecated: reader.flag(node, "deprecated"),
        })
    }
}

fn kind<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<SecuritySchemeKind> {
    const OBJECT: Object = Object::SecurityScheme;
    let text = reader.required_text(node, "type", OBJECT)?;
    Some(match text.value.as_str() {
        "apiKey" => SecuritySchemeKind::ApiKey {
            name: reader.required_text(node, "name", OBJECT)?.value,
            place: reader.place(node, OBJECT)?,
        },
        "http" => SecuritySchemeKind::Http {
            scheme: reader.required_text(node, "scheme", OBJECT)?.value.to_lowercase(),
            bearer_format: reader.text(node, "bearerFormat"),
        },
        "oauth2" => {
            if node.get("flows").is_none() {
                reader.missing(node, "flows", OBJECT);
            }
            SecuritySchemeKind::OAuth2 {
                flows: reader.flows(node),
                metadata_url: reader.text(node, "oauth2MetadataUrl"),
            }
        }
        "openIdConnect" => SecuritySchemeKind::OpenIdConnect {
            url: reader.required_text(node, "openIdConnectUrl", OBJECT)?.value,
        },
        "mutualTLS" => SecuritySchemeKind::MutualTls,
        other => {
            reader.unknown_value(node, "type", other, TYPES.iter().copied());
            return None;
        }
    })
}

impl<'a> Reader<'a> {
    fn flows(&mut self, node: Node<'a>) -> Vec<OAuthFlow> {
        let Some(flows) = node.get("flows") else {
            return Vec::new();
        };
        if !self.is_object(flows, Object::OAuthFlows) {
            return Vec::new();
        }
        let mut read = Vec::new();
        for (key, value) in flows.entries() {
            let kind = FLOWS.iter().find(|(name, _)| *name == key.text).map(|(_, kind)| *kind);
            if let Some(kind) = kind.filter(|_| self.is_object(value, Object::OAuthFlow)) {
                read.push(self.flow(value, kind));
            }
        }
        read
    }

    fn flow(&mut self, node: Node<'a>, kind: OAuthFlowKind) -> OAuthFlow {
        let mut scopes = Vec::new();
        for (key, value) in self.members(node, "scopes") {
            let meaning = self.text_of(value).map(|text| text.value).unwrap_or_default();
            scopes.push((key.text.to_owned(), meaning));
        }
        OAuthFlow {
            kind,
            authorization_url: self.text(node, "authorizationUrl"),
            device_authorization_url: self.text(node, "deviceAuthorizationUrl"),
            token_url: self.token_url(node),
            refresh_url: self.text(node, "refreshUrl"),
            scopes,
        }
    }

    /// Where tokens are to be had; a template is no such place, as flows have no variables.
    fn token_url(&mut self, node: Node<'a>) -> Option<String> {
        let url = self.text_at(node, "tokenUrl")?;
        if !url.value.contains('{') {
            return Some(url.value);
        }
        let message =
            format!("the token URL `{}` is a template, and nothing gives its values", url.value);
        self.report(
            Diagnostic::new(&codes::TEMPLATED_URL, url.location, message)
                .label("not used")
                .help("write the URL out, or give it where a client is built"),
        );
        None
    }

    /// `security` of the document or an operation: `None` where it is not given.
    pub(super) fn security(&mut self, node: Node<'a>) -> Option<Vec<SecurityRequirement>> {
        node.get("security").filter(|value| value.kind() != Kind::Null)?;
        let items = self.list(node, "security");
        Some(items.into_iter().filter_map(|item| self.requirement(item)).collect())
    }

    fn requirement(&mut self, node: Node<'a>) -> Option<SecurityRequirement> {
        if !node.is_object() {
            self.wrong_type(node, "a security requirement (an object)");
            return None;
        }
        let schemes = node.entries().map(|(key, value)| self.required_scheme(key, value));
        Some(SecurityRequirement { location: node.location(), schemes: schemes.collect() })
    }

    fn required_scheme(&mut self, key: Key<'a>, value: Node<'a>) -> RequiredScheme {
        let known = &self.components.security_schemes;
        let scheme = known.iter().find(|(name, _)| name.value == key.text).map(|(_, id)| *id);
        if scheme.is_none() {
            let near = nearest(key.text, known.iter().map(|(name, _)| name.value.as_str()));
            let help = near.map_or_else(
                || "add it to `components/securitySchemes`".to_owned(),
                |name| format!("did you mean `{name}`?"),
            );
            let message = format!("there is no security scheme `{}`", key.text);
            let code = &codes::UNKNOWN_SCHEME;
            self.report(Diagnostic::new(code, key.location, message).on_key().help(help));
        }
        let scopes = match value.kind() {
            Kind::Array => value.items().filter_map(|scope| self.text_of(scope)).collect(),
            Kind::Null => Vec::new(),
            Kind::Bool | Kind::Number | Kind::String | Kind::Object => {
                self.wrong_type(value, "an array of scopes");
                Vec::new()
            }
        };
        let scopes = scopes.into_iter().map(|scope| scope.value).collect();
        RequiredScheme { name: name(key), scheme, scopes }
    }
}
