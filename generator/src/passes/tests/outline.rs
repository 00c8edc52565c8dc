//! A plan as text, one line for each field.

use std::fmt::Write;

use crate::passes::plan::*;
use crate::source::Literal;

pub(super) fn outline(plan: &Plan) -> String {
    let mut out = String::new();
    for item in &plan.items {
        let _ = writeln!(out, "{}::{}{}", item.module, item.name, roles(item.roles));
        match &item.kind {
            ItemKind::Struct(of) => structure(plan, of, &mut out),
            ItemKind::Enum(of) => {
                for variant in &of.variants {
                    let _ = writeln!(out, "  {} = {}", variant.name, literal(&variant.value));
                }
                if let Some(unknown) = &of.unknown {
                    let _ = writeln!(out, "  {unknown}(..)");
                }
            }
            ItemKind::Union(of) => {
                for variant in &of.variants {
                    let _ = writeln!(out, "  {}({})", variant.name, rust(plan, &variant.payload));
                }
                if let Some(tag) = &of.tag {
                    let _ =
                        writeln!(out, "  tag {} {:?} {:?}", tag.property, tag.values, tag.default);
                }
                if of.overlapping {
                    let _ = writeln!(out, "  overlapping");
                }
            }
            ItemKind::Alias(of) => {
                let _ = writeln!(out, "  = {}", rust(plan, of));
            }
        }
        for constraint in &plan.api.ty(item.ty).constraints {
            let _ = writeln!(out, "  ! {:?}", constraint.value);
        }
    }
    for operation in plan.operations.iter().chain(&plan.webhooks) {
        let _ = writeln!(out, "fn {}({})", operation.method, operation.request);
        for field in &operation.fields {
            let _ = writeln!(out, "  {}: {}", field.field.name, rust(plan, &field.field.rust));
            if let RequestFieldSource::Body(body) = &field.source {
                contents(plan, body, &mut out);
            }
        }
        for answers in [&operation.success, &operation.error] {
            let _ = writeln!(out, "  {}", answers.name);
            for variant in &answers.variants {
                let _ = writeln!(out, "    {}", variant.name);
                for (header, _) in &variant.headers {
                    let _ = writeln!(out, "      {}: {}", header.name, rust(plan, &header.rust));
                }
                if let Some(body) = &variant.body {
                    contents(plan, body, &mut out);
                }
            }
        }
    }
    out
}

fn contents(plan: &Plan, body: &BodyPlan, out: &mut String) {
    if let Some(choice) = &body.choice {
        let _ = writeln!(out, "      enum {}", choice.name);
    }
    for content in &body.contents {
        let _ = writeln!(
            out,
            "      {}: {} {}",
            content.variant,
            content.media_type,
            rust(plan, &content.rust)
        );
    }
}

fn roles(roles: Roles) -> &'static str {
    match (roles.request, roles.response) {
        (true, true) => " <>",
        (true, false) => " >",
        (false, true) => " <",
        (false, false) => "",
    }
}

fn structure(plan: &Plan, of: &StructPlan, out: &mut String) {
    for constant in &of.constants {
        let _ = writeln!(out, "  {} = {}", constant.wire, literal(&constant.value));
    }
    for field in &of.fields {
        let presence = match &field.presence {
            Presence::Required => String::new(),
            Presence::Optional => " optional".to_owned(),
            Presence::Nullable => " nullable".to_owned(),
            Presence::Patch => " patch".to_owned(),
            Presence::Default(value) => format!(" = {}", literal(value)),
        };
        let _ = writeln!(out, "  {}: {}{presence}", field.name, rust(plan, &field.rust));
    }
    if let Some(rest) = &of.rest {
        let _ = writeln!(out, "  ..{}: {}", rest.name, rust(plan, &rest.values));
    }
    if of.closed {
        let _ = writeln!(out, "  closed");
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::String(text) => format!("{text:?}"),
        Literal::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        Literal::Object(_) => "{…}".to_owned(),
    }
}

pub(super) fn rust(plan: &Plan, rust_type: &RustType) -> String {
    let inner = |of: &RustType| rust(plan, of);
    match rust_type {
        RustType::Scalar(scalar) => format!("{scalar:?}"),
        RustType::Item(id) => plan.item(*id).name.clone(),
        RustType::Option(of) => format!("Option<{}>", inner(of)),
        RustType::Vec(of) => format!("Vec<{}>", inner(of)),
        RustType::Map(of) => format!("Map<{}>", inner(of)),
        RustType::Boxed(of) => format!("Box<{}>", inner(of)),
        RustType::Patch(of) => format!("Patch<{}>", inner(of)),
        RustType::Tuple(items) => {
            format!("({})", items.iter().map(inner).collect::<Vec<_>>().join(", "))
        }
        RustType::Json => "Json".to_owned(),
        RustType::Foreign(text) => text.clone(),
    }
}
