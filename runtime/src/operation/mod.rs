//! Operations: what servers and clients share of them.
//!
//! In: what generated code says of each, as data and as tables (`wire_operation!`, `wire_error!`, `wire_body!`, `wire_security!`). Out:
//! requests and answers read from and written to the wire, the same way on both sides. Nothing here knows of a schema.

mod body;
pub mod codec;
mod framing;
mod items;
mod media;
mod meta;
mod multipart;
mod part;
pub(crate) mod percent;
mod reading;
mod replies;
pub(crate) mod stream;
mod table;
mod tree;
mod writing;
#[cfg(feature = "xml")]
mod xml;

pub use crate::param::{Form, Place};
pub use crate::{wire_body, wire_error, wire_operation, wire_security};
pub use body::{Body, BoxError, BoxFuture, RequestBody};
pub use codec::{Source, Written};
pub use framing::Event;
pub use items::Items;
pub use media::{Accept, MediaType};
pub use meta::{NO_SCOPES, Need, Operation, OperationMeta, ReplyMeta, SchemeKind, Status};
#[cfg(feature = "client")]
pub(crate) use reading::HeaderNames;
pub use reading::{
    Raw, ReadBody, ReadReply, ReadRequest, Reading, Undecodable, is_media_type, never,
    unknown_media_type,
};
pub use replies::{Empty200, Empty201, Empty202, Empty204, Json200, Json201, Json202};
pub use stream::{ByteStream, StreamError};
pub use writing::{Head, Parts, Unwritable, WriteBody, WriteReply, WriteRequest, write_as};

wire_error! {
    /// What refuses or fails an operation for which the description declares nothing of the kind.
    pub enum NoError {}
}
