//! The command: listens, says where, serves until it is ended.

use std::io::Write as _;

use clap::Parser;
use features::runtime::server::Listen;

/// Serves the feature documents.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8081", value_name = "ADDRESS")]
    listen: String,

    /// What every scheme lets in: as a token, as a key, and as both name and password.
    #[arg(long)]
    token: String,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let listener = tokio::net::TcpListener::bind(&arguments.listen).await?;
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    out.flush()?;
    Listen::on(listener).serve(features_echo::server(arguments.token)).await
}
