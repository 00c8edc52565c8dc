//! The house's own rules, held by tests that print the reason when they are broken.

mod layers;
mod sizes;
