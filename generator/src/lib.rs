//! Specwright turns OpenAPI descriptions into Rust that reads as if written by hand: models, server traits and clients.
#![allow(dead_code, unused_imports, reason = "the stages are being joined")]

mod backend;
mod builder;
mod config;
mod description;
mod diagnostic;
mod error;
mod explain;
mod findings;
mod generation;
mod ir;
mod load;
mod lower;
mod output;
mod passes;
mod pipeline;
mod read;
mod source;
mod suggest;

pub use builder::Builder;
pub use config::Config;
pub use error::Error;
pub use explain::{codes, explain, write_example_config};
pub use findings::{Finding, FindingCounts, Findings, Format};
pub use generation::{
    Change, Drift, Generation, assert_current, check, generate, generate_texts, lint,
};
