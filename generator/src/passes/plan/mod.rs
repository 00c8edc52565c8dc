//! The plan: everything the back ends need, in the words of Rust.

mod operations;

use super::CommonDocs;
use super::callers::Asked;
use super::checks::Checks;
use crate::config::UnionPolicy;
use crate::ir::{Api, Docs, TypeId};
use crate::source::Literal;

pub(crate) use operations::*;

/// What will be printed. Immutable.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) api: Api,
    pub(crate) names: ApiNames,
    /// Every type that becomes a Rust item, sorted by module and then by position in the module.
    pub(crate) items: Vec<Item>,
    /// By type: the item it became, where it became one.
    pub(crate) item_of: Vec<Option<ItemId>>,
    /// By type: how a value of it is spelled where it is used; nullability is not in it.
    pub(crate) rust: Vec<RustType>,
    /// One for each of `api.operations`, in that order.
    pub(crate) operations: Vec<OperationPlan>,
    /// One for each of `api.webhooks`.
    pub(crate) webhooks: Vec<OperationPlan>,
    /// The errors that several operations share, by name.
    pub(crate) errors: Vec<ResponsesPlan>,
    /// Whether several operations ask for what the document asks for, so that it is said once for them.
    pub(crate) shares_security: bool,
    /// What is made of the webhooks and callbacks is called.
    pub(crate) webhook_names: ApiNames,
    /// The paths below which the API's servers serve it; an empty one is the root.
    pub(crate) bases: Vec<String>,
    /// The traits that the operations are divided into; none where one has them all.
    pub(crate) groups: Vec<GroupPlan>,
    /// The statuses that the configuration gives refusals.
    pub(crate) statuses: Vec<(Refused, u16)>,
    /// The API's servers that have variables.
    pub(crate) servers: Vec<ServerPlan>,
    /// Docs that stand in files of their own.
    pub(crate) common_docs: CommonDocs,
    /// What there is to check, by type and by item.
    pub(crate) checks: Checks,
    /// Security schemes by index into `api.schemes`: the method and type names made of their keys.
    pub(crate) schemes: Vec<SchemePlan>,
}

impl Plan {
    pub(crate) fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    pub(crate) fn item_of(&self, ty: TypeId) -> Option<&Item> {
        self.item_of[ty.0 as usize].map(|id| self.item(id))
    }

    pub(crate) fn rust(&self, ty: TypeId) -> &RustType {
        &self.rust[ty.0 as usize]
    }
}

/// Names that belong to the API as a whole, made of the configured or derived base name: `Gateway`.
#[derive(Clone, Debug)]
pub(crate) struct ApiNames {
    /// `Gateway`
    pub(crate) base: String,
    /// `GatewayApi`
    pub(crate) api: String,
    /// `GatewayAuth`
    pub(crate) auth: String,
    /// `GatewayRejections`
    pub(crate) rejections: String,
    /// `DefaultRejections`
    pub(crate) default_rejections: String,
    /// `GatewayServer`
    pub(crate) server: String,
    /// `Client`
    pub(crate) client: String,
    /// `GatewayCallers`: what the traits of groups have in common.
    pub(crate) callers: String,
    /// `OrdersApi`, `OtherApi`: the traits of groups.
    pub(crate) groups: Vec<String>,
    /// Callers who may be known in several ways.
    pub(crate) alternatives: Vec<AlternativesPlan>,
}

/// The type of a caller who may be known in several ways.
#[derive(Clone, Debug)]
pub(crate) struct AlternativesPlan {
    /// At least two alternatives, each of them all the schemes that it needs, which are some.
    pub(crate) asked: Asked,
    /// `KeyOrBearer`
    pub(crate) name: String,
}

impl ApiNames {
    /// What the traits, the server and the client are called.
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        let own = [
            &self.api,
            &self.auth,
            &self.rejections,
            &self.default_rejections,
            &self.server,
            &self.client,
        ];
        // One trait for all operations needs nothing that the traits of groups share.
        let callers = (!self.groups.is_empty()).then_some(&self.callers);
        own.into_iter().chain(&self.groups).chain(callers)
    }
}

