//! Tests of reading a member's roles.

use serde_json::json;

use super::discord;
use super::stub::{Stub, refusal, response};
use crate::domain::{GuildId, MemberId};
use crate::ports::{Chat, ChatError, RoleId};

#[tokio::test]
async fn the_roles_of_a_member_are_returned() {
    let stub = Stub::start([response(200, json!({ "roles": ["11", "12"], "user": { "id": "3" } }))]).await;
    let roles = discord(&stub.address).member_roles(GuildId(2), MemberId(3)).await;
    assert_eq!(roles, Ok(Some(vec![RoleId(11), RoleId(12)])));
    assert_eq!(stub.requests(), ["GET /api/v10/guilds/2/members/3"]);
}

#[tokio::test]
async fn a_user_who_left_the_guild_has_no_roles() {
    let stub = Stub::start([refusal(404, 10007)]).await;
    assert_eq!(discord(&stub.address).member_roles(GuildId(2), MemberId(3)).await, Ok(None));
}

#[tokio::test]
async fn a_guild_without_access_is_an_error() {
    for (status, code) in [(403, 50001), (404, 10004)] {
        let stub = Stub::start([refusal(status, code)]).await;
        let error = discord(&stub.address).member_roles(GuildId(2), MemberId(3)).await.unwrap_err();
        assert!(matches!(error, ChatError::Gone(_)), "{code}: {error}");
    }
}
