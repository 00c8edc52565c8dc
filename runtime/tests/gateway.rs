//! What generated code looks like, by hand, and how it behaves: in process and over sockets.
#![cfg(all(feature = "server", feature = "client"))]

mod sample;
