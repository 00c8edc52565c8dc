//! Two texts as a unified diff.

use similar::TextDiff;

/// The lines that differ, with three lines around them; nothing where none do. `None` is a file that is not there.
pub(crate) fn unified(path: &str, before: Option<&str>, after: Option<&str>) -> String {
    let (from, to) = match (before, after) {
        (None, _) => ("/dev/null".to_owned(), format!("b/{path}")),
        (_, None) => (format!("a/{path}"), "/dev/null".to_owned()),
        _ => (format!("a/{path}"), format!("b/{path}")),
    };
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(&from, &to)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        for (before, after, diff) in [
            (Some("a\nb\n"), Some("a\nc\n"), "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
            (None, Some("a\n"), "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"),
            (Some("a\n"), None, "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
            (Some("a\n"), Some("a\n"), ""),
        ] {
            assert_eq!(unified("x", before, after), diff);
        }
    }
}
