//! `grendel.toml`: the example, and what is said to those who made a mistake in their own.

mod active_directory;

use std::path::Path;
use std::time::Duration;

use grendel::catalog::Catalog;
use grendel::config::{CallbackConfig, Config, Limits, SignInConfig};
use grendel::domain::{ChannelId, RoleName};
use grendel::ports::RoleId;
use grendel::toml_file::Diagnostics;

const EXAMPLE: &str = include_str!("../../grendel.example.toml");

/// Looks like a secret; no message may ever show it.
const SECRET: &str = "s3cr3t-of-contoso";

fn environment(name: &str) -> Option<String> {
    match name {
        "GRENDEL_DISCORD_TOKEN" | "CONTOSO_SECRET" => Some(SECRET.to_owned()),
        "EMPTY" => Some(" ".to_owned()),
        _ => None,
    }
}

/// The example after these replacements, each of which must change it, with all its secrets in the environment.
fn example(replacements: &[(&str, &str)]) -> Result<Config, Diagnostics> {
    let mut text = EXAMPLE.replace("{ file = \"/run/secrets/grendel-contoso\" }", "{ env = \"CONTOSO_SECRET\" }");
    for (old, new) in replacements {
        assert!(text.contains(old), "the example has no {old:?}");
        text = text.replacen(old, new, 1);
    }
    Config::from_text(Path::new("grendel.toml"), &text, environment)
}

fn mistakes_after(replacements: &[(&str, &str)]) -> String {
    let words = example(replacements).err().expect("a mistake should have been found").to_string();
    assert!(!words.contains(SECRET), "a secret in a message: {words}");
    words
}

#[test]
fn the_example_is_right() {
    let config = example(&[]).unwrap();
    let tenant = &config.tenants[0];
    assert_eq!(tenant.channel, ChannelId(1_187_000_000_000_000_200));
    assert_eq!(tenant.discord_roles[&RoleName::from("lead")], RoleId(1_187_000_000_000_000_302));
    assert_eq!(
        (tenant.login.as_str(), tenant.graph.as_str()),
        ("https://login.microsoftonline.com", "https://graph.microsoft.com")
    );
    assert!(tenant.client_secret.reveal() == SECRET && config.discord.token.reveal() == SECRET);
    assert_eq!(config.discord.api, "https://discord.com");
    assert_eq!(config.people.len(), 2);
    assert_eq!(config.people[1].tenant, tenant.name);
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.state, Path::new("/var/lib/grendel"));
    assert!(config.commands.is_none() && config.warnings.is_empty());
    let (listen, address) = ("127.0.0.1:8423".parse().unwrap(), "https://grendel.contoso.com".to_owned());
    let callback = CallbackConfig { listen, address, proxies: vec!["127.0.0.1/32".parse().unwrap()] };
    let sign_in = SignInConfig { callback: Some(callback), shows_secrets: true, ..SignInConfig::default() };
    assert_eq!(config.sign_in, sign_in);
    assert_eq!(tenant.exchange.as_deref(), Some("https://outlook.office365.com"));
    let off = example(&[("# exchange = true", "exchange = false")]).unwrap();
    assert_eq!(off.tenants[0].exchange, None);
    assert!(tenant.identity_protection && !tenant.identity_protection_required);
    let insists = example(&[("# identity_protection = true", "identity_protection = true")]).unwrap();
    assert!(insists.tenants[0].identity_protection && insists.tenants[0].identity_protection_required);
    config.check_against(&config.catalog().unwrap()).unwrap();
}

#[test]
fn the_example_shows_every_key_with_its_default() {
    let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_setting = |line: &&str| line.split_once(" = ").is_some_and(|(key, _)| is_key(key));
    let shown = |line: &'static str| line.strip_prefix("# ").filter(is_setting).unwrap_or(line);
    let text = EXAMPLE.lines().map(shown).collect::<Vec<_>>().join("\n");
    let text = text.replace("file = \"/run/secrets/grendel-contoso\"", "env = \"CONTOSO_SECRET\"");
    let text = text.replace("file = \"/run/secrets/grendel-contoso-sign-in\"", "env = \"CONTOSO_SECRET\"");
    let config = Config::from_text(Path::new("/etc/grendel/grendel.toml"), &text, environment).unwrap();
    assert_eq!(config.limits, Limits::default());
    assert!(config.tenants[0].identity_protection && !config.sign_in.device_code);
    assert_eq!(text.matches("\nidentity_protection = ").count() + text.matches("\ndevice_code = ").count(), 2);
    assert_eq!(config.commands.as_deref(), Some(Path::new("/etc/grendel/commands")));
    assert_eq!(text.matches("\ncall_timeout_seconds = ").count(), 1);
}

