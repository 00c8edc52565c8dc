//! The wire tables of operations: a line for each parameter, body and answer, from which both sides read and write.
//!
//! An entry is `field: Type = place "name" [form] presence [rules]`; a body's place is its codec and its name the media
//! type. The words of the form are functions of `Form` that say how the value differs from the default of its place; the
//! rules are methods of [`At`](crate::check::At) without the value they check.

/// Declares an operation: what both sides know of it, its request, and its good and bad answers, which are enums of its own
/// or other names of what it has in common with others.
///
/// ```
/// use specwright_runtime::operation::{self, wire_operation};
///
/// wire_operation! {
///     /// Reads an order.
///     pub static GET_ORDER: "getOrder" "GET" "/orders/{id}" {
///         tags: ["Orders"],
///         security: [[bearer "oauth2" ["orders:read"]], [api_key "key" header "X-Key"]],
///     }
///
///     pub struct GetOrderRequest {
///         pub id: u64 = path "id" required [range(1..)],
///     }
///     new(id: u64);
///
///     /// The order.
///     pub type GetOrderSuccess = operation::Json200<String>;
///
///     pub enum GetOrderError {
///         NotFound = 404,
///         ServerError { status = code } = 5XX,
///         Default { status = code, reason: Option<String> = header "X-Reason" optional } = default,
///     }
/// }
///
/// assert_eq!(GET_ORDER.declared(503), Some(operation::Status::Range(5)));
/// assert_eq!(GetOrderRequest::new(7).id, 7);
/// ```
#[macro_export]
macro_rules! wire_operation {
    (
        $(#$about:tt)* pub static $meta:ident: $id:literal $method:literal $path:literal $facts:tt
        pub struct $request:ident $members:tt
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
        $(new $given:tt;)?
        $(#$said:tt)* pub $good_kind:ident $success:ident $(= $common:ty;)? $({ $($good:tt)* })?
        pub $kind:ident $error:ident $($bad:tt)*
    ) => {
        $crate::__wire_request! {
            static [$(#$about)*] $meta: $id $method $path $facts $success $error;
            #[doc = concat!("The request of `", $method, " ", $path, "`.")]
            pub struct $request $members
            $(static $pattern: $pattern_ty = $expression;)*
            $(new $given;)?
        }
        $crate::__wire_answers! {
            #[doc = concat!("What answers well to `", $method, " ", $path, "`.")]
            #[doc = ""]
            $(#$said)* pub $good_kind $success $(= $common;)? $({ $($good)* })?
        }
        $crate::wire_error! {
            #[doc = concat!("What refuses or fails `", $method, " ", $path, "`.")]
            pub $kind $error $($bad)*
        }

        impl $crate::operation::Operation for $request {
            type Success = $success;
            type Error = $error;

            const META: &'static $crate::operation::OperationMeta = &$meta;
        }
    };
}

/// Declares what refuses or fails operations, as [`wire_operation!`] has it: their own, or another name of what they share.
///
/// ```
/// use specwright_runtime::operation::wire_error;
///
/// wire_error! {
///     pub enum Error404 {
///         NotFound = 404,
///     }
/// }
/// wire_error! {
///     pub type GetOrderError = Error404;
/// }
/// assert_eq!(GetOrderError::NotFound, Error404::NotFound);
/// ```
#[macro_export]
macro_rules! wire_error {
    ($(#$about:tt)* pub enum $error:ident $bad:tt) => {
        $crate::__wire_reply! {
            $(#$about)*
            pub enum $error $bad
        }
        $crate::__of_servers! {
            impl From<$error> for $crate::server::Failure<$error> {
                fn from(error: $error) -> Self {
                    Self::Declared(error)
                }
            }
        }
    };
    ($($alias:tt)*) => { $crate::__wire_answers! { $($alias)* } };
}

/// Declares what several operations ask their callers for.
///
/// ```
/// use specwright_runtime::operation::wire_security;
///
/// wire_security! {
///     pub const DOCUMENT_SECURITY = [[bearer "oauth2" ["orders:read"]], [api_key "key" header "X-Key"]];
/// }
/// assert_eq!(DOCUMENT_SECURITY[0][0].scopes, ["orders:read"]);
/// ```
#[macro_export]
macro_rules! wire_security {
    ($(#$about:tt)* pub const $name:ident = [$($security:tt)*];) => {
        $(#$about)*
        pub const $name: &[&[$crate::operation::Need]] = $crate::__part_security!($($security)*);
    };
}

/// Answers of an operation: an enum of its own, or another name of one that is there.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_answers {
    ($(#$about:tt)* pub enum $name:ident $answers:tt) => {
        $crate::__wire_reply! {
            $(#$about)*
            pub enum $name $answers
        }
    };
    ($(#$about:tt)* pub type $name:ident = $other:ty;) => {
        $(#$about)*
        pub type $name = $other;
    };
}

/// The static that holds what both sides know of an operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_meta {
    ([$($about:tt)*] $name:ident: $id:literal $method:literal $path:literal {
        $(tags: [$($tag:literal),* $(,)?],)?
        $(security: $([$($own:tt)*])? $($shared:path)?,)?
    } $success:ident $error:ident $consumes:expr) => {
        #[doc = concat!("`", $method, " ", $path, "`")]
        #[doc = ""]
        $($about)*
        pub static $name: $crate::operation::OperationMeta = $crate::operation::OperationMeta::of::<$success, $error>(
            $id, $method, $path, $consumes,
        )$(.tagged(&[$($tag),*]))?$(.secured($($crate::__part_security!($($own)*))? $($shared)?))?;
    };
}

/// A request: a struct, how it travels, and what it must satisfy.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_request {
    (static $about_meta:tt $meta:ident: $id:literal $method:literal $path:literal $facts:tt $success:ident $error:ident;
    $(#$about:tt)* pub struct $name:ident {
        $($(#$note:tt)* pub $field:ident: $ty:ty =
            $place:ident $($wire:literal)? $([$($word:ident)* $(,)?])? $({ $($props:tt)* })?
            $presence:ident $(($default:expr))? $([$($rule:ident $(($($argument:tt)*))?)*])?),* $(,)?
    }
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
        $(new($($given:ident: $given_ty:ty),* $(,)?);)?
    ) => {
        $crate::__wire_meta!($about_meta $meta: $id $method $path $facts $success $error
            $crate::__part_media_among!($([$place ($($wire)?) $presence [$ty]])*));

        $(#$about)*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#$note)* pub $field: $ty,)* }

        $crate::__wire_begin!($name [$(($($given: $given_ty),*))?] {
            $($field: $presence $(($default))?,)*
        });

        impl $crate::check::Check for $name {
            fn check(&self, found: &mut $crate::check::Violations) {
                let _ = &found;
                $(static $pattern: $pattern_ty = $expression;)*
                $($crate::__part_check!(found, &self.$field, $place ($($wire)?) [$($($rule $(($($argument)*))?)*)?]);)*
            }
        }

        $crate::__of_clients! {
            impl $crate::operation::WriteRequest for $name {
                fn put(&self, to: &mut $crate::operation::Parts) {
                    let _ = &to;
                    $($crate::__part_write!(to $place ($($wire)?) [$($($word)*)?] [$($($props)*)?] $presence &self.$field);)*
                }
            }
        }

        $crate::__of_servers! {
            impl $crate::operation::ReadRequest for $name {
                fn read(from: &mut $crate::operation::Reading<'_>) -> Option<Self> {
                    from.parameters(&[$((stringify!($place), concat!("", $($wire)?))),*]);
                    $(let $field = $crate::__part_read!(
                        from $place ($($wire)?) [$($($word)*)?] [$($($props)*)?] $presence ($($default)?)
                    );)*
                    Some(Self { $($field: $field?),* })
                }

                fn streams(media_type: &str) -> bool {
                    let _ = media_type;
                    false $(|| $crate::__part_streams!(media_type $place $presence [$ty]))*
                }
            }
        }
    };
}

/// Answers of an operation: an enum, and how each variant travels.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_reply {
    ($(#$about:tt)* pub enum $name:ident { $($(#$note:tt)* $variant:ident
        $(($ty:ty = $codec:ident $($media:literal)? $({ $($bprops:tt)* })? ))?
        $({ $($(#$field_note:tt)* $field:ident $(: $field_ty:ty)? =
            $place:ident $($wire:literal)? $([$($word:ident)* $(,)?])? $({ $($props:tt)* })?
            $($presence:ident $(($default:expr))?)?),* $(,)? })?
        = $status:tt
    ),* $(,)? }) => {
        $(#$about)*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name { $(
            #[doc = $crate::__part_status_doc!($status)]
            #[doc = ""]
            $(#$note)*
            $variant $(($ty))? $({ $(
                $(#$field_note)*
                $field: $crate::__part_type!($($field_ty)?),
            )* })?,
        )* }

        $crate::__of_servers! {
            impl $crate::operation::WriteReply for $name {
                #[allow(unreachable_code, reason = "an operation may declare no answer of this kind")]
                fn put(&self, to: &mut $crate::operation::Head) {
                    let _ = &to;
                    match *self {
                        $(Self::$variant $(($crate::__part_bind!(body $codec)))? $({ $(ref $field),* })? => {
                            $crate::__part_status!(to $status);
                            $($crate::__part_write!(to $codec ($($media)?) [] [$($($bprops)*)?] required body);)?
                            $($($crate::__part_write!(
                                to $place ($($wire)?) [$($($word)*)?] [$($($props)*)?] $($presence)? $field
                            );)*)?
                        })*
                    }
                }
            }
        }

        impl $crate::operation::ReadReply for $name {
            const META: &'static [$crate::operation::ReplyMeta] = &[$($crate::operation::ReplyMeta {
                status: $crate::__part_declared!($status),
                media_types: $crate::__part_media_types!(
                    [$($codec ($($media)?) required [$ty])?] [$($([$place ($($wire)?) required [$($field_ty)?]])*)?]
                ),
                streams: &[
                    $(<$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::streams)?
                    $($($crate::__part_streams_reply!($place [$($field_ty)?])),*)?
                ],
            }),*];

            fn read(from: &$crate::operation::Raw) -> Result<Option<Self>, $crate::operation::Undecodable> {
                match from.status.as_u16() {
                    $($crate::__part_pattern!($status) => $crate::__part_answer!(
                        from $variant [$($codec ($($media)?) [$($($bprops)*)?])?]
                        $({$($field [
                            $place ($($wire)?) [$($($word)*)?] [$($($props)*)?]
                            $($presence ($($default)?))?
                        ])*})?
                    ),)*
                    _ => Ok(None),
                }
            }
        }
    };
}

/// What servers alone need: crates of clients need not compile it.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __of_servers {
    ($($items:tt)*) => { $($items)* };
}

/// What servers alone need.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __of_servers {
    ($($items:tt)*) => {};
}

/// What clients alone need: crates of servers need not compile it.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __of_clients {
    ($($items:tt)*) => { $($items)* };
}

/// What clients alone need.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __of_clients {
    ($($items:tt)*) => {};
}

/// Declares a body that may have one of several media types.
///
/// ```text
/// wire_body! {
///     pub enum CreateOrderBody {
///         Json(Order = json "application/json") [nested],
///         Form(Order = form "application/x-www-form-urlencoded") [nested],
///     }
/// }
/// ```
#[macro_export]
macro_rules! wire_body {
    ($(#$about:tt)* pub enum $name:ident {
        $($variant:ident($ty:ty = $codec:ident $($media:literal)? $({ $($props:tt)* })?)
            $([$($rule:ident $(($($argument:tt)*))?)*])?),* $(,)?
    }
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
    ) => {
        $(#$about)*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name { $(
            #[doc = concat!("`", $crate::__part_media_type!($codec ($($media)?)), "`")]
            $variant($ty),
        )* }

        impl $crate::check::Check for $name {
            fn check(&self, found: &mut $crate::check::Violations) {
                let _ = &found;
                $(static $pattern: $pattern_ty = $expression;)*
                match self {
                    $(Self::$variant(body) => {
                        let _ = body;
                        $(found.here()$(.$rule(body, $($($argument)*)?))*;)?
                    })*
                }
            }
        }

        impl $crate::operation::WriteBody for $name {
            const MEDIA_TYPES: &'static [&'static str] = &[$($crate::__part_media_type!($codec ($($media)?))),*];

            fn write(&self) -> Result<$crate::operation::Written, $crate::operation::Unwritable> {
                match self {
                    $(Self::$variant(body) => $crate::operation::write_as::<$crate::operation::codec::$codec, _>(
                        $crate::__part_media_type!($codec ($($media)?)),
                        body,
                        $crate::__part_forms!([$($($props)*)?]),
                    ),)*
                }
            }
        }

        impl $crate::operation::ReadBody for $name {
            fn streams(media_type: &str) -> bool {
                $(if $crate::operation::is_media_type($crate::__part_media_type!($codec ($($media)?)), media_type) {
                    return <$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::streams(media_type);
                })*
                false
            }

            fn read(
                from: &$crate::operation::Source<'_>,
                found: &mut $crate::check::Violations,
            ) -> Option<Self> {
                $(if $crate::operation::is_media_type($crate::__part_media_type!($codec ($($media)?)), from.media_type) {
                    return <$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::read(
                        from,
                        $crate::__part_forms!([$($($props)*)?]),
                        found,
                    ).map(Self::$variant);
                })*
                $crate::operation::unknown_media_type(found)
            }

            fn stand_in() -> Option<Self> {
                None$(.or_else(|| {
                    <$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::stand_in().map(Self::$variant)
                }))*
            }
        }
    };
}
