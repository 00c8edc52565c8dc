//! Values without a spelling: parameters that may be sent without one, and null in forms.

use std::collections::BTreeSet;

use super::accepts::accepts;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Codec, Operation, Parameter, Place, WireForm};
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

/// Says of each property of a form that may be null that it is left out then.
pub(super) fn warn_of_nulls(api: &Api, found: &mut Diagnostics) {
    let operations = api.operations.iter().chain(&api.webhooks);
    let mut told = BTreeSet::new();
    for content in operations.flat_map(Operation::contents) {
        if !matches!(content.codec, Codec::Form(_) | Codec::Multipart(_)) {
            continue;
        }
        let object = content.ty.and_then(|ty| api.ty(api.resolve(ty)).shape.as_object());
        for field in object.into_iter().flat_map(|object| &object.fields) {
            let location = api.ty(field.ty).location;
            if api.is_nullable(field.ty) && told.insert(location) {
                let message = format!("`{}` may be null, which a form cannot say", field.name);
                found.push(
                    Diagnostic::new(&codes::NULL_IN_FORM, location, message)
                        .label("left out where it is null")
                        .help("say it by an empty text, or by the absence of the property"),
                );
            }
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
