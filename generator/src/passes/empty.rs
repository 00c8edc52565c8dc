//! Parameters that may be sent without a value.

use super::accepts::accepts;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Parameter, Place, WireForm};
use crate::source::Literal;

/// Says of each whose type has no empty text what becomes of one.
pub(super) fn warn(api: &Api, found: &mut Diagnostics) {
    let operations = api.operations.iter().chain(&api.webhooks);
    for parameter in operations.flat_map(|operation| &operation.parameters) {
        if may_be_valueless(api, parameter) {
            let blank = matches!(form(api, parameter), WireForm::Styled { blank: true, .. });
            found.push(diagnostic(parameter, blank));
        }
    }
}

/// The form of a parameter; an optional one whose type has no empty text may be blank.
pub(super) fn form(api: &Api, parameter: &Parameter) -> WireForm {
    let mut form = parameter.form.clone();
    if let WireForm::Styled { blank, .. } = &mut form {
        *blank = !parameter.required && may_be_valueless(api, parameter);
    }
    form
}

fn may_be_valueless(api: &Api, parameter: &Parameter) -> bool {
    parameter.allow_empty
        && parameter.place == Place::Query
        && !accepts(api, parameter.ty, &Literal::String(String::new()))
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
