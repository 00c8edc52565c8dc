//! The entries of operations' wire tables: what each word of `table.rs` stands for.
//!
//! A macro for each question, as the compiler tries the arms of one in turn.

/// How an answer's body is bound.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_bind {
    ($body:ident $codec:ident) => { ref $body };
}

/// The checks of an entry.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_check {
    ($found:ident, $value:expr, $place:ident $wire:tt []) => {};
    ($found:ident, $value:expr, $place:ident $wire:tt [$($rule:ident $(($($argument:tt)*))?)*]) => {
        $crate::__part_at!($found $place $wire)$(.$rule($value, $($($argument)*)?))*;
    };
}

/// Where a check finds its value.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_at {
    ($found:ident path ($wire:literal)) => {
        $found.path($wire)
    };
    ($found:ident query ($wire:literal)) => {
        $found.query($wire)
    };
    ($found:ident header ($wire:literal)) => {
        $found.header($wire)
    };
    ($found:ident cookie ($wire:literal)) => {
        $found.cookie($wire)
    };
    ($found:ident querystring ($wire:literal)) => {
        $found.query("")
    };
    ($found:ident $codec:ident $media:tt) => {
        $found.here()
    };
}

/// The type of an answer's field.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_type {
    () => {
        $crate::http::StatusCode
    };
    ($ty:ty) => {
        $ty
    };
}

/// The status in docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_status_doc {
    (default) => {
        "Any other status"
    };
    ($status:tt) => {
        concat!("`", stringify!($status), "`")
    };
}

/// Sets the status that an answer has by itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_status {
    ($to:ident default) => {};
    ($to:ident 1XX) => {};
    ($to:ident 2XX) => {};
    ($to:ident 3XX) => {};
    ($to:ident 4XX) => {};
    ($to:ident 5XX) => {};
    ($to:ident $code:literal) => {
        $to.put_code($code)
    };
}

/// The pattern that a status matches.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_pattern {
    (default) => {
        _
    };
    (1XX) => {
        100..=199
    };
    (2XX) => {
        200..=299
    };
    (3XX) => {
        300..=399
    };
    (4XX) => {
        400..=499
    };
    (5XX) => {
        500..=599
    };
    ($code:literal) => {
        $code
    };
}

/// A status as data.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_declared {
    (default) => {
        $crate::operation::Status::Default
    };
    (1XX) => {
        $crate::operation::Status::Range(1)
    };
    (2XX) => {
        $crate::operation::Status::Range(2)
    };
    (3XX) => {
        $crate::operation::Status::Range(3)
    };
    (4XX) => {
        $crate::operation::Status::Range(4)
    };
    (5XX) => {
        $crate::operation::Status::Range(5)
    };
    ($code:literal) => {
        $crate::operation::Status::Code($code)
    };
}

/// What operations ask their callers for: alternatives.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_security {
    ($([$(
        $kind:ident $scheme:literal $($place:ident)? $($key:literal)? $([$($scope:literal),* $(,)?])?
    ),* $(,)?]),* $(,)?) => {
        &[$(&[$($crate::__part_need!($kind $scheme $($place)? $($key)? $([$($scope),*])?)),*]),*]
    };
}

/// What a security scheme needs.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_need {
    (basic $scheme:literal) => { $crate::operation::Need::basic($scheme) };
    (bearer $scheme:literal) => { $crate::operation::Need::bearer($scheme, $crate::operation::NO_SCOPES) };
    (bearer $scheme:literal [$($scope:literal),*]) => { $crate::operation::Need::bearer($scheme, &[$($scope),*]) };
    (api_key $scheme:literal $place:ident $key:literal) => {
        $crate::operation::Need::api_key($scheme, $crate::__part_place!($place), $key)
    };
    (other $scheme:literal $name:literal) => { $crate::operation::Need::other($scheme, $name) };
    (mutual_tls $scheme:literal) => { $crate::operation::Need::mutual_tls($scheme) };
}

/// The place of a parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_place {
    (path) => {
        $crate::operation::Place::Path
    };
    (query) => {
        $crate::operation::Place::Query
    };
    (header) => {
        $crate::operation::Place::Header
    };
    (cookie) => {
        $crate::operation::Place::Cookie
    };
}

/// The media types of an answer: of its body alone, or of the one among its parts.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_media_types {
    ([] []) => { &[] };
    ([$($body:tt)+] []) => { $crate::__part_media!($($body)+) };
    ([] [$($part:tt)+]) => { $crate::__part_media_among!($($part)+) };
}

