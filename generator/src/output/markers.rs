//! From marker paths to short names and `use` lines.
//!
//! In: tokens in which every path to the runtime, to `std` or to a sibling module is a marker: `__rt::check::Check`,
//! `__std::collections::BTreeMap`, `__model::Contact`, `__op::X`, `__server::X`, `__client::X`. Out: the same tokens with
//! short names, and what to import. Also sets aside what is to be printed as it stands: wire tables and comments.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Literal, Punct, Spacing, Span};

use super::tree::{self, Tree};
use super::{WIDTH, table};

/// Where the generated items live, which decides how they reach each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One module for each kind, at the root of a crate.
    Crate,
    /// The same modules, somewhere inside a crate: the file is this many of them below their root.
    Module { depth: usize },
    /// All items in one scope.
    Single,
}

/// The name under which generated code finds the runtime.
const RUNTIME: &str = "specwright_runtime";

/// The module of the schemas' types. They keep its name before them, which is imported once, where they are used: an import
/// for each of them says nothing that the use does not say, and the compiler looks for each in every file that is
/// re-exported, again and again until the last macro is expanded.
const MODELS: &str = "models";

/// The module of the operations. What they have in common they take from the module above, as `super::DefaultError`, for the
/// same reason.
const OPERATIONS: &str = "operations";

/// Crates that the runtime re-exports: their items keep the crate's name before them (`chrono::NaiveDate`).
const FOREIGN: [&str; 6] = ["bytes", "chrono", "futures_core", "http", "serde_json", "uuid"];

/// Modules whose types keep the module's name before them (`operation::Status`): alone, theirs says too little, and is
/// what a component may well be called.
const QUALIFIED: [&str; 3] = ["client", "operation", "server"];

/// Types of those modules that say enough alone.
const TELLING: [&str; 10] = [
    "AuthError",
    "CallOptions",
    "ClientError",
    "Context",
    "Failure",
    "OperationMeta",
    "Refusal",
    "RefusalBody",
    "Reply",
    "Serving",
];

/// What docs that are set aside start with; those that are written start with a space.
pub(super) const DOCS: char = '@';

/// What resolving a file's tokens gives.
pub(crate) struct Resolved {
    pub(crate) trees: Vec<Tree>,
    /// `use` lines.
    pub(crate) uses: String,
    /// By number: text to stand where `__verbatim!(number)` is printed, or docs where `///@number` is.
    pub(crate) verbatim: Vec<String>,
    /// Whether anything in the file is deprecated.
    pub(crate) deprecated: bool,
}

/// Replaces every marker in the tokens of a file, which the module `own` is.
pub(crate) fn resolve(trees: Vec<Tree>, layout: Layout, own: &str) -> Resolved {
    let mut resolver = Resolver {
        layout,
        own,
        declared: declared(&trees),
        imports: BTreeMap::new(),
        verbatim: Vec::new(),
        deprecated: false,
    };
    let trees = resolver.walk(trees);
    let Resolver { imports, verbatim, deprecated, .. } = resolver;
    Resolved { trees, uses: use_lines(&imports), verbatim, deprecated }
}

struct Resolver<'a> {
    layout: Layout,
    /// The module that the file is, where it is one of the siblings: what the files below it declare is in scope.
    own: &'a str,
    /// Items of the file itself.
    declared: BTreeSet<String>,
    /// By short name: the path it stands for, without the name.
    imports: BTreeMap<String, String>,
    verbatim: Vec<String>,
    deprecated: bool,
}

/// The names of the items that the file declares at its top, by itself or by a wire macro.
fn declared(trees: &[Tree]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, tree) in trees.iter().enumerate() {
        match (tree, trees.get(at + 1)) {
            (Tree::Ident(keyword), Some(Tree::Ident(name)))
                if ["struct", "enum", "type", "trait", "static", "const"]
                    .iter()
                    .any(|known| keyword == known) =>
            {
                names.insert(name.to_string());
            }
            (mark, Some(Tree::Group(Delimiter::Brace, inner))) if mark.is_punct('!') => {
                names.extend(declared(inner));
            }
            _ => {}
        }
    }
    names
}

