//! Every scenario as its people read it: the final card, each private answer, the audit.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

#[path = "../conversations/card_rules.rs"]
#[allow(dead_code, reason = "the conversations use the rest")]
mod card_rules;
#[path = "../conversations/harness.rs"]
#[allow(dead_code, reason = "the conversations use the rest")]
mod harness;
#[path = "../trials.rs"]
mod trials;

use std::process::ExitCode;

use grendel::domain::Locale;
use grendel::domain::case::Case;
use grendel::domain::event::Event;
use grendel::render::Messages;
use grendel::render::phone::lines_of;
use grendel_sandbox::scenarios::{scenario, scenarios};
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::discord::Message;

use card_rules::{MEANINGS, PHONE_LINES, assert_in_order, assert_shows_the_required_parts, languages, lives};
use harness::{Over, converse, is_told, redact};

/// The number of scenarios at once. They wait more than they compute.
const SCENARIOS_MAX: usize = 6;
/// Words of the sentence that ends details which are longer than an answer can be.
const LEFT_OUT: &str = "grendel audit show";

fn main() -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let handle = runtime.handle().clone();
    trials::run(scenarios().map(|scenario| scenario.name), SCENARIOS_MAX, move |name| {
        insta::assert_snapshot!(name, handle.block_on(read(name)));
    })
}

/// Plays a scenario and returns everything that was read.
async fn read(name: &'static str) -> String {
    let scenario = scenario(name).unwrap();
    let mut settings = WorldSettings::default();
    (scenario.prepare)(&mut settings);
    let play = async |world: &_| (scenario.play)(world).await;
    let over = converse(format!("scenario-{name}"), settings, play).await;
    assert_every_card(&over);
    text_of(&over)
}

/// Returns everything that anybody could read: the channel, each private answer, the audit. What differs from run to run is
/// redacted.
fn text_of(over: &Over) -> String {
    let guild = over.world.discord.guild();
    let public: String = guild.public().map(Message::to_text).collect();
    let private: Vec<String> =
        guild.private_messages().map(|(who, answer)| format!("to {who}:\n{}", answer.to_text())).collect();
    let audit: Vec<&str> = over.final_state.audit.lines().filter(|line| is_told(line)).map(sentence_alone).collect();
    redact(&format!("{public}\n{}\nThe audit:\n{}", private.concat(), audit.join("\n")))
}

/// Returns a line of the audit without its instant and its place in the journal.
fn sentence_alone(line: &str) -> &str {
    let (_, numbered) = line.split_once("Z  ").unwrap_or(("", line));
    numbered.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start()
}

/// Checks the card of every case after each of its events, in every language.
fn assert_every_card(over: &Over) {
    for (number, life) in lives(over) {
        let lengths = 1..=life.len();
        let readings =
            languages().into_iter().flat_map(|language| lengths.clone().map(move |length| (length, language.clone())));
        for (length, language) in readings {
            let mut life = life[..length].to_vec();
            if let Event::Opened(opening) = &mut life[0].event {
                opening.origin.guild_locale = Locale(language);
            }
            let case = Case::replay(number, life).unwrap();
            let card = Messages::new().card(&case);
            assert_in_order(&case, &card);
            assert_shows_the_required_parts(&case, &card);
            assert!(lines_of(&card) <= PHONE_LINES, "{} lines: {card:#?}", lines_of(&card));
            // Once a step began, the card says how it went in place of what it will do.
            let details = Messages::new().details(&case, &case.opening().origin.guild_locale);
            let plans = MEANINGS.iter().any(|meaning| details.contains(meaning));
            assert!(case.run().is_none() || !plans, "the details tell a plan as if it were done:\n{details}");
            assert!(!details.contains(LEFT_OUT), "the details leave something out:\n{details}");
        }
    }
}
