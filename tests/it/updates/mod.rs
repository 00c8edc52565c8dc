//! Servers that others call of their own accord: the tenant's, which the gateway tells of orders, and a webhook's receiver.

mod tenant;
mod webhooks;

use std::net::SocketAddr;

/// Serves on a port of the loopback interface.
async fn listen(router: axum::Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
