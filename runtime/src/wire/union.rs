//! Unions: which branch a value is, by evidence first and by trying last.
//!
//! In order: the JSON type; the tag; the members a branch cannot do without; the branch that names the most of the members
//! that are there. Only branches that are equal in all of this are tried, in the order of the description, and the first
//! that decodes and violates nothing is taken. So a fault in a value that is plainly of one branch stays a fault of that
//! branch, and never turns the value into another one.

use std::borrow::Borrow;

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde_json::Value;

use super::object::Notes;
use super::tag::{Tag, by_tag, tags};
use super::{Budget, DecodeError, Form, Shape, Types, Wire, capture, evidence, json_noting};
use crate::check::{Check, Class, Violations};

/// A branch of a union `U`.
pub struct Branch<U: 'static> {
    /// The variant's name.
    pub(super) name: &'static str,
    /// What is known of its values.
    pub(super) shape: &'static Shape,
    /// The values of the tag that select it.
    pub(super) tags: &'static [&'static str],
    pub(super) payload: &'static dyn Payload<U>,
}

/// What can be done with the payload of a variant.
pub(super) trait Payload<U> {
    /// Reads a JSON text, noting its members.
    fn read(&self, text: &[u8], notes: &mut Notes<'_>) -> Result<U, DecodeError>;

    /// Mends a value as this branch.
    fn mend(&self, value: &mut Value, found: &mut Violations);

    /// A value of this branch.
    fn placeholder(&self, budget: &mut Budget) -> Value;
}

/// A variant of a union `U` that holds a `T`.
#[derive(Debug)]
pub struct Variant<T, U>(pub fn(T) -> U);

impl<T: Wire, U> Payload<U> for Variant<T, U> {
    fn read(&self, text: &[u8], notes: &mut Notes<'_>) -> Result<U, DecodeError> {
        // Only objects with named members note what they do not name; a union inside has its own way to read.
        match T::SHAPE.members {
            Some(_) => json_noting(text, notes).map(self.0),
            None => T::from_json(text).map(self.0),
        }
    }

    fn mend(&self, value: &mut Value, found: &mut Violations) {
        T::mend(value, found);
    }

    fn placeholder(&self, budget: &mut Budget) -> Value {
        T::placeholder(budget)
    }
}

impl<U: 'static> Branch<U> {
    /// The branch that a variant is.
    pub const fn of<T: Wire + 'static>(
        name: &'static str,
        payload: &'static Variant<T, U>,
    ) -> Self {
        Self { name, shape: &T::SHAPE, tags: &[], payload }
    }

    /// The same branch, selected by values of the tag.
    #[must_use]
    pub const fn by(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// The shape of the union.
    pub const fn union(branches: &[Self]) -> Shape {
        let mut types = Types::NONE;
        let mut at = 0;
        while at < branches.len() {
            types = types.or(branches[at].shape.types);
            at += 1;
        }
        Shape::scalar(types, "oneOf", "a value that fits a branch")
    }

    pub(super) fn read(&self, text: &[u8]) -> Result<U, DecodeError> {
        self.payload.read(text, &mut Notes::new(&mut |_| {}))
    }
}

/// A union as data.
pub trait Union: Sized + Check + 'static {
    /// Its branches, in order.
    const BRANCHES: &'static [Branch<Self>];
    /// The property that selects a branch, and the variant that is taken where it is absent or unknown.
    const TAG: &'static [&'static str] = &[];
    /// Whether a value must fit one branch alone, as `oneOf` says to the letter.
    const ONE: bool = false;
}

/// The form of unions.
#[derive(Debug)]
pub struct ByBranch;

impl<U: Union + Wire> Form<U> for ByBranch {
    const SHAPE: Shape = Branch::union(U::BRANCHES);

    fn read<'de, D: Deserializer<'de>>(from: D, _: &mut Notes<'_>) -> Result<U, D::Error> {
        // From any format by way of JSON text, which can be looked at twice.
        let text = capture::text(from)?;
        U::from_json(text.as_bytes()).map_err(D::Error::custom)
    }

