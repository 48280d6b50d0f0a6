//! Tells on standard output what happens in a world, as it happens.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{broadcast, oneshot};
use tokio::task::JoinHandle;

use super::World;
use grendel_simulator::clock::SandboxClock;
use grendel_simulator::discord::{GuildEvent, Message};
use grendel_simulator::tenant::ObservedCall;

/// Prints a line. Whoever stops reading misses the rest, and nothing breaks.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}
pub(crate) use say;

/// Tells until it is told to end.
pub struct Trace {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Trace {
    /// Begins.
    pub fn begin(world: &World) -> Self {
        let (end, ended) = oneshot::channel();
        let (room, tenant) = (world.discord.events(), world.tenant.observe());
        let task = tokio::spawn(tell(room, tenant, world.clock().clone(), ended));
        Self { end, task }
    }

    /// Tells what is left, and ends.
    pub async fn end(self) {
        // It ends by itself when the world is gone.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}

/// What was told of each message last, so that an edit is told by what is new in it.
type Told = HashMap<u64, Vec<String>>;

async fn tell(
    mut room: broadcast::Receiver<GuildEvent>,
    mut tenant: broadcast::Receiver<ObservedCall>,
    clock: SandboxClock,
    mut ended: oneshot::Receiver<()>,
) {
    let mut told = Told::new();
    loop {
        tokio::select! {
            biased;
            Ok(event) = room.recv() => tell_event(&event, clock.now(), &mut told),
            Ok(call) = tenant.recv() => tell_call(&call),
            _ = &mut ended => return,
        }
    }
}

/// A new card whole; one that was edited by the lines that are new in it, under their headings.
fn tell_card(message: &Message, now: Timestamp, told: &mut Told) {
    let text = readable(&message.to_text(), now);
    let raw: Vec<String> = message.to_text().lines().map(str::to_owned).collect();
    let Some(before) = told.insert(message.id, raw.clone()) else { return say!("\n{text}") };
    say!("\n┌ new on the card");
    let mut heading: Option<&str> = None;
    for (line, shown) in raw.iter().zip(text.lines()).skip(1) {
        let is_heading = shown.starts_with("│ ▌ ") && shown.ends_with(':') && !shown.starts_with("│ ▌   ");
        if is_heading {
            heading = Some(shown);
        } else if !before.contains(line) {
            if let Some(heading) = heading.take() {
                say!("{heading}");
            }
            say!("{shown}");
        }
    }
}

fn tell_call(call: &ObservedCall) {
    let path = call.path.split('?').next().unwrap_or_default();
    let part = if call.batched { "  " } else { "" };
    // Exchange is asked and told by the same method; the cmdlet says which it is.
    let asks = path.ends_with("/$batch") || path.ends_with("/token") || path.contains("InvokeCommand Get-");
    let changes = call.method != "GET" && !asks;
    let who = if changes { "Tenant    *" } else { "Microsoft  " };
    say!("  {who} {part}{} {path} -> {}", call.method, call.status);
}

fn tell_event(event: &GuildEvent, now: Timestamp, told: &mut Told) {
    match event {
        GuildEvent::CommandsRegistered { names } => say!("  Grendel     offers /{}", names.join(", /")),
        GuildEvent::Connected { resumed: false } => say!("  Grendel     is connected to Discord"),
        GuildEvent::Connected { resumed: true } => {
            say!("  Grendel     is connected to Discord again, where it left off");
        }
        GuildEvent::Disconnected => say!("  Grendel     has left Discord"),
        GuildEvent::UserMessage { user, message } => say!("\n> {user} says: {}", message.content),
        GuildEvent::InteractionCreated { user, action, channel, .. } => say!("\n> {user} in #{channel}: {action}"),
        GuildEvent::Acknowledged { user, after, .. } => {
            say!("  Discord     {user} got a first answer after {}", milliseconds(*after));
        }
        GuildEvent::MessagePosted { message } | GuildEvent::MessageEdited { message } => tell_card(message, now, told),
        GuildEvent::PrivateMessage { message, .. } if message.thinking => {}
        GuildEvent::PrivateMessage { user, message } => say!("\nto {user}:\n{}", readable(&message.to_text(), now)),
        GuildEvent::MessageDeleted { .. } => say!("  Discord     a message was deleted"),
        GuildEvent::MessageDismissed { .. } => {}
        GuildEvent::ModalOpened { user, modal } => say!("\nbefore {user}:\n{}", modal.to_text()),
    }
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

/// Discord's own marks as Discord would show them: times in words, no backslashes, no asterisks.
fn readable(text: &str, now: Timestamp) -> String {
    let mut readable = String::new();
    let mut rest = text;
    while let Some((before, mark)) = rest.split_once("<t:") {
        let Some((inside, after)) = mark.split_once('>') else { break };
        readable += before;
        readable += &time(inside, now).unwrap_or_else(|| format!("<t:{inside}>"));
        rest = after;
    }
    readable += rest;
    let plain = readable.replace("**", "").replace("-# ", "");
    let mut letters = plain.chars().peekable();
    let mut shown = String::new();
    while let Some(letter) = letters.next() {
        let escapes = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        if escapes {
            shown.extend(letters.next());
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn time(mark: &str, now: Timestamp) -> Option<String> {
    let (seconds, style) = mark.split_once(':')?;
    let at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    // <https://docs.discord.com/developers/reference#message-formatting-timestamp-styles>
    match style {
        "R" => {}
        "t" => return Some(at.strftime("%H:%M UTC").to_string()),
        _ => return Some(at.strftime("%-d %B %Y %H:%M UTC").to_string()),
    }
    let distance = at.duration_since(now);
    let words = match distance.as_secs().unsigned_abs() {
        seconds @ 0..=59 => format!("{seconds} seconds"),
        seconds @ 60..=5_399 => format!("{} minutes", (seconds + 30) / 60),
        seconds @ 5_400..=129_599 => format!("{} hours", (seconds + 1_800) / 3_600),
        seconds => format!("{} days", (seconds + 43_200) / 86_400),
    };
    Some(if distance.is_negative() || distance.is_zero() { format!("{words} ago") } else { format!("in {words}") })
}
