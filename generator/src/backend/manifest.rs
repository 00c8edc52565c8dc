//! What surrounds the code of a generated package: its manifest, readme and attributes, and the runtime where it comes
//! along.
//!
//! In: the plan, for what the code needs; the configuration, for where things are. Out: files of text, made of templates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use super::features;
use crate::config::{Config, Layout, RuntimeSource};
use crate::output::template::{GIT_ATTRIBUTES, MANIFEST, README, RUSTFMT, Templates};
use crate::output::{Content, OutputFile, Tree, vendor};
use crate::passes::{Plan, server_url};

/// The edition of generated packages.
pub(crate) const EDITION: &str = "2024";

/// Everything that is not made of the document's types and operations.
pub(super) fn files(
    plan: &Plan,
    config: &Config,
    templates: &Templates,
    needs: &BTreeSet<&str>,
) -> Vec<OutputFile> {
    let text =
        |path: &str, text| OutputFile { path: path.to_owned(), content: Content::Text(text) };
    let mut files = vec![
        text(".gitattributes", templates.fill(&GIT_ATTRIBUTES, &[])),
        text("rustfmt.toml", templates.fill(&RUSTFMT, &[])),
    ];
    if config.layout == Layout::Crate {
        files.push(text("Cargo.toml", manifest(plan, config, templates, needs)));
        files.push(text("README.md", readme(plan, config, templates)));
    }
    if config.layout != Layout::Single && config.runtime == RuntimeSource::Vendor {
        files.extend(vendor::files().into_iter().map(|file| text(&file.path, file.text)));
    }
    files
}

/// The name of the package: configured, or made of the API's.
pub(super) fn package(plan: &Plan, config: &Config) -> String {
    match &config.package {
        Some(name) => name.0.clone(),
        None => kebab(&plan.names.base),
    }
}

/// The name that code calls the package by.
pub(super) fn library(plan: &Plan, config: Option<&Config>) -> String {
    config.map_or_else(|| kebab(&plan.names.base), |config| package(plan, config)).replace('-', "_")
}

/// `FibreGateway` as `fibre-gateway`. Cargo refuses a few words as names of packages.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    let mut last = '-';
    for letter in name.chars().filter(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && last != '-' && !last.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
        last = letter;
    }
    if crate::config::is_keyword(&kebab)
        || matches!(&*kebab, "test" | "core" | "std" | "alloc" | "proc_macro" | "")
    {
        kebab.push_str("-api");
    }
    kebab.trim_start_matches('-').to_owned()
}

fn manifest(plan: &Plan, config: &Config, templates: &Templates, needs: &BTreeSet<&str>) -> String {
    let license = config.license.as_ref().map(|text| format!("\nlicense = {}", quoted(text)));
    let about = format!("{}: what its OpenAPI description says, in Rust", plan.api.title());
    let dependencies: Vec<_> =
        config.dependencies.iter().map(|(name, version)| (name.clone(), quoted(version))).collect();
    let mut lines: Vec<_> =
        dependencies.iter().map(|(name, version)| format!("{name} = {version}")).collect();
    lines.push(format!("specwright-runtime = {{ {} }}", runtime(config, needs).join(", ")));
    lines.sort();
    templates.fill(
        &MANIFEST,
        &[
            ("package", &package(plan, config)),
            ("edition", EDITION),
            ("rust_version", &vendor::rust_version()),
            ("description", &escaped(&about)),
            ("license", &license.unwrap_or_default()),
            ("features", &features(plan, config).join("\n")),
            ("dependencies", &lines.join("\n")),
        ],
    )
}

