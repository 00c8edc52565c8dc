//! The wire tables of operations: a line for each parameter, body and answer, from which both sides read and write.
//!
//! An entry is `field: place "name" [form] presence`; a body's place is its codec and its name the media type. The words
//! in brackets are the functions of `Form` that say how the value differs from the default of its place.

/// Declares the static that holds what both sides know of an operation.
///
/// ```
/// use specwright_runtime::operation::{self, wire_operation};
///
/// wire_operation!(GET_ORDER: "GET" "/orders/{id}" {
///     id: "getOrder",
///     tags: ["Orders"],
///     security: [[bearer "oauth2" ["orders:read"]], [api_key "key" header "X-Key"]],
///     produces: ["application/json"],
///     statuses: [200, 404, 5XX, default],
/// });
///
/// assert_eq!(GET_ORDER.declared(503), Some(operation::Status::Range(5)));
/// ```
#[macro_export]
macro_rules! wire_operation {
    ($name:ident: $method:literal $path:literal {
        id: $id:literal,
        $(tags: [$($tag:literal),* $(,)?],)?
        $(security: [$([$(
            $kind:ident $scheme:literal $($place:ident)? $($key:literal)? $([$($scope:literal),* $(,)?])?
        ),* $(,)?]),* $(,)?],)?
        $(consumes: [$($consumed:literal),* $(,)?],)?
        $(produces: [$($produced:literal),* $(,)?],)?
        $(statuses: [$($status:tt),* $(,)?],)?
    }) => {
        #[doc = concat!("`", $method, " ", $path, "`")]
        pub static $name: $crate::operation::OperationMeta = $crate::operation::OperationMeta {
            id: $id,
            method: $method,
            path: $path,
            tags: &[$($($tag),*)?],
            security: &[$($(&[$(
                $crate::__wire_part!(@need $kind $scheme $($place)? $($key)? $([$($scope),*])?)
            ),*]),*)?],
            consumes: &[$($($consumed),*)?],
            produces: &[$($($produced),*)?],
            statuses: &[$($($crate::__wire_part!(@declared $status)),*)?],
        };
    };
}

/// Implements what a request needs on both sides.
///
/// ```text
/// wire_request!(ListOrdersRequest {
///     tenant: header "X-Tenant" required,
///     filter: query "filter" [deep_object object] optional,
///     limit: query "limit" default(20),
///     body: json "application/json" required,
/// });
/// ```
#[macro_export]
macro_rules! wire_request {
    ($name:ident {
        $($field:ident: $place:ident $($wire:literal)? $([$($word:ident)* $(,)?])? $({ $($prop:literal [$($how:ident)* $(,)?]),* $(,)? })?
            $presence:ident $(($default:expr))?),* $(,)?
    }) => {
        impl $crate::operation::WriteRequest for $name {
            fn write(&self, to: &mut $crate::operation::Parts) -> Result<(), $crate::operation::Unwritable> {
                let _ = &to;
                $($crate::__wire_part!(@write to $place ($($wire)?) [$($($word)*)?] [$($($prop [$($how)*])*)?] $presence &self.$field);)*
                Ok(())
            }
        }

        impl $crate::operation::ReadRequest for $name {
            fn read(from: &mut $crate::operation::Reading<'_>) -> Option<Self> {
                from.parameters(&[$((stringify!($place), concat!("", $($wire)?))),*]);
                $(let $field =
                    $crate::__wire_part!(@read from $place ($($wire)?) [$($($word)*)?] [$($($prop [$($how)*])*)?] $presence ($($default)?));)*
                Some(Self { $($field: $field?),* })
            }

            fn streams(media_type: &str) -> bool {
                let _ = media_type;
                false $(|| $crate::__wire_part!(@streams media_type $place $presence (|request: &Self| request.$field)))*
            }
        }
    };
}

