//! `readOnly` and `writeOnly`: a type that requests and responses share is split where they need different properties.
//!
//! Only a required property that one side must not send asks for a split; an optional one is left for that side to leave
//! out. A type that only one side sends loses the properties it may not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Direction, Operation, Origin, Rest, Shape, TypeId};

/// Splits what must be split, and drops what can never be sent.
pub(super) fn split(api: &mut Api) {
    let requests = reached(api, Operation::request_types);
    let responses = reached(api, Operation::response_types);
    let divided = divided(api, &requests, &responses);
    let inputs = copy_inputs(api, &divided);
    redirect_requests(api, &inputs);
    let copies: BTreeSet<TypeId> = inputs.values().copied().collect();
    for id in api.type_ids() {
        let input = copies.contains(&id);
        let request = input || requests.contains(&id) && !divided.contains(&id);
        let response = responses.contains(&id) && !input;
        if request && !response {
            replace_parts(&mut api.types[id.0 as usize].shape, &inputs);
        }
        let dropped = match (request, response) {
            (true, false) => Direction::ResponseOnly,
            (false, true) => Direction::RequestOnly,
            (true, true) | (false, false) => continue,
        };
        if let Shape::Object(object) = &mut api.types[id.0 as usize].shape {
            object.fields.retain(|field| field.direction != dropped);
        }
    }
}

/// All that operations reach from the types that `named` gives.
fn reached(api: &Api, named: impl Fn(&Operation) -> Vec<TypeId>) -> BTreeSet<TypeId> {
    let operations = api.operations.iter().chain(&api.webhooks);
    let mut stack: Vec<TypeId> = operations.flat_map(named).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if reached.insert(id) {
            stack.extend(api.parts(id));
        }
    }
    reached
}

/// Types of both sides that differ between them, by themselves or by what they hold.
fn divided(
    api: &Api,
    requests: &BTreeSet<TypeId>,
    responses: &BTreeSet<TypeId>,
) -> BTreeSet<TypeId> {
    let shared: Vec<TypeId> = requests.intersection(responses).copied().collect();
    let mut holders: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for &id in &shared {
        for part in api.parts(id) {
            holders.entry(part).or_default().push(id);
        }
    }
    let mut stack: Vec<TypeId> =
        shared.into_iter().filter(|&id| requires_of_one_side(&api.ty(id).shape)).collect();
    let mut divided = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if divided.insert(id) {
            stack.extend(holders.get(&id).into_iter().flatten());
        }
    }
    divided
}

fn requires_of_one_side(shape: &Shape) -> bool {
    let mut fields = shape.as_object().into_iter().flat_map(|object| &object.fields);
    fields.any(|field| field.required && field.direction != Direction::Both)
}

/// Adds the requests' version of each divided type.
fn copy_inputs(api: &mut Api, divided: &BTreeSet<TypeId>) -> BTreeMap<TypeId, TypeId> {
    let mut inputs = BTreeMap::new();
    for &id in divided {
        let input = u32::try_from(api.types.len()).expect("types are bounded by the document");
        let mut def = api.ty(id).clone();
        def.origin = Origin::Input { of: id };
        api.types.push(def);
        inputs.insert(id, TypeId(input));
    }
    inputs
}

fn redirect_requests(api: &mut Api, inputs: &BTreeMap<TypeId, TypeId>) {
    for operation in api.operations.iter_mut().chain(&mut api.webhooks) {
        for parameter in &mut operation.parameters {
            redirect(&mut parameter.ty, inputs);
        }
        for content in operation.body.iter_mut().flat_map(|body| &mut body.contents) {
            if let Some(ty) = &mut content.ty {
                redirect(ty, inputs);
            }
        }
    }
}

fn redirect(ty: &mut TypeId, inputs: &BTreeMap<TypeId, TypeId>) {
    if let Some(input) = inputs.get(ty) {
        *ty = *input;
    }
}

fn replace_parts(shape: &mut Shape, inputs: &BTreeMap<TypeId, TypeId>) {
    let replace = |ty: &mut TypeId| redirect(ty, inputs);
    match shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::String { .. }
        | Shape::Enumeration(_) => {}
        Shape::Array { items } => replace(items),
        Shape::Tuple { items, rest } => items.iter_mut().chain(rest).for_each(replace),
        Shape::Map { values } => replace(values),
        Shape::Object(object) => {
            object.fields.iter_mut().for_each(|field| replace(&mut field.ty));
            object.patterns.iter_mut().for_each(|(_, ty)| replace(ty));
            if let Rest::Kept(ty) = &mut object.rest {
                replace(ty);
            }
        }
        Shape::Union(union) => {
            union.variants.iter_mut().for_each(|variant| replace(&mut variant.ty));
        }
        Shape::Alias(target) => replace(target),
    }
}
