//! One entry and one operation: whether the operation has what the entry names, and of which type.

use super::super::plan::{ContentPlan, Item, OperationPlan, ResponseVariantPlan};
use super::reach::Body;
use super::{Misfit, PagesPlan, StepPlan};
use crate::config::{Pagination, PagingStyle, Pointer, Spot};
use crate::ir::{Api, Codec, Operation, Parameter, Place, Shape, Status, Style, TypeId, WireForm};
use crate::suggest::closest;

/// Plans the pages of an operation; the method is named later.
pub(super) fn plan(
    api: &Api,
    items: &[Item],
    operation: &Operation,
    planned: &OperationPlan,
    entry: &Pagination,
) -> Result<PagesPlan, Misfit> {
    let page = page(planned)?;
    let body = |content| Body { api, items, id: &planned.id, content };
    let paged = Paged { operation, page: page.variant, body: body(page.content), entry };
    let (step, parameter) = paged.step()?;
    let pointer = entry.items.clone().unwrap_or_default();
    let (way, item) = paged.body.list(&pointer)?;
    paged.spot("more", entry.more.as_ref(), Wanted::Boolean)?;
    paged.spot("total", entry.total.as_ref(), Wanted::Integer)?;
    let mut variants = vec![(page.at, way)];
    // What else answers with a list of the same, such as a 206, is as good a page.
    for other in pages(planned).filter(|other| other.at != page.at) {
        if let Ok((way, of)) = body(other.content).list(&pointer)
            && of == item
            && other.content.codec == page.content.codec
        {
            variants.push((other.at, way));
        }
    }
    Ok(PagesPlan {
        method: String::new(),
        step,
        in_header: parameter.is_some_and(|parameter| parameter.place == Place::Header),
        variants,
        pointer,
        item,
        more: entry.more.clone(),
        total: entry.total.clone(),
        most: entry.most_pages,
    })
}

/// A success that may be a page.
struct Page<'a> {
    at: usize,
    variant: &'a ResponseVariantPlan,
    content: &'a ContentPlan,
}

/// The successes with a body in one media type.
fn pages(planned: &OperationPlan) -> impl Iterator<Item = Page<'_>> {
    planned.success.variants.iter().enumerate().filter_map(|(at, variant)| {
        match variant.body.as_ref()?.contents.as_slice() {
            [content] => Some(Page { at, variant, content }),
            _ => None,
        }
    })
}

/// The success that is surely a page: the only one with a body, or of several the 200.
fn page(planned: &OperationPlan) -> Result<Page<'_>, Misfit> {
    let with_body = planned.success.variants.iter().filter(|variant| variant.body.is_some());
    let is_only = with_body.count() == 1;
    let found = pages(planned).find(|page| is_only || page.variant.status == Status::Code(200));
    found.ok_or_else(|| Misfit {
        message: format!("`{}` has no answer that is surely a page", planned.id),
        help: "pages need one success with a body, in one media type".to_owned(),
    })
}

/// What a part in paging is played by.
#[derive(Clone, Copy)]
enum Wanted {
    Scalar,
    Text,
    Integer,
    Boolean,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Self::Scalar => "a text or number",
            Self::Text => "a text",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
        }
    }

    /// Whether values of a type can play it; what is not described may be anything.
    fn is(self, api: &Api, ty: TypeId) -> bool {
        match &api.ty(api.resolve(ty)).shape {
            Shape::Any => true,
            Shape::String { .. } => matches!(self, Self::Scalar | Self::Text),
            Shape::Enumeration(_) | Shape::Number { .. } => matches!(self, Self::Scalar),
            Shape::Integer { .. } => matches!(self, Self::Scalar | Self::Integer),
            Shape::Boolean => matches!(self, Self::Boolean),
            Shape::Union(union) => union.variants.iter().all(|branch| {
                let shape = &api.ty(api.resolve(branch.ty)).shape;
                !matches!(shape, Shape::Union(_)) && self.is(api, branch.ty)
            }),
            Shape::Never
            | Shape::Null
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Map { .. }
            | Shape::Object(_)
            | Shape::Alias(_) => false,
        }
    }
}

/// An operation and what is said of its pages.
struct Paged<'a> {
    operation: &'a Operation,
    page: &'a ResponseVariantPlan,
    body: Body<'a>,
    entry: &'a Pagination,
}

