//! What the tests share: where things are, and how a folder is walked.

use std::path::{Path, PathBuf};

/// The root of the checkout.
///
/// # Panics
/// Never: the package of the tests stands in a workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests' package stands in the root of the workspace")
}

/// Every file below `folder` whose name ends in `.ext`, sorted.
pub fn files(folder: &Path, ext: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ext) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The folder of real documents: `SPECWRIGHT_CORPUS`, or `../shared/corpus` beside the checkout; `None` where neither is.
pub fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("SPECWRIGHT_CORPUS").map(PathBuf::from);
    let beside = root().parent().map(|parent| parent.join("shared/corpus"));
    named.or(beside).filter(|folder| folder.is_dir())
}

/// The root documents of the corpus, each with a name that can be a folder's: the rows of its `FEATURES.tsv`.
pub fn roots(corpus: &Path) -> Vec<(String, PathBuf)> {
    let rows = std::fs::read_to_string(corpus.join("FEATURES.tsv")).unwrap_or_default();
    let files = rows
        .lines()
        .skip(1)
        .filter_map(|row| row.split('\t').nth(1))
        .filter(|file| file.starts_with("dev/"));
    files
        .map(|file| {
            let name =
                file.trim_start_matches("dev/").rsplit_once('.').map_or(file, |(stem, _)| stem);
            let name = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
            (name.to_lowercase(), corpus.join(file))
        })
        .collect()
}

/// Builds the command in release and gives its path.
///
/// # Panics
/// Where cargo cannot build it.
pub fn build_command() -> PathBuf {
    let arguments = ["build", "--release", "--quiet", "--package", "specwright"];
    let built = std::process::Command::new("cargo")
        .current_dir(root())
        .args(arguments)
        .args(["--message-format", "json"])
        .output()
        .expect("cargo runs");
    let text = String::from_utf8_lossy(&built.stdout).into_owned();
    let marker = "\"executable\":\"";
    let start = text.rfind(marker).expect("cargo names the executable") + marker.len();
    let end = text[start..].find('"').expect("the name ends") + start;
    PathBuf::from(&text[start..end])
}

/// A folder of one test's own, removed when the test is over.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// A new, empty folder.
    ///
    /// # Panics
    /// Where the system has no room for one.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("specwright-{}-{name}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file, with the folders above it.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder"))
            .expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// A text in which this folder's path does not show.
    pub fn without_path(&self, text: &str) -> String {
        let path = self.path.display().to_string();
        text.replace(&format!("{path}/"), "").replace(&path, ".")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).ok();
    }
}
