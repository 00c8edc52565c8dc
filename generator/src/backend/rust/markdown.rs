//! CommonMark by strangers, made safe for rustdoc.
//!
//! In: a description. Out: wrapped lines in which nothing is an intra-doc link, a doctest, a bare URL or an HTML tag, and
//! which no lint of rustc, rustdoc or clippy speaks of. What it cannot keep as markup it keeps as text.

use std::borrow::Cow;

/// Lines of a description, without blank ones at either end.
pub(super) fn for_rustdoc(text: &str, width: usize) -> Vec<String> {
    let mut writer = Writer { lines: Vec::new(), width, paragraph: None, list: Vec::new() };
    let clean = clean(text);
    let mut fence: Option<String> = None;
    for line in clean.lines() {
        if let Some(open) = &fence {
            let code = line.trim();
            if code.starts_with(open.as_str()) && code.trim_start_matches(['`', '~']).is_empty() {
                writer.lines.push(open.clone());
                fence = None;
            } else {
                writer.lines.push(line.trim_end().to_owned());
            }
            continue;
        }
        fence = writer.line(line);
    }
    if let Some(open) = fence {
        writer.lines.push(open);
    }
    writer.finish()
}

/// Plain words, wrapped.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    wrap_into(&mut lines, "", "", text, width);
    lines
}

/// Takes out what no comment may hold: control characters and those that turn the direction of text, which rustc refuses.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // Nearly all text is of this kind, and is not copied.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let kept = |char: &char| {
        *char == '\n'
            || !(char.is_control()
                || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}'))
    };
    Cow::Owned(text.chars().filter(kept).collect())
}

/// A paragraph or list item that is being collected.
struct Paragraph {
    first: String,
    rest: String,
    text: String,
}

struct Writer {
    lines: Vec<String>,
    width: usize,
    paragraph: Option<Paragraph>,
    /// Of each list that is open: the column of its markers in the source, and of its text in the output.
    list: Vec<(usize, usize)>,
}

impl Writer {
    /// Takes a line outside of a fence; gives the fence it opens, if it does.
    fn line(&mut self, line: &str) -> Option<String> {
        let code = line.trim();
        let indent = line.len() - line.trim_start().len();
        if code.is_empty() {
            self.flush();
            self.blank();
            return None;
        }
        for mark in ['`', '~'] {
            let length = code.chars().take_while(|&char| char == mark).count();
            if length >= 3 && !code[length..].contains(mark) {
                self.flush();
                self.list.clear();
                let fence = mark.to_string().repeat(length);
                self.lines.push(format!("{fence}text"));
                return Some(fence);
            }
        }
        if let Some((marker, text)) = list_item(code) {
            self.item(indent, marker, text);
        } else if code.starts_with('|') || is_rule(code) {
            self.flush();
            self.list.clear();
            // A row of a table keeps to its line; a rule could turn the line above it into a heading.
            let row = if is_rule(code) { String::new() } else { inline(code) };
            self.lines.push(row);
        } else if code.starts_with('#') && code.trim_start_matches('#').starts_with(' ') {
            self.flush();
            self.list.clear();
            self.lines.push(inline(code.trim_end_matches('#').trim_end()));
            self.blank();
        } else if let Some(quote) = code.strip_prefix('>') {
            self.flush();
            self.list.clear();
            self.start("> ", "> ", quote.trim_start_matches(['>', ' ']));
            self.flush();
        } else if let Some(paragraph) = &mut self.paragraph {
            paragraph.text.push(' ');
            paragraph.text.push_str(code);
        } else {
            while self.list.last().is_some_and(|(column, _)| *column >= indent.max(1)) {
                self.list.pop();
            }
            if indent == 0 {
                self.list.clear();
            }
            let pad = " ".repeat(self.list.last().map_or(0, |(_, text)| *text));
            self.start(&pad, &pad, code);
        }
        None
    }

