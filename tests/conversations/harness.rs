//! The harness of every conversation: a world that must be left clean, a recording, and everything people read as one text.

use std::path::PathBuf;

use anyhow::Context as _;
use grendel::audit;
use grendel::bot::store_folder;
use grendel::journal::{Journal, JournalEntry};
use grendel::store::Store;
use grendel_sandbox::world::FinalState;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{DiscordSettings, Member, Message, SentInteraction};
use serde_json::Value;

/// Someone whom a colleague has blocked, as tests call her and as she signs in.
pub const HANNA: &str = "blocked-by-a-colleague";
pub const HANNA_UPN: &str = "hanna.visser@contoso.example";

/// A conversation that is over, and was found in order.
pub struct Over {
    pub world: World,
    pub final_state: FinalState,
}

/// Plays a conversation, stops the bot, and looks whether anything is left that should not be. The recording becomes
/// `target/har/{name}.har`.
pub async fn converse(
    name: impl AsRef<str>,
    settings: WorldSettings,
    play: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> Over {
    let over = converse_unrecorded(settings, play).await;
    let recording = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/har").join(format!("{}.har", name.as_ref()));
    over.world.recorder.save(&recording).unwrap();
    over
}

/// The same for what no real client would send: held against Discord's schema, the recording would fail.
pub async fn converse_unrecorded(
    settings: WorldSettings,
    play: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> Over {
    let world = World::start(settings).await.unwrap();
    if let Err(error) = play(&world).await {
        panic!("{error:?}");
    }
    let final_state = world.finish().await.unwrap();
    Over { world, final_state }
}

impl Over {
    /// Every entry of the journal.
    pub fn entries(&self) -> Vec<JournalEntry> {
        let journal = Journal::new(Store::open(&store_folder(&self.world.state_folder())).unwrap());
        journal.entries().collect::<Result<_, _>>().unwrap()
    }

    /// Every entry of the journal in the words of the audit, with what belongs to no case, but for what only says what the chat
    /// has shown.
    pub fn journal(&self) -> Vec<String> {
        let journal = Journal::new(Store::open(&store_folder(&self.world.state_folder())).unwrap());
        let mut lines = Vec::new();
        audit::export(|| journal.entries(), &mut lines).unwrap();
        let sentence = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            // The starts of the bot are the same in every conversation but for their digests.
            if line["category"] == "ApplicationManagement" {
                return None;
            }
            let mut details = line["additionalDetails"].as_array().into_iter().flatten();
            let sentence = details.find(|detail| detail["key"] == "sentence").unwrap();
            Some(redact(sentence["value"].as_str().unwrap()))
        };
        std::str::from_utf8(&lines).unwrap().lines().filter_map(sentence).filter(|sentence| is_told(sentence)).collect()
    }
}

/// Actions, each with the answer under it.
#[derive(Default)]
pub struct Table(pub String);

impl Table {
    pub fn row(&mut self, what: &str, heard: &str) {
        let indented: Vec<String> = heard.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
        self.0 += &[what, "\n", &indented.join("\n"), "\n"].concat();
    }
}

/// Someone in the guild besides those who are there anyway.
pub fn member(discord: &mut DiscordSettings, key: &str, display_name: &str, user_id: u64, roles: &[u64]) {
    discord.members.push(Member {
        key: key.to_owned(),
        display_name: display_name.to_owned(),
        user_id,
        roles: roles.to_vec(),
        locale: "en-US".to_owned(),
    });
}

/// Everyone, and the guild, speaks this language.
pub fn speak(discord: &mut DiscordSettings, locale: &str) {
    locale.clone_into(&mut discord.guild_locale);
    for member in &mut discord.members {
        locale.clone_into(&mut member.locale);
    }
}

/// Types `/unlock` and waits for the answer. Returns the card.
pub async fn asks(world: &World, who: &str, options: &[(&str, &str)]) -> anyhow::Result<Message> {
    // What is announced to everyone meanwhile is no card.
    let is_card = |message: &&Message| !message.embeds.is_empty();
    let cards = |world: &World| world.discord.guild().public().filter(is_card).cloned().collect::<Vec<_>>();
    let before = cards(world).len();
    let attempt = world.type_unlock(who, options).await?;
    world.wait_until(|_| attempt.private_message()).await?;
    let posted = world.wait_until(|world| cards(world).into_iter().nth(before)).await;
    posted.with_context(|| format!("no card came of /unlock; {who} sees:\n{}", world.discord.seen_by(who)))
}

/// Returns the custom ids of a card's buttons.
pub fn custom_ids(card: &Message) -> Vec<String> {
    let buttons = card.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    buttons.filter_map(|button| button["custom_id"].as_str().map(str::to_owned)).collect()
}

/// Presses a button of a card as it is now, and gives the answer. The button is named by its verb, whatever the language.
pub async fn presses(world: &World, who: &str, card: &Message, verb: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.press(card, &format!("v1:{verb}:")).await?;
    told(world, &attempt).await
}

/// Presses a button of a card as it was when this copy was made, and gives the answer.
pub async fn presses_stale(world: &World, who: &str, card: &Message, verb: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.press_stale(card, &format!("v1:{verb}:")).await?;
    told(world, &attempt).await
}

/// Denies with a reason, and gives the answer.
pub async fn denies(world: &World, who: &str, card: &Message, reason: &str) -> anyhow::Result<String> {
    let press = world.discord.member(who)?.press(card, "v1:deny:").await?;
    let form = world.wait_until(|_| press.modal()).await.with_context(|| format!("{who} gets no form to deny"))?;
    let attempt = world.discord.member(who)?.submit(&form, &[(&form.fields[0].custom_id, reason)]).await?;
    told(world, &attempt).await
}

/// Waits until this card says it.
pub async fn comes_to_say(world: &World, card: &Message, words: &str) -> anyhow::Result<Message> {
    let now = |world: &World| world.discord.guild().message(card.id).cloned();
    let said = world.wait_until(|world| now(world).filter(|card| card.to_text().contains(words))).await;
    said.with_context(|| format!("the card never says \"{words}\":\n{}", now(world).unwrap().to_text()))
}

/// Waits for the complete answer to an interaction and returns its text.
pub async fn told(world: &World, attempt: &SentInteraction) -> anyhow::Result<String> {
    let answer = world.wait_until(|_| attempt.private_message()).await.context("no complete answer came")?;
    // What is too long for a message is in embeds.
    let embeds = answer.embeds.iter().filter_map(|embed| embed["description"].as_str());
    let parts: Vec<&str> =
        std::iter::once(answer.content.as_str()).chain(embeds).filter(|part| !part.is_empty()).collect();
    Ok(redact(&parts.join("\n")))
}

/// Replaces what is different in every run by something that is not: instants, ids of calls and messages, digests, secrets.
pub fn redact(text: &str) -> String {
    let digit = |letter: char| letter.is_ascii_digit();
    let hexadecimal = |letter: char| letter.is_ascii_hexdigit() || letter == '-';
    let instant = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | ':' | '.' | 'T' | 'Z');
    let secret = |letter: char| letter != '`';
    let mut text = blank(&blank(text, "<t:", digit, 9), "||`", secret, 8);
    let address = |letter: char| letter != '>';
    for (before, is_part, least) in [
        ("](<", address as fn(char) -> bool, 100),
        ("request id ", hexadecimal, 36),
        ("aanvraag-id ", hexadecimal, 36),
        ("client-request-id ", hexadecimal, 36),
        ("plan ", hexadecimal, 12),
        // The digest in a button's custom id, which the journal cuts.
        (":", hexadecimal, 50),
        ("message ", digit, 9),
        // Where a card is.
        ("/1097863112501841920/", digit, 9),
        ("/1142019877230514176/", digit, 9),
        ("/1142019877230514199/", digit, 9),
        ("countersigned by ", instant, 20),
        ("is called again at ", instant, 20),
        ("signed in for it at ", instant, 20),
        (" until ", instant, 20),
        (" more times since ", instant, 20),
        (" once more since ", instant, 20),
        (") since ", instant, 20),
    ] {
        text = blank(&text, before, is_part, least);
    }
    text
}

/// Blanks what follows each `before`, where at least so many characters are of the kind.
fn blank(text: &str, before: &str, is_part: impl Fn(char) -> bool, chars_min: usize) -> String {
    let mut blanked = String::new();
    let mut rest = text;
    while let Some((left, right)) = rest.split_once(before) {
        let length = right.chars().take_while(|letter| is_part(*letter)).count();
        blanked += left;
        blanked += before;
        rest = if length >= chars_min { &right[length..] } else { right };
        if length >= chars_min {
            blanked.push('…');
        }
    }
    blanked + rest
}

/// Returns false for entries about cards that were shown: their place among the others is a race.
pub fn is_told(line: &str) -> bool {
    !line.contains("the card is message ") && !line.ends_with("the end was shown")
}