/// Implements what the answers of an operation need on both sides.
///
/// ```text
/// wire_reply!(GetOrderError {
///     404 => NotFound(json "application/json"),
///     503 => ServiceUnavailable { retry_after: header "Retry-After" optional },
///     default => Default { status: code, body: json "application/json" },
/// });
/// ```
#[macro_export]
macro_rules! wire_reply {
    ($name:ident { $($status:tt => $variant:ident
        $(($codec:ident $($media:literal)? $({ $($bprop:literal [$($bhow:ident)* $(,)?]),* $(,)? })? ))?
        $({ $($field:ident: $place:ident $($wire:literal)? $([$($word:ident)* $(,)?])? $({ $($prop:literal [$($how:ident)* $(,)?]),* $(,)? })?
            $($presence:ident $(($default:expr))?)?),* $(,)? })?
    ),* $(,)? }) => {
        impl $crate::operation::WriteReply for $name {
            #[allow(unreachable_code, reason = "an operation may declare no answer of this kind")]
            fn write(&self, to: &mut $crate::operation::Head) -> Result<(), $crate::operation::Unwritable> {
                let _ = &to;
                match *self {
                    $(Self::$variant $(($crate::__wire_part!(@bind body $codec)))? $({ $(ref $field),* })? => {
                        $crate::__wire_part!(@status to $status);
                        $($crate::__wire_part!(@write to $codec ($($media)?) [] [$($($bprop [$($bhow)*])*)?] required body);)?
                        $($($crate::__wire_part!(@write to $place ($($wire)?) [$($($word)*)?] [$($($prop [$($how)*])*)?] $($presence)? $field);)*)?
                    })*
                }
                Ok(())
            }
        }

        impl $crate::operation::ReadReply for $name {
            #[allow(
                unreachable_code, unreachable_patterns, clippy::match_single_binding,
                reason = "an operation may declare no answer of this kind, or one for every status"
            )]
            fn read(from: &$crate::operation::Raw) -> Result<Option<Self>, $crate::operation::Undecodable> {
                let answer = match from.status.as_u16() {
                    $($crate::__wire_part!(@pattern $status) => Self::$variant
                        $(($crate::__wire_part!(@reply from $codec ($($media)?) [] [$($($bprop [$($bhow)*])*)?] required ())))?
                        $({ $($field: $crate::__wire_part!(
                            @reply from $place ($($wire)?) [$($($word)*)?] [$($($prop [$($how)*])*)?]
                            $($presence ($($default)?))?
                        )),* })?,
                    )*
                    _ => return Ok(None),
                };
                Ok(Some(answer))
            }

            #[allow(
                unreachable_patterns, unused_variables, clippy::match_single_binding,
                reason = "an operation may declare no answer of this kind, or one for every status"
            )]
            fn streams(status: u16, media_type: &str) -> Option<bool> {
                match status {
                    $($crate::__wire_part!(@pattern $status) => Some(
                        false
                        $(|| $crate::__wire_part!(@streams_reply media_type $codec (
                            |reply: &Self| match reply { Self::$variant(body) => Some(body), _ => None }
                        )))?
                        $($(|| $crate::__wire_part!(@streams_reply media_type $place (
                            |reply: &Self| match reply { Self::$variant { $field, .. } => Some($field), _ => None }
                        )))*)?
                    ),)*
                    _ => None,
                }
            }
        }
    };
}

/// `wire_reply!` for the errors of an operation: on servers, `?` turns them into a declared failure.
#[macro_export]
macro_rules! wire_error {
    ($name:ident $table:tt) => {
        $crate::wire_reply!($name $table);
        $crate::__declared_failure!($name);
    };
}

/// What makes an operation's error a declared failure.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __declared_failure {
    ($name:ident) => {
        impl From<$name> for $crate::server::Failure<$name> {
            fn from(error: $name) -> Self {
                Self::Declared(error)
            }
        }
    };
}

/// Servers alone have failures.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __declared_failure {
    ($name:ident) => {};
}

