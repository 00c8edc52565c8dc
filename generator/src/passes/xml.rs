//! XML bodies: what each value of a type stands in, as a table of pointers.
//!
//! An entry stands only where XML differs from "an element of the property's name". Where no such table can be, the body
//! stays bytes, and the author is told why.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, codes::lowering as codes};
use crate::ir::{Api, Codec, Object, Origin, Rest, Shape, TypeId, Xml, XmlNode};

/// How long a table may be.
const MOST_ELEMENTS: usize = 400;

/// How the value at a pointer is spelled in XML, in the words of the runtime's `Form`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ElementPlan {
    /// `*` is any item of a list.
    pub(crate) pointer: String,
    pub(crate) node: &'static str,
    /// `{namespace}prefix:local`; `None` where it is the property's.
    pub(crate) name: Option<String>,
    pub(crate) shape: Option<&'static str>,
}

/// The table of a body; `Err` where there is none, and why, unless the body is text to begin with.
pub(super) fn elements(api: &Api, ty: TypeId) -> Result<Vec<ElementPlan>, Option<&'static str>> {
    match api.ty(api.resolve(ty)).shape {
        Shape::Object(_) | Shape::Map { .. } | Shape::Array { .. } | Shape::Union(_) => {}
        Shape::Any | Shape::String { .. } | Shape::Enumeration(_) => return Err(None),
        Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::Tuple { .. }
        | Shape::Alias(_) => return Err(Some("it is no object and no list")),
    }
    let key = key(api, ty).map(str::to_owned);
    let root = hint(api, ty)
        .name
        .or(key)
        .ok_or("its element has no name: give the schema an `xml.name`")?;
    let mut table = Table { api, found: Vec::new(), open: Vec::new() };
    table.add(ty, "", Place::Root(&root))?;
    Ok(table.found)
}

/// The key of the component that a type is.
fn key(api: &Api, ty: TypeId) -> Option<&str> {
    api.chain(ty).find_map(|def| match &def.origin {
        Origin::Component(key) => Some(&**key),
        Origin::Part { .. }
        | Origin::Operation { .. }
        | Origin::Webhook { .. }
        | Origin::Input { .. }
        | Origin::Elsewhere(_) => None,
    })
}

/// What a schema says of XML, or the schemas that it stands for.
fn hint(api: &Api, ty: TypeId) -> Xml {
    api.chain(ty).fold(Xml::default(), |known, def| Xml {
        name: known.name.or_else(|| def.xml.name.clone()),
        namespace: known.namespace.or_else(|| def.xml.namespace.clone()),
        prefix: known.prefix.or_else(|| def.xml.prefix.clone()),
        node: known.node.or(def.xml.node),
    })
}

/// Where a value stands, and what that makes its element's name.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root(&'a str),
    Property {
        required: bool,
    },
    /// What is a component has its name, where no property names the items.
    Item(Option<&'a str>),
}

struct Table<'a> {
    api: &'a Api,
    found: Vec<ElementPlan>,
    /// The types around.
    open: Vec<TypeId>,
}

