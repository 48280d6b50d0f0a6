//! One connection to the gateway, from the upgrade to the close.
//!
//! <https://docs.discord.com/developers/events/gateway#connections>

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;
use tokio_websockets::{CloseCode, Message, ServerBuilder, WebSocketStream};

use super::Server;
use super::bodies;
use super::events::GuildEvent;
use super::gateway::{Admission, ConnectionCommand, ResumeError, invalid_session_frame};
use super::interactions::guild_create;
use crate::recorder::{Direction, SocketId};

/// The frames that a client is allowed to send in a minute.
/// <https://docs.discord.com/developers/events/gateway#rate-limiting>
const FRAMES_PER_MINUTE_MAX: usize = 120;
/// The longest frame that a client is allowed to send.
/// <https://docs.discord.com/developers/events/gateway#sending-events>
const FRAME_BYTES_MAX: usize = 4096;
const MINUTE: Duration = Duration::from_secs(60);
/// The time that a client has to close its half of the connection.
const CLOSING_MAX: Duration = Duration::from_secs(2);
/// The intents that exist: bits 0–16, 20, 21, 24 and 25.
/// <https://docs.discord.com/developers/events/gateway#list-of-intents>
const INTENTS_KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
/// Members, presences and message content. They are not enabled for this application.
const INTENTS_PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;
const INTENT_GUILDS: u64 = 1;

/// The reason for the end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ConnectionEnd {
    /// The client left. True if its close code ends the session as well.
    ClientLeft(bool),
    /// The gateway closes with this code.
    Close(u16),
    /// The gateway closes without a code.
    CloseWithoutCode,
    /// The gateway resets the connection.
    Reset,
}

struct Connection {
    server: Arc<Server>,
    socket: WebSocketStream<TcpStream>,
    recording: SocketId,
    commands: UnboundedSender<ConnectionCommand>,
    session: Option<String>,
    recent: VecDeque<Instant>,
    last_heartbeat: Instant,
}

/// Accepts connections until the task is aborted.
pub(super) async fn listen(server: Arc<Server>, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        match server.gateway.admit() {
            Admission::Reset => reset(&stream),
            Admission::Hang(until) => {
                let silence = tokio::spawn(async move {
                    tokio::time::sleep_until(until.into()).await;
                    drop(stream);
                });
                server.gateway.track(silence.abort_handle());
            }
            Admission::Accept => {
                let served = tokio::spawn(serve(Arc::clone(&server), stream));
                server.gateway.track(served.abort_handle());
            }
        }
    }
}

/// Makes the connection end with a TCP RST.
fn reset(stream: &TcpStream) {
    // If the option cannot be set, the connection ends with FIN, which clients must handle too.
    _ = stream.set_zero_linger();
}

async fn serve(server: Arc<Server>, stream: TcpStream) {
    _ = stream.set_nodelay(true);
    let Ok((request, socket)) = ServerBuilder::new().accept(stream).await else { return };
    let url = format!("{}{}", server.gateway_address, request.uri());
    let recording = server.recorder.socket(&url, server.now());
    let (commands, mut received) = unbounded_channel();
    let mut connection = Connection {
        server,
        socket,
        recording,
        commands,
        session: None,
        recent: VecDeque::new(),
        last_heartbeat: Instant::now(),
    };
    let query = request.uri().query().unwrap_or_default();
    let version_10 = query.split('&').any(|pair| pair == "v=10");
    let end = if version_10 { connection.run(&mut received).await } else { ConnectionEnd::Close(4012) };
    connection.finish(end).await;
}

