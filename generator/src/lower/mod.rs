//! To come: `lower`.
