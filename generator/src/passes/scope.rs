//! What configuration selects: how each type, field and operation is called by a selector.

use crate::ir::{Api, Origin, Shape, TypeId};

/// The selector path of every type: `Contact`, `Order/item`, `getOrder/id`.
pub(super) fn paths(api: &Api, operation_ids: &[String], webhook_ids: &[String]) -> Vec<String> {
    let mut paths: Vec<Option<String>> = vec![None; api.types.len()];
    for id in api.type_ids() {
        path(api, operation_ids, webhook_ids, id, &mut paths);
    }
    paths.into_iter().map(Option::unwrap_or_default).collect()
}

fn path(
    api: &Api,
    operation_ids: &[String],
    webhook_ids: &[String],
    id: TypeId,
    known: &mut [Option<String>],
) {
    // Parents first, without recursion: documents nest deeper than stacks.
    let mut chain = vec![id];
    while let Some(&last) = chain.last() {
        if known[last.0 as usize].is_some() {
            break;
        }
        let (Origin::Part { parent, .. } | Origin::Input { of: parent }) = &api.ty(last).origin
        else {
            break;
        };
        if chain.contains(parent) {
            break;
        }
        chain.push(*parent);
    }
    for id in chain.into_iter().rev() {
        if known[id.0 as usize].is_some() {
            continue;
        }
        let of_operation = |ids: &[String], index: usize, hint: &str| {
            let id = ids.get(index).map_or("", String::as_str);
            format!("{id}/{hint}")
        };
        let path = match &api.ty(id).origin {
            Origin::Component(key) => key.clone(),
            Origin::Elsewhere(name) => name.clone(),
            Origin::Operation { operation, hint } => of_operation(operation_ids, *operation, hint),
            Origin::Webhook { webhook, hint } => of_operation(webhook_ids, *webhook, hint),
            Origin::Input { of } => known[of.0 as usize].clone().unwrap_or_default(),
            Origin::Part { parent, hint } => {
                let above = known[parent.0 as usize].clone().unwrap_or_default();
                // What an alias stands for is at the same place.
                let same_place = matches!(api.ty(*parent).shape, Shape::Alias(_));
                if same_place { above } else { format!("{above}/{hint}") }
            }
        };
        known[id.0 as usize] = Some(path);
    }
}