impl Resolver<'_> {
    /// Moves what it keeps.
    fn walk(&mut self, mut trees: Vec<Tree>) -> Vec<Tree> {
        let mut out = Vec::with_capacity(trees.len());
        let mut at = 0;
        while at < trees.len() {
            let tree = take(&mut trees, at);
            at += 1;
            match tree {
                Tree::Ident(ident) => {
                    if let Some(marker) = marker(&ident) {
                        at = self.path(marker, &mut trees, at, &mut out);
                    } else {
                        self.deprecated |= ident == "deprecated";
                        out.push(Tree::Ident(ident));
                    }
                }
                Tree::Group(delimiter, mut inner) => {
                    if delimiter == Delimiter::Bracket {
                        self.docs(&mut inner);
                    }
                    out.push(Tree::Group(delimiter, self.walk(inner)));
                }
                Tree::Punct(_) | Tree::Literal(_) => out.push(tree),
            }
        }
        out
    }

    /// Sets aside the text of `doc = "…"`, for which the number stays.
    fn docs(&mut self, inner: &mut [Tree]) {
        if let [Tree::Ident(doc), equals, Tree::Literal(text)] = inner
            && doc == "doc"
            && equals.is_punct('=')
            && let Some(value) = tree::text_of(text)
        {
            *text = Literal::string(&format!("{DOCS}{}", self.verbatim.len()));
            self.verbatim.push(value);
        }
    }

    /// Resolves the path after a marker; gives the position behind what it took.
    fn path(
        &mut self,
        marker: Marker,
        trees: &mut [Tree],
        start: usize,
        out: &mut Vec<Tree>,
    ) -> usize {
        match marker {
            Marker::Comment => return self.comment(trees, start, out),
            Marker::Runtime | Marker::Std | Marker::Sibling(_) => {}
        }
        let (segments, end) = segments(trees, start, marker);
        let Some((name, parents)) = segments.split_last() else {
            return start;
        };
        if let Some([mark, Tree::Group(delimiter, inner)]) = trees.get_mut(end..end + 2)
            && mark.is_punct('!')
        {
            let short = name.to_string();
            if short == "modules" {
                self.import(marker, parents, name);
                self.set_aside(format!("{short}! {{\n{}}}", table::modules(inner)), out);
                out.push(Tree::punct(';'));
                return end + 2;
            }
            if short.starts_with("wire_") {
                self.import(marker, parents, name);
                let inner = self.walk(std::mem::take(inner));
                if *delimiter == Delimiter::Brace {
                    let declared = table::declaration(&inner, &self.verbatim);
                    self.set_aside(format!("{short}! {{\n{declared}}}"), out);
                    out.push(Tree::punct(';'));
                } else {
                    // The invocation's own semicolon stays with the placeholder.
                    self.set_aside(format!("{short}!({});", table::print(&inner)), out);
                }
                return end + 2;
            }
        }
        if let Some(module) = self.prefix(marker, name) {
            let module = Ident::new(module, Span::call_site());
            let colon = Tree::Punct(Punct::new(':', Spacing::Joint));
            out.extend([Tree::Ident(module), colon, Tree::punct(':')]);
            out.push(Tree::Ident(name.clone()));
        } else if self.import(marker, parents, name) {
            out.push(Tree::Ident(name.clone()));
        } else {
            let full = format!("{}::{name}", base(self.layout, marker, parents));
            out.extend(tree::read(full.parse().expect("a path of idents is Rust")));
        }
        end
    }

    /// What stands before a name in place of an import of it: its module, or that it is of the module above.
    fn prefix(&mut self, marker: Marker, name: &Ident) -> Option<&'static str> {
        let Marker::Sibling(module) = marker else { return None };
        if self.layout == Layout::Single || self.declared.contains(&name.to_string()) {
            return None;
        }
        if module == MODELS && self.own != MODELS {
            self.imports.insert(MODELS.to_owned(), root(self.layout));
            return Some(MODELS);
        }
        let above = self.own.split_once('/').map(|(above, _)| above);
        (module == OPERATIONS && above == Some(module)).then_some("super")
    }

    /// Notes an import; false where the short name already means something else here.
    fn import(&mut self, marker: Marker, parents: &[Ident], name: &Ident) -> bool {
        let sibling = !matches!(marker, Marker::Runtime | Marker::Std);
        if sibling && self.layout == Layout::Single {
            return true;
        }
        if matches!(marker, Marker::Sibling(module) if module == self.own) {
            return true;
        }
        let name = name.to_string();
        if self.declared.contains(&name) {
            return sibling;
        }
        let base = base(self.layout, marker, parents);
        *self.imports.entry(name).or_insert_with(|| base.clone()) == base
    }

    fn comment(&mut self, trees: &[Tree], start: usize, out: &mut Vec<Tree>) -> usize {
        let text = match trees.get(start + 1) {
            Some(Tree::Group(_, inner)) => match &inner[..] {
                [Tree::Literal(text)] => tree::text_of(text),
                _ => None,
            },
            _ => Some(String::new()),
        };
        let text = text.expect("a comment marker holds one string");
        let lines: Vec<String> =
            text.lines().map(|line| format!("// {line}").trim_end().to_owned()).collect();
        self.set_aside(lines.join("\n"), out);
        start + 2
    }

    fn set_aside(&mut self, text: String, out: &mut Vec<Tree>) {
        let number = Literal::usize_unsuffixed(self.verbatim.len());
        self.verbatim.push(text);
        out.push(Tree::Ident(Ident::new("__verbatim", Span::call_site())));
        out.push(Tree::punct('!'));
        out.push(Tree::Group(Delimiter::Parenthesis, vec![Tree::Literal(number)]));
    }
}

/// Takes a tree out of its place.
fn take(trees: &mut [Tree], at: usize) -> Tree {
    std::mem::replace(&mut trees[at], Tree::punct(','))
}

