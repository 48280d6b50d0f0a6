//! A containment that the intruder cannot put off.

use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::tenant::SignInAttempt;
use grendel_simulator::tenant::mailbox::{InboxRule, Mailbox};

use super::harness::{HANNA, HANNA_UPN, comes_to_say, converse, presses};

const FIRST_RULE: u64 = 1_152_921_504_606_846_977;

fn with_rules(world: &World, count: u64) {
    let rule = |number| InboxRule {
        id: FIRST_RULE + number,
        name: format!("{number}"),
        forward_to: vec!["collector@mailbox.example".to_owned()],
        ..InboxRule::default()
    };
    world.tenant.change(HANNA, |account| {
        let rules = (0..count).map(rule).collect();
        account.mailbox = Some(Mailbox { rules, ..account.mailbox.clone().unwrap_or_default() });
    });
}

/// Each new rule, and each failed sign-in of a stranger, would otherwise buy the intruder another approval's time.
#[tokio::test(flavor = "multi_thread")]
async fn rules_that_an_intruder_adds_after_the_card_do_not_lapse_a_containment() {
    let mut settings = WorldSettings::default();
    (scenario("contain").unwrap().prepare)(&mut settings);
    let over = converse("containment-goes-on", settings, async |world| {
        with_rules(world, 2);
        let (_, card) = world.open_case("anna", "/contain", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        with_rules(world, 3);
        for _ in 0..3 {
            world.tenant.record_sign_in(HANNA, &SignInAttempt::new(50126, "198.51.100.20"));
        }
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Outcome").await?;
        assert!(card.to_text().contains("More was added"), "{}", card.to_text());
        let hanna = world.tenant.account(HANNA);
        let off: Vec<bool> = hanna.mailbox.unwrap().rules.iter().map(|rule| rule.disabled).collect();
        assert_eq!((hanna.enabled, off), (false, vec![true, true, false]), "what was approved, and no more");
        Ok(())
    });
    over.await;
}
