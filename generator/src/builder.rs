//! Generating from a build script: one file in `OUT_DIR`, to be included.
//!
//! In: the calls of a `build.rs`. Out: a file, and the lines that tell cargo what was read and what is wrong. Knows only
//! the crate's door.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{Config, Error, generate, generate_texts};

/// Generates code in a build script.
///
/// ```no_run
/// // build.rs; in the crate: `mod api { include!(concat!(env!("OUT_DIR"), "/openapi.rs")); }`
/// fn main() -> Result<(), specwright::Error> {
///     specwright::Builder::new("openapi.yaml").server(false).option("order", "name").generate()
/// }
/// ```
///
/// The crate that includes the file depends on `specwright-runtime`, with the features `server` and `client` as it
/// generates them.
#[derive(Debug)]
pub struct Builder {
    /// The first thing that was wrong is told by `generate`.
    config: Result<Config, Error>,
    /// Files read beside the document.
    read: Vec<PathBuf>,
    /// The document, where it is no file.
    texts: Option<BTreeMap<String, String>>,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    tell_cargo: bool,
}

impl Builder {
    /// Generates from a document, with default options.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self::of(Ok(Config::for_document(document)), Vec::new())
    }

    /// Generates as a `specwright.toml` says; its `out` and `layout` do not count here.
    pub fn config(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        Self::of(Config::read(path), vec![path.to_owned()])
    }

    /// Generates from a document of OpenAPI 3.0 that a program has made or read itself.
    ///
    /// The crate `openapiv3` keeps less than there may be in a file: nothing of OpenAPI 3.1 and 3.2, nothing beside a
    /// `$ref`, no keyword that it does not know, and large integer bounds as floats. So prefer [`Builder::new`] where
    /// there is a file. The document may only refer to itself; findings name their place in the JSON that it is written
    /// as.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), specwright::Error> {
    ///     let document = openapiv3::OpenAPI { openapi: "3.0.3".to_owned(), ..Default::default() };
    ///     specwright::Builder::from_openapi(document).generate()
    /// }
    /// ```
    #[cfg(feature = "openapiv3")]
    pub fn from_openapi(document: impl std::borrow::Borrow<openapiv3::OpenAPI>) -> Self {
        const NAME: &str = "openapi.json";
        let text = serde_json::to_string_pretty(document.borrow());
        let text = text.map_err(|error| Error::config(format!("no document: {error}")));
        let (config, texts) = match text {
            Ok(text) => (Ok(Config::for_document(NAME)), Some([(NAME.to_owned(), text)].into())),
            Err(error) => (Err(error), None),
        };
        Self { texts, ..Self::of(config, Vec::new()) }
    }

    fn of(config: Result<Config, Error>, read: Vec<PathBuf>) -> Self {
        // Whether cargo listens is known by a variable it sets for build scripts.
        let tell_cargo = std::env::var_os("CARGO_MANIFEST_DIR").is_some()
            && std::env::var_os("OUT_DIR").is_some();
        Self { config, read, texts: None, out_dir: None, file_name: None, tell_cargo }
    }

    /// Whether to generate the server. Default: yes.
    #[must_use]
    pub fn server(self, yes: bool) -> Self {
        self.set("server", if yes { "true" } else { "false" })
    }

    /// Whether to generate the client. Default: yes.
    #[must_use]
    pub fn client(self, yes: bool) -> Self {
        self.set("client", if yes { "true" } else { "false" })
    }

    /// The first word of the names that speak of the whole API.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        self.option("name", name)
    }

    /// Sets any option that takes a text, by its name in `specwright.toml`.
    #[must_use]
    pub fn option(mut self, name: &str, text: &str) -> Self {
        self.config =
            self.config.and_then(|mut config| config.set_str(name, text).map(|()| config));
        self
    }

    /// Sets any option to a value written as in `specwright.toml`: `.set("types", r#"{ "*/orderId" = "u64" }"#)`.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.config = self.config.and_then(|mut config| config.set(name, value).map(|()| config));
        self
    }

    /// Where to write. Default: `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The name of the file. Default: the document's, with `.rs`.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Whether to print lines for cargo. Default: in a build script.
    #[must_use]
    pub fn tell_cargo(mut self, yes: bool) -> Self {
        self.tell_cargo = yes;
        self
    }

    /// Generates, and writes the file unless it is there as it should be.
    ///
    /// # Errors
    /// What is wrong with options or documents, and files that cannot be read or written. Cargo is told what was read
    /// all the same, so that a mended document is built again.
    pub fn generate(self) -> Result<(), Error> {
        let cargo = Cargo { listens: self.tell_cargo };
        for path in &self.read {
            cargo.read(path);
        }
        let result = self.run(&cargo);
        if let Err(error) = &result
            && !matches!(error, Error::Document { .. })
        {
            cargo.error(&error.to_string());
        }
        result
    }

    fn run(self, cargo: &Cargo) -> Result<(), Error> {
        let mut config = self.config?;
        config.set_str("layout", "single")?;
        let document = config
            .document()
            .ok_or_else(|| Error::config("there is no document: `document` is not set"))?;
        if self.texts.is_none() {
            cargo.read(document);
        }
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let name = self.file_name.unwrap_or_else(|| format!("{stem}.rs"));
        let folder = self.out_dir.or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let folder = folder.ok_or_else(|| {
            Error::config("there is no folder to write to: OUT_DIR is not set; use `out_dir`")
        })?;

        let generation = match &self.texts {
            None => generate(&config)?,
            Some(texts) => generate_texts(&config, texts)?,
        };
        let findings = generation.findings();
        for path in findings.inputs().filter(|path| Some(path.as_path()) != config.document()) {
            cargo.read(&path);
        }
        for finding in findings.iter() {
            if finding.is_error() {
                cargo.error(&finding.to_string());
            } else if finding.is_warning() {
                cargo.warning(&finding.to_string());
            }
        }
        generation.write_single(&folder.join(name)).map(drop)
    }
}