    fn write<S: Serializer>(value: &U, to: S) -> Result<S::Ok, S::Error> {
        value.write(to)
    }

    fn from_json(text: &[u8]) -> Result<(U, bool), DecodeError> {
        if U::ONE {
            from_json_of_one(U::BRANCHES, text)
        } else {
            from_json(U::BRANCHES, Tag::of(U::TAG), text)
        }
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        if U::ONE {
            mend_of_one(U::BRANCHES, value, found);
        } else {
            mend(U::BRANCHES, Tag::of(U::TAG), value, found);
        }
    }

    fn placeholder(budget: &mut Budget) -> Value {
        placeholder(U::BRANCHES, budget)
    }
}

/// Reads a union from a JSON text; beside it stands whether it was found to violate nothing on the way.
fn from_json<U: Check>(
    branches: &[Branch<U>],
    tag: Option<Tag>,
    text: &[u8],
) -> Result<(U, bool), DecodeError> {
    let types = evidence::types(text);
    let meeting = branches.iter().filter(|branch| branch.shape.types.meets(types));
    if types == Types::OBJECT
        && tag.is_none()
        && let Some(union) = guess(meeting.clone(), text)
    {
        return Ok(union);
    }
    let mut candidates: Vec<&Branch<U>> = meeting.collect();
    if candidates.is_empty() {
        // Not JSON at all, or of a type that no branch has: JSON's own complaint comes first.
        serde_json::from_slice::<serde::de::IgnoredAny>(text)?;
        return Err(DecodeError::new(format!("expected {}", expected(branches))));
    }
    if types == Types::OBJECT && candidates.len() > 1 {
        if let Some(tag) = tag {
            let value = evidence::tag(text, tag.property)?;
            let branch = by_tag(branches, tag, value.as_deref())?;
            return branch.read_tagged(tag, text).map(|union| (union, false));
        }
        let keys = evidence::keys(text)?;
        candidates = by_keys(candidates, &keys);
    }
    first_fitting(&candidates, text)
}

/// Reads a union whose values must fit one branch alone, as `oneOf` says to the letter.
fn from_json_of_one<U: Check>(
    branches: &[Branch<U>],
    text: &[u8],
) -> Result<(U, bool), DecodeError> {
    let union = from_json(branches, None, text)?;
    let fitting = fitting(branches, text);
    if fitting.len() > 1 {
        return Err(DecodeError::new(format!(
            "expected one of {}, not several",
            fitting.join(", ")
        )));
    }
    Ok(union)
}

/// The names of the branches that a value fits.
fn fitting<U: Check>(branches: &[Branch<U>], text: &[u8]) -> Vec<&'static str> {
    let fits = |branch: &&Branch<U>| branch.read(text).is_ok_and(|union| is_clean(&union));
    branches.iter().filter(fits).map(|branch| branch.name).collect()
}

/// What the branches expect, as the end of a sentence.
fn expected<U>(branches: &[Branch<U>]) -> String {
    let mut wanted: Vec<&str> = Vec::new();
    for branch in branches {
        if !wanted.contains(&branch.shape.expected) {
            wanted.push(branch.shape.expected);
        }
    }
    wanted.join(" or ")
}

/// Reads the first of several candidates at once, where all have named members. Where no member is there that only others
/// name, evidence could not say better, and where there are more than any other names, no other could do as well.
fn guess<'a, U: Check + 'static>(
    mut candidates: impl Iterator<Item = &'a Branch<U>> + Clone,
    text: &[u8],
) -> Option<(U, bool)> {
    if candidates.clone().any(|branch| branch.shape.members.is_none()) {
        return None;
    }
    let first = candidates.next()?;
    let others = candidates;
    others.clone().next()?;
    let (mut strange, mut unnamed) = (false, 0);
    let mut unknown = |key: &str| {
        unnamed += 1;
        strange |= others.clone().any(|other| other.shape.names(key));
    };
    let mut notes = Notes::new(&mut unknown);
    let union = first.payload.read(text, &mut notes).ok()?;
    let members = notes.members;
    if strange {
        return None;
    }
    let named = members - unnamed;
    if others.clone().all(|other| other.shape.named() < named) {
        return Some((union, false));
    }
    is_clean(&union).then_some((union, true))
}

