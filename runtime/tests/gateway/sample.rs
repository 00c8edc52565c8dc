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

use specwright_runtime::client::{self, ClientError, Core, Reply};
use specwright_runtime::http::Method;
use specwright_runtime::operation::{OperationMeta, RequestBody, Status, wire_operation};
use specwright_runtime::server::{
    Answer, AuthError, BoxFuture, Call, Context, Dispatch, Host, Options, Outcome, Refusal,
    RefusalBody, Route, Router, Served, Service, Serving, wire_calls,
};
use specwright_runtime::wire::{wire_enum, wire_object};

wire_object! {
    pub struct Amendment {
        pub order_id: u64 = "orderId" required,
        pub supplier: Option<String> = "supplier" optional [length(1..=20)],
        pub tasks: Option<Vec<String>> = "tasks" optional [min_items(1)],
    }
    new(order_id: u64);
}

wire_object! {
    pub struct Error {
        pub uuid: String = "uuid" required,
        pub code: String = "code" required,
        pub messages: Vec<String> = "messages" required,
    }
    new(code: impl Into<String>, messages: Vec<String>, uuid: impl Into<String>);
}

wire_object! {
    pub struct TokenRequest {
        pub grant_type: GrantType = "grant_type" required,
        pub scope: Option<String> = "scope" optional,
    }
    new(grant_type: GrantType);
}

wire_enum! {
    pub enum GrantType {
        ClientCredentials = "client_credentials",
    }
}

wire_object! {
    pub struct Token {
        pub access_token: String = "access_token" required,
        pub expires_in: u64 = "expires_in" required,
    }
    new(access_token: impl Into<String>, expires_in: u64);
}

wire_operation! {
    pub static AMEND_ORDER: "amendOrder" "POST" "/service-order-amendments" {
        tags: ["Order Management"],
        security: [[bearer "oauth2" ["tenant.all.all"]]],
    }

    pub struct AmendOrderRequest {
        pub x_request_id: String = header "X-Request-ID" required [length(1..=50)],
        pub x_conversation_id: String = header "X-Conversation-ID" required,
        pub body: Amendment = json required [nested],
    }
    new(x_conversation_id: impl Into<String>, x_request_id: impl Into<String>, body: Amendment);

    pub enum AmendOrderSuccess {
        Created(Amendment = json) = 201,
    }

    pub enum AmendOrderError {
        BadRequest(Error = json) = 400,
        Unauthorized(Error = json) = 401,
        Forbidden = 403,
        UnprocessableEntity(Error = json) = 422,
        InternalServerError(Error = json) = 500,
    }
}

wire_operation! {
    pub static GET_ORDER: "getOrder" "GET" "/service-orders/{id}" {
        security: [[bearer "oauth2"]],
    }

    pub struct GetOrderRequest {
        pub id: u64 = path "id" required,
        pub limit: u64 = query "limit" default(20) [range(1..=100)],
        pub tags: Option<Vec<String>> = query "tags" [pipe_delimited array] optional,
    }
    new(id: u64);

    pub enum GetOrderSuccess {
        Ok { x_total: Option<u64> = header "X-Total" optional, body: Amendment = json required } = 200,
    }

    pub enum GetOrderError {
        ClientError { status = code, body: Error = json required } = 4XX,
        Default { status = code } = default,
    }
}

wire_operation! {
    pub static TOKEN: "token" "POST" "/auth/tenant/access-token" {
        security: [[]],
    }

    pub struct TokenCallRequest {
        pub body: TokenRequest = form "application/x-www-form-urlencoded" required,
    }
    new(body: TokenRequest);

    pub enum TokenSuccess {
        Ok(Token = json) = 200,
    }

    pub enum TokenError {
        BadRequest(Error = json) = 400,
    }
}

pub trait GatewayApi: Send + Sync + 'static {
    type Auth: GatewayAuth;

    fn amend_order(
        &self,
        cx: &Context,
        caller: <Self::Auth as GatewayAuth>::Oauth2,
        request: AmendOrderRequest,
    ) -> impl Serving<AmendOrderRequest>;

    fn get_order(
        &self,
        cx: &Context,
        caller: <Self::Auth as GatewayAuth>::Oauth2,
        request: GetOrderRequest,
    ) -> impl Serving<GetOrderRequest>;

    fn token(&self, cx: &Context, request: TokenCallRequest) -> impl Serving<TokenCallRequest>;
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
    match router().find(method.as_str(), path, "") {
        Route::Found(operation, _) => Some(operation),
        Route::OtherMethods(_) | Route::NotFound => None,
    }
}

fn router() -> &'static Router {
    static ROUTER: LazyLock<Router> = LazyLock::new(|| Router::new(operations(), |_| &[""]));
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

    pub fn with_hooks(self, hooks: impl specwright_runtime::server::Hooks) -> Self {
        Self(self.0.with_hooks(hooks))
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
        self.0.call(request).await
    }

    pub async fn get_order(
        &self,
        request: &GetOrderRequest,
    ) -> Result<Reply<GetOrderSuccess>, ClientError<GetOrderError>> {
        self.0.call(request).await
    }

    pub async fn token(
        &self,
        request: &TokenCallRequest,
    ) -> Result<Reply<TokenSuccess>, ClientError<TokenError>> {
        self.0.call(request).await
    }
}

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self(core)
    }
}
