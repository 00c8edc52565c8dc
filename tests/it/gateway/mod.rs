//! The gateway's generated crate at work: its server and client, over sockets and without any.

mod app;
mod client;
mod connections;
mod wire;
mod wire_case;
