//! To come: `read`.
