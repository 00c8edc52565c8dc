//! Every file below `tests/cases` is a case: generated, and what it shows compared with the snapshot beside it.
//!
//! `tests/cases/README.md` says how a case is written.

use std::path::{Path, PathBuf};

use specwright::{Config, Error, Format, Generation};
use specwright_tests::{Scratch, files, root};

/// A case, taken apart.
struct Case {
    /// `models/object`
    name: String,
    show: String,
    /// Path and text; the first is the entry document.
    documents: Vec<(String, String)>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a case");
        let name = path.strip_prefix(folder()).expect("a case below the folder").with_extension("");
        let show = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# show: "))
            .unwrap_or_default()
            .to_owned();
        let mut documents = vec![("openapi.yaml".to_owned(), String::new())];
        for line in text.split_inclusive('\n') {
            if let Some(next) = line.strip_prefix("#- ") {
                documents.push((next.trim().to_owned(), String::new()));
            } else if let Some((_, text)) = documents.last_mut() {
                text.push_str(line);
            }
        }
        Self { name: name.to_string_lossy().into_owned(), show, documents }
    }

    /// Generates the case in a folder of its own, which no snapshot may name.
    fn generate(&self, scratch: &Scratch) -> Result<Generation, Error> {
        for (path, text) in &self.documents {
            scratch.write(path, text);
        }
        let toml = self.documents.iter().find(|(path, _)| path == "specwright.toml");
        let text = toml.map_or("", |(_, text)| text.as_str());
        let mut config = Config::parse(text, &scratch.path().join("specwright.toml"))?;
        config.set_str("document", &scratch.path().join("openapi.yaml").to_string_lossy())?;
        specwright::generate(&config)
    }

    /// What the snapshot holds.
    fn shown(&self) -> String {
        let scratch = Scratch::new(&self.name.replace('/', "-"));
        let generation = match self.generate(&scratch) {
            Ok(generation) => generation,
            Err(error) => return scratch.without_path(&error.to_string()),
        };
        let findings = scratch.without_path(&generation.findings().render(Format::Human, false));
        let wanted = |path: &str| match self.show.as_str() {
            "api" => path == "API.txt",
            "package" => ["Cargo.toml", "src/lib.rs"].contains(&path),
            "modules" => {
                path == "Cargo.toml" || path.starts_with("src/") && path.matches('/').count() == 1
            }
            "diagnostics" => false,
            folder @ ("models" | "operations" | "server" | "client") => {
                path.starts_with(&format!("src/{folder}/")) || path == format!("src/{folder}.rs")
            }
            other => panic!("{}: `# show: {other}` is nothing that can be shown", self.name),
        };
        let mut shown = String::new();
        for (path, text) in generation.files().filter(|(path, _)| wanted(path)) {
            // The file that only lists modules says nothing that the others don't.
            if !is_list_of_modules(text) {
                shown.extend(["── ", path, "\n", text, "\n"]);
            }
        }
        match (self.show.as_str(), findings.is_empty()) {
            ("diagnostics", true) => "nothing to say\n".to_owned(),
            (_, true) => shown,
            (_, false) => format!("{shown}── diagnostics\n{findings}"),
        }
    }
}

fn folder() -> PathBuf {
    root().join("tests/cases")
}

/// A row of `modules!`.
fn is_module(row: &str) -> bool {
    row.strip_suffix(',')
        .is_some_and(|name| name.chars().all(|char| char == '_' || char.is_ascii_alphanumeric()))
}

fn is_list_of_modules(text: &str) -> bool {
    text.lines().all(|line| {
        line.is_empty()
            || line.starts_with("//")
            || line.starts_with("mod ")
            || line.starts_with("pub use ")
            || line == "use specwright_runtime::modules;"
            || line == "modules! {"
            || line == "}"
            || line.strip_prefix("    ").is_some_and(is_module)
    })
}

#[test]
fn every_case_shows_what_its_snapshot_holds() {
    let mut wrong = Vec::new();
    let cases = files(&folder(), "yaml");
    assert!(cases.len() >= 25, "only {} cases were found", cases.len());
    for path in cases {
        let case = Case::read(&path);
        // The cases of one folder of versions say the same thing, so they have one snapshot.
        let versions = case.name.starts_with("versions/");
        let snapshot =
            if versions { "versions" } else { case.name.rsplit('/').next().unwrap_or_default() };
        let shown = case.shown();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a case stands in a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_input_file();
        let compare = || settings.bind(|| insta::assert_snapshot!(snapshot, shown));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(compare)).is_err() {
            wrong.push(case.name);
        }
    }
    assert!(wrong.is_empty(), "these differ from their snapshots:\n{}", wrong.join("\n"));
}