/// Whatever is left out, there is a configuration or an answer; never a panic.
#[test]
fn every_line_can_be_left_out() {
    let lines: Vec<&str> = EXAMPLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for left_out in 0..lines.len() {
        let text = [&lines[..left_out], &lines[left_out + 1..]].concat().join("\n");
        if let Err(mistakes) = Config::from_text(Path::new("grendel.toml"), &text, environment) {
            assert!(!mistakes.0.is_empty(), "without {:?}", lines[left_out]);
        }
        let text = [&lines[..left_out], &["x = 1"], &lines[left_out + 1..]].concat().join("\n");
        assert!(Config::from_text(Path::new("grendel.toml"), &text, environment).is_err(), "{text}");
    }
}

#[test]
fn limits_are_taken_from_the_file() {
    let limits = "[limits]\nverify_pauses_seconds = [0, 3]\ncall_timeout_seconds = 7\nreason_chars_max = 50\n";
    let read = example(&[("[limits]\n", limits)]).unwrap().limits;
    assert_eq!(read.verify_pauses, [Duration::ZERO, Duration::from_secs(3)]);
    assert_eq!(read.call_timeout, Duration::from_secs(7));
    assert_eq!(read.reason_chars_max, 50);
    assert_eq!(read.calls_per_case_max, Limits::default().calls_per_case_max);
}

