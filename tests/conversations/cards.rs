//! A card reads the same every time: one order, the state in words, and no longer than a phone's screen.

use std::collections::{BTreeMap, BTreeSet};

use grendel::domain::case::Case;
use grendel::domain::event::{Event, RecordedEvent};
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind;
use grendel::domain::outcome::Outcome;
use grendel::render::Messages;
use grendel::render::card::{CardStatus, SectionKind};
use grendel::render::phone::lines_of;
use grendel_sandbox::message_catalog::samples;
use grendel_sandbox::world::WorldSettings;
use grendel_simulator::discord::HELPDESK_ID;
use jiff::SignedDuration;

use super::card_rules::{
    EVIDENCE_LINES_MAX, PHONE_LINES, READING, assert_in_order, assert_shows_the_required_parts, is_cut, languages,
    lives, part,
};
use super::harness::{
    HANNA_UPN, Table, asks, comes_to_say, converse, converse_unrecorded, custom_ids, member, presses, presses_stale,
    told,
};

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
