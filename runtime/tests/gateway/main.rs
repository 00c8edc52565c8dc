//! What generated code looks like, by hand, and how it behaves: in process and over sockets.
#![cfg(all(feature = "server", feature = "client", feature = "reqwest", feature = "axum"))]

mod around;
mod choices;
mod faults;
mod refusals;
mod sample;
mod scripted;
mod secrets;
mod tokens;
mod wire;

use std::net::SocketAddr;

use sample::{
    AmendOrderError, AmendOrderRequest, AmendOrderSuccess, Amendment, Client, Error, GatewayApi,
    GatewayAuth, GatewayServer, GetOrderError, GetOrderRequest, GetOrderSuccess, Token,
    TokenCallRequest, TokenError, TokenSuccess,
};
use specwright_runtime::server::{AuthError, Context, Failure, IntoRouter as _};

/// A gateway that knows one token and a few orders.
struct App;

struct Claims {
    scopes: &'static [&'static str],
}

struct Auth;

impl GatewayAuth for Auth {
    type Oauth2 = Claims;

    async fn oauth2(
        &self,
        token: &str,
        scopes: &'static [&'static str],
        _: &Context,
    ) -> Result<Claims, AuthError> {
        match token {
            "good" => Ok(Claims { scopes }),
            "weak" => Err(AuthError::Forbidden),
            "late" => Err(std::io::Error::other("no keys").into()),
            _ => Err(AuthError::Unauthenticated),
        }
    }
}

impl GatewayApi for App {
    type Auth = Auth;

    async fn amend_order(
        &self,
        cx: &Context,
        caller: Claims,
        request: AmendOrderRequest,
    ) -> Result<AmendOrderSuccess, Failure<AmendOrderError>> {
        assert_eq!(caller.scopes, ["tenant.all.all"]);
        assert_eq!(cx.header("x-request-id"), Some(request.x_request_id.as_str()));
        match request.body.order_id {
            404 => Err(AmendOrderError::UnprocessableEntity(Error {
                uuid: "1".to_owned(),
                code: "NO_SUCH_ORDER".to_owned(),
                messages: Vec::new(),
            }))?,
            500 => Err(std::io::Error::other("secret detail"))?,
            501 => panic!("secret detail"),
            // No supplier has an empty name.
            405 => Ok(AmendOrderSuccess::Created(Amendment {
                supplier: Some(String::new()),
                ..request.body
            })),
            _ => Ok(AmendOrderSuccess::Created(request.body)),
        }
    }

    async fn get_order(
        &self,
        _: &Context,
        _: Claims,
        request: GetOrderRequest,
    ) -> Result<GetOrderSuccess, Failure<GetOrderError>> {
        match request.id {
            507 => Err(GetOrderError::Default {
                status: specwright_runtime::http::StatusCode::INSUFFICIENT_STORAGE,
            }
            .into()),
            410 => {
                let body =
                    Error { uuid: "2".to_owned(), code: "GONE".to_owned(), messages: Vec::new() };
                Err(GetOrderError::ClientError {
                    status: specwright_runtime::http::StatusCode::GONE,
                    body,
                }
                .into())
            }
            id => {
                let body = Amendment { order_id: id, supplier: None, tasks: request.tags };
                Ok(GetOrderSuccess::Ok { x_total: Some(request.limit), body })
            }
        }
    }

    async fn token(
        &self,
        _: &Context,
        request: TokenCallRequest,
    ) -> Result<TokenSuccess, Failure<TokenError>> {
        let access_token = request.body.scope.unwrap_or_else(|| "good".to_owned());
        Ok(TokenSuccess::Ok(Token { access_token, expires_in: 3600 }))
    }
}

fn server() -> GatewayServer<App> {
    GatewayServer::new(App, Auth)
}

/// Serves on a port of the loopback interface.
async fn listen() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = server().into_router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn amendment(order_id: u64) -> AmendOrderRequest {
    let body = Amendment { order_id, supplier: Some("DUMMY".to_owned()), tasks: None };
    AmendOrderRequest { x_request_id: "r1".to_owned(), x_conversation_id: "c1".to_owned(), body }
}

fn client(address: SocketAddr) -> Client {
    Client::builder(format!("http://{address}")).bearer("good").build().expect("a client")
}
