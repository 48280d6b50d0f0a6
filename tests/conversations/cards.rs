//! A card reads the same every time: one order, the state in words, and no longer than a phone's screen.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use grendel::domain::case::{Case, Phase};
use grendel::domain::event::{Entry, Event, RecordedEvent, Verb};
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::outcome::Outcome;
use grendel::domain::{CaseNumber, Locale};
use grendel::render::Messages;
use grendel::render::card::{Card, CardStatus, Section, SectionKind};
use grendel::render::phone::lines_of;
use grendel_sandbox::message_catalog::samples;
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::discord::HELPDESK_ID;
use jiff::SignedDuration;

use super::harness::{
    HANNA_UPN, Over, Table, asks, comes_to_say, converse, converse_unrecorded, custom_ids, member, presses,
    presses_stale, told,
};

/// The parts of a card from top to bottom: evidence, plan, decision, progress, outcome.
const READING: [SectionKind; 12] = [
    SectionKind::Changes,
    SectionKind::Warnings,
    SectionKind::Evidence,
    SectionKind::Signs,
    SectionKind::Gaps,
    SectionKind::Plan,
    SectionKind::Ineffective,
    SectionKind::Advice,
    SectionKind::Request,
    SectionKind::Decision,
    SectionKind::Progress,
    SectionKind::Outcome,
];
/// The screen of a phone.
const PHONE_LINES: usize = 40;
/// The most lines of evidence on any card.
const EVIDENCE_LINES_MAX: usize = 5;
/// The fewest lines of evidence that stay, however little room there is.
const EVIDENCE_LINES_KEPT: usize = 2;
/// Discord takes five buttons a row and five rows.
/// <https://docs.discord.com/developers/components/reference#action-row>
const BUTTONS_MAX: usize = 25;

/// Returns every language of `locales/`.
fn languages() -> Vec<String> {
    Messages::languages().into_iter().map(|language| language.0).collect()
}

fn part(card: &Card, part: SectionKind) -> Option<&str> {
    card.sections.iter().find(|section| section.kind == part).map(|section| section.text.as_str())
}

/// Returns true if the case changes nothing more.
fn has_ended(case: &Case) -> bool {
    case.outcome().is_some() || matches!(case.phase(), Phase::AwaitingCountersign(_) | Phase::DeliveringSecret(_))
}

/// The verdict comes first, then the parts in their order, the outcome last; Details is there for more.
fn assert_in_order(case: &Case, card: &Card) {
    let parts: Vec<SectionKind> = card.sections.iter().map(|section| section.kind).collect();
    let places: Vec<_> = parts.iter().map(|part| READING.iter().position(|one| one == part)).collect();
    assert!(places.windows(2).all(|two| two[0] < two[1]), "not in the order of reading: {card:#?}");
    assert!(!card.text.trim().is_empty(), "the card opens with nothing: {card:#?}");
    assert!(card.buttons.len() <= BUTTONS_MAX, "{card:#?}");
    let evidence = part(card, SectionKind::Evidence).unwrap_or_default();
    assert!(evidence.lines().filter(|line| line.starts_with('•')).count() <= EVIDENCE_LINES_MAX, "{card:#?}");
    let details = card.buttons.iter().filter(|button| button.id.verb == Verb::Details);
    let Some(diagnosed) = case.diagnosed().filter(|_| Messages::new().has_card(case)) else { return };
    let upn = diagnosed.diagnosis.account.upn.replace(['*', '\\'], "");
    assert!(card.text.replace(['*', '\\'], "").contains(&upn), "the verdict does not come first: {card:#?}");
    assert_eq!(details.count(), 1, "{card:#?}");
    let last = parts.last().copied();
    assert_eq!(last == Some(SectionKind::Outcome), has_ended(case), "the end is not where it ends: {card:#?}");
    if case.outcome().is_some() && !matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised)) {
        for shed in [SectionKind::Changes, SectionKind::Warnings, SectionKind::Ineffective, SectionKind::Progress] {
            assert!(!parts.contains(&shed), "nobody needs that any more: {card:#?}");
        }
    }
}

#[test]
fn the_parts_are_listed_in_the_order_of_reading() {
    assert_eq!(SectionKind::ALL, READING);
}

/// Samples show only what a real case can be: a case that ends with advice had nothing to do, and what it asks about is what was found.
#[test]
fn no_sample_goes_as_no_case_does() {
    for case in samples::cases("en-US") {
        let Some(diagnosed) = case.diagnosed() else { continue };
        let (diagnosis, told) = (&diagnosed.diagnosis, Messages::new().details(&case, &"en-US".into()));
        if let Some(asked) = case.approval_request() {
            assert_eq!(asked.approval.plan, diagnosis.digest(), "{told}");
        }
        let nothing = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
        match case.outcome() {
            Some(Outcome::Advised) => assert!(diagnosis.plan.steps.is_empty() && !nothing, "{told}"),
            Some(Outcome::NothingFound) => assert!(diagnosis.plan.steps.is_empty() && nothing, "{told}"),
            _ => {}
        }
    }
}

