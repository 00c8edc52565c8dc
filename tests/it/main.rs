//! One binary for all tests from outside, so that it links once.

mod cases;
mod determinism;
mod features;
mod findings;
mod gateway;
mod tidy;
mod updates;
