//! The house's own rules, held by tests that print the reason when they are broken.

mod fresh;
mod layers;
mod sizes;
