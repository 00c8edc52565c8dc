//! The entries of operations' wire tables: what each word of `table.rs` stands for.

/// One entry of a wire table.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_part {
    (@bind $body:ident $codec:ident) => { ref $body };

    (@check $found:ident, $value:expr, $place:ident $wire:tt []) => {};
    (@check $found:ident, $value:expr, $place:ident $wire:tt [$($rule:ident $(($($argument:tt)*))?)*]) => {
        $crate::__wire_part!(@at $found $place $wire)$(.$rule($value, $($($argument)*)?))*;
    };
    (@at $found:ident path ($wire:literal)) => { $found.path($wire) };
    (@at $found:ident query ($wire:literal)) => { $found.query($wire) };
    (@at $found:ident header ($wire:literal)) => { $found.header($wire) };
    (@at $found:ident cookie ($wire:literal)) => { $found.cookie($wire) };
    (@at $found:ident querystring ($wire:literal)) => { $found.query("") };
    (@at $found:ident $codec:ident $media:tt) => { $found.here() };

    (@type) => { $crate::http::StatusCode };
    (@type $ty:ty) => { $ty };

    (@status_doc default) => { "Any other status" };
    (@status_doc $status:tt) => { concat!("`", stringify!($status), "`") };

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

    (@forms []) => { &[] };
    (@forms [$($prop:literal [$($how:ident $(($($with:tt)*))?)*])*]) => { &[$(($prop, $crate::operation::Form::query()$(.$how($($($with)*)?))*)),*] };

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

    (@put $to:ident choice () [] [] $value:expr) => {
        $to.put_body::<$crate::operation::codec::choice, _>("", $value, &[])?
    };
    (@put $to:ident path ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to path $wire $words $value) };
    (@put $to:ident query ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to query $wire $words $value) };
    (@put $to:ident header ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to header $wire $words $value) };
    (@put $to:ident cookie ($wire:literal) $words:tt [] $value:expr) => { $crate::__wire_part!(@param $to cookie $wire $words $value) };
    (@put $to:ident querystring ($wire:literal) [$codec:ident] [] $value:expr) => {
        $to.put_query_string::<$crate::operation::codec::$codec, _>($value)?
    };
    (@put $to:ident $codec:ident ($media:literal) [] $props:tt $value:expr) => {
        $to.put_body::<$crate::operation::codec::$codec, _>($media, $value, $crate::__wire_part!(@forms $props))?
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
            .map($crate::patch::Patch::of_member)
    };
    (@get $from:ident $place:ident $wire:literal [$($word:ident)*] $presence:ident ()) => {
        $from.$presence($crate::__wire_part!(@place $place), $wire, $crate::operation::Form::$place()$(.$word())*)
    };
    (@read $from:ident querystring ($wire:literal) [$codec:ident] [] required ()) => {
        $from.query_string::<$crate::operation::codec::$codec, _>()
    };
    (@read $from:ident querystring ($wire:literal) [$codec:ident] [] optional ()) => {
        $from.optional_query_string::<$crate::operation::codec::$codec, _>()
    };
    (@read $from:ident choice () [] [] required ()) => { $from.body::<$crate::operation::codec::choice, _>(&[]) };
    (@read $from:ident choice () [] [] optional ()) => {
        $from.optional_body::<$crate::operation::codec::choice, _>(&[])
    };
    (@read $from:ident $codec:ident ($media:literal) [] $props:tt required ()) => {
        $from.body::<$crate::operation::codec::$codec, _>($crate::__wire_part!(@forms $props))
    };
    (@read $from:ident $codec:ident ($media:literal) [] $props:tt optional ()) => {
        $from.optional_body::<$crate::operation::codec::$codec, _>($crate::__wire_part!(@forms $props))
    };

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
        $crate::patch::Patch::of_member(
            $from.optional($crate::operation::Place::Header, $wire, $crate::operation::Form::header()$(.$word())*)?
        )
    };
    (@reply $from:ident header ($wire:literal) [$($word:ident)*] [] $presence:ident ()) => {
        $from.$presence($crate::operation::Place::Header, $wire, $crate::operation::Form::header()$(.$word())*)?
    };
    (@reply $from:ident choice () [] [] $presence:ident ()) => {
        $from.body::<$crate::operation::codec::choice, _>("", &[])?
    };
    (@reply $from:ident $codec:ident ($media:literal) [] $props:tt $presence:ident ()) => {
        $from.body::<$crate::operation::codec::$codec, _>($media, $crate::__wire_part!(@forms $props))?
    };
}