/// Who reads the standard output of a build script.
struct Cargo {
    listens: bool,
}

impl Cargo {
    /// Cargo would build again and again for a file that is not there.
    fn read(&self, path: &Path) {
        if self.listens && path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }

    fn error(&self, text: &str) {
        self.say("error", text);
    }

    fn warning(&self, text: &str) {
        self.say("warning", text);
    }

    fn say(&self, kind: &str, text: &str) {
        if self.listens {
            for line in text.lines() {
                println!("cargo::{kind}={line}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const DOCUMENT: &str = "{openapi: 3.1.0, info: {title: Pets, version: '1'}, components: {schemas: {Pet: {type: object}}}}";

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("specwright-builder-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("the folder can be made");
        fs::write(folder.join("pets.yaml"), DOCUMENT).expect("it can be written");
        folder
    }

    #[test]
    fn one_file_is_made_and_left_alone_while_it_is_current() {
        let folder = folder("one");
        let build = || {
            Builder::new(folder.join("pets.yaml"))
                .server(false)
                .out_dir(folder.join("out"))
                .generate()
        };
        build().expect("the document is right");
        let file = folder.join("out/pets.rs");
        let text = fs::read_to_string(&file).expect("it was written");
        assert!(!text.contains("#!["), "inner attributes cannot be included");
        let written = fs::metadata(&file).and_then(|data| data.modified()).expect("it is there");
        build().expect("the document is right");
        assert_eq!(
            fs::metadata(&file).and_then(|data| data.modified()).expect("it is there"),
            written
        );
        assert_eq!(fs::read_dir(folder.join("out")).expect("it is there").count(), 1);
        drop(fs::remove_dir_all(folder));
    }

    #[cfg(feature = "openapiv3")]
    #[test]
    fn a_document_in_memory_gives_what_its_file_gives() {
        let folder = folder("memory");
        let text = DOCUMENT.replace("3.1.0", "3.0.3").replace("{title", "{description: D, title");
        let text = text.replace("components", "paths: {}, components");
        fs::write(folder.join("openapi.yaml"), &text).expect("it can be written");
        Builder::new(folder.join("openapi.yaml"))
            .out_dir(folder.join("file"))
            .generate()
            .expect("the document is right");
        let mut document = openapiv3::OpenAPI { openapi: "3.0.3".to_owned(), ..Default::default() };
        document.info.title = "Pets".to_owned();
        document.info.version = "1".to_owned();
        document.info.description = Some("D".to_owned());
        let pet =
            openapiv3::SchemaKind::Type(openapiv3::Type::Object(openapiv3::ObjectType::default()));
        let pet =
            openapiv3::Schema { schema_data: openapiv3::SchemaData::default(), schema_kind: pet };
        let schemas = &mut document.components.get_or_insert_default().schemas;
        schemas.insert("Pet".to_owned(), openapiv3::ReferenceOr::Item(pet));
        Builder::from_openapi(&document)
            .out_dir(folder.join("memory"))
            .generate()
            .expect("the document is right");
        let made = |name: &str| fs::read_to_string(folder.join(name).join("openapi.rs"));
        assert_eq!(made("memory").expect("it was made"), made("file").expect("it was made"));
        document.openapi = "2.0".to_owned();
        let wrong = Builder::from_openapi(document).out_dir(folder.join("wrong")).generate();
        assert!(matches!(wrong, Err(Error::Document { .. })), "{wrong:?}");
        drop(fs::remove_dir_all(folder));
    }

    #[test]
    fn what_is_wrong_is_an_error_and_nothing_is_written() {
        let folder = folder("wrong");
        let out = folder.join("out");
        let missing = Builder::new(folder.join("none.yaml")).out_dir(&out).generate();
        assert!(matches!(missing, Err(Error::Read { .. })), "{missing:?}");
        let option = Builder::new(folder.join("pets.yaml"))
            .option("nmae", "X")
            .name("Y")
            .out_dir(&out)
            .generate();
        let problem = option.expect_err("there is no such option").to_string();
        assert!(problem.contains("did you mean `name`?"), "{problem}");
        fs::write(folder.join("pets.yaml"), "swagger: '2.0'").expect("it can be written");
        let document = Builder::new(folder.join("pets.yaml")).out_dir(&out).generate();
        assert!(matches!(document, Err(Error::Document { .. })), "{document:?}");
        assert!(!out.exists());
        drop(fs::remove_dir_all(folder));
    }
}
