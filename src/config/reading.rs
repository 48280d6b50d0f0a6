//! From the text of `grendel.toml` to a [`Config`].

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use reqwest::Url;

use super::secrets::Vault;
use super::{Config, DiscordConfig, Limits, Person, SignInConfig, TenantConfig, sign_in};
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::RoleId;
use crate::toml_file::{self, Mistakes, Table, Text};

/// Discord's ids are numbers of 64 bits; those since 2015 have this many digits.
/// <https://discord.com/developers/docs/reference#snowflakes>
const SNOWFLAKE_DIGITS: RangeInclusive<usize> = 17..=20;

const DISCORD: &str = "https://discord.com";
const LOGIN: &str = "https://login.microsoftonline.com";
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "https://outlook.office365.com";

/// An embed's field shows 1024 characters, and a reason is escaped before it is shown.
const REASON_CHARS: RangeInclusive<u16> = 1..=1000;
const VERIFY_PAUSES_MAX: usize = 10;
const VERIFY_PAUSE_SECONDS: RangeInclusive<u32> = 0..=60;
/// A diagnosis and two steps with their looks take about twenty calls.
const CALLS_PER_CASE: RangeInclusive<u32> = 20..=10_000;
const PAUSES_PER_CASE_SECONDS: RangeInclusive<u32> = 0..=3_600;
const OPEN_CASES_PER_MEMBER: RangeInclusive<u16> = 1..=1_000;
const CALL_TIMEOUT_SECONDS: RangeInclusive<u32> = 1..=120;

pub(super) fn read(path: &Path, text: &str, environment: &dyn Fn(&str) -> Option<String>) -> Result<Config, Mistakes> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut vault = Vault { environment, folder, warnings: Vec::new() };
    toml_file::read(&path.display().to_string(), text, |root| {
        root.only(&["state", "commands", "discord", "tenant", "person", "sign_in", "limits"]);
        let state = root.text("state").map(|text| vault.folder.join(text.text));
        let commands = root.text_if_any("commands").map(|text| vault.folder.join(text.text));
        let discord = root.table("discord").and_then(|table| discord(&table, &mut vault));
        let tenants = tenants(&root, &mut vault);
        let people = people(&root);
        let sign_in = root.table_if_any("sign_in").map(|table| sign_in::read(&table, &mut vault));
        let limits = root.table_if_any("limits").map_or_else(Limits::default, |table| limits(&table));
        Some(Config {
            state: state?,
            commands,
            discord: discord?,
            tenants: tenants?,
            people: people?,
            sign_in: sign_in.unwrap_or(Some(SignInConfig::default()))?,
            limits,
            warnings: vault.warnings,
        })
    })
}

fn discord(table: &Table<'_>, vault: &mut Vault<'_>) -> Option<DiscordConfig> {
    table.only(&["application_id", "token", "api"]);
    let application_id = table.text("application_id").and_then(|text| snowflake(&text));
    let token = vault.secret(table, "token");
    let api = address(table, "api", DISCORD);
    Some(DiscordConfig { application_id: application_id?, token: token?, api: api? })
}

fn tenants(root: &Table<'_>, vault: &mut Vault<'_>) -> Option<Vec<TenantConfig>> {
    let tables = root.tables("tenant");
    if tables.is_empty() {
        root.mark_of("tenant").mistake("there is no `[[tenant]]`. Grendel needs at least one to work for.");
    }
    each_once(&tables, "name", "tenants", |_| None);
    each_once(&tables, "channel", "tenants", |_| None);
    let tenants: Vec<_> = tables.iter().filter_map(|table| tenant(table, vault)).collect();
    (tenants.len() == tables.len()).then_some(tenants)
}

