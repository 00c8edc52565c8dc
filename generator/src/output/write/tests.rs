//! What happens to a folder, with real folders.

use super::super::listing::{self, Ingredients};
use super::*;

/// A folder of its own for each test, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("specwright-write-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        Self(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it is below the folder"))
            .expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Every file and what is in it, the listing only by name.
    fn content(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("it is there").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.0).expect("it is below").display().to_string();
                let text = fs::read_to_string(&path).expect("it is text");
                found.push(if name == LISTING { name } else { format!("{name}: {text}") });
            }
        }
        found.sort();
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn files(list: &[(&str, &str)]) -> Vec<File> {
    let mut files: Vec<_> = list
        .iter()
        .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    files.push(listing::write(&MADE_OF, &files));
    files
}

const MADE_OF: Ingredients = Ingredients { edition: "2024", description: 0, config: 0 };

const FIRST: &[(&str, &str)] = &[("src/lib.rs", "one"), ("src/models/a.rs", "a"), ("API.txt", "x")];

fn first(folder: &Folder) {
    write(&folder.0, &files(FIRST), false).expect("the folder is free");
}

#[test]
fn only_what_differs_is_written_and_what_is_no_longer_made_goes() {
    let folder = Folder::new("differs");
    first(&folder);
    assert_eq!(
        folder.content(),
        ["API.txt: x", "generated.toml", "src/lib.rs: one", "src/models/a.rs: a"]
    );
    let kept = fs::metadata(folder.0.join("API.txt"))
        .and_then(|data| data.modified())
        .expect("it is there");

    let second = files(&[("src/lib.rs", "two"), ("API.txt", "x")]);
    assert_eq!(compare(&folder.0, &second).expect("it can be read").len(), 3);
    let differed = write(&folder.0, &second, false).expect("all of it is ours");
    assert_eq!(differed.len(), 3);
    assert_eq!(folder.content(), ["API.txt: x", "generated.toml", "src/lib.rs: two"]);
    assert!(!folder.0.join("src/models").exists(), "an empty folder is left");
    let after = fs::metadata(folder.0.join("API.txt"))
        .and_then(|data| data.modified())
        .expect("it is there");
    assert_eq!(kept, after);

    assert!(write(&folder.0, &second, false).expect("all of it is ours").is_empty());
    assert!(compare(&folder.0, &second).expect("it can be read").is_empty());
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = Folder::new("stranger");
    folder.put("notes.txt", "mine");
    let error = write(&folder.0, &files(FIRST), false).expect_err("someone lives there");
    assert!(
        matches!(&error, Error::NotOwned { paths } if paths == &[folder.0.join("notes.txt")]),
        "{error}"
    );
    assert_eq!(folder.content(), ["notes.txt: mine"]);

    write(&folder.0, &files(FIRST), true).expect("forced, beside the stranger");
    folder.put("src/server.rs", "mine");
    let more = files(&[("src/lib.rs", "two"), ("src/server.rs", "ours")]);
    for force in [false, true] {
        let error = write(&folder.0, &more, force).expect_err("it is in the way");
        assert!(
            matches!(&error, Error::NotOwned { paths } if paths == &[folder.0.join("src/server.rs")]),
            "{error}"
        );
    }
    assert!(folder.content().contains(&"src/server.rs: mine".to_owned()));
    assert!(folder.content().contains(&"src/lib.rs: one".to_owned()));
}

#[test]
fn a_change_by_hand_is_only_given_up_when_forced() {
    for (path, text, next) in [
        ("src/lib.rs", "edited", files(&[("src/lib.rs", "two")])),
        ("src/models/a.rs", "edited", files(&[("src/lib.rs", "one")])),
    ] {
        let folder = Folder::new("edited");
        first(&folder);
        folder.put(path, text);
        let error = write(&folder.0, &next, false).expect_err("it was edited");
        assert!(
            matches!(&error, Error::Edited { paths } if paths == &[folder.0.join(path)]),
            "{error}"
        );
        assert!(folder.content().contains(&format!("{path}: {text}")));
        write(&folder.0, &next, true).expect("forced");
        assert!(compare(&folder.0, &next).expect("it can be read").is_empty());
    }
}

#[test]
fn an_edit_that_is_what_would_be_written_is_no_edit() {
    let folder = Folder::new("same");
    first(&folder);
    folder.put("src/lib.rs", "two");
    let next = files(&[("src/lib.rs", "two"), ("src/models/a.rs", "a"), ("API.txt", "x")]);
    write(&folder.0, &next, false).expect("nothing is lost");
}

