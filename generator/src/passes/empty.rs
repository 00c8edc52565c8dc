//! Values without a spelling: parameters that may be sent without one, and null in forms.

use std::collections::BTreeSet;

use super::accepts::accepts;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes, listed};
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

/// How many properties one finding names.
const NAMED: usize = 3;

/// Says of each form which of its properties may be null, as they are left out then.
pub(super) fn warn_of_nulls(api: &Api, found: &mut Diagnostics) {
    let operations = api.operations.iter().chain(&api.webhooks);
    let mut told = BTreeSet::new();
    for content in operations.flat_map(Operation::contents) {
        let is_form = matches!(content.codec, Codec::Form(_) | Codec::Multipart(_));
        let object = content.ty.and_then(|ty| api.ty(api.resolve(ty)).shape.as_object());
        let fields = object.into_iter().flat_map(|object| &object.fields);
        let nullable = fields.filter(|field| api.is_nullable(field.ty));
        let mut names: Vec<String> = nullable.map(|field| format!("`{}`", field.name)).collect();
        if !is_form || names.is_empty() || !told.insert(content.location) {
            continue;
        }
        if names.len() > NAMED + 1 {
            let others = names.split_off(NAMED).len();
            names.push(format!("{others} more"));
        }
        let message = format!("{} may be null, which a form cannot say", listed(&names));
        found.push(
            Diagnostic::new(&codes::NULL_IN_FORM, content.location, message)
                .on_key()
                .label("left out where they are null")
                .help("say it by an empty text, or by the absence of the property"),
        );
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
