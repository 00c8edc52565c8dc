//! `specwright.toml`: what a user decides about the output.
//!
//! In: the file, or calls of the builder or the command line. Out: a [`Config`] with every path resolved against the
//! file's folder and every selector, name and type checked for its form, so that later stages need not. Anything wrong
//! is an [`Error`](crate::Error) with file, line and column; this module never says anything about a document.

mod choice;
mod options;
mod pagination;
mod read;
mod rust;
mod select;
mod setting;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) use choice::{Groups, Layout, Order, RuntimeSource, UnionPolicy};
pub(crate) use options::{OptionDocs, Options};
pub(crate) use pagination::{Pagination, Paginations, PagingStyle, Pointer, Spot};
pub(crate) use rust::{RustName, RustPath, RustTypeText, is_keyword};
pub(crate) use select::{OperationFilter, Rules, Target};

use options::options;

options! {
    /// What to generate, from which document, and where to put it.
    ///
    /// ```
    /// let mut config = specwright::Config::for_document("openapi.yaml");
    /// config.set_str("package", "my-api")?;
    /// # Ok::<(), specwright::Error>(())
    /// ```
    pub struct Config {
        /// The entry document, relative to this file. Documents it refers to are found from there.
        document: Option<PathBuf> = None, r#""openapi.yaml""#;

        /// The folder to write, relative to this file. Everything in it belongs to the generator.
        out: Option<PathBuf> = None, r#""generated""#;

        /// The name of the generated package. Default: the title of the document.
        package: Option<PackageName> = None, r#""my-api""#;

        /// The first word of the names that speak of the whole API: `Gateway` gives `GatewayApi`, `GatewayServer`.
        /// Default: made of the title of the document.
        name: Option<RustName> = None, r#""MyApi""#;

        /// Where generated code finds its runtime: `vendor` writes its sources beside the output, `path:DIR` names a
        /// local copy (relative to this file), `git:URL` a repository, `version` the published crate of this version.
        runtime: RuntimeSource = RuntimeSource::Vendor, r#""vendor""#;

        /// The shape of the output: `crate` is a package of its own, `module` the same files for a folder inside
        /// another package, `single` one file, for `include!`.
        layout: Layout = Layout::Crate, r#""crate""#;

        /// Whether to generate the server: traits to implement, routing, checks.
        server: bool = true, "true";

        /// Whether to generate the client.
        client: bool = true, "true";

        /// Which operations share a trait of the server: with `one` all of them, with `tag` those whose first tag is the
        /// same, and those that have none. A server is then given something that implements every trait.
        groups: Groups = Groups::One, r#""one""#;

        /// Whether the package has a feature for each tag, all of them on by default: who turns the default ones off and
        /// names those of some tags compiles their operations alone, and what these need. A feature is called after the
        /// tag (`service-orders`, `untagged`). The server has every operation, whatever is named. For packages: inside
        /// another, that one's features would be needed.
        tag_features: bool = false, "true";

        /// Operations that are not served yet, named as in `include`: no trait has them, and the server answers them with
        /// 501. `API.txt` lists them.
        stub: Vec<OperationFilter> = Vec::new(), r#"["cancelOrder", "tag:Reports"]"#;

        /// The order of fields and variants: `document` or `name`.
        order: Order = Order::Document, r#""document""#;

        /// What becomes of a value that fits several branches of a union: with `first` the branch is taken that knows most
        /// of its properties, of equal ones the first; with `reject` it is refused, as `oneOf` has it to the letter.
        union: UnionPolicy = UnionPolicy::First, r#""first""#;

        /// Whether a schema without `type` takes its type from the keywords it has, as authors mean it: one with
        /// `maxLength` is a string. Else it takes values of all other types as they are, as JSON Schema has it.
        implied_types: bool = true, "true";

        /// Operations to generate; all where the list is empty. An operation is named by its id, as `tag:NAME`, or as
        /// `METHOD /path`; `*` stands for any part of a name. What only the others use is left out as well.
        include: Vec<OperationFilter> = Vec::new(), r#"["createOrder", "tag:Orders", "GET /orders/*"]"#;

        /// Operations to leave out, named as in `include`.
        exclude: Vec<OperationFilter> = Vec::new(), r#"["tag:Internal"]"#;

        /// Findings that are not worth saying, by code; `warnings` is all of them. Errors cannot be allowed.
        allow: Vec<DiagnosticName> = Vec::new(), r#"["number-as-identifier"]"#;

        /// Findings that keep the output from being written, by code; `warnings` is all of them.
        deny: Vec<DiagnosticName> = Vec::new(), r#"["warnings"]"#;

        /// Whether references may leave the folder of the entry document.
        allow_outside: bool = false, "false";

        /// A folder, relative to this file, with templates of your own: a file there replaces ours of the same name.
        templates: Option<PathBuf> = None, r#""templates""#;

        /// The licence that the generated package names.
        license: Option<String> = None, r#""MIT""#;

        /// Packages that the generated one depends on beside its runtime, for the types that are named here: name and
        /// version.
        dependencies: BTreeMap<String, String> = BTreeMap::new(), r#"rust_decimal = "1.36""#;

        /// The Rust type of schemas, properties and parameters. A selector is a component (`Contact`), a property or
        /// parameter (`Contact/phone`, `*/orderId`), or a JSON pointer (`#/components/schemas/Contact`,
        /// `schemas/contact.yaml#/properties/phone`); `*` stands for any part of a name, `**` for any names. An exact
        /// selector goes before one with `*`, and a later one before an earlier one.
        types: Rules<RustTypeText> = Rules::default(), r#""*/orderId" = "u64""#;

        /// Rust names of types, fields, variants and operations, by the same selectors.
        names: Rules<RustName> = Rules::default(), r#""Contact" = "ContactPerson""#;

        /// The Rust type of each `format` of strings and numbers.
        formats: BTreeMap<String, RustTypeText> = BTreeMap::new(), r#"date-time = "String""#;

        /// Traits to derive on generated types beyond those that always are, by selector.
        derives: Rules<Vec<RustPath>> = Rules::default(), r#""*" = ["Hash"]"#;

        /// The union policy of single schemas, by selector.
        unions: Rules<UnionPolicy> = Rules::default(), r#""ServiceOrderAmendmentRequest" = "reject""#;

        /// The status that a refusal has, by its reason, in operations that declare it; others keep to the usual ones.
        statuses: Statuses = Statuses::default(), "missing = 422\nforbidden = 404";

        /// Operations whose answers are pages, named as in `include`: the client has a method more for each, whose stream
        /// asks for one page after the other. `style` says what leads to the next: a `cursor` that the answer gives, an
        /// `offset` in items, the number of the `page`, or a `link` that the answer names. `parameter` has it, and `next`
        /// is where the next cursor or address stands: a JSON pointer into the body (`/orders/last/id` is in the last of
        /// its orders), one of its members, or `header:NAME`. `items` is where the items stand, `more` whether there are
        /// further ones, `total` how many items or pages, `first` what the parameter starts with, and `most-pages` where
        /// reading ends with an error.
        pagination: Paginations = Paginations::default(), r#"listOrders = { style = "cursor", parameter = "cursor", next = "/paging/next", items = "/orders" }
"GET /lines" = { style = "offset", parameter = "offset", items = "lines", total = "header:X-Total-Count" }
listSites = { style = "page", parameter = "page", first = 0, items = "/sites", more = "/more" }
listPorts = { style = "link", most-pages = 100 }"#;

        /// Bounds on what is read, against documents that would exhaust the machine.
        limits: Limits = Limits::default(), "depth = 256\nfile-bytes = 67108864\nfiles = 10000\nvalues = 10000000\nfindings = 50";
    } beside {
        /// The file that was read.
        file: Option<PathBuf>;
    }
}

