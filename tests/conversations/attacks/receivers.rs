//! A password or a pass is seen by one person, whose own roles reach the account when they press, or by nobody.

use grendel_sandbox::scenarios::rules::{unlock_and, unlock_handing_out};
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{LEAD_ID, Message};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::roles::GLOBAL_ADMINISTRATOR;
use grendel_simulator::tenant::{Risk, RoleAssignment};
use jiff::SignedDuration;

use super::super::harness::{asks, comes_to_say, converse_unrecorded, member, presses, speak, told};

/// Els, who has forgotten her password, and Goran, whose second factor is broken.
const ELS: &str = "password-forgotten";
const GORAN: &str = "second-factor-failing";
const OFFERED: &str = "[ Show it once ]";
const HOLDS_ALL: RoleAssignment = RoleAssignment { role: GLOBAL_ADMINISTRATOR, scope: "/" };

/// The usual people, Finn of the help desk, and Gita, a lead who is a Global Administrator.
fn people() -> WorldSettings {
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, "en-US");
    member(&mut settings.discord, "gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID]);
    settings.linked.extend(["finn", "gita"]);
    settings
}

/// The same in a tenant without passes, where the rule of `/unlock` has these lines.
fn handing_out_passwords(lines: &str) -> WorldSettings {
    let mut settings = people();
    settings.tenant.pass_policy.enabled = false;
    settings.tenant.application_roles = vec!["Privileged Authentication Administrator".to_owned()];
    let (name, text) = unlock_handing_out("\"temporary_password\"");
    let rule = "\n[[approval]]\nfrom = [\"lead\"]\n";
    assert!(text.contains(rule), "the rule that these tests change is not there any more");
    settings.commands = vec![(name, text.replacen(rule, &format!("{rule}{lines}"), 1))];
    settings
}

/// Someone asks for Els, and a lead approves. Returns the card once the password waits for its receiver.
async fn made_for_els(world: &World, requester: &str, approver: &str) -> anyhow::Result<Message> {
    let card = asks(world, requester, &[("user", &upn(world, ELS))]).await?;
    presses(world, approver, &card, "approve").await?;
    comes_to_say(world, &card, OFFERED).await
}

fn upn(world: &World, key: &str) -> String {
    world.tenant.account(key).user_principal_name
}

