//! `specwright init`

use std::path::PathBuf;

use specwright::{Error, write_example_config};

use super::Outcome;
use super::options::DEFAULT_FILE;
use super::talk::Talk;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The document to generate from
    #[arg(default_value = "openapi.yaml")]
    document: String,

    /// The file to write
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    config: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    write_example_config(&arguments.config, &arguments.document)?;
    talk.result(&format!("created {}\n", arguments.config.display()));
    talk.note(&format!("next: specwright generate --config {}", arguments.config.display()));
    Ok(Outcome::Fine)
}
