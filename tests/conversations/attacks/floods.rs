//! One member who sends a great deal: nobody else waits, and the journal stays short.

use grendel::domain::event::{Entry, Event, Repetition};
use grendel::domain::tenant_freeze::TenantEvent;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use jiff::SignedDuration;

use super::super::harness::{HANNA_UPN, Over, asks, comes_to_say, converse_unrecorded, denies, presses, told};
use super::{answer_in_place_of_the_offer, signing_in, types};

/// The commands and presses that one member can send at once, as `grendel.toml` has it by default.
const BURST: usize = 30;

/// Presses a forged button until nothing more is taken.
async fn uses_up_their_rate(world: &World, who: &str, card: &Message) -> anyhow::Result<String> {
    for _ in 0..=2 * BURST {
        let attempt = world.discord.member(who)?.press_raw(card, "not-a-button-of-grendel").await?;
        let heard = told(world, &attempt).await?;
        if heard.contains("`too_many_actions`") {
            return Ok(heard);
        }
        assert!(heard.contains("`forged_button`"), "{heard}");
    }
    anyhow::bail!("{who} can send as much as they like")
}

/// Returns what is counted in the journal, with the rule of each.
fn counted(over: &Over) -> Vec<(&'static str, Repetition)> {
    let unrouted = |entry| if let Entry::Unrouted { unrouted } = entry { Some(unrouted) } else { None };
    let refused = over.entries().into_iter().filter_map(|entry| unrouted(entry.entry));
    refused.filter_map(|one| Some((one.refusal.rule(), one.repeated?))).collect()
}

/// Returns the number of entries about refusals that have this rule.
fn entries_by_rule(over: &Over, rule: &str) -> usize {
    let is_of_rule = |entry: &Entry| match entry {
        Entry::Unrouted { unrouted } => unrouted.refusal.rule() == rule,
        Entry::Case(Event::PressRefused { refusal, .. }) => refusal.rule() == rule,
        _ => false,
    };
    over.entries().iter().filter(|entry| is_of_rule(&entry.entry)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_beyond_their_rate_is_told_when_again_and_keeps_nobody_else_waiting() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let heard = uses_up_their_rate(world, "dana", &card).await?;
        assert!(heard.contains("The next one is taken from <t:"), "{heard}");
        let typed = world.type_unlock("dana", &[("user", HANNA_UPN)]).await?;
        assert!(told(world, &typed).await?.contains("`too_many_actions`"));
        // The first press of another member counts at once.
        assert!(presses(world, "bram", &card, "approve").await?.starts_with("Your approval"));
        comes_to_say(world, &card, "can sign in again").await?;
        world.advance_time(SignedDuration::from_mins(1)).await?;
        let again = world.discord.member("dana")?.type_command("/cases", &[]).await?;
        assert!(told(world, &again).await?.starts_with("No case is open"));
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approver_beyond_their_rate_can_still_deny_and_a_requester_withdraw() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        uses_up_their_rate(world, "bram", &card).await?;
        assert!(presses(world, "bram", &card, "approve").await?.contains("`too_many_actions`"));
        assert!(denies(world, "bram", &card, "Not now.").await?.starts_with("Your denial"));
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        uses_up_their_rate(world, "anna", &card).await?;
        let withdrawn = presses(world, "anna", &card, "withdraw").await?;
        assert!(withdrawn.starts_with("Zaak 2 is ingetrokken"), "{withdrawn}");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_that_repeat_are_one_entry_with_their_count() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        // Presses that a case refuses, forged buttons, a channel of nobody, and a command for which the role is missing.
        for _ in 0..5 {
            assert!(presses(world, "finn", &card, "approve").await?.contains("`may_not_decide`"));
            let forged = world.discord.member("dana")?.press_raw(&card, "forged").await?;
            assert!(told(world, &forged).await?.contains("`forged_button`"));
            let typed = world.type_unlock("dana", &[("user", HANNA_UPN)]).await?;
            assert!(told(world, &typed).await?.contains("`lacks_chat_role`"));
            let abroad = world.discord.member("dana")?.in_channel("northwind").type_command("/cases", &[]).await?;
            assert!(told(world, &abroad).await?.contains("`foreign_channel`"));
        }
        let before = world.journal_length();
        world.advance_time(SignedDuration::from_mins(11)).await?;
        world.wait_until(|world| (world.journal_length() >= before + 4).then_some(())).await?;
        presses(world, "finn", &card, "approve").await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    let over = over.await;
    let mut counted = counted(&over);
    counted.sort_by_key(|(rule, _)| *rule);
    let counts: Vec<_> = counted.iter().map(|(rule, one)| (*rule, one.count, one.case.map(|case| case.0))).collect();
    assert_eq!(
        counts,
        [
            ("foreign_channel", 4, None),
            ("forged_button", 4, None),
            ("lacks_chat_role", 4, None),
            ("may_not_decide", 4, Some(1))
        ]
    );
    assert_eq!(entries_by_rule(&over, "forged_button"), 2);
    assert_eq!(entries_by_rule(&over, "may_not_decide"), 3, "after the window it is written again");
    let telling = over.final_state.audit.lines().find(|line| line.contains("4 more times")).unwrap_or_default();
    assert!(telling.contains("Finn Mulder") && telling.ends_with("approve on case 1"), "{telling}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_is_written_when_the_program_stops() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        for _ in 0..3 {
            let abroad = world.discord.member("dana")?.in_channel("northwind").type_command("/cases", &[]).await?;
            told(world, &abroad).await?;
        }
        Ok(())
    });
    let over = over.await;
    assert_eq!(
        counted(&over).iter().map(|(rule, one)| (*rule, one.count)).collect::<Vec<_>>(),
        [("foreign_channel", 2)]
    );
}

