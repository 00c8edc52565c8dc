//! The wire table of a client: a line for each operation, from which its methods are made.

/// Implements the methods of a generated client, each of an operation's request; `at` names the server of one that is not
/// served where the others are. Those of a sender have an address of their own.
///
/// ```text
/// wire_methods! {
///     impl Client {
///         /// Reads an order.
///         get_order(GetOrderRequest),
///
///         /// Sends a file.
///         send_file(SendFileRequest) at "https://files.example.com",
///     }
/// }
///
/// wire_methods! {
///     impl WebhookSender to url {
///         /// Tells that an order has changed.
///         order_changed(OrderChangedRequest),
///     }
/// }
/// ```
#[macro_export]
macro_rules! wire_methods {
    (impl $client:ident {
        $($(#$about:tt)* $method:ident($request:ty) $(at $server:literal)?),* $(,)?
    }) => {
        impl $client {
            $($crate::__wire_method! { [$(#$about)*] $method($request) $(at $server)? })*
        }
    };
    (impl $client:ident to $url:ident { $($(#$about:tt)* $method:ident($request:ty)),* $(,)? }) => {
        impl $client { $(
            $(#$about)*
            pub fn $method(&self, $url: &str, request: &$request) -> impl ::core::future::Future<Output = $crate::client::Answer<$request>> {
                self.core.call_at($url, request)
            }
        )* }
    };
}

/// A method of a client. To hand on the future of the call is much cheaper to compile than an `async fn` around it; where
/// another server is called, there must be one that keeps its address.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_method {
    ([$($about:tt)*] $method:ident($request:ty)) => {
        $($about)*
        pub fn $method(&self, request: &$request) -> impl ::core::future::Future<Output = $crate::client::Answer<$request>> {
            self.core.call(request)
        }
    };
    ([$($about:tt)*] $method:ident($request:ty) at $server:literal) => {
        $($about)*
        pub async fn $method(&self, request: &$request) -> $crate::client::Answer<$request> {
            self.core.at($server).call(request).await
        }
    };
}