#[test]
fn every_card_is_read_in_the_same_order() {
    let mut met = BTreeSet::new();
    for language in &languages() {
        let cases = [samples::cases(language), samples::overlong_cases(language), vec![samples::overfull(language)]];
        for case in cases.concat() {
            let card = Messages::new().card(&case);
            assert_in_order(&case, &card);
            met.extend(card.sections.iter().map(|section| section.kind));
        }
    }
    assert_eq!(met, BTreeSet::from(SectionKind::ALL), "a part was on no card");
}

/// Returns true if a part of a card leaves something out.
fn is_cut(card: &Card, of: SectionKind) -> bool {
    part(card, of).is_some_and(|text| text.lines().any(|line| line.starts_with('…')))
}

/// Returns the least number of lines of evidence; signs of a compromise may stand in a part of their own.
fn evidence_of(case: &Case) -> usize {
    let Some(diagnosed) = case.diagnosed() else { return 0 };
    let diagnosis = &diagnosed.diagnosis;
    let mut facts: Vec<_> = diagnosis.findings.iter().flat_map(|finding| &finding.evidence).collect();
    facts.retain(|fact| diagnosis.signs.iter().all(|sign| sign.fact != **fact));
    let different = facts.iter().enumerate().filter(|(place, fact)| !facts[..*place].contains(fact)).count();
    // If nothing was found, the list of what was looked at is the evidence.
    let nothing_found = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
    different.max(usize::from(nothing_found))
}

/// Evidence for the verdict is dropped last. Advice, the meaning of the steps and the other requesters are dropped before it.
fn assert_cut_in_order(case: &Case, card: &Card) {
    if case.diagnosed().is_none() || !Messages::new().has_card(case) {
        return;
    }
    let shown =
        part(card, SectionKind::Evidence).unwrap_or_default().lines().filter(|line| line.starts_with('•')).count();
    assert!(shown >= evidence_of(case).min(EVIDENCE_LINES_KEPT), "{shown} lines of evidence: {card:#?}");
    let is_advice = matches!(case.outcome(), Some(Outcome::NothingFound | Outcome::Advised));
    if !is_cut(card, SectionKind::Evidence) || is_advice || has_ended(case) {
        return;
    }
    assert_eq!(part(card, SectionKind::Ineffective), None, "what would not help is kept before evidence: {card:#?}");
    assert_eq!(part(card, SectionKind::Advice), None, "advice is kept before evidence: {card:#?}");
    assert!(!card.sections.iter().any(meanings), "wording is kept before evidence: {card:#?}");
    for joined in case.joined() {
        assert!(!part(card, SectionKind::Request).unwrap_or_default().contains(&joined.member.name), "{card:#?}");
    }
}

/// Returns true if a plan explains its steps.
fn meanings(section: &Section) -> bool {
    section.kind == SectionKind::Plan && MEANINGS.iter().any(|meaning| section.text.contains(meaning))
}

/// Returns the sentence that ends details which are longer than an answer can be.
const LEFT_OUT: &str = "grendel audit show";

/// Words from the explanation of revoking sessions, in each language.
const MEANINGS: [&str; 4] = ["every device has to", "elk apparaat moet", "jedes Gerät muss", "chaque appareil"];

/// The parts that are never dropped, however long the names are.
fn assert_shows_the_required_parts(case: &Case, card: &Card) {
    assert_cut_in_order(case, card);
    let Phase::Waiting(asked) = case.phase() else { return };
    let plan = &asked.diagnosed.diagnosis.plan;
    let steps = part(card, SectionKind::Plan).unwrap_or_default();
    for place in 1..=plan.steps.len() {
        assert!(steps.lines().any(|line| line.starts_with(&format!("{place}. "))), "step {place} is cut: {card:#?}");
    }
    let until = format!("<t:{}:t>", asked.approval.expires_at().as_second());
    assert!(part(card, SectionKind::Decision).unwrap_or_default().contains(&until), "until when is cut: {card:#?}");
    let warnings = part(card, SectionKind::Warnings).unwrap_or_default().lines().count();
    let different: HashSet<_> = asked.diagnosed.diagnosis.warnings.iter().map(std::mem::discriminant).collect();
    assert!(warnings >= different.len(), "a warning is cut: {card:#?}");
}

