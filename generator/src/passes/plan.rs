//! The plan: everything the back ends need, in the words of Rust.

use super::CommonDocs;
use super::checks::Checks;
use super::pages::PagesPlan;
use super::xml::ElementPlan;
use crate::config::UnionPolicy;
use crate::ir::{Api, Codec, Docs, Place, Status, TypeId, WireForm};
use crate::source::Literal;

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
    /// In the order of declaration.
    pub(crate) fields: Vec<FieldPlan>,
    /// The field that keeps properties the document does not name.
    pub(crate) rest: Option<RestPlan>,
    /// Properties that the document does not name are refused.
    pub(crate) closed: bool,
}

/// A field of a struct that stands for a property, a parameter or a header.
#[derive(Clone, Debug)]
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
    /// `T`; absent is this value.
    Default(Literal),
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

/// One operation in Rust.
#[derive(Debug)]
pub(crate) struct OperationPlan {
    /// The index into `api.operations` or `api.webhooks`.
    pub(crate) index: usize,
    /// Which of the two it is: whether the API's owner calls it.
    pub(crate) webhook: bool,
    /// The operation's id as the document or, lacking that, we name it: `handleAmendOrder`.
    pub(crate) id: String,
    /// `handle_amend_order`: the method, and the file.
    pub(crate) method: String,
    /// `HANDLE_AMEND_ORDER`: the static with its metadata.
    pub(crate) meta: String,
    /// `HandleAmendOrderRequest`
    pub(crate) request: String,
    /// Parameters in the operation's order, then the body.
    pub(crate) fields: Vec<RequestFieldPlan>,
    pub(crate) success: ResponsesPlan,
    pub(crate) error: ResponsesPlan,
    /// Where it is served, if not where the API is.
    pub(crate) servers: Vec<String>,
    /// The paths of those servers.
    pub(crate) bases: Vec<String>,
    /// Whether it is not served yet.
    pub(crate) stub: bool,
    /// How its answers are pages, where they are.
    pub(crate) pages: Option<PagesPlan>,
    /// The index into [`Plan::groups`], where there are any.
    pub(crate) group: usize,
}

/// A field of a request.
#[derive(Debug)]
pub(crate) struct RequestFieldPlan {
    pub(crate) field: FieldPlan,
    pub(crate) source: RequestFieldSource,
}

/// What a field of a request stands for.
#[derive(Clone, Debug)]
pub(crate) enum RequestFieldSource {
    /// The index into the operation's parameters.
    Parameter {
        index: usize,
        place: Place,
        form: WireForm,
    },
    Body(BodyPlan),
}

/// How a body is typed: one content is its type, several are an enum of them.
#[derive(Clone, Debug)]
pub(crate) struct BodyPlan {
    /// The enum where there are several contents.
    pub(crate) choice: Option<ChoicePlan>,
    pub(crate) contents: Vec<ContentPlan>,
}

/// The enum of a body with several contents.
#[derive(Clone, Debug)]
pub(crate) struct ChoicePlan {
    pub(crate) name: String,
    /// Whether it is declared with this body, or with another of the same contents.
    pub(crate) declared: bool,
    /// Whether several bodies share it.
    pub(crate) shared: bool,
}

impl OperationPlan {
    /// Every body, in each of its media types.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &ContentPlan> {
        let request = self.fields.iter().filter_map(|field| match &field.source {
            RequestFieldSource::Body(body) => Some(body),
            RequestFieldSource::Parameter { .. } => None,
        });
        let variants = self.success.variants.iter().chain(&self.error.variants);
        let replies = variants.filter_map(|variant| variant.body.as_ref());
        request.chain(replies).flat_map(|body| &body.contents)
    }
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub(crate) struct ContentPlan {
    /// The variant where there are several contents: `Json`, `Form`, …
    pub(crate) variant: String,
    pub(crate) media_type: String,
    pub(crate) codec: Codec,
    /// The type of the whole body, or of one item of a stream.
    pub(crate) rust: RustType,
    pub(crate) ty: Option<TypeId>,
    /// Of XML: what is not spelled as properties are.
    pub(crate) elements: Vec<ElementPlan>,
}

/// The enum of an operation's successes or errors.
#[derive(Debug)]
pub(crate) struct ResponsesPlan {
    /// `HandleAmendOrderSuccess`
    pub(crate) name: String,
    pub(crate) variants: Vec<ResponseVariantPlan>,
}

/// A declared response.
#[derive(Debug)]
pub(crate) struct ResponseVariantPlan {
    /// `Created`
    pub(crate) name: String,
    /// Ranges and `default` carry the status code they stand for.
    pub(crate) status: Status,
    pub(crate) docs: Option<String>,
    /// The index into the operation's responses.
    pub(crate) index: usize,
    /// Declared headers, each a field; with any, the variant has named fields and the body is `body`.
    pub(crate) headers: Vec<(FieldPlan, WireForm)>,
    pub(crate) body: Option<BodyPlan>,
}