/// The candidates that the names of the members speak for: those that lack nothing they cannot do without, and of them
/// those that name the most of what is there. Where all lack something, those that name the most.
fn by_keys<'a, U, K: Borrow<str>>(
    mut candidates: Vec<&'a Branch<U>>,
    keys: &[K],
) -> Vec<&'a Branch<U>> {
    let given = |name: &'static str| keys.iter().any(|key| key.borrow() == name);
    let complete = |branch: &&Branch<U>| branch.shape.required().all(given);
    if candidates.iter().any(complete) {
        candidates.retain(complete);
    }
    let score =
        |branch: &Branch<U>| keys.iter().filter(|key| branch.shape.names((*key).borrow())).count();
    let best = candidates.iter().map(|branch| score(branch)).max().unwrap_or(0);
    candidates.retain(|branch| score(branch) == best);
    candidates
}

/// The first that decodes and violates nothing; else the first that decodes.
fn first_fitting<U: Check>(
    candidates: &[&Branch<U>],
    text: &[u8],
) -> Result<(U, bool), DecodeError> {
    let mut violating = None;
    let mut reasons = Vec::new();
    for branch in candidates {
        match branch.read(text) {
            Ok(union) if candidates.len() == 1 => return Ok((union, false)),
            Ok(union) if is_clean(&union) => return Ok((union, true)),
            Ok(union) => violating = violating.or(Some((union, false))),
            Err(error) => reasons.push((branch.name, error.to_string())),
        }
    }
    violating.ok_or_else(|| DecodeError::branches(&reasons))
}

fn is_clean(union: &impl Check) -> bool {
    let mut found = Violations::with_cap(1);
    union.check(&mut found);
    found.is_empty()
}

/// Mends a value as the branch that there is the most evidence for.
fn mend<U>(branches: &[Branch<U>], tag: Option<Tag>, value: &mut Value, found: &mut Violations) {
    let types = Types::of(value);
    let mut candidates: Vec<&Branch<U>> =
        branches.iter().filter(|branch| branch.shape.types.contains(types)).collect();
    if candidates.is_empty() {
        found.report(Class::Malformed, "type", expected(branches));
        *value = placeholder(branches, &mut Budget::new());
        return;
    }
    if let Value::Object(members) = &*value
        && candidates.len() > 1
    {
        if let Some(tag) = tag {
            let text = members.get(tag.property).map(evidence::tag_text);
            if let Ok(branch) = by_tag(branches, tag, text.as_deref()) {
                branch.mend_tagged(tag, value, found);
            } else {
                found.member(tag.property, |found| match text {
                    Some(_) => found.report(Class::Invalid, "enum", tags(branches)),
                    None => found.report(Class::Missing, "required", "required"),
                });
                *value = placeholder(branches, &mut Budget::new());
            }
            return;
        }
        let keys: Vec<&str> = members.keys().map(String::as_str).collect();
        candidates = by_keys(candidates, &keys);
    }
    mend_as_nearest(&candidates, value, found);
}

/// Mends a value that must fit one branch alone.
fn mend_of_one<U: Check>(branches: &[Branch<U>], value: &mut Value, found: &mut Violations) {
    let fitting = fitting(branches, value.to_string().as_bytes());
    if fitting.len() > 1 {
        found.report(
            Class::Invalid,
            "oneOf",
            format!("one of {}, not several", fitting.join(", ")),
        );
    } else {
        mend(branches, None, value, found);
    }
}