impl Table<'_> {
    fn add(&mut self, ty: TypeId, pointer: &str, place: Place<'_>) -> Result<(), &'static str> {
        let resolved = self.api.resolve(ty);
        let (api, xml) = (self.api, hint(self.api, ty));
        let node = xml.node.unwrap_or(XmlNode::Element);
        match &api.ty(resolved).shape {
            Shape::Object(_) | Shape::Map { .. } | Shape::Union(_) if node != XmlNode::Element => {
                Err("an object is said to be no element")
            }
            Shape::Object(object) => {
                self.within(resolved, |table| table.object(object, &xml, pointer, place))
            }
            Shape::Map { .. } => {
                self.push(pointer, "element", name(&xml, place, pointer), Some("object"))
            }
            Shape::Union(union) => self.within(resolved, |table| {
                union.variants.iter().try_for_each(|branch| table.add(branch.ty, pointer, place))
            }),
            Shape::Array { items } => {
                self.within(resolved, |table| table.list(*items, &xml, pointer, place))
            }
            Shape::Tuple { .. } => Err("a tuple has no form in XML"),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Enumeration(_)
            | Shape::Alias(_) => match node {
                XmlNode::Element => self.push(pointer, "element", name(&xml, place, pointer), None),
                XmlNode::Attribute => {
                    let own =
                        name(&xml, place, pointer).unwrap_or_else(|| last(pointer).to_owned());
                    self.push(pointer, "attribute", Some(own), None)
                }
                XmlNode::Text => self.push(pointer, "content", None, None),
                XmlNode::None => Err("a value is said to be no node"),
            },
        }
    }

    fn within(
        &mut self,
        ty: TypeId,
        add: impl FnOnce(&mut Self) -> Result<(), &'static str>,
    ) -> Result<(), &'static str> {
        if self.open.contains(&ty) {
            return Err("it holds values of its own type");
        }
        self.open.push(ty);
        let added = add(self);
        self.open.pop();
        added
    }

    fn object(
        &mut self,
        object: &Object,
        xml: &Xml,
        pointer: &str,
        place: Place<'_>,
    ) -> Result<(), &'static str> {
        // An empty element might be a text as well.
        self.push(pointer, "element", name(xml, place, pointer), Some("object"))?;
        for field in &object.fields {
            if field.name.contains('/') || field.name == "*" {
                return Err("a property has a name that XML does not have");
            }
            let below = format!("{pointer}/{}", field.name);
            self.add(field.ty, &below, Place::Property { required: field.required })?;
        }
        match object.rest {
            Rest::Kept(ty) if self.api.ty(self.api.resolve(ty)).shape.as_object().is_some() => {
                Err("what it does not name has members of its own")
            }
            Rest::Kept(_) | Rest::Ignored | Rest::Denied => Ok(()),
        }
    }

    fn list(
        &mut self,
        items: TypeId,
        xml: &Xml,
        pointer: &str,
        place: Place<'_>,
    ) -> Result<(), &'static str> {
        let wrapped = xml.node == Some(XmlNode::Element);
        let named = matches!(place, Place::Root(_)).then(|| key(self.api, items)).flatten();
        match (place, xml.node) {
            (Place::Item(_), _) => return Err("a list has lists for items"),
            (_, Some(XmlNode::Attribute | XmlNode::Text)) => {
                return Err("a list is said to be an attribute or text");
            }
            (Place::Root(_), _) => {
                self.push(pointer, "wrapped", name(xml, place, pointer), None)?;
            }
            (Place::Property { .. }, _) if wrapped => {
                let own = name(xml, place, pointer).unwrap_or_else(|| last(pointer).to_owned());
                self.push(pointer, "wrapped", Some(own), None)?;
            }
            (Place::Property { required: true }, _) => {
                self.push(pointer, "element", None, Some("array"))?;
            }
            (Place::Property { required: false }, _) => {}
        }
        self.add(items, &format!("{pointer}/*"), Place::Item(named))
    }

    fn push(
        &mut self,
        pointer: &str,
        node: &'static str,
        name: Option<String>,
        shape: Option<&'static str>,
    ) -> Result<(), &'static str> {
        if node == "element" && name.is_none() && shape.is_none() {
            return Ok(());
        }
        let element = ElementPlan { pointer: pointer.to_owned(), node, name, shape };
        match self.found.iter().find(|known| known.pointer == pointer) {
            Some(known) if *known == element => Ok(()),
            Some(_) => Err("its branches are spelled in different ways"),
            None if self.found.len() == MOST_ELEMENTS => Err("it is too large"),
            None => {
                self.found.push(element);
                Ok(())
            }
        }
    }
}

/// `{namespace}prefix:local`, where that is not the name that the place gives. A prefix of no namespace would be undeclared.
fn name(xml: &Xml, place: Place<'_>, pointer: &str) -> Option<String> {
    let inferred = match place {
        Place::Root(name) => Some(name),
        Place::Property { .. } => Some(last(pointer)),
        Place::Item(key) => key,
    };
    // Nothing else gives these their names.
    let is_root = matches!(place, Place::Root(_) | Place::Item(Some(_)));
    let own = xml.name.as_deref();
    if xml.namespace.is_none() && !is_root && (own.is_none() || own == inferred) {
        return None;
    }
    let local = own.or(inferred)?;
    Some(match (&xml.namespace, &xml.prefix) {
        (Some(namespace), Some(prefix)) => format!("{{{namespace}}}{prefix}:{local}"),
        (Some(namespace), None) => format!("{{{namespace}}}{local}"),
        (None, _) => local.to_owned(),
    })
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

/// Says which bodies stay bytes.
pub(super) fn warn_of_opaque(api: &Api, found: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for operation in api.operations.iter().chain(&api.webhooks) {
        for content in operation.contents().filter(|content| content.codec == Codec::Xml) {
            let Some(Err(Some(why))) = content.ty.map(|ty| elements(api, ty)) else { continue };
            if told.insert(content.location) {
                let message = format!("the schema of `{}` is not used", content.media_type);
                found.push(
                    Diagnostic::new(&codes::OPAQUE_MEDIA_TYPE, content.location, message)
                        .on_key()
                        .note(format!("{why}, so its content is given and taken as bytes")),
                );
            }
        }
    }
}