/// A trait for some of the operations; its name is in [`ApiNames::groups`] at the same place.
#[derive(Clone, Debug)]
pub(crate) struct GroupPlan {
    /// The tag that its operations share; `None` for those without one.
    pub(crate) tag: Option<String>,
    pub(crate) docs: Option<String>,
    /// `orders`
    pub(crate) module: String,
}

/// Why a request is refused, where its status can be configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Malformed,
    Missing,
    Invalid,
    Unauthenticated,
    Forbidden,
    NotAcceptable,
    TooLarge,
    UnsupportedMediaType,
    Unexpected,
    NotImplemented,
}

/// A server whose base URL is made of choices.
#[derive(Debug)]
pub(crate) struct ServerPlan {
    /// `EuropeServer`
    pub(crate) name: String,
    /// As written, with `{name}` for each variable.
    pub(crate) url: String,
    pub(crate) docs: Option<String>,
    /// Those that stand in the URL.
    pub(crate) variables: Vec<ServerVariablePlan>,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub(crate) struct ServerVariablePlan {
    /// The field.
    pub(crate) field: String,
    /// As in the URL.
    pub(crate) name: String,
    pub(crate) docs: Option<String>,
    pub(crate) default: String,
    /// The name of the enum of its values; any text where there is none.
    pub(crate) choice: Option<String>,
    /// Names and values.
    pub(crate) variants: Vec<(String, String)>,
}

/// A security scheme's names.
#[derive(Clone, Debug)]
pub(crate) struct SchemePlan {
    /// `oauth2`
    pub(crate) method: String,
    /// `Oauth2`
    pub(crate) ty: String,
}

/// The number of an item in [`Plan::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ItemId(pub(crate) u32);

/// A Rust type to be declared.
#[derive(Debug)]
pub(crate) struct Item {
    /// `ProvideServiceOrderAmendment`
    pub(crate) name: String,
    /// The file it goes into, without `.rs`: the component it is or belongs to. `provide_service_order_amendment`
    pub(crate) module: String,
    pub(crate) ty: TypeId,
    pub(crate) docs: Docs,
    /// What the last line of its docs names: `#/components/schemas/Contact`.
    pub(crate) source: String,
    pub(crate) kind: ItemKind,
    pub(crate) derives: Derives,
    pub(crate) roles: Roles,
}

/// What is declared.
#[derive(Debug)]
pub(crate) enum ItemKind {
    Struct(StructPlan),
    Enum(EnumPlan),
    Union(UnionPlan),
    /// `pub type Name = …;` for a component that is no type of its own.
    Alias(RustType),
}

impl ItemKind {
    /// The struct that it is, if it is one.
    pub(crate) fn as_struct(&self) -> Option<&StructPlan> {
        match self {
            Self::Struct(fields) => Some(fields),
            Self::Enum(_) | Self::Union(_) | Self::Alias(_) => None,
        }
    }
}

/// Which traits are derived beyond `Clone`, `Debug` and `PartialEq`, which always are, and an enum's `Eq` and `Hash`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Derives {
    pub(crate) copy: bool,
    /// What the configuration asks for, as paths.
    pub(crate) more: Vec<String>,
}

/// Who sends values of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) request: bool,
    pub(crate) response: bool,
}

/// A struct with public fields.
#[derive(Debug)]
pub(crate) struct StructPlan {
    /// Members that no field holds, as they have but one value.
    pub(crate) constants: Vec<ConstantPlan>,
    /// In the order of declaration.
    pub(crate) fields: Vec<FieldPlan>,
    /// The field that keeps properties the document does not name.
    pub(crate) rest: Option<RestPlan>,
    /// Properties that the document does not name are refused.
    pub(crate) closed: bool,
}

impl StructPlan {
    /// How many members are always there.
    pub(crate) fn always(&self) -> usize {
        let given = self.fields.iter().filter(|field| field.presence.is_always()).count();
        self.constants.len() + given
    }
}

/// A member that must be there and can have but one value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConstantPlan {
    /// The name on the wire.
    pub(crate) wire: String,
    /// A string or a boolean.
    pub(crate) value: Literal,
    pub(crate) docs: Docs,
}

/// A field of a struct that stands for a property, a parameter or a header.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldPlan {
    /// The Rust identifier, raw (`r#type`) or suffixed where it must be.
    pub(crate) name: String,
    /// The name on the wire.
    pub(crate) wire: String,
    /// The field's whole type, `Option` and the like included.
    pub(crate) rust: RustType,
    pub(crate) ty: TypeId,
    pub(crate) presence: Presence,
    pub(crate) docs: Docs,
}

