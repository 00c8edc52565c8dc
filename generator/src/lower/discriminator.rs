//! Discriminators: which value of a property selects which branch.
//!
//! A value comes from the mapping; where a branch is not in it, from the `const` or `enum` of the property in the branch;
//! else it is the bare name of the branch's component. A schema with a discriminator and no branches is the base of
//! those that extend it by `allOf`, and stands for any of them.

use std::collections::BTreeSet;

use super::Lowering;
use super::facts;
use super::terms::{Term, Terms};
use crate::description::{Discriminator, SchemaId};
use crate::diagnostic::{Diagnostic, codes::lowering as codes, listed};
use crate::ir::{Origin, Shape, Tag, TypeId, Union, Variant};
use crate::source::Literal;

/// Branches that one finding points at.
const BRANCHES_SHOWN: usize = 3;

/// Makes `id` the union of what extends `base`. A value that names none of them is still a valid `base`.
pub(super) fn inheritance(lowering: &mut Lowering<'_>, id: TypeId, base: SchemaId) {
    let description = lowering.description;
    let schema = description.schema(base);
    let Some(discriminator) = &schema.discriminator else {
        unreachable!("only schemas with a discriminator have heirs")
    };
    let mut heirs: Vec<SchemaId> = Vec::new();
    let mapped = discriminator.mapping.iter().filter_map(|entry| entry.target);
    let known = lowering.heirs.get(&base).cloned().unwrap_or_default();
    for heir in mapped.map(|target| lowering.target(target)).filter(|heir| known.contains(heir)) {
        if !heirs.contains(&heir) {
            heirs.push(heir);
        }
    }
    heirs.extend(
        known.iter().copied().filter(|heir| !discriminator_maps(lowering, discriminator, *heir)),
    );
    let mut variants = Vec::new();
    for &heir in &heirs {
        let extended = lowering.heirs.contains_key(&heir);
        let term = if extended { Term::Base(heir) } else { Term::Whole(heir) };
        let ty = lowering.part(id, "extended", &Terms { main: heir, all: vec![term] });
        variants.push(Variant { ty, location: description.schema(heir).location });
    }
    let is_abstract = is_abstract(lowering, discriminator, &heirs, base);
    if !is_abstract {
        let itself = Terms { main: base, all: vec![Term::Base(base)] };
        let ty = lowering.type_of(&itself, Origin::Part { parent: id, hint: "base".to_owned() });
        variants.push(Variant { ty, location: schema.location });
        heirs.push(base);
    }
    let default = (!is_abstract).then(|| heirs.len() - 1);
    let tag = tag(lowering, discriminator, &heirs).map(|tag| Tag { default, ..tag });
    lowering.ty(id).shape =
        Shape::Union(Union { location: discriminator.location, variants, exclusive: false, tag });
}

/// Whether each value that the base lists for the property selects an heir: no value is of the base alone.
fn is_abstract(
    lowering: &mut Lowering<'_>,
    discriminator: &Discriminator,
    heirs: &[SchemaId],
    base: SchemaId,
) -> bool {
    let listed = property_values(lowering, base, &discriminator.property_name.value);
    let selects = |value: &String| {
        let mut mapped = discriminator.mapping.iter().filter(|entry| entry.value.value == *value);
        mapped.any(|entry| {
            entry.target.is_some_and(|target| branch_of(lowering, heirs, target).is_some())
        })
    };
    !listed.is_empty() && listed.iter().all(selects)
}

fn discriminator_maps(
    lowering: &Lowering<'_>,
    discriminator: &Discriminator,
    id: SchemaId,
) -> bool {
    let targets = || discriminator.mapping.iter().filter_map(|entry| entry.target);
    targets().any(|target| lowering.target(target) == id)
}

