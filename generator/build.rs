//! Gives the generator a name of its own: a hash over all that decides what it makes of a description, so that what it made
//! can be told from what another build made. Nothing depends on it but how soon `check` has its answer.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    collect(Path::new("embedded"), &mut files);
    // What it stands on, as far as that is known here.
    files.extend(["Cargo.toml", "Cargo.lock", "../Cargo.lock"].map(PathBuf::from));
    files.retain(|file| file.exists());
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A new file is mentioned in one that was there before.
        println!("cargo:rerun-if-changed={}", file.display());
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write(&std::fs::read(&file).expect("a source can be read"));
    }
    let printer = std::env::var("DEP_PRETTYPLEASE03_VERSION").unwrap_or_default();
    hasher.write(printer.as_bytes());
    println!("cargo:rustc-env=SPECWRIGHT_BUILD={:016x}", hasher.finish());
}

/// Every file below a folder, but for tests.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is part of the package") {
        let path = entry.expect("the folder can be read").path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