impl Connection {
    async fn run(&mut self, commands: &mut UnboundedReceiver<ConnectionCommand>) -> ConnectionEnd {
        let interval = self.server.settings.heartbeat_interval;
        let hello = json!({
            "op": 10, "s": null, "t": null,
            "d": { "heartbeat_interval": u64::try_from(interval.as_millis()).unwrap_or(u64::MAX) },
        });
        if self.send(&hello).await.is_err() {
            return ConnectionEnd::ClientLeft(false);
        }
        loop {
            // A client is considered dead if it misses a heartbeat and half of the next interval.
            let deadline = self.last_heartbeat + interval + interval / 2;
            let outcome = tokio::select! {
                command = commands.recv() => self.execute(command.expect("this connection holds a sender")).await,
                frame = self.socket.next() => self.receive(frame).await,
                () = tokio::time::sleep_until(deadline) => Err(ConnectionEnd::Close(4009)),
            };
            if let Err(end) = outcome {
                return end;
            }
        }
    }

    async fn execute(&mut self, command: ConnectionCommand) -> Result<(), ConnectionEnd> {
        match command {
            ConnectionCommand::Send(frame) => self.send(&frame).await,
            ConnectionCommand::Reset => Err(ConnectionEnd::Reset),
            ConnectionCommand::Close(Some(code)) => Err(ConnectionEnd::Close(code)),
            ConnectionCommand::Close(None) => Err(ConnectionEnd::CloseWithoutCode),
        }
    }

    async fn receive(&mut self, frame: Option<Result<Message, tokio_websockets::Error>>) -> Result<(), ConnectionEnd> {
        let Some(Ok(frame)) = frame else { return Err(ConnectionEnd::ClientLeft(false)) };
        if let Some((code, _)) = frame.as_close() {
            // These two codes end the session. Every other end leaves it open for RESUME.
            return Err(ConnectionEnd::ClientLeft(code == CloseCode::NORMAL_CLOSURE || code == CloseCode::GOING_AWAY));
        }
        let Some(text) = frame.as_text() else {
            return if frame.is_binary() { Err(ConnectionEnd::Close(4002)) } else { Ok(()) };
        };
        self.server.recorder.frame(self.recording, Direction::Sent, self.server.now(), text);
        self.count_frame()?;
        if text.len() > FRAME_BYTES_MAX {
            return Err(ConnectionEnd::Close(4002));
        }
        let frame: Value = serde_json::from_str(text).map_err(|_| ConnectionEnd::Close(4002))?;
        match (frame["op"].as_u64(), &self.session) {
            (Some(1), _) => self.heartbeat().await,
            (Some(2), None) => self.identify(&frame["d"]).await,
            (Some(6), None) => self.resume(&frame["d"]).await,
            (Some(2 | 6), Some(_)) => Err(ConnectionEnd::Close(4005)),
            (Some(3), Some(_)) => Ok(()),
            (Some(3), None) => Err(ConnectionEnd::Close(4003)),
            _ => Err(ConnectionEnd::Close(4001)),
        }
    }

    fn count_frame(&mut self) -> Result<(), ConnectionEnd> {
        let now = Instant::now();
        self.recent.retain(|sent| now.duration_since(*sent) < MINUTE);
        self.recent.push_back(now);
        if self.recent.len() > FRAMES_PER_MINUTE_MAX { Err(ConnectionEnd::Close(4008)) } else { Ok(()) }
    }

    async fn heartbeat(&mut self) -> Result<(), ConnectionEnd> {
        self.last_heartbeat = Instant::now();
        if !self.server.gateway.answers_heartbeats() {
            return Ok(());
        }
        self.send(&json!({ "op": 11, "d": null, "s": null, "t": null })).await
    }

