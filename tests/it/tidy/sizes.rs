//! Files stay small enough to read in one go.

use specwright_tests::{files, root};

const LONGEST: usize = 500;
const LONGEST_LINE: usize = 160;
/// Generated files may be longer where a list is long: an entry or a method for each operation.
const LONGEST_GENERATED: &[(&str, usize)] = &[
    ("features/src/client/untagged.rs", 800),
    ("features/src/operations.rs", 500),
    ("features/src/server/api.rs", 1_100),
    ("src/server/dispatch.rs", 600),
];

#[test]
fn no_source_file_is_over_500_lines() {
    let mut broken = Vec::new();
    for folder in ["generator/src", "runtime/src", "runtime/tests", "tests/it"] {
        for path in files(&root().join(folder), "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let lines = text.lines().count();
            if lines > LONGEST {
                broken.push(format!("{} has {lines} lines: split it", path.display()));
            }
            for (number, _) in
                text.lines().enumerate().filter(|(_, line)| line.chars().count() > LONGEST_LINE)
            {
                broken.push(format!(
                    "{}:{} is over {LONGEST_LINE} characters",
                    path.display(),
                    number + 1
                ));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn generated_files_are_short_enough_to_review() {
    let mut broken = Vec::new();
    let folder = root().join("generated");
    for path in files(&folder, "rs") {
        let relative = path
            .strip_prefix(&folder)
            .expect("a file below the folder")
            .to_string_lossy()
            .into_owned();
        let longest = LONGEST_GENERATED
            .iter()
            .find(|(end, _)| relative.ends_with(end))
            .map_or(200, |(_, lines)| *lines);
        let lines = std::fs::read_to_string(&path).expect("a generated file").lines().count();
        if lines > longest {
            broken.push(format!("generated/{relative} has {lines} lines, more than {longest}"));
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn nothing_is_called_util_or_helper() {
    let mut broken = Vec::new();
    for folder in ["generator", "runtime", "tests"] {
        for path in files(&root().join(folder), "rs") {
            let name = path.file_stem().expect("a file name").to_string_lossy().into_owned();
            if ["util", "utils", "helper", "helpers", "common", "manager", "misc"]
                .contains(&name.as_str())
            {
                broken.push(path.display().to_string());
            }
        }
    }
    assert!(broken.is_empty(), "name these for what they are:\n{}\n", broken.join("\n"));
}
