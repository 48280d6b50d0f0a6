//! Who and what there is in the simulated guild before anyone says anything.

use std::time::Duration;

/// The application, and the user id of its bot.
pub const APPLICATION_ID: u64 = 1_181_203_418_271_121_408;
/// The one guild.
pub const GUILD_ID: u64 = 1_097_862_530_412_150_784;
/// The channel `servicedesk`, where people type unless they say otherwise.
pub const SERVICEDESK_ID: u64 = 1_097_863_112_501_841_920;
/// The channel `northwind`, for a second tenant.
pub const NORTHWIND_ID: u64 = 1_142_019_877_230_514_176;
/// The role `helpdesk`.
pub const HELPDESK_ID: u64 = 1_097_864_201_118_515_200;
/// The role `lead`.
pub const LEAD_ID: u64 = 1_097_864_388_721_512_448;
/// The role `security`.
pub const SECURITY_ID: u64 = 1_097_864_502_936_633_344;

/// What the simulated Discord starts with.
#[derive(Clone, Debug)]
pub struct DiscordSettings {
    /// The application, and the user id of its bot.
    pub application_id: u64,
    /// The name that people see over the bot's messages.
    pub application_name: String,
    /// The bot's token, without `Bot `.
    pub bot_token: String,
    /// The one guild.
    pub guild_id: u64,
    /// Its name.
    pub guild_name: String,
    /// Its preferred locale, as in `nl`.
    pub guild_locale: String,
    /// Its roles beside `@everyone`.
    pub roles: Vec<Role>,
    /// Its people.
    pub members: Vec<Member>,
    /// Its text channels; the first is where people type unless they say otherwise.
    pub channels: Vec<Channel>,
    /// What HELLO asks for; Discord's own is 41.25 s.
    pub heartbeat_interval: Duration,
    /// How much is let through.
    pub rates: Rates,
}

/// A role of the guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// As in `helpdesk`.
    pub name: String,
    /// Its snowflake.
    pub id: u64,
}

/// A person in the guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What stories call them, and their user name: `anna`.
    pub key: String,
    /// What Discord shows: `Anna de Vries`.
    pub display_name: String,
    /// Their snowflake.
    pub user_id: u64,
    /// The snowflakes of their roles.
    pub roles: Vec<u64>,
    /// The language of their client, as in `nl`.
    pub locale: String,
}

/// A text channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Without `#`.
    pub name: String,
    /// Its snowflake.
    pub id: u64,
    /// Whether the bot can see it; without, every call about it is answered with 50001.
    pub open_to_bot: bool,
}

/// The buckets of the rate limiter. The numbers that Discord sends in its headers today; it promises none of them.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Posts to one channel.
    pub posts: Rate,
    /// Edits in one channel.
    pub edits: Rate,
    /// Calls with one interaction token, the callback apart.
    pub webhook: Rate,
    /// All calls of the bot, callbacks and webhooks apart.
    /// <https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>
    pub global: Rate,
}

/// So many calls in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many calls fit.
    pub calls: u32,
    /// In how much time.
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
        let role = |name: &str, id| Role { name: name.to_owned(), id };
        let channel = |name: &str, id| Channel { name: name.to_owned(), id, open_to_bot: true };
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
            channels: vec![channel("servicedesk", SERVICEDESK_ID), channel("northwind", NORTHWIND_ID)],
            heartbeat_interval: Duration::from_millis(41_250),
            rates: Rates::default(),
        }
    }
}

impl DiscordSettings {
    /// The snowflake of a role, by its name.
    pub fn role(&self, name: &str) -> Option<u64> {
        self.roles.iter().find(|role| role.name == name).map(|role| role.id)
    }

    /// The snowflake of a channel, by its name.
    pub fn channel(&self, name: &str) -> Option<u64> {
        self.channels.iter().find(|channel| channel.name == name).map(|channel| channel.id)
    }

    /// The snowflake of a person, by what stories call them.
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