    async fn identify(&mut self, wanted: &Value) -> Result<(), ConnectionEnd> {
        self.check_token(wanted)?;
        let intents = wanted["intents"].as_u64().ok_or(ConnectionEnd::Close(4013))?;
        if intents & !INTENTS_KNOWN != 0 {
            return Err(ConnectionEnd::Close(4013));
        }
        if intents & INTENTS_PRIVILEGED != 0 {
            return Err(ConnectionEnd::Close(4014));
        }
        let shard = wanted["shard"]
            .as_array()
            .map(|shard| (shard.first().and_then(Value::as_u64), shard.get(1).and_then(Value::as_u64)));
        if shard.is_some_and(|shard| shard != (Some(0), Some(1))) {
            return Err(ConnectionEnd::Close(4010));
        }
        let id = format!("{:032x}", fastrand::u128(..));
        let guild = self.server.guild();
        let settings = &self.server.settings;
        let mut bot = bodies::user(&guild.bot, &guild);
        bot["verified"] = json!(true);
        bot["mfa_enabled"] = json!(true);
        bot["email"] = Value::Null;
        let ready = json!({
            "v": 10,
            "user": bot,
            "guilds": [{ "id": settings.guild_id.to_string(), "unavailable": true }],
            "session_id": id,
            "session_type": "normal",
            "resume_gateway_url": self.server.gateway_address,
            "shard": [0, 1],
            "application": { "id": settings.application_id.to_string(), "flags": 0 },
            "private_channels": [], "relationships": [], "presences": [], "_trace": [],
        });
        let mut first = vec![("READY", ready)];
        if intents & INTENT_GUILDS != 0 {
            first.push(("GUILD_CREATE", guild_create(settings, &guild)));
        }
        self.server.gateway.identify(&id, self.commands.clone(), first).await;
        self.session = Some(id);
        self.server.notify(GuildEvent::Connected { resumed: false });
        Ok(())
    }

    async fn resume(&mut self, wanted: &Value) -> Result<(), ConnectionEnd> {
        self.check_token(wanted)?;
        let id = wanted["session_id"].as_str().unwrap_or_default();
        let sequence = wanted["seq"].as_u64().ok_or(ConnectionEnd::Close(4007))?;
        match self.server.gateway.resume(id, sequence, self.commands.clone()).await {
            Ok(()) => {
                self.session = Some(id.to_owned());
                self.server.notify(GuildEvent::Connected { resumed: true });
                Ok(())
            }
            Err(ResumeError::UnknownSession) => self.send(&invalid_session_frame(false)).await,
            Err(ResumeError::InvalidSequence) => Err(ConnectionEnd::Close(4007)),
        }
    }

    fn check_token(&self, wanted: &Value) -> Result<(), ConnectionEnd> {
        let token = wanted["token"].as_str().unwrap_or_default();
        let bare = token.strip_prefix("Bot ").unwrap_or(token);
        if bare == self.server.settings.bot_token { Ok(()) } else { Err(ConnectionEnd::Close(4004)) }
    }

    async fn send(&mut self, frame: &Value) -> Result<(), ConnectionEnd> {
        let text = frame.to_string();
        self.server.recorder.frame(self.recording, Direction::Received, self.server.now(), &text);
        self.socket.send(Message::text(text)).await.map_err(|_| ConnectionEnd::ClientLeft(false))
    }

    async fn finish(mut self, end: ConnectionEnd) {
        match end {
            ConnectionEnd::ClientLeft(_) => {}
            ConnectionEnd::Reset => reset(self.socket.get_ref()),
            ConnectionEnd::Close(code) => {
                let code = CloseCode::try_from(code).unwrap_or(CloseCode::NORMAL_CLOSURE);
                self.close(Message::close(Some(code), "")).await;
            }
            ConnectionEnd::CloseWithoutCode => self.close(Message::close(None, "")).await,
        }
        if let Some(session) = &self.session {
            self.server.gateway.detach(session, &self.commands, end == ConnectionEnd::ClientLeft(true)).await;
            self.server.notify(GuildEvent::Disconnected);
        }
    }

    /// Sends the close frame and waits up to [`CLOSING_MAX`] for the client's answer.
    async fn close(&mut self, frame: Message) {
        if self.socket.send(frame).await.is_ok() {
            let answered = async { while let Some(Ok(_)) = self.socket.next().await {} };
            _ = tokio::time::timeout(CLOSING_MAX, answered).await;
        }
    }
}
