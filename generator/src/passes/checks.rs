//! What `check` has to look at: the constraints of each type, in the words of Rust.
//!
//! In: the `Api`, and how each type is spelled. Out: rules by type, for use where a value of it stands, and the rules that
//! a struct has of its own. A constraint that can never be violated by a type (`minimum: 0` of a `u64`) gives no rule, and
//! one that speaks of another JSON type than the value has says nothing, as the standard has it.

mod build;
mod impossible;
mod inside;
mod own;

use std::collections::{BTreeMap, BTreeSet};

use super::{ItemId, ItemKind, OperationPlan, Plan, RustType};
use crate::diagnostic::{
    Diagnostic, Diagnostics,
    codes::{lowering, planning},
};
use crate::ir::{Api, Constraint, TypeId};
use crate::pattern::{self, Form};
use crate::source::{At, Decimal, Literal, Location};

use build::Builder;

/// All rules.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    /// By type: what a value of it must satisfy where it stands.
    of: Vec<Vec<Rule>>,
    /// By item: what the members of a struct must satisfy together.
    own: Vec<Vec<OwnRule>>,
}

impl Checks {
    /// What a value of the type must satisfy where it stands: as a member, item, parameter or header.
    pub(crate) fn of(&self, ty: TypeId) -> &[Rule] {
        self.of.get(ty.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// What a struct's members must satisfy together.
    pub(crate) fn own(&self, item: ItemId) -> &[OwnRule] {
        self.own.get(item.0 as usize).map_or(&[], Vec::as_slice)
    }
}

/// One thing that a value must satisfy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rule {
    Length {
        min: Option<u64>,
        max: Option<u64>,
    },
    Pattern(Pattern),
    Format(&'static str),
    Range {
        low: Option<Limit>,
        high: Option<Limit>,
    },
    /// `digits / 10^scale`
    MultipleOf {
        digits: i128,
        scale: u32,
    },
    MinItems(u64),
    MaxItems(u64),
    Unique,
    MinProperties(u64),
    MaxProperties(u64),
    /// A map has a member of this name.
    Has(String),
    /// A map that has the first member has the second.
    Depends(String, String),
    /// A map has all members of one of these sets; of exactly one of them where `exclusive`.
    HasAny {
        sets: Vec<Vec<String>>,
        exclusive: bool,
    },
    /// A map that has the member fits another type.
    FitsWith(String, Fit),
    /// No value is allowed.
    Never,
    /// The value fits another type.
    Fits(Fit),
    /// Of the value as JSON.
    Json(Vec<Rule>),
    /// The value's type has rules of its own.
    Nested,
    /// Of each item of a list.
    Each(Vec<Rule>),
    /// Of each value of a map.
    EachValue(Vec<Rule>),
    /// Of each key of a map.
    EachKey(Vec<Rule>),
    /// Of the values of a map whose keys match a pattern.
    Matching(Pattern, Vec<Rule>),
    /// Of the values of a map whose keys match none of the patterns.
    Unmatched(Vec<Pattern>, Vec<Rule>),
    /// Of the item at a position of a list.
    Item(usize, Vec<Rule>),
    /// Of the items of a list from a position on.
    After(usize, Vec<Rule>),
    /// Of the item at a position of a tuple.
    Element(usize, Vec<Rule>),
    /// One of these, or none of them.
    Among {
        values: Vec<Literal>,
        allowed: bool,
    },
    /// Does not fit another type.
    Not(Fit),
    /// So many items fit another type.
    Contains {
        fit: Fit,
        min: u64,
        max: Option<u64>,
    },
    /// What fits the first must fit the second, and what does not, the third.
    If {
        condition: Fit,
        then: Option<Fit>,
        otherwise: Option<Fit>,
    },
}

/// A pattern, and how the runtime matches it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    pub(crate) source: String,
    pub(crate) form: Form,
}

/// A second type that a value is held against.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fit {
    pub(crate) rust: RustType,
    pub(crate) rules: Vec<Rule>,
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Limit {
    pub(crate) value: Decimal,
    pub(crate) exclusive: bool,
}

/// What the members of a struct must satisfy together. Members are named as on the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OwnRule {
    MinProperties(u64),
    MaxProperties(u64),
    /// When the first is there, the second must be.
    Dependent(Member, Member),
    /// Must be there though the struct has no field for it.
    Required(Member),
    /// All of one of these sets must be there; of exactly one of them where `exclusive`.
    RequiredAny {
        sets: Vec<Vec<Member>>,
        exclusive: bool,
    },
    /// The whole object must satisfy a rule.
    Whole(Rule),
    /// The map of unnamed members must satisfy rules.
    Rest(Vec<Rule>),
    /// When the member is there, the whole object must fit another type.
    DependentFit(Member, Fit),
}

/// A member of an object, and where to look for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Member {
    /// Always there.
    Always { wire: String },
    /// A field that knows whether it is there, by its Rust name; then the name on the wire.
    Field { name: String, patch: bool, wire: String },
    /// One that only the map of unnamed members can have.
    Rest { name: String, wire: String },
    /// One that the object cannot have.
    Never { wire: String },
}

