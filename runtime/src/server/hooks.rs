//! What a team has run around every operation.

use super::{Answer, Context, Refusal};
use crate::operation::BoxFuture;

/// Runs before and after every operation of a server. Both are free to be left out.
///
/// Layers around the server see requests and answers alone; hooks know the operation, and speak the document's words.
pub trait Hooks: Send + Sync + 'static {
    /// Before credentials are judged. Something attached to the context's extensions is found there by the operation. An
    /// answer is given instead of the operation's; a refusal is in the document's words.
    fn before<'a>(
        &'a self,
        _cx: &'a mut Context,
    ) -> BoxFuture<'a, Result<Option<Answer>, Refusal>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// After all, with the answer that goes out, which may be a refusal.
    fn after<'a>(&'a self, _cx: &'a Context, _answer: &'a mut Answer) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }
}
