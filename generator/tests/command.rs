//! The command as a user meets it: what it prints, where, with which exit code, and what it leaves on the disk.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PORTS: &str = "\
openapi: 3.1.0
info: { title: Ports, version: 1.0.0 }
paths:
  /ports/{number}:
    get:
      operationId: getPort
      parameters: [{ name: number, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: The port., content: { application/json: { schema: { $ref: '#/components/schemas/Port' } } } }
components:
  schemas:
    Port:
      type: object
      required: [number]
      properties:
        number: { type: integer }
        label: { type: string, maxLength: 20 }
";

/// A folder of one test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
        command.current_dir(&self.0).args(arguments).env("NO_COLOR", "1").output().expect("it runs")
    }

    /// Every file and its bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).expect("a file");
                    found.push((path, bytes));
                }
            }
        }
        found.sort();
        found
    }
}

#[track_caller]
fn ends(output: &Output, code: i32, says: &[&str]) {
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{talk}");
    for words in says {
        assert!(talk.contains(words), "it does not say {words:?}:\n{talk}");
    }
}

#[test]
fn what_is_generated_is_current_until_a_line_changes() {
    let folder = Folder::new("drift");
    folder.write("openapi.yaml", PORTS);
    folder.write(
        "specwright.toml",
        "document = \"openapi.yaml\"\nout = \"api\"\nruntime = \"version\"\n",
    );
    ends(&folder.run(&["generate"]), 0, &["1 operation"]);
    ends(&folder.run(&["check"]), 0, &[]);

    folder.write("openapi.yaml", &PORTS.replace("maxLength: 20", "maxLength: 30"));
    let before = folder.files();
    let drift = folder.run(&["check"]);
    ends(&drift, 1, &["specwright generate"]);
    assert_eq!(folder.files(), before, "`check` writes nothing");
    let diff = String::from_utf8_lossy(&drift.stdout);
    let changed: Vec<_> = diff
        .lines()
        .filter(|line| {
            line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---")
        })
        .collect();
    assert_eq!(changed.len(), 4, "the check and its line of API.txt, before and after:\n{diff}");
    assert!(changed.iter().all(|line| line.contains("label")), "{diff}");

    ends(&folder.run(&["generate"]), 0, &[]);
    ends(&folder.run(&["check"]), 0, &[]);
}

#[test]
fn checking_finds_the_same_whichever_build_wrote_the_output() {
    let configuration = "document = \"openapi.yaml\"\nout = \"api\"\nruntime = \"version\"\n";
    let common = PORTS.replace("#/components/schemas/Port'", "common.yaml#/Port'");
    let port = "Port: { type: object, properties: { number: { type: integer } } }\n";
    for build in ["", "build = \"of another\"\n"] {
        let folder = Folder::new("builds");
        let changes: &[(&str, &dyn Fn(), &str)] = &[
            ("nothing", &|| {}, ""),
            ("a file more, of others", &|| folder.write("api/notes.txt", "mine"), ""),
            ("an edited file", &|| folder.write("api/src/lib.rs", "// edited\n"), "lib.rs"),
            (
                "a file that is gone",
                &|| fs::remove_file(folder.0.join("api/src/models/port.rs")).expect("it is there"),
                "missing: api/src/models/port.rs",
            ),
            (
                "an edited document",
                &|| folder.write("openapi.yaml", &common.replace("Ports", "Harbours")),
                "Harbours",
            ),
            (
                "an edited document that it refers to",
                &|| folder.write("common.yaml", &port.replace("number:", "code:")),
                "code",
            ),
            (
                "an edited configuration",
                &|| folder.write("specwright.toml", &format!("{configuration}server = false\n")),
                "server",
            ),
        ];
        for (change, make, shown) in changes {
            folder.write("openapi.yaml", &common);
            folder.write("common.yaml", port);
            folder.write("specwright.toml", configuration);
            ends(&folder.run(&["generate", "--force"]), 0, &[]);
            let listing = folder.0.join("api/generated.toml");
            let text = fs::read_to_string(&listing).expect("it is there");
            if !build.is_empty() {
                let of_ours = text.lines().find(|line| line.starts_with("build = "));
                let of_ours = format!("{}\n", of_ours.expect("the build is listed"));
                fs::write(&listing, text.replace(&of_ours, build)).expect("it can be written");
            }
            make();
            let output = folder.run(&["check"]);
            let said = String::from_utf8_lossy(&output.stdout);
            ends(&output, i32::from(!shown.is_empty()), &[]);
            assert!(
                said.contains(shown) && said.is_empty() == shown.is_empty(),
                "{change}:\n{said}"
            );
        }
    }
}