/// The tag of a union with these branches; `None`, with a diagnostic, where the discriminator cannot tell them apart.
pub(super) fn tag(
    lowering: &mut Lowering<'_>,
    discriminator: &Discriminator,
    branches: &[SchemaId],
) -> Option<Tag> {
    let property = &discriminator.property_name.value;
    let mut values: Vec<(String, usize)> = Vec::new();
    for entry in &discriminator.mapping {
        let Some(target) = entry.target else { continue };
        if let Some(index) = branch_of(lowering, branches, target) {
            values.push((entry.value.value.clone(), index));
            continue;
        }
        let message = format!("`{}` is mapped to a schema that is no branch", entry.value.value);
        lowering.report(
            Diagnostic::new(&codes::UNKNOWN_MAPPING, entry.value.location, message)
                .help("list the schema among the branches, or remove the entry"),
        );
    }
    let default = discriminator.default_mapping.as_ref().and_then(|(_, target)| (*target)?.into());
    let default = default.and_then(|target| branch_of(lowering, branches, target));
    for (index, &branch) in branches.iter().enumerate() {
        if values.iter().any(|(_, mapped)| *mapped == index) {
            continue;
        }
        let own = property_values(lowering, branch, property);
        let own =
            if own.is_empty() { bare_name(lowering, branch).into_iter().collect() } else { own };
        let fresh: Vec<String> = own
            .into_iter()
            .filter(|value| !values.iter().any(|(known, _)| known == value))
            .collect();
        if fresh.is_empty() && default != Some(index) {
            let location = lowering.description.schema(branch).location;
            let message = format!("no value of `{property}` selects branch {}", index + 1);
            lowering.report(
                Diagnostic::new(&codes::UNUSABLE_DISCRIMINATOR, discriminator.location, message)
                    .related(location, "this branch")
                    .help(
                        "name the branch in `mapping`; until then the union is told apart by shape",
                    ),
            );
            return None;
        }
        values.extend(fresh.into_iter().map(|value| (value, index)));
    }
    warn_of_optional(lowering, discriminator, branches);
    Some(Tag { property: property.clone(), values, default })
}

/// A branch that describes the property and may leave it out: such values select no branch.
fn warn_of_optional(
    lowering: &mut Lowering<'_>,
    discriminator: &Discriminator,
    branches: &[SchemaId],
) {
    let property = &discriminator.property_name;
    let mut free = Vec::new();
    for (index, &branch) in branches.iter().enumerate() {
        let atoms = lowering.atoms(&[Term::Whole(branch)]);
        let requires = |own: &SchemaId| {
            let required = &lowering.description.schema(*own).required;
            required.iter().any(|name| name.value == property.value)
        };
        let describes = |own: &SchemaId| {
            let properties = &lowering.description.schema(*own).properties;
            properties.iter().any(|(name, _)| name.value == property.value)
        };
        let own = || atoms.own.iter();
        if atoms.unions.is_empty() && own().any(describes) && !own().any(requires) {
            free.push((index, branch));
        }
    }
    if discriminator.default_mapping.is_none() {
        let report = Diagnostic::new(&codes::OPTIONAL_DISCRIMINATOR, discriminator.location, "")
            .label("values without the property select no branch")
            .help("add the property to `required` of each branch");
        report_of_branches(lowering, report, &free, &format!("require `{}`", property.value));
    }
}

/// Reports what branches, by their index, do not do with the property.
fn report_of_branches(
    lowering: &mut Lowering<'_>,
    mut report: Diagnostic,
    branches: &[(usize, SchemaId)],
    what: &str,
) {
    if branches.is_empty() {
        return;
    }
    let (who, does) = if branches.len() == 1 { ("branch", "does") } else { ("branches", "do") };
    let numbers: Vec<String> = branches.iter().map(|(index, _)| (index + 1).to_string()).collect();
    report.message = format!("{who} {} {does} not {what}", listed(&numbers));
    report = report.on_key();
    for ((_, branch), number) in branches.iter().zip(numbers).take(BRANCHES_SHOWN) {
        let location = lowering.description.schema(lowering.target(*branch)).location;
        report = report.related_key(location, format!("branch {number}"));
    }
    lowering.report(report);
}

