//! From constraints to rules, by how the value is spelled in Rust.

use std::collections::BTreeMap;

use super::{Fit, Form, Limit, Pattern, Rule};
use crate::ir::{Constraint, TypeId};
use crate::passes::{ItemId, ItemKind, Plan, RustType, Scalar};
use crate::source::{Decimal, Literal};

pub(super) struct Builder<'a> {
    plan: &'a Plan,
    patterns: &'a BTreeMap<String, Form>,
    /// By item: whether it has anything to check; unknown at first, and then taken to be so.
    pub(super) any: Option<Vec<bool>>,
}

/// How deep types without a name are looked into, and how much of that a second type takes.
const DEEPEST: usize = 32;
const FIT: usize = 8;

/// What kinds of rules apply to a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer {
        min: i128,
        max: i128,
    },
    Float,
    List,
    Tuple,
    Map,
    /// Any JSON value: each rule looks whether it is concerned.
    Json,
    Other,
}

impl<'a> Builder<'a> {
    pub(super) fn new(plan: &'a Plan, patterns: &'a BTreeMap<String, Form>) -> Self {
        Self { plan, patterns, any: None }
    }

    pub(super) fn with(self, any: Vec<bool>) -> Self {
        Self { any: Some(any), ..self }
    }

    pub(super) fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// Whether a rule only says that what it leads to has rules.
    pub(super) fn is_nested(rule: &Rule) -> bool {
        let (Rule::Each(inside)
        | Rule::EachValue(inside)
        | Rule::Element(_, inside)
        | Rule::Item(_, inside)
        | Rule::After(_, inside)
        | Rule::Matching(_, inside)
        | Rule::Unmatched(_, inside)) = rule
        else {
            return *rule == Rule::Nested;
        };
        inside.iter().all(Self::is_nested)
    }

    /// The items that a spelled type holds by value.
    pub(super) fn items_in(&self, rust: &RustType, tell: &mut dyn FnMut(ItemId)) {
        match rust {
            RustType::Item(id) => {
                tell(*id);
                if let ItemKind::Alias(target) = &self.plan.item(*id).kind {
                    self.items_in(target, tell);
                }
            }
            RustType::Option(inner)
            | RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Boxed(inner)
            | RustType::Patch(inner) => self.items_in(inner, tell),
            RustType::Tuple(items) => items.iter().for_each(|item| self.items_in(item, tell)),
            RustType::Scalar(_) | RustType::Json | RustType::Foreign(_) => {}
        }
    }

    /// What a value of the type, spelled like this, must satisfy where it stands.
    pub(super) fn rules(&self, ty: TypeId, rust: &RustType) -> Vec<Rule> {
        self.rules_within(ty, rust, 0)
    }

    pub(super) fn rules_within(&self, ty: TypeId, rust: &RustType, depth: usize) -> Vec<Rule> {
        let rust = self.bare(rust);
        if depth > DEEPEST {
            return Vec::new();
        }
        let mut gathered = Gathered::default();
        let kind = self.kind(rust);
        let target = self.plan.api.resolve(ty);
        // What a struct, union or enum says of itself is checked by itself.
        let own = matches!(rust, RustType::Item(_));
        for def in self.plan.api.chain(ty) {
            if own && std::ptr::eq(def, self.plan.api.ty(target)) {
                continue;
            }
            for constraint in &def.constraints {
                self.add(kind, rust, &constraint.value, depth, &mut gathered);
            }
        }
        let mut rules = gathered.into_rules();
        rules.extend(self.inside(target, rust, depth));
        let mut kept: Vec<Rule> = Vec::with_capacity(rules.len());
        for rule in rules {
            if !kept.contains(&rule) {
                kept.push(rule);
            }
        }
        kept
    }

