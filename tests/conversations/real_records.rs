//! Records as real servers write them: a block whose record comes late, an application that blocks again and again, recipients
//! of the directory, and reasons for a restriction.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::tenant::{Activity, Actor, MailContact, Restriction};
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, asks, comes_to_say, converse, presses};

fn automation() -> Actor {
    Actor::Application {
        display_name: "Contoso SOAR".to_owned(),
        service_principal_id: "10a3d6b2-aa05-411a-b271-5945795e8229".to_owned(),
    }
}

fn blocks(world: &World, actor: &Actor) {
    world.tenant.change_as(HANNA, actor, Activity::DisableAccount, |account| account.enabled = false);
}

/// Returns the card that Eva of the security team reads of an account.
async fn diagnosed(world: &World, key: &str) -> anyhow::Result<String> {
    let upn = world.tenant.account(key).user_principal_name;
    let (_, card) = world.open_case("eva", "/diagnose", &[("user", &upn)]).await?;
    Ok(card.to_text())
}

/// Unknown is not harmless: a lead alone does not lift the block, and it is looked at again before an approval counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_block_whose_record_is_not_there_yet_counts_as_one_by_security() {
    let mut settings = WorldSettings::default();
    settings.tenant.audit_delay = SignedDuration::from_mins(15);
    let over = converse("records-late", settings, async |world| {
        world.tenant.forget_audits();
        blocks(world, &automation());
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        let text = card.to_text();
        assert!(text.contains("not in the directory audit yet"), "{text}");
        assert!(!text.contains("goes back 7 days"), "not yet is not too old:\n{text}");
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        assert!(world.tenant.writes().is_empty(), "a lead alone does not lift it");
        world.advance_clocks(SignedDuration::from_mins(16));
        presses(world, "eva", &card, "approve").await?;
        let card = comes_to_say(world, &card, "so that no longer counts").await?;
        let card = comes_to_say(world, &card, "Contoso SOAR").await?;
        let text = card.to_text();
        assert!(text.contains("The directory audit has the record of the block now."), "{text}");
        assert!(world.tenant.writes().is_empty(), "nothing was done on the old picture");
        presses(world, "anna", &card, "withdraw").await?;
        comes_to_say(world, &card, "Withdrawn by").await.map(drop)
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Withdrawn]);
}

/// Security had its say already, so nobody is asked again for a block that turns out to be a colleague's.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_record_of_a_harmless_block_takes_no_approval_back() {
    let mut settings = WorldSettings::default();
    settings.tenant.audit_delay = SignedDuration::from_mins(15);
    let over = converse("records-late-harmless", settings, async |world| {
        world.tenant.forget_audits();
        blocks(world, &world.tenant.person("chidi"));
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        presses(world, "bram", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Approved by Bram Bakker").await?;
        world.advance_clocks(SignedDuration::from_mins(16));
        presses(world, "eva", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
    assert!(over.world.tenant.account(HANNA).enabled);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_blocked_the_account_before_will_do_so_again() {
    let over = converse("records-again", WorldSettings::default(), async |world| {
        blocks(world, &automation());
        assert!(!diagnosed(world, HANNA).await?.contains("It did the same before"));
        world.advance_clocks(SignedDuration::from_hours(1));
        blocks(world, &automation());
        let text = diagnosed(world, HANNA).await?;
        assert!(text.contains("It did the same before") && text.contains("will probably do it again"), "{text}");
        Ok(())
    });
    over.await;
}

/// A contact of the directory stands for an address outside. It is looked up, and one that cannot be is a weak sign.
#[tokio::test(flavor = "multi_thread")]
async fn mail_that_is_forwarded_to_a_contact_of_the_directory_goes_outside() {
    let mut settings = WorldSettings::default();
    settings.tenant.contacts = vec![MailContact { name: "Eve".to_owned(), address: "eve@webmail.example".to_owned() }];
    let over = converse("records-recipients", settings, async |world| {
        let forward_to = |name: &str| {
            world.tenant.change("sending-restricted", |account| {
                account.restriction = None;
                account.mailbox.as_mut().unwrap().forwarding_address = Some(name.to_owned());
            });
        };
        forward_to("Eve");
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(text.contains("forwarded") && text.contains("eve@webmail.example"), "{text}");
        forward_to("Somebody Else");
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(text.contains("could not be looked up, so it may be outside"), "{text}");
        forward_to("Saskia Maas");
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(!text.contains("forwarded"), "she is inside:\n{text}");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_who_is_stopped_for_spam_cannot_send_any_mail_and_spam_is_a_sign() {
    let over = converse("records-spam", WorldSettings::default(), async |world| {
        let reason = "OutboundSpamLast24Hours=97;OutboundMailLast24Hours=120;OutboundSpamPercent=80;\
                      Last Spam Message MessagetraceId:2f0c8b9e-0000-4000-8000-000000000001";
        let created = world.clock().now();
        let restriction = Restriction { reason: reason.to_owned(), created };
        world.tenant.change("sending-restricted", |account| account.restriction = Some(restriction));
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(text.contains("cannot send mail: Microsoft has stopped it"), "{text}");
        assert!(text.contains("97 of 120") && !text.contains("OutboundSpam"), "{text}");
        assert!(text.contains("took"), "{text}");
        let limit = "EmailSendingLimitExceeded;InternalRecipientCountToday=3;ExternalRecipientCountToday=1987;\
                     ExceedingLimitType=External;Last MessagetraceId=2f0c;LastMessageRcptCount=4;";
        let restriction = Restriction { reason: limit.to_owned(), created };
        world.tenant.change("sending-restricted", |account| account.restriction = Some(restriction));
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(text.contains("more recipients outside than the limit allows") && text.contains("1987"), "{text}");
        Ok(())
    });
    over.await;
}

/// A rule that reads along may be among those that a cut list leaves out.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_rules_that_exchange_cuts_is_said_to_be_incomplete() {
    let mut settings = WorldSettings::default();
    settings.tenant.exchange_items_max = Some(1);
    let over = converse("records-cut", settings, async |world| {
        let text = diagnosed(world, "sending-restricted").await?;
        assert!(text.contains("there are more than were read"), "{text}");
        assert!(text.contains("counts as a possible sign"), "{text}");
        Ok(())
    });
    over.await;
}

/// A contained account sends nothing on, not even to a recipient that may be inside.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_ends_forwarding_to_a_recipient_that_could_not_be_looked_up() {
    // Gita is a Global Administrator: for this step somebody's own role must reach.
    let mut settings = WorldSettings::default();
    (scenario("contain").unwrap().prepare)(&mut settings);
    let over = converse("records-contained", settings, async |world| {
        world.tenant.change(HANNA, |account| {
            account.mailbox.as_mut().unwrap().forwarding_address = Some("Somebody Else".to_owned());
        });
        let (_, card) = world.open_case("anna", "/contain", &[("user", HANNA_UPN)]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Outcome").await?;
        assert_eq!(world.tenant.account(HANNA).mailbox.unwrap().forwarding_address, None);
        Ok(())
    });
    over.await;
}
