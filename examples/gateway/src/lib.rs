//! A gateway in memory over the generated server, to run, to test clients against, and to copy from.
//!
//! `gateway` implements the generated trait and is the only place that knows both HTTP and orders; `tokens` issues and
//! judges access tokens; `orders` are what a tenant has, and how they change; `supplier` stands in for the suppliers.

mod gateway;
mod orders;
mod supplier;
mod tokens;

use fibre_gateway::server::GatewayServer;

pub use gateway::Gateway;
pub use tokens::{Caller, Tokens};

/// The gateway as a service for any HTTP library.
pub fn server(tokens: Tokens) -> GatewayServer<Gateway> {
    GatewayServer::new(Gateway::new(tokens.clone()), tokens)
}
