//! Words of a name as a document spells it, and identifiers made of them.
//!
//! Identifiers are ASCII: letters of other scripts would be warned of by rustc as confusable. What cannot be spelled is
//! named by its code point, so that two names never become one by losing what tells them apart.

use std::borrow::Cow;

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase};

/// Keywords that may be written raw, `r#type`, in some edition from 2015 on.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot even be written raw.
const NEVER: &[&str] = &["self", "super", "crate", "Self", "_"];

/// `InstallRouter`
pub(crate) fn upper_camel(name: &str) -> String {
    let camel = camel(name);
    if camel == "Self" { "SelfValue".to_owned() } else { not_digit_first(camel, "N") }
}

/// Words in upper camel case; between digits a `_` stays, as in `V1_10`, which is another version than `V11_0`.
fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in parted(name).split('_') {
        let is_digit = |c: char| c.is_ascii_digit();
        if camel.ends_with(is_digit) && word.starts_with(is_digit) {
            camel.push('_');
        }
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// The words of a name in lower case, with `_` between them.
fn parted(name: &str) -> Cow<'_, str> {
    // Most names are spelled so, and looking is much cheaper than spelling.
    let is_word = |word: &str| {
        word.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) && !word.is_empty()
    };
    if name.split('_').all(is_word) {
        Cow::Borrowed(name)
    } else if is_pascal(name) {
        Cow::Owned(snake_of_pascal(name))
    } else {
        Cow::Owned(spelled(name).to_snake_case())
    }
}

/// Whether a name is of ASCII words that begin, and only begin, with a capital and a small letter.
fn is_pascal(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().enumerate().all(|(at, byte)| match byte {
            b'A'..=b'Z' => bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase),
            _ => byte.is_ascii_alphanumeric(),
        })
}

fn snake_of_pascal(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 8);
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// `install_router`, never a keyword.
pub(crate) fn snake(name: &str) -> String {
    let snake = not_digit_first(parted(name).into_owned(), "n");
    if NEVER.contains(&snake.as_str()) { format!("{snake}_") } else { snake }
}

/// `installRouter`
pub(super) fn lower_camel(name: &str) -> String {
    spelled(name).to_lower_camel_case()
}

/// `INSTALL_ROUTER`
pub(super) fn shouty(name: &str) -> String {
    not_digit_first(spelled(name).to_shouty_snake_case(), "N")
}

/// A snake-case name as an identifier: raw where it is a keyword.
pub(crate) fn identifier(snake: &str) -> String {
    if KEYWORDS.contains(&snake) { format!("r#{snake}") } else { snake.to_owned() }
}

/// A snake-case name as that of a file: keywords are left to [`identifier`], devices of Windows have no files.
pub(crate) fn file_stem(snake: &str) -> String {
    let numbered = |name: &str| {
        let number = snake.strip_prefix(name).and_then(|rest| rest.parse::<u8>().ok());
        number.is_some_and(|number| (1..=9).contains(&number))
    };
    let is_device = matches!(snake, "aux" | "con" | "nul" | "prn");
    let is_device = is_device || numbered("com") || numbered("lpt");
    if is_device { format!("{snake}_") } else { snake.to_owned() }
}

/// Whether a snake-case name is a keyword, so that it cannot name a file or module.
pub(super) fn is_keyword(snake: &str) -> bool {
    KEYWORDS.contains(&snake)
}

/// The words of a name in Pascal case, for comparing names word by word.
pub(super) fn words(name: &str) -> Vec<String> {
    snake(name).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn not_digit_first(name: String, prefix: &str) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}{name}")
    } else {
        name
    }
}

/// The name with only ASCII letters, digits and separators left.
fn spelled(name: &str) -> String {
    let mut plain = spelled_without_symbols(name);
    if !plain.chars().any(|c| c.is_ascii_alphanumeric()) {
        plain = with_symbols(name);
    }
    join_plurals(&mut plain);
    join_abbreviations(&mut plain);
    plain
}

/// Abbreviations with a small letter among their capitals: words, whatever case they are written in.
const ABBREVIATIONS: &[&str] =
    &["OAuth", "IPv4", "IPv6", "QoS", "ETag", "IoT", "GraphQL", "iOS", "macOS"];