/// What a marker's path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    Runtime,
    Std,
    Sibling(&'static str),
    /// `__comment!("…")`
    Comment,
}

fn marker(ident: &Ident) -> Option<Marker> {
    const MARKERS: [(&str, Marker); 7] = [
        ("__rt", Marker::Runtime),
        ("__std", Marker::Std),
        ("__model", Marker::Sibling(MODELS)),
        ("__op", Marker::Sibling(OPERATIONS)),
        ("__server", Marker::Sibling("server")),
        ("__client", Marker::Sibling("client")),
        ("__comment", Marker::Comment),
    ];
    MARKERS.iter().find(|(name, _)| ident == name).map(|(_, marker)| *marker)
}

/// The segments to import: up to the first type (`A` of `::a::A::new`), else all of them; of a foreign crate, its name.
fn segments(trees: &[Tree], start: usize, marker: Marker) -> (Vec<Ident>, usize) {
    let mut segments: Vec<Ident> = Vec::new();
    let mut at = start;
    while let Some([first, second, Tree::Ident(name)]) = trees.get(at..at + 3)
        && first.is_punct(':')
        && second.is_punct(':')
    {
        at += 3;
        segments.push(name.clone());
        let text = name.to_string();
        let foreign = marker == Marker::Runtime && segments.len() == 1 && FOREIGN.contains(&&*text);
        if foreign || text.starts_with(char::is_uppercase) {
            break;
        }
        if let (Marker::Runtime | Marker::Std, Some(Tree::Ident(next))) =
            (marker, trees.get(at + 2))
            && is_qualified(&text, &next.to_string())
        {
            break;
        }
    }
    (segments, at)
}

/// Whether a type keeps the name of its module.
fn is_qualified(module: &str, name: &str) -> bool {
    match module {
        "check" => name == "Location",
        "task" => true,
        _ => {
            name.starts_with(char::is_uppercase)
                && QUALIFIED.contains(&module)
                && !TELLING.contains(&name)
        }
    }
}

/// What holds the siblings.
fn root(layout: Layout) -> String {
    match layout {
        Layout::Module { depth: 0 } => "self".to_owned(),
        Layout::Module { depth } => vec!["super"; depth].join("::"),
        Layout::Crate | Layout::Single => "crate".to_owned(),
    }
}

fn base(layout: Layout, marker: Marker, parents: &[Ident]) -> String {
    let mut base = match marker {
        Marker::Runtime => RUNTIME.to_owned(),
        Marker::Std => "std".to_owned(),
        Marker::Sibling(module) => format!("{}::{module}", root(layout)),
        Marker::Comment => String::new(),
    };
    for parent in parents {
        base.push_str("::");
        base.push_str(&parent.to_string());
    }
    base
}

/// `use` lines for the imports: the crate's own, then those of others, each sorted and merged by path.
fn use_lines(imports: &BTreeMap<String, String>) -> String {
    let mut by_base: BTreeMap<(u8, &str), Vec<&str>> = BTreeMap::new();
    for (name, base) in imports {
        let group = match base.split("::").next() {
            Some("crate" | "self" | "super") => 0,
            _ => 1,
        };
        by_base.entry((group, base)).or_default().push(name);
    }
    // A module beside what is imported from it: one line of both.
    let bases: Vec<(u8, &str)> = by_base.keys().copied().collect();
    for (group, base) in bases {
        if let Some((parent, module)) = base.rsplit_once("::")
            && let Some(names) = by_base.get_mut(&(group, parent))
            && let Some(at) = names.iter().position(|name| *name == module)
        {
            names.remove(at);
            by_base.entry((group, base)).or_default().push("self");
        }
    }
    by_base.retain(|_, names| !names.is_empty());
    let mut lines: Vec<(u8, String, String)> = Vec::new();
    for ((group, base), mut names) in by_base {
        names.sort_unstable_by_key(|name| (*name != "self", *name));
        // rustfmt has a list of names after all that has a name in its place.
        let order = format!("{base}::{}", if names.len() > 1 { "{" } else { names[0] });
        lines.push((group, order, use_line(base, &names)));
    }
    lines.sort();
    lines.into_iter().map(|(.., line)| line).collect()
}

fn use_line(base: &str, names: &[&str]) -> String {
    if let [name] = names {
        return format!("use {base}::{name};\n");
    }
    let line = format!("use {base}::{{{}}};\n", names.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    // Nobody reads a long list of operations; what is declared or imported by name goes before them.
    if base.ends_with("operations") {
        return format!("use {base}::*;\n");
    }
    let mut text = format!("use {base}::{{\n");
    let mut row = String::from("   ");
    for name in names {
        if row.len() + name.len() + 2 > WIDTH {
            text.push_str(&row);
            text.push('\n');
            row = String::from("   ");
        }
        row.extend([" ", name, ","]);
    }
    text.push_str(&row);
    text.push_str("\n};\n");
    text
}
