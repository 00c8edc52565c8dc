//! The command line: arguments in, exit code out.
//!
//! Results go to standard output, talk to standard error. Knows only the library's door, as a stranger.

mod check;
mod explain;
mod generate;
mod init;
mod lint;
mod options;
mod talk;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use specwright::Error;

use talk::Talk;

/// Turns OpenAPI descriptions into Rust models, server traits and clients
#[derive(Parser)]
#[command(
    version,
    propagate_version = true,
    after_help = "Exit codes: 0 all is well, 1 files or findings need attention, 2 wrong usage or configuration, \
                  3 the document is wrong, 4 a file could not be read or written"
)]
struct Arguments {
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,

    /// When to use colors; `auto` asks the terminal and the environment (`NO_COLOR`)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: talk::Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the code of a document
    Generate(generate::Arguments),
    /// Say whether what is written is current, without writing
    Check(check::Arguments),
    /// Say what is wrong or odd in a document, without writing
    Lint(lint::Arguments),
    /// Write a `specwright.toml` with every option in it, explained
    Init(init::Arguments),
    /// Say what the code of a finding means, and what to do about it
    Explain(explain::Arguments),
}

/// How a command ends, if it does not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    /// Files differ, or findings are denied.
    Attention,
}

pub(crate) fn main() -> ExitCode {
    ExitCode::from(run(&Arguments::parse()))
}

/// Runs a command to its exit code.
fn run(arguments: &Arguments) -> u8 {
    let talk = Talk::new(arguments.quiet, arguments.color);
    let result = match &arguments.command {
        Command::Generate(arguments) => generate::run(arguments, &talk),
        Command::Check(arguments) => check::run(arguments, &talk),
        Command::Lint(arguments) => lint::run(arguments, &talk),
        Command::Init(arguments) => init::run(arguments, &talk),
        Command::Explain(arguments) => explain::run(arguments, &talk),
    };
    match result {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Attention) => 1,
        Err(error) => {
            talk.error(&error.to_string());
            exit_code(&error)
        }
    }
}

fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Document { errors: 0, .. } => 1,
        Error::Config { .. } => 2,
        Error::Document { .. } => 3,
        // What is there is not ours to change, or the system refuses.
        Error::Read { .. }
        | Error::Write { .. }
        | Error::NotOwned { .. }
        | Error::Edited { .. }
        | _ => 4,
    }
}

#[cfg(test)]
mod tests;