/// Makes each of them one word that begins with a capital: `locationQoS` as `locationQos`, which would be `location_qo_s`.
fn join_abbreviations(name: &mut String) {
    for known in ABBREVIATIONS {
        // A name in camel case begins with a small letter: `oAuth2`.
        let begins = name.get(..known.len()).is_some_and(|start| {
            start != *known && start[1..] == known[1..] && start.eq_ignore_ascii_case(known)
        });
        if begins && known.starts_with(|first: char| first.is_ascii_uppercase()) {
            name[..1].make_ascii_uppercase();
        }
        let mut from = 0;
        while let Some(found) = name[from..].find(known) {
            let (start, end) = (from + found, from + found + known.len());
            from = end;
            let goes_on = name[end..].starts_with(|next: char| next.is_ascii_lowercase());
            let is_within = name[..start].ends_with(|last: char| last.is_ascii_alphanumeric())
                && known.starts_with(|first: char| first.is_ascii_lowercase());
            if goes_on || is_within {
                continue;
            }
            let mut word = known.to_ascii_lowercase();
            word[..1].make_ascii_uppercase();
            // Behind other capitals it would be a part of theirs.
            let apart = name[..start].ends_with(|last: char| last.is_ascii_uppercase());
            if apart {
                word.insert(0, ' ');
                from += 1;
            }
            name.replace_range(start..end, &word);
        }
    }
}

/// Makes the plural of an abbreviation one word: `podIPs` as `podIps`, which would be `pod_i_ps`.
fn join_plurals(name: &mut String) {
    let bytes = name.as_bytes();
    let is_plural = |at: usize| {
        let capitals = at >= 2 && bytes[at - 2..at].iter().all(u8::is_ascii_uppercase);
        let ends = bytes
            .get(at + 1)
            .is_none_or(|next| !next.is_ascii_lowercase() && !next.is_ascii_digit());
        bytes[at] == b's' && capitals && ends
    };
    for at in (0..bytes.len()).filter(|&at| is_plural(at)).collect::<Vec<_>>() {
        let before = &name[..at];
        let run = before.len() - before.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
        name[at - run + 1..at].make_ascii_lowercase();
    }
}

fn spelled_without_symbols(name: &str) -> String {
    let mut out = String::new();
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' | '’' => {}
            // `+1` and `-1` are numbers, `a-1` is two words.
            '+' | '-' | '−'
                if out.is_empty() && characters.peek().is_some_and(char::is_ascii_digit) =>
            {
                out.push_str(if character == '+' { "plus " } else { "minus " });
            }
            '+' if out.ends_with(|last: char| last.is_ascii_alphanumeric())
                && ends(&mut characters) =>
            {
                out.push_str(" plus");
            }
            // Between digits a point is part of the number.
            '.' if out.ends_with(|last: char| last.is_ascii_digit())
                && characters.peek().is_some_and(char::is_ascii_digit) =>
            {
                out.push('_');
            }
            _ => push_character(&mut out, character),
        }
    }
    out
}

fn ends(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    characters.peek().is_none_or(|next| !next.is_alphanumeric())
}

fn push_character(out: &mut String, character: char) {
    if character.is_ascii() {
        out.push(if character.is_ascii_alphanumeric() { character } else { ' ' });
    } else if let Some(latin) = latin(character) {
        out.push_str(latin);
    } else if character.is_alphanumeric() || character as u32 > 0x2fff {
        push_code(out, character);
    } else {
        out.push(' ');
    }
}

fn push_code(out: &mut String, character: char) {
    out.extend([" u", &format!("{:x}", character as u32), " "]);
}

/// A name with its symbols spoken, for names that are nothing else, and for telling `-name` from `name`.
pub(super) fn with_symbols(name: &str) -> String {
    if name.is_empty() {
        return "empty".to_owned();
    }
    let mut out = String::new();
    for character in name.chars() {
        match symbol(character) {
            Some(word) => out.extend([" ", word, " "]),
            None if character.is_ascii_alphanumeric() => out.push(character),
            None => match latin(character) {
                Some(latin) => out.push_str(latin),
                None => push_code(&mut out, character),
            },
        }
    }
    out
}

/// `date_created_less` of `DateCreated<`
pub(crate) fn spoken(name: &str) -> String {
    snake(&with_symbols(name))
}

fn symbol(character: char) -> Option<&'static str> {
    let word = match character {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open",
        ')' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "left",
        '\\' => "backslash",
        ']' => "right",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "begin",
        '|' => "or",
        '}' => "end",
        '~' => "tilde",
        _ => return None,
    };
    Some(word)
}