fn tenant(table: &Table<'_>, vault: &mut Vault<'_>) -> Option<TenantConfig> {
    table.only(&[
        "name",
        "tenant_id",
        "client_id",
        "client_secret",
        "guild",
        "channel",
        "discord_roles",
        "login",
        "graph",
        "exchange",
        "exchange_address",
        "identity_protection",
        "consents",
    ]);
    let name = table.text("name");
    let tenant_id = table.text("tenant_id").and_then(|text| guid(&text));
    let client_id = table.text("client_id").and_then(|text| guid(&text));
    let client_secret = vault.secret(table, "client_secret");
    let guild = table.text("guild").and_then(|text| snowflake(&text));
    let channel = table.text("channel").and_then(|text| snowflake(&text));
    let discord_roles = table.table("discord_roles").and_then(|roles| discord_roles(&roles));
    let login = address(table, "login", LOGIN);
    let graph = address(table, "graph", GRAPH);
    let exchange_address = address(table, "exchange_address", EXCHANGE);
    let exchange = table.flag_or("exchange", true);
    let identity_protection = table.flag_or("identity_protection", true);
    Some(TenantConfig {
        name: TenantName::from(name?.text),
        tenant_id: tenant_id?.to_string(),
        client_id: client_id?.to_string(),
        client_secret: client_secret?,
        guild: GuildId(guild?),
        channel: ChannelId(channel?),
        discord_roles: discord_roles?,
        login: login?,
        graph: graph?,
        exchange: Some(exchange_address?).filter(|_| exchange),
        identity_protection,
        consents: table.flag_or("consents", false),
        discord_roles_place: Some(table.mark_of("discord_roles").place()),
    })
}

fn discord_roles(table: &Table<'_>) -> Option<BTreeMap<RoleName, RoleId>> {
    let role = |(name, id): &(Text<'_>, Text<'_>)| Some((RoleName::from(name.text), RoleId(snowflake(id)?)));
    let pairs = table.texts_by_key();
    let roles: BTreeMap<_, _> = pairs.iter().filter_map(role).collect();
    (roles.len() == pairs.len()).then_some(roles)
}

fn people(root: &Table<'_>) -> Option<Vec<Person>> {
    let tables = root.tables("person");
    let names: Vec<Text<'_>> = root.tables("tenant").iter().filter_map(|tenant| tenant.peek("name")).collect();
    let usual_tenant = names.first().map(|name| name.text);
    let tenant_of =
        |table: &Table<'_>| table.peek("tenant").map(|text| text.text.to_owned()).or(usual_tenant.map(str::to_owned));
    each_once(&tables, "discord", "people of one tenant", tenant_of);
    each_once(&tables, "object_id", "people of one tenant", tenant_of);
    let people: Vec<_> = tables.iter().filter_map(|table| person(table, &names)).collect();
    (people.len() == tables.len()).then_some(people)
}

fn person(table: &Table<'_>, tenants: &[Text<'_>]) -> Option<Person> {
    table.only(&["name", "discord", "object_id", "tenant"]);
    let name = table.text("name");
    let discord = table.text("discord").and_then(|text| snowflake(&text));
    let object_id = table.text("object_id").and_then(|text| guid(&text));
    let tenant = tenant_of_person(table, tenants);
    Some(Person { name: name?.text.to_owned(), discord: MemberId(discord?), object_id: object_id?, tenant: tenant? })
}

fn tenant_of_person(table: &Table<'_>, tenants: &[Text<'_>]) -> Option<TenantName> {
    let all = || tenants.iter().map(|tenant| tenant.text).collect::<Vec<_>>().join(", ");
    match (table.text_if_any("tenant"), tenants) {
        // That there is no tenant, or none with a name, is reported where tenants are read.
        (_, []) => None,
        (Some(named), _) if tenants.iter().any(|tenant| tenant.text == named.text) => {
            Some(TenantName::from(named.text))
        }
        (Some(named), _) => {
            let words =
                format!("`tenant` names `{}`, which no `[[tenant]]` is called. Tenants are: {}.", named.text, all());
            named.mark.mistake(words);
            None
        }
        (None, [only]) => Some(TenantName::from(only.text)),
        (None, _) => {
            table.mark().mistake(format!(
                "`tenant` is missing in `person`. With several tenants each person needs one of: {}.",
                all()
            ));
            None
        }
    }
}

