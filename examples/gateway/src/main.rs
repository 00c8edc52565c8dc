//! The command: reads its options, says where it listens, serves until it is interrupted.

use std::io::Write as _;
use std::time::Duration;

use clap::Parser;
use fibre_gateway::runtime::server::Listen;
use fibre_gateway_example::{Tokens, server};

/// A gateway in memory: it forgets everything when it ends.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: String,

    /// A bearer token of the tenant `example-tenant` that is valid without being asked for.
    #[arg(long, value_parser = bearer_token)]
    token: Option<String>,

    /// For how long the tokens that it gives are good.
    #[arg(long, default_value_t = 3600, value_name = "SECONDS")]
    token_lifetime: u32,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let lifetime = Duration::from_secs(arguments.token_lifetime.into());
    let tokens = Tokens::new(lifetime, arguments.token.clone());
    let token = arguments.token.unwrap_or_else(|| tokens.issue_example());

    let listener = tokio::net::TcpListener::bind(&arguments.listen).await?;
    announce(&format!("http://{}/v1", listener.local_addr()?), &token)?;
    Listen::on(listener).until(interrupted()).serve(server(tokens)).await
}

/// The first line is for programs that started this one, the rest for people to paste.
fn announce(url: &str, token: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on {url}")?;
    writeln!(
        out,
        "curl -i {url}/service-order-amendments -H 'Authorization: Bearer {token}' \
         -H 'X-Request-ID: 1' -H 'X-Conversation-ID: 1' -H 'Content-Type: application/json' \
         -d '{{\"orderId\": 123, \"notes\": \"Ring twice\"}}'"
    )?;
    out.flush()
}

/// RFC 6750 §2.1: what a bearer token is made of; so it needs no quoting in the shell either.
fn bearer_token(text: &str) -> Result<String, String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if text.is_empty() || !text.bytes().all(fits) {
        return Err("letters, digits and - . _ ~ + / = only".to_owned());
    }
    Ok(text.to_owned())
}

async fn interrupted() {
    // Without signals there is nothing to wait for, and the process is ended from outside.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
