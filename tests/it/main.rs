//! One binary for all tests from outside, so that it links once.

mod tidy;