/// The features of the package: they switch the runtime's, and what single tags need.
fn features(plan: &Plan, config: &Config) -> Vec<String> {
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut on = Vec::new();
    let mut add =
        |name: &str, needs: &[&'static str]| lines.insert(name.to_owned(), needs.to_vec());
    add("serde", &["specwright-runtime/serde"]);
    if config.client {
        on.extend(["client", "reqwest"]);
        add("client", &["specwright-runtime/client"]);
        add("reqwest", &["client", "specwright-runtime/reqwest"]);
    }
    if config.server {
        on.push("server");
        add("axum", &["server", "specwright-runtime/axum"]);
        add("listen", &["server", "specwright-runtime/listen"]);
        add("server", &["specwright-runtime/server"]);
    }
    let tags = if features::wanted(config) { features::all(plan) } else { BTreeSet::new() };
    if !tags.is_empty() {
        on.insert(0, features::ALL);
        lines.entry("server".to_owned()).and_modify(|needs| needs.insert(0, features::ALL));
        lines.extend(tags.iter().map(|tag| (tag.clone(), Vec::new())));
    }
    let all = (!tags.is_empty()).then(|| {
        let tags = tags.iter().map(|tag| format!("    {tag:?},\n"));
        format!("{} = [\n{}]", features::ALL, tags.collect::<String>())
    });
    let default = format!("default = {on:?}");
    let lines = lines.into_iter().map(|(name, needs)| format!("{name} = {needs:?}"));
    [Some(default), all].into_iter().flatten().chain(lines).collect()
}

/// The way from the output to a runtime in a folder elsewhere.
pub(crate) fn way_to_runtime(config: &Config) -> Option<String> {
    match &config.runtime {
        RuntimeSource::Path(folder) => {
            Some(relative(config.out().unwrap_or(Path::new("")), folder))
        }
        RuntimeSource::Vendor | RuntimeSource::Version | RuntimeSource::Git { .. } => None,
    }
}

/// Where the runtime is, and what the generated types need of it.
fn runtime(config: &Config, needs: &BTreeSet<&str>) -> Vec<String> {
    let mut parts = match &config.runtime {
        RuntimeSource::Vendor => vec![format!("path = {}", quoted(vendor::FOLDER))],
        RuntimeSource::Version => vec![format!("version = {}", quoted(env!("CARGO_PKG_VERSION")))],
        RuntimeSource::Git { url, revision } => {
            let revision = revision.as_ref().map(|revision| format!("rev = {}", quoted(revision)));
            std::iter::once(format!("git = {}", quoted(url))).chain(revision).collect()
        }
        RuntimeSource::Path(_) => way_to_runtime(config)
            .map(|way| format!("path = {}", quoted(&way)))
            .into_iter()
            .collect(),
    };
    parts.push("default-features = false".to_owned());
    if !needs.is_empty() {
        let needs: Vec<_> = needs.iter().collect();
        parts.push(format!("features = {needs:?}"));
    }
    parts
}

/// The features of the runtime that generated code cannot do without, sorted: those it has in its paths.
pub(super) fn needs(files: &[OutputFile]) -> BTreeSet<&'static str> {
    let mut needed = BTreeSet::new();
    for file in files {
        if let Content::Rust(trees) = &file.content {
            add_needs(trees, &mut needed);
        }
    }
    needed
}

/// `__rt::chrono::NaiveDate` needs `chrono`; `__rt::pattern::Pattern::regex` needs `regex`.
fn add_needs(trees: &[Tree], needed: &mut BTreeSet<&'static str>) {
    const FEATURES: [&str; 4] = ["bytes", "chrono", "regex", "uuid"];
    let mut in_path = false;
    for tree in trees {
        match tree {
            // Files are made of bytes.
            Tree::Ident(ident) if in_path && ident == "file" => drop(needed.insert("bytes")),
            Tree::Ident(ident) if in_path => {
                needed.extend(FEATURES.iter().find(|feature| ident == **feature));
            }
            Tree::Ident(ident) => in_path = ident == "__rt",
            Tree::Punct(_) => in_path &= tree.is_punct(':'),
            Tree::Group(_, inner) => {
                in_path = false;
                add_needs(inner, needed);
            }
            Tree::Literal(_) => in_path = false,
        }
    }
}

fn readme(plan: &Plan, config: &Config, templates: &Templates) -> String {
    let about = plan.api.docs.as_deref().unwrap_or_default();
    let about = about.split("\n\n").next().unwrap_or_default().trim();
    let mut features = Vec::new();
    if config.client {
        features.push("- `client` (on): calling the API; `reqwest` (on): over the network");
    }
    if config.server {
        features.push("- `server` (on): traits to implement, and the service that calls them; `listen`: on a port; `axum`: as its router");
    }
    features.push("- `serde`: `Serialize` and `Deserialize` for every type, to keep values in other places than bodies");
    if features::wanted(config) {
        features.push(
            "- `all-tags` (on): every operation; without it those whose tags are named, by features of their own",
        );
    }
    templates.fill(
        &README,
        &[
            ("title", plan.api.title()),
            ("package", &package(plan, config)),
            ("library", &library(plan, Some(config))),
            ("about", about),
            ("usage", &usage(plan, config)),
            ("features", &features.join("\n")),
        ],
    )
}

