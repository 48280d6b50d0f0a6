//! Parses `grendel.toml` into a [`Config`].

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::Path;

use reqwest::Url;

use super::limits::limits;
use super::secrets::SecretReader;
use super::{Config, DiscordConfig, Limits, Person, SignInConfig, TenantConfig, sign_in};
use crate::domain::operation::FileDigest;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::RoleId;
use crate::secret::Secret;
use crate::toml_file::{self, Diagnostics, Table, Text};

/// The number of digits in a Discord id, a 64-bit integer. Ids have had at least 17 digits since 2015.
/// <https://discord.com/developers/docs/reference#snowflakes>
const SNOWFLAKE_DIGITS: RangeInclusive<usize> = 17..=20;

const DISCORD: &str = "https://discord.com";
const LOGIN: &str = "https://login.microsoftonline.com";
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "https://outlook.office365.com";

/// Each of them gets a direct message of its own. Discord's limit is 50 requests a second for the whole bot.
/// <https://discord.com/developers/docs/topics/rate-limits#global-rate-limit>
const OPERATORS_MAX: usize = 20;

/// Parses the text of the file at `path`. Reports all mistakes at once.
pub(super) fn read(
    path: &Path,
    text: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, Diagnostics> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut secrets = SecretReader { environment, folder, warnings: Vec::new() };
    toml_file::read(&path.display().to_string(), text, |root| {
        root.allow_keys(&["state", "commands", "discord", "tenant", "person", "operator", "sign_in", "limits"]);
        let state = root.text("state").map(|text| secrets.folder.join(text.text));
        let commands = root.optional_text("commands").map(|text| secrets.folder.join(text.text));
        let discord = root.table("discord").and_then(|table| discord(&table, &mut secrets));
        let tenants = tenants(&root, &mut secrets);
        let people = people(&root);
        let operators = operators(&root);
        let sign_in = root.optional_table("sign_in").map(|table| sign_in::read(&table, &mut secrets));
        let limits = root.optional_table("limits").map_or_else(Limits::default, |table| limits(&table));
        Some(Config {
            file: FileDigest::of(path.file_name().and_then(|name| name.to_str()).unwrap_or_default(), text),
            state: state?,
            commands,
            discord: discord?,
            tenants: tenants?,
            people: people?,
            operators,
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
    // Each has links, locks and a freeze of its own, so one directory under two names would be guarded by neither.
    report_duplicates(&tables, "tenant_id", "tenants", |_| None);
    report_duplicates(&tables, "channel", "tenants", |_| None);
    report_shared_private_channels(&tables);
    let tenants: Vec<_> = tables.iter().filter_map(|table| tenant(table, secrets)).collect();
    (tenants.len() == tables.len()).then_some(tenants)
}

fn tenant(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<TenantConfig> {
    table.allow_keys(&[
        "name",
        "tenant_id",
        "client_id",
        "client_secret",
        "sign_in_client_id",
        "sign_in_client_secret",
        "guild",
        "channel",
        "protected",
        "emergency_access",
        "private_channel",
        "discord_roles",
        "login",
        "graph",
        "exchange",
        "exchange_address",
        "identity_protection",
        "consents",
        "background_sign_ins",
        "password_writeback",
        "on_premises_password_resets_risk",
    ]);
    let name = table.text("name");
    let tenant_id = table.text("tenant_id").and_then(|text| guid(&text));
    let client_id = table.text("client_id").and_then(|text| guid(&text));
    let client_secret = secrets.secret(table, "client_secret");
    let sign_in_client = sign_in_client(table, secrets).ok();
    let guild = table.text("guild").and_then(|text| snowflake(&text));
    let channel = table.text("channel").and_then(|text| snowflake(&text));
    let protected = object_ids(table, "protected");
    let emergency_access = object_ids(table, "emergency_access");
    let private_channel = table.optional_text("private_channel").map(|text| snowflake(&text));
    let discord_roles = table.table("discord_roles").and_then(|roles| discord_roles(&roles));
    let login = address(table, "login", LOGIN);
    let graph = address(table, "graph", GRAPH);
    let exchange_address = address(table, "exchange_address", EXCHANGE);
    let exchange = table.bool_or("exchange", true);
    let identity_protection = table.bool_or("identity_protection", true);
    let (client_id, client_secret) = (client_id?.to_string(), client_secret?);
    let (sign_in_client_id, sign_in_client_secret) =
        sign_in_client?.unwrap_or_else(|| (client_id.clone(), client_secret.clone()));
    Some(TenantConfig {
        name: TenantName::from(name?.text),
        tenant_id: tenant_id?.to_string(),
        client_id,
        client_secret,
        sign_in_client_id,
        sign_in_client_secret,
        guild: GuildId(guild?),
        channel: ChannelId(channel?),
        protected: protected?,
        emergency_access: emergency_access?,
        private_channel: private_channel.unwrap_or(Some(0)).map(ChannelId).filter(|channel| channel.0 > 0),
        discord_roles: discord_roles?,
        login: login?,
        graph: graph?,
        exchange: Some(exchange_address?).filter(|_| exchange),
        identity_protection,
        identity_protection_required: identity_protection && table.has("identity_protection"),
        consents: table.bool_or("consents", false),
        background_sign_ins: table.bool_or("background_sign_ins", false),
        password_writeback: said(table, "password_writeback"),
        password_resets_risk: said(table, "on_premises_password_resets_risk"),
        discord_roles_position: Some(table.location_of("discord_roles").position()),
    })
}

/// Returns the value of a key that only the operator knows; `None` if they have not said it.
fn said(table: &Table<'_>, key: &'static str) -> Option<bool> {
    table.has(key).then(|| table.bool_or(key, false))
}

/// Reads a list of accounts or groups. Names are not taken: they change, and an account could be given another one to leave
/// the list.
fn object_ids(table: &Table<'_>, key: &'static str) -> Option<Vec<ObjectId>> {
    let texts = table.optional_texts(key).unwrap_or_default();
    let ids: Vec<ObjectId> = texts.iter().filter_map(guid).collect();
    (ids.len() == texts.len()).then_some(ids)
}

/// Parses the app registration for sign-ins: both keys or none. An error is a mistake that was reported.
fn sign_in_client(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Result<Option<(String, Secret)>, ()> {
    if !table.has("sign_in_client_id") && !table.has("sign_in_client_secret") {
        return Ok(None);
    }
    let id = table.text("sign_in_client_id").and_then(|text| guid(&text));
    let secret = secrets.secret(table, "sign_in_client_secret");
    id.zip(secret).map(|(id, secret)| Some((id.to_string(), secret))).ok_or(())
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

/// Parses `[operator]`. Empty if the file has none; a mistake is reported.
fn operators(root: &Table<'_>) -> Vec<MemberId> {
    let Some(table) = root.optional_table("operator") else { return Vec::new() };
    table.allow_keys(&["discord"]);
    let texts = table.nonempty_texts("discord").unwrap_or_default();
    if texts.len() > OPERATORS_MAX {
        let message = format!("`discord` names {} members. At most {OPERATORS_MAX} are told.", texts.len());
        table.location_of("discord").report(message);
    }
    let mut operators: Vec<MemberId> = texts.iter().filter_map(snowflake).map(MemberId).collect();
    operators.sort();
    operators.dedup();
    operators
}

fn person(table: &Table<'_>, tenants: &[Text<'_>]) -> Option<Person> {
    table.allow_keys(&["name", "discord", "object_id", "other_discord", "other_object_ids", "tenant"]);
    let name = table.text("name");
    let discord = table.text("discord").and_then(|text| snowflake(&text));
    let object_id = table.text("object_id").and_then(|text| guid(&text));
    let tenant = tenant_of_person(table, tenants);
    let other_discord = ids(table, "other_discord", |text| snowflake(text).map(MemberId));
    let other_object_ids = ids(table, "other_object_ids", guid);
    Some(Person {
        name: name?.text.to_owned(),
        discord: MemberId(discord?),
        object_id: object_id?,
        other_discord: other_discord?,
        other_object_ids: other_object_ids?,
        tenant: tenant?,
    })
}

/// Parses an optional list of ids. `None` if one is malformed.
fn ids<T>(table: &Table<'_>, key: &'static str, parse: impl Fn(&Text<'_>) -> Option<T>) -> Option<Vec<T>> {
    let texts = table.optional_texts(key).unwrap_or_default();
    let ids: Vec<T> = texts.iter().filter_map(parse).collect();
    (ids.len() == texts.len()).then_some(ids)
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

/// Reports every private channel that is also another channel of the file: what is said there would be read elsewhere.
fn report_shared_private_channels(tenants: &[Table<'_>]) {
    let ordinary = tenants.iter().filter_map(|tenant| tenant.peek("channel"));
    let mut seen: Vec<Text<'_>> = ordinary.collect();
    for text in tenants.iter().filter_map(|tenant| tenant.peek("private_channel")) {
        if let Some(earlier) = seen.iter().find(|earlier| earlier.text == text.text) {
            let message = format!(
                "`private_channel` is `{}`, as `{}` in {}. It must be a channel of its own.",
                text.text,
                earlier.key,
                earlier.location.position()
            );
            text.location.report(message);
        }
        seen.push(text);
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