/// The media types of the one part among several that is a body; none where none is.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_media_among {
    ($([$($part:tt)*])*) => {{
        let found: &[&str] = &[];
        $($crate::__part_media_if_body!(found $($part)*);)*
        found
    }};
}

/// Takes the media types of a part that is a body for those that are found.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_media_if_body {
    ($found:ident code $($of:tt)*) => {};
    ($found:ident path $($of:tt)*) => {};
    ($found:ident query $($of:tt)*) => {};
    ($found:ident header $($of:tt)*) => {};
    ($found:ident cookie $($of:tt)*) => {};
    ($found:ident querystring $($of:tt)*) => {};
    ($found:ident $($of:tt)*) => { let $found: &[&str] = $crate::__part_media!($($of)*); };
}

/// The media types that a body may have.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_media {
    (choice () optional [$ty:ty]) => {
        <<$ty as IntoIterator>::Item as $crate::operation::WriteBody>::MEDIA_TYPES
    };
    (choice () $presence:ident [$ty:ty]) => {
        <$ty as $crate::operation::WriteBody>::MEDIA_TYPES
    };
    ($codec:ident $media:tt $presence:ident $of:tt) => {
        &[$crate::__part_media_type!($codec $media)]
    };
}

/// The media type of a body: what the table says, else the usual one of the codec.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_media_type {
    ($codec:ident ($media:literal)) => {
        $media
    };
    (choice ()) => {
        ""
    };
    (json ()) => {
        "application/json"
    };
    (form ()) => {
        "application/x-www-form-urlencoded"
    };
    (multipart ()) => {
        "multipart/form-data"
    };
    (text ()) => {
        "text/plain"
    };
    (xml ()) => {
        "application/xml"
    };
    (stream ()) => {
        "application/octet-stream"
    };
}

/// The forms of a body's properties.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_forms {
    ([]) => { &[] };
    ([$($($prop:literal)+ [$($how:ident $(($($with:tt)*))?)* $(,)?]),* $(,)?]) => {
        &[$((&[$($prop),+], $crate::operation::Form::query()$(.$how($($($with)*)?))*)),*]
    };
}

/// Writes an entry.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_write {
    ($to:ident code $wire:tt $words:tt $props:tt $value:expr) => { $to.put_status(*$value) };
    ($to:ident path ($wire:literal) $words:tt [] $presence:ident $value:expr) => {
        $crate::__part_put!($to path $wire $words $presence $value)
    };
    ($to:ident query ($wire:literal) $words:tt [] $presence:ident $value:expr) => {
        $crate::__part_put!($to query $wire $words $presence $value)
    };
    ($to:ident header ($wire:literal) $words:tt [] $presence:ident $value:expr) => {
        $crate::__part_put!($to header $wire $words $presence $value)
    };
    ($to:ident cookie ($wire:literal) $words:tt [] $presence:ident $value:expr) => {
        $crate::__part_put!($to cookie $wire $words $presence $value)
    };
    ($to:ident querystring ($wire:literal) [$codec:ident] [] optional $value:expr) => {
        $value.iter().for_each(|value| $to.put_query_string::<$crate::operation::codec::$codec, _>(value))
    };
    ($to:ident querystring ($wire:literal) [$codec:ident] [] $presence:ident $value:expr) => {
        $to.put_query_string::<$crate::operation::codec::$codec, _>($value)
    };
    ($to:ident $codec:ident $media:tt [] $props:tt optional $value:expr) => {
        $to.put_given_body::<$crate::operation::codec::$codec, _>(
            $crate::__part_media_type!($codec $media), $value, $crate::__part_forms!($props)
        )
    };
    ($to:ident $codec:ident $media:tt [] $props:tt $presence:ident $value:expr) => {
        $to.put_body::<$crate::operation::codec::$codec, _>(
            $crate::__part_media_type!($codec $media), $value, $crate::__part_forms!($props)
        )
    };
}

/// Writes a parameter or header, where it is given.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_put {
    ($to:ident $place:ident $wire:literal [$($word:ident)*] optional $value:expr) => {
        $to.put_given($wire, $crate::operation::Form::$place()$(.$word())*, $value)
    };
    ($to:ident $place:ident $wire:literal [$($word:ident)*] patch $value:expr) => {
        $to.put_given($wire, $crate::operation::Form::$place()$(.$word())*, $value)
    };
    ($to:ident $place:ident $wire:literal [$($word:ident)*] $presence:ident $value:expr) => {
        $to.put($wire, $crate::operation::Form::$place()$(.$word())*, $value)
    };
}