/// Presses the button that shows the secret, and checks that the answer holds none and says this.
async fn is_shown_nothing(world: &World, who: &str, card: &Message, says: &str) -> anyhow::Result<()> {
    let answer = presses(world, who, card, "show_secret").await?;
    assert!(answer.contains(says) && !answer.contains("||`"), "{who} is told:\n{answer}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helpdesk_person_never_sees_the_password_of_a_global_administrator() {
    converse_unrecorded(handing_out_passwords(""), async |world| {
        world.tenant.change(ELS, |account| account.roles.push(HOLDS_ALL));
        let card = asks(world, "finn", &[("user", &upn(world, ELS))]).await?;
        let card = comes_to_say(world, &card, "Shown once, to the approver whose own role carries step 1").await?;
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "Gita Patel can see it once").await?;
        is_shown_nothing(world, "finn", &card, "`secret_not_yours`").await?;
        is_shown_nothing(world, "bram", &card, "`secret_not_yours`").await?;
        world.reveal_secret_to("gita", ELS).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_who_lost_the_right_forfeits_the_password_for_everybody() {
    type Loss = fn(&World);
    let losses: [(&str, Loss, &str); 4] = [
        ("the role", |world| world.tenant.change("anna", |account| account.roles.clear()), "`secret_out_of_reach`"),
        ("the account", |world| world.tenant.change("anna", |account| account.enabled = false), "`account_disabled`"),
        (
            "the trust",
            |world| {
                world.tenant.change("anna", |account| {
                    let updated = "2026-01-01T00:00:00Z".parse().unwrap();
                    account.risk = Some(Risk { state: "atRisk", level: "high", detail: "none", updated });
                });
            },
            "`account_at_risk`",
        ),
        (
            "the reach",
            |world| world.tenant.change(ELS, |account| account.roles.push(HOLDS_ALL)),
            "`secret_out_of_reach`",
        ),
    ];
    for (what, loss, says) in losses {
        let over = converse_unrecorded(handing_out_passwords(""), async |world| {
            let card = made_for_els(world, "anna", "bram").await?;
            loss(world);
            // A risk is read at most once in ten seconds.
            world.advance_time(SignedDuration::from_secs(11)).await?;
            is_shown_nothing(world, "anna", &card, says).await?;
            let card = comes_to_say(world, &card, "was to see it, and no longer may").await?;
            assert!(!card.to_text().contains(OFFERED), "{what}: {}", card.to_text());
            Ok(())
        });
        let sentences = over.await.journal().join("\n");
        assert!(sentences.contains("the one person for whom it was may not see it any more"), "{what}:\n{sentences}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_is_not_the_receiver_changes_nothing_by_pressing() {
    converse_unrecorded(handing_out_passwords(""), async |world| {
        let card = made_for_els(world, "anna", "bram").await?;
        for who in ["bram", "gita", "finn"] {
            is_shown_nothing(world, who, &card, "`secret_not_yours`").await?;
        }
        world.reveal_secret_to("anna", ELS).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_whom_a_rule_names_still_needs_a_role_that_reaches() {
    let nobody = handing_out_passwords("secret_to = [\"security\"]\n");
    let over = converse_unrecorded(nobody, async |world| {
        let attempt = world.type_unlock("anna", &[("user", &upn(world, ELS))]).await?;
        let answer = told(world, &attempt).await?;
        assert!(answer.contains("`nobody_may_see`") && answer.contains("security"), "{answer}");
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
    converse_unrecorded(handing_out_passwords("secret_to = [\"lead\"]\n"), async |world| {
        let card = made_for_els(world, "anna", "bram").await?;
        is_shown_nothing(world, "anna", &card, "`secret_not_yours`").await?;
        world.reveal_secret_to("gita", ELS).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_whose_password_nobody_could_see_is_refused() {
    let mut settings = handing_out_passwords("");
    settings.linked.retain(|key| *key != "gita");
    let over = converse_unrecorded(settings, async |world| {
        world.tenant.change(ELS, |account| account.roles.push(HOLDS_ALL));
        let attempt = world.type_unlock("anna", &[("user", &upn(world, ELS))]).await?;
        let answer = told(world, &attempt).await?;
        assert!(answer.contains("`nobody_may_see`") && answer.contains("Global Administrator"), "{answer}");
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_where_a_step_before_it_was_refused() {
    converse_unrecorded(people(), async |world| {
        let card = asks(world, "anna", &[("user", &upn(world, "account-at-risk"))]).await?;
        world.tenant.adjust(|tenant| tenant.permissions.retain(|held| held != "User.RevokeSessions.All"));
        presses(world, "bram", &card, "approve").await?;
        presses(world, "eva", &card, "approve").await?;
        let card = comes_to_say(world, &card, "shown to nobody, because not every step").await?;
        assert!(!card.to_text().contains(OFFERED), "{}", card.to_text());
        Ok(())
    })
    .await;
}

/// Anna asks for Goran and Gita approves. Returns the card once the pass waits for her.
async fn pass_for_goran(world: &World) -> anyhow::Result<Message> {
    let card = asks(world, "anna", &[("user", &upn(world, GORAN))]).await?;
    presses(world, "gita", &card, "approve").await?;
    comes_to_say(world, &card, OFFERED).await
}

fn has_pass(world: &World) -> bool {
    world.tenant.account(GORAN).credentials.pass.is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_containment_takes_the_pass_back_that_grendel_made() {
    converse_unrecorded(people(), async |world| {
        pass_for_goran(world).await?;
        world.reveal_secret_to("gita", GORAN).await?;
        assert!(has_pass(world));
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn(world, GORAN))]).await?;
        let card = comes_to_say(world, &card, "Take the temporary access pass back").await?;
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, "Nobody gets to see it").await?;
        assert!(!has_pass(world), "the pass lets somebody in still");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_case_takes_the_pass_back_before_it_makes_another() {
    converse_unrecorded(people(), async |world| {
        pass_for_goran(world).await?;
        world.reveal_secret_to("gita", GORAN).await?;
        let first = world.tenant.account(GORAN).credentials.pass.map(|pass| pass.id);
        let card = asks(world, "anna", &[("user", &upn(world, GORAN))]).await?;
        let card = comes_to_say(world, &card, "Take the temporary access pass back").await?;
        presses(world, "gita", &card, "approve").await?;
        comes_to_say(world, &card, OFFERED).await?;
        world.reveal_secret_to("gita", GORAN).await?;
        let second = world.tenant.account(GORAN).credentials.pass.map(|pass| pass.id);
        let deleted = world.tenant.writes().into_iter().filter(|write| write.method == "DELETE").count();
        assert!(deleted == 1 && second.is_some() && first != second, "{first:?} {second:?} {deleted}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_ends_unseen_is_taken_back() {
    let over = converse_unrecorded(people(), async |world| {
        let card = pass_for_goran(world).await?;
        world.advance_time(SignedDuration::from_mins(11)).await?;
        let card = comes_to_say(world, &card, "The pass was taken back").await?;
        assert!(card.to_text().contains("not handed over"), "nobody can sign in, so it is not done");
        assert!(!has_pass(world));
        Ok(())
    });
    let sentences = over.await.journal().join("\n");
    assert!(sentences.contains("the pass that nobody saw: Microsoft took it"), "{sentences}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_was_lost_with_the_program_is_taken_back() {
    converse_unrecorded(people(), async |world| {
        let card = pass_for_goran(world).await?;
        world.cycle_power().await?;
        comes_to_say(world, &card, "The pass was taken back").await?;
        assert!(!has_pass(world));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_whose_receiver_lost_the_role_is_taken_back() {
    converse_unrecorded(people(), async |world| {
        let card = pass_for_goran(world).await?;
        world.tenant.change("gita", |account| account.roles.clear());
        is_shown_nothing(world, "gita", &card, "`secret_out_of_reach`").await?;
        comes_to_say(world, &card, "The pass was taken back").await?;
        assert!(!has_pass(world));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_cannot_be_taken_back_is_said_to_be_good_still() {
    converse_unrecorded(people(), async |world| {
        let card = pass_for_goran(world).await?;
        world.tenant.adjust(|tenant| tenant.permissions.retain(|held| held != "UserAuthMethod-TAP.ReadWrite.All"));
        world.advance_time(SignedDuration::from_mins(11)).await?;
        let card = comes_to_say(world, &card, "The pass could not be revoked").await?;
        for said in ["Entra admin centre", "needs a person"] {
            assert!(card.to_text().contains(said), "{}", card.to_text());
        }
        is_told_of_the_pass(world).await
    })
    .await;
}

/// Waits until those who decide are told that a pass is left.
async fn is_told_of_the_pass(world: &World) -> anyhow::Result<()> {
    let told = |message: &&Message| message.content.contains("could not be revoked. It may still let somebody in");
    world.wait_until(|world| world.discord.guild().public().find(told).cloned()).await.map(drop)
}

/// Microsoft made the pass, and the answer that shows it was lost: Grendel knows neither the pass nor its id.
#[tokio::test(flavor = "multi_thread")]
async fn a_pass_whose_answer_never_came_is_offered_to_nobody_and_taken_back() {
    converse_unrecorded(people(), async |world| {
        world.tenant_faults.add("/authentication/temporaryAccessPassMethods", 1, Fault::LostAnswer);
        let card = asks(world, "anna", &[("user", &upn(world, GORAN))]).await?;
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "The pass was taken back").await?;
        let text = card.to_text();
        assert!(text.contains("never arrived here") && text.contains("not handed over"), "{text}");
        assert!(!has_pass(world), "the pass lets somebody in still");
        Ok(())
    })
    .await;
}

/// Those who are known may block, sign out and reset, and not touch the methods of the account.
#[tokio::test(flavor = "multi_thread")]
async fn a_containment_for_whose_pass_nobody_has_the_role_does_the_rest() {
    converse_unrecorded(people(), async |world| {
        pass_for_goran(world).await?;
        world.reveal_secret_to("gita", GORAN).await?;
        world.tenant.change("gita", |account| account.enabled = false);
        world.tenant.change("chidi", |account| account.roles.clear());
        world.advance_time(SignedDuration::from_secs(11)).await?;
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn(world, GORAN))]).await?;
        let card = comes_to_say(world, &card, "[ Approve ]").await?;
        let details = presses(world, "anna", &card, "details").await?;
        assert!(details.contains("nobody who is known here has a directory role that reaches"), "{details}");
        presses(world, "eva", &card, "approve").await?;
        comes_to_say(world, &card, "not contained yet").await?;
        assert!(!world.tenant.account(GORAN).enabled && has_pass(world));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_that_cannot_be_taken_back_does_not_keep_a_containment_from_the_rest() {
    converse_unrecorded(people(), async |world| {
        pass_for_goran(world).await?;
        world.reveal_secret_to("gita", GORAN).await?;
        world.tenant.adjust(|tenant| tenant.permissions.retain(|held| held != "UserAuthMethod-TAP.ReadWrite.All"));
        let (_, card) = world.open_case("anna", "/contain", &[("user", &upn(world, GORAN))]).await?;
        let card = comes_to_say(world, &card, "Take the temporary access pass back").await?;
        presses(world, "gita", &card, "approve").await?;
        let card = comes_to_say(world, &card, "; the others were done").await?;
        assert!(card.to_text().contains("(revoke sign-in sessions): done"), "{}", card.to_text());
        assert!(!world.tenant.account(GORAN).enabled && has_pass(world));
        Ok(())
    })
    .await;
}

/// Carmen has no role when Anna breaks the glass for her. By the time Anna looks at the password, she could give herself one.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_an_emergency_is_not_shown_once_the_target_could_activate_a_role() {
    const CARMEN: &str = "password-expired";
    let mut settings = WorldSettings::default();
    settings.tenant.pass_policy.enabled = false;
    let anna = settings.discord.user("anna").unwrap();
    let glass = format!("[break_glass]\npeople = [\"{anna}\"]\ncountersign_within = \"24h\"\nsecrets = true");
    settings.commands = vec![unlock_and(&glass)];
    let over = converse_unrecorded(settings, async |world| {
        let carmen = world.tenant.account(CARMEN).user_principal_name;
        let card = asks(world, "anna", &[("user", &carmen)]).await?;
        comes_to_say(world, &card, "[ Approve ]").await?;
        world.submit_form("anna", "Break glass…", "She is on stage in five minutes.").await?;
        let card = comes_to_say(world, &card, "[ Show it once ]").await?;
        let eligible = world.tenant.account("only-eligible").eligible;
        world.tenant.change(CARMEN, |account| account.eligible = eligible);
        let heard = presses(world, "anna", &card, "show_secret").await?;
        assert!(heard.contains("`secret_not_alone`"), "{heard}");
        let card = comes_to_say(world, &card, "[ Countersign ]").await?;
        presses(world, "bram", &card, "countersign").await?;
        comes_to_say(world, &card, "Countersigned by Bram Bakker").await.map(drop)
    });
    over.await;
}
