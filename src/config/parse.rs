//! Parses `grendel.toml` into a [`Config`].

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use reqwest::Url;

use super::secrets::SecretReader;
use super::{Config, DiscordConfig, Limits, Person, SignInConfig, TenantConfig, sign_in};
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::RoleId;
use crate::toml_file::{self, Diagnostics, Table, Text};

/// The number of digits in a Discord id, a 64-bit integer. Ids have had at least 17 digits since 2015.
/// <https://discord.com/developers/docs/reference#snowflakes>
const SNOWFLAKE_DIGITS: RangeInclusive<usize> = 17..=20;

const DISCORD: &str = "https://discord.com";
const LOGIN: &str = "https://login.microsoftonline.com";
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "https://outlook.office365.com";

/// An embed field shows 1024 characters. A reason becomes longer when it is escaped.
const REASON_CHARS: RangeInclusive<u16> = 1..=1000;
const VERIFY_PAUSES_MAX: usize = 10;
const VERIFY_PAUSE_SECONDS: RangeInclusive<u32> = 0..=60;
/// A diagnosis and two steps with their checks take about twenty calls.
const CALLS_PER_CASE: RangeInclusive<u32> = 20..=10_000;
const PAUSES_PER_CASE_SECONDS: RangeInclusive<u32> = 0..=3_600;
const OPEN_CASES_PER_MEMBER: RangeInclusive<u16> = 1..=1_000;
const CALL_TIMEOUT_SECONDS: RangeInclusive<u32> = 1..=120;

/// Parses the text of the file at `path`. Reports all mistakes at once.
pub(super) fn read(
    path: &Path,
    text: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, Diagnostics> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut secrets = SecretReader { environment, folder, warnings: Vec::new() };
    toml_file::read(&path.display().to_string(), text, |root| {
        root.allow_keys(&["state", "commands", "discord", "tenant", "person", "sign_in", "limits"]);
        let state = root.text("state").map(|text| secrets.folder.join(text.text));
        let commands = root.optional_text("commands").map(|text| secrets.folder.join(text.text));
        let discord = root.table("discord").and_then(|table| discord(&table, &mut secrets));
        let tenants = tenants(&root, &mut secrets);
        let people = people(&root);
        let sign_in = root.optional_table("sign_in").map(|table| sign_in::read(&table, &mut secrets));
        let limits = root.optional_table("limits").map_or_else(Limits::default, |table| limits(&table));
        Some(Config {
            state: state?,
            commands,
            discord: discord?,
            tenants: tenants?,
            people: people?,
            sign_in: sign_in.unwrap_or(Some(SignInConfig::default()))?,
            limits,
            warnings: secrets.warnings,
        })
    })
}