#[test]
fn limits_out_of_range() {
    let limits =
        "[limits]\nverify_pauses_seconds = []\ncall_timeout_seconds = 0\nreason_chars_max = 4000\ncalls_max = 1\n";
    insta::assert_snapshot!(mistakes_after(&[("[limits]\n", limits)]), @r"
    grendel.toml:136:1: `verify_pauses_seconds` must list 1 to 10 pauses.
    grendel.toml:137:24: `call_timeout_seconds` is 0. It must be a whole number from 1 to 120.
    grendel.toml:138:20: `reason_chars_max` is 4000. It must be a whole number from 1 to 1000.
    grendel.toml:139:1: `calls_max` is not a key here. Keys are: reason_chars_max, verify_pauses_seconds, calls_per_case_max, pauses_per_case_seconds_max, open_cases_per_member_max, secrets_per_receiver_per_hour, secrets_per_approver_per_hour, secrets_per_tenant_per_hour, actions_per_member_burst_max, actions_per_member_minute_max, call_timeout_seconds, link_days, relink_hours, approver_account_age_days, approver_after_secret_hours.
    ");
}

#[test]
fn ids_addresses_and_empty_values() {
    let mistakes = mistakes_after(&[
        ("state = \"/var/lib/grendel\"", "state = \"\""),
        ("\"1187000000000000001\"", "1187000000000000001"),
        ("# api = \"https://discord.com\"", "api = \"http://discord.com\""),
        ("\"6f0c1d2e-0000-4000-8000-00000000c047\"", "\"contoso.onmicrosoft.com\""),
        ("\"1187000000000000100\"", "\"118700\""),
        ("\"1187000000000000302\"", "\"@lead\""),
        ("# login = \"https://login.microsoftonline.com\"", "login = \"login.microsoftonline.com\""),
        ("# graph = \"https://graph.microsoft.com\"", "graph = \"ftp://graph.microsoft.com\""),
        ("\"1b2c3d4e-0000-4000-8000-000000000001\"", "\"anna@contoso.com\""),
    ]);
    insta::assert_snapshot!(mistakes, @r#"
    grendel.toml:13:9: `state` is empty.
    grendel.toml:20:18: `application_id` must be a text in quotes, but this is a number.
    grendel.toml:22:7: `api` is `http://discord.com`. `http` is allowed for addresses of this machine only, because others could read the secrets on the network. Write `https://discord.com`.
    grendel.toml:30:13: `tenant_id` is `contoso.onmicrosoft.com`. It must be a GUID such as 1b2c3d4e-0000-4000-8000-000000000001.
    grendel.toml:40:9: `guild` is `118700`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord has "Copy ID" in its menus.
    grendel.toml:57:60: `lead` is `@lead`. It must be a Discord id of 17 to 20 digits, in quotes. With its developer mode on, Discord has "Copy ID" in its menus.
    grendel.toml:60:9: `login` is `login.microsoftonline.com`. It must be an address such as `https://login.microsoftonline.com`.
    grendel.toml:61:9: `graph` is `ftp://graph.microsoft.com`. It must begin with `https://`, as in `https://graph.microsoft.com`.
    grendel.toml:95:13: `object_id` is `anna@contoso.com`. It must be a GUID such as 1b2c3d4e-0000-4000-8000-000000000001.
    "#);
}

#[test]
fn addresses_of_this_machine_may_be_plain_http() {
    for address in ["http://127.0.0.1:8080/", "http://[::1]:8080", "http://localhost:8080"] {
        let api = format!("api = \"{address}\"");
        let config = example(&[("# api = \"https://discord.com\"", &api)]).unwrap();
        assert_eq!(config.discord.api, address.trim_end_matches('/'));
    }
    let mistakes = mistakes_after(&[
        ("# api = \"https://discord.com\"", &format!("api = \"https://me:{SECRET}@discord.com\"")),
        ("# graph = \"https://graph.microsoft.com\"", "graph = \"https://graph.microsoft.com/?x=1\""),
    ]);
    insta::assert_snapshot!(mistakes, @r"
    grendel.toml:22:7: `api` contains a user name or a password. Write it without, as in `https://discord.com`.
    grendel.toml:61:9: `graph` is `https://graph.microsoft.com/?x=1`. Write it without a query or a fragment, as in `https://graph.microsoft.com`.
    ");
}

#[test]
fn what_two_cannot_share() {
    let fabrikam = "
        [[tenant]]
        name = \"fabrikam\"
        tenant_id = \"6F0C1D2E-0000-4000-8000-00000000C047\"
        client_id = \"6f0c1d2e-0000-4000-8000-00000000fab2\"
        client_secret = { env = \"CONTOSO_SECRET\" }
        guild = \"1187000000000000100\"
        channel = \"1187000000000000200\"
        discord_roles = { helpdesk = \"1187000000000000301\" }
        [[person]]
        name = \"Cas\"
        discord = \"1187000000000000401\"
        object_id = \"1B2C3D4E-0000-4000-8000-000000000001\"
        tenant = \"contoso\"
        [[person]]
        name = \"Cas elsewhere\"
        discord = \"1187000000000000401\"
        object_id = \"1b2c3d4e-0000-4000-8000-000000000001\"
        tenant = \"fabrikam\"
        [[person]]
        name = \"Dirk\"
        discord = \"1187000000000000409\"
        object_id = \"1b2c3d4e-0000-4000-8000-000000000009\"
        tenant = \"fabricam\"
        [limits]
    ";
    let mistakes = mistakes_after(&[("[limits]", fabrikam)]);
    insta::assert_snapshot!(mistakes, @r"
    grendel.toml:103:1: `tenant` is missing in `person`. With several tenants each person needs one of: contoso, fabrikam.
    grendel.toml:138:21: `tenant_id` is `6F0C1D2E-0000-4000-8000-00000000C047`, as in grendel.toml:30:13. It must differ between tenants.
    grendel.toml:142:19: `channel` is `1187000000000000200`, as in grendel.toml:41:11. It must differ between tenants.
    grendel.toml:146:19: `discord` is `1187000000000000401`, as in grendel.toml:94:11. It must differ between people of the same tenant.
    grendel.toml:147:21: `object_id` is `1B2C3D4E-0000-4000-8000-000000000001`, as in grendel.toml:95:13. It must differ between people of the same tenant.
    grendel.toml:158:18: `tenant` is `fabricam`, but there is no `[[tenant]]` of that name. Tenants are: contoso, fabrikam.
    ");
}

#[test]
fn one_person_twice_where_the_tenant_goes_without_saying() {
    let mistakes = mistakes_after(&[("\"1187000000000000402\"", "\"1187000000000000401\"")]);
    insta::assert_snapshot!(mistakes, @r"grendel.toml:105:11: `discord` is `1187000000000000401`, as in grendel.toml:94:11. It must differ between people of the same tenant.");
}

#[test]
fn secrets_that_are_not_where_they_should_be() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    std::fs::write(&empty, "\n").unwrap();
    let file = format!("client_secret = {{ file = \"{}\" }}", empty.display());
    let env = "client_secret = { env = \"CONTOSO_SECRET\" }";
    let token = "token = { env = \"GRENDEL_DISCORD_TOKEN\" }";
    let plain = format!("token = \"{SECRET}\"");
    let words = mistakes_after(&[(token, &plain), (env, &file)]);
    insta::assert_snapshot!(words.replace(&folder.path().display().to_string(), "…"), @r#"
    grendel.toml:21:1: `token` is a secret in plain text. Secrets do not belong in this file: write `{ env = "NAME" }` for an environment variable or `{ file = "/path" }` for a file, and replace this secret if others could read it.
    grendel.toml:32:26: the file `…/empty` is empty.
    "#);
    let words =
        mistakes_after(&[(token, "token = { env = \"NOT_SET\" }"), (env, "client_secret = { env = \"EMPTY\" }")]);
    insta::assert_snapshot!(words, @r"
    grendel.toml:21:17: the environment variable `NOT_SET` is not set.
    grendel.toml:32:25: the environment variable `EMPTY` is empty.
    ");
    let words = mistakes_after(&[(token, &format!("token = {{ env = \"{SECRET}\" }}"))]);
    insta::assert_snapshot!(words, @r"grendel.toml:21:17: `env` must be the name of an environment variable, with only letters, digits and `_`.");
    let words = mistakes_after(&[(token, "token = {}"), (env, "client_secret = { file = \"/none/such\", mode = 6 }")]);
    insta::assert_snapshot!(words, @r"
    grendel.toml:21:1: `token` needs either `env`, the name of an environment variable, or `file`, a path.
    grendel.toml:32:26: the file `/none/such` cannot be read: No such file or directory (os error 2).
    grendel.toml:32:40: `mode` is not a key here. Keys are: env, file.
    ");
}

#[cfg(unix)]
#[test]
fn secrets_in_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("grendel.toml");
    let secret = folder.path().join("secret");
    std::fs::write(&config, EXAMPLE.replace("/run/secrets/grendel-contoso", "secret")).unwrap();
    std::fs::write(&secret, format!("{SECRET}\r\n")).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    let read = Config::from_file(&config, environment).unwrap();
    assert!(read.tenants[0].client_secret.reveal() == SECRET);
    assert!(read.warnings.is_empty());
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let warnings = Diagnostics(Config::from_file(&config, environment).unwrap().warnings).to_string();
    insta::assert_snapshot!(warnings.replace(&folder.path().display().to_string(), "…"), @r"…/grendel.toml:32:26: every user of this machine can read the file `…/secret`. Restrict it with `chmod 600 …/secret`.");
}

#[test]
fn a_file_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let words = Config::from_file(&folder.path().join("grendel.toml"), environment).err().unwrap().to_string();
    insta::assert_snapshot!(words.replace(&folder.path().display().to_string(), "…"), @r"…/grendel.toml: the configuration cannot be read: No such file or directory (os error 2). See grendel.example.toml for an example.");
}

#[test]
fn nothing_at_all() {
    let words = Config::from_text(Path::new("grendel.toml"), "", environment).err().unwrap().to_string();
    insta::assert_snapshot!(words, @r"
    grendel.toml:1:1: `discord` is missing.
    grendel.toml:1:1: `state` is missing.
    grendel.toml:1:1: there is no `[[tenant]]`. Grendel needs at least one.
    ");
}

const LISTEN: &str = "listen = \"127.0.0.1:8423\"";
const ADDRESS: &str = "address = \"https://grendel.contoso.com\"";
const PROXIES: &str = "proxies = [\"127.0.0.1\"]";

#[test]
fn ways_to_sign_in() {
    let sign_in = |replacements: &[(&str, &str)]| example(replacements).unwrap().sign_in;
    let device = ("# device_code = false", "device_code = true");
    assert_eq!(
        sign_in(&[(LISTEN, ""), (ADDRESS, ""), device]),
        SignInConfig { device_code: true, ..SignInConfig::default() }
    );
    let none = example(&[("[sign_in]\n", ""), (LISTEN, ""), (ADDRESS, ""), (PROXIES, "")]).unwrap();
    assert_eq!(none.sign_in, SignInConfig::default());
    let beneath = sign_in(&[(ADDRESS, "address = \"https://contoso.com/grendel/\""), device]);
    assert_eq!(beneath.callback.unwrap().address, "https://contoso.com/grendel");
    let plain = sign_in(&[(ADDRESS, "address = \"http://127.0.0.1:8423\"")]);
    assert_eq!(plain.callback.unwrap().address, "http://127.0.0.1:8423");
    let tenant = &example(&[("# identity_protection = true", "identity_protection = false")]).unwrap().tenants[0];
    assert!(!tenant.identity_protection && !tenant.identity_protection_required);
}

#[test]
fn no_way_to_sign_in() {
    insta::assert_snapshot!(mistakes_after(&[(LISTEN, ""), (ADDRESS, "")]), @r"grendel.toml:109:1: `sign_in` configures no way to sign in. Add `listen` and `address`, or `device_code = true`, or remove the section.");
    insta::assert_snapshot!(mistakes_after(&[(LISTEN, "")]), @r"grendel.toml:109:1: `listen` is missing in `sign_in`.");
    insta::assert_snapshot!(mistakes_after(&[(ADDRESS, "port = 8423")]), @r"
    grendel.toml:109:1: `address` is missing in `sign_in`.
    grendel.toml:117:1: `port` is not a key here. Keys are: listen, address, proxies, device_code, authentication_context, secret_on.
    ");
    let wrong = [(LISTEN, "listen = \"8423\""), (ADDRESS, "address = \"http://grendel.contoso.com\"")];
    insta::assert_snapshot!(mistakes_after(&wrong), @r"
    grendel.toml:116:10: `listen` is `8423`. It must be a local IP address with a port, such as `127.0.0.1:8423`.
    grendel.toml:117:11: `address` is `http://grendel.contoso.com`. `http` is allowed for addresses of this machine only, because others could read the secrets on the network. Write `https://grendel.contoso.com`.
    ");
    insta::assert_snapshot!(mistakes_after(&[(ADDRESS, "address = \"https://grendel.contoso.com/?x=1\"")]), @r"grendel.toml:117:11: `address` is `https://grendel.contoso.com/?x=1`. Write it without a query or a fragment, as in `https://grendel.contoso.com`.");
    let open = example(&[(LISTEN, "listen = \"0.0.0.0:8423\"")]).unwrap();
    insta::assert_snapshot!(Diagnostics(open.warnings).to_string(), @r"grendel.toml:116:10: `listen` is `0.0.0.0:8423`, which other machines can reach, and Grendel has no TLS: the codes of sign-ins cross the network between the proxy and Grendel unencrypted. Listen on 127.0.0.1 if the proxy runs on this machine.");
}

#[test]
fn an_authentication_context_is_one_of_99_and_goes_with_no_device_code() {
    let read = |line: &str| example(&[(PROXIES, &format!("{PROXIES}\n{line}"))]);
    for id in ["c1", "c25", "c99"] {
        let sign_in = read(&format!("authentication_context = \"{id}\"")).unwrap().sign_in;
        assert_eq!(sign_in.authentication_context.as_deref(), Some(id));
    }
    for id in ["c0", "c01", "c100", "c+1", "C1", "1", "c", "c1 ", "c1,c2"] {
        let text = format!("{PROXIES}\nauthentication_context = \"{id}\"");
        assert!(mistakes_after(&[(PROXIES, &text)]).contains("`c1` to `c99`"), "{id}");
    }
    let both = format!("{PROXIES}\nauthentication_context = \"c1\"\ndevice_code = true");
    assert!(mistakes_after(&[(PROXIES, &both)]).contains("does not go with"));
}

#[test]
fn sign_ins_may_have_a_registration_of_their_own() {
    const GUILD: &str = "guild = \"1187000000000000100\"";
    const ID: &str = "sign_in_client_id = \"6f0c1d2e-0000-4000-8000-0000000051f0\"";
    const SIGN_IN_SECRET: &str = "sign_in_client_secret = { env = \"CONTOSO_SECRET\" }";
    let same = &example(&[]).unwrap().tenants[0];
    assert!(same.sign_in_client_id == same.client_id && same.sign_in_client_secret == same.client_secret);
    let own = &example(&[(GUILD, &[GUILD, ID, SIGN_IN_SECRET].join("\n"))]).unwrap().tenants[0];
    assert_eq!(own.sign_in_client_id, "6f0c1d2e-0000-4000-8000-0000000051f0");
    assert_ne!(own.sign_in_client_id, own.client_id);
    for (half, missing) in
        [(ID, "`sign_in_client_secret` is missing"), (SIGN_IN_SECRET, "`sign_in_client_id` is missing")]
    {
        assert!(mistakes_after(&[(GUILD, &[GUILD, half].join("\n"))]).contains(missing), "{half}");
    }
}

#[test]
fn proxies_are_addresses_and_networks() {
    let read = |proxies: &str| example(&[(PROXIES, proxies)]);
    let proxies = |text: &str| read(text).unwrap().sign_in.callback.unwrap().proxies;
    let networks = proxies("proxies = [\"10.1.0.0/16\", \"::1\", \"127.0.0.1\"]");
    assert_eq!(
        networks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["10.1.0.0/16", "::1/128", "127.0.0.1/32"]
    );
    assert!(read("").unwrap().warnings.iter().any(|warning| warning.message.contains("`proxies` is missing")));
    let local = example(&[(PROXIES, ""), (ADDRESS, "address = \"http://127.0.0.1:8423\"")]).unwrap();
    assert!(local.warnings.is_empty(), "without a proxy there is nothing to name");
    for (text, complaint) in [
        ("proxies = [\"proxy.contoso.com\"]", "It must be an IP address"),
        ("proxies = [\"0.0.0.0/0\"]", "every address there is"),
        ("proxies = [\"::/0\"]", "every address there is"),
        ("proxies = \"127.0.0.1\"", "proxies"),
    ] {
        assert!(mistakes_after(&[(PROXIES, text)]).contains(complaint), "{text}");
    }
}

#[test]
fn roles_that_commands_name_and_a_tenant_lacks() {
    let config = example(&[("lead = \"1187000000000000302\"", "boss = \"1187000000000000302\"")]).unwrap();
    let words = config.check_against(&Catalog::built_in()).unwrap_err().to_string();
    insta::assert_snapshot!(words, @r"grendel.toml:57:1: `discord_roles` of the tenant `contoso` has no role `lead`, which the command `/contain` uses. Add it with the id of the role in Discord.");
}

#[test]
fn a_private_channel_is_a_channel_of_its_own() {
    let with = |id: &str| {
        let line = format!("private_channel = \"{id}\"");
        example(&[("# private_channel = \"1187000000000000201\"", line.as_str())])
    };
    let config = with("1187000000000000201").unwrap();
    assert_eq!(config.tenants[0].private_channel, Some(ChannelId(1_187_000_000_000_000_201)));
    assert_eq!(example(&[]).unwrap().tenants[0].private_channel, None);
    let words = |id| with(id).err().expect("a mistake").to_string();
    assert!(words("1187000000000000200").contains("as `channel` in grendel.toml:"), "{}", words("1187000000000000200"));
    assert!(words("200").contains("`private_channel` is `200`"), "{}", words("200"));
}