/// Finds the rules of everything.
pub(crate) fn plan(plan: &Plan, found: &mut Diagnostics) -> Checks {
    let patterns = patterns(&plan.api, found);
    let builder = Builder::new(plan, &patterns);
    let own: Vec<Vec<OwnRule>> =
        (0..plan.items.len()).map(|index| own::rules(&builder, &plan.items[index])).collect();
    let any = anything(plan, &builder, &own);
    let builder = builder.with(any);
    impossible::warn(plan, found);
    let of = plan.api.type_ids().map(|id| builder.rules(id, plan.rust(id))).collect();
    let checks = Checks { of, own };
    warn_of_items(plan, &checks, found);
    checks
}

/// Says where the items of a stream have constraints that are not those of a declared type, which checks itself.
fn warn_of_items(plan: &Plan, checks: &Checks, found: &mut Diagnostics) {
    let operations = plan.operations.iter().chain(&plan.webhooks);
    let mut told = BTreeSet::new();
    for content in operations.flat_map(OperationPlan::contents) {
        let Some(ty) = content.ty.filter(|_| content.codec.is_of_items()) else { continue };
        let location = plan.api.ty(ty).location;
        if !checks.of(ty).iter().all(Builder::is_nested) && told.insert(location) {
            let message = "the items of a stream are not held against what is said of them here";
            found.push(
                Diagnostic::new(&lowering::UNCHECKED_KEYWORD, location, message)
                    .help("give the items a schema of their own, of type `object`, or check them where they are used"),
            );
        }
    }
}

/// Translates every pattern once; says so where one has no meaning or none that can be had here.
fn patterns(api: &Api, found: &mut Diagnostics) -> BTreeMap<String, Form> {
    let mut forms = BTreeMap::new();
    for id in api.type_ids() {
        let def = api.ty(id);
        for At { value, location } in &def.constraints {
            if let Constraint::Pattern(source) = value {
                translate(source, *location, &mut forms, found);
            }
        }
        for (pattern, _) in def.shape.as_object().into_iter().flat_map(|object| &object.patterns) {
            translate(&pattern.value, pattern.location, &mut forms, found);
        }
    }
    forms
}

fn translate(
    source: &str,
    location: Location,
    forms: &mut BTreeMap<String, Form>,
    found: &mut Diagnostics,
) {
    if forms.contains_key(source) {
        return;
    }
    match pattern::translate(source) {
        Ok(form) => {
            forms.insert(source.to_owned(), form);
        }
        Err(pattern::Refusal::Invalid(why)) => found.push(
            Diagnostic::new(
                &planning::INVALID_PATTERN,
                location,
                format!("`{source}` is no regular expression: {why}"),
            )
            .help("mend the pattern; until then it is not checked"),
        ),
        Err(pattern::Refusal::Unsupported(what)) => found.push(
            Diagnostic::new(
                &planning::UNSUPPORTED_PATTERN,
                location,
                format!("the pattern `{source}` is not checked: {what} cannot be matched"),
            )
            .help("write the pattern without it, or check the value by hand"),
        ),
    }
}

/// By item: whether there is anything to check, in it or in what it holds.
fn anything(plan: &Plan, builder: &build::Builder<'_>, own: &[Vec<OwnRule>]) -> Vec<bool> {
    // Who has rules, and who holds whom; then what is held tells who holds it, until nothing new is told.
    let mut any: Vec<bool> = own.iter().map(|rules| !rules.is_empty()).collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); plan.items.len()];
    for (index, item) in plan.items.iter().enumerate() {
        if let ItemKind::Enum(choice) = &item.kind {
            any[index] = item.roles.request && choice.refuses_unknown();
        }
        for (ty, rust) in item.parts() {
            let rules = builder.rules(ty, rust);
            any[index] |= rules.iter().any(|rule| !build::Builder::is_nested(rule));
            builder.items_in(rust, &mut |held| holders[held.0 as usize].push(index));
        }
    }
    let mut told: Vec<usize> = (0..any.len()).filter(|index| any[*index]).collect();
    while let Some(index) = told.pop() {
        for &holder in &holders[index] {
            if !any[holder] {
                any[holder] = true;
                told.push(holder);
            }
        }
    }
    any
}

impl super::Item {
    /// The types that a value of the item holds.
    pub(crate) fn parts(&self) -> Vec<(TypeId, &RustType)> {
        match &self.kind {
            ItemKind::Struct(plan) => plan
                .fields
                .iter()
                .map(|field| (field.ty, &field.rust))
                .chain(plan.rest.iter().map(|rest| (rest.ty, &rest.values)))
                .collect(),
            ItemKind::Union(plan) => {
                plan.variants.iter().map(|variant| (variant.ty, &variant.payload)).collect()
            }
            ItemKind::Alias(target) => vec![(self.ty, target)],
            ItemKind::Enum(_) => Vec::new(),
        }
    }
}
