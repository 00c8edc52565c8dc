//! The wire table of a server: a line for each operation, from which its calls are dispatched.

/// Implements how calls reach the methods of a generated trait: an operation's id, its method, and the function of the
/// dispatcher that finds out `by` what its caller is known, where anyone is asked.
///
/// ```text
/// wire_calls!(GatewayDispatch: GatewayApi, GatewayRejections {
///     "getToken" => get_token,
///     "amendOrder" => amend_order by oauth2,
/// });
/// ```
///
/// Each operation has a function and a future of its own: one for all of them is as large as the largest, and takes the
/// compiler minutes where there are hundreds.
#[macro_export]
macro_rules! wire_calls {
    ($dispatch:ident: $api:ident, $rejections:ident { $($id:literal => $method:ident $(by $caller:ident)?),* $(,)? }) => {
        impl<A: $api, R: $rejections> $dispatch<A, R> {
            fn dispatch<'a>(&'a self, call: &'a $crate::server::Call) -> $crate::server::BoxFuture<'a, $crate::server::Outcome> {
                let _ = &self.api;
                match call.operation().id {
                    $($id => {
                        #[allow(deprecated, reason = "the description still has what it deprecates")]
                        async fn $method<A: $api, R: $rejections>(
                            dispatch: &$dispatch<A, R>,
                            call: &$crate::server::Call,
                        ) -> $crate::server::Outcome {
                            $crate::__wire_call!(dispatch call $method $($caller)?)
                        }
                        Box::pin($method(self, call))
                    })*
                    _ => Box::pin(async { Err($crate::server::Refusal::not_implemented()) }),
                }
            }
        }
    };
}

/// One call of a table.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_call {
    ($dispatch:ident $call:ident $method:ident) => {{
        let request = $call.read().await?;
        $call.answer($dispatch.api.$method($call.context(), request).await)
    }};
    ($dispatch:ident $call:ident $method:ident $caller:ident) => {{
        let caller = $dispatch.$caller($call).await?;
        let request = $call.read().await?;
        $call.answer($dispatch.api.$method($call.context(), caller, request).await)
    }};
}
