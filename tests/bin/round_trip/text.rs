//! The text of the runner, and of its answers.

use std::fmt::Write as _;

use serde_json::Value;

/// The program that tries values: an arm for each component.
pub(crate) fn runner(components: usize) -> String {
    let mut arms = String::new();
    for index in 0..components {
        writeln!(arms, "        {index} => one::<api::models::RoundTrip{index}>(text),")
            .expect("a string takes text");
    }
    format!(
        "#[allow(warnings)]\nmod api;\n\nuse specwright_runtime::check::{{Check, Violations}};\n\
         use specwright_runtime::wire::{{self, Wire}};\n\n\
         fn one<T: Wire + Check>(text: &str) -> Result<String, String> {{\n    \
             let value = wire::from_json::<T>(text.as_bytes()).map_err(|error| format!(\"{{error}}\"))?;\n    \
             let mut found = Violations::default();\n    value.check(&mut found);\n    \
             match found.iter().next() {{\n        \
                 Some(violation) => Err(violation.to_string()),\n        \
                 None => Ok(wire::to_value(&value)[\"value\"].to_string()),\n    }}\n}}\n\n\
         fn any(index: usize, text: &str) -> Result<String, String> {{\n    match index {{\n{arms}        \
             _ => unreachable!(),\n    }}\n}}\n\n\
         fn main() {{\n    \
             let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();\n    \
             for line in text.lines() {{\n        \
                 let (index, value) = line.split_once('\\t').unwrap();\n        \
                 match any(index.parse().unwrap(), value) {{\n            \
                     Ok(back) => println!(\"ok\\t{{back}}\"),\n            \
                     Err(why) => println!(\"no\\t{{}}\", why.replace('\\n', \" \")),\n        }}\n    }}\n}}\n"
    )
}

/// What a line of the runner says.
pub(crate) fn answer(line: &str) -> Result<Value, String> {
    match line.split_once('\t') {
        Some(("ok", back)) => serde_json::from_str(back).map_err(|error| error.to_string()),
        Some((_, why)) => Err(why.to_owned()),
        None => Err("nothing was said".to_owned()),
    }
}

/// A text that a simple pattern matches; of one that is not simple, a text that it may match.
pub(crate) fn matching(pattern: &str, rng: &mut fastrand::Rng) -> String {
    let chars: Vec<char> = pattern.chars().collect();
    let mut text = String::new();
    branch(&chars, &mut 0, rng, &mut text);
    text
}

/// Reads one group: picks one of its alternatives.
fn branch(chars: &[char], at: &mut usize, rng: &mut fastrand::Rng, text: &mut String) {
    let mut branches = vec![String::new()];
    while *at < chars.len() && chars[*at] != ')' {
        if chars[*at] == '|' {
            *at += 1;
            branches.push(String::new());
            continue;
        }
        let start = *at;
        let mut once = String::new();
        atom(chars, at, rng, &mut once);
        let end = *at;
        let (min, max) = counts(chars, at);
        let times = min + rng.usize(..=max.saturating_sub(min).min(3));
        let last = branches.last_mut().expect("there is one");
        for time in 0..times {
            if time == 0 {
                last.push_str(&once);
            } else {
                atom(&chars[..end], &mut start.clone(), rng, last);
            }
        }
    }
    text.push_str(&branches[rng.usize(..branches.len())]);
}

fn atom(chars: &[char], at: &mut usize, rng: &mut fastrand::Rng, text: &mut String) {
    let char = chars[*at];
    *at += 1;
    match char {
        '^' | '$' => {}
        '.' => text.push('x'),
        '(' => {
            while *at < chars.len() && matches!(chars[*at], '?' | ':') {
                *at += 1;
            }
            branch(chars, at, rng, text);
            *at += 1;
        }
        '[' => {
            let mut set: Vec<char> = Vec::new();
            let negated = chars.get(*at) == Some(&'^');
            *at += usize::from(negated);
            while *at < chars.len() && chars[*at] != ']' {
                let first = chars[*at];
                *at += 1;
                if first == '\\' && *at < chars.len() {
                    set.push(escaped(chars[*at]));
                    *at += 1;
                } else if chars.get(*at) == Some(&'-')
                    && chars.get(*at + 1).is_some_and(|next| *next != ']')
                {
                    set.extend([first, chars[*at + 1]]);
                    *at += 2;
                } else {
                    set.push(first);
                }
            }
            *at += 1;
            text.push(if negated || set.is_empty() { '~' } else { set[rng.usize(..set.len())] });
        }
        '\\' if *at < chars.len() => {
            let escaped = escaped(chars[*at]);
            *at += 1;
            text.push(escaped);
        }
        other => text.push(other),
    }
}

fn escaped(char: char) -> char {
    match char {
        'd' => '7',
        'w' => 'w',
        's' => ' ',
        'S' | 'D' | 'W' => '%',
        other => other,
    }
}

fn counts(chars: &[char], at: &mut usize) -> (usize, usize) {
    let (counts, length) = match chars.get(*at) {
        Some('*') => ((0, 3), 1),
        Some('+') => ((1, 4), 1),
        Some('?') => ((0, 1), 1),
        Some('{') => {
            let end = chars[*at..].iter().position(|char| *char == '}').unwrap_or(0);
            let inside: String = chars.get(*at + 1..*at + end).unwrap_or_default().iter().collect();
            let (min, max) = inside.split_once(',').unwrap_or((&inside, &inside));
            let min = min.parse().unwrap_or(1);
            ((min, max.parse().unwrap_or(min + 3)), end + 1)
        }
        _ => ((1, 1), 0),
    };
    *at += length;
    counts
}