    fn item(&mut self, indent: usize, marker: &str, text: &str) {
        self.flush();
        while self.list.last().is_some_and(|(column, _)| *column >= indent) {
            self.list.pop();
        }
        // rustdoc and clippy want a list apart from the paragraph before it.
        let nested = !self.list.is_empty();
        if !nested
            && self.lines.last().is_some_and(|line| {
                !line.is_empty()
                    && !line.starts_with([' ', '-', '*', '+'])
                    && list_item(line).is_none()
            })
        {
            self.blank();
        }
        let pad = self.list.last().map_or(0, |(_, text)| *text);
        let first = format!("{}{marker} ", " ".repeat(pad));
        let rest = " ".repeat(first.len());
        self.list.push((indent, first.len()));
        self.start(&first, &rest, text);
    }

    fn start(&mut self, first: &str, rest: &str, text: &str) {
        self.paragraph =
            Some(Paragraph { first: first.into(), rest: rest.into(), text: text.into() });
    }

    fn flush(&mut self) {
        if let Some(Paragraph { first, rest, text }) = self.paragraph.take() {
            wrap_into(&mut self.lines, &first, &rest, &inline(&text), self.width);
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush();
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        let start = self.lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
        self.lines.split_off(start)
    }
}

/// Splits a list item into a marker of ours and its text.
fn list_item(line: &str) -> Option<(&str, &str)> {
    if let Some(text) = line.strip_prefix(['-', '*', '+', '•']) {
        return text.strip_prefix(' ').map(|text| ("-", text.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let text = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((&line[..=digits], text.trim_start()))
}

/// A thematic break, or the underline of a heading.
fn is_rule(line: &str) -> bool {
    let mark = line.trim_start_matches(' ').chars().next();
    mark.filter(|mark| matches!(mark, '-' | '*' | '_' | '=')).is_some_and(|mark| {
        line.chars().all(|char| char == mark || char == ' ')
            && line.chars().filter(|char| *char == mark).count() >= 2
    })
}

fn wrap_into(lines: &mut Vec<String>, first: &str, rest: &str, text: &str, width: usize) {
    let mut line = first.to_owned();
    let mut columns = line.chars().count();
    let mut empty = true;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        let long = columns + 1 + letters > width;
        if !empty && long && !opens_block(word) {
            lines.push(line.trim_end().to_owned());
            rest.clone_into(&mut line);
            columns = line.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += letters;
        empty = false;
    }
    lines.push(line.trim_end().to_owned());
}

/// Whether a line that begins with this word would be a heading, a list, a quote, a table or a fence.
fn opens_block(word: &str) -> bool {
    matches!(word, "-" | "+" | "*" | "•")
        || ["#", ">", "|", "==", "~~~", "```", "---", "***", "___"]
            .iter()
            .any(|mark| word.starts_with(mark))
        || word
            .strip_suffix(['.', ')'])
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Escapes the inline markup that rustdoc would misread.
pub(super) fn inline(text: &str) -> String {
    let text = break_tags(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = &*text;
    while let Some(char) = rest.chars().next() {
        // What opens nothing is taken a run at a time.
        let plain = rest
            .bytes()
            .position(|byte| matches!(byte, b'`' | b'\\' | b'<' | b'!' | b'[' | b']' | b'h'))
            .unwrap_or(rest.len());
        if plain > 0 {
            out.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        let taken = match char {
            '`' => code_span(rest, &mut out),
            '\\' => Some(escape(rest, &mut out)),
            '<' => autolink(rest, &mut out),
            '!' if rest.starts_with("![") => link(&rest[1..], &mut out).map(|taken| taken + 1),
            '[' => link(rest, &mut out),
            'h' if !out.ends_with(char::is_alphanumeric) => bare_url(rest, &mut out),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| {
            if matches!(char, '<' | '[' | ']' | '`') {
                out.push('\\');
            }
            out.push(char);
            char.len_utf8()
        });
        rest = &rest[taken..];
    }
    out
}

/// Line and paragraph breaks in HTML become spaces: a doc comment has its own.
fn break_tags(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for tag in ["<br>", "<br/>", "<br />", "<p>", "</p>", "<BR>"] {
        if !text.contains('<') {
            break;
        }
        text = Cow::Owned(text.replace(tag, " "));
    }
    text
}

fn code_span(rest: &str, out: &mut String) -> Option<usize> {
    let ticks = rest.bytes().take_while(|&byte| byte == b'`').count();
    let mark = &rest[..ticks];
    let mut from = ticks;
    loop {
        let at = from + rest[from..].find(mark)?;
        let run = rest[at..].bytes().take_while(|&byte| byte == b'`').count();
        if run == ticks {
            out.push_str(&rest[..at + ticks]);
            return Some(at + ticks);
        }
        from = at + run;
    }
}

fn escape(rest: &str, out: &mut String) -> usize {
    let next = rest[1..].chars().next().filter(char::is_ascii_punctuation);
    out.push('\\');
    if let Some(next) = next {
        out.push(next);
        return 2;
    }
    1
}

fn autolink(rest: &str, out: &mut String) -> Option<usize> {
    let end = rest.find('>')?;
    let target = &rest[1..end];
    let absolute = is_absolute(target) && !target.contains([' ', '<']);
    absolute.then(|| {
        out.push_str(&rest[..=end]);
        end + 1
    })
}

/// `[text](target)`: kept where the target is absolute, else its text alone.
fn link(rest: &str, out: &mut String) -> Option<usize> {
    let middle = rest.find("](")?;
    let text = &rest[1..middle];
    let end = middle + 2 + rest[middle + 2..].find(')')?;
    let target = rest[middle + 2..end].split(' ').next().unwrap_or_default();
    if text.contains('[') {
        return None;
    }
    let text = inline(text);
    if is_absolute(target) && !target.contains('(') && !text.trim().is_empty() {
        let text = text.replace(['<', '>'], "");
        out.extend(["[", &text, "](<", target.trim_matches(['<', '>']), ">)"]);
    } else {
        out.push_str(&text);
    }
    Some(end + 1)
}

fn is_absolute(target: &str) -> bool {
    let target = target.trim_start_matches('<');
    ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

fn bare_url(rest: &str, out: &mut String) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let end = rest
        .find(|char: char| {
            char.is_whitespace() || matches!(char, '<' | '>' | '"' | '`' | ')' | ']' | '|')
        })
        .unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    if url.len() == scheme.len() {
        return None;
    }
    out.extend(["<", url, ">"]);
    Some(url.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_markup_is_kept_or_made_text() {
        for (given, expected) in [
            ("plain words", "plain words"),
            ("an [intra] link", "an \\[intra\\] link"),
            ("[docs](https://a.b/c) here", "[docs](<https://a.b/c>) here"),
            ("[docs](#section) here", "docs here"),
            ("![logo](https://a.b/c.png)", "[logo](<https://a.b/c.png>)"),
            ("see https://a.b/c.", "see <https://a.b/c>."),
            ("see (https://a.b/c)", "see (<https://a.b/c>)"),
            ("<https://a.b>", "<https://a.b>"),
            ("a <b>bold</b> word", "a \\<b>bold\\</b> word"),
            ("Vec<T> and `Vec<T>`", "Vec\\<T> and `Vec<T>`"),
            ("`` a`b `` and ` alone", "`` a`b `` and \\` alone"),
            ("one<br/>two", "one two"),
            ("\\[x\\] \\d", "\\[x\\] \\d"),
            ("end */ of #[comment]", "end */ of #\\[comment\\]"),
        ] {
            assert_eq!(inline(given), expected, "{given}");
        }
    }

    #[test]
    fn blocks_are_laid_out_for_rustdoc() {
        let given = "Title\n=====\nSome words\nover lines.\n- one that is rather long for the width given\n  - nested\n- two\n\n\
            \x20   indented text\n\n```rust\nlet x = <y>;\n```\n1. first\n2) second\n> quoted\n\u{202E}turned";
        let expected = [
            "Title",
            "",
            "Some words over lines.",
            "",
            "- one that is rather long for",
            "  the width given",
            "  - nested",
            "- two",
            "",
            "  indented text",
            "",
            "```text",
            "let x = <y>;",
            "```",
            "",
            "1. first",
            "2) second",
            "> quoted",
            "turned",
        ];
        assert_eq!(for_rustdoc(given, 32), expected);
    }

    #[test]
    fn wrapping_opens_no_block() {
        assert_eq!(wrap("aaa bbb - ccc 1. ddd", 9), ["aaa bbb -", "ccc 1.", "ddd"]);
        assert_eq!(for_rustdoc("```\nnever closed", 40), ["```text", "never closed", "```"]);
        assert!(for_rustdoc(" \n\n", 40).is_empty());
    }
}
