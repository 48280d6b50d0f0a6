//! The socket: opening, resuming, closing, and which session is published when.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_websockets::{CloseCode, Message, ServerBuilder, WebSocketStream};

use super::stub::{Stub, answer, refusal};
use super::{TOKEN, settings};
use crate::discord::{Connection, Discord, GatewayError, GatewaySession};
use crate::domain::InteractionId;
use crate::ports::Sent;

const PATIENCE: Duration = Duration::from_secs(10);

/// A stand-in for the gateway, and the stand-in for REST that says where it is.
struct Gateway {
    listener: TcpListener,
    address: String,
    rest: Stub,
}

/// The gateway's end of one connection.
struct Socket(WebSocketStream<TcpStream>);

impl Gateway {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("ws://{}", listener.local_addr().unwrap());
        let rest = Stub::start([answer(200, json!({ "url": address, "shards": 1 }))]).await;
        Self { listener, address, rest }
    }

    fn connect(&self, resume: Option<GatewaySession>) -> Connection {
        let mut settings = settings(&self.rest.address);
        settings.resume = resume;
        Discord::connect(&settings).unwrap()
    }

    /// Takes one connection and says hello.
    async fn accept(&self) -> Socket {
        let (stream, _) = timeout(PATIENCE, self.listener.accept()).await.unwrap().unwrap();
        let (_, socket) = ServerBuilder::new().accept(stream).await.unwrap();
        let mut socket = Socket(socket);
        socket.send(&json!({ "op": 10, "d": { "heartbeat_interval": 41_250 }, "s": null, "t": null })).await;
        socket
    }

    fn session(&self, sequence: u64) -> GatewaySession {
        GatewaySession { id: "session".to_owned(), sequence, resume_url: self.address.clone() }
    }
}

impl Socket {
    async fn send(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        let message = timeout(PATIENCE, self.0.next()).await.unwrap().unwrap().unwrap();
        serde_json::from_str(message.as_text().expect("a text frame")).unwrap()
    }

    /// The frame with this operation; heartbeats come whenever they like.
    async fn receive_operation(&mut self, operation: u64) -> Value {
        loop {
            let frame = self.receive().await;
            if frame["op"] == operation {
                return frame["d"].clone();
            }
            assert_eq!(frame["op"], 1, "{frame}");
        }
    }

    async fn identify(&mut self, address: &str) -> Value {
        let identified = self.receive_operation(2).await;
        let ready = json!({ "session_id": "session", "resume_gateway_url": address, "v": 10 });
        self.dispatch(1, "READY", &ready).await;
        identified
    }

    async fn dispatch(&mut self, sequence: u64, name: &str, body: &Value) {
        self.send(&json!({ "op": 0, "s": sequence, "t": name, "d": body })).await;
    }

    async fn interaction(&mut self, sequence: u64, id: &str) {
        let body = json!({ "id": id, "token": "t", "type": 99, "guild_id": "2", "channel_id": "9" });
        self.dispatch(sequence, "INTERACTION_CREATE", &body).await;
    }

    /// The code with which the bot closes, after that was confirmed.
    async fn closed_with(&mut self) -> Option<u16> {
        let mut code = None;
        while let Some(Ok(message)) = timeout(PATIENCE, self.0.next()).await.unwrap() {
            code = message.as_close().map(|(code, _)| code.into()).or(code);
        }
        code
    }

    async fn close(mut self, code: u16) {
        self.0.send(Message::close(Some(CloseCode::try_from(code).unwrap()), "")).await.unwrap();
        while self.0.next().await.is_some_and(|message| message.is_ok()) {}
    }
}

async fn published(connection: &mut Connection, session: Option<&GatewaySession>) {
    let wait = connection.sessions.wait_for(|published| published.as_ref() == session);
    timeout(PATIENCE, wait).await.expect("the session is published").unwrap();
}

