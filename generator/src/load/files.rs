//! Where the bytes of files come from: the file system, or a map in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Texts by name, for descriptions that are no files.
pub(crate) type Memory = BTreeMap<String, String>;

/// Something that files can be read from, by normalized name.
pub(super) trait Files {
    /// The bytes of a file; an error where there are more than `limit`.
    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>>;

    /// Whether the file really lies in the folder, links followed.
    fn is_inside(&self, folder: &str, name: &str) -> bool;
}

/// The file system.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>> {
        let file = File::open(name)?;
        let data = file.metadata()?;
        if data.is_dir() {
            return Err(Error::new(ErrorKind::IsADirectory, "it is a folder"));
        }
        let length = usize::try_from(data.len()).unwrap_or(limit).min(limit);
        let mut bytes = Vec::with_capacity(length + 1);
        // One byte more than allowed tells a file that is too long from one that just fits.
        file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        checked(bytes, limit)
    }

    fn is_inside(&self, folder: &str, name: &str) -> bool {
        let folder = if folder.is_empty() { "." } else { folder };
        let real = |path: &str| Path::new(path).canonicalize().ok();
        // What does not exist is somebody else's complaint.
        match (real(folder), real(name)) {
            (Some(folder), Some(file)) => file.starts_with(folder),
            _ => true,
        }
    }
}

impl Files for Memory {
    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>> {
        match self.get(name) {
            Some(text) => checked(text.clone().into_bytes(), limit),
            None => Err(Error::new(ErrorKind::NotFound, "there is no such file")),
        }
    }

    fn is_inside(&self, _folder: &str, _name: &str) -> bool {
        true
    }
}

fn checked(bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>> {
    if bytes.len() > limit {
        let message = format!("it is longer than {limit} bytes (the limit `file_bytes`)");
        return Err(Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