fn discord(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<DiscordConfig> {
    table.allow_keys(&["application_id", "token", "api"]);
    let application_id = table.text("application_id").and_then(|text| snowflake(&text));
    let token = secrets.secret(table, "token");
    let api = address(table, "api", DISCORD);
    Some(DiscordConfig { application_id: application_id?, token: token?, api: api? })
}

fn tenants(root: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<Vec<TenantConfig>> {
    let tables = root.tables("tenant");
    if tables.is_empty() {
        root.location_of("tenant").report("there is no `[[tenant]]`. Grendel needs at least one.");
    }
    report_duplicates(&tables, "name", "tenants", |_| None);
    report_duplicates(&tables, "channel", "tenants", |_| None);
    let tenants: Vec<_> = tables.iter().filter_map(|table| tenant(table, secrets)).collect();
    (tenants.len() == tables.len()).then_some(tenants)
}

fn tenant(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<TenantConfig> {
    table.allow_keys(&[
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
    let client_secret = secrets.secret(table, "client_secret");
    let guild = table.text("guild").and_then(|text| snowflake(&text));
    let channel = table.text("channel").and_then(|text| snowflake(&text));
    let discord_roles = table.table("discord_roles").and_then(|roles| discord_roles(&roles));
    let login = address(table, "login", LOGIN);
    let graph = address(table, "graph", GRAPH);
    let exchange_address = address(table, "exchange_address", EXCHANGE);
    let exchange = table.bool_or("exchange", true);
    let identity_protection = table.bool_or("identity_protection", true);
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
        consents: table.bool_or("consents", false),
        discord_roles_position: Some(table.location_of("discord_roles").position()),
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
    let default_tenant = names.first().map(|name| name.text);
    let tenant_of =
        |table: &Table<'_>| table.peek("tenant").map(|text| text.text.to_owned()).or(default_tenant.map(str::to_owned));
    report_duplicates(&tables, "discord", "people of the same tenant", tenant_of);
    report_duplicates(&tables, "object_id", "people of the same tenant", tenant_of);
    let people: Vec<_> = tables.iter().filter_map(|table| person(table, &names)).collect();
    (people.len() == tables.len()).then_some(people)
}

fn person(table: &Table<'_>, tenants: &[Text<'_>]) -> Option<Person> {
    table.allow_keys(&["name", "discord", "object_id", "tenant"]);
    let name = table.text("name");
    let discord = table.text("discord").and_then(|text| snowflake(&text));
    let object_id = table.text("object_id").and_then(|text| guid(&text));
    let tenant = tenant_of_person(table, tenants);
    Some(Person { name: name?.text.to_owned(), discord: MemberId(discord?), object_id: object_id?, tenant: tenant? })
}

fn tenant_of_person(table: &Table<'_>, tenants: &[Text<'_>]) -> Option<TenantName> {
    let all = || tenants.iter().map(|tenant| tenant.text).collect::<Vec<_>>().join(", ");
    match (table.optional_text("tenant"), tenants) {
        // A missing tenant or tenant name is reported where tenants are read.
        (_, []) => None,
        (Some(named), _) if tenants.iter().any(|tenant| tenant.text == named.text) => {
            Some(TenantName::from(named.text))
        }
        (Some(named), _) => {
            let message = format!(
                "`tenant` is `{}`, but there is no `[[tenant]]` of that name. Tenants are: {}.",
                named.text,
                all()
            );
            named.location.report(message);
            None
        }
        (None, [only]) => Some(TenantName::from(only.text)),
        (None, _) => {
            table.location().report(format!(
                "`tenant` is missing in `person`. With several tenants each person needs one of: {}.",
                all()
            ));
            None
        }
    }
}

/// Reports every table that has the same text under a key as an earlier table of the same group. Ignores case.
fn report_duplicates(
    tables: &[Table<'_>],
    key: &'static str,
    owners: &str,
    group: impl Fn(&Table<'_>) -> Option<String>,
) {
    let mut seen: BTreeMap<(Option<String>, String), Text<'_>> = BTreeMap::new();
    for table in tables {
        // A missing key or a value of the wrong kind is reported where it is read.
        let Some(text) = table.peek(key) else { continue };
        let Some(earlier) = seen.get(&(group(table), text.text.to_lowercase())) else {
            seen.insert((group(table), text.text.to_lowercase()), text);
            continue;
        };
        let earlier = earlier.location.position();
        text.location.report(format!("`{key}` is `{}`, as in {earlier}. It must differ between {owners}.", text.text));
    }
}

/// Parses `[limits]`. Every key is optional.
fn limits(table: &Table<'_>) -> Limits {
    table.allow_keys(&[
        "reason_chars_max",
        "verify_pauses_seconds",
        "calls_per_case_max",
        "pauses_per_case_seconds_max",
        "open_cases_per_member_max",
        "call_timeout_seconds",
    ]);
    let default = Limits::default();
    let seconds = |key, default: Duration, range: &RangeInclusive<u32>| {
        table.optional_number(key, range).map_or(default, |seconds| Duration::from_secs(u64::from(seconds)))
    };
    let verify_pauses = table.optional_numbers("verify_pauses_seconds", &VERIFY_PAUSE_SECONDS);
    if verify_pauses.as_ref().is_some_and(|pauses| pauses.is_empty() || pauses.len() > VERIFY_PAUSES_MAX) {
        let message = format!("`verify_pauses_seconds` must list 1 to {VERIFY_PAUSES_MAX} pauses.");
        table.location_of("verify_pauses_seconds").report(message);
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
        let message = format!(
            "`{}` is `{}`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord \
             has \"Copy ID\" in its menus.",
            text.key, text.text
        );
        text.location.report(message);
    }
    number
}

fn guid(text: &Text<'_>) -> Option<ObjectId> {
    let id = ObjectId::parse(text.text);
    if id.is_none() {
        let message = format!(
            "`{}` is `{}`. It must be a GUID such as 1b2c3d4e-0000-4000-8000-000000000001.",
            text.key, text.text
        );
        text.location.report(message);
    }
    id
}

/// Returns the address under a key, without a slash at its end.
pub(super) fn address(table: &Table<'_>, key: &'static str, default: &str) -> Option<String> {
    let Some(text) = table.optional_text(key) else { return Some(default.to_owned()) };
    let problem = match Url::parse(text.text) {
        Err(_) => "It must be an address such as",
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            // It may contain a secret, so the message does not repeat it.
            text.location
                .report(format!("`{key}` contains a user name or a password. Write it without, as in `{default}`."));
            return None;
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() => "Write it without a query or a fragment, as in",
        Ok(url) if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) => {
            return Some(url.as_str().trim_end_matches('/').to_owned());
        }
        Ok(url) if url.scheme() == "http" => {
            "`http` is allowed for addresses of this machine only, because others could read the secrets on the \
             network. Write"
        }
        Ok(_) => "It must begin with `https://`, as in",
    };
    text.location.report(format!("`{key}` is `{}`. {problem} `{default}`.", text.text));
    None
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
