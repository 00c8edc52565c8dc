//! What types of tables are without deriving it is what they would be by deriving it.

#![allow(missing_docs, reason = "nothing here is for others")]

/// The types by tables.
#[allow(deprecated, reason = "what is deprecated still travels")]
mod tables {
    use specwright_runtime::operation::wire_operation;
    use specwright_runtime::patch::Patch;
    use specwright_runtime::secret::Secret;
    use specwright_runtime::wire::{wire_enum, wire_object, wire_union};

    wire_object! {
        pub struct Contact {
            pub name: String = "name" required,
            pub password: Option<Secret> = "password" optional,
            pub phone: Patch<String> = "phone" patch,
            #[deprecated = "use `phone`"]
            pub r#type: Option<Mood> = "type" nullable,
            pub tries: u8 = "tries" default(3),
            pub next: Option<Box<Contact>> = "next" optional,
            ..others: f64
        }
        new(name: impl Into<String>, r#type: Option<Mood>);
    }

    wire_object! {
        pub closed struct Empty {}
    }

    wire_object! {
        pub struct Long {
            pub a: Option<u8> = "a" optional,
            pub b: Option<u8> = "b" optional,
            pub c: Option<u8> = "c" optional,
            pub d: Option<u8> = "d" optional,
            pub e: Option<u8> = "e" optional,
            pub f: Option<u8> = "f" optional,
            pub g: Option<u8> = "g" optional,
            pub h: Option<u8> = "h" optional,
            pub i: Option<u8> = "i" optional,
            pub j: Option<u8> = "j" optional,
            pub k: Option<u8> = "k" optional,
            pub l: Option<u8> = "l" optional,
            pub m: Option<u8> = "m" optional,
            pub n: Option<u8> = "n" optional,
            pub o: Option<u8> = "o" optional,
            pub p: Option<u8> = "p" optional,
            pub q: Option<u8> = "q" nullable,
            pub r: u8 = "r" default(7),
            ..rest: String
        }
        new(q: Option<u8>);
    }

    wire_object! {
        pub struct Begun {
            pub a: Option<u8> = optional,
            pub b: Patch<u8> = patch,
            pub c: u8 = default(7),
            pub d: Option<String> = default(Some("d".to_owned())),
            ..rest: String
        }
    }

    wire_enum! {
        pub enum Mood {
            Glad = "glad",
            Sad = "sad",
            ..Unknown
        }
    }

    wire_union! {
        pub enum Either {
            Contact(Contact),
            Mood(Mood),
        }
    }

    wire_operation! {
        pub static GREET: "greet" "POST" "/greet" {}

        pub struct GreetRequest {
            pub token: Secret = header "X-Token" required,
            pub body: Contact = json required,
        }
        new(token: impl Into<Secret>, body: Contact);

        pub enum GreetSuccess {
            Ok(Contact = json) = 200,
            Seen = 204,
        }

        pub enum GreetError {
            Default { status = code, reason: Option<String> = header "X-Reason" optional } = default,
        }
    }
}

/// The same by deriving it.
#[allow(dead_code, unreachable_pub, reason = "they are only printed")]
mod derived {
    use std::collections::BTreeMap;

    use http::StatusCode;
    use specwright_runtime::patch::Patch;
    use specwright_runtime::secret::Secret;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Contact {
        pub name: String,
        pub password: Option<Secret>,
        pub phone: Patch<String>,
        pub r#type: Option<Mood>,
        pub tries: u8,
        pub next: Option<Box<Contact>>,
        pub others: BTreeMap<String, f64>,
    }

    #[derive(Debug)]
    pub struct Empty {}

    #[derive(Debug, Default)]
    pub struct Long {
        pub a: Option<u8>,
        pub b: Option<u8>,
        pub c: Option<u8>,
        pub d: Option<u8>,
        pub e: Option<u8>,
        pub f: Option<u8>,
        pub g: Option<u8>,
        pub h: Option<u8>,
        pub i: Option<u8>,
        pub j: Option<u8>,
        pub k: Option<u8>,
        pub l: Option<u8>,
        pub m: Option<u8>,
        pub n: Option<u8>,
        pub o: Option<u8>,
        pub p: Option<u8>,
        pub q: Option<u8>,
        pub r: u8,
        pub rest: BTreeMap<String, String>,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Mood {
        Glad,
        Unknown(String),
    }

    #[derive(Debug)]
    pub enum Either {
        Contact(Contact),
        Mood(Mood),
    }

    #[derive(Debug)]
    pub struct GreetRequest {
        pub token: Secret,
        pub body: Contact,
    }

    #[derive(Debug)]
    pub enum GreetSuccess {
        Ok(Contact),
        Seen,
    }

