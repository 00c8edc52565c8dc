//! Parameters: how a value becomes text in a path, query, header, cookie or form, and how it is read back.
//!
//! One codec for each row of the standard's style table, shared by servers and clients. Values come and go as small
//! trees, so nothing here is generic; types join in `read` only.

mod decode;
mod encode;
mod pairs;
mod place;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use decode::{
    Problem, cookie_param, header_param, path_param, plain_param, query_param,
};
pub(crate) use encode::{cookie, header, path, plain_pairs, query, scalar};
pub(crate) use pairs::{Pairs, form_body, form_text};
pub use place::Place;
pub(crate) use text::{Text, read};

/// The rows of the standard's style table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `blue`
    Simple,
    /// `color=blue`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color%5BR%5D=100`
    DeepObject,
    /// `color=blue`, nothing percent-encoded.
    Cookie,
    /// JSON text.
    Json,
}

/// What a value is made of, as far as styles tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single text.
    Scalar,
    /// A list of texts.
    Array,
    /// Texts by name.
    Object,
}

/// How one parameter is put into text. Made by naming what differs from the default of its place:
/// `Form::query().pipe_delimited().array()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Form {
    /// Where it stands; of a part of a body it says nothing.
    pub(crate) place: Place,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) reserved: bool,
    /// An empty text is read as absence.
    pub(crate) blank: bool,
    pub(crate) shape: Shape,
    /// Of a part: the media types it may have, as the document lists them.
    pub(crate) content_type: &'static str,
    /// Of XML: what a value stands in.
    pub(crate) node: Node,
    /// Of XML: the name, `{namespace}prefix:local`, namespace and prefix only where there are some.
    pub(crate) name: &'static str,
}

/// What a value stands in within XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// An element; of a list each item.
    Element,
    /// An element around those of a list's items.
    Wrapped,
    /// An attribute of the element around.
    Attribute,
    /// The text of the element around.
    Content,
}

/// Parts of a body that are not encoded as usual: the names of those that have a form in common, and that form.
pub type Forms<'a> = &'a [(&'a [&'a str], Form)];

/// The parts one by one.
pub(crate) fn each(forms: Forms<'_>) -> impl Iterator<Item = (&str, Form)> + Clone {
    forms.iter().flat_map(|(names, form)| names.iter().map(|name| (*name, *form)))
}

impl Form {
    const fn styled(self, style: Style) -> Self {
        Self { style, explode: matches!(style, Style::Form | Style::Cookie), ..self }
    }

    /// The default of paths: `simple`.
    pub const fn path() -> Self {
        Self {
            place: Place::Path,
            style: Style::Simple,
            explode: false,
            reserved: false,
            blank: false,
            shape: Shape::Scalar,
            content_type: "",
            node: Node::Element,
            name: "",
        }
    }

    /// The default of headers: `simple`.
    pub const fn header() -> Self {
        Self { place: Place::Header, ..Self::path() }
    }

    /// The default of queries: `form`, exploded.
    pub const fn query() -> Self {
        Self { place: Place::Query, ..Self::path().form() }
    }

    /// The default of cookies: `form`, exploded.
    pub const fn cookie() -> Self {
        Self { place: Place::Cookie, ..Self::query() }
    }

    /// `;color=blue`
    pub const fn matrix(self) -> Self {
        self.styled(Style::Matrix)
    }

    /// `.blue`
    pub const fn label(self) -> Self {
        self.styled(Style::Label)
    }

    /// `blue`
    pub const fn simple(self) -> Self {
        self.styled(Style::Simple)
    }

    /// `color=blue`
    pub const fn form(self) -> Self {
        self.styled(Style::Form)
    }

    /// `color=blue%20black`
    pub const fn space_delimited(self) -> Self {
        self.styled(Style::SpaceDelimited)
    }

    /// `color=blue%7Cblack`
    pub const fn pipe_delimited(self) -> Self {
        self.styled(Style::PipeDelimited)
    }

    /// `color%5BR%5D=100`
    pub const fn deep_object(self) -> Self {
        self.styled(Style::DeepObject)
    }

    /// `color=blue`, nothing percent-encoded.
    pub const fn raw_cookie(self) -> Self {
        self.styled(Style::Cookie)
    }

    /// The whole value as JSON text.
    pub const fn json(self) -> Self {
        self.styled(Style::Json)
    }

    /// Each item or member by itself.
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// All items or members in one text.
    pub const fn joined(self) -> Self {
        Self { explode: false, ..self }
    }

    /// Reserved characters stand as they are.
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    /// An empty text is no value, and read as absence.
    pub const fn blank(self) -> Self {
        Self { blank: true, ..self }
    }

    /// A part that has one of some media types: `image/png, image/*`.
    pub const fn content_type(self, content_type: &'static str) -> Self {
        Self { content_type, ..self }
    }

    /// An element of this name.
    pub const fn element(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// An element of this name around the items of a list.
    pub const fn wrapped(self, name: &'static str) -> Self {
        Self { node: Node::Wrapped, name, ..self }
    }

    /// An attribute of this name.
    pub const fn attribute(self, name: &'static str) -> Self {
        Self { node: Node::Attribute, name, ..self }
    }

    /// The text of the element around.
    pub const fn content(self) -> Self {
        Self { node: Node::Content, ..self }
    }

    /// The value is a list.
    pub const fn array(self) -> Self {
        Self { shape: Shape::Array, ..self }
    }

    /// The value has named members.
    pub const fn object(self) -> Self {
        Self { shape: Shape::Object, ..self }
    }
}