/// What a missing or null property means, and so how the field is spelled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Presence {
    /// `T`
    Required,
    /// `Option<T>`; absent is `None`, null is refused.
    Optional,
    /// `Option<T>`; must be there, null is `None`.
    Nullable,
    /// `Patch<T>`; absent, null and a value are three things.
    Patch,
    /// `T`, or `Option<T>` where null is a value; absent is this value.
    Default(Literal),
}

impl Presence {
    /// Whether the field always holds what its member is, absent or not.
    pub(crate) fn is_always(&self) -> bool {
        match self {
            Self::Required | Self::Nullable | Self::Default(_) => true,
            Self::Optional | Self::Patch => false,
        }
    }
}

/// The field that keeps unnamed properties: a `BTreeMap` from their names.
#[derive(Clone, Debug)]
pub(crate) struct RestPlan {
    pub(crate) name: String,
    /// The type of the values.
    pub(crate) values: RustType,
    pub(crate) ty: TypeId,
}

/// An enum of literals.
#[derive(Debug)]
pub(crate) struct EnumPlan {
    pub(crate) variants: Vec<EnumVariantPlan>,
    /// The variant that keeps a value the document does not name, for enums that a client reads back.
    pub(crate) unknown: Option<String>,
    /// Whether the document allows values that it does not name, so that such a one is no violation.
    pub(crate) open: bool,
}

impl EnumPlan {
    /// Whether a value that is kept as unknown is a violation all the same.
    pub(crate) fn refuses_unknown(&self) -> bool {
        self.unknown.is_some() && !self.open
    }
}

/// A variant of an enum of literals.
#[derive(Debug)]
pub(crate) struct EnumVariantPlan {
    pub(crate) name: String,
    /// A string, number or boolean; where the values are of several types, any of them.
    pub(crate) value: Literal,
    pub(crate) docs: Option<String>,
}

/// An enum with a payload for each branch.
#[derive(Debug)]
pub(crate) struct UnionPlan {
    pub(crate) variants: Vec<UnionVariantPlan>,
    pub(crate) tag: Option<TagPlan>,
    /// Whether more than one variant may fit a value, so that the policy decides.
    pub(crate) overlapping: bool,
    pub(crate) policy: UnionPolicy,
}

/// A variant of a union, with what tells it apart.
#[derive(Debug)]
pub(crate) struct UnionVariantPlan {
    pub(crate) name: String,
    pub(crate) payload: RustType,
    pub(crate) ty: TypeId,
    pub(crate) docs: Docs,
    /// The JSON types it accepts.
    pub(crate) accepts: JsonTypes,
    /// Properties that no other variant has.
    pub(crate) own_keys: Vec<String>,
    /// Properties it cannot do without.
    pub(crate) required_keys: Vec<String>,
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "it is a set")]
pub(crate) struct JsonTypes {
    pub(crate) null: bool,
    pub(crate) boolean: bool,
    pub(crate) number: bool,
    pub(crate) string: bool,
    pub(crate) array: bool,
    pub(crate) object: bool,
}

/// How a discriminating property selects a variant.
#[derive(Clone, Debug)]
pub(crate) struct TagPlan {
    pub(crate) property: String,
    /// Value, and index of the variant.
    pub(crate) values: Vec<(String, usize)>,
    pub(crate) default: Option<usize>,
}

/// How a type is spelled where it is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RustType {
    Scalar(Scalar),
    Item(ItemId),
    Option(Box<RustType>),
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    Boxed(Box<RustType>),
    Patch(Box<RustType>),
    Tuple(Vec<RustType>),
    /// Any JSON value.
    Json,
    /// A type that the configuration names.
    Foreign(String),
}

/// Types of the language, the runtime and the crates it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// JSON `null` and nothing else.
    Unit,
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    String,
    /// Bytes in base64.
    Base64,
    /// Bytes as they are, in a body.
    Bytes,
    /// A part of a multipart body, as it is.
    File,
    Date,
    DateTime,
    Uuid,
    /// Text that `Debug` does not show.
    Secret,
}
