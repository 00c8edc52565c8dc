//! The server of the feature documents: it notes what it read, and streams what it is told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use features::models::{Caller, Update};
use features::operations::*;
use features::server::{FeaturesApi, FeaturesAuth, FeaturesRejections, FeaturesServer};
use serde_json::{Value, json};
use specwright_runtime::operation::{ByteStream, Items};
use specwright_runtime::server::{AuthError, Basic, Context, Failure, Or, Refusal};
use specwright_runtime::wire;

use super::operations::{noted_operations, other_operations};

/// Notes what it read.
#[derive(Clone, Default)]
pub(super) struct App(Arc<Mutex<Value>>);

impl App {
    /// What the last request was read as.
    pub(super) fn seen(&self) -> Value {
        self.0.lock().expect("nobody panics").take()
    }

    fn note(&self, what: Value) {
        *self.0.lock().expect("nobody panics") = what;
    }
}

pub(super) fn server(app: App) -> FeaturesServer<App, Words> {
    FeaturesServer::with_rejections(app, Judge, Words)
}

/// Refusals; one of the documents describes a body that nobody could fill in but its own team.
pub(super) struct Words;

impl FeaturesRejections for Words {
    fn any_other_text(&self, refusal: &Refusal) -> BTreeMap<String, Value> {
        BTreeMap::from([("message".to_owned(), refusal.message().into())])
    }
}

/// Who is let in, and by what.
pub(super) struct Who(String);

/// Lets in who says `good`; knows `poor`, who may nothing.
pub(super) struct Judge;

fn judge(scheme: &str, said: &str, scopes: &[&str]) -> Result<Who, AuthError> {
    match said {
        "good" => Ok(Who([&[scheme], scopes].concat().join(" "))),
        "poor" => Err(AuthError::Forbidden),
        "broken" => Err(std::io::Error::other("no keys"))?,
        _ => Err(AuthError::Unauthenticated),
    }
}

macro_rules! schemes {
    ($($method:ident $ty:ident)*) => {$(
        async fn $method(&self, said: &str, scopes: &'static [&'static str], _: &Context) -> Result<Who, AuthError> {
            judge(stringify!($method), said, scopes)
        }
    )*};
}

impl FeaturesAuth for Judge {
    type Basic = Who;
    type Bearer = Who;
    type Digest = Who;
    type KeyInCookie = Who;
    type KeyInHeader = Who;
    type KeyInQuery = Who;
    type MutualTls = Who;
    type Oauth2 = Who;
    type OpenId = Who;

    schemes! {
        bearer Bearer
        digest Digest
        key_in_cookie KeyInCookie
        key_in_header KeyInHeader
        key_in_query KeyInQuery
        oauth2 Oauth2
        open_id OpenId
    }

    async fn basic(
        &self,
        user: &Basic,
        scopes: &'static [&'static str],
        _: &Context,
    ) -> Result<Who, AuthError> {
        judge("basic", &user.password, scopes)
    }

    async fn mutual_tls(&self, _: &'static [&'static str], _: &Context) -> Result<Who, AuthError> {
        Err(AuthError::Missing)
    }
}

fn caller(who: &[Who]) -> Caller {
    Caller::new(who.iter().map(|who| who.0.clone()).collect())
}

macro_rules! noted {
    ($($id:literal $method:ident $request:ident $success:ident $error:ident [$($field:ident)*] |$given:ident| $answer:expr;)*) => {$(
        async fn $method(&self, _: &Context, $given: $request) -> Result<$success, Failure<$error>> {
            self.note(json!({$((stringify!($field).trim_start_matches("r#")): wire::to_value(&$given.$field)),*}));
            Ok($answer)
        }
    )*};
}

macro_rules! not_served {
    ($($method:ident $request:ident $success:ident $error:ident $($who:ident)?;)*) => {$(
        async fn $method(&self, _: &Context, $(_: $who,)? _: $request) -> Result<$success, Failure<$error>> {
            Err(Failure::unexpected("not served here"))
        }
    )*};
}

impl FeaturesApi for App {
    type Auth = Judge;

    noted_operations!(noted);
    other_operations!(not_served);

    async fn either(
        &self,
        _: &Context,
        who: Or<Who, Who>,
        _: EitherRequest,
    ) -> Result<EitherSuccess, Failure<EitherError>> {
        let (Or::First(who) | Or::Second(who)) = who;
        Ok(EitherSuccess::Ok(caller(&[who])))
    }

