//! Questions about types that many stages ask.

use super::{Api, Codec, Constraint, Content, Operation, Origin, Rest, Shape, TypeDef, TypeId};

impl Api {
    /// The type that an alias stands for in the end; any other type is itself.
    pub(crate) fn resolve(&self, mut id: TypeId) -> TypeId {
        for _ in 0..self.types.len() {
            let Some(target) = self.ty(id).shape.as_alias() else { return id };
            id = target;
        }
        id
    }

    /// The type that a type is a part of in the end; one that is no part is itself.
    pub(crate) fn outermost(&self, mut id: TypeId) -> TypeId {
        for _ in 0..self.types.len() {
            match &self.ty(id).origin {
                Origin::Part { parent, .. } | Origin::Input { of: parent } => id = *parent,
                Origin::Component(_)
                | Origin::Elsewhere(_)
                | Origin::Operation { .. }
                | Origin::Webhook { .. } => break,
            }
        }
        id
    }

    /// Whether `null` is a value of the type or of anything it stands for.
    pub(crate) fn is_nullable(&self, id: TypeId) -> bool {
        self.chain(id).any(|def| def.nullable)
    }

    /// The first type on the way through aliases that the document has a name for.
    pub(crate) fn is_called(&self, mut id: TypeId) -> Option<TypeId> {
        for _ in 0..=self.types.len() {
            let def = self.ty(id);
            if matches!(def.origin, Origin::Component(_) | Origin::Elsewhere(_)) {
                return Some(id);
            }
            id = def.shape.as_alias()?;
        }
        None
    }

    /// A type, and what it stands for, and so on to the type that is no alias.
    pub(crate) fn chain(&self, id: TypeId) -> impl Iterator<Item = &TypeDef> {
        let mut next = Some(id);
        (0..=self.types.len()).map_while(move |_| {
            let def = self.ty(next?);
            next = def.shape.as_alias();
            Some(def)
        })
    }

    /// The types that values of a type are made of: properties, items, branches, what an alias stands for.
    pub(crate) fn parts(&self, id: TypeId) -> Vec<TypeId> {
        match &self.ty(id).shape {
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Enumeration(_) => Vec::new(),
            Shape::Array { items } => vec![*items],
            Shape::Tuple { items, rest } => items.iter().chain(rest).copied().collect(),
            Shape::Map { values } => vec![*values],
            Shape::Object(object) => {
                let fields = object.fields.iter().map(|field| field.ty);
                let patterns = object.patterns.iter().map(|(_, ty)| *ty);
                let rest = match object.rest {
                    Rest::Kept(ty) => Some(ty),
                    Rest::Ignored | Rest::Denied => None,
                };
                fields.chain(patterns).chain(rest).collect()
            }
            Shape::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
            Shape::Alias(target) => vec![*target],
        }
    }

    /// The types that only checks of a type use.
    pub(crate) fn checked_parts(&self, id: TypeId) -> Vec<TypeId> {
        let mut parts = Vec::new();
        for constraint in &self.ty(id).constraints {
            match &constraint.value {
                Constraint::Contains { items: ty, .. }
                | Constraint::PropertyNames(ty)
                | Constraint::Not(ty)
                | Constraint::DependentSchema(_, ty) => parts.push(*ty),
                Constraint::If { condition, then, otherwise } => {
                    parts.push(*condition);
                    parts.extend(then.iter().chain(otherwise));
                }
                Constraint::MinLength(_)
                | Constraint::MaxLength(_)
                | Constraint::Pattern(_)
                | Constraint::Format(_)
                | Constraint::Minimum(_)
                | Constraint::ExclusiveMinimum(_)
                | Constraint::Maximum(_)
                | Constraint::ExclusiveMaximum(_)
                | Constraint::MultipleOf(_)
                | Constraint::MinItems(_)
                | Constraint::MaxItems(_)
                | Constraint::UniqueItems
                | Constraint::MinProperties(_)
                | Constraint::MaxProperties(_)
                | Constraint::DependentRequired(..)
                | Constraint::NotIn(_)
                | Constraint::In(_)
                | Constraint::Required(_)
                | Constraint::RequiredAny { .. } => {}
            }
        }
        parts
    }
}

impl Operation {
    /// The types that the request names.
    pub(crate) fn request_types(&self) -> Vec<TypeId> {
        let parameters = self.parameters.iter().map(|parameter| parameter.ty);
        let contents = self.body.iter().flat_map(|body| &body.contents).flat_map(content_types);
        parameters.chain(contents).collect()
    }

    /// Every body, in each of its media types.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Content> {
        let responses = self.responses.iter().flat_map(|response| &response.contents);
        self.body.iter().flat_map(|body| &body.contents).chain(responses)
    }

    /// The types that the responses name.
    pub(crate) fn response_types(&self) -> Vec<TypeId> {
        let mut types = Vec::new();
        for response in &self.responses {
            types.extend(response.headers.iter().map(|header| header.ty));
            types.extend(response.contents.iter().flat_map(content_types));
        }
        types
    }
}

fn content_types(content: &Content) -> Vec<TypeId> {
    let mut types: Vec<TypeId> = content.ty.into_iter().collect();
    if let Codec::Multipart(parts) = &content.codec {
        types.extend(parts.iter().flat_map(|part| &part.headers).map(|header| header.ty));
    }
    types
}