/// Implements a body that may have one of several media types.
///
/// ```text
/// wire_body!(CreateOrderBody {
///     Json => json "application/json",
///     Form => form "application/x-www-form-urlencoded",
/// });
/// ```
#[macro_export]
macro_rules! wire_body {
    ($name:ident { $($variant:ident => $codec:ident $media:literal $({ $($prop:literal [$($how:ident)* $(,)?]),* $(,)? })?),* $(,)? }) => {
        impl $crate::operation::WriteBody for $name {
            fn write(&self) -> Result<(&'static str, $crate::operation::Written), $crate::operation::Unwritable> {
                match self {
                    $(Self::$variant(body) => Ok((
                        $media,
                        $crate::operation::codec::$codec::write(body, &[$($(($prop, $crate::operation::Form::query()$(.$how())*)),*)?])?,
                    )),)*
                }
            }
        }

        impl $crate::operation::ReadBody for $name {
            fn streams(media_type: &str) -> bool {
                $(if $crate::operation::is_media_type($media, media_type) {
                    return $crate::operation::codec::$codec::STREAMS;
                })*
                false
            }

            fn read(
                from: &$crate::operation::Source<'_>,
                found: &mut $crate::check::Violations,
            ) -> Option<Self> {
                $(if $crate::operation::is_media_type($media, from.media_type) {
                    return $crate::operation::codec::$codec::read(
                        from,
                        &[$($(($prop, $crate::operation::Form::query()$(.$how())*)),*)?],
                        found,
                    ).map(Self::$variant);
                })*
                $crate::operation::unknown_media_type(found)
            }

            fn stand_in() -> Option<Self> {
                [$(|| $crate::operation::codec::$codec::stand_in().map(Self::$variant)),*]
                    .iter()
                    .find_map(|stand_in: &fn() -> Option<Self>| stand_in())
            }
        }
    };
}

