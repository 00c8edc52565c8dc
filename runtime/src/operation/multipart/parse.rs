//! Bytes of a multipart body to parts and back: RFC 2046 §5.1, and RFC 7578 for the names of parts.
//!
//! In: a body that is there as a whole. Out: slices of it. What a part stands for is not known here.

use std::fmt::Write as _;

use bytes::{Bytes, BytesMut};

use crate::file::File;

/// How many parts a body may have.
const MOST_PARTS: usize = 1024;
/// How long the head of a part may be.
const LONGEST_HEAD: usize = 8 * 1024;

/// A part: what it is called, and everything else as a file.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: Option<String>,
    pub(crate) file: File,
}

/// Takes a body apart; else what was expected of it.
pub(crate) fn parts(body: &Bytes, boundary: &str) -> Result<Vec<Part>, &'static str> {
    const ENDED: &str = "parts that end with the closing boundary";
    let delimiter = format!("\r\n--{boundary}");
    // The first boundary may open the body.
    let mut at = match body.strip_prefix(&delimiter.as_bytes()[2..]) {
        Some(_) => delimiter.len() - 2,
        None => find(body, delimiter.as_bytes()).ok_or(ENDED)? + delimiter.len(),
    };
    let mut parts = Vec::new();
    loop {
        let rest = &body[at..];
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        // The line break stays: it may be the one before the next boundary.
        if !rest[padding..].starts_with(b"\r\n") {
            return Err(ENDED);
        }
        let start = at + padding;
        let length = find(&body[start..], delimiter.as_bytes()).ok_or(ENDED)?;
        if parts.len() == MOST_PARTS {
            return Err("at most 1024 parts");
        }
        parts.push(part(&body.slice(start..start + length))?);
        at = start + length + delimiter.len();
    }
}

/// Reads a part that begins with the line break after its boundary.
fn part(raw: &Bytes) -> Result<Part, &'static str> {
    let end = if raw.starts_with(b"\r\n\r\n") { Some(0) } else { find(raw, b"\r\n\r\n") };
    let end = end.filter(|end| *end <= LONGEST_HEAD);
    let end = end.ok_or("parts with a head of at most 8 KiB and an empty line after it")?;
    let head = raw.get(2..end).unwrap_or_default();
    let head = std::str::from_utf8(head).map_err(|_| "heads of parts in UTF-8")?;
    let mut part =
        Part { name: None, file: File { content: raw.slice(end + 4..), ..File::default() } };
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or("headers in the heads of parts")?;
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("content-disposition") {
            part.name = parameter(value, "name");
            part.file.name = parameter(value, "filename");
        } else if name.eq_ignore_ascii_case("content-type") {
            part.file.content_type = Some(value.to_owned());
        } else {
            part.file.headers.push((name.to_owned(), value.to_owned()));
        }
    }
    Ok(part)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    let mut from = 0;
    while let Some(at) = haystack.get(from..)?.iter().position(|byte| byte == first) {
        if haystack[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// A parameter of a header: `boundary` of `multipart/form-data; boundary="a b"`.
pub(crate) fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, next) = value(after.trim_start());
        if name.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// The value at the start of a text, quoted or not, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_once(';').unwrap_or((text, ""));
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (unescaped(&value), &quoted[at + 1..]),
            // Browsers escape nothing by a backslash, and begin paths with them: only a quote has to be escaped so.
            '\\' if quoted[at + 1..].starts_with('"') => {
                letters.next();
                value.push('"');
            }
            letter => value.push(letter),
        }
    }
    (unescaped(&value), "")
}

/// The three characters that the form algorithm of HTML escapes in names.
const ESCAPES: [(&str, &str); 3] = [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")];

fn unescaped(text: &str) -> String {
    ESCAPES.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(escape, plain))
}

fn escaped(text: &str) -> String {
    ESCAPES.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(plain, escape))
}

/// Puts parts together; `disposition` is how they are named: `form-data`. Gives the boundary too, which stands in no part.
///
/// `None` where a header cannot stand in a head.
pub(crate) fn join(parts: &[Part], disposition: &str) -> Option<(String, Bytes)> {
    let boundary = boundary(parts);
    let mut body = BytesMut::new();
    for part in parts {
        let mut head = format!("--{boundary}\r\n");
        if let Some(name) = &part.name {
            let _ = write!(head, "Content-Disposition: {disposition}; name=\"{}\"", escaped(name));
            if let Some(file) = &part.file.name {
                let _ = write!(head, "; filename=\"{}\"", escaped(file));
            }
            head.push_str("\r\n");
        } else if let Some(file) = &part.file.name {
            let _ =
                write!(head, "Content-Disposition: attachment; filename=\"{}\"\r\n", escaped(file));
        }
        let content_type = part.file.content_type.iter().map(|value| ("Content-Type", &**value));
        let others = part.file.headers.iter().map(|(name, value)| (&**name, &**value));
        for (name, value) in content_type.chain(others) {
            let is_line = |text: &str| !text.contains(['\r', '\n']);
            if !is_line(name) || !is_line(value) || name.is_empty() || name.contains(':') {
                return None;
            }
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&part.file.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Some((boundary, body.freeze()))
}

fn boundary(parts: &[Part]) -> String {
    loop {
        let boundary = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        if !parts.iter().any(|part| find(&part.file.content, boundary.as_bytes()).is_some()) {
            return boundary;
        }
    }
}