    async fn both(
        &self,
        _: &Context,
        (one, other): (Who, Who),
        _: BothRequest,
    ) -> Result<BothSuccess, Failure<BothError>> {
        Ok(BothSuccess::Ok(caller(&[one, other])))
    }

    async fn either_both(
        &self,
        _: &Context,
        who: Or<(Who, Who), Who>,
        _: EitherBothRequest,
    ) -> Result<EitherBothSuccess, Failure<EitherBothError>> {
        Ok(EitherBothSuccess::Ok(match who {
            Or::First((one, other)) => caller(&[one, other]),
            Or::Second(who) => caller(&[who]),
        }))
    }

    async fn perhaps(
        &self,
        _: &Context,
        who: Option<Who>,
        _: PerhapsRequest,
    ) -> Result<PerhapsSuccess, Failure<PerhapsError>> {
        Ok(PerhapsSuccess::Ok(caller(&who.into_iter().collect::<Vec<_>>())))
    }

    async fn scopes_in_choice(
        &self,
        _: &Context,
        who: Or<Who, Who>,
        _: ScopesInChoiceRequest,
    ) -> Result<ScopesInChoiceSuccess, Failure<ScopesInChoiceError>> {
        let (Or::First(who) | Or::Second(who)) = who;
        Ok(ScopesInChoiceSuccess::Ok(caller(&[who])))
    }

    /// The same items, each as soon as it came.
    async fn lines(
        &self,
        _: &Context,
        request: LinesRequest,
    ) -> Result<LinesSuccess, Failure<LinesError>> {
        Ok(LinesSuccess::Ok(Items::fallible(request.body)))
    }

    /// The same items, after all of them came: what is wrong with one refuses the request.
    async fn sequence(
        &self,
        _: &Context,
        request: SequenceRequest,
    ) -> Result<SequenceSuccess, Failure<SequenceError>> {
        Ok(SequenceSuccess::Ok(request.body.all(100).await?.into()))
    }

    async fn ndjson(
        &self,
        _: &Context,
        request: NdjsonRequest,
    ) -> Result<NdjsonSuccess, Failure<NdjsonError>> {
        Ok(NdjsonSuccess::Ok((1..=request.count).map(|id| Update::new(id, "NEW")).collect()))
    }

    async fn events(
        &self,
        _: &Context,
        request: EventsRequest,
    ) -> Result<EventsSuccess, Failure<EventsError>> {
        let first = request.last_event_id.map_or(0, |last| last.parse::<u8>().unwrap_or(0)) + 1;
        let events = (first..first + 3).map(|id| {
            let event = json!({"id": id.to_string(), "event": "update", "data": format!("{{\"id\": {id}}}\nend")});
            wire::from_value(&event).expect("an event")
        });
        Ok(EventsSuccess::Ok(events.collect()))
    }

    async fn event_kinds(
        &self,
        _: &Context,
        _: EventKindsRequest,
    ) -> Result<EventKindsSuccess, Failure<EventKindsError>> {
        let events =
            [json!({"event": "update", "data": "{}"}), json!({"event": "note", "data": "text"})];
        let events = events.iter().map(|event| wire::from_value(event).expect("an event"));
        Ok(EventKindsSuccess::Ok(events.collect()))
    }

    async fn upload(
        &self,
        _: &Context,
        request: UploadRequest,
    ) -> Result<UploadSuccess, Failure<UploadError>> {
        let (mut body, mut length) = (request.body, 0);
        while let Some(piece) = body.next().await {
            length += piece?.len();
        }
        Ok(UploadSuccess::Ok(i64::try_from(length)?))
    }

    async fn download(
        &self,
        _: &Context,
        request: DownloadRequest,
    ) -> Result<DownloadSuccess, Failure<DownloadError>> {
        match request.name.as_str() {
            "none" => Err(DownloadError::NotFound)?,
            name => Ok(DownloadSuccess::Ok(ByteStream::from(name.repeat(1000)))),
        }
    }

    async fn take_picture(
        &self,
        _: &Context,
        request: TakePictureRequest,
    ) -> Result<TakePictureSuccess, Failure<TakePictureError>> {
        self.note(json!(request.body.media_type()));
        Ok(TakePictureSuccess::NoContent)
    }
}