/// How the first operation is called and served.
fn usage(plan: &Plan, config: &Config) -> String {
    let Some(operation) = plan.operations.first() else {
        return String::new();
    };
    let library = library(plan, Some(config));
    let (client, method, request) = (&plan.names.client, &operation.method, &operation.request);
    let mut text = String::new();
    if config.client {
        let server = plan.api.servers.first().map(server_url);
        let url = server.filter(|url| url.contains("://"));
        let url = url.unwrap_or_else(|| "https://example.org".to_owned());
        let lines = [
            "```rust".to_owned(),
            format!("use {library}::client::{client};\n"),
            format!("let client = {client}::builder({url:?}).build()?;"),
            format!(
                "let reply = client.{method}(&request).await?; // {library}::operations::{request}"
            ),
            "```\n\n".to_owned(),
        ];
        text.push_str(&lines.join("\n"));
    }
    if config.server {
        let (api, server) = (&plan.names.api, &plan.names.server);
        let arguments = if super::server::authorizes(plan) { "app, auth" } else { "app" };
        let lines = [
            "```rust".to_owned(),
            format!("use {library}::server::{{{api}, {server}}};\n"),
            format!("// `app` implements {api}: one `async fn` for each operation"),
            format!("let service = {server}::new({arguments});"),
            "```\n\n".to_owned(),
        ];
        text.push_str(&lines.join("\n"));
    }
    text
}

/// A path as seen from a folder, without a look at the disk; output never says where on a machine it was made.
fn relative(from: &Path, to: &Path) -> String {
    let written = from.is_absolute() == to.is_absolute();
    written.then(|| between(&normal(from), &normal(to))).flatten().unwrap_or_else(|| {
        // The way back from a folder above the current one goes through names that only the full path knows.
        let full =
            |path: &Path| normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        between(&full(from), &full(to)).expect("a full path holds no `..`")
    })
}

/// The way between two folders; `None` where it would go back over a `..`.
fn between(from: &[String], to: &[String]) -> Option<String> {
    let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let back = &from[shared..];
    if back.iter().any(|name| name == "..") {
        return None;
    }
    let up = back.iter().map(|_| "..");
    let path: Vec<_> = up.chain(to[shared..].iter().map(String::as_str)).collect();
    Some(if path.is_empty() { ".".to_owned() } else { path.join("/") })
}

/// The names of a path, with `a/..` taken out.
fn normal(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if names.last().is_some_and(|last| last != "..") => {
                names.pop();
            }
            Component::Prefix(_)
            | Component::RootDir
            | Component::ParentDir
            | Component::Normal(_) => {
                names.push(component.as_os_str().to_string_lossy().into_owned());
            }
        }
    }
    names
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Text as it stands between the quotes of a TOML string.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => escaped.extend(['\\', letter]),
            _ if letter.is_control() => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages_are_words_with_hyphens() {
        for (name, package) in [
            ("Gateway", "gateway"),
            ("FibreGateway", "fibre-gateway"),
            ("HTTPApi2Go", "httpapi2-go"),
            ("Test", "test-api"),
        ] {
            assert_eq!(kebab(name), package);
        }
    }

    #[test]
    fn paths_are_seen_from_the_output() {
        for (from, to, path) in [
            (
                "specs/gateway/../../generated/gateway",
                "specs/gateway/../../runtime",
                "../../runtime",
            ),
            ("/a/b/out", "/a/runtime", "../../runtime"),
            ("out", "out/runtime", "runtime"),
            ("out", "out", "."),
            ("../out", "../runtime", "../runtime"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), path, "{from} to {to}");
        }
        let here = std::env::current_dir().expect("there is one");
        let name = here.file_name().expect("it has a name").to_string_lossy();
        assert_eq!(
            relative(Path::new("../out"), Path::new("runtime")),
            format!("../{name}/runtime")
        );
    }

    #[test]
    fn what_paths_need_is_turned_on() {
        let tokens = quote::quote! {
            struct A { day: Option<__rt::chrono::NaiveDate>, uuid: String }
            fn f() { static P: X = __rt::pattern::Pattern::regex("", ""); bytes(); }
        };
        let file = OutputFile { path: String::new(), content: Content::rust(tokens) };
        assert_eq!(Vec::from_iter(needs(&[file])), ["chrono", "regex"]);
    }

    #[test]
    fn text_stays_inside_its_quotes() {
        assert_eq!(quoted("a \"b\" \\ c\nd"), r#""a \"b\" \\ c d""#);
    }
}