options! {
    /// Bounds on what is read and shown; `None` is for the reader's own.
    pub(crate) struct Limits {
        /// How deep values may nest. Default: 256.
        depth: Option<usize> = None, "256";

        /// How many bytes a file may have. Default: 64 MiB.
        file_bytes: Option<usize> = None, "67108864";

        /// How many files may be read. Default: 10000.
        files: Option<usize> = None, "10000";

        /// How many values a file may hold, aliases followed. Default: 10 million.
        values: Option<usize> = None, "10000000";

        /// How many findings are shown. Default: 50.
        findings: Option<usize> = None, "50";
    }
}

options! {
    /// The statuses of refusals; `None` is for the usual ones.
    pub(crate) struct Statuses {
        /// What cannot be read as what it should be. Usually 400.
        malformed: Option<StatusCode> = None, "400";

        /// Something required that is not there. Usually 400.
        missing: Option<StatusCode> = None, "422";

        /// What can be read, and is against a constraint. Usually 422.
        invalid: Option<StatusCode> = None, "400";

        /// No credentials, or none that hold. Usually 401.
        unauthenticated: Option<StatusCode> = None, "403";

        /// Credentials that do not allow this. Usually 403.
        forbidden: Option<StatusCode> = None, "404";

        /// No media type that the caller would take. Usually 406.
        not_acceptable: Option<StatusCode> = None, "400";

        /// A body beyond the limit. Usually 413.
        too_large: Option<StatusCode> = None, "400";

        /// A body in a media type that is not declared. Usually 415.
        unsupported_media_type: Option<StatusCode> = None, "400";

        /// A failure that nobody foresaw. Usually 500.
        unexpected: Option<StatusCode> = None, "503";

        /// An operation of `stub`. Usually 501.
        not_implemented: Option<StatusCode> = None, "503";
    }
}

