//! Files to disk: compare, then write what differs, or nothing at all.
//!
//! In: every file of the output, and the folder it goes to. Out: what differs, or what was done. A file that is not
//! ours is never touched, and one of ours that was changed by hand only when forced. New files are written aside first
//! and renamed into place, so that a crash leaves old files or new ones; if anything fails half-way, what was done is
//! undone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::File;
use super::listing::{self, Ingredients, LISTING, Listed};
use crate::Error;

/// Where new files wait until all of them are written. Also a journal: the listing in it says which files are ours if
/// the run does not come to its end.
const STAGING: &str = ".specwright-staging";

/// A file that is not as it should be.
#[derive(Debug)]
pub(crate) struct Difference {
    /// Relative to the output folder.
    pub(crate) path: String,
    /// `None` where there is no file yet.
    pub(crate) before: Option<Vec<u8>>,
    /// `None` where there should be none.
    pub(crate) after: Option<String>,
    pub(crate) owner: Owner,
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The generator's, as it was written; or there is no file.
    Generator,
    /// The generator's, but changed since.
    Edited,
    /// Someone else's.
    Stranger,
}

/// What differs between the folder and the files, the listing among them; in the order of paths.
pub(crate) fn compare(out: &Path, files: &[File]) -> Result<Vec<Difference>, Error> {
    survey(out, files).map(|survey| survey.differences)
}

/// How many files a folder holds, where this very generator made them of the same ingredients and none was touched since:
/// then there is no need to make them again. Whoever wants to know what differs has to [`compare`].
pub(crate) fn untouched(out: &Path, made_of: &Ingredients) -> Option<usize> {
    // The listing of a run that was cut short may know of more files.
    if out.join(STAGING).exists() {
        return None;
    }
    let text = fs::read_to_string(out.join(LISTING)).ok()?;
    if !listing::is_ours(&text, made_of) {
        return None;
    }
    let mut listed = Listed::default();
    listed.read(&text);
    let as_listed = |path: &str| {
        fs::read(out.join(path)).is_ok_and(|content| listed.knows(path, &content) == Some(true))
    };
    listed.paths().all(as_listed).then(|| listed.paths().count() + 1)
}

/// Makes the folder hold exactly the files, as far as it is ours; gives what had differed. `force` gives up changes made by hand, and settles in
/// a folder that others use; it never touches a file that is not ours.
pub(crate) fn write(out: &Path, files: &[File], force: bool) -> Result<Vec<Difference>, Error> {
    let Survey { differences, strangers } = survey(out, files)?;
    let paths = |owner| {
        let owned =
            differences.iter().filter(move |difference: &&Difference| difference.owner == owner);
        owned.map(|difference| out.join(&difference.path)).collect::<Vec<_>>()
    };
    let mut not_ours = paths(Owner::Stranger);
    if not_ours.is_empty() && !force {
        not_ours = strangers;
    }
    if !not_ours.is_empty() {
        return Err(Error::NotOwned { paths: not_ours });
    }
    let edited = paths(Owner::Edited);
    if !edited.is_empty() && !force {
        return Err(Error::Edited { paths: edited });
    }
    if !differences.is_empty() {
        apply(out, &differences)?;
    }
    Ok(differences)
}

/// Writes one file whose folder is not ours, as in a build script; false where it is there already.
pub(crate) fn write_one(path: &Path, text: &str) -> Result<bool, Error> {
    if read(path)?.is_some_and(|before| before == text.as_bytes()) {
        return Ok(false);
    }
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{}", std::process::id()));
        fs::write(&aside, text)?;
        fs::rename(&aside, path).inspect_err(|_| drop(fs::remove_file(&aside)))
    };
    write().map_err(|source| Error::Write { path: path.to_owned(), source })?;
    Ok(true)
}

/// What stands in a file; `None` where there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// The text of a file that must be there.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

struct Survey {
    differences: Vec<Difference>,
    /// What is in the folder if the generator was never there: it is not our place to settle in.
    strangers: Vec<PathBuf>,
}