    /// A type without what wraps it.
    fn bare<'r>(&self, rust: &'r RustType) -> &'r RustType
    where
        'a: 'r,
    {
        match rust {
            RustType::Option(inner) | RustType::Boxed(inner) | RustType::Patch(inner) => {
                self.bare(inner)
            }
            RustType::Item(id) => match &self.plan.item(*id).kind {
                ItemKind::Alias(target) => self.bare(target),
                ItemKind::Struct(_) | ItemKind::Enum(_) | ItemKind::Union(_) => rust,
            },
            RustType::Scalar(_)
            | RustType::Vec(_)
            | RustType::Map(_)
            | RustType::Tuple(_)
            | RustType::Json
            | RustType::Foreign(_) => rust,
        }
    }

    fn kind(&self, rust: &RustType) -> Kind {
        let integer = |min: i128, max: i128| Kind::Integer { min, max };
        match rust {
            RustType::Scalar(scalar) => match scalar {
                Scalar::I8 => integer(i8::MIN.into(), i8::MAX.into()),
                Scalar::I16 => integer(i16::MIN.into(), i16::MAX.into()),
                Scalar::I32 => integer(i32::MIN.into(), i32::MAX.into()),
                Scalar::I64 => integer(i64::MIN.into(), i64::MAX.into()),
                Scalar::U8 => integer(0, u8::MAX.into()),
                Scalar::U16 => integer(0, u16::MAX.into()),
                Scalar::U32 => integer(0, u32::MAX.into()),
                Scalar::U64 => integer(0, u64::MAX.into()),
                Scalar::F32 | Scalar::F64 => Kind::Float,
                Scalar::String
                | Scalar::Base64
                | Scalar::Bytes
                | Scalar::Date
                | Scalar::DateTime
                | Scalar::Uuid
                | Scalar::Secret => Kind::Text,
                Scalar::Unit | Scalar::Bool | Scalar::File => Kind::Other,
            },
            RustType::Item(id) => match &self.plan.item(*id).kind {
                ItemKind::Enum(plan)
                    if plan.variants.iter().all(|v| matches!(v.value, Literal::String(_))) =>
                {
                    Kind::Text
                }
                ItemKind::Enum(_)
                | ItemKind::Struct(_)
                | ItemKind::Union(_)
                | ItemKind::Alias(_) => Kind::Other,
            },
            RustType::Vec(_) => Kind::List,
            RustType::Map(_) => Kind::Map,
            RustType::Json => Kind::Json,
            RustType::Tuple(_) => Kind::Tuple,
            RustType::Foreign(_)
            | RustType::Option(_)
            | RustType::Boxed(_)
            | RustType::Patch(_) => Kind::Other,
        }
    }

    /// Adds what a constraint says of values of the kind; of others it says nothing.
    fn add(
        &self,
        kind: Kind,
        rust: &RustType,
        constraint: &Constraint,
        depth: usize,
        gathered: &mut Gathered,
    ) {
        let text = matches!(kind, Kind::Text | Kind::Json);
        let number = matches!(kind, Kind::Integer { .. } | Kind::Float | Kind::Json);
        let list = matches!(kind, Kind::List | Kind::Json);
        let map = matches!(kind, Kind::Map | Kind::Json);
        // A foreign type need not be one that values can be compared with.
        let comparable = !matches!(rust, RustType::Foreign(_));
        let rule = match constraint {
            Constraint::MinLength(min) => {
                gathered.lengths.0 = gathered.lengths.0.max((text && *min > 0).then_some(*min));
                None
            }
            Constraint::MaxLength(max) => {
                let max = text.then_some(*max);
                gathered.lengths.1 = gathered.lengths.1.into_iter().chain(max).min();
                None
            }
            Constraint::Minimum(value) if number => gathered.low(kind, value, false),
            Constraint::ExclusiveMinimum(value) if number => gathered.low(kind, value, true),
            Constraint::Maximum(value) if number => gathered.high(kind, value, false),
            Constraint::ExclusiveMaximum(value) if number => gathered.high(kind, value, true),
            Constraint::MultipleOf(divisor) if number => multiple_of(kind, divisor),
            Constraint::Pattern(source) if text => self
                .pattern(source)
                .filter(|pattern| pattern.form != Form::Always)
                .map(Rule::Pattern),
            Constraint::Format(format) if text && !enforces(rust) => {
                known_format(format).map(Rule::Format)
            }
            Constraint::MinItems(min) => (list && *min > 0).then_some(Rule::MinItems(*min)),
            Constraint::MaxItems(max) => list.then_some(Rule::MaxItems(*max)),
            // A tuple is no list to Rust.
            Constraint::UniqueItems if kind == Kind::Tuple => Some(Rule::Json(vec![Rule::Unique])),
            Constraint::Contains { items, min, max } if kind == Kind::Tuple => {
                let fit = self.fit(*items, depth);
                Some(Rule::Json(vec![Rule::Contains { fit, min: *min, max: *max }]))
            }
            Constraint::Contains { items, min, max } if list => {
                Some(Rule::Contains { fit: self.fit(*items, depth), min: *min, max: *max })
            }
            Constraint::NotIn(values) if comparable => {
                Some(Rule::Among { values: values.clone(), allowed: false })
            }
            Constraint::In(values) if comparable => {
                Some(Rule::Among { values: values.clone(), allowed: true })
            }
            Constraint::Not(ty) if comparable => Some(Rule::Not(self.fit(*ty, depth))),
            Constraint::If { condition, then, otherwise } if comparable => Some(Rule::If {
                condition: self.fit(*condition, depth),
                then: then.map(|ty| self.fit(ty, depth)),
                otherwise: otherwise.map(|ty| self.fit(ty, depth)),
            }),
            Constraint::UniqueItems => list.then_some(Rule::Unique),
            Constraint::MinProperties(min) => {
                (map && *min > 0).then_some(Rule::MinProperties(*min))
            }
            Constraint::MaxProperties(max) => map.then_some(Rule::MaxProperties(*max)),
            Constraint::PropertyNames(names) if map => {
                let rules = self.held(*names, &RustType::Scalar(Scalar::String), depth);
                (!rules.is_empty()).then_some(Rule::EachKey(rules))
            }
            Constraint::Required(name) if map => Some(Rule::Has(name.clone())),
            Constraint::RequiredAny { sets, exclusive } if map => {
                Some(Rule::HasAny { sets: sets.clone(), exclusive: *exclusive })
            }
            Constraint::DependentRequired(name, others) if map => {
                let depends = |other: &String| Rule::Depends(name.clone(), other.clone());
                gathered.rules.extend(others.iter().map(depends));
                None
            }
            Constraint::DependentSchema(name, ty) if map => {
                Some(Rule::FitsWith(name.clone(), self.fit(*ty, depth)))
            }
            // Of another type than the value has, or about members that only a struct tells apart.
            Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::Pattern(_)
            | Constraint::Format(_)
            | Constraint::PropertyNames(_)
            | Constraint::Contains { .. }
            | Constraint::NotIn(_)
            | Constraint::In(_)
            | Constraint::Not(_)
            | Constraint::If { .. }
            | Constraint::DependentRequired(..)
            | Constraint::DependentSchema(..)
            | Constraint::Required(_)
            | Constraint::RequiredAny { .. } => None,
        };
        gathered.rules.extend(rule);
    }

    /// A type to hold values against.
    pub(super) fn fit(&self, ty: TypeId, depth: usize) -> Fit {
        let rust = self.spelled(ty);
        let mut rules = self.rules_within(ty, &rust, depth + FIT);
        if matches!(self.bare(&rust), RustType::Item(_)) && !rules.contains(&Rule::Nested) {
            rules.push(Rule::Nested);
        }
        Fit { rust, rules }
    }

    /// What a value that is spelled as `rust` must satisfy to be of a type that may be spelled otherwise.
    pub(super) fn held(&self, ty: TypeId, rust: &RustType, depth: usize) -> Vec<Rule> {
        if self.spelled(ty) == *rust {
            self.rules_within(ty, rust, depth + 1)
        } else {
            vec![Rule::Fits(self.fit(ty, depth))]
        }
    }

    /// A type as it is spelled where nullability shows.
    fn spelled(&self, ty: TypeId) -> RustType {
        let rust = self.plan.rust(ty).clone();
        if self.plan.api.is_nullable(ty) && rust != RustType::Json {
            RustType::Option(Box::new(rust))
        } else {
            rust
        }
    }

    /// What a value must satisfy by constraints that are looked at as JSON.
    pub(super) fn json_rules(&self, ty: TypeId) -> Vec<Rule> {
        let mut gathered = Gathered::default();
        for constraint in &self.plan.api.ty(ty).constraints {
            self.add(Kind::Json, &RustType::Json, &constraint.value, 0, &mut gathered);
        }
        gathered.into_rules()
    }

    /// A pattern that can be matched.
    pub(super) fn pattern(&self, source: &str) -> Option<Pattern> {
        let form = self.patterns.get(source)?;
        Some(Pattern { source: source.to_owned(), form: form.clone() })
    }
}