    #[derive(Debug)]
    pub enum GreetError {
        Default { status: StatusCode, reason: Option<String> },
    }
}

/// The fields of a contact, for either.
macro_rules! contact {
    ($types:ident) => {{
        #[allow(deprecated, reason = "what is deprecated is printed too")]
        let contact = |name: &str, next| $types::Contact {
            name: name.to_owned(),
            password: Some(Secret::new("hush")),
            phone: Patch::Null,
            r#type: Some($types::Mood::Unknown("odd".to_owned())),
            tries: 2,
            next,
            others: BTreeMap::from([("age".to_owned(), 4.5)]),
        };
        contact("Ada", Some(Box::new(contact("Bob", None))))
    }};
}

use std::collections::BTreeMap;
use std::fmt::Debug;

use http::StatusCode;
use specwright_runtime::patch::Patch;
use specwright_runtime::secret::Secret;

#[track_caller]
fn prints_alike(table: impl Debug, derived: impl Debug) {
    assert_eq!(format!("{table:?}"), format!("{derived:?}"));
    assert_eq!(format!("{table:#?}"), format!("{derived:#?}"));
}

#[test]
fn structs_print_alike() {
    prints_alike(contact!(tables), contact!(derived));
    prints_alike(tables::Empty::default(), derived::Empty {});
    let text = format!("{:?}", contact!(tables));
    assert!(text.contains(" type: Some(Unknown(\"odd\"))") && !text.contains("hush"), "{text}");
}

#[test]
fn rows_beyond_one_tuple_print_alike() {
    let rest = BTreeMap::from([("x".to_owned(), "y".to_owned())]);
    let mut long = tables::Long::new(Some(1));
    (long.a, long.p, long.rest) = (Some(2), Some(3), rest.clone());
    let twin =
        derived::Long { a: Some(2), p: Some(3), q: Some(1), r: 7, rest, ..Default::default() };
    prints_alike(&long, &twin);
    prints_alike(long.clone(), twin);
    let changes: [fn(&mut tables::Long); 3] =
        [|long| long.a = None, |long| long.q = None, |long| long.r = 1];
    for change in changes {
        let mut other = long.clone();
        assert_eq!(other, long);
        change(&mut other);
        assert_ne!(other, long);
    }
}

#[test]
fn what_nothing_is_given_of_is_absent_or_has_its_default() {
    let tables::Begun { a, b, c, d, rest } = tables::Begun::default();
    assert_eq!((a, b, c, d.as_deref(), rest.len()), (None, Patch::Absent, 7, Some("d"), 0));
}

#[test]
fn a_kept_text_is_equal_to_the_variant_of_it() {
    assert_eq!(tables::Mood::Unknown("glad".to_owned()), tables::Mood::Glad);
    assert_ne!(tables::Mood::Unknown("odd".to_owned()), tables::Mood::Glad);
    assert_ne!(tables::Mood::Sad, tables::Mood::Glad);
}

#[test]
fn choices_and_unions_print_alike() {
    prints_alike(tables::Mood::Glad, derived::Mood::Glad);
    prints_alike(
        tables::Either::Contact(contact!(tables)),
        derived::Either::Contact(contact!(derived)),
    );
    prints_alike(
        tables::Either::Mood(tables::Mood::Glad),
        derived::Either::Mood(derived::Mood::Glad),
    );
}

#[test]
fn requests_and_answers_print_alike() {
    prints_alike(
        tables::GreetRequest::new("hush", contact!(tables)),
        derived::GreetRequest { token: Secret::new("hush"), body: contact!(derived) },
    );
    prints_alike(
        tables::GreetSuccess::Ok(contact!(tables)),
        derived::GreetSuccess::Ok(contact!(derived)),
    );
    prints_alike(tables::GreetSuccess::Seen, derived::GreetSuccess::Seen);
    let (status, reason) = (StatusCode::IM_A_TEAPOT, Some("tea".to_owned()));
    prints_alike(
        tables::GreetError::Default { status, reason: reason.clone() },
        derived::GreetError::Default { status, reason },
    );
}

#[test]
fn copies_are_equal_and_changes_tell_apart() {
    let contact = contact!(tables);
    assert_eq!(contact.clone(), contact);
    let mut other = contact.clone();
    other.others.clear();
    assert_ne!(other, contact);
    let either = tables::Either::Contact(contact.clone());
    assert_eq!(either.clone(), either);
    assert_ne!(either, tables::Either::Contact(other));
    assert_ne!(either, tables::Either::Mood(tables::Mood::Sad));
    let answer = tables::GreetSuccess::Ok(contact);
    assert_eq!(answer.clone(), answer);
    assert_ne!(answer, tables::GreetSuccess::Seen);
}

#[test]
fn new_begins_with_what_is_given_and_the_defaults() {
    let contact = tables::Contact::new("Ada", None);
    assert_eq!(
        (contact.name.as_str(), contact.tries, contact.phone, contact.next, contact.others.len()),
        ("Ada", 3, Patch::Absent, None, 0)
    );
}