fn survey(out: &Path, files: &[File]) -> Result<Survey, Error> {
    let mut listed = Listed::default();
    let mut known = false;
    for path in [out.join(LISTING), out.join(STAGING).join(LISTING)] {
        if let Some(content) = read(&path)? {
            known |= listed.read(&String::from_utf8_lossy(&content));
        }
    }
    let mut differences = Vec::new();
    for file in files {
        let path = out.join(&file.path);
        let before = if path.is_dir() { Some(Vec::new()) } else { read(&path)? };
        let same = match before.as_deref() {
            // What another build has written of the same is as good.
            Some(before) if file.path == LISTING => {
                listing::agree(&String::from_utf8_lossy(before), &file.text)
            }
            before => before == Some(file.text.as_bytes()),
        };
        if same {
            continue;
        }
        let owner = match &before {
            None => Owner::Generator,
            Some(_) if path.is_dir() => Owner::Stranger,
            Some(_) if file.path == LISTING && known => Owner::Generator,
            Some(content) => owner(&listed, &file.path, content),
        };
        differences.push(Difference {
            path: file.path.clone(),
            before,
            after: Some(file.text.clone()),
            owner,
        });
    }
    let made: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for path in listed.paths() {
        if !made.contains(path)
            && let Some(content) = read(&out.join(path))?
        {
            let owner = owner(&listed, path, &content);
            differences.push(Difference {
                path: path.to_owned(),
                before: Some(content),
                after: None,
                owner,
            });
        }
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    let strangers = if known { Vec::new() } else { entries(out)? };
    Ok(Survey { differences, strangers })
}

fn owner(listed: &Listed, path: &str, content: &[u8]) -> Owner {
    match listed.knows(path, content) {
        Some(true) => Owner::Generator,
        Some(false) => Owner::Edited,
        None => Owner::Stranger,
    }
}

/// What a folder holds, but for the traces of version control and of a run that was cut short.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.file_name() != ".git" && entry.file_name() != STAGING {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Carries out all of the differences, or none.
fn apply(out: &Path, differences: &[Difference]) -> Result<(), Error> {
    let staging = out.join(STAGING);
    let created = !out.exists();
    let mut done = 0;
    let result = stage(&staging, differences).and_then(|()| {
        // The listing goes last: until then, the journal speaks for what has been renamed.
        let (listing, others): (Vec<_>, Vec<_>) =
            differences.iter().enumerate().partition(|(_, difference)| difference.path == LISTING);
        for (number, difference) in others.into_iter().chain(listing) {
            settle(out, &staging, number, difference)?;
            done += 1;
        }
        Ok(())
    });
    if result.is_err() {
        undo(out, &staging, differences, done);
    }
    // What is left of the staging folder does no harm: the next run takes it over.
    drop(fs::remove_dir_all(&staging));
    if result.is_err() && created {
        drop(fs::remove_dir(out));
    }
    result
}

/// Writes everything aside, the listing first.
fn stage(staging: &Path, differences: &[Difference]) -> Result<(), Error> {
    let write = |path: &Path, text: &str| {
        fs::write(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
    };
    fs::create_dir_all(staging)
        .map_err(|source| Error::Write { path: staging.to_owned(), source })?;
    let listing = differences.iter().find(|difference| difference.path == LISTING);
    if let Some(text) = listing.and_then(|difference| difference.after.as_deref()) {
        write(&staging.join(LISTING), text)?;
    }
    for (number, difference) in differences.iter().enumerate() {
        if let Some(text) = &difference.after {
            write(&staging.join(number.to_string()), text)?;
        }
    }
    Ok(())
}

/// Renames one staged file into place, or removes a file that is no longer made.
fn settle(out: &Path, staging: &Path, number: usize, difference: &Difference) -> Result<(), Error> {
    let path = out.join(&difference.path);
    let settle = || {
        if difference.after.is_some() {
            let staged = staging.join(number.to_string());
            // Most folders are there; to ask for each of them again and again takes longer.
            fs::rename(&staged, &path).or_else(|_| {
                fs::create_dir_all(path.parent().unwrap_or(out))?;
                fs::rename(&staged, &path)
            })
        } else {
            fs::remove_file(&path)?;
            remove_empty(out, &path);
            Ok(())
        }
    };
    settle().map_err(|source| Error::Write { path: path.clone(), source })
}

/// Removes the folders above a file that hold nothing any more, up to the output folder.
fn remove_empty(out: &Path, path: &Path) {
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != out);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

/// Puts the first `done` files back as they were, as well as can be.
fn undo(out: &Path, staging: &Path, differences: &[Difference], done: usize) {
    let in_order = differences.iter().filter(|difference| difference.path != LISTING);
    for difference in in_order.take(done) {
        let path = out.join(&difference.path);
        if let Some(before) = &difference.before {
            let aside = staging.join("undo");
            if fs::create_dir_all(path.parent().unwrap_or(out)).is_ok()
                && fs::write(&aside, before).is_ok()
            {
                drop(fs::rename(&aside, &path));
            }
        } else {
            drop(fs::remove_file(&path));
            remove_empty(out, &path);
        }
    }
}

#[cfg(test)]
mod tests;