/// Branches without a place for the property: the union alone knows of it.
pub(super) fn warn_of_undescribed(
    lowering: &mut Lowering<'_>,
    discriminator: &Discriminator,
    branches: &[SchemaId],
    beside: &[Term],
) {
    let property = &discriminator.property_name.value;
    let keeps = |terms: &[Term]| {
        let has_place = |own: &SchemaId| {
            let schema = lowering.description.schema(*own);
            let others = schema.additional_properties.map(|id| lowering.description.schema(id));
            let named = schema.properties.iter().any(|(name, _)| name.value == *property);
            named
                || schema.required.iter().any(|name| name.value == *property)
                || others.is_some_and(|others| others.boolean != Some(false))
                || schema.properties.is_empty() && schema.boolean.is_none()
        };
        lowering.atoms(terms).own.iter().any(has_place)
    };
    let names_it = |term: &Term| {
        let schema = lowering.description.schema(term.schema());
        schema.properties.iter().any(|(name, _)| name.value == *property)
    };
    if beside.iter().any(names_it) {
        return;
    }
    let is_without = |branch: SchemaId| {
        let terms = [Term::Whole(branch)];
        lowering.atoms(&terms).unions.is_empty() && !keeps(&terms)
    };
    let numbered = branches.iter().copied().enumerate();
    let without: Vec<_> = numbered.filter(|&(_, branch)| is_without(branch)).collect();
    let report = Diagnostic::new(&codes::UNDESCRIBED_DISCRIMINATOR, discriminator.location, "")
        .label("read and written by the union alone")
        .help("describe the property in each branch");
    report_of_branches(lowering, report, &without, &format!("describe `{property}`"));
}

/// The branch that a mapping means: the target itself, or the branch it is a branch of.
fn branch_of(lowering: &Lowering<'_>, branches: &[SchemaId], target: SchemaId) -> Option<usize> {
    let target = lowering.target(target);
    let itself = branches.iter().position(|&branch| lowering.target(branch) == target);
    itself.or_else(|| branches.iter().position(|&branch| reaches(lowering, branch, target)))
}

/// Whether `target` is among the branches of `branch`, at any depth.
fn reaches(lowering: &Lowering<'_>, branch: SchemaId, target: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut stack = vec![branch];
    while let Some(at) = stack.pop() {
        let at = lowering.target(at);
        if at == target {
            return true;
        }
        if seen.insert(at) {
            let schema = lowering.description.schema(at);
            stack.extend(schema.one_of.iter().chain(&schema.any_of).copied());
            stack.extend(schema.reference.as_ref().and_then(|reference| reference.target));
            if let [only] = schema.all_of[..] {
                stack.push(only);
            }
        }
    }
    false
}

/// The strings that a property of a schema may be, where the schema lists them.
pub(super) fn property_values(
    lowering: &mut Lowering<'_>,
    schema: SchemaId,
    property: &str,
) -> Vec<String> {
    lowering.quietly(|lowering| {
        let atoms = lowering.atoms(&[Term::Whole(schema)]);
        let described = atoms.own.iter().filter_map(|own| {
            let properties = &lowering.description.schema(*own).properties;
            properties.iter().find(|(name, _)| name.value == property).map(|(_, id)| *id)
        });
        let terms: Vec<Term> = described.map(Term::Whole).collect();
        let Some(main) = terms.first() else { return Vec::new() };
        let main = main.schema();
        let atoms = lowering.atoms(&terms);
        let facts = facts::gather(lowering, main, &atoms);
        let list = facts.values.map(|values| values.list).unwrap_or_default();
        list.iter()
            .filter_map(|value| {
                if let Literal::String(text) = &value.value { Some(text.clone()) } else { None }
            })
            .collect()
    })
}

/// The name of a component, as a discriminator without a mapping uses it.
fn bare_name(lowering: &Lowering<'_>, branch: SchemaId) -> Option<String> {
    let target = lowering.target(branch);
    lowering.components.get(&target).cloned().or_else(|| lowering.name_of_target(branch))
}
