//! Arguments that become configuration.

use std::path::{Path, PathBuf};

use specwright::{Config, Error, Format};

/// The file that is read where none is named.
pub(crate) const DEFAULT_FILE: &str = "specwright.toml";

/// What is generated, and how.
#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Options {
    /// The entry document; default: `document` of the configuration
    document: Option<PathBuf>,

    /// The configuration to read; default: `specwright.toml`, if there is one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long, conflicts_with = "config")]
    no_config: bool,

    /// The folder to write
    #[arg(long, short, value_name = "DIR")]
    out: Option<String>,

    /// The name of the generated package
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// The first word of the names that speak of the whole API
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Where generated code finds its runtime: `vendor`, `path:DIR`, `git:URL` or `version`
    #[arg(long, value_name = "WHERE")]
    runtime: Option<String>,

    /// The shape of the output: `crate`, `module` or `single`
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<String>,

    /// Generate no server
    #[arg(long)]
    no_server: bool,

    /// Generate no client
    #[arg(long)]
    no_client: bool,

    /// Let references leave the folder of the document
    #[arg(long)]
    allow_outside: bool,

    /// Any other option of the configuration, as it is written there
    #[arg(long, value_name = "OPTION=VALUE")]
    set: Vec<String>,

    #[command(flatten)]
    lists: Lists,
}

/// Which findings count.
#[derive(clap::Args)]
pub(crate) struct Lists {
    /// A finding that keeps the output from being written; `warnings` is all of them
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,

    /// A finding not to be told of
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FindingFormat {
    Human,
    Json,
    Github,
    Short,
}

impl From<FindingFormat> for Format {
    fn from(format: FindingFormat) -> Self {
        match format {
            FindingFormat::Human => Self::Human,
            FindingFormat::Json => Self::Json,
            FindingFormat::Github => Self::Github,
            FindingFormat::Short => Self::Short,
        }
    }
}

impl Options {
    /// The configuration file, and what the arguments change of it.
    pub(crate) fn config(&self) -> Result<Config, Error> {
        let mut config = match &self.config {
            Some(path) => Config::read(path)?,
            None if !self.no_config && Path::new(DEFAULT_FILE).exists() => {
                Config::read(DEFAULT_FILE)?
            }
            None => Config::default(),
        };
        let document = self.document.as_ref().map(|path| path.to_string_lossy().into_owned());
        let texts = [
            ("document", &document),
            ("out", &self.out),
            ("package", &self.package),
            ("name", &self.name),
            ("runtime", &self.runtime),
            ("layout", &self.layout),
        ];
        for (option, value) in texts {
            if let Some(value) = value {
                named(option, config.set_str(option, value))?;
            }
        }
        for (given, option, value) in [
            (self.no_server, "server", "false"),
            (self.no_client, "client", "false"),
            (self.allow_outside, "allow-outside", "true"),
        ] {
            if given {
                config.set(option, value)?;
            }
        }
        for set in &self.set {
            let Some((option, value)) = set.split_once('=') else {
                return Err(Error::config(format!("--set {set}: write it as OPTION=VALUE")));
            };
            // A text needs no quotes here: the shell has taken them anyway.
            let (option, value) = (option.trim(), value.trim());
            let quoted = config
                .set(option, value)
                .or_else(|error| config.set_str(option, value).map_err(|_| error));
            named(&format!("set {option}"), quoted)?;
        }
        self.lists.add_to(&mut config)?;
        if config.document().is_none() {
            return Err(Error::config(format!(
                "there is no document: name one, or set `document` in {DEFAULT_FILE} (specwright init writes one)"
            )));
        }
        Ok(config)
    }
}

impl Lists {
    pub(crate) fn add_to(&self, config: &mut Config) -> Result<(), Error> {
        for (option, codes) in [("deny", &self.deny), ("allow", &self.allow)] {
            for code in codes {
                named(option, config.add_str(option, code))?;
            }
        }
        Ok(())
    }
}

/// Says which argument a complaint is about.
fn named(argument: &str, result: Result<(), Error>) -> Result<(), Error> {
    result.map_err(|error| Error::config(format!("--{argument}: {error}")))
}
