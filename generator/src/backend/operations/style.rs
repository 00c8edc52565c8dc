//! Parameters in wire tables: the words that say how a value differs from the default of its place.

use crate::ir::{Codec, Place, Shape, Style, TypeId, WireForm};
use crate::passes::Plan;

/// The words in brackets: functions of the runtime's `Form`.
pub(in super::super) fn words(
    plan: &Plan,
    place: Place,
    form: &WireForm,
    ty: Option<TypeId>,
) -> Vec<&'static str> {
    let WireForm::Styled { style, explode, allow_reserved, blank } = form else {
        let is_json = *form == WireForm::Content(Codec::Json);
        return if is_json { vec!["json"] } else { Vec::new() };
    };
    let default = match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Cookie | Place::QueryString => Style::Form,
    };
    let shape = ty.and_then(|ty| shape(plan, ty, 0));
    let mut words = Vec::new();
    if *style != default {
        words.push(word(*style));
    }
    let explodes = matches!(style, Style::Form | Style::Cookie);
    if *explode != explodes && *style != Style::DeepObject && shape.is_some() {
        words.push(if *explode { "exploded" } else { "joined" });
    }
    if *allow_reserved {
        words.push("reserved");
    }
    if *blank {
        words.push("blank");
    }
    words.extend(shape);
    words
}

fn word(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "space_delimited",
        Style::PipeDelimited => "pipe_delimited",
        Style::DeepObject => "deep_object",
        Style::Cookie => "raw_cookie",
    }
}

/// What a value is made of, where it is no single text.
fn shape(plan: &Plan, ty: TypeId, depth: u8) -> Option<&'static str> {
    match &plan.api.ty(plan.api.resolve(ty)).shape {
        Shape::Array { .. } | Shape::Tuple { .. } => Some("array"),
        Shape::Map { .. } | Shape::Object(_) => Some("object"),
        // A value of a union looks like its most structured branch; a text fits a list of one.
        Shape::Union(union) if depth < 8 => {
            let shapes: Vec<_> = union
                .variants
                .iter()
                .filter_map(|branch| shape(plan, branch.ty, depth + 1))
                .collect();
            shapes.iter().max().copied()
        }
        Shape::Union(_)
        | Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::String { .. }
        | Shape::Enumeration(_)
        | Shape::Alias(_) => None,
    }
}
