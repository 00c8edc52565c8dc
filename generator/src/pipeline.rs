//! The journey of a document, on one page.
//!
//! ```text
//! Path ─load→ Sources ─read→ Description ─lower→ Api ─passes→ Plan ─backend→ Vec<OutputFile> ─output→ disk
//! ```
