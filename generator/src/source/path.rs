//! Names of files as references spell them: joined and normalized as text, without asking a file system.

/// What comes before the last `/` of a name; empty for a bare name.
pub(crate) fn folder(name: &str) -> &str {
    match name.rfind('/') {
        Some(0) => "/",
        Some(at) => &name[..at],
        None => "",
    }
}

/// A relative name as seen from a folder, with `.` and `..` taken out where they can be.
pub(crate) fn join(folder: &str, name: &str) -> String {
    let joined = if name.starts_with('/') || folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    };
    normalize(&joined)
}

fn normalize(name: &str) -> String {
    let rooted = name.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if rooted { format!("/{path}") } else { path }
}

/// Replaces `%20` and the like; what is not valid stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|digits| {
            bytes[at] == b'%' && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Whether a mapping's value names a file, rather than a component or a place in its own file.
pub(crate) fn names_file(text: &str) -> bool {
    let (file, _) = text.split_once('#').unwrap_or((text, ""));
    file.contains('/')
        || [".json", ".yaml", ".yml"].iter().any(|extension| file.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_join_as_references_do() {
        for (base, name, joined) in [
            ("specs/gateway", "schemas/a.yaml", "specs/gateway/schemas/a.yaml"),
            ("specs/gateway", "./a.yaml", "specs/gateway/a.yaml"),
            ("specs/gateway", "../a.yaml", "specs/a.yaml"),
            ("specs", "../../a.yaml", "../a.yaml"),
            ("", "a.yaml", "a.yaml"),
            ("/x", "../../a.yaml", "/a.yaml"),
            ("x", "/etc/a.yaml", "/etc/a.yaml"),
        ] {
            assert_eq!(join(base, name), joined, "{base} + {name}");
        }
    }

    #[test]
    fn percent_escapes_are_taken_out() {
        for (text, decoded) in
            [("a%20b", "a b"), ("100%", "100%"), ("%zz", "%zz"), ("%C3%A9", "é"), ("%ff", "%ff")]
        {
            assert_eq!(percent_decode(text), decoded);
        }
    }
}
