//! `specwright lint`

use std::path::PathBuf;

use specwright::{Config, Error, lint};

use super::Outcome;
use super::options::{FindingFormat, Lists};
use super::talk::{Talk, sentence};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The entry document
    document: PathBuf,

    /// The configuration to read
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Let references leave the folder of the document
    #[arg(long)]
    allow_outside: bool,

    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingFormat,

    #[command(flatten)]
    lists: Lists,
}

pub(crate) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let mut config = match &arguments.config {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
    config.set_str("document", &arguments.document.to_string_lossy())?;
    if arguments.allow_outside {
        config.set("allow-outside", "true")?;
    }
    arguments.lists.add_to(&mut config)?;
    let findings = lint(&config)?;
    talk.result(&findings.render(arguments.format.into(), talk.colored_results()));
    let said = sentence(findings.counts());
    talk.note(&format!("{}: {said}", arguments.document.display()));
    findings.verdict().map(|()| Outcome::Fine)
}