/// The rules of a value that are known so far, and the ends of what will be ranges.
#[derive(Default)]
struct Gathered {
    lengths: (Option<u64>, Option<u64>),
    low: Option<Limit>,
    high: Option<Limit>,
    rules: Vec<Rule>,
}

impl Gathered {
    fn low(&mut self, kind: Kind, value: &Decimal, exclusive: bool) -> Option<Rule> {
        let new = Limit { value: value.clone(), exclusive };
        let tighter = |old: &Limit| (&new.value, exclusive) > (&old.value, old.exclusive);
        if !implied(kind, &new, true) && self.low.as_ref().is_none_or(tighter) {
            self.low = Some(new);
        }
        None
    }

    fn high(&mut self, kind: Kind, value: &Decimal, exclusive: bool) -> Option<Rule> {
        let new = Limit { value: value.clone(), exclusive };
        let tighter = |old: &Limit| (&new.value, !exclusive) < (&old.value, !old.exclusive);
        if !implied(kind, &new, false) && self.high.as_ref().is_none_or(tighter) {
            self.high = Some(new);
        }
        None
    }

    fn into_rules(self) -> Vec<Rule> {
        let mut rules = Vec::new();
        let (min, max) = self.lengths;
        if min.is_some() || max.is_some() {
            rules.push(Rule::Length { min, max });
        }
        if self.low.is_some() || self.high.is_some() {
            rules.push(Rule::Range { low: self.low, high: self.high });
        }
        rules.extend(self.rules);
        rules
    }
}