/// Reports every table that has the same text under this key as an earlier one of the same group.
fn each_once(tables: &[Table<'_>], key: &'static str, owners: &str, group: impl Fn(&Table<'_>) -> Option<String>) {
    let mut seen: BTreeMap<(Option<String>, String), Text<'_>> = BTreeMap::new();
    for table in tables {
        // A key that is missing or of the wrong kind is reported where it is read.
        let Some(text) = table.peek(key) else { continue };
        let Some(earlier) = seen.get(&(group(table), text.text.to_lowercase())) else {
            seen.insert((group(table), text.text.to_lowercase()), text);
            continue;
        };
        let earlier = earlier.mark.place();
        text.mark.mistake(format!("`{key}` is `{}`, as in {earlier}. Two {owners} cannot share it.", text.text));
    }
}

fn limits(table: &Table<'_>) -> Limits {
    table.only(&[
        "reason_chars_max",
        "verify_pauses_seconds",
        "calls_per_case_max",
        "pauses_per_case_seconds_max",
        "open_cases_per_member_max",
        "call_timeout_seconds",
    ]);
    let default = Limits::default();
    let seconds = |key, default: Duration, range: &RangeInclusive<u32>| {
        table.number_if_any(key, range).map_or(default, |seconds| Duration::from_secs(u64::from(seconds)))
    };
    let verify_pauses = table.numbers_if_any("verify_pauses_seconds", &VERIFY_PAUSE_SECONDS);
    if verify_pauses.as_ref().is_some_and(|pauses| pauses.is_empty() || pauses.len() > VERIFY_PAUSES_MAX) {
        let words = format!("`verify_pauses_seconds` must list 1 to {VERIFY_PAUSES_MAX} pauses.");
        table.mark_of("verify_pauses_seconds").mistake(words);
    }
    let in_seconds = |pauses: Vec<u32>| pauses.into_iter().map(|pause| Duration::from_secs(u64::from(pause))).collect();
    Limits {
        reason_chars_max: table.number_or("reason_chars_max", default.reason_chars_max, &REASON_CHARS),
        verify_pauses: verify_pauses.map_or(default.verify_pauses, in_seconds),
        calls_per_case_max: table.number_or("calls_per_case_max", default.calls_per_case_max, &CALLS_PER_CASE),
        pauses_per_case_max: seconds(
            "pauses_per_case_seconds_max",
            default.pauses_per_case_max,
            &PAUSES_PER_CASE_SECONDS,
        ),
        open_cases_per_member_max: table.number_or(
            "open_cases_per_member_max",
            default.open_cases_per_member_max,
            &OPEN_CASES_PER_MEMBER,
        ),
        call_timeout: seconds("call_timeout_seconds", default.call_timeout, &CALL_TIMEOUT_SECONDS),
    }
}

fn snowflake(text: &Text<'_>) -> Option<u64> {
    let digits = SNOWFLAKE_DIGITS.contains(&text.text.len()) && text.text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.text.parse().ok().filter(|number| digits && *number > 0);
    if number.is_none() {
        let words = format!(
            "`{}` is `{}`. It must be an id of Discord, 17 to 20 digits in quotes. Discord shows ids under \"Copy ID\" once its \
             developer mode is on.",
            text.key, text.text
        );
        text.mark.mistake(words);
    }
    number
}

fn guid(text: &Text<'_>) -> Option<ObjectId> {
    let id = ObjectId::parse(text.text);
    if id.is_none() {
        let words = format!(
            "`{}` is `{}`. It must be a GUID such as 1b2c3d4e-0000-4000-8000-000000000001.",
            text.key, text.text
        );
        text.mark.mistake(words);
    }
    id
}

/// The address under a key, without a slash at its end.
pub(super) fn address(table: &Table<'_>, key: &'static str, default: &str) -> Option<String> {
    let Some(text) = table.text_if_any(key) else { return Some(default.to_owned()) };
    let wrong = match Url::parse(text.text) {
        Err(_) => "It must be an address such as",
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            // It may hold a secret, so it is not repeated.
            text.mark.mistake(format!("`{key}` has a name or a password in it. An address has neither: `{default}`."));
            return None;
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() => "An address ends before `?` and `#`, as in",
        Ok(url) if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) => {
            return Some(url.as_str().trim_end_matches('/').to_owned());
        }
        Ok(url) if url.scheme() == "http" => {
            "`http` is only for addresses of this machine itself: on the way to any other, the secrets could be read. Say"
        }
        Ok(_) => "It must begin with `https://`, as in",
    };
    text.mark.mistake(format!("`{key}` is `{}`. {wrong} `{default}`.", text.text));
    None
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
