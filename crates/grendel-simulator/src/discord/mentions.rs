//! Whom a message notifies.
//!
//! Mentions are looked for as they are written, also behind a backslash or in code, where Discord may not notify
//! anyone: a test that says "nobody" shall be sure of it.

use serde_json::Value;

use super::guild_state::{GuildState, Mentions};

/// What is let through when a message does not say.
/// <https://docs.discord.com/developers/resources/message#allowed-mentions-object>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsaid {
    /// Ordinary messages.
    Everything,
    /// Messages in answer to an interaction.
    UsersOnly,
}

/// Works out whom `content` notifies, given the `allowed_mentions` sent with it.
pub(super) fn mentions(content: &str, allowed: &Value, unsaid: Unsaid, guild: &GuildState) -> Mentions {
    let known_user = |id: &u64| guild.user(*id).is_some();
    let known_role = |id: &u64| guild.roles.iter().any(|role| role.id == *id);
    let mut users = ids(content, "<@");
    users.extend(ids(content, "<@!"));
    users.retain(known_user);
    users.sort_unstable();
    users.dedup();
    let mut roles = ids(content, "<@&");
    roles.retain(known_role);
    let everyone = content.contains("@everyone") || content.contains("@here");
    if allowed.is_null() {
        return match unsaid {
            Unsaid::Everything => Mentions { everyone, users, roles },
            Unsaid::UsersOnly => Mentions { users, ..Mentions::default() },
        };
    }
    let parses = |word: &str| allowed["parse"].as_array().is_some_and(|parse| parse.iter().any(|kind| kind == word));
    let names = |kind: &str, id: u64| {
        let listed = allowed[kind].as_array();
        listed.is_some_and(|ids| ids.iter().any(|listed| super::rest::snowflake(listed) == Some(id)))
    };
    users.retain(|id| parses("users") || names("users", *id));
    roles.retain(|id| parses("roles") || names("roles", *id));
    Mentions { everyone: everyone && parses("everyone"), users, roles }
}

/// The numbers in `<@123>` and the like.
fn ids(content: &str, opening: &str) -> Vec<u64> {
    let tails = content.split(opening).skip(1);
    tails.filter_map(|tail| tail.split_once('>')?.0.parse().ok()).collect()
}
