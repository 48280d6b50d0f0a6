//! The mentions by which a message notifies people.
//!
//! Mentions are counted wherever they are written, also behind a backslash or in code, where Discord may not notify
//! anyone. A test that expects no mention is then right in either case.

use serde_json::Value;

use super::guild_state::{GuildState, Mentions};

/// The mentions that are allowed if a message does not say.
/// <https://docs.discord.com/developers/resources/message#allowed-mentions-object>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DefaultMentions {
    /// For ordinary messages.
    Everything,
    /// For responses to an interaction.
    UsersOnly,
}

/// Returns the mentions in `content` that its `allowed_mentions` lets through.
pub(super) fn mentions(content: &str, allowed: &Value, default: DefaultMentions, guild: &GuildState) -> Mentions {
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
        return match default {
            DefaultMentions::Everything => Mentions { everyone, users, roles },
            DefaultMentions::UsersOnly => Mentions { users, ..Mentions::default() },
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

/// Returns the ids behind each `opening`, such as 123 in `<@123>`.
fn ids(content: &str, opening: &str) -> Vec<u64> {
    let tails = content.split(opening).skip(1);
    tails.filter_map(|tail| tail.split_once('>')?.0.parse().ok()).collect()
}
