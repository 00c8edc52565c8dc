//! Operations as plans: what their requests and answers become.

use super::{FieldPlan, RustType};
use crate::ir::{Codec, Place, Status, TypeId, WireForm};
use crate::passes::pages::PagesPlan;
use crate::passes::xml::ElementPlan;

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

impl RequestFieldPlan {
    /// Whether it stands for the body; the type of such a field is that of its contents.
    pub(crate) fn is_body(&self) -> bool {
        matches!(self.source, RequestFieldSource::Body(_))
    }
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
#[derive(Clone, Debug, PartialEq)]
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

/// They are one type where they have one name, wherever it is declared.
impl PartialEq for ChoicePlan {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl OperationPlan {
    /// Every body, of the request and of the answers.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &BodyPlan> {
        let request = self.fields.iter().filter_map(|field| match &field.source {
            RequestFieldSource::Body(body) => Some(body),
            RequestFieldSource::Parameter { .. } => None,
        });
        let variants = self.success.variants.iter().chain(&self.error.variants);
        request.chain(variants.filter_map(|variant| variant.body.as_ref()))
    }

    /// Every body, in each of its media types.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &ContentPlan> {
        self.bodies().flat_map(|body| &body.contents)
    }
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug)]
pub(crate) struct ResponsesPlan {
    /// `HandleAmendOrderSuccess`
    pub(crate) name: String,
    /// The enum that this is another name of, where it is none of its own.
    pub(crate) shared: Option<SharedReplies>,
    /// By status: codes, then ranges, then the default.
    pub(crate) variants: Vec<ResponseVariantPlan>,
}

/// An enum that the successes or errors of several operations are.
#[derive(Clone, Debug)]
pub(crate) enum SharedReplies {
    /// The runtime's of this name, which is generic over the body where there is one.
    Runtime(&'static str),
    /// The one of this name in [`Plan::errors`](super::Plan).
    Declared(String),
}

/// A declared response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResponseVariantPlan {
    /// `Created`
    pub(crate) name: String,
    /// Ranges and `default` carry the status code they stand for.
    pub(crate) status: Status,
    pub(crate) docs: Option<String>,
    /// Declared headers, each a field; with any, the variant has named fields and the body is `body`.
    pub(crate) headers: Vec<(FieldPlan, WireForm)>,
    pub(crate) body: Option<BodyPlan>,
}
