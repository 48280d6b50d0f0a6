//! The owner's trouble as the requester tells it: it stands on the card, and the evidence is held against it.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::tenant::sign_ins::{HANOI, SignInAttempt};
use jiff::SignedDuration;

use super::harness::{Over, asks, converse, presses, redact};

const OFFICE: &str = "203.0.113.7";
const LOCKS_OUT: (&str, &str) = ("5f0c9a1e-7d34-4b8a-9f0e-3a1f6c2d8b47", "Require managed device");

fn laptop(code: i32) -> SignInAttempt {
    SignInAttempt::new(code, OFFICE)
        .on_device("LAPTOP-1")
        .blocked_by(LOCKS_OUT.0, LOCKS_OUT.1)
        .demanding(&["CompliantDevice"])
}

/// Anna asks, with what the owner says. Returns the card.
async fn asked(world: &World, key: &str, said: &[(&str, &str)]) -> anyhow::Result<String> {
    let id = world.tenant.account(key).object_id;
    let options: Vec<(&str, &str)> = [("user", id.as_str())].into_iter().chain(said.iter().copied()).collect();
    let card: Message = asks(world, "anna", &options).await?;
    if card.to_text().contains("[ Withdraw ]") {
        presses(world, "anna", &card, "withdraw").await?;
    }
    Ok(redact(&card.to_text()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_that_a_policy_keeps_out_is_named_although_the_phone_came_in() {
    let over = converse("symptoms-laptop", WorldSettings::default(), async |world| {
        world.tenant.record_sign_in("nothing-wrong", &laptop(53000));
        world.advance_clocks(SignedDuration::from_mins(5));
        let phone = SignInAttempt { operating_system: "Ios 18.2", ..SignInAttempt::new(0, "198.51.100.14") };
        world.tenant.record_sign_in("nothing-wrong", &phone.on_device("PHONE-1"));
        let card = asked(world, "nothing-wrong", &[("symptom", "on_one_device"), ("code", "AADSTS53000")]).await?;
        for text in [
            "on LAPTOP-1",
            "Require managed device",
            "Elsewhere the account signs in",
            "on PHONE-1",
            "a compliant device",
        ] {
            assert!(card.contains(text), "{text} is missing:\n{card}");
        }
        assert!(card.contains("it fails on one device, code AADSTS53000"), "{card}");
        assert!(
            !card.contains("The request says") && !card.contains("The request names"),
            "the evidence bears it out:\n{card}"
        );
        Ok(())
    });
    let over: Over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_says_where_the_evidence_is_against_what_was_said() {
    let over = converse("symptoms-against", WorldSettings::default(), async |world| {
        let card = asked(world, "nothing-wrong", &[("symptom", "cannot_sign_in_at_all"), ("code", "53003")]).await?;
        assert!(card.contains("The request says that they cannot sign in at all; the log shows a sign-in"), "{card}");
        assert!(card.contains("The request names AADSTS53003; the sign-in log has no such failure"), "{card}");
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_abroad_are_no_forgotten_password() {
    let over = converse("symptoms-guesses", WorldSettings::default(), async |world| {
        for number in 1..=6 {
            world.advance_clocks(SignedDuration::from_mins(3));
            let address: &'static str = format!("192.0.2.{number}").leak();
            world.tenant.record_sign_in("nothing-wrong", &SignInAttempt::new(50126, address).from(HANOI));
        }
        world.tenant.record_sign_in("nothing-wrong", &SignInAttempt::new(0, OFFICE));
        let card = asked(world, "nothing-wrong", &[]).await?;
        assert!(card.contains("Password spray: somebody guesses the password"), "{card}");
        assert!(card.contains("The owner can sign in"), "{card}");
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_without_a_meaning_is_shown_with_the_policy_that_refused_it() {
    let over = converse("symptoms-code", WorldSettings::default(), async |world| {
        world.tenant.record_sign_in("nothing-wrong", &laptop(530_003));
        let card = asked(world, "nothing-wrong", &[]).await?;
        for text in ["AADSTS530003", "the device is not as a policy demands", "Require managed device"] {
            assert!(card.contains(text), "{text} is missing:\n{card}");
        }
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_keeps_trying_in_the_background_is_named_where_the_tenant_lets_it_be_read() {
    for (lines, is_named) in [("", false), ("background_sign_ins = true", true)] {
        let settings = WorldSettings { tenant_config: lines.to_owned(), ..WorldSettings::default() };
        let over = converse(format!("symptoms-background-{is_named}"), settings, async |world| {
            let old_phone = SignInAttempt::new(50126, OFFICE).on_device("OLD-PHONE").in_background();
            world.tenant.record_sign_in("smart-lockout", &old_phone);
            let card = asked(world, "smart-lockout", &[]).await?;
            assert_eq!(card.contains("keeps trying in the background"), is_named, "{card}");
            Ok(())
        });
        over.await;
    }
}
