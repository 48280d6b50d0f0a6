//! Answers that real servers are known to give and that no documentation shows: pages of gateways, bodies of NUL bytes, parts of a batch
//! in base64, and events with what Discord added since. Each is read as what it is.

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::canned::{CallPattern, CannedAnswer};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::{Fault, Faults};
use jiff::SignedDuration;
use serde_json::json;

use super::harness::{HANNA_UPN, Over, converse_unrecorded, speak};

const SEM_UPN: &str = "sem.vermeer@contoso.example";
const NOTHING: &str = "othing was found";
const UNREAD: &str = "What could not be looked at";
const SIGN_INS: &str = "GET /v1.0/auditLogs/signIns";
const AUDITS: &str = "GET /v1.0/auditLogs/directoryAudits";
const BATCH: &str = r"POST /v1.0/\$batch$";
const POST: &str = r"POST /api/v10/channels/\d+/messages$";
const GATEWAYS_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center>Microsoft-Azure-Application-Gateway/v2</center>\r\n</body>\r\n</html>\r\n";

/// Has calls with this line answered with this.
fn answers(faults: &Faults, line: &str, times: Option<u32>, answer: CannedAnswer) {
    faults.add_like(CallPattern::line(line).unwrap(), times, Fault::Answer(answer));
}

fn refusal(status: u16, code: &str, message: &str) -> CannedAnswer {
    CannedAnswer::json(status, json!({ "error": { "code": code, "message": message } }))
}

