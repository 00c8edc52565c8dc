//! A table of options: the struct that holds them, their documentation and their reading, all from one list.

use super::read::{Reader, Value};

/// What is known of an option beside its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OptionDocs {
    /// With `_` where the file has `-`.
    pub(crate) field: &'static str,
    /// The doc comment, line by line.
    pub(crate) docs: &'static [&'static str],
    /// A value as it may stand in the file; for a table its entries, one a line.
    pub(crate) example: &'static str,
}

impl OptionDocs {
    /// As written in the file: `allow-outside`.
    pub(crate) fn name(&self) -> String {
        self.field.replace('_', "-")
    }
}

/// A value that an option can have.
pub(crate) trait Setting: Sized {
    /// Reads the value; what is wrong with it is told to the reader.
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// Writes the value so that equal texts mean equal output. Paths are left out: they differ between machines.
    fn show(&self, into: &mut String);
}

/// A struct made by [`options!`].
pub(crate) trait Options: Default {
    const DOCS: &'static [OptionDocs];

    /// Sets an option by the name of its field; false where there is none of that name.
    fn set(&mut self, field: &str, value: &Value<'_>, reader: &mut Reader<'_>) -> bool;

    fn show_all(&self, into: &mut String);
}

/// Declares a struct of options. A doc comment is the option's documentation, also in `specwright init`; behind the
/// default stands an example.
macro_rules! options {
    ($(#[doc = $about:literal])* $vis:vis struct $Type:ident {
        $($(#[doc = $doc:literal])* $field:ident: $ty:ty = $default:expr, $example:literal;)*
    } $(beside { $($(#[doc = $beside_doc:literal])* $beside:ident: $beside_ty:ty;)* })?) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug)]
        $vis struct $Type {
            $($(#[doc = $doc])* pub(crate) $field: $ty,)*
            $($($(#[doc = $beside_doc])* pub(crate) $beside: $beside_ty,)*)?
        }

        impl Default for $Type {
            fn default() -> Self {
                Self { $($field: $default,)* $($($beside: <$beside_ty>::default(),)*)? }
            }
        }

        impl $crate::config::options::Options for $Type {
            const DOCS: &'static [$crate::config::options::OptionDocs] = &[$(
                $crate::config::options::OptionDocs {
                    field: stringify!($field),
                    docs: &[$($doc),*],
                    example: $example,
                }
            ),*];

            fn set(
                &mut self,
                field: &str,
                value: &$crate::config::read::Value<'_>,
                reader: &mut $crate::config::read::Reader<'_>,
            ) -> bool {
                use $crate::config::options::Setting;
                match field {
                    $(stringify!($field) => {
                        if let Some(read) = <$ty as Setting>::read(value, reader) {
                            self.$field = read;
                        }
                    })*
                    _ => return false,
                }
                true
            }

            fn show_all(&self, into: &mut String) {
                use $crate::config::options::Setting;
                $(
                    into.push_str(concat!(stringify!($field), " = "));
                    self.$field.show(into);
                    into.push('\n');
                )*
            }
        }
    };
}
pub(crate) use options;