/// Reads an entry of a request: `Option<field>`, `None` where it is wrong.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_read {
    ($from:ident path ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__part_get!($from path $wire $words $presence $default)
    };
    ($from:ident query ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__part_get!($from query $wire $words $presence $default)
    };
    ($from:ident header ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__part_get!($from header $wire $words $presence $default)
    };
    ($from:ident cookie ($wire:literal) $words:tt [] $presence:ident $default:tt) => {
        $crate::__part_get!($from cookie $wire $words $presence $default)
    };
    ($from:ident querystring ($wire:literal) [$codec:ident] [] required ()) => {
        $from.query_string::<$crate::operation::codec::$codec, _>()
    };
    ($from:ident querystring ($wire:literal) [$codec:ident] [] optional ()) => {
        $from.optional_query_string::<$crate::operation::codec::$codec, _>()
    };
    ($from:ident $codec:ident $media:tt [] $props:tt required ()) => {
        $from.body::<$crate::operation::codec::$codec, _>($crate::__part_forms!($props))
    };
    ($from:ident $codec:ident $media:tt [] $props:tt optional ()) => {
        $from.optional_body::<$crate::operation::codec::$codec, _>($crate::__part_forms!($props))
    };
}

/// Reads a parameter of a request.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_get {
    ($from:ident $place:ident $wire:literal [$($word:ident)*] default ($default:expr)) => {
        $from.optional($wire, $crate::operation::Form::$place()$(.$word())*)
            .map(|value| value.unwrap_or_else(|| $default))
    };
    ($from:ident $place:ident $wire:literal [$($word:ident)*] patch ()) => {
        $from.optional($wire, $crate::operation::Form::$place()$(.$word())*)
            .map($crate::patch::Patch::of_member)
    };
    ($from:ident $place:ident $wire:literal [$($word:ident)*] $presence:ident ()) => {
        $from.$presence($wire, $crate::operation::Form::$place()$(.$word())*)
    };
}

/// Whether a body is handed on as it comes; what holds the body tells its type, where it is a choice.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_streams {
    ($media:ident path $presence:ident $of:tt) => {
        false
    };
    ($media:ident query $presence:ident $of:tt) => {
        false
    };
    ($media:ident header $presence:ident $of:tt) => {
        false
    };
    ($media:ident cookie $presence:ident $of:tt) => {
        false
    };
    ($media:ident querystring $presence:ident $of:tt) => {
        false
    };
    ($media:ident $codec:ident optional [$ty:ty]) => {
        $crate::__part_streams!($media $codec required [<$ty as IntoIterator>::Item])
    };
    ($media:ident $codec:ident $presence:ident [$ty:ty]) => {
        <$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::streams($media)
    };
}

/// Whether the body of an answer is handed on as it comes, as a function of its media type.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_streams_reply {
    (code $ty:tt) => {
        $crate::operation::never
    };
    (header $ty:tt) => {
        $crate::operation::never
    };
    ($codec:ident [$ty:ty]) => {
        <$crate::operation::codec::$codec as $crate::operation::codec::Codec<$ty>>::streams
    };
}

/// Reads an answer of the status of a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_answer {
    ($from:ident $variant:ident []) => { Ok(Some(Self::$variant)) };
    ($from:ident $variant:ident [$codec:ident $media:tt $forms:tt]) => {
        $from.answer::<$crate::operation::codec::$codec, _, _>(
            $crate::__part_media_type!($codec $media), $crate::__part_forms!($forms), Self::$variant
        )
    };
    ($from:ident $variant:ident [] {$($field:ident [$($part:tt)*])*}) => {
        Ok(Some(Self::$variant { $($field: $crate::__part_reply!($from $($part)*)),* }))
    };
}

/// Reads an entry of an answer: the field itself, by `?`.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_reply {
    ($from:ident code () [] []) => { $from.status };
    ($from:ident header ($wire:literal) [$($word:ident)*] [] default ($default:expr)) => {
        $from.optional($wire, $crate::operation::Form::header()$(.$word())*)?
            .unwrap_or_else(|| $default)
    };
    ($from:ident header ($wire:literal) [$($word:ident)*] [] patch ()) => {
        $crate::patch::Patch::of_member(
            $from.optional($wire, $crate::operation::Form::header()$(.$word())*)?
        )
    };
    ($from:ident header ($wire:literal) [$($word:ident)*] [] $presence:ident ()) => {
        $from.$presence($wire, $crate::operation::Form::header()$(.$word())*)?
    };
    ($from:ident $codec:ident $media:tt [] $props:tt $presence:ident ()) => {
        $from.body::<$crate::operation::codec::$codec, _>(
            $crate::__part_media_type!($codec $media), $crate::__part_forms!($props)
        )?
    };
}
