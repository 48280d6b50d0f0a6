//! The settings of the simulated guild: members, roles, channels and rate limits.

use std::time::Duration;

/// The id of the application and of its bot user.
pub const APPLICATION_ID: u64 = 1_181_203_418_271_121_408;
/// The id of the guild.
pub const GUILD_ID: u64 = 1_097_862_530_412_150_784;
/// The id of the channel `servicedesk`, in which people type by default.
pub const SERVICEDESK_ID: u64 = 1_097_863_112_501_841_920;
/// The id of the channel `northwind`, for a second tenant.
pub const NORTHWIND_ID: u64 = 1_142_019_877_230_514_176;
/// The id of the role `helpdesk`.
pub const HELPDESK_ID: u64 = 1_097_864_201_118_515_200;
/// The id of the role `lead`.
pub const LEAD_ID: u64 = 1_097_864_388_721_512_448;
/// The id of the role `security`.
pub const SECURITY_ID: u64 = 1_097_864_502_936_633_344;

/// The settings that the simulated Discord starts with.
#[derive(Clone, Debug)]
pub struct DiscordSettings {
    /// The id of the application and of its bot user.
    pub application_id: u64,
    /// The bot's display name.
    pub application_name: String,
    /// The bot's token, without `Bot `.
    pub bot_token: String,
    /// The guild's id.
    pub guild_id: u64,
    /// The guild's name.
    pub guild_name: String,
    /// The guild's preferred locale, such as `nl`.
    pub guild_locale: String,
    /// The roles besides `@everyone`.
    pub roles: Vec<Role>,
    /// The members besides the bot.
    pub members: Vec<Member>,
    /// The text channels. People type in the first one by default.
    pub channels: Vec<Channel>,
    /// The heartbeat interval in HELLO; Discord's own is 41.25 s.
    pub heartbeat_interval: Duration,
    /// The rate limits.
    pub rates: Rates,
    /// True if the bot has the permission *Mention @everyone, @here and All Roles*. Without it, it notifies only those roles
    /// that anyone can mention.
    pub bot_mentions_all_roles: bool,
}

/// A role of the guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role's name, such as `helpdesk`.
    pub name: String,
    /// Its snowflake.
    pub id: u64,
    /// True if anyone can mention it.
    pub mentionable: bool,
}

/// A member of the guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name by which tests refer to the member, and their user name: `anna`.
    pub key: String,
    /// The display name: `Anna de Vries`.
    pub display_name: String,
    /// The user's snowflake.
    pub user_id: u64,
    /// The snowflakes of their roles.
    pub roles: Vec<u64>,
    /// The locale of the user's client, such as `nl`.
    pub locale: String,
}

/// A text channel, or a thread of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The channel's name without `#`.
    pub name: String,
    /// Its snowflake.
    pub id: u64,
    /// True if the bot can see the channel. Otherwise every call about it is answered with 50001.
    pub open_to_bot: bool,
    /// The keys of the members who can see the channel, or `None` if everyone can. Others can neither read, press nor
    /// type there.
    pub members: Option<Vec<String>>,
    /// The snowflake of the channel that it is a thread of, or `None` for an ordinary channel.
    pub parent: Option<u64>,
}

impl Channel {
    /// Returns a channel that the bot and everyone can see.
    pub fn open(name: &str, id: u64) -> Self {
        Self { name: name.to_owned(), id, open_to_bot: true, members: None, parent: None }
    }

    /// Returns a channel that the bot and these members can see.
    pub fn private(name: &str, id: u64, members: &[&str]) -> Self {
        Self { members: Some(members.iter().map(|key| (*key).to_owned()).collect()), ..Self::open(name, id) }
    }

    /// Returns a public thread of the channel with this id.
    pub fn thread(name: &str, id: u64, parent: u64) -> Self {
        Self { parent: Some(parent), ..Self::open(name, id) }
    }

    /// Returns true if the member with this key can see the channel.
    pub fn is_seen_by(&self, key: &str) -> bool {
        self.members.as_ref().is_none_or(|members| members.iter().any(|member| member == key))
    }
}

/// The rate limits, as Discord sends them in its headers today. It guarantees none of them.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Posts to one channel.
    pub posts: Rate,
    /// Edits in one channel.
    pub edits: Rate,
    /// Calls with one interaction token, without the callback.
    pub webhook: Rate,
    /// All calls of the bot, without callbacks and webhooks.
    /// <https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>
    pub global: Rate,
}

/// A number of calls in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number of calls that the window allows.
    pub calls: u32,
    /// The length of the window.
    pub per: Duration,
}

impl Rate {
    const fn new(calls: u32, seconds: u64) -> Self {
        Self { calls, per: Duration::from_secs(seconds) }
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self { posts: Rate::new(5, 5), edits: Rate::new(5, 5), webhook: Rate::new(5, 2), global: Rate::new(50, 1) }
    }
}

impl Default for DiscordSettings {
    fn default() -> Self {
        let role = |name: &str, id| Role { name: name.to_owned(), id, mentionable: false };
        Self {
            application_id: APPLICATION_ID,
            application_name: "Grendel".to_owned(),
            bot_token: "MTE4MTIwMzQxODI3MTEyMTQwOA.GsandB.ox-simulated-token-of-no-real-bot".to_owned(),
            guild_id: GUILD_ID,
            guild_name: "Contoso IT".to_owned(),
            guild_locale: "en-US".to_owned(),
            roles: vec![role("helpdesk", HELPDESK_ID), role("lead", LEAD_ID), role("security", SECURITY_ID)],
            members: vec![
                member("anna", "Anna de Vries", 210_385_718_204_563_456, &[HELPDESK_ID], "nl"),
                member("bram", "Bram Bakker", 284_917_305_611_157_504, &[LEAD_ID], "en-US"),
                member("chidi", "Chidi Okafor", 331_846_092_742_000_640, &[HELPDESK_ID, LEAD_ID], "en-GB"),
                member("dana", "Dana Smit", 402_771_558_930_186_240, &[], "en-US"),
                member("eva", "Eva Jansen", 517_204_866_103_672_832, &[SECURITY_ID], "nl"),
                member("finn", "Finn Mulder", 588_310_472_961_228_800, &[HELPDESK_ID], "en-US"),
            ],
            channels: vec![Channel::open("servicedesk", SERVICEDESK_ID), Channel::open("northwind", NORTHWIND_ID)],
            heartbeat_interval: Duration::from_millis(41_250),
            rates: Rates::default(),
            bot_mentions_all_roles: true,
        }
    }
}

impl DiscordSettings {
    /// Returns the id of the role with this name.
    pub fn role(&self, name: &str) -> Option<u64> {
        self.roles.iter().find(|role| role.name == name).map(|role| role.id)
    }

    /// Returns the id of the channel with this name.
    pub fn channel(&self, name: &str) -> Option<u64> {
        self.channels.iter().find(|channel| channel.name == name).map(|channel| channel.id)
    }

    /// Returns the user id of the member with this key.
    pub fn user(&self, key: &str) -> Option<u64> {
        self.members.iter().find(|member| member.key == key).map(|member| member.user_id)
    }
}

fn member(key: &str, display_name: &str, user_id: u64, roles: &[u64], locale: &str) -> Member {
    Member {
        key: key.to_owned(),
        display_name: display_name.to_owned(),
        user_id,
        roles: roles.to_vec(),
        locale: locale.to_owned(),
    }
}