/// Whether every value of the type keeps the limit anyway.
fn implied(kind: Kind, limit: &Limit, low: bool) -> bool {
    let Kind::Integer { min, max } = kind else {
        return false;
    };
    let bound = |value: i128| Decimal::parse(&value.to_string()).expect("integers are decimals");
    match (low, limit.exclusive) {
        (true, false) => limit.value <= bound(min),
        (true, true) => limit.value < bound(min),
        (false, false) => limit.value >= bound(max),
        (false, true) => limit.value > bound(max),
    }
}

fn multiple_of(kind: Kind, divisor: &Decimal) -> Option<Rule> {
    let (digits, scale) = divisor.as_fraction().filter(|(digits, _)| *digits > 0)?;
    let trivial = (digits, scale) == (1, 0) && matches!(kind, Kind::Integer { .. });
    (!trivial).then_some(Rule::MultipleOf { digits, scale })
}

/// Whether values of the type are of their format by being of the type.
fn enforces(rust: &RustType) -> bool {
    matches!(
        rust,
        RustType::Scalar(Scalar::Date | Scalar::DateTime | Scalar::Uuid | Scalar::Base64)
    )
}

/// The formats that the runtime can check.
fn known_format(format: &str) -> Option<&'static str> {
    [
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "ipv4",
        "ipv6",
        "time",
        "uri",
        "uri-reference",
        "uuid",
    ]
    .into_iter()
    .find(|known| *known == format)
}
