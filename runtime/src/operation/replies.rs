//! The answers that most operations have when they succeed: a single status, with JSON or nothing.
//!
//! An operation that declares no more than one of these needs no type of its own for it, only a name:
//! `pub type GetOrderSuccess = Json200<Order>;`. Whatever else it declares is an enum that `wire_operation!` makes.

use super::codec::{Codec, json};
#[cfg(feature = "server")]
use super::{Head, WriteReply};
use super::{Raw, ReadReply, ReplyMeta, Status, Undecodable};
use crate::check::Check;
use crate::wire::Wire;

/// The usual media type of JSON.
const JSON: &str = crate::__part_media_type!(json());

/// Declares answers of a status with a body of `application/json`.
macro_rules! with_json {
    ($($name:ident $variant:ident $code:literal)*) => {$(
        #[doc = concat!("`", $code, "` with a body of `application/json`.")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name<T> {
            #[doc = concat!("`", $code, "`")]
            $variant(T),
        }

        impl<T: Wire + Check> ReadReply for $name<T> {
            const META: &'static [ReplyMeta] = &[ReplyMeta {
                status: Status::Code($code),
                media_types: &[JSON],
                streams: &[<json as Codec<T>>::streams],
            }];

            fn read(from: &Raw) -> Result<Option<Self>, Undecodable> {
                if from.status.as_u16() != $code {
                    return Ok(None);
                }
                from.answer::<json, _, _>(JSON, &[], Self::$variant)
            }
        }

        #[cfg(feature = "server")]
        impl<T: Wire + Check> WriteReply for $name<T> {
            fn put(&self, to: &mut Head) {
                let Self::$variant(body) = self;
                to.put_code($code);
                to.put_body::<json, _>(JSON, body, &[]);
            }
        }
    )*};
}

/// Declares answers of a status without a body.
macro_rules! without_body {
    ($($name:ident $variant:ident $code:literal)*) => {$(
        #[doc = concat!("`", $code, "` without a body.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            #[doc = concat!("`", $code, "`")]
            $variant,
        }

        impl ReadReply for $name {
            const META: &'static [ReplyMeta] =
                &[ReplyMeta { status: Status::Code($code), media_types: &[], streams: &[] }];

            fn read(from: &Raw) -> Result<Option<Self>, Undecodable> {
                Ok((from.status.as_u16() == $code).then_some(Self::$variant))
            }
        }

        #[cfg(feature = "server")]
        impl WriteReply for $name {
            fn put(&self, to: &mut Head) {
                to.put_code($code);
            }
        }
    )*};
}

with_json! {
    Json200 Ok 200
    Json201 Created 201
    Json202 Accepted 202
}

without_body! {
    Empty200 Ok 200
    Empty201 Created 201
    Empty202 Accepted 202
    Empty204 NoContent 204
}
