//! Description → [`Api`]: structure only.
//!
//! In: a description with its references intact. Out: types without names, each schema at most once, and operations that
//! point at them. Decides what a schema *means*; never how Rust spells it. What cannot be expressed ends in a diagnostic
//! and the nearest type that accepts every valid value.

mod array;
mod body;
mod composition;
mod constraint;
mod direction;
mod discriminator;
mod enumeration;
mod facts;
mod object;
mod operation;
mod origin;
mod parameter;
mod path;
mod schema;
mod security;
mod target;
mod terms;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::config::Config;
use crate::description::{Description, SchemaId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{self, Api, TypeId};
use crate::source::{Location, References, Sources};

use target::Targets;
use terms::Terms;

/// Lowers everything a description says.
pub(crate) fn lower(
    description: &Description,
    sources: &Sources,
    config: &Config,
    found: &mut Diagnostics,
) -> Api {
    let mut lowering = Lowering::new(description, sources, config, found);
    origin::claim_components(&mut lowering);
    lowering.api.title.clone_from(&description.info.title);
    lowering.api.version.clone_from(&description.info.version);
    lowering.api.docs.clone_from(&description.info.description);
    lowering.api.servers = description.servers.iter().map(operation::server).collect();
    lowering.api.tags = description
        .tags
        .iter()
        .map(|tag| (tag.name.clone(), tag.description.clone().or_else(|| tag.summary.clone())))
        .collect();
    security::lower_schemes(&mut lowering);
    let said = description.security.as_deref().unwrap_or_default();
    lowering.api.security = security::requirements(&mut lowering, said);
    origin::lower_components(&mut lowering);
    operation::lower_all(&mut lowering);
    adopt_servers(&mut lowering.api);
    lowering.work();
    schema::break_alias_cycles(&mut lowering);
    let mut api = lowering.api;
    direction::split(&mut api);
    api
}

/// Takes the servers that all operations have for those of the API, where it names none itself.
fn adopt_servers(api: &mut Api) {
    let mut all = api.operations.iter().map(|operation| &operation.servers);
    if let Some(first) = all.next()
        && api.servers.is_empty()
        && all.all(|servers| servers == first)
    {
        api.servers = first.clone();
    }
}

/// What is known while a description is lowered.
struct Lowering<'d> {
    description: &'d Description,
    sources: &'d Sources,
    config: &'d Config,
    found: &'d mut Diagnostics,
    api: Api,
    targets: Targets,
    references: References,
    /// What each conjunction of schemas became.
    memo: BTreeMap<Vec<terms::Term>, TypeId>,
    /// Types that have a number but no meaning yet. A queue instead of recursion: documents nest deeper than stacks.
    queue: VecDeque<(TypeId, Terms)>,
    /// Schemas that are components, with the key that names them.
    components: BTreeMap<SchemaId, String>,
    /// The bodies and responses that are components, by where they stand, with the key that names them.
    bodies: BTreeMap<Location, String>,
    /// Schemas with a discriminator and no branches, and the schemas that extend them by `allOf`.
    heirs: BTreeMap<SchemaId, Vec<SchemaId>>,
    quiet: bool,
    /// What has been reported.
    said: BTreeSet<(&'static str, Option<Location>, String)>,
    /// Media types that have been said to be opaque.
    opaque: BTreeSet<String>,
    /// Schemas that have been combined with others, as often as they were; bounded.
    combined: usize,
}

impl<'d> Lowering<'d> {
    fn new(
        description: &'d Description,
        sources: &'d Sources,
        config: &'d Config,
        found: &'d mut Diagnostics,
    ) -> Self {
        Self {
            description,
            sources,
            config,
            found,
            api: Api::default(),
            targets: Targets::of(description),
            references: References::default(),
            memo: BTreeMap::new(),
            queue: VecDeque::new(),
            components: BTreeMap::new(),
            bodies: body::components(description),
            heirs: BTreeMap::new(),
            quiet: false,
            said: BTreeSet::new(),
            opaque: BTreeSet::new(),
            combined: 0,
        }
    }

    /// Gives every number handed out its meaning.
    fn work(&mut self) {
        while let Some((id, terms)) = self.queue.pop_front() {
            schema::lower_type(self, id, &terms);
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.primary.as_ref().map(|label| label.location);
        let said = (diagnostic.code.name, place, diagnostic.message.clone());
        // A schema that many refer to is met in many conjunctions.
        if !self.quiet && self.said.insert(said) {
            self.found.push(diagnostic);
        }
    }

    /// Asks a question of schemas that are, or will be, lowered elsewhere, and complained of there.
    fn quietly<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.quiet, true);
        let answer = ask(self);
        self.quiet = before;
        answer
    }

    /// How docs name a place.
    fn source_of(&mut self, location: Location) -> String {
        self.references.to(self.sources, location)
    }

    fn ty(&mut self, id: TypeId) -> &mut ir::TypeDef {
        &mut self.api.types[id.0 as usize]
    }

    /// A new type of its own, to be filled in by the caller.
    fn push_type(&mut self, location: Location, origin: ir::Origin, source: String) -> TypeId {
        let id = u32::try_from(self.api.types.len()).expect("types are bounded by the document");
        self.api.types.push(ir::TypeDef {
            location,
            source,
            origin,
            docs: ir::Docs::default(),
            shape: ir::Shape::Any,
            nullable: false,
            xml: ir::Xml::default(),
            default: None,
            constraints: Vec::new(),
            examples: Vec::new(),
        });
        TypeId(id)
    }
}
