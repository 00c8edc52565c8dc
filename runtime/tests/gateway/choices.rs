//! Which credentials, servers and headers a call goes out with: held against recorded requests.

use specwright_runtime::bytes::Bytes;
use specwright_runtime::client::{
    self, AuthFailure, BoxFuture, CallOptions, Core, Credential, Credentials, InProcess, Recorded,
};
use specwright_runtime::http::{Request, StatusCode};
use specwright_runtime::operation::{Need, wire_operation};
use specwright_runtime::secret::Secret;

use super::sample::{Amendment, Client, GetOrderRequest};

wire_operation! {
    pub static EITHER: "either" "GET" "/orders/{id}" {
        security: [
            [bearer "oauth2" ["read"], basic "basic"],
            [basic "basic", api_key "query" query "key"],
            [api_key "cookie" cookie "session"],
            [],
        ],
    }

    pub struct EitherRequest {
        pub id: u64 = path "id" required,
        pub limit: u64 = query "limit" default(1),
    }
    new(id: u64);

    pub enum EitherSuccess {
        Ok(Amendment = json) = 200,
    }

    pub enum EitherError {}
}

struct Bare(Core);

impl From<Core> for Bare {
    fn from(core: Core) -> Self {
        Self(core)
    }
}

type Build = fn(client::Builder<Bare>) -> client::Builder<Bare>;

/// What goes out of one call.
async fn sent(build: Build, with: impl FnOnce(Core) -> Core) -> Request<Bytes> {
    let recorded = Recorded::new().json(StatusCode::OK, r#"{"orderId":7}"#);
    let builder = client::Builder::new("http://host/v1/").transport(recorded.clone());
    let Bare(core) = build(builder).build().expect("a client");
    let called = with(core).call(&EitherRequest::new(7)).await;
    called.expect("an order");
    recorded.requests().remove(0)
}

#[tokio::test]
async fn the_first_alternative_that_can_be_met_is_taken() {
    let rows: &[(Build, Option<&str>, Option<&str>, &str)] = &[
        (|builder| builder, None, None, "limit=1"),
        // Two schemes of one header are no alternative, however much there is to say.
        (
            |builder| builder.bearer("t").basic("me", "p").api_key("query", "k&"),
            Some("Basic bWU6cA=="),
            None,
            "limit=1&key=k%26",
        ),
        (|builder| builder.bearer("t").basic("me", "p"), None, None, "limit=1"),
        (|builder| builder.api_key("cookie", "c"), None, Some("session=c"), "limit=1"),
        (|builder| builder.credentials(Vault), None, Some("session=vault"), "limit=1"),
    ];
    for (build, authorization, cookie, query) in rows {
        let request = sent(*build, |core| core).await;
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let found = (header("authorization"), header("cookie"), request.uri().query());
        assert_eq!(found, (*authorization, *cookie, Some(*query)));
    }
}

wire_operation! {
    pub static TWICE: "twice" "GET" "/orders" {
        security: [[
            api_key "query" query "key", api_key "header" header "X-Key", api_key "cookie" cookie "session",
        ]],
    }

    pub struct TwiceRequest {
        pub key: Option<String> = query "key" optional,
        pub x_key: Option<String> = header "X-Key" optional,
        pub session: Option<String> = cookie "session" optional,
    }

    pub enum TwiceSuccess {
        Ok(Amendment = json) = 200,
    }

    pub enum TwiceError {}
}

/// Some descriptions say of a key that it is a parameter, too.
#[tokio::test]
async fn what_the_call_gives_is_not_said_twice() {
    let own = || Some("own".to_owned());
    for (request, query, key, cookie) in [
        (TwiceRequest::default(), "key=q", "h", "session=c"),
        (
            TwiceRequest { key: own(), x_key: own(), session: own() },
            "key=own",
            "own",
            "session=own",
        ),
    ] {
        let recorded = Recorded::new().json(StatusCode::OK, r#"{"orderId":7}"#);
        let builder = client::Builder::<Bare>::new("http://host").transport(recorded.clone());
        let builder = builder.api_key("query", "q").api_key("header", "h").api_key("cookie", "c");
        let Bare(core) = builder.build().expect("a client");
        core.call(&request).await.expect("an order");
        let sent = recorded.requests().remove(0);
        let header = |name| sent.headers().get(name).and_then(|value| value.to_str().ok());
        let found = (sent.uri().query(), header("x-key"), header("cookie"));
        assert_eq!(found, (Some(query), Some(key), Some(cookie)));
    }
}

/// Knows one scheme only.
struct Vault;

impl Credentials for Vault {
    fn knows(&self, need: &Need) -> bool {
        need.scheme == "cookie"
    }

    fn credential<'a>(
        &'a self,
        _: &'a Need,
        _: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, AuthFailure>> {
        Box::pin(async { Ok(Credential::ApiKey(Secret::new("vault"))) })
    }
}

#[tokio::test]
async fn base_urls_and_servers_are_joined() {
    let to = |base: &'static str| move |core: Core| core.with(options(base));
    for (request, expected) in [
        (sent(|builder| builder, |core| core).await, "http://host/v1/orders/7?limit=1"),
        (sent(|builder| builder, |core| core.at("/v2/")).await, "http://host/v2/orders/7?limit=1"),
        (
            sent(|builder| builder, |core| core.at("https://files")).await,
            "https://files/orders/7?limit=1",
        ),
        (
            sent(client::Builder::one_base, |core| core.at("https://files")).await,
            "http://host/v1/orders/7?limit=1",
        ),
        (
            sent(|builder| builder, |core| to("http://other/")(core).at("/v2")).await,
            "http://other/orders/7?limit=1",
        ),
    ] {
        assert_eq!(request.uri().to_string(), expected);
    }
}

fn options(base: &str) -> CallOptions {
    CallOptions::new().base(base).expect("a base URL")
}

#[tokio::test]
async fn calls_may_differ_from_their_client() {
    let build: Build = |builder| {
        let builder = builder.basic("me", "p").api_key("query", "k").header("x-own", "a");
        builder.header("accept-language", "en")
    };
    let options = CallOptions::new().bearer(&Secret::new("mine")).expect("a token");
    let options = options.header("x-own".parse().expect("a name"), "b".parse().expect("a value"));
    let options = options.extension(7_u8).no_retry();
    let request = sent(build, |core| core.with(options)).await;
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!((header("authorization"), header("x-own")), (Some("Bearer mine"), Some("b")));
    assert_eq!(header("accept-language"), Some("en"));
    assert_eq!(request.extensions().get::<u8>(), Some(&7));
}

/// The server decides who that is; a transport of one's own goes with credentials of one's own.
#[tokio::test]
async fn a_client_in_process_is_let_in_by_whoever_lets_in_anyone() {
    let client: Client = client::in_process(super::server(), "");
    let request = GetOrderRequest { id: 7, limit: 1, tags: None };
    let refused = client.get_order(&request).await.expect_err("this server knows one token");
    assert_eq!(refused.status(), Some(StatusCode::UNAUTHORIZED));

    let built = Client::builder("http://gateway").transport(InProcess(super::server()));
    assert!(built.bearer("good").build().expect("a client").get_order(&request).await.is_ok());
}
