//! `specwright generate`

use specwright::{Change, Error, generate};

use super::Outcome;
use super::options::{FindingFormat, Options};
use super::talk::{Talk, count, sentence};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    options: Options,

    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingFormat,

    /// Give up changes made by hand to generated files, and accept a folder with other files in it
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let config = arguments.options.config()?;
    let out = config.out().ok_or_else(|| {
        Error::config(
            "there is no folder to write to: use --out DIR, or set `out` in the configuration",
        )
    })?;
    let generation = generate(&config)?;
    talk.findings(generation.findings(), arguments.format.into());
    generation.findings().verdict()?;
    let drift = generation.write(out, arguments.force)?;
    let (mut done, mut written, mut removed) = (String::new(), 0, 0);
    for (path, change) in drift.files() {
        let verb = match change {
            Change::Missing => "created",
            Change::Changed => "changed",
            Change::Removed | _ => "removed",
        };
        *(if change == Change::Removed { &mut removed } else { &mut written }) += 1;
        let path = out.join(path).display().to_string();
        done.extend([verb, " ", &path, "\n"]);
    }
    talk.result(&done);
    let parts = [
        count(generation.operations(), "operation"),
        count(generation.types(), "type"),
        count(generation.files().count(), "file"),
    ];
    talk.note(&format!(
        "{}: {} ({written} written, {removed} removed); {}",
        out.display(),
        parts.join(", "),
        sentence(generation.findings().counts()),
    ));
    Ok(Outcome::Fine)
}
