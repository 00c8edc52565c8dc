//! Exit codes, as scripts rely on them.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::{Arguments, run};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All of them.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

/// A folder with a document in it, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("specwright-cli-{}-{name}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(&path).expect("the folder can be made");
        let folder = Self(path);
        folder.put("openapi.yaml", DOCUMENT);
        folder
    }

    fn put(&self, path: &str, text: &str) {
        std::fs::write(self.path(path), text).expect("the file can be written");
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.join(below)
    }

    /// Runs a command line in which `@` stands for the folder.
    fn run(&self, line: &str) -> u8 {
        let folder = format!("{}/", self.0.display());
        let words = line.split(' ').map(|word| word.replace('@', &folder));
        let words = ["specwright".to_owned(), "--quiet".to_owned()].into_iter().chain(words);
        run(&Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}")))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn codes_say_what_happened() {
    let folder = Folder::new("codes");
    folder.put("wrong.yaml", &DOCUMENT.replace("schemas/Pet'", "schemas/Pte'"));
    folder.put("odd.yaml", &DOCUMENT.replace("type: string", "type: string, minLenght: 1"));
    folder.put("swagger.yaml", "swagger: '2.0'");
    folder.put("bad.toml", "documnet = 'openapi.yaml'");
    folder.put("good.toml", "document = 'openapi.yaml'\nout = 'out'");
    for (line, code) in [
        ("lint @openapi.yaml", 0),
        ("lint @odd.yaml", 0),
        ("lint @odd.yaml --deny warnings", 1),
        ("lint @odd.yaml --deny warnings --allow unknown-keyword", 0),
        ("lint @odd.yaml --deny unknown-keyword --allow unknown-keyword", 1),
        ("lint @odd.yaml --allow unknown-keyword", 0),
        ("lint @odd.yaml --deny unknown-keyword --allow warnings", 1),
        ("lint @odd.yaml --deny nonsense", 2),
        ("lint @wrong.yaml", 3),
        ("lint @swagger.yaml", 3),
        ("lint @missing.yaml", 4),
        ("explain ambiguous-union", 0),
        ("explain nonsense", 2),
        ("generate --no-config --out @out", 2),
        ("generate --no-config @openapi.yaml", 2),
        ("generate --config @bad.toml", 2),
        ("generate --config @none.toml", 4),
        ("generate --no-config @wrong.yaml --out @out", 3),
        ("generate --no-config @odd.yaml --out @out --deny warnings", 1),
        ("check --config @good.toml", 1),
    ] {
        assert_eq!(folder.run(line), code, "{line}");
        assert!(!folder.path("out").exists(), "{line} wrote something");
    }
}

#[test]
fn what_is_generated_is_current_until_something_changes() {
    let folder = Folder::new("current");
    folder.put("specwright.toml", "document = 'openapi.yaml'\nout = 'out'");
    assert_eq!(folder.run("generate --config @specwright.toml"), 0);
    assert_eq!(folder.run("check --config @specwright.toml"), 0);
    assert_eq!(folder.run("generate --no-config @openapi.yaml --out @out"), 0);

    folder.put(
        "openapi.yaml",
        &DOCUMENT.replace("name: {type: string}", "name: {type: string, minLength: 1}"),
    );
    assert_eq!(folder.run("check --config @specwright.toml"), 1);
    assert_eq!(folder.run("generate --config @specwright.toml"), 0);
    assert_eq!(folder.run("check --config @specwright.toml"), 0);

    let file = folder.path("out/src/lib.rs");
    std::fs::write(&file, "mine").expect("it can be written");
    assert_eq!(folder.run("generate --config @specwright.toml"), 4);
    assert_eq!(read(&file), "mine");
    assert_eq!(folder.run("generate --config @specwright.toml --force"), 0);
    assert_eq!(folder.run("check --config @specwright.toml"), 0);
}

#[test]
fn a_folder_that_others_use_is_not_touched() {
    let folder = Folder::new("others");
    std::fs::create_dir(folder.path("out")).expect("it can be made");
    folder.put("out/notes.txt", "mine");
    assert_eq!(folder.run("generate --no-config @openapi.yaml --out @out"), 4);
    assert_eq!(std::fs::read_dir(folder.path("out")).expect("it is there").count(), 1);
}

#[test]
fn init_writes_what_generate_reads() {
    let folder = Folder::new("init");
    assert_eq!(folder.run("init --config @specwright.toml"), 0);
    assert_eq!(folder.run("init --config @specwright.toml"), 2);
    assert_eq!(folder.run("generate --config @specwright.toml"), 0);
    assert!(folder.path("generated/generated.toml").exists());
}

#[test]
fn templates_of_ones_own_replace_ours() {
    let folder = Folder::new("templates");
    folder.put("specwright.toml", "document = 'openapi.yaml'\nout = 'out'\ntemplates = '.'");
    assert_eq!(folder.run("generate --config @specwright.toml"), 2, "there is none in the folder");
    folder.put("README.md", "{{titel}}");
    assert_eq!(
        folder.run("generate --config @specwright.toml"),
        2,
        "it asks for what there is not"
    );
    folder.put("README.md", "All about {{title}}");
    assert_eq!(folder.run("generate --config @specwright.toml"), 0);
    assert_eq!(read(&folder.path("out/README.md")), "All about Pets");
}

#[test]
fn layouts_are_other_shapes_of_the_same() {
    let folder = Folder::new("layouts");
    for (layout, there, not_there) in [
        ("crate", "src/lib.rs", "mod.rs"),
        ("module", "mod.rs", "Cargo.toml"),
        ("single", "pets.rs", "mod.rs"),
    ] {
        let line = format!("generate --no-config @openapi.yaml --out @out --layout {layout}");
        assert_eq!(folder.run(&line), 0, "{layout}");
        assert!(folder.path("out").join(there).exists(), "{layout} makes {there}");
        assert!(!folder.path("out").join(not_there).exists(), "{layout} leaves {not_there}");
    }
}
