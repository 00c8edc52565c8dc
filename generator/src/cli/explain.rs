//! `specwright explain`

use specwright::{Error, codes, explain, findings_schema};

use super::Outcome;
use super::talk::Talk;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A code, as findings show it in brackets; without one, all are listed
    code: Option<String>,

    /// Print the JSON Schema of `lint --format json` instead
    #[arg(long, conflicts_with = "code")]
    schema: bool,
}

pub(crate) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    if arguments.schema {
        talk.result(findings_schema());
        return Ok(Outcome::Fine);
    }
    let Some(code) = &arguments.code else {
        let width = codes().map(|(code, _)| code.len()).max().unwrap_or(0);
        for (code, summary) in codes() {
            talk.result(&format!("{code:width$}  {summary}\n"));
        }
        return Ok(Outcome::Fine);
    };
    talk.result(&explain(code)?);
    Ok(Outcome::Fine)
}
