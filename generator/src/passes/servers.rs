//! Servers: which of them become types whose variables are chosen, and where single operations are served.

use std::collections::BTreeSet;

use super::names;
use super::plan::{ApiNames, SchemePlan, ServerPlan, ServerVariablePlan};
use super::tables::Tables;
use crate::ir::{Api, Operation, Server};

/// The URL with each variable at its default.
pub(crate) fn with_defaults(server: &Server) -> String {
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url
}

/// Where an operation is served that the API's own servers do not serve.
pub(super) fn elsewhere(api: &Api, operation: &Operation) -> Vec<String> {
    if operation.servers == api.servers {
        return Vec::new();
    }
    operation.servers.iter().map(with_defaults).collect()
}

/// The paths of servers, each once, in their order: what stands before the paths of the operations that they serve. A
/// variable that may be any text is a parameter of the path.
pub(super) fn bases(servers: &[Server]) -> Vec<String> {
    let mut bases: Vec<String> = Vec::new();
    for base in servers.iter().flat_map(urls).map(|url| path(&url)) {
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    if bases.is_empty() { vec![String::new()] } else { bases }
}

/// The URLs that a server's variables give, as far as they differ in their path.
fn urls(server: &Server) -> Vec<String> {
    let mut urls = vec![server.url.clone()];
    for variable in used(server) {
        let place = format!("{{{}}}", variable.name);
        let all: Vec<&str> = variable.values.iter().map(String::as_str).collect();
        let values = match &all[..] {
            _ if !path(&server.url).contains(&place) && !variable.default.contains('/') => {
                vec![variable.default.as_str()]
            }
            [] if variable.default.is_empty() || variable.default.contains('/') => {
                vec![variable.default.as_str()]
            }
            [] => vec![place.as_str()],
            all if urls.len() * all.len() <= MOST_BASES => all.to_vec(),
            _ => vec![place.as_str()],
        };
        let given = |url: &String| -> Vec<String> {
            values.iter().map(|value| url.replace(&place, value)).collect()
        };
        urls = urls.iter().flat_map(given).collect();
    }
    urls
}

/// More combinations of variables than these are parameters of the path instead.
const MOST_BASES: usize = 64;

/// The path of a URL, without the slash at its end. One that is relative to the document says nothing of it.
pub(crate) fn path(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let behind_host = |rest: &str| rest.find('/').map_or(String::new(), |at| rest[at..].to_owned());
    let path = match url.split_once("://") {
        Some((_, rest)) => behind_host(rest),
        None if url.starts_with("//") => behind_host(&url[2..]),
        None if url.starts_with('/') => url.to_owned(),
        // A variable that stands for scheme and host.
        None if url.starts_with('{') => behind_host(url),
        None => String::new(),
    };
    path.trim_end_matches('/').to_owned()
}

/// The base paths of an operation that the API's own servers do not serve.
pub(super) fn bases_elsewhere(api: &Api, operation: &Operation) -> Vec<String> {
    let own = operation.servers.is_empty() || operation.servers == api.servers;
    if own { Vec::new() } else { bases(&operation.servers) }
}

/// The names of all types but those of servers: in one file they would meet.
pub(super) fn taken(
    tables: &Tables<'_>,
    names: [&ApiNames; 2],
    schemes: &[SchemePlan],
) -> BTreeSet<String> {
    let mut taken: BTreeSet<String> = tables.names.name.values().cloned().collect();
    taken.extend(tables.names.operations.iter().flatten().cloned());
    taken.extend(tables.names.choices.values().map(|choice| choice.name.clone()));
    taken.extend(schemes.iter().map(|scheme| scheme.ty.clone()));
    for names in names {
        taken.extend(names.all().cloned());
    }
    taken
}

/// A type for each server of the API that has variables; `taken` are the names of all other types.
pub(super) fn plan(api: &Api, taken: &BTreeSet<String>) -> Vec<ServerPlan> {
    // A relative URL is no base URL yet, whatever its variables are.
    let servers: Vec<&Server> = api
        .servers
        .iter()
        .filter(|server| with_defaults(server).contains("://") && !used(server).is_empty())
        .collect();
    let mut wanted: Vec<String> = servers.iter().map(|server| wanted(server)).collect();
    let count = wanted.len();
    // Names of others come first, so that they are theirs.
    wanted.splice(0..0, taken.iter().cloned());
    let given = names::unique(&wanted, |index| format!("Api{}", wanted[index]), "");
    let given = &given[given.len() - count..];
    let mut taken: BTreeSet<String> = taken.iter().chain(given).cloned().collect();
    servers.into_iter().zip(given).map(|(server, name)| one(server, name, &mut taken)).collect()
}

/// `EuropeServer`, of the name or of a description that is no sentence.
fn wanted(server: &Server) -> String {
    let short = server.docs.as_deref().filter(|docs| docs.split_whitespace().count() < 4);
    let hint = names::upper_camel(server.name.as_deref().or(short).unwrap_or_default());
    let stem = hint.strip_suffix("Server").unwrap_or(&hint);
    // Text without a letter or digit is given a name all the same, which says nothing here.
    let says =
        server.name.as_deref().or(short).is_some_and(|text| text.chars().any(char::is_alphabetic));
    if says { format!("{stem}Server") } else { "Server".to_owned() }
}

fn used(server: &Server) -> Vec<&crate::ir::ServerVariable> {
    let stands = |name: &str| server.url.contains(&format!("{{{name}}}"));
    server.variables.iter().filter(|variable| stands(&variable.name)).collect()
}

fn one(server: &Server, name: &str, taken: &mut BTreeSet<String>) -> ServerPlan {
    let used = used(server);
    let fields = names::fields(used.iter().map(|variable| variable.name.as_str()));
    let mut variables = Vec::new();
    for (variable, field) in used.into_iter().zip(fields) {
        let values: Vec<crate::ir::EnumValue> = variable
            .values
            .iter()
            .map(|value| crate::ir::EnumValue {
                value: crate::source::Literal::String(value.clone()),
                name: None,
                docs: None,
            })
            .collect();
        // A default that is none of the values was complained of, and leaves no choice to make.
        let is_choice = variable.values.contains(&variable.default);
        let choice = is_choice.then(|| {
            let stem = format!("{name}{}", names::upper_camel(&variable.name));
            let numbered = (2..).map(|number| format!("{stem}{number}"));
            let free = std::iter::once(stem.clone()).chain(numbered);
            let choice = free.into_iter().find(|name| taken.insert(name.clone()));
            choice.expect("numbers do not end")
        });
        variables.push(ServerVariablePlan {
            field: names::identifier(&field),
            name: variable.name.clone(),
            docs: variable.docs.clone(),
            default: variable.default.clone(),
            variants: names::enum_variants(&values)
                .into_iter()
                .zip(variable.values.clone())
                .collect(),
            choice,
        });
    }
    ServerPlan {
        name: name.to_owned(),
        url: server.url.clone(),
        docs: server.docs.clone(),
        variables,
    }
}

#[cfg(test)]
mod tests {
    use super::bases;
    use crate::ir::{Server, ServerVariable};

    fn server(url: &str, variables: &[(&str, &str, &[&str])]) -> Server {
        let variables = variables.iter().map(|(name, default, values)| ServerVariable {
            name: (*name).to_owned(),
            default: (*default).to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            docs: None,
        });
        Server { url: url.to_owned(), name: None, docs: None, variables: variables.collect() }
    }

    #[test]
    fn servers_say_what_stands_before_each_path() {
        type Case = (
            &'static str,
            &'static [(&'static str, &'static str, &'static [&'static str])],
            &'static [&'static str],
        );
        let cases: &[Case] = &[
            ("https://host/v1", &[], &["/v1"]),
            ("https://host/a/b/?x=1#y", &[], &["/a/b"]),
            ("https://host", &[], &[""]),
            ("/v2/", &[], &["/v2"]),
            ("//host/v2", &[], &["/v2"]),
            (".", &[], &[""]),
            ("./v1", &[], &[""]),
            ("https://{region}.host/v1", &[("region", "eu", &["eu", "us"])], &["/v1"]),
            ("https://host/{v}", &[("v", "v1", &["v1", "v2"])], &["/v1", "/v2"]),
            ("https://host/{v}", &[("v", "v1", &[])], &["/{v}"]),
            ("https://{host}{base}", &[("host", "h", &[]), ("base", "/api/v1", &[])], &["/api/v1"]),
            ("{url}/x", &[("url", "https://host/v1", &[])], &["/v1/x"]),
            ("{url}/x", &[], &["/x"]),
            ("https://host/{base}", &[("base", "", &[])], &[""]),
        ];
        for (url, variables, expected) in cases {
            assert_eq!(bases(&[server(url, variables)]), *expected, "{url}");
        }
        let two = [server("https://a/v1", &[]), server("https://b/v1", &[]), server("/", &[])];
        assert_eq!(bases(&two), ["/v1", ""]);
        assert_eq!(bases(&[]), [""]);
    }
}
