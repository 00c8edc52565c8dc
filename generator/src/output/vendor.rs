//! The runtime, written beside the output so that it compiles where nothing is published or installed.
//!
//! In: the runtime's sources, as they were when the generator was compiled. Out: the files of a local crate.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::File;

/// The folder of the runtime's crate in the output.
pub(crate) const FOLDER: &str = "runtime";

/// Declares the list of sources, each embedded.
macro_rules! sources {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../embedded/runtime/", $path)))),*]
    };
}

/// Every source of the runtime, by path below its `src`. Its own tests stay at home.
static SOURCES: &[(&str, &str)] = sources![
    "base64.rs"
    "check/at.rs"
    "check/format.rs"
    "check/measure.rs"
    "check/members.rs"
    "check/mod.rs"
    "check/number.rs"
    "check/unique.rs"
    "check/whole.rs"
    "client/attempts.rs"
    "client/builder.rs"
    "client/core.rs"
    "client/credentials.rs"
    "client/error.rs"
    "client/methods.rs"
    "client/mod.rs"
    "client/oauth2.rs"
    "client/options.rs"
    "client/pages/link.rs"
    "client/pages/mod.rs"
    "client/pages/paging.rs"
    "client/pages/walk.rs"
    "client/receive.rs"
    "client/recorded.rs"
    "client/reqwest.rs"
    "client/retry.rs"
    "client/span.rs"
    "client/target.rs"
    "client/transport.rs"
    "file.rs"
    "lib.rs"
    "operation/body.rs"
    "operation/codec.rs"
    "operation/framing.rs"
    "operation/items.rs"
    "operation/media.rs"
    "operation/meta.rs"
    "operation/mod.rs"
    "operation/multipart/mod.rs"
    "operation/multipart/parse.rs"
    "operation/part.rs"
    "operation/percent.rs"
    "operation/reading.rs"
    "operation/replies.rs"
    "operation/stream.rs"
    "operation/table.rs"
    "operation/tree.rs"
    "operation/writing.rs"
    "operation/xml/mod.rs"
    "operation/xml/names.rs"
    "operation/xml/read.rs"
    "operation/xml/write.rs"
    "param/decode.rs"
    "param/encode.rs"
    "param/mod.rs"
    "param/pairs.rs"
    "param/place.rs"
    "param/text.rs"
    "patch.rs"
    "pattern.rs"
    "secret.rs"
    "server/auth.rs"
    "server/axum.rs"
    "server/call.rs"
    "server/context.rs"
    "server/failure.rs"
    "server/hooks.rs"
    "server/listen.rs"
    "server/mod.rs"
    "server/options.rs"
    "server/progress.rs"
    "server/refusal.rs"
    "server/route.rs"
    "server/serve.rs"
    "server/share.rs"
    "server/table.rs"
    "time.rs"
    "wire/capture.rs"
    "wire/choice.rs"
    "wire/constant.rs"
    "wire/container.rs"
    "wire/error.rs"
    "wire/evidence.rs"
    "wire/explain.rs"
    "wire/members.rs"
    "wire/mend.rs"
    "wire/mod.rs"
    "wire/object.rs"
    "wire/record.rs"
    "wire/row.rs"
    "wire/scalar.rs"
    "wire/tag.rs"
    "wire/union.rs"
    "wire/words.rs"
];

/// The manifests that the crate's own is made of: its own at home, and the workspace's that it inherits from.
static OWN: &str = include_str!("../../embedded/runtime.toml");
static WORKSPACE: &str = include_str!("../../embedded/workspace.toml");

/// The files of the runtime's crate, below [`FOLDER`].
pub(crate) fn files() -> Vec<File> {
    let sources = SOURCES.iter().map(|(path, text)| File {
        path: format!("{FOLDER}/src/{path}"),
        text: (*text).to_owned(),
    });
    let manifest = File { path: format!("{FOLDER}/Cargo.toml"), text: manifest(OWN, WORKSPACE) };
    std::iter::once(manifest).chain(sources).collect()
}

/// The oldest compiler that the runtime, and so the output, can be compiled with.
pub(crate) fn rust_version() -> String {
    let workspace = parse(WORKSPACE);
    text(table(table(&workspace, "workspace"), "package"), "rust-version")
}

