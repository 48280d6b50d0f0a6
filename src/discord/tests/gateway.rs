//! Tests of the gateway: opening, resuming, closing, and publishing sessions.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_websockets::{CloseCode, Message, ServerBuilder, WebSocketStream};

use super::stub::{Stub, refusal, response};
use super::{TOKEN, settings};
use crate::discord::{Discord, DiscordConnection, GatewayError, GatewaySession};
use crate::domain::InteractionId;
use crate::ports::InteractionKind;

const TIMEOUT: Duration = Duration::from_secs(10);

/// A stub of the gateway, and the stub of the REST API that returns its address.
struct GatewayStub {
    listener: TcpListener,
    address: String,
    rest: Stub,
}

/// The gateway's end of one connection.
struct Socket(WebSocketStream<TcpStream>);

impl GatewayStub {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("ws://{}", listener.local_addr().unwrap());
        let rest = Stub::start([response(200, json!({ "url": address, "shards": 1 }))]).await;
        Self { listener, address, rest }
    }

    fn connect(&self, resume: Option<GatewaySession>) -> DiscordConnection {
        let mut settings = settings(&self.rest.address);
        settings.resume = resume;
        Discord::connect(&settings).unwrap()
    }

    /// Accepts one connection and sends Hello.
    async fn accept(&self) -> Socket {
        let (stream, _) = timeout(TIMEOUT, self.listener.accept()).await.unwrap().unwrap();
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
        let message = timeout(TIMEOUT, self.0.next()).await.unwrap().unwrap().unwrap();
        serde_json::from_str(message.as_text().expect("a text frame")).unwrap()
    }

    /// Returns the next frame with this opcode. Skips heartbeats.
    async fn receive_opcode(&mut self, opcode: u64) -> Value {
        loop {
            let frame = self.receive().await;
            if frame["op"] == opcode {
                return frame["d"].clone();
            }
            assert_eq!(frame["op"], 1, "{frame}");
        }
    }

    async fn identify(&mut self, address: &str) -> Value {
        let identified = self.receive_opcode(2).await;
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

    /// Returns the code with which the bot closed, after the close handshake.
    async fn closed_with(&mut self) -> Option<u16> {
        let mut code = None;
        while let Some(Ok(message)) = timeout(TIMEOUT, self.0.next()).await.unwrap() {
            code = message.as_close().map(|(code, _)| code.into()).or(code);
        }
        code
    }

    async fn close(mut self, code: u16) {
        self.0.send(Message::close(Some(CloseCode::try_from(code).unwrap()), "")).await.unwrap();
        while self.0.next().await.is_some_and(|message| message.is_ok()) {}
    }
}

async fn published(connection: &mut DiscordConnection, session: Option<&GatewaySession>) {
    let wait = connection.sessions.wait_for(|published| published.as_ref() == session);
    timeout(TIMEOUT, wait).await.expect("the session is published").unwrap();
}

#[tokio::test]
async fn a_session_is_published_only_after_its_interactions_were_taken() {
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    let identified = socket.identify(&gateway.address).await;
    assert_eq!((&identified["token"], &identified["intents"]), (&json!(format!("Bot {TOKEN}")), &json!(0)));
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(*connection.sessions.borrow(), Some(gateway.session(1)), "the interaction is not taken yet");
    let interaction = connection.interactions.recv().await.unwrap();
    assert_eq!(interaction.id, InteractionId(77));
    assert!(
        matches!(interaction.kind, InteractionKind::Unsupported { .. }),
        "an interaction that cannot be read arrives too"
    );
    published(&mut connection, Some(&gateway.session(2))).await;
}

#[tokio::test]
async fn an_earlier_session_is_resumed_at_its_own_address() {
    let gateway = GatewayStub::start().await;
    let rest = Stub::start([response(200, json!({ "url": "ws://127.0.0.1:1" }))]).await;
    let mut settings = settings(&rest.address);
    settings.resume = Some(gateway.session(41));
    let mut connection = Discord::connect(&settings).unwrap();
    let mut socket = gateway.accept().await;
    let resumed = socket.receive_opcode(6).await;
    assert_eq!(resumed, json!({ "token": format!("Bot {TOKEN}"), "session_id": "session", "seq": 41 }));
    socket.interaction(42, "77").await;
    socket.dispatch(43, "RESUMED", &json!({})).await;
    assert_eq!(connection.interactions.recv().await.unwrap().id, InteractionId(77));
    published(&mut connection, Some(&gateway.session(43))).await;
}

#[tokio::test]
async fn a_lost_socket_is_resumed_after_the_last_event() {
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    socket.interaction(2, "77").await;
    connection.interactions.recv().await.unwrap();
    drop(socket);
    let mut socket = gateway.accept().await;
    assert_eq!(socket.receive_opcode(6).await["seq"], 2);
}