/// Mends a value as the branch that it has the fewest faults in.
fn mend_as_nearest<U>(candidates: &[&Branch<U>], value: &mut Value, found: &mut Violations) {
    let faults = |branch: &Branch<U>| {
        let mut trial = Violations::new();
        branch.payload.mend(&mut value.clone(), &mut trial);
        trial.len()
    };
    let nearest = match candidates {
        [only] => Some(*only),
        several => several.iter().copied().min_by_key(|branch| faults(branch)),
    };
    if let Some(nearest) = nearest {
        nearest.payload.mend(value, found);
    }
}

/// A value of the first branch.
fn placeholder<U>(branches: &[Branch<U>], budget: &mut Budget) -> Value {
    branches.first().map(|branch| branch.payload.placeholder(budget)).unwrap_or_default()
}

/// Declares a union, and says how it is told apart: a line for each variant, which holds one value that knows its own
/// form.
///
/// ```text
/// wire_union! {
///     /// A change to an order.
///     pub enum Amendment {
///         Provide(ProvideAmendment),
///         Cease(CeaseAmendment),
///         Note(String) [length(1..=50)],
///     }
/// }
/// wire_union! {
///     pub enum Pet by "petType" {
///         Cat(Cat) = "cat",
///         Dog(Dog) = "dog" "Hound",
///     }
/// }
/// ```
///
/// With `of one`, a value that fits several variants is refused. With `by "…" else Variant`, that variant is taken where
/// the tag is absent or unknown. Rules, patterns and `with method;` are as in
/// [`wire_object!`](crate::wire_object); a payload without rules is checked by its own. The enum is `Clone`, `Debug` and
/// `PartialEq`.
#[macro_export]
macro_rules! wire_union {
    ($(#$about:tt)* pub enum $name:ident $(of one $($one:literal)?)? $(by $tag:literal $(else $default:ident)?)? {
        $($(#$note:tt)* $variant:ident($payload:ty) $(= $($value:literal)+)? $([$($rules:tt)*])?),* $(,)?
    }
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
        $(with $together:ident;)?
    ) => {
        $(#$about)*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name { $($(#$note)* $variant($payload),)* }

        impl $crate::check::Check for $name {
            fn check(&self, found: &mut $crate::check::Violations) {
                $(static $pattern: $pattern_ty = $expression;)*
                $(self.$together(found);)?
                match self {
                    $(Self::$variant(value) => $crate::__union_check!(found, value $(, $($rules)*)?),)*
                }
            }
        }

        impl $crate::table::Union for $name {
            const BRANCHES: &'static [$crate::table::Branch<Self>] = &[$(
                $crate::table::Branch::of(stringify!($variant), &$crate::table::Variant(Self::$variant))
                    $(.by(&[$($value),+]))?,
            )*];
            $(const TAG: &'static [&'static str] = &[$tag, $(stringify!($default))?];)?
            $(const ONE: bool = true $(| $one)?;)?
        }

        impl $crate::wire::Wire for $name {
            type Form = $crate::table::ByBranch;

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__union_write!(self, to, [$($tag)?] $([$variant $($($value)+)?])*)
            }
        }

        $crate::wire_serde!($name);
    };
}

/// Writes the payload of a union's variant, and its tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_write {
    ($union:expr, $to:ident, [] $([$variant:ident])*) => {
        match $union { $(Self::$variant(value) => $crate::wire::Wire::write(value, $to),)* }
    };
    ($union:expr, $to:ident, [$tag:literal] $([$variant:ident $($word:literal)*])*) => {
        match $union { $(
            Self::$variant(value) => $crate::table::write_tagged(
                value, <Self as $crate::table::Union>::TAG, stringify!($variant), &[$($word),*], $to,
            ),
        )* }
    };
}

/// The checks of a variant's payload.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_check {
    ($found:ident, $value:ident) => { $crate::check::Check::check($value, $found) };
    ($found:ident, $value:ident, $($rule:ident $(($($argument:tt)*))?)*) => {{
        $found.here()$(.$rule($value, $($($argument)*)?))*;
    }};
}
