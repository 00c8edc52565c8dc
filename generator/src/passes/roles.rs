//! Who sends values of each type: what requests and what responses reach.

use crate::ir::{Api, Operation, TypeId};

use super::plan::Roles;

/// The roles of every type. A type that only checks use has none.
pub(super) fn compute(api: &Api) -> Vec<Roles> {
    let mut roles = vec![Roles::default(); api.types.len()];
    let operations = || api.operations.iter().chain(&api.webhooks);
    let requests = operations().flat_map(Operation::request_types).collect();
    spread(api, requests, &mut roles, |roles| &mut roles.request);
    let responses = operations().flat_map(Operation::response_types).collect();
    spread(api, responses, &mut roles, |roles| &mut roles.response);
    roles
}

fn spread(
    api: &Api,
    mut stack: Vec<TypeId>,
    roles: &mut [Roles],
    role: impl Fn(&mut Roles) -> &mut bool,
) {
    while let Some(id) = stack.pop() {
        let seen = role(&mut roles[id.0 as usize]);
        if !std::mem::replace(seen, true) {
            stack.extend(api.parts(id));
        }
    }
}