/// The manifest without what it inherits, and without what only its own tests need.
fn manifest(own: &str, workspace: &str) -> String {
    let own = parse(own);
    let workspace = parse(workspace);
    let shared = table(&workspace, "workspace");
    let package = table(shared, "package");
    let mut lines = vec![
        "# Written by specwright: the runtime of the generated code, as it came with the generator.".to_owned(),
        "[package]".to_owned(),
        format!("name = {:?}", text(table(&own, "package"), "name")),
        format!("description = {:?}", text(table(&own, "package"), "description")),
    ];
    for key in ["version", "edition", "rust-version", "license"] {
        lines.push(format!("{key} = {:?}", text(package, key)));
    }
    lines.push("publish = false\n\n[lib]\ntest = false\ndoctest = false\n\n[features]".to_owned());
    for (name, features) in table(&own, "features") {
        lines.push(format!("{} = {}", name.get_ref(), list(features.get_ref())));
    }
    lines.push("\n[dependencies]".to_owned());
    for (name, dependency) in table(&own, "dependencies") {
        let inherited = table(shared, "dependencies").get(name.get_ref().as_ref());
        lines.push(dependency_line(
            name.get_ref(),
            dependency.get_ref(),
            inherited.map(toml::Spanned::get_ref),
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A dependency with what it inherits.
fn dependency_line(name: &str, own: &DeValue<'_>, inherited: Option<&DeValue<'_>>) -> String {
    let mut version = String::new();
    let mut flags: BTreeMap<String, bool> = BTreeMap::new();
    let mut features: Vec<String> = Vec::new();
    for layer in [inherited, Some(own)].into_iter().flatten() {
        if let Some(text) = layer.as_str() {
            text.clone_into(&mut version);
        }
        for (key, value) in layer.as_table().into_iter().flatten() {
            let value = value.get_ref();
            match key.get_ref().as_ref() {
                "version" => value.as_str().unwrap_or_default().clone_into(&mut version),
                "workspace" => {}
                "features" => {
                    let more = value.as_array().into_iter().flatten();
                    features
                        .extend(more.filter_map(|item| item.get_ref().as_str().map(str::to_owned)));
                }
                flag => flags.extend(value.as_bool().map(|on| (flag.to_owned(), on))),
            }
        }
    }
    features.sort();
    features.dedup();
    let mut parts = vec![format!("version = {version:?}")];
    parts.extend(flags.iter().map(|(flag, on)| format!("{flag} = {on}")));
    if !features.is_empty() {
        parts.push(format!("features = {features:?}"));
    }
    format!("{name} = {{ {} }}", parts.join(", "))
}

fn parse(text: &str) -> DeTable<'_> {
    DeTable::parse(text).expect("the workspace's own manifests are TOML").into_inner()
}

fn table<'t, 'i>(of: &'t DeTable<'i>, key: &str) -> &'t DeTable<'i> {
    let found = of.get(key).and_then(|value| value.get_ref().as_table());
    found.expect("the workspace's manifests have the tables that the runtime's is made of")
}

fn text(of: &DeTable<'_>, key: &str) -> String {
    let found = of.get(key).and_then(|value| value.get_ref().as_str());
    found.expect("the workspace's manifests say what the runtime's repeats").to_owned()
}

fn list(value: &DeValue<'_>) -> String {
    let items = value.as_array().into_iter().flatten().filter_map(|item| item.get_ref().as_str());
    format!("{:?}", items.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Below `runtime/src`, what is not a test of its own.
    fn on_disk(folder: &std::path::Path, below: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the runtime's sources are there") {
            let entry = entry.expect("the runtime's sources are there");
            let name = entry.file_name().into_string().expect("our file names are text");
            let path = format!("{below}{name}");
            if entry.path().is_dir() {
                if name != "tests" {
                    on_disk(&entry.path(), &format!("{path}/"), found);
                }
            } else if entry.path().extension().is_some_and(|extension| extension == "rs")
                && name != "tests.rs"
            {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_source_of_the_runtime_is_embedded() {
        let mut found = Vec::new();
        on_disk(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("embedded/runtime"),
            "",
            &mut found,
        );
        found.sort();
        let embedded: Vec<_> = SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        let list: Vec<_> = found.iter().map(|path| format!("    {path:?}")).collect();
        assert!(embedded == found, "the list in output/vendor.rs should be\n{}", list.join("\n"));
    }

    #[test]
    fn a_manifest_inherits_nothing_once_it_is_written() {
        let workspace = "[workspace.package]\nversion = '1.0.0'\nedition = '2024'\nrust-version = '1.88'\nlicense = 'MIT'\n\
             [workspace.dependencies]\nhttp = '1.5'\nserde = { version = '1', default-features = false, features = ['std'] }\n";
        let own = "[package]\nname = 'r'\ndescription = 'd'\nversion.workspace = true\n[features]\nserver = ['dep:http']\n\
             [dependencies]\nhttp = { workspace = true, optional = true }\nserde = { workspace = true, features = ['rc'] }\n\
             [dev-dependencies]\nhttp.workspace = true\n";
        let written = manifest(own, workspace);
        assert!(written.ends_with(
            "[features]\nserver = [\"dep:http\"]\n\n[dependencies]\nhttp = { version = \"1.5\", optional = true }\n\
             serde = { version = \"1\", default-features = false, features = [\"rc\", \"std\"] }\n"
        ), "{written}");
        assert!(written.contains("[lib]\ntest = false"), "{written}");
    }

    #[test]
    fn the_real_manifest_is_complete() {
        let written = manifest(OWN, WORKSPACE);
        assert!(!written.contains("workspace") && !written.contains("version = \"\""), "{written}");
        DeTable::parse(&written).expect("it is TOML");
    }
}
