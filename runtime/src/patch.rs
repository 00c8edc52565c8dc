//! A member that may be absent, null or given, and means something different each time.

/// What a change says of a value: nothing, that it has none, or a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// Not mentioned.
    #[default]
    Absent,
    /// Said to be null.
    Null,
    /// Said to be this.
    Value(T),
}

impl<T> Patch<T> {
    /// Of a member: not there, null, or given.
    #[doc(hidden)]
    pub fn of_member(given: Option<Option<T>>) -> Self {
        given.map_or(Self::Absent, Self::from)
    }

    /// Whether it is not mentioned.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is said to be null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if one is given.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if one is given.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Makes the change to a field: absent leaves it, null clears it.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *field = None,
            Self::Value(value) => *field = Some(value),
        }
    }
}

/// A given value, or null.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}