/// The status of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatusCode(pub(crate) u16);

/// The name of a package, as cargo allows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackageName(pub(crate) String);

/// A code of the table of diagnostics, or `warnings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DiagnosticName(pub(crate) String);

impl Config {
    /// A configuration of defaults for one document.
    pub fn for_document(document: impl Into<PathBuf>) -> Self {
        Self { document: Some(document.into()), ..Self::default() }
    }

    /// Understands the text of a `specwright.toml`; `path` is where it is or would be.
    ///
    /// # Errors
    /// It is no TOML; an option is unknown or has a value it cannot have. All that is wrong is told at once.
    pub fn parse(text: &str, path: &Path) -> Result<Self, crate::Error> {
        read::config(text, path).map_err(wrong)
    }

    /// Sets an option to a value written as in the file: `config.set("server", "false")`. Paths are relative to the
    /// current folder.
    pub fn set(&mut self, option: &str, value: &str) -> Result<(), crate::Error> {
        read::set(self, option, value).map_err(wrong)
    }

    /// Sets an option to a text: `config.set_str("package", "my-api")`.
    pub fn set_str(&mut self, option: &str, value: &str) -> Result<(), crate::Error> {
        read::set_str(self, option, value).map_err(wrong)
    }

    /// Adds a text to an option that is a list: `config.add_str("deny", "warnings")`.
    pub fn add_str(&mut self, option: &str, value: &str) -> Result<(), crate::Error> {
        let mut one = Self::default();
        one.set(option, &format!("[{value:?}]"))?;
        self.allow.append(&mut one.allow);
        self.deny.append(&mut one.deny);
        self.include.append(&mut one.include);
        self.exclude.append(&mut one.exclude);
        self.stub.append(&mut one.stub);
        Ok(())
    }

    /// The entry document.
    pub fn document(&self) -> Option<&Path> {
        self.document.as_deref()
    }

    /// The folder to write.
    pub fn out(&self) -> Option<&Path> {
        self.out.as_deref()
    }

    /// The folder to write, or what to say where none is set.
    pub(crate) fn out_or_error(&self) -> Result<&Path, crate::Error> {
        let problem = "there is no folder to write to: set `out`";
        self.out().ok_or_else(|| wrong(vec![problem.to_owned()]))
    }

    /// The file that this was read from.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// All that bears on the output, the same on every machine.
    pub(crate) fn canonical(&self) -> String {
        let mut text = String::new();
        self.show_all(&mut text);
        text
    }
}

fn wrong(problems: Vec<String>) -> crate::Error {
    crate::Error::Config { problems }
}

#[cfg(test)]
mod tests;
