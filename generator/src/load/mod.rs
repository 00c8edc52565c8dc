//! The outside world, in: the entry file and every file its references reach.
//!
//! In: a path, or texts in memory. Out: `Sources`, with a diagnostic for each file that could not be had and each mistake
//! of syntax. A reference may not leave the root folder, and nothing is fetched from a network, unless asked.
//! What a file means is none of this module's business; only `files.rs` touches the file system.

mod files;
mod references;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, codes::reading as codes};
use crate::source::{
    Complaint, Fault, FileId, Location, Sources, TreeLimits, folder, has_scheme, join,
};
use files::Files;
pub(crate) use files::Memory;
use references::Found;

/// What loading is allowed to do.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoadOptions {
    /// The folder that references may not leave; the entry file's own where it is `None`.
    pub(crate) root: Option<PathBuf>,
    /// Whether references may leave the root folder.
    pub(crate) allow_outside: bool,
    pub(crate) limits: Limits,
}

/// Bounds on what is read, each named in the message of who meets it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) file_bytes: usize,
    pub(crate) files: usize,
    pub(crate) depth: usize,
    pub(crate) values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let TreeLimits { depth, values } = TreeLimits::default();
        Self { file_bytes: 64 << 20, files: 10_000, depth, values }
    }
}

/// The entry file could not be read at all.
#[derive(Debug)]
pub(crate) struct LoadError {
    pub(crate) path: String,
    pub(crate) source: std::io::Error,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", self.path, self.source)
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Loads a file and what it refers to. Every file read is in the result (`Sources::files`), in order of reading.
pub(crate) fn load(
    path: &Path,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Sources, LoadError> {
    let name = join("", &path.to_string_lossy().replace('\\', "/"));
    let root = options.root.as_ref().map_or_else(
        || folder(&name).to_owned(),
        |root| join("", &root.to_string_lossy().replace('\\', "/")),
    );
    Loader::new(&files::Disk, root, options, diagnostics).run(&name)
}

/// Loads a description from texts by name: for callers that hold it in memory, and for tests.
pub(crate) fn load_memory(
    entry: &str,
    texts: &Memory,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Sources, LoadError> {
    let name = join("", entry);
    Loader::new(texts, folder(&name).to_owned(), options, diagnostics).run(&name)
}

struct Loader<'l> {
    files: &'l dyn Files,
    root: String,
    options: &'l LoadOptions,
    diagnostics: &'l mut Diagnostics,
    sources: Sources,
    /// Names that could not be loaded, so that each is complained of once.
    refused: BTreeSet<String>,
    /// References to the network, unless an `$id` of some file turns out to be what they mean.
    remote: Vec<Found>,
}

impl<'l> Loader<'l> {
    fn new(
        files: &'l dyn Files,
        root: String,
        options: &'l LoadOptions,
        diagnostics: &'l mut Diagnostics,
    ) -> Self {
        let (sources, refused) = (Sources::default(), BTreeSet::new());
        Self { files, root, options, diagnostics, sources, refused, remote: Vec::new() }
    }

    fn run(mut self, entry: &str) -> Result<Sources, LoadError> {
        let bytes = self
            .files
            .read(entry, self.options.limits.file_bytes)
            .map_err(|source| LoadError { path: entry.to_owned(), source })?;
        self.add(entry, bytes, None);
        let mut next = 0_u32;
        while (next as usize) < self.sources.files().count() {
            for found in references::of_file(&self.sources, FileId(next)) {
                self.follow(found);
            }
            next += 1;
        }
        for found in std::mem::take(&mut self.remote) {
            let names = self.sources.candidates(found.location, file_part(&found.text));
            if !names.iter().any(|name| self.sources.named(name).is_some()) {
                let diagnostic = Self::refuse_remote(&found);
                self.complain(diagnostic, found.needed);
            }
        }
        Ok(self.sources)
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>, from: Option<Location>) {
        let limits =
            TreeLimits { depth: self.options.limits.depth, values: self.options.limits.values };
        let (text, complaint) = match decode(bytes) {
            Ok(text) => (text, None),
            Err(what) => (String::new(), Some(what)),
        };
        let file = self.sources.add(name, text, &limits);
        if let Some(what) = complaint {
            let at = from.unwrap_or(Location { file, node: 0 });
            let message = format!("`{name}` is not UTF-8 text: {what}");
            self.diagnostics.push(
                Diagnostic::new(&codes::NOT_UTF8, at, message).help("save the file as UTF-8"),
            );
            return;
        }
        for complaint in &self.sources.file(file).tree().complaints {
            self.diagnostics.push(diagnostic(file, complaint));
        }
    }

    /// Loads the file that a reference means, if it is another one and may be read.
    fn follow(&mut self, found: Found) {
        let (location, target) = (found.location, file_part(&found.text));
        if target.is_empty() || target.contains(|letter: char| letter.is_control()) {
            return;
        }
        let names = self.sources.candidates(location, target);
        if names.iter().any(|name| self.sources.named(name).is_some()) {
            return;
        }
        if names.iter().all(|name| has_scheme(name) || name.starts_with("//")) {
            // The identifier may stand in a file that is yet to come.
            self.remote.push(found);
            return;
        }
        let mut failed = None;
        for name in names.iter().filter(|name| !has_scheme(name)) {
            if !self.refused.insert(name.clone()) {
                continue;
            }
            match self.fetch(location, name) {
                Ok(()) => return,
                Err(diagnostic) => failed = Some(*diagnostic),
            }
        }
        if let Some(diagnostic) = failed {
            self.complain(diagnostic, found.needed);
        }
    }

    /// What no code is generated from may be missing.
    fn complain(&mut self, diagnostic: Diagnostic, needed: bool) {
        let code = if needed { diagnostic.code } else { &codes::UNREAD_EXTRA };
        self.diagnostics.push(Diagnostic { code, ..diagnostic });
    }

    fn fetch(&mut self, location: Location, name: &str) -> Result<(), Box<Diagnostic>> {
        if let Some(diagnostic) = self.refusal(location, name) {
            return Err(Box::new(diagnostic));
        }
        match self.files.read(name, self.options.limits.file_bytes) {
            Ok(bytes) => {
                self.add(name, bytes, Some(location));
                Ok(())
            }
            Err(error) => {
                let message = format!("cannot read `{name}`: {error}");
                let help = "correct the path; it is relative to the file that holds the reference";
                let diagnostic = Diagnostic::new(&codes::MISSING_FILE, location, message);
                Err(Box::new(diagnostic.label("referred to here").help(help)))
            }
        }
    }

    fn refuse_remote(found: &Found) -> Diagnostic {
        let origin = found.text.split('/').take(3).collect::<Vec<_>>().join("/");
        let message = format!("the reference leads to the network: `{origin}`");
        Diagnostic::new(&codes::REMOTE_REFERENCE, found.location, message)
            .note("nothing is fetched, so that the output depends on files alone")
            .help("save the file beside this one and refer to it; the same goes for what it refers to")
    }

    fn refusal(&self, location: Location, name: &str) -> Option<Diagnostic> {
        let limits = &self.options.limits;
        if self.sources.files().count() >= limits.files {
            let message = format!("the description has more than {} files", limits.files);
            let help = "the limit `files` can be raised in the options";
            return Some(Diagnostic::new(&codes::LIMIT, location, message).help(help));
        }
        let inside = self.options.allow_outside
            || (is_within(&self.root, name) && self.files.is_inside(&self.root, name));
        if inside {
            return None;
        }
        let root = if self.root.is_empty() { "." } else { &self.root };
        let message = format!("the reference leaves the description's folder `{root}`");
        Some(
            Diagnostic::new(&codes::OUTSIDE_REFERENCE, location, message)
                .help("move the file into the folder, or allow it with `--allow-outside`"),
        )
    }
}

/// What comes before the fragment of a reference.
fn file_part(reference: &str) -> &str {
    reference.split_once('#').map_or(reference, |(file, _)| file)
}

/// Whether a normalized name lies in a normalized folder.
fn is_within(root: &str, name: &str) -> bool {
    if root.is_empty() {
        return !name.starts_with('/') && name != ".." && !name.starts_with("../");
    }
    let rest = name.strip_prefix(root).map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    root == "/" && name.starts_with('/')
        || rest.is_some_and(|rest| {
            name.len() > root.len()
                && name.as_bytes()[root.len()] == b'/'
                && !rest.starts_with("../")
                && rest != ".."
        })
}

fn decode(bytes: Vec<u8>) -> Result<String, String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return Err("it is UTF-16 (little endian)".to_owned()),
        [0xFE, 0xFF, ..] => return Err("it is UTF-16 (big endian)".to_owned()),
        [0, _, ..] | [_, 0, ..] => return Err("it looks like UTF-16 or binary data".to_owned()),
        _ => {}
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let bytes = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = bytes.split(|byte| *byte == b'\n').count();
        format!("line {line} holds bytes that are none")
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

fn diagnostic(file: FileId, complaint: &Complaint) -> Diagnostic {
    let code = match complaint.fault {
        Fault::Syntax => &codes::SYNTAX,
        Fault::DuplicateKey => &codes::DUPLICATE_KEY,
        Fault::Alias => &codes::ALIAS,
        Fault::Merge => &codes::MERGE_KEY,
        Fault::Tag => &codes::YAML_TAG,
        Fault::Limit => &codes::LIMIT,
    };
    let location = Location { file, node: complaint.node };
    let mut diagnostic = Diagnostic::new(code, location, complaint.message.clone());
    if complaint.on_key {
        diagnostic = diagnostic.on_key();
    }
    if let Some((node, text)) = complaint.related {
        diagnostic = diagnostic.related_key(Location { file, node }, text);
    }
    diagnostic.help.clone_from(&complaint.help);
    diagnostic
}