#[test]
fn a_run_that_was_cut_short_can_be_taken_up_by_any_other() {
    let folder = Folder::new("crash");
    first(&folder);
    // As a crash leaves it: the journal is there, one file is renamed, the rest is not.
    let second = files(&[("src/lib.rs", "two"), ("src/models/a.rs", "b"), ("API.txt", "x")]);
    folder.put(&format!("{STAGING}/{LISTING}"), &second.last().expect("the listing").text);
    folder.put(&format!("{STAGING}/1"), "two");
    folder.put("src/lib.rs", "two");
    let third = files(&[("src/lib.rs", "three"), ("API.txt", "x")]);
    write(&folder.0, &third, false).expect("every file is ours");
    assert_eq!(folder.content(), ["API.txt: x", "generated.toml", "src/lib.rs: three"]);
}

#[test]
fn a_failure_half_way_leaves_the_folder_as_it_was() {
    let folder = Folder::new("failure");
    first(&folder);
    folder.put("src/z", "a file where a folder is needed");
    let before = folder.content();
    let next = files(&[("src/lib.rs", "two"), ("src/z/new.rs", "new"), ("API.txt", "y")]);
    let error = write(&folder.0, &next, false).expect_err("a file is in the way");
    assert!(error.to_string().contains("new.rs") || error.to_string().contains("src/z"), "{error}");
    assert_eq!(folder.content(), before);

    let nowhere = Folder::new("nowhere");
    nowhere.put("file", "x");
    let error =
        write(&nowhere.0.join("file/out"), &next, false).expect_err("no folder can be there");
    assert!(matches!(error, Error::Read { .. } | Error::Write { .. }), "{error}");
    assert_eq!(nowhere.content(), ["file: x"]);
}

#[test]
fn a_folder_where_a_file_should_be_is_not_ours() {
    let folder = Folder::new("folder");
    first(&folder);
    folder.put("src/new.rs/inner.txt", "mine");
    let next = files(&[("src/new.rs", "new")]);
    let error = write(&folder.0, &next, true).expect_err("a folder is in the way");
    assert!(matches!(error, Error::NotOwned { .. }), "{error}");
}

#[test]
fn one_file_is_written_once() {
    let folder = Folder::new("one");
    let path = folder.0.join("deep/api.rs");
    assert!(write_one(&path, "x").expect("it can be written"));
    assert!(!write_one(&path, "x").expect("it can be read"));
    assert!(write_one(&path, "y").expect("it can be written"));
    assert_eq!(folder.content(), ["deep/api.rs: y"]);
}

#[test]
fn a_folder_is_untouched_until_anything_in_it_is_not_as_listed() {
    let folder = Folder::new("untouched");
    let out = &folder.0;
    let first = files(FIRST);
    let again = || {
        drop(fs::remove_dir_all(out));
        write(out, &first, false).expect("nothing is in the way");
        assert_eq!(untouched(out, &MADE_OF), Some(4));
    };
    again();
    assert_eq!(untouched(out, &Ingredients { description: 1, ..MADE_OF }), None);
    folder.put("notes.txt", "of others, which nothing here speaks of");
    assert_eq!(untouched(out, &MADE_OF), Some(4));

    folder.put("API.txt", "y");
    assert_eq!(untouched(out, &MADE_OF), None, "a file was edited");
    let text = fs::read_to_string(out.join(LISTING)).expect("it is there");
    let hash = |text: &str| format!("{:032x}", listing::hash(text.as_bytes()));
    folder.put(LISTING, &text.replace(&hash("x"), &hash("y")));
    assert_eq!(untouched(out, &MADE_OF), None, "and its hash as well");
    assert_eq!(compare(out, &first).expect("it can be read").len(), 2);

    again();
    fs::remove_file(out.join("API.txt")).expect("it is there");
    assert_eq!(untouched(out, &MADE_OF), None, "a file is gone");

    again();
    folder.put(&format!("{STAGING}/{LISTING}"), &text);
    assert_eq!(untouched(out, &MADE_OF), None, "a run was cut short");

    again();
    let other: String =
        text.lines().filter(|line| !line.starts_with("build = ")).collect::<Vec<_>>().join("\n");
    folder.put(LISTING, &format!("{other}\n"));
    assert_eq!(untouched(out, &MADE_OF), None, "another build made it");
    assert!(compare(out, &first).expect("it can be read").is_empty(), "and made the same");
    assert!(write(out, &first, false).expect("it can be written").is_empty());
}
