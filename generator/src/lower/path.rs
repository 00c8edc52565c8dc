//! Path templates.

use crate::ir::{PathPart, PathTemplate};

/// Splits a template at its parameters; the error says what is wrong with it.
pub(super) fn parse(text: &str) -> Result<PathTemplate, &'static str> {
    if !text.starts_with('/') {
        return Err("a path starts with `/`");
    }
    let behind = text.find(['?', '#']).map_or("", |at| &text[at..]);
    if behind.contains(['{', '}']) {
        return Err("a parameter stands behind `?` or `#`; describe it as one of the query");
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        literal(&mut parts, &rest[..open])?;
        let after = &rest[open + 1..];
        let close = after.find('}').ok_or("a `{` is not closed")?;
        let name = &after[..close];
        if name.is_empty() || name.contains('{') {
            return Err("`{` is followed by no name");
        }
        let again =
            parts.iter().any(|part| matches!(part, PathPart::Parameter(known) if known == name));
        if again {
            return Err("a parameter stands in the path twice");
        }
        if matches!(parts.last(), Some(PathPart::Parameter(_))) {
            return Err("two parameters stand side by side, so where one ends cannot be told");
        }
        parts.push(PathPart::Parameter(name.to_owned()));
        rest = &after[close + 1..];
    }
    literal(&mut parts, rest)?;
    Ok(PathTemplate { text: text.to_owned(), parts })
}

fn literal(parts: &mut Vec<PathPart>, text: &str) -> Result<(), &'static str> {
    if text.contains('}') {
        return Err("a `}` closes nothing");
    }
    if !text.is_empty() {
        parts.push(PathPart::Literal(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_split_at_their_parameters() {
        for (text, parts) in [
            ("/", "'/'"),
            ("/orders", "'/orders'"),
            ("/orders/{id}", "'/orders/' id"),
            ("/orders/{id}:amend", "'/orders/' id ':amend'"),
            ("/{file}.{ext}", "'/' file '.' ext"),
            ("/{id}/", "'/' id '/'"),
            ("/a/{b.c}/d", "'/a/' b.c '/d'"),
            ("/a/{b}?c=d", "'/a/' b '?c=d'"),
        ] {
            let template = parse(text).expect(text);
            let shown: Vec<String> = template
                .parts
                .iter()
                .map(|part| match part {
                    PathPart::Literal(text) => format!("'{text}'"),
                    PathPart::Parameter(name) => name.clone(),
                })
                .collect();
            assert_eq!(shown.join(" "), parts, "{text}");
        }
    }

    #[test]
    fn what_is_no_template_is_refused() {
        for text in [
            "", "orders", "/{", "/{}", "/}", "/{a}{b}", "/{a}/{a}", "/a?b={c}", "/a#{b}", "/{a{b}}",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
