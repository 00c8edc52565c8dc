//! What is checked in as generated is what the generator makes.

use specwright_tests::root;

#[test]
fn generated_crates_are_current() {
    for name in ["features", "gateway", "tenant-updates"] {
        specwright::assert_current(root().join(format!("specs/{name}/specwright.toml")));
    }
}
