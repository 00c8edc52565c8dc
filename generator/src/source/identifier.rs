//! Names that values give themselves: `$id`, `$self`, `$anchor` and `$dynamicAnchor`, and what a reference means by them.
//!
//! A value with an `$id` is a resource: references within it are relative to that identifier. People often write one
//! without meaning that, so what leads nowhere from the identifier is looked for from the file as well.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::RawKind;
use super::{FileId, Location, Node, Sources, folder, join, percent_decode};

/// The identifiers of all files.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    by_uri: BTreeMap<String, Location>,
    /// The resources that have an identifier of their own.
    bases: BTreeMap<Location, String>,
    anchors: BTreeMap<String, Vec<Anchor>>,
    /// Files with any `$id`, where the resource of a value must be searched for.
    files: BTreeSet<FileId>,
}

/// A place named by `$anchor` or `$dynamicAnchor`.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    resource: Location,
    place: Location,
    dynamic: bool,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug)]
pub(crate) enum Broken {
    /// No file of that name is loaded.
    File,
    /// What follows `#` is no JSON pointer.
    Malformed,
    /// There is nothing of that name: the last value on the way, and the token that failed.
    Missing(Location, String),
    /// No anchor of that name.
    Anchor(String),
}

/// Where a reference leads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) location: Location,
    /// Whether it is a `$dynamicAnchor` that another resource declares as well.
    pub(crate) ambiguous: bool,
}

impl Sources {
    /// Learns the identifiers of a file that has just been added.
    pub(super) fn identify(&mut self, file: FileId) {
        if !self.file(file).tree().has_identifiers {
            return;
        }
        let mut anchors = Vec::new();
        for node in 0..self.file(file).tree().length() {
            let source = self.file(file);
            let Some(parent) = source.tree().parent(node) else { continue };
            if source.tree().kind(node) != RawKind::String {
                continue;
            }
            let key = source.tree().key_text(source.text(), node).unwrap_or("");
            let value = source.tree().text(source.text(), node).to_owned();
            let place = Location { file, node: parent };
            match key {
                "$id" if !value.starts_with('#') && !self.is_data(place) => {
                    self.name(place, &value);
                }
                "$self" if parent == 0 => self.name(place, &value),
                "$anchor" | "$dynamicAnchor" if !self.is_data(place) => {
                    anchors.push((place, value, key == "$dynamicAnchor"));
                }
                _ => {}
            }
        }
        for (place, name, dynamic) in anchors {
            let anchor = Anchor { resource: self.resource(place), place, dynamic };
            self.identifiers.anchors.entry(name).or_default().push(anchor);
        }
    }

    fn name(&mut self, place: Location, identifier: &str) {
        let outer = match self.file(place.file).tree().parent(place.node) {
            Some(node) => self.resource(Location { node, ..place }),
            None => Location { node: 0, ..place },
        };
        let base = self.base(outer).to_owned();
        let uri = absolute(&base, identifier.split('#').next().unwrap_or(""));
        self.identifiers.by_uri.insert(uri.clone(), place);
        self.identifiers.bases.insert(place, uri);
        self.identifiers.files.insert(place.file);
    }

    /// Whether a value lies in an example or the like, where keys mean nothing.
    fn is_data(&self, place: Location) -> bool {
        let (file, mut node) = (self.file(place.file), place.node);
        while let Some(parent) = file.tree().parent(node) {
            let key = file.tree().key_text(file.text(), node).unwrap_or("");
            let names = file.tree().key_text(file.text(), parent);
            let data =
                matches!(key, "example" | "examples" | "default" | "enum" | "const" | "value");
            if data && !matches!(names, Some("properties" | "$defs" | "schemas")) {
                return true;
            }
            node = parent;
        }
        false
    }

    /// The innermost value with an identifier around a value; else the root of its file.
    fn resource(&self, place: Location) -> Location {
        let root = Location { node: 0, ..place };
        if !self.identifiers.files.contains(&place.file) {
            return root;
        }
        let tree = self.file(place.file).tree();
        let around = std::iter::successors(Some(place.node), |node| tree.parent(*node));
        around
            .map(|node| Location { node, ..place })
            .find(|place| self.identifiers.bases.contains_key(place))
            .unwrap_or(root)
    }

    fn base(&self, resource: Location) -> &str {
        let own = self.identifiers.bases.get(&resource);
        own.map_or_else(|| self.file(resource.file).name(), String::as_str)
    }

    /// The names that the file part of a reference may mean, the one by the letter of the standard first.
    pub(crate) fn candidates(&self, at: Location, reference: &str) -> Vec<String> {
        let reference = percent_decode(reference);
        let mut names = vec![absolute(self.base(self.resource(at)), &reference)];
        let by_file = absolute(self.file(at.file).name(), &reference);
        if names[0] != by_file {
            names.push(by_file);
        }
        names
    }

    /// The value that a file name or an identifier stands for.
    pub(crate) fn named(&self, name: &str) -> Option<Location> {
        let by_file = || self.by_name(name).map(|file| Location { file, node: 0 });
        self.identifiers.by_uri.get(name).copied().or_else(by_file)
    }

