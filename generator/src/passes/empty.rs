//! Parameters that may be sent without a value.

use super::accepts::accepts;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Parameter, Place, WireForm};
use crate::source::Literal;

/// Says of each whose type has no empty text what becomes of one, and lets the optional ones be blank.
pub(super) fn settle(api: &mut Api, found: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    let mut webhooks = std::mem::take(&mut api.webhooks);
    let parameters = operations.iter_mut().chain(&mut webhooks).flat_map(|one| &mut one.parameters);
    let may_be_empty =
        |parameter: &&mut Parameter| parameter.allow_empty && parameter.place == Place::Query;
    for parameter in parameters.filter(may_be_empty) {
        if accepts(api, parameter.ty, &Literal::String(String::new())) {
            continue;
        }
        let optional = !parameter.required;
        let blank = match &mut parameter.form {
            WireForm::Styled { blank, .. } => {
                *blank = optional;
                optional
            }
            WireForm::Content(_) => false,
        };
        found.push(diagnostic(parameter, blank));
    }
    api.operations = operations;
    api.webhooks = webhooks;
}

fn diagnostic(parameter: &Parameter, blank: bool) -> Diagnostic {
    let name = &parameter.name;
    let (message, help) = if blank {
        (
            format!("`{name}` may be empty, which is read as its absence"),
            "give the type an empty text where that means something else",
        )
    } else {
        (
            format!("`{name}` may be empty, and its type has no value for that"),
            "make the parameter optional or give the type an empty text; until then an empty one is refused",
        )
    };
    Diagnostic::new(&codes::EMPTY_VALUE, parameter.location, message).on_key().help(help)
}