/// Returns the number of cases that were opened.
fn opened(over: &Over) -> usize {
    over.entries().iter().filter(|entry| matches!(entry.entry, Entry::Case(Event::Opened(_)))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_refused_again_and_again_opens_few_cases() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        for _ in 0..5 {
            let typed = world.type_unlock("anna", &[("user", "nobody@contoso.example")]).await?;
            assert!(told(world, &typed).await?.contains("`target_unknown`"));
        }
        let typed = world.type_unlock("anna", &[("user", "no address")]).await?;
        assert!(told(world, &typed).await?.contains("`target_malformed`"), "another target is looked at");
        world.advance_time(SignedDuration::from_secs(61)).await?;
        let typed = world.type_unlock("anna", &[("user", "nobody@contoso.example")]).await?;
        assert!(told(world, &typed).await?.contains("`target_unknown`"));
        Ok(())
    });
    let over = over.await;
    assert_eq!(opened(&over), 5, "three, one for another target, and one after the first were forgotten");
    let counts: Vec<_> = counted(&over).iter().map(|(rule, one)| (*rule, one.count)).collect();
    assert_eq!(counts, [("target_unknown", 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_links_meanwhile_is_not_refused_for_what_was_true_before() {
    let over = converse_unrecorded(signing_in(&["bram"]), async |world| {
        let first = world.type_unlock("anna", &[("user", HANNA_UPN)]).await?;
        told(world, &first).await?;
        for user in [HANNA_UPN, HANNA_UPN, HANNA_UPN, "nobody@contoso.example"] {
            let typed = world.type_unlock("anna", &[("user", user)]).await?;
            assert!(told(world, &typed).await?.contains("`not_linked`"), "whatever the target is");
        }
        let attempt = types(world, "anna", "/link").await?;
        let offer = world.wait_until(|_| attempt.private_message()).await?;
        world.follow_link_and_confirm("anna", &offer).await?;
        answer_in_place_of_the_offer(world, &attempt).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    assert_eq!(opened(&over.await), 4, "three that were refused, and one after the link");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guard_beyond_their_rate_can_still_freeze() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        uses_up_their_rate(world, "eva", &card).await?;
        let other = world.discord.member("eva")?.type_command("/cases", &[]).await?;
        assert!(told(world, &other).await?.contains("`too_many_actions`"));
        let options = [("reason", "Somebody misuses an account."), ("scope", "access")];
        let freeze = world.discord.member("eva")?.type_command("/freeze", &options).await?;
        let heard = told(world, &freeze).await?;
        assert!(!heard.contains("`too_many_actions`"), "{heard}");
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    let over = over.await;
    let frozen = |entry: &Entry| matches!(entry, Entry::Tenant { tenant: TenantEvent::Frozen { .. } });
    assert!(over.entries().iter().any(|entry| frozen(&entry.entry)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_and_its_submit_are_one_action() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        for _ in 0..BURST - 4 {
            assert!(denies(world, "finn", &card, "Not now.").await?.contains("`may_not_decide`"));
        }
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}
