//! The feature documents, served and called: what they can say of requests, and what becomes of it on the wire.

mod app;
mod operations;
mod pages;
mod security;
mod serde;
mod streams;
mod wire;
