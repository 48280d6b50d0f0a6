//! Prints the events of a world as they happen.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{broadcast, oneshot};
use tokio::task::JoinHandle;

use super::World;
use grendel_simulator::clock::SandboxClock;
use grendel_simulator::discord::{GuildEvent, Message};
use grendel_simulator::tenant::ObservedCall;

/// Prints a line. It ignores an error, because a reader that stops early is no failure.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}
pub(crate) use say;

/// A task that prints the events of a world until it is ended.
pub struct Trace {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Trace {
    /// Begins to print the events of this world.
    pub fn begin(world: &World) -> Self {
        let (end, ended) = oneshot::channel();
        let (room, tenant) = (world.discord.events(), world.tenant.observe());
        let task = tokio::spawn(tell(room, tenant, world.clock().clone(), ended));
        Self { end, task }
    }

    /// Prints the remaining events, and ends.
    pub async fn end(self) {
        // The task ends by itself when the world is gone, so an error is no failure.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}

/// The text of each message as it was last printed, so that an edit prints only the new lines.
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

/// Prints a new card as a whole. Of an edited card, it prints only the new lines, under their headings.
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
    // Exchange reads and writes with the same method, so only the cmdlet shows which it is.
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

/// Returns text as Discord would show it: times in words, no backslashes, no asterisks.
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