/// The plain letters of a Latin letter with marks.
fn latin(character: char) -> Option<&'static str> {
    const PLAIN: &[(&str, &str)] = &[
        ("àáâãåāăą", "a"),
        ("ÀÁÂÃÅĀĂĄ", "A"),
        ("äæ", "ae"),
        ("ÄÆ", "Ae"),
        ("çćĉċč", "c"),
        ("ÇĆĈĊČ", "C"),
        ("ďđð", "d"),
        ("ĎĐÐ", "D"),
        ("èéêëēĕėęě", "e"),
        ("ÈÉÊËĒĔĖĘĚ", "E"),
        ("ğĝġģ", "g"),
        ("ĞĜĠĢ", "G"),
        ("ìíîïĩīĭįı", "i"),
        ("ÌÍÎÏĨĪĬĮİ", "I"),
        ("łľĺļ", "l"),
        ("ŁĽĹĻ", "L"),
        ("ñńņň", "n"),
        ("ÑŃŅŇ", "N"),
        ("òóôõøōŏő", "o"),
        ("ÒÓÔÕØŌŎŐ", "O"),
        ("öœ", "oe"),
        ("ÖŒ", "Oe"),
        ("ŕŗř", "r"),
        ("ŔŖŘ", "R"),
        ("śŝşšș", "s"),
        ("ŚŜŞŠȘ", "S"),
        ("ß", "ss"),
        ("ţťŧț", "t"),
        ("ŢŤŦȚ", "T"),
        ("ùúûũūŭůűų", "u"),
        ("ÙÚÛŨŪŬŮŰŲ", "U"),
        ("ü", "ue"),
        ("Ü", "Ue"),
        ("ýÿ", "y"),
        ("ÝŸ", "Y"),
        ("źżž", "z"),
        ("ŹŻŽ", "Z"),
    ];
    PLAIN.iter().find(|(letters, _)| letters.contains(character)).map(|(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        for (name, camel, snake_case) in [
            ("orderId", "OrderId", "order_id"),
            ("X-Request-ID", "XRequestId", "x_request_id"),
            ("INSTALL_ROUTER", "InstallRouter", "install_router"),
            ("URLPath", "UrlPath", "url_path"),
            ("podIPs", "PodIps", "pod_ips"),
            ("KCIs", "Kcis", "kcis"),
            ("allIDsOfURLs", "AllIdsOfUrls", "all_ids_of_urls"),
            ("APIService", "ApiService", "api_service"),
            ("locationQoS", "LocationQos", "location_qos"),
            ("IPv6Addr", "Ipv6Addr", "ipv6_addr"),
            ("userIPv4", "UserIpv4", "user_ipv4"),
            ("TPPOAuth2Security", "TppOauth2Security", "tpp_oauth2_security"),
            ("oAuth2ClientCredentials", "Oauth2ClientCredentials", "oauth2_client_credentials"),
            ("iOSVersion", "IosVersion", "ios_version"),
            ("ETag", "Etag", "etag"),
            ("Self", "SelfValue", "self_"),
            ("crate", "Crate", "crate_"),
            ("type", "Type", "type"),
            ("_", "Underscore", "underscore"),
            ("", "Empty", "empty"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("-name", "Name", "name"),
            ("200", "N200", "n200"),
            ("3DModel", "N3dModel", "n3d_model"),
            ("1.10", "N1_10", "n1_10"),
            ("C++", "CPlusPlus", "c_plus_plus"),
            ("café", "Cafe", "cafe"),
            ("größe", "Groesse", "groesse"),
            ("😀", "U1f600", "u1f600"),
            ("订单", "U8ba2U5355", "u8ba2_u5355"),
            ("שלום", "U5e9U5dcU5d5U5dd", "u5e9_u5dc_u5d5_u5dd"),
            ("<=", "LessEqual", "less_equal"),
            ("don't", "Dont", "dont"),
            ("a.b/c", "ABC", "a_b_c"),
        ] {
            assert_eq!(upper_camel(name), camel, "{name}");
            assert_eq!(snake(name), snake_case, "{name}");
        }
    }

    #[test]
    fn names_that_are_only_looked_at_have_the_words_that_others_have() {
        for name in [
            "Order", "OrderId", "Line1Foo", "Line2bar", "V10Beta", "Ab", "line_1", "a_b",
            "OrderIDs", "A1b", "Ab1C", "URLPath", "aB",
        ] {
            assert_eq!(parted(name), spelled(name).to_snake_case(), "{name}");
        }
    }
}