#[tokio::test]
async fn an_invalid_session_is_discarded() {
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(Some(gateway.session(41)));
    let mut socket = gateway.accept().await;
    socket.receive_opcode(6).await;
    socket.send(&json!({ "op": 9, "d": false, "s": null, "t": null })).await;
    published(&mut connection, None).await;
}

#[tokio::test]
async fn closing_keeps_the_session_and_waits_until_the_last_interaction_is_taken() {
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    // Gives the gateway time to read and queue the interaction.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let DiscordConnection { gateway: open, mut interactions, sessions, .. } = connection;
    let (closed, code, taken) = tokio::join!(open.close(), socket.closed_with(), interactions.recv());
    assert_eq!((closed, code), (Ok(()), Some(4000)));
    assert_eq!(taken.unwrap().id, InteractionId(77));
    assert_eq!(*sessions.borrow(), Some(gateway.session(2)));
}

#[tokio::test]
async fn a_session_does_not_cover_an_interaction_that_was_not_taken() {
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.identify(&gateway.address).await;
    published(&mut connection, Some(&gateway.session(1))).await;
    socket.interaction(2, "77").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let DiscordConnection { gateway: open, interactions, sessions, .. } = connection;
    drop(interactions);
    let (closed, _) = tokio::join!(open.close(), socket.closed_with());
    assert_eq!(closed, Ok(()));
    assert_eq!(*sessions.borrow(), Some(gateway.session(1)));
}

#[tokio::test]
async fn an_invalid_token_stops_the_gateway() {
    let rest = Stub::start([refusal(401, 0)]).await;
    let mut connection = Discord::connect(&settings(&rest.address)).unwrap();
    assert_eq!(connection.gateway.ended().await, Err(GatewayError::Token));
    let gateway = GatewayStub::start().await;
    let mut connection = gateway.connect(None);
    let mut socket = gateway.accept().await;
    socket.receive_opcode(2).await;
    socket.close(4004).await;
    assert_eq!(connection.gateway.ended().await, Err(GatewayError::Token));
}

#[tokio::test]
async fn the_request_for_the_address_is_retried_until_it_succeeds() {
    let gateway = GatewayStub::start().await;
    let invalid = response(200, json!({ "url": "https://example.invalid" }));
    let rest =
        Stub::start([response(500, Value::Null), invalid, response(200, json!({ "url": gateway.address }))]).await;
    let _connection = Discord::connect(&settings(&rest.address)).unwrap();
    gateway.accept().await.receive_opcode(2).await;
    assert_eq!(rest.requests(), ["GET /api/v10/gateway/bot"; 3]);
}

#[tokio::test]
async fn no_session_is_started_while_none_is_left() {
    let gateway = GatewayStub::start().await;
    let none_left = json!({ "url": gateway.address, "session_start_limit": {
        "total": 1000, "remaining": 0, "reset_after": 1000, "max_concurrency": 1,
    }});
    let left = json!({ "url": gateway.address, "session_start_limit": { "remaining": 1000, "reset_after": 0 } });
    let rest = Stub::start([response(200, none_left), response(200, left)]).await;
    let _connection = Discord::connect(&settings(&rest.address)).unwrap();
    gateway.accept().await.receive_opcode(2).await;
    let received = rest.received();
    assert!(received[1].at - received[0].at >= Duration::from_millis(950), "{received:?}");
    // A session that is resumed is not a new one. The first bot connects to its own gateway again.
    let gateway = GatewayStub::start().await;
    let none_left = json!({ "url": gateway.address, "session_start_limit": { "remaining": 0, "reset_after": 1000 } });
    let rest = Stub::start([response(200, none_left)]).await;
    let mut settings = settings(&rest.address);
    settings.resume = Some(gateway.session(7));
    let _connection = Discord::connect(&settings).unwrap();
    gateway.accept().await.receive_opcode(6).await;
    assert_eq!(rest.requests().len(), 1);
}

#[tokio::test]
async fn a_session_that_cannot_be_resumed_is_replaced_only_while_one_is_left() {
    let gateway = GatewayStub::start().await;
    let answer = |remaining: u32| {
        let limit = json!({ "remaining": remaining, "reset_after": 1000 });
        response(200, json!({ "url": gateway.address, "session_start_limit": limit }))
    };
    let rest = Stub::start([answer(0), answer(0), answer(1)]).await;
    let mut settings = settings(&rest.address);
    settings.resume = Some(gateway.session(41));
    let _connection = Discord::connect(&settings).unwrap();
    let mut socket = gateway.accept().await;
    socket.receive_opcode(6).await;
    socket.send(&json!({ "op": 9, "d": false, "s": null, "t": null })).await;
    gateway.accept().await.receive_opcode(2).await;
    let received = rest.received();
    assert_eq!(received.len(), 3);
    assert!(received[2].at - received[1].at >= Duration::from_millis(950), "{received:?}");
}
