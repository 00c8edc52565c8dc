//! Members that must be there and cannot be: no value of the object can be sent or received.

use crate::diagnostic::{Diagnostic, Diagnostics, codes::lowering as codes};
use crate::ir::Shape;
use crate::passes::Plan;

/// Tells of each.
pub(super) fn warn(plan: &Plan, found: &mut Diagnostics) {
    for item in &plan.items {
        let object = plan.api.ty(item.ty).shape.as_object();
        for field in object.into_iter().flat_map(|object| &object.fields) {
            if field.required && plan.api.ty(plan.api.resolve(field.ty)).shape == Shape::Never {
                let message =
                    format!("`{}` is required, though no value of it is allowed", field.name);
                found.push(
                    Diagnostic::new(&codes::IMPOSSIBLE_SCHEMA, field.location, message)
                        .on_key()
                        .label("every value is refused")
                        .help("let it be optional, or allow something"),
                );
            }
        }
    }
}