/// Eva looks at an account in a world in which something is not as documented. Returns the card and its details.
async fn looks(upn: &str, unkind: impl FnOnce(&World)) -> String {
    let mut settings = WorldSettings::default();
    speak(&mut settings.discord, "en-US");
    let mut read = String::new();
    let over = converse_unrecorded(settings, async |world| {
        unkind(world);
        let attempt = world.discord.member("eva")?.type_command("/diagnose", &[("user", upn)]).await?;
        let is_drawn = |message: &&Message| !message.embeds.is_empty() && !message.to_text().contains("· looking");
        let drawn = |world: &World| {
            // What waits for a service that does not recover waits for the clock.
            world.advance_clocks(SignedDuration::from_millis(100));
            world.discord.guild().public().any(|message| is_drawn(&message)).then_some(())
        };
        world.wait_until(drawn).await?;
        world.wait_until(|_| attempt.private_message()).await?;
        let details = world.press_button("eva", "Details").await?;
        let details = world.wait_until(|_| details.private_message()).await?;
        read = world.newest_card()?.to_text() + &details.to_text();
        Ok(())
    });
    let over: Over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
    read
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_gateway_is_no_missing_permission() {
    let read = looks(HANNA_UPN, |world| {
        answers(&world.tenant_faults, AUDITS, None, refusal(403, "UnknownError", GATEWAYS_PAGE));
    });
    let read = read.await;
    assert!(read.contains(UNREAD), "{read}");
    assert!(!read.contains("<html") && !read.contains("AuditLog.Read.All"), "{read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_batch_that_is_no_json_is_unreadable_and_not_shown() {
    let page = CannedAnswer::text(502, GATEWAYS_PAGE).with_header("Content-Type", "text/html");
    let read = looks(SEM_UPN, |world| answers(&world.tenant_faults, SIGN_INS, None, page)).await;
    assert!(read.contains(UNREAD), "{read}");
    assert!(!read.contains("PGh0bWw") && !read.contains("<html"), "{read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeout_without_a_word_is_a_gap_and_not_an_empty_log() {
    let silent = refusal(504, "UnknownError", "");
    let read = looks(SEM_UPN, |world| answers(&world.tenant_faults, SIGN_INS, None, silent)).await;
    assert!(read.contains(UNREAD), "{read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_refused_as_a_whole_is_sent_again() {
    let throttled = refusal(429, "TooManyRequests", "Too many requests").with_header("Retry-After", "1");
    let expired = refusal(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
    for refused in [throttled, expired] {
        let status = refused.status;
        let read = looks(SEM_UPN, |world| answers(&world.tenant_faults, BATCH, Some(1), refused)).await;
        assert!(read.contains(NOTHING) && !read.contains(UNREAD), "{status}: {read}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nul_bytes_of_exchange_mean_a_missing_role() {
    let nuls = CannedAnswer::nuls(403, 4096);
    let line = r"POST /adminapi/beta/[^/]+/InvokeCommand\S* Get-[\w-]+$";
    let read = looks(SEM_UPN, |world| answers(&world.tenant_faults, line, None, nuls)).await;
    assert!(read.contains("Exchange Administrator"), "{read}");
    assert!(!read.contains('\0'), "{read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_texts_of_discords_gateways_are_passing_troubles() {
    let troubles = [
        CannedAnswer::text(502, "<html>\r\n<hr><center>cloudflare</center>\r\n</html>"),
        CannedAnswer::text(503, "upstream connect error or disconnect/reset before headers. reset reason: overflow"),
        CannedAnswer::json(500, json!({ "message": "500: Internal Server Error", "code": 0 })),
        CannedAnswer::text(429, "error code: 1015").with_header("Retry-After", "1"),
    ];
    for trouble in troubles {
        let status = trouble.status;
        let over = converse_unrecorded(WorldSettings::default(), async |world| {
            answers(&world.discord_faults, POST, Some(1), trouble);
            world.open_unlock_case("anna", &[("user", SEM_UPN)]).await?;
            Ok(())
        });
        let over = over.await;
        assert_eq!(over.world.discord.guild().public().count(), 1, "{status}: one card, once");
    }
}

/// The message is not gone, so the case is not closed as one whose channel is closed to the bot.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_does_not_accept_puts_the_card_off() {
    let refused = CannedAnswer::json(401, json!({ "message": "401: Unauthorized", "code": 0 }));
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        answers(&world.discord_faults, POST, Some(2), refused);
        world.open_unlock_case("anna", &[("user", SEM_UPN)]).await?;
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.world.discord_faults.left(|_| true), 0, "it was tried again");
    assert_eq!(over.world.discord.guild().public().count(), 1, "one card, once");
    assert_eq!(over.final_state.outcomes, [Outcome::NothingFound]);
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_a_guild_does_not_take_yet_are_offered_again() {
    let settings = WorldSettings { with_bot: false, ..WorldSettings::default() };
    let over = converse_unrecorded(settings, async |world| {
        let refused = CannedAnswer::json(403, json!({ "message": "Missing Access", "code": 50001 }));
        let line = r"PUT /api/v10/applications/\d+/guilds/\d+/commands$";
        answers(&world.discord_faults, line, Some(1), refused);
        world.restore_power().await?;
        world.wait_until(|world| (world.discord_faults.left(|_| true) == 0).then_some(())).await?;
        world.advance_clocks(SignedDuration::from_mins(10));
        world.wait_for_bot().await
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_adds_to_its_events_changes_nothing() {
    let settings = WorldSettings { with_bot: false, ..WorldSettings::default() };
    let over = converse_unrecorded(settings, async |world| {
        let noise = json!({
            "user_settings": {}, "geo_ordered_rtc_regions": ["rotterdam"], "guild_join_requests": [], "shard": null,
            "auth": {}, "_trace": ["[\"gateway\",{\"micros\":96353}]"], "application": { "flags": 565_248 },
        });
        world.discord.lay_over_event("READY", noise);
        let noise = json!({ "large": true, "soundboard_sounds": [], "version": 1_700_000_000_000_u64, "clan": null });
        world.discord.lay_over_event("GUILD_CREATE", noise);
        let strange = json!({
            "context": 9, "channel": { "type": 99, "icon_emoji": { "id": null, "name": "👋" } }, "guild_locale": null,
            "authorizing_integration_owners": { "7": "1" }, "app_permissions": null, "something_new": [1, null],
            "attachment_size_limit": 524_288_000, "member": { "nick": "", "collectibles": null, "user": {
                "avatar_decoration_data": { "asset": "a", "expires_at": null, "sku_id": "1144058522808614923" },
                "clan": { "tag": "Moon", "badge": "2", "identity_enabled": true }, "discriminator": "0002",
            }},
        });
        world.discord.lay_over_event("INTERACTION_CREATE", strange);
        world.restore_power().await?;
        world.wait_for_bot().await?;
        world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        world.press_button("bram", "Approve").await?;
        world.wait_for_card_text("can sign in again").await?;
        Ok(())
    });
    assert_eq!(over.await.final_state.outcomes, [Outcome::Completed]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_whose_roles_are_gone_may_not_ask() {
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        world.discord.lay_over_event("INTERACTION_CREATE", json!({ "member": { "roles": [] } }));
        let attempt = world.type_unlock("anna", &[("user", SEM_UPN)]).await?;
        world.wait_until(|_| attempt.private_message()).await?;
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.world.discord.guild().public().count(), 0);
    assert_eq!(over.world.tenant.writes(), []);
}
