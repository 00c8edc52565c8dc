//! To come: `load`.
