//! Rules between objects, which can only be judged when all are read: equal paths, parameters that exclude each other,
//! schemas without end.

use std::collections::BTreeMap;

use super::Reader;
use crate::description::{Id, Parameter, ParameterPlace, PathItem, RefOr, SchemaId};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Location, percent_decode};

impl Reader<'_> {
    pub(super) fn check_paths(&mut self, paths: &[(At<String>, Id<PathItem>)]) {
        let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (path, item)) in paths.iter().enumerate() {
            let earlier = seen.entry(nameless(&path.value)).or_default();
            let equal = earlier.iter().find(|other| self.share_method(paths[**other].1, *item));
            if let Some(other) = equal {
                let first = &paths[*other].0.value;
                // Paths that are equal but for the names of parameters exist in the wild, and clients can use them.
                let literal = percent_decode(first) == percent_decode(&path.value);
                let code = if literal { &codes::SAME_PATH } else { &codes::HIDDEN_PATH };
                let message = format!("`{}` is the same path as `{first}`", path.value);
                self.found.push(
                    Diagnostic::new(code, path.location, message)
                        .on_key()
                        .related_key(paths[*other].0.location, "first given here")
                        .note(if sent(first) == first && sent(&path.value) == path.value {
                            "names of parameters do not tell paths apart, and both have the same method"
                        } else {
                            "what stands behind `#` is never sent, and both have the same method"
                        })
                        .help("remove one of them, or move its methods to the other"),
                );
            }
            earlier.push(index);
        }
    }

    fn share_method(&self, a: Id<PathItem>, b: Id<PathItem>) -> bool {
        let arena = &self.path_items.arena;
        let (Some((_, a)), Some((_, b))) = (arena.resolve(a), arena.resolve(b)) else {
            return false;
        };
        a.operations.iter().any(|one| b.operations.iter().any(|other| one.method == other.method))
    }

    pub(super) fn check_operations(&mut self) {
        let mut found = Vec::new();
        for item in self.path_items.arena.entries() {
            let RefOr::Item(item) = item else { continue };
            self.check_repeated(&item.parameters, &mut found);
            for operation in &item.operations {
                self.check_repeated(&operation.parameters, &mut found);
                self.check_query(&item.parameters, &operation.parameters, &mut found);
            }
        }
        self.found.append(&mut found);
    }

    fn parameter(&self, id: Id<Parameter>) -> Option<&Parameter> {
        self.parameters.arena.resolve(id).map(|(_, parameter)| parameter)
    }

    /// One list may not hold two parameters of one name and place.
    fn check_repeated(&self, list: &[Id<Parameter>], found: &mut Vec<Diagnostic>) {
        let mut seen: Vec<&Parameter> = Vec::new();
        for id in list {
            let Some(parameter) = self.parameter(*id) else { continue };
            let same = |other: &&&Parameter| {
                let names = (&other.name.value, &parameter.name.value);
                let header = parameter.place == ParameterPlace::Header;
                let equal = names.0 == names.1 || header && names.0.eq_ignore_ascii_case(names.1);
                other.place == parameter.place && equal
            };
            if let Some(first) = seen.iter().find(same) {
                let message = format!("the parameter `{}` is given twice", parameter.name.value);
                let at = self.entry_location(*id);
                found.push(
                    Diagnostic::new(&codes::REPEATED_PARAMETER, at, message)
                        .related(first.location, "first given here")
                        .help("remove one of the two"),
                );
            }
            seen.push(parameter);
        }
    }

    /// Where an entry of a list stands: a reference's own place rather than its target's.
    fn entry_location(&self, id: Id<Parameter>) -> Location {
        match self.parameters.arena.entry(id) {
            RefOr::Item(parameter) => parameter.location,
            RefOr::Ref(reference) => self.sources.parent(reference.location),
        }
    }

    /// `querystring` is the whole query, so nothing else can be in it.
    fn check_query(&self, a: &[Id<Parameter>], b: &[Id<Parameter>], found: &mut Vec<Diagnostic>) {
        let all: Vec<(Id<Parameter>, &Parameter)> =
            a.iter().chain(b).filter_map(|id| Some((*id, self.parameter(*id)?))).collect();
        let whole = |(_, parameter): &&(Id<Parameter>, &Parameter)| {
            parameter.place == ParameterPlace::QueryString
        };
        let mut wholes = all.iter().filter(whole);
        let Some((id, first)) = wholes.next() else { return };
        let other = all.iter().find(|(_, parameter)| parameter.place == ParameterPlace::Query);
        if let Some((_, second)) = wholes.next().or(other) {
            let message = format!(
                "`{}` is the whole query, so `{}` has no place",
                first.name.value, second.name.value
            );
            let list = self.sources.parent(self.entry_location(*id));
            found.push(
                Diagnostic::new(&codes::QUERY_STRING, list, message)
                    .related(first.location, "`in: querystring` is the whole query")
                    .related(second.location, "this one would be part of it")
                    .help("describe all of the query in the one, or none of it"),
            );
        }
    }

    /// Schemas that lead to themselves by `$ref` and `allOf` alone: no value could ever be checked against them.
    pub(super) fn check_endless(&mut self) {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; self.schemas.len()];
        let mut found = Vec::new();
        let mut stack = Vec::new();
        for start in 0..self.schemas.len() {
            stack.push((SchemaId::new(start), 0));
            while let Some((id, next)) = stack.pop() {
                if next == 0 {
                    if marks[id.index()] != Mark::New {
                        continue;
                    }
                    marks[id.index()] = Mark::Open;
                }
                let Some((place, target)) = self.direct(id, next) else {
                    marks[id.index()] = Mark::Done;
                    continue;
                };
                stack.push((id, next + 1));
                match marks[target.index()] {
                    Mark::New => stack.push((target, 0)),
                    Mark::Open => found.push((target, place, stack.clone())),
                    Mark::Done => {}
                }
            }
        }
        for (target, place, stack) in found {
            let from = stack.iter().position(|(id, _)| *id == target).unwrap_or(0);
            let chain: Vec<SchemaId> = stack[from..].iter().map(|(id, _)| *id).collect();
            if !self.drop_own_branch(&chain) {
                self.report_endless(&chain, place);
            }
        }
    }

    /// A branch that is nothing but the schema itself adds nothing to what its siblings say.
    fn drop_own_branch(&mut self, chain: &[SchemaId]) -> bool {
        let mut holders = chain.iter().filter(|id| !self.schemas[**id].all_of.is_empty());
        let (Some(holder), None) = (holders.next().copied(), holders.next()) else {
            return false;
        };
        let branches = &self.schemas[holder].all_of;
        let Some(branch) = branches.iter().find(|branch| chain.contains(branch)).copied() else {
            return false;
        };
        if branches.len() < 2 {
            return false;
        }
        self.schemas[holder].all_of.retain(|other| *other != branch);
        let at = self.schemas[branch].location;
        self.found.push(
            Diagnostic::new(&codes::OWN_BRANCH, at, "the schema is a branch of its own `allOf`")
                .label("ignored")
                .help("remove the branch"),
        );
        true
    }

    /// What a schema is the same as or a part of: the target of its reference, then its branches of `allOf`.
    fn direct(&self, id: SchemaId, next: usize) -> Option<(Location, SchemaId)> {
        let schema = &self.schemas[id];
        let reference = schema.reference.as_ref();
        let reference = reference.and_then(|found| Some((schema.location, found.target?)));
        let branches = schema.all_of.iter().map(|id| (self.schemas[*id].location, *id));
        reference.into_iter().chain(branches).nth(next)
    }

    fn report_endless(&mut self, chain: &[SchemaId], place: Location) {
        const SHOWN: usize = 8;
        let composed = chain.iter().any(|id| !self.schemas[*id].all_of.is_empty());
        let at = if composed { place } else { self.schemas[chain[0]].location };
        let mut diagnostic =
            Diagnostic::new(&codes::ENDLESS_SCHEMA, at, "the schema is defined by itself")
                .help("break the circle: one of these must say something of its own");
        for id in chain.iter().skip(1).take(SHOWN) {
            diagnostic = diagnostic.related(self.schemas[*id].location, "which is defined by this");
        }
        self.found.push(diagnostic);
    }

    /// References that lead only to references, for every kind but schemas.
    pub(super) fn check_circles(&mut self) {
        let mut found = Vec::new();
        circles(&self.path_items.arena, &mut found);
        circles(&self.parameters.arena, &mut found);
        circles(&self.headers.arena, &mut found);
        circles(&self.request_bodies.arena, &mut found);
        circles(&self.responses.arena, &mut found);
        circles(&self.media_types.arena, &mut found);
        circles(&self.examples.arena, &mut found);
        circles(&self.links.arena, &mut found);
        circles(&self.callbacks.arena, &mut found);
        circles(&self.security_schemes.arena, &mut found);
        for at in found {
            self.found.push(
                Diagnostic::new(
                    &codes::ENDLESS_REFERENCE,
                    at,
                    "the reference leads back to itself",
                )
                .help("one of the references of the circle must be an object"),
            );
        }
    }
}

/// The first reference of each circle of references.
fn circles<T>(arena: &crate::description::Arena<T>, found: &mut Vec<Location>) {
    // The start whose walk met an entry first; a walk that meets its own number again has found a circle.
    let mut walks = vec![usize::MAX; arena.entries().len()];
    for start in 0..walks.len() {
        let mut at = start;
        while walks[at] == usize::MAX {
            walks[at] = start;
            let RefOr::Ref(reference) = arena.entry(Id::new(at)) else { break };
            let Some(target) = reference.target else { break };
            at = target.index();
            if walks[at] == start {
                found.push(reference.location);
            }
        }
    }
}

/// A path without its fragment: RFC 9110 §7.1.
fn sent(path: &str) -> &str {
    path.split_once('#').map_or(path, |(sent, _)| sent)
}

/// A path template without the names of its parameters and what is never sent, and with escapes resolved.
fn nameless(path: &str) -> String {
    let mut out = String::new();
    let mut rest = sent(path);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    percent_decode(&out)
}
