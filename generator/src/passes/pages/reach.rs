//! The way that a JSON pointer takes through the Rust types of a body.

use super::super::plan::{ContentPlan, FieldPlan, Item, ItemKind, RustType};
use super::{Misfit, Reach};
use crate::config::Pointer;
use crate::ir::{Api, Shape, TypeId};
use crate::source::pointer_token;
use crate::suggest::closest;

/// The body of a page.
pub(super) struct Body<'a> {
    pub(super) api: &'a Api,
    pub(super) items: &'a [Item],
    /// The operation's.
    pub(super) id: &'a str,
    pub(super) content: &'a ContentPlan,
}

/// A value in a body: how it is spelled, its type where the document describes it, and the way there.
struct Value<'a> {
    rust: &'a RustType,
    ty: Option<TypeId>,
    way: Vec<Reach>,
}

impl<'a> Body<'a> {
    /// The way to the list of items, and the type of one.
    pub(super) fn list(&self, pointer: &Pointer) -> Result<(Vec<Reach>, RustType), Misfit> {
        let mut value = self.whole();
        for token in pointer.tokens() {
            value = self.bare(value);
            value = self.member(value, "items", pointer, &token)?;
        }
        value = self.bare(value);
        if let RustType::Vec(item) = value.rust {
            return Ok((value.way, RustType::clone(item)));
        }
        let is_list = |field: &&FieldPlan| {
            let value = Value { rust: &field.rust, ty: None, way: Vec::new() };
            matches!(self.bare(value).rust, RustType::Vec(_))
        };
        let lists: Vec<String> = self
            .fields(value.rust)
            .iter()
            .filter(is_list)
            .map(|field| format!("`{}/{}`", pointer.0, pointer_token(&field.wire)))
            .collect();
        Err(Misfit {
            message: format!("what `items` names in the page of `{}` is no list", self.id),
            help: match lists.as_slice() {
                [] => "name the list with the items of the page, by a JSON pointer".to_owned(),
                lists => format!("set `items` to {}", lists.join(" or ")),
            },
        })
    }

    /// The type of what stands at a pointer; `None` where it is not described.
    pub(super) fn spot(&self, key: &str, pointer: &Pointer) -> Result<Option<TypeId>, Misfit> {
        let mut value = self.whole();
        for token in pointer.tokens() {
            value = self.bare(value);
            value = match value.rust {
                RustType::Json => return Ok(None),
                RustType::Map(values) => Value { rust: values, ty: None, way: value.way },
                RustType::Vec(item) if token == "last" => {
                    let list = value.ty.map(|ty| &self.api.ty(self.api.resolve(ty)).shape);
                    let ty = list.and_then(Shape::as_list);
                    Value { rust: item, ty, way: value.way }
                }
                RustType::Scalar(_)
                | RustType::Item(_)
                | RustType::Option(_)
                | RustType::Vec(_)
                | RustType::Boxed(_)
                | RustType::Patch(_)
                | RustType::Tuple(_)
                | RustType::Foreign(_) => self.member(value, key, pointer, &token)?,
            };
        }
        Ok(value.ty)
    }

    fn whole(&self) -> Value<'a> {
        Value { rust: &self.content.rust, ty: self.content.ty, way: Vec::new() }
    }

    /// A member of an object.
    fn member(
        &self,
        value: Value<'a>,
        key: &str,
        pointer: &Pointer,
        token: &str,
    ) -> Result<Value<'a>, Misfit> {
        let fields = self.fields(value.rust);
        let Some(field) = fields.iter().find(|field| field.wire == token) else {
            let known: Vec<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
            let (id, text) = (self.id, &pointer.0);
            return Err(Misfit {
                message: format!(
                    "there is no `{token}` on the way to `{key}` (`{text}`) in the page of `{id}`"
                ),
                help: match closest(token, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => {
                        "only the members of a described object can be named there".to_owned()
                    }
                    None => format!("there are `{}`", known.join("`, `")),
                },
            });
        };
        let mut way = value.way;
        way.push(Reach::Field(field.name.clone()));
        Ok(Value { rust: &field.rust, ty: Some(field.ty), way })
    }

    /// The value without what may be around it: names of aliases, boxes, what may be absent.
    fn bare(&self, mut value: Value<'a>) -> Value<'a> {
        loop {
            value.rust = match value.rust {
                RustType::Option(inner) => {
                    value.way.push(Reach::Option);
                    inner
                }
                RustType::Patch(inner) => {
                    value.way.push(Reach::Patch);
                    inner
                }
                RustType::Boxed(inner) => inner,
                RustType::Item(_) => match self.alias(value.rust) {
                    Some(inner) => inner,
                    None => return value,
                },
                RustType::Scalar(_)
                | RustType::Vec(_)
                | RustType::Map(_)
                | RustType::Tuple(_)
                | RustType::Json
                | RustType::Foreign(_) => return value,
            };
        }
    }

    /// What the name of an alias stands for.
    fn alias(&self, rust: &RustType) -> Option<&'a RustType> {
        let item = self.item(rust)?;
        if let ItemKind::Alias(inner) = &item.kind { Some(inner) } else { None }
    }

    fn item(&self, rust: &RustType) -> Option<&'a Item> {
        if let RustType::Item(id) = rust { self.items.get(id.0 as usize) } else { None }
    }

    /// The fields of a struct; none of anything else.
    fn fields(&self, rust: &RustType) -> &'a [FieldPlan] {
        let fields = self.item(rust).and_then(|item| item.kind.as_struct());
        fields.map_or(&[], |of| &of.fields)
    }
}