#[tokio::test]
async fn a_session_covers_only_what_was_taken() {
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    let identified = socket.identify(&gateway.address).await;
    assert_eq!((&identified["token"], &identified["intents"]), (&json!(format!("Bot {TOKEN}")), &json!(0)));
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(*connection.sessions.borrow(), Some(gateway.session(1)), "nobody took the arrival yet");
    let arrival = connection.arrivals.recv().await.unwrap();
    assert_eq!(arrival.interaction, InteractionId(77));
    assert!(matches!(arrival.what, Sent::NotUnderstood { .. }), "what cannot be read arrives all the same");
    published(&mut connection, Some(&gateway.session(2))).await;
}

#[tokio::test]
async fn an_earlier_session_is_resumed_where_it_said() {
    let gateway = Gateway::start().await;
    let rest = Stub::start([answer(200, json!({ "url": "ws://127.0.0.1:1" }))]).await;
    let mut settings = settings(&rest.address);
    settings.resume = Some(gateway.session(41));
    let mut connection = Discord::connect(&settings).unwrap();
    let mut socket = gateway.accept().await;
    let resumed = socket.receive_operation(6).await;
    assert_eq!(resumed, json!({ "token": format!("Bot {TOKEN}"), "session_id": "session", "seq": 41 }));
    socket.interaction(42, "77").await;
    socket.dispatch(43, "RESUMED", &json!({})).await;
    assert_eq!(connection.arrivals.recv().await.unwrap().interaction, InteractionId(77));
    published(&mut connection, Some(&gateway.session(43))).await;
}

#[tokio::test]
async fn a_lost_socket_is_resumed_after_the_last_event() {
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    socket.interaction(2, "77").await;
    connection.arrivals.recv().await.unwrap();
    drop(socket);
    let mut socket = gateway.accept().await;
    assert_eq!(socket.receive_operation(6).await["seq"], 2);
}

#[tokio::test]
async fn a_session_that_is_no_longer_good_is_forgotten() {
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(Some(gateway.session(41)));
    let mut socket = gateway.accept().await;
    socket.receive_operation(6).await;
    socket.send(&json!({ "op": 9, "d": false, "s": null, "t": null })).await;
    published(&mut connection, None).await;
}

#[tokio::test]
async fn closing_keeps_the_session_and_waits_for_the_last_arrival_to_be_taken() {
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    // Long enough for the arrival to be read and queued.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let Connection { gateway: open, mut arrivals, sessions, .. } = connection;
    let (closed, code, taken) = tokio::join!(open.close(), socket.closed_with(), arrivals.recv());
    assert_eq!((closed, code), (Ok(()), Some(4000)));
    assert_eq!(taken.unwrap().interaction, InteractionId(77));
    assert_eq!(*sessions.borrow(), Some(gateway.session(2)));
}

#[tokio::test]
async fn what_nobody_took_is_not_covered() {
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let Connection { gateway: open, arrivals, sessions, .. } = connection;
    drop(arrivals);
    let (closed, _) = tokio::join!(open.close(), socket.closed_with());
    assert_eq!(closed, Ok(()));
    assert_eq!(*sessions.borrow(), Some(gateway.session(1)));
}

#[tokio::test]
async fn a_token_that_discord_does_not_know_ends_it() {
    let rest = Stub::start([refusal(401, 0)]).await;
    let mut connection = Discord::connect(&settings(&rest.address)).unwrap();
    assert_eq!(connection.gateway.ended().await, Err(GatewayError::Token));
    let gateway = Gateway::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.receive_operation(2).await;
    socket.close(4004).await;
    assert_eq!(connection.gateway.ended().await, Err(GatewayError::Token));
}

#[tokio::test]
async fn the_address_is_asked_for_until_it_is_known() {
    let gateway = Gateway::start().await;
    let nonsense = answer(200, json!({ "url": "https://example.invalid" }));
    let rest = Stub::start([answer(500, Value::Null), nonsense, answer(200, json!({ "url": gateway.address }))]).await;
    let _connection = Discord::connect(&settings(&rest.address)).unwrap();
    gateway.accept().await.receive_operation(2).await;
    assert_eq!(rest.calls(), ["GET /api/v10/gateway/bot"; 3]);
}