impl<'a> Paged<'a> {
    /// What leads on, and the parameter that has it.
    fn step(&self) -> Result<(StepPlan, Option<&'a Parameter>), Misfit> {
        let style = self.entry.style.expect("an entry without a style is refused when it is read");
        let next = self.entry.next.as_ref();
        Ok(match style {
            PagingStyle::Link => {
                self.spot("next", next, Wanted::Text)?;
                let next = next.cloned().unwrap_or(Spot::Header("Link".to_owned()));
                (StepPlan::Link { next }, None)
            }
            PagingStyle::Cursor => {
                self.spot("next", next, Wanted::Scalar)?;
                let next = next.cloned().expect("a cursor without `next` is refused early");
                let parameter = self.parameter(Wanted::Scalar)?;
                (StepPlan::Cursor { parameter: parameter.name.clone(), next }, Some(parameter))
            }
            PagingStyle::Offset | PagingStyle::Page => {
                // The items are counted.
                self.json("items")?;
                let parameter = self.parameter(Wanted::Integer)?;
                let (name, first) = (parameter.name.clone(), self.entry.first);
                let step = if style == PagingStyle::Offset {
                    StepPlan::Offset { parameter: name, first: first.unwrap_or(0) }
                } else {
                    StepPlan::Page { parameter: name, first: first.unwrap_or(1) }
                };
                (step, Some(parameter))
            }
        })
    }

    /// The parameter that says which page is asked for.
    fn parameter(&self, wanted: Wanted) -> Result<&'a Parameter, Misfit> {
        let (name, id) = (self.entry.parameter.as_deref().unwrap_or_default(), self.body.id);
        let all = self.operation.parameters.iter();
        let possible: Vec<&Parameter> = all
            .filter(|parameter| matches!(parameter.place, Place::Query | Place::Header))
            .collect();
        let Some(parameter) = possible.iter().find(|parameter| parameter.name == name) else {
            let names: Vec<&str> =
                possible.iter().map(|parameter| parameter.name.as_str()).collect();
            return Err(Misfit {
                message: format!("`{id}` has no parameter `{name}` for its pages"),
                help: match closest(name, names.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if names.is_empty() => {
                        "it has none in its query or headers; style `link` needs none".to_owned()
                    }
                    None => format!("in its query and headers it has `{}`", names.join("`, `")),
                },
            });
        };
        let is_plain =
            matches!(parameter.form, WireForm::Styled { style: Style::Form | Style::Simple, .. });
        if is_plain && wanted.is(self.body.api, parameter.ty) {
            return Ok(parameter);
        }
        let wanted = wanted.name();
        Err(Misfit {
            message: format!("the parameter `{name}` of `{id}` is not {wanted}"),
            help: format!("name the parameter that says which page is asked for, {wanted}"),
        })
    }

    /// Holds a spot against what the answer declares.
    fn spot(&self, key: &str, spot: Option<&Spot>, wanted: Wanted) -> Result<(), Misfit> {
        let (id, api) = (self.body.id, self.body.api);
        let ty = match spot {
            None => return Ok(()),
            Some(Spot::Body(pointer)) => self.in_body(key, pointer)?,
            // It is hardly ever declared, and its form is that of its RFC.
            Some(Spot::Header(name)) if key == "next" && name.eq_ignore_ascii_case("link") => None,
            Some(Spot::Header(name)) => {
                let mut declared = self.page.headers.iter().map(|(field, _)| field);
                let header = declared.find(|field| field.wire.eq_ignore_ascii_case(name));
                let header = header.ok_or_else(|| Misfit {
                    message: format!("the page of `{id}` declares no header `{name}`"),
                    help: "mend its spelling, or declare it at the response".to_owned(),
                })?;
                Some(header.ty)
            }
        };
        if ty.is_none_or(|ty| wanted.is(api, ty)) {
            return Ok(());
        }
        let wanted = wanted.name();
        Err(Misfit {
            message: format!("what `{key}` names in the page of `{id}` is not {wanted}"),
            help: format!("name what stands in an answer as {wanted}"),
        })
    }

    fn in_body(&self, key: &str, pointer: &Pointer) -> Result<Option<TypeId>, Misfit> {
        self.json(key)?;
        self.body.spot(key, pointer)
    }

    /// Pointers are looked up in JSON only.
    fn json(&self, key: &str) -> Result<(), Misfit> {
        if self.body.content.codec == Codec::Json {
            return Ok(());
        }
        let id = self.body.id;
        Err(Misfit {
            message: format!("the page of `{id}` is no JSON, where `{key}` could be read"),
            help: "style `link` with a header needs nothing of the body".to_owned(),
        })
    }
}
