//! Bodies that come bit by bit, both ways, over a socket and in process.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use features::client::Client;
use features::models::Update;
use features::operations::*;
use specwright_runtime::bytes::Bytes;
use specwright_runtime::client::ClientError;
use specwright_runtime::operation::{ByteStream, Items};
use specwright_runtime::server::IntoRouter as _;

use super::app::{self, App};

async fn clients(app: &App) -> [Client; 2] {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = app::server(app.clone()).into_router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let socket = Client::builder(format!("http://{address}")).build().expect("a client");
    [Client::in_process(app::server(app.clone())), socket]
}

fn updates(count: i64) -> Vec<Update> {
    (1..=count).map(|id| Update::new(id, "two\nlines")).collect()
}

#[tokio::test]
async fn items_go_there_and_back() {
    for client in clients(&App::default()).await {
        let request = LinesRequest::new(updates(300).into());
        let LinesSuccess::Ok(items) = client.lines(&request).await.expect("a reply").value;
        assert_eq!(items.all(1000).await.expect("all of them"), updates(300));
        let request = SequenceRequest::new(updates(3).into());
        let SequenceSuccess::Ok(items) = client.sequence(&request).await.expect("a reply").value;
        assert_eq!(items.all(1000).await.expect("all of them"), updates(3));
        let request = NdjsonRequest { count: 2 };
        let NdjsonSuccess::Ok(mut items) = client.ndjson(&request).await.expect("a reply").value;
        assert_eq!(items.next().await.expect("an item").expect("a good one").id, 1);
        assert_eq!(items.next().await.expect("an item").expect("a good one").id, 2);
        assert!(items.next().await.is_none());
    }
}

#[tokio::test]
async fn an_item_against_a_constraint_refuses_the_request() {
    for client in clients(&App::default()).await {
        let request = SequenceRequest::new(vec![Update::new(1, "GOOD"), Update::new(0, "")].into());
        match client.sequence(&request).await {
            Err(ClientError::Api(refusal)) => {
                assert_eq!(refusal.value, SequenceError::UnprocessableEntity);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn events_come_with_their_names() {
    for client in clients(&App::default()).await {
        let request = EventsRequest { last_event_id: Some("4".to_owned()) };
        let EventsSuccess::Ok(events) = client.events(&request).await.expect("a reply").value;
        let events = events.all(10).await.expect("all of them");
        let ids: Vec<_> = events.iter().filter_map(|event| event.id.as_deref()).collect();
        assert_eq!(ids, ["5", "6", "7"]);
        assert_eq!(events[0].data, "{\"id\": 5}\nend");
        let kinds = client.event_kinds(&EventKindsRequest {}).await.expect("a reply").value;
        let EventKindsSuccess::Ok(events) = kinds;
        assert_eq!(events.all(10).await.expect("both").len(), 2);
    }
}

/// A body of many pieces, which counts those that were asked for.
struct Pieces(usize, Arc<AtomicUsize>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        self.1.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(&[7; 8192])))))
    }
}

#[tokio::test]
async fn a_file_of_any_length_passes() {
    for client in clients(&App::default()).await {
        let asked = Arc::new(AtomicUsize::new(0));
        // Four times what a body that is read at once may be long.
        let pieces = Pieces(1024, Arc::clone(&asked));
        let request = UploadRequest::new("big", ByteStream::new(pieces));
        let UploadSuccess::Ok(length) = client.upload(&request).await.expect("a reply").value;
        assert_eq!((length, asked.load(Ordering::Relaxed)), (8192 * 1024, 1024));

        // A stream is sent once.
        let again = client.upload(&request).await;
        assert!(matches!(again, Err(ClientError::Build(_))), "{again:?}");

        let reply = client.download(&DownloadRequest::new("abc")).await.expect("a reply");
        let DownloadSuccess::Ok(file) = reply.value;
        assert_eq!(file.media_type(), Some("application/octet-stream"));
        assert_eq!(file.read(1 << 20).await.expect("the file").len(), 3000);
        match client.download(&DownloadRequest::new("none")).await {
            Err(ClientError::Api(refusal)) => assert_eq!(refusal.value, DownloadError::NotFound),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_range_of_media_types_says_which_it_is() {
    let app = App::default();
    for client in clients(&app).await {
        let picture = ByteStream::from(&b"\x89PNG"[..]).of("image/png");
        client.take_picture(&TakePictureRequest::new(picture)).await.expect("a reply");
        assert_eq!(app.seen(), "image/png");
        let text = ByteStream::from("no picture").of("text/plain");
        let refused = client.take_picture(&TakePictureRequest::new(text)).await;
        assert_eq!(
            refused.expect_err("a refusal").status().map(|status| status.as_u16()),
            Some(415)
        );
    }
}

#[tokio::test]
async fn what_breaks_on_its_way_is_said_to_be_broken() {
    for client in clients(&App::default()).await {
        let items = Items::fallible(Failing(2));
        let reply = client.lines(&LinesRequest::new(items)).await;
        // Whether the head of the answer is there before the request breaks is not ours to say.
        if let Ok(reply) = reply {
            let LinesSuccess::Ok(items) = reply.value;
            assert!(items.all(10).await.is_err());
        }
    }
}

/// Items, and then an error.
struct Failing(i64);

impl futures_core::Stream for Failing {
    type Item = Result<Update, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0 == 0 {
            return Poll::Ready(Some(Err(std::io::Error::other("no more"))));
        }
        self.0 -= 1;
        Poll::Ready(Some(Ok(Update::new(1, "GOOD"))))
    }
}