    /// Where a reference written at a place leads.
    pub(crate) fn resolve(&self, at: Location, reference: &str) -> Result<Target, Broken> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        // Nearly all references are of this kind, so nothing is made for them.
        let plain = file.is_empty() && fragment.starts_with('/') && !fragment.contains('%');
        if plain && !self.identifiers.files.contains(&at.file) {
            let start = Location { node: 0, ..at };
            if !self.file(at.file).tree().is_empty() {
                return self.fragment(start, fragment);
            }
        }
        let decoded = percent_decode(fragment);
        // Some tools write names with `%` into references as they are.
        let spellings =
            if decoded == fragment { vec![decoded] } else { vec![decoded, fragment.to_owned()] };
        let starts = if file.is_empty() {
            vec![self.resource(at), Location { node: 0, ..at }]
        } else {
            let names = self.candidates(at, file);
            names.iter().filter_map(|name| self.named(name)).collect()
        };
        let mut broken = Broken::File;
        for start in starts {
            if self.file(start.file).tree().is_empty() {
                continue;
            }
            for spelling in &spellings {
                match self.fragment(start, spelling) {
                    Ok(target) => return Ok(target),
                    Err(why) => broken = why,
                }
            }
        }
        Err(broken)
    }

    fn fragment(&self, start: Location, fragment: &str) -> Result<Target, Broken> {
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchor(start, fragment);
        }
        if fragment.split('~').skip(1).any(|rest| !rest.starts_with(['0', '1'])) {
            return Err(Broken::Malformed);
        }
        match Self::at_pointer(self.node(start), fragment) {
            Ok(node) => Ok(Target { location: Node::location(node), ambiguous: false }),
            Err((last, token)) => Err(Broken::Missing(last.location(), token)),
        }
    }

    /// The anchor of a resource; else the only one of that name in the file.
    fn anchor(&self, start: Location, name: &str) -> Result<Target, Broken> {
        let all = self.identifiers.anchors.get(name).map_or(&[][..], Vec::as_slice);
        let own = all.iter().find(|anchor| anchor.resource == start);
        let only = || all.iter().find(|anchor| anchor.place.file == start.file);
        let anchor = own.or_else(only).ok_or_else(|| Broken::Anchor(name.to_owned()))?;
        let ambiguous = anchor.dynamic && all.iter().filter(|anchor| anchor.dynamic).count() > 1;
        Ok(Target { location: anchor.place, ambiguous })
    }
}

/// A reference as an absolute URI, or as a name of a file where its base is one.
fn absolute(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let Some((scheme, rest)) = base.split_once("://").filter(|_| has_scheme(base)) else {
        let plain = !has_scheme(base);
        return if plain { join(folder(base), reference) } else { reference.to_owned() };
    };
    if let Some(other) = reference.strip_prefix("//") {
        return format!("{scheme}://{other}");
    }
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    format!("{scheme}://{host}{}", join(folder(path), reference))
}

/// Whether a reference names a scheme: `https:`, `file:`, `urn:`. A drive letter is none.
pub(crate) fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|rest| rest.is_ascii_alphanumeric() || matches!(rest, '+' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::TreeLimits;

    #[test]
    fn references_are_relative_to_identifiers() {
        for (base, reference, uri) in [
            ("specs/a.yaml", "b.yaml", "specs/b.yaml"),
            ("specs/a.yaml", "https://x.org/b", "https://x.org/b"),
            ("https://x.org/s/a", "b", "https://x.org/s/b"),
            ("https://x.org/s/a", "/b", "https://x.org/b"),
            ("https://x.org", "b", "https://x.org/b"),
            ("urn:a", "b", "b"),
        ] {
            assert_eq!(absolute(base, reference), uri, "{base} + {reference}");
        }
    }

    #[test]
    fn anchors_and_identifiers_lead_to_their_values() {
        let text = r#"{"a": {"$id": "https://x.org/a", "$defs": {"b": {"$anchor": "here"}}, "c": 1},
            "d": {"$anchor": "there"}, "e": {"$dynamicAnchor": "there"}, "example": {"$id": "no"}}"#;
        let mut sources = Sources::default();
        let file = sources.add("x.json", text.to_owned(), &TreeLimits::default());
        let inside = Sources::at_pointer(sources.root(file).expect("a value"), "/a/c");
        let inside = inside.expect("it is there").location();
        let root = Location { file, node: 0 };
        for (at, reference, pointer) in [
            (inside, "#here", Some("/a/$defs/b")),
            (root, "https://x.org/a#here", Some("/a/$defs/b")),
            (root, "https://x.org/a#/c", Some("/a/c")),
            (inside, "#/c", Some("/a/c")),
            (inside, "#/d", Some("/d")),
            (root, "#there", Some("/d")),
            (root, "x.json#/d", Some("/d")),
            (root, "#nowhere", None),
            (root, "#/~2", None),
            (root, "no", None),
        ] {
            let found = sources.resolve(at, reference).ok();
            let found = found.map(|target| sources.pointer(target.location));
            assert_eq!(found.as_deref(), pointer, "{reference}");
        }
    }
}
