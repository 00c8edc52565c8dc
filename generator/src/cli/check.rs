//! `specwright check`

use specwright::{Change, Error};

use super::Outcome;
use super::options::{FindingFormat, Options};
use super::talk::{Talk, count};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    options: Options,

    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingFormat,
}

pub(crate) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let config = arguments.options.config()?;
    let out = config.out().ok_or_else(|| {
        Error::config(
            "there is no folder to compare with: use --out DIR, or set `out` in the configuration",
        )
    })?;
    let checked = specwright::check(&config)?;
    talk.findings(checked.findings(), arguments.format.into());
    let total = checked.files();
    let drift = checked.drift()?;
    if drift.is_none() {
        talk.note(&format!("{}: {} current", out.display(), count(total, "file")));
        return Ok(Outcome::Fine);
    }
    let (mut states, mut differ) = (String::new(), 0);
    for (path, change) in drift.files() {
        let state = match change {
            Change::Missing => "missing",
            Change::Changed => "differs",
            Change::Removed | _ => "no longer made",
        };
        let path = out.join(path).display().to_string();
        states.extend([state, ": ", &path, "\n"]);
        differ += 1;
    }
    talk.result(&states);
    let diff = drift.diff();
    talk.result(&if talk.colored_results() { colored(&diff) } else { diff });
    talk.note(&format!(
        "{}: {differ} of {} not current; this mends it:",
        out.display(),
        count(total, "file"),
    ));
    talk.note(&format!("  {}", mending_command()));
    Ok(Outcome::Attention)
}

/// The command that was called, but to write.
fn mending_command() -> String {
    let mut words = vec!["specwright".to_owned()];
    let mut mended = false;
    for word in std::env::args().skip(1) {
        if !mended && word == "check" {
            mended = true;
            words.push("generate".to_owned());
        } else if word.is_empty()
            || word.contains(|c: char| !c.is_ascii_alphanumeric() && !"-_=./:,".contains(c))
        {
            words.push(format!("'{}'", word.replace('\'', r"'\''")));
        } else {
            words.push(word);
        }
    }
    words.join(" ")
}

/// A diff as terminals show it.
fn colored(diff: &str) -> String {
    let mut text = String::with_capacity(diff.len() * 2);
    for line in diff.split_inclusive('\n') {
        let color = match line.as_bytes().first() {
            _ if line.starts_with("---") || line.starts_with("+++") => "\x1b[1m",
            Some(b'+') => "\x1b[32m",
            Some(b'-') => "\x1b[31m",
            Some(b'@') => "\x1b[36m",
            _ => "",
        };
        if color.is_empty() {
            text.push_str(line);
        } else {
            let bare = line.trim_end_matches('\n');
            text.push_str(color);
            text.push_str(bare);
            text.push_str("\x1b[0m\n");
        }
    }
    text
}
