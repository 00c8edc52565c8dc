//! What is checked in as generated is what the generator makes.

use specwright_tests::root;

#[test]
fn generated_crates_are_current() {
    specwright::assert_current(root().join("specs/gateway/specwright.toml"));
}