#[test]
fn a_missing_document_is_named() {
    let folder = Folder::new("missing");
    ends(&folder.run(&["generate", "no.yaml", "--out", "api"]), 4, &["no.yaml"]);
    assert!(folder.files().is_empty());
}

#[test]
fn wrong_documents_are_shown_where_they_are_wrong() {
    let folder = Folder::new("wrong");
    let dangling = PORTS.replace("schemas/Port'", "schemas/Prot'");
    for (text, says) in [
        ("just: some\nyaml: file\n", &["error[", "openapi"][..]),
        (&dangling, &["error[broken-reference]", "openapi.yaml:9:", "schemas/Prot"][..]),
        ("openapi: 3.1.0\n\tinfo: x\n", &["error[syntax]", "openapi.yaml:", "1 error"][..]),
        ("", &["error["][..]),
    ] {
        folder.write("openapi.yaml", text);
        ends(&folder.run(&["generate", "openapi.yaml", "--out", "api"]), 3, says);
        assert_eq!(folder.files().len(), 1, "nothing is written");
    }
}

#[test]
fn wrong_options_are_named_with_their_place() {
    let folder = Folder::new("options");
    folder.write("openapi.yaml", PORTS);
    folder.write("specwright.toml", "document = \"openapi.yaml\"\nout = \"api\"\nsever = true\n");
    ends(&folder.run(&["generate"]), 2, &["specwright.toml:3:1", "sever", "did you mean `server`"]);
    ends(&folder.run(&["generate", "--colour"]), 2, &["--colour"]);
    ends(&folder.run(&["explain", "ambigous-union"]), 2, &["ambiguous-union"]);
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = Folder::new("others");
    folder.write("openapi.yaml", PORTS);
    folder.write("api/src/lib.rs", "// mine\n");
    let before = folder.files();
    let refused = folder.run(&["generate", "openapi.yaml", "--out", "api", "--runtime", "version"]);
    ends(&refused, 4, &["api"]);
    assert_eq!(folder.files(), before);
}

#[test]
fn files_changed_by_hand_are_kept_until_told_otherwise() {
    let folder = Folder::new("edited");
    folder.write("openapi.yaml", PORTS);
    let generate = ["generate", "openapi.yaml", "--out", "api", "--runtime", "version"];
    ends(&folder.run(&generate), 0, &[]);
    folder.write("api/src/lib.rs", "// edited\n");
    let before = folder.files();
    ends(&folder.run(&generate), 4, &["lib.rs", "--force"]);
    assert_eq!(folder.files(), before);
    ends(&folder.run(&[&generate[..], &["--force"]].concat()), 0, &[]);
    assert_ne!(folder.files(), before);
}

#[test]
fn results_go_to_stdout_and_talk_to_stderr() {
    let folder = Folder::new("streams");
    folder.write("openapi.yaml", PORTS);
    let first = folder.run(&["generate", "openapi.yaml", "--out", "api", "--runtime", "version"]);
    let files = String::from_utf8_lossy(&first.stdout);
    assert!(files.lines().any(|line| line.ends_with("API.txt")), "{files}");
    ends(&first, 0, &["1 operation", "0 errors"]);
    let again = folder.run(&["generate", "openapi.yaml", "--out", "api", "--runtime", "version"]);
    assert!(again.stdout.is_empty(), "nothing has changed");
    let quiet =
        folder.run(&["generate", "-q", "openapi.yaml", "--out", "api", "--runtime", "version"]);
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty());
}

#[test]
fn init_writes_a_configuration_that_reads_back() {
    let folder = Folder::new("init");
    folder.write("openapi.yaml", PORTS);
    ends(&folder.run(&["init"]), 0, &[]);
    let text = fs::read_to_string(folder.0.join("specwright.toml")).expect("it is there");
    assert!(text.lines().any(|line| line.starts_with('#')), "it is commented:\n{text}");
    ends(&folder.run(&["lint", "openapi.yaml"]), 0, &["0 errors"]);
    ends(&folder.run(&["init"]), 2, &["specwright.toml"]);
}
