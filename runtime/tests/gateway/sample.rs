//! The code that the generator prints for three operations.
#![allow(
    clippy::match_same_arms,
    clippy::wildcard_enum_match_arm,
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "a sample of generated code, without its docs"
)]

use std::sync::LazyLock;
use std::task::{Context as TaskContext, Poll};

use specwright_runtime::check::{Check, Location, Violations};
use specwright_runtime::client::{self, ClientError, Core, Reply};
use specwright_runtime::http::{self, Method};
use specwright_runtime::operation::{
    Need, OperationMeta, RequestBody, Status, wire_error, wire_reply, wire_request,
};
use specwright_runtime::server::{
    Answer, AuthError, BoxFuture, Call, Context, Dispatch, Failure, Host, Options, Outcome,
    Refusal, RefusalBody, Route, Router, Served, Service, wire_calls,
};
use specwright_runtime::wire::{wire_enum, wire_object};

#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    pub order_id: u64,
    pub supplier: Option<String>,
    pub tasks: Option<Vec<String>>,
}

wire_object!(Amendment {
    order_id: "orderId" required,
    supplier: "supplier" optional,
    tasks: "tasks" optional,
});

impl Check for Amendment {
    fn check(&self, found: &mut Violations) {
        found.at("supplier").length(&self.supplier, 1..=20);
        found.at("tasks").min_items(&self.tasks, 1);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub uuid: String,
    pub code: String,
    pub messages: Vec<String>,
}

wire_object!(Error {
    uuid: "uuid" required,
    code: "code" required,
    messages: "messages" required,
});

impl Check for Error {}

#[derive(Clone, Debug, PartialEq)]
pub struct TokenRequest {
    pub grant_type: GrantType,
    pub scope: Option<String>,
}

wire_object!(TokenRequest {
    grant_type: "grant_type" required,
    scope: "scope" optional,
});

impl Check for TokenRequest {}

wire_enum! {
    pub enum GrantType {
        ClientCredentials = "client_credentials",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub access_token: String,
    pub expires_in: u64,
}

wire_object!(Token {
    access_token: "access_token" required,
    expires_in: "expires_in" required,
});

impl Check for Token {}

pub static AMEND_ORDER: OperationMeta = OperationMeta {
    id: "amendOrder",
    method: "POST",
    path: "/service-order-amendments",
    tags: &["Order Management"],
    security: &[&[Need::bearer("oauth2", &["tenant.all.all"])]],
    consumes: &["application/json"],
    produces: &["application/json"],
    statuses: &[
        Status::Code(201),
        Status::Code(400),
        Status::Code(401),
        Status::Code(403),
        Status::Code(422),
        Status::Code(500),
    ],
};

#[derive(Clone, Debug, PartialEq)]
pub struct AmendOrderRequest {
    pub x_request_id: String,
    pub x_conversation_id: String,
    pub body: Amendment,
}

wire_request!(AmendOrderRequest {
    x_request_id: header "X-Request-ID" required,
    x_conversation_id: header "X-Conversation-ID" required,
    body: json "application/json" required,
});

impl Check for AmendOrderRequest {
    fn check(&self, found: &mut Violations) {
        found.within(Location::Header, "X-Request-ID", |found| {
            found.here().length(&self.x_request_id, 1..=50);
        });
        self.body.check(found);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum AmendOrderSuccess {
    Created(Amendment),
}

wire_reply!(AmendOrderSuccess {
    201 => Created(json "application/json"),
});

#[derive(Clone, Debug, PartialEq)]
pub enum AmendOrderError {
    BadRequest(Error),
    Unauthorized(Error),
    Forbidden,
    UnprocessableEntity(Error),
    InternalServerError(Error),
}

wire_error!(AmendOrderError {
    400 => BadRequest(json "application/json"),
    401 => Unauthorized(json "application/json"),
    403 => Forbidden,
    422 => UnprocessableEntity(json "application/json"),
    500 => InternalServerError(json "application/json"),
});

pub static GET_ORDER: OperationMeta = OperationMeta {
    id: "getOrder",
    method: "GET",
    path: "/service-orders/{id}",
    tags: &[],
    security: &[&[Need::bearer("oauth2", &[])]],
    consumes: &[],
    produces: &["application/json"],
    statuses: &[Status::Code(200), Status::Range(4), Status::Default],
};

#[derive(Clone, Debug, PartialEq)]
pub struct GetOrderRequest {
    pub id: u64,
    pub limit: u64,
    pub tags: Option<Vec<String>>,
}

wire_request!(GetOrderRequest {
    id: path "id" required,
    limit: query "limit" default(20),
    tags: query "tags" [pipe_delimited array] optional,
});

impl Check for GetOrderRequest {
    fn check(&self, found: &mut Violations) {
        found.within(Location::Query, "limit", |found| {
            found.here().range(&self.limit, 1..=100);
        });
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum GetOrderSuccess {
    Ok { x_total: Option<u64>, body: Amendment },
}

wire_reply!(GetOrderSuccess {
    200 => Ok { x_total: header "X-Total" optional, body: json "application/json" required },
});

#[derive(Clone, Debug, PartialEq)]
pub enum GetOrderError {
    ClientError { status: http::StatusCode, body: Error },
    Default { status: http::StatusCode },
}

wire_error!(GetOrderError {
    4XX => ClientError { status: code, body: json "application/json" required },
    default => Default { status: code },
});

pub static TOKEN: OperationMeta = OperationMeta {
    id: "token",
    method: "POST",
    path: "/auth/tenant/access-token",
    tags: &[],
    security: &[&[]],
    consumes: &["application/x-www-form-urlencoded"],
    produces: &["application/json"],
    statuses: &[Status::Code(200), Status::Code(400)],
};

#[derive(Clone, Debug, PartialEq)]
pub struct TokenCallRequest {
    pub body: TokenRequest,
}

wire_request!(TokenCallRequest {
    body: form "application/x-www-form-urlencoded" required,
});

impl Check for TokenCallRequest {}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenSuccess {
    Ok(Token),
}

wire_reply!(TokenSuccess {
    200 => Ok(json "application/json"),
});

#[derive(Clone, Debug, PartialEq)]
pub enum TokenError {
    BadRequest(Error),
}

wire_error!(TokenError {
    400 => BadRequest(json "application/json"),
});

pub trait GatewayApi: Send + Sync + 'static {
    type Auth: GatewayAuth;

    fn amend_order(
        &self,
        cx: &Context,
        caller: <Self::Auth as GatewayAuth>::Oauth2,
        request: AmendOrderRequest,
    ) -> impl Future<Output = Result<AmendOrderSuccess, Failure<AmendOrderError>>> + Send;

    fn get_order(
        &self,
        cx: &Context,
        caller: <Self::Auth as GatewayAuth>::Oauth2,
        request: GetOrderRequest,
    ) -> impl Future<Output = Result<GetOrderSuccess, Failure<GetOrderError>>> + Send;

    fn token(
        &self,
        cx: &Context,
        request: TokenCallRequest,
    ) -> impl Future<Output = Result<TokenSuccess, Failure<TokenError>>> + Send;
}

pub trait GatewayAuth: Send + Sync + 'static {
    type Oauth2: Send;

    fn oauth2(
        &self,
        token: &str,
        scopes: &'static [&'static str],
        cx: &Context,
    ) -> impl Future<Output = Result<Self::Oauth2, AuthError>> + Send;
}

pub trait GatewayRejections: Send + Sync + 'static {
    fn bad_request(&self, refusal: &Refusal) -> Error {
        Error {
            uuid: refusal.id(),
            code: "MALFORMED_REQUEST".to_owned(),
            messages: refusal.messages(),
        }
    }

    fn unprocessable_entity(&self, refusal: &Refusal) -> Error {
        Error {
            uuid: refusal.id(),
            code: "INVALID_REQUEST".to_owned(),
            messages: refusal.messages(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct DefaultRejections;

impl GatewayRejections for DefaultRejections {}

pub fn operations() -> &'static [&'static OperationMeta] {
    static OPERATIONS: [&OperationMeta; 3] = [&AMEND_ORDER, &GET_ORDER, &TOKEN];
    &OPERATIONS
}

pub fn route(method: &Method, path: &str) -> Option<&'static OperationMeta> {
    match router().find(method.as_str(), path) {
        Route::Found(operation, _) => Some(operation),
        Route::OtherMethods(_) | Route::NotFound => None,
    }
}

fn router() -> &'static Router {
    static ROUTER: LazyLock<Router> = LazyLock::new(|| Router::new(operations()));
    &ROUTER
}

pub struct GatewayServer<A: GatewayApi, R: GatewayRejections = DefaultRejections>(
    Host<GatewayDispatch<A, R>>,
);

pub struct GatewayDispatch<A: GatewayApi, R> {
    api: A,
    auth: A::Auth,
    rejections: R,
}

impl<A: GatewayApi> GatewayServer<A> {
    pub fn new(api: A, auth: A::Auth) -> Self {
        Self::with_rejections(api, auth, DefaultRejections)
    }
}

impl<A: GatewayApi, R: GatewayRejections> GatewayServer<A, R> {
    pub fn with_rejections(api: A, auth: A::Auth, rejections: R) -> Self {
        Self(Host::new(GatewayDispatch { api, auth, rejections }))
    }

    pub fn with_options(self, options: Options) -> Self {
        Self(self.0.with_options(options))
    }
}

impl<A: GatewayApi, R: GatewayRejections> Clone for GatewayServer<A, R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<A, R, B> Service<http::Request<B>> for GatewayServer<A, R>
where
    A: GatewayApi,
    R: GatewayRejections,
    B: RequestBody,
{
    type Response = Answer;
    type Error = std::convert::Infallible;
    type Future = Served;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Served {
        self.0.serve(request)
    }
}

impl<A: GatewayApi, R: GatewayRejections> Dispatch for GatewayDispatch<A, R> {
    fn router(&self) -> &'static Router {
        router()
    }

    fn call<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Outcome> {
        self.dispatch(call)
    }

    fn refuse(&self, refusal: &Refusal) -> Option<RefusalBody> {
        match refusal.declared()? {
            Status::Code(400) => {
                refusal.json("application/json", &self.rejections.bad_request(refusal))
            }
            Status::Code(401 | 500) => {
                refusal.json("application/json", &self.rejections.bad_request(refusal))
            }
            Status::Code(422) => {
                refusal.json("application/json", &self.rejections.unprocessable_entity(refusal))
            }
            Status::Range(4) => {
                refusal.json("application/json", &self.rejections.unprocessable_entity(refusal))
            }
            _ => None,
        }
    }
}

wire_calls!(GatewayDispatch: GatewayApi, GatewayRejections {
    "amendOrder" => amend_order by oauth2,
    "getOrder" => get_order by oauth2,
    "token" => token,
});

impl<A: GatewayApi, R: GatewayRejections> GatewayDispatch<A, R> {
    async fn oauth2(&self, call: &Call) -> Result<<A::Auth as GatewayAuth>::Oauth2, AuthError> {
        let credentials = call.bearer()?;
        GatewayAuth::oauth2(&self.auth, credentials, call.scopes(0, 0), call.context()).await
    }
}

#[derive(Clone, Debug)]
pub struct Client(Core);

impl Client {
    pub fn builder(base: impl Into<String>) -> client::Builder<Self> {
        client::Builder::new(base)
    }

    pub fn in_process<S>(server: S) -> Self
    where
        client::InProcess<S>: client::Transport,
    {
        Self::builder("http://in-process")
            .transport(client::InProcess(server))
            .build()
            .expect("the base URL is one")
    }

    pub fn with(&self, options: client::CallOptions) -> Self {
        Self(self.0.with(options))
    }

    pub async fn amend_order(
        &self,
        request: &AmendOrderRequest,
    ) -> Result<Reply<AmendOrderSuccess>, ClientError<AmendOrderError>> {
        self.0.call(&AMEND_ORDER, request).await
    }

    pub async fn get_order(
        &self,
        request: &GetOrderRequest,
    ) -> Result<Reply<GetOrderSuccess>, ClientError<GetOrderError>> {
        self.0.call(&GET_ORDER, request).await
    }

    pub async fn token(
        &self,
        request: &TokenCallRequest,
    ) -> Result<Reply<TokenSuccess>, ClientError<TokenError>> {
        self.0.call(&TOKEN, request).await
    }
}

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self(core)
    }
}
