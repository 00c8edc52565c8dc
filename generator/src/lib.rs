//! Specwright turns OpenAPI descriptions into Rust that reads as if written by hand: models, server traits and clients.
//!
//! There are three ways in. The command `specwright` writes a folder and checks that it is current. A build script makes
//! one file with [`Builder`]. Any other program calls [`generate`], which gives files and findings and writes nothing, or
//! [`generate_texts`], which reads nothing either; a test beside generated code calls [`assert_current`].
//!
//! What is wrong with a document is in the [`Findings`], each with its place; what is wrong with the world is an [`Error`].

mod backend;
mod builder;
mod config;
#[allow(
    dead_code,
    reason = "it holds all that the standard says, whether or not a stage asks for it"
)]
mod description;
mod diagnostic;
mod error;
mod explain;
mod findings;
mod generation;
#[allow(dead_code, reason = "it holds what lowering knows, whether or not a pass asks for it")]
mod ir;
mod journeys;
mod load;
mod lower;
mod output;
mod passes;
mod pattern;
mod pipeline;
mod read;
mod source;
mod suggest;

pub use builder::Builder;
pub use config::Config;
pub use error::Error;
pub use explain::{codes, explain, findings_schema, write_example_config};
pub use findings::{Finding, FindingCounts, Findings, Format};
pub use generation::{
    Change, Checked, Drift, Generation, assert_current, check, generate, generate_texts, lint,
};
