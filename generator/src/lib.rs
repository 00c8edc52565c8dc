//! Specwright turns OpenAPI descriptions into Rust that reads as if written by hand: models, server traits and clients.
#![allow(dead_code, unused_imports, reason = "the stages are being joined")]

mod backend;
mod config;
mod description;
mod diagnostic;
mod error;
mod ir;
mod load;
mod lower;
mod output;
mod passes;
mod pipeline;
mod read;
mod source;
mod suggest;

pub use config::Config;
pub use error::Error;