#[test]
fn no_card_is_longer_than_a_phone() {
    let mut longest = (0, String::new());
    for language in &languages() {
        for case in samples::cases(language) {
            let card = Messages::new().card(&case);
            longest = longest.max((lines_of(&card), format!("{card:#?}")));
            assert_shows_the_required_parts(&case, &card);
        }
        for case in samples::overlong_cases(language) {
            assert_shows_the_required_parts(&case, &Messages::new().card(&case));
        }
    }
    assert!(longest.0 <= PHONE_LINES, "{} lines: {}", longest.0, longest.1);
}

/// The state is readable without colour: no two states end a title with the same words.
#[test]
fn the_title_says_what_the_colour_says() {
    for language in &languages() {
        let mut statuses: BTreeMap<String, CardStatus> = BTreeMap::new();
        for case in samples::cases(language) {
            let card = Messages::new().card(&case);
            let words = card.title.rsplit(" · ").next().unwrap().to_owned();
            let status = *statuses.entry(words.clone()).or_insert(card.status);
            assert_eq!(status, card.status, "\"{words}\" is said in two colours");
        }
        let met = |status| statuses.values().any(|met| *met == status);
        for status in [
            CardStatus::Waiting,
            CardStatus::Running,
            CardStatus::Succeeded,
            CardStatus::Unchanged,
            CardStatus::NeedsAttention,
        ] {
            assert!(met(status), "{status:?} is on no card");
        }
    }
}

/// Returns the events of each case of a scenario.
fn lives(over: &Over) -> BTreeMap<CaseNumber, Vec<RecordedEvent>> {
    let mut lives: BTreeMap<CaseNumber, Vec<RecordedEvent>> = BTreeMap::new();
    for entry in over.entries() {
        if let (Some(case), Entry::Case(event)) = (entry.case, entry.entry) {
            lives.entry(case).or_default().push(RecordedEvent { at: entry.at, event });
        }
    }
    lives
}

/// Every card of every case of every scenario, after each event, obeys the rules.
pub fn assert_every_card(over: &Over) {
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

/// However much was found, the card shows at most the allowed lines and says where the rest is.
#[tokio::test(flavor = "multi_thread")]
async fn five_lines_of_evidence_are_the_most() {
    let over = converse("evidence", WorldSettings::default(), async |world| {
        world.discord.member("anna")?.type_command("/diagnose", &[("user", HANNA_UPN)]).await?;
        world.wait_for_card_text("only looked at").await.map(drop)
    });
    let (number, mut life) = lives(&over.await).pop_first().unwrap();
    for RecordedEvent { at, event } in &mut life {
        if let Event::Diagnosed { diagnosis } = event {
            let changed = |hours| Fact::PasswordChanged { at: *at - SignedDuration::from_hours(hours) };
            diagnosis.findings[0].evidence = (0..).take(EVIDENCE_LINES_MAX + 1).map(changed).collect();
        }
    }
    let card = Messages::new().card(&Case::replay(number, life).unwrap());
    let evidence =
        part(&card, SectionKind::Evidence).unwrap_or_default().lines().filter(|line| line.starts_with('•')).count();
    assert_eq!(evidence, EVIDENCE_LINES_MAX, "{card:#?}");
    assert!(is_cut(&card, SectionKind::Evidence), "it does not say that there is more: {card:#?}");
}

/// Everyone who can read the card can open its details, in their own language, as often as they like and on a card of any age. No one else
/// can, and reading changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn details_are_read_and_change_nothing() {
    let mut table = Table::default();
    let mut settings = WorldSettings { northwind: Some(vec![("nora", "nora")]), ..WorldSettings::default() };
    member(&mut settings.discord, "nora", "Nora", 601_100_000_000_000_011, &[HELPDESK_ID]);
    let over = converse_unrecorded(settings, async |world| {
        let reason = "Back from leave, called from her desk";
        let card = asks(world, "anna", &[("user", HANNA_UPN), ("reason", reason)]).await?;
        table.row("Anna, while it waits", &presses(world, "anna", &card, "details").await?);
        presses(world, "bram", &card, "approve").await?;
        let done = comes_to_say(world, &card, "can sign in again").await?;
        let after = presses(world, "bram", &done, "details").await?;
        assert_eq!(presses_stale(world, "bram", &card, "details").await?, after, "an old card says less");
        assert_eq!(presses(world, "bram", &done, "details").await?, after, "the second time is not the first");
        table.row("Bram, when it is over", &after);
        let abroad = world.discord.member("nora")?.in_channel("northwind");
        for details in custom_ids(&done).iter().filter(|id| id.starts_with("v1:details:")) {
            let press = abroad.press_raw(&done, details).await?;
            table.row("Nora, from another tenant's channel", &told(world, &press).await?);
        }
        Ok(())
    });
    let over = over.await;
    // A refused press is an entry; a reader is not.
    table.row("The journal", &over.journal().join("\n"));
    insta::assert_snapshot!(table.0);
}
