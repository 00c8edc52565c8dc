//! Questions about an `Api`, each answered once: the answers together are the [`Plan`] that the back ends print.
//!
//! In: `&Api` and the configuration. Out: Rust in the form of data, every identifier decided. Passes compute side tables
//! and never change the `Api`; no tokens, no OpenAPI words. After this stage nothing can fail any more.

mod plan;

pub(crate) use plan::*;
