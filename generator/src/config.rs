//! To come: `specwright.toml`.