/// One entry of a wire table.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_part {
    (@bind $body:ident $codec:ident) => { ref $body };

    (@status $to:ident default) => {};
    (@status $to:ident 1XX) => {};
    (@status $to:ident 2XX) => {};
    (@status $to:ident 3XX) => {};
    (@status $to:ident 4XX) => {};
    (@status $to:ident 5XX) => {};
    (@status $to:ident $code:literal) => { $to.put_code($code) };

    (@pattern default) => { _ };
    (@pattern 1XX) => { 100..=199 };
    (@pattern 2XX) => { 200..=299 };
    (@pattern 3XX) => { 300..=399 };
    (@pattern 4XX) => { 400..=499 };
    (@pattern 5XX) => { 500..=599 };
    (@pattern $code:literal) => { $code };

    (@declared default) => { $crate::operation::Status::Default };
    (@declared 1XX) => { $crate::operation::Status::Range(1) };
    (@declared 2XX) => { $crate::operation::Status::Range(2) };
    (@declared 3XX) => { $crate::operation::Status::Range(3) };
    (@declared 4XX) => { $crate::operation::Status::Range(4) };
    (@declared 5XX) => { $crate::operation::Status::Range(5) };
    (@declared $code:literal) => { $crate::operation::Status::Code($code) };

    (@need basic $scheme:literal) => { $crate::operation::Need::basic($scheme) };
    (@need bearer $scheme:literal) => { $crate::operation::Need::bearer($scheme, &[]) };
    (@need bearer $scheme:literal [$($scope:literal),*]) => { $crate::operation::Need::bearer($scheme, &[$($scope),*]) };
    (@need api_key $scheme:literal $place:ident $key:literal) => {
        $crate::operation::Need::api_key($scheme, $crate::__wire_part!(@place $place), $key)
    };
    (@need other $scheme:literal $name:literal) => { $crate::operation::Need::other($scheme, $name) };
    (@need mutual_tls $scheme:literal) => { $crate::operation::Need::mutual_tls($scheme) };

    (@place path) => { $crate::operation::Place::Path };
    (@place query) => { $crate::operation::Place::Query };
    (@place header) => { $crate::operation::Place::Header };
    (@place cookie) => { $crate::operation::Place::Cookie };

    (@forms [$($prop:literal [$($how:ident)*])*]) => { &[$(($prop, $crate::operation::Form::query()$(.$how())*)),*] };

    // Writing: `value` is a place; optional ones hold an `Option`.
    (@write $to:ident $place:ident $wire:tt $words:tt $props:tt optional $value:expr) => {
        if let Some(value) = $value {
            $crate::__wire_part!(@put $to $place $wire $words $props value);
        }
    };
    (@write $to:ident $place:ident $wire:tt $words:tt $props:tt patch $value:expr) => {
        match $value {
            $crate::patch::Patch::Absent => {}
            $crate::patch::Patch::Null => {
                $crate::__wire_part!(@put $to $place $wire $words $props &$crate::serde_json::Value::Null);
            }
            $crate::patch::Patch::Value(value) => {
                $crate::__wire_part!(@put $to $place $wire $words $props value);
            }
        }
    };
    (@write $to:ident code $wire:tt $words:tt $props:tt $value:expr) => { $to.put_status(*$value) };
    (@write $to:ident $place:ident $wire:tt $words:tt $props:tt $presence:ident $value:expr) => {
        $crate::__wire_part!(@put $to $place $wire $words $props $value)
    };

    (@put $to:ident choice () [] [] $value:expr) => {{
        let (media_type, written) = $crate::operation::WriteBody::write($value)?;
        $to.put_body(media_type, written);
    }};
    (@put $to:ident path ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to path $wire $words $value) };
    (@put $to:ident query ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to query $wire $words $value) };
    (@put $to:ident header ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to header $wire $words $value) };
    (@put $to:ident cookie ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to cookie $wire $words $value) };
    (@put $to:ident querystring ($wire:literal) [$codec:ident] [] $value:expr) => {
        $to.put_query_string(
            &$crate::operation::codec::$codec::write($value, &[])?,
            $crate::__wire_part!(@encoded $codec),
        )
    };
    (@put $to:ident $codec:ident ($media:literal) [] $props:tt $value:expr) => {
        $to.put_body($media, $crate::operation::codec::$codec::write($value, $crate::__wire_part!(@forms $props))?)
    };
    (@param $to:ident $place:ident $wire:literal [$($word:ident)*] $value:expr) => {
        $to.put($crate::__wire_part!(@place $place), $wire, $crate::operation::Form::$place()$(.$word())*, $value)?
    };

    // Reading a request: `Option<field>`, `None` where it is wrong.
    (@read $from:ident path ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__wire_part!(@get $from path $wire $words $presence $default)
    };
    (@read $from:ident query ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__wire_part!(@get $from query $wire $words $presence $default)
    };
    (@read $from:ident header ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__wire_part!(@get $from header $wire $words $presence $default)
    };
    (@read $from:ident cookie ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__wire_part!(@get $from cookie $wire $words $presence $default)
    };
    (@get $from:ident $place:ident $wire:literal [$($word:ident)*] default ($default:expr)) => {
        $from.optional($crate::__wire_part!(@place $place), $wire, $crate::operation::Form::$place()$(.$word())*)
            .map(|value| value.unwrap_or_else(|| $default))
    };
    (@get $from:ident $place:ident $wire:literal [$($word:ident)*] patch ()) => {
        $from.optional($crate::__wire_part!(@place $place), $wire, $crate::operation::Form::$place()$(.$word())*)
            .map($crate::operation::patched)
    };
    (@get $from:ident $place:ident $wire:literal [$($word:ident)*] $presence:ident ()) => {
        $from.$presence($crate::__wire_part!(@place $place), $wire, $crate::operation::Form::$place()$(.$word())*)
    };
    (@read $from:ident querystring ($wire:literal) [$codec:ident] [] $presence:ident ()) => {
        $crate::__wire_part!(@query $from $presence
            $crate::__wire_part!(@encoded $codec),
            |from, found| $crate::operation::codec::$codec::read(from, &[], found),
            $crate::operation::codec::$codec::stand_in)
    };
    (@query $from:ident required $encoded:expr, $read:expr, $stand_in:expr) => {
        $from.query_string($encoded, $read, $stand_in)
    };
    (@query $from:ident optional $encoded:expr, $read:expr, $stand_in:expr) => {
        $from.optional_query_string($encoded, $read, $stand_in)
    };
    // A form is percent-encoded by itself, piece by piece; anything else as a whole.
    (@encoded form) => { true };
    (@encoded $codec:ident) => { false };
    (@read $from:ident choice () [] [] $presence:ident ()) => {
        $crate::__wire_part!(@body $from $presence
            $crate::operation::ReadBody::read, $crate::operation::ReadBody::stand_in)
    };
    (@read $from:ident $codec:ident ($media:literal) [] $props:tt $presence:ident ()) => {
        $crate::__wire_part!(@body $from $presence
            |from, found| $crate::operation::codec::$codec::read(from, $crate::__wire_part!(@forms $props), found),
            $crate::operation::codec::$codec::stand_in)
    };
    (@body $from:ident required $read:expr, $stand_in:expr) => { $from.body($read, $stand_in) };
    (@body $from:ident optional $read:expr, $stand_in:expr) => { $from.optional_body($read, $stand_in) };

    // Whether a body is handed on as it comes; what holds the body tells its type, where it is a choice.
    (@streams $media:ident path $presence:ident $of:tt) => { false };
    (@streams $media:ident query $presence:ident $of:tt) => { false };
    (@streams $media:ident header $presence:ident $of:tt) => { false };
    (@streams $media:ident cookie $presence:ident $of:tt) => { false };
    (@streams $media:ident querystring $presence:ident $of:tt) => { false };
    (@streams $media:ident choice required (|$request:ident: &Self| $body:expr)) => {
        $crate::operation::streams_of(|$request: &Self| Some(&$body), $media)
    };
    (@streams $media:ident choice optional (|$request:ident: &Self| $body:expr)) => {
        $crate::operation::streams_of(|$request: &Self| $body.as_ref(), $media)
    };
    (@streams $media:ident $codec:ident $presence:ident $of:tt) => { $crate::operation::codec::$codec::STREAMS };
    (@streams_reply $media:ident code $of:tt) => { false };
    (@streams_reply $media:ident header $of:tt) => { false };
    (@streams_reply $media:ident choice ($of:expr)) => { $crate::operation::streams_of($of, $media) };
    (@streams_reply $media:ident $codec:ident $of:tt) => { $crate::operation::codec::$codec::STREAMS };

    // Reading an answer: the field itself, by `?`.
    (@reply $from:ident code () [] []) => { $from.status };
    (@reply $from:ident header ($wire:literal) [$($word:ident)*] [] default ($default:expr)) => {
        $from.optional($crate::operation::Place::Header, $wire, $crate::operation::Form::header()$(.$word())*)?
            .unwrap_or_else(|| $default)
    };
    (@reply $from:ident header ($wire:literal) [$($word:ident)*] [] patch ()) => {
        $crate::operation::patched(
            $from.optional($crate::operation::Place::Header, $wire, $crate::operation::Form::header()$(.$word())*)?
        )
    };
    (@reply $from:ident header ($wire:literal) [$($word:ident)*] [] $presence:ident ()) => {
        $from.$presence($crate::operation::Place::Header, $wire, $crate::operation::Form::header()$(.$word())*)?
    };
    (@reply $from:ident choice () [] [] $presence:ident ()) => {
        $from.body(
            "",
            $crate::operation::ReadBody::read, $crate::operation::ReadBody::stand_in,
        )?
    };
    (@reply $from:ident $codec:ident ($media:literal) [] $props:tt $presence:ident ()) => {
        $from.body(
            $media,
            |from, found| $crate::operation::codec::$codec::read(from, $crate::__wire_part!(@forms $props), found),
            $crate::operation::codec::$codec::stand_in,
        )?
    };
}
