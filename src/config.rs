//! The configuration: `grendel.toml`, and the secrets that it refers to.

mod limits;
mod parse;
mod secrets;
mod sign_in;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use jiff::SignedDuration;

use crate::catalog::Catalog;
use crate::domain::command::{Command, Terms};
use crate::domain::link::LinkTerms;
use crate::domain::operation::FileDigest;
use crate::domain::probation::Probation;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::RoleId;
use crate::secret::Secret;
use crate::toml_file::{Diagnostic, Diagnostics, FilePosition};

/// The whole configuration.
#[derive(Clone)]
pub struct Config {
    /// The file, with the digest of its text. It has no secrets.
    pub file: FileDigest,
    /// The state folder, which contains the folder of the store.
    pub state: PathBuf,
    /// The folder of the command files. `None` for the built-in commands.
    pub commands: Option<PathBuf>,
    /// The connection to Discord.
    pub discord: DiscordConfig,
    /// The tenants, at least one.
    pub tenants: Vec<TenantConfig>,
    /// The members whose accounts the operator has stated.
    pub people: Vec<Person>,
    /// The members whom the operator named in `[operator]`. They hear of Grendel's own affairs by direct message.
    pub operators: Vec<MemberId>,
    /// The ways in which members prove which account is theirs. Without any, only [`Config::people`] are known.
    pub sign_in: SignInConfig,
    /// The limits.
    pub limits: Limits,
    /// Warnings about settings that are valid but unwise. They are logged at the start.
    pub warnings: Vec<Diagnostic>,
}

/// The connection to Discord.
#[derive(Clone)]
pub struct DiscordConfig {
    /// The application id.
    pub application_id: u64,
    /// The bot's token.
    pub token: Secret,
    /// The base address of the REST API, without `/api` and without a slash at its end.
    pub api: String,
}

/// One Microsoft 365 tenant and its channel.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are keys of the configuration, and independent of each other")]
pub struct TenantConfig {
    /// The name by which Grendel refers to the tenant.
    pub name: TenantName,
    /// The tenant id: a GUID in lower case.
    pub tenant_id: String,
    /// The client id of Grendel's app registration: a GUID in lower case.
    pub client_id: String,
    /// The client secret of the app registration.
    pub client_secret: Secret,
    /// The client id of the app registration for sign-ins, which needs no permission but `User.Read`; that of
    /// [`TenantConfig::client_id`] if none is configured.
    pub sign_in_client_id: String,
    /// Its client secret.
    pub sign_in_client_secret: Secret,
    /// The guild of the channel.
    pub guild: GuildId,
    /// The only channel in which commands for this tenant are accepted.
    pub channel: ChannelId,
    /// The object ids of accounts that no command touches, and of groups whose members none touches.
    pub protected: Vec<ObjectId>,
    /// The object ids of emergency access accounts: no step gives access to them, and none takes it away unless there are signs
    /// that somebody else has the account.
    pub emergency_access: Vec<ObjectId>,
    /// A second channel, for the cards of commands that not everyone in the first may read. `None` if there is none.
    pub private_channel: Option<ChannelId>,
    /// The guild's role for each role name in the command files.
    pub discord_roles: BTreeMap<RoleName, RoleId>,
    /// The address of the token endpoint, without a slash at its end.
    pub login: String,
    /// The base address of Microsoft Graph, without `/v1.0` and without a slash at its end.
    pub graph: String,
    /// The base address of Exchange Online, without `/adminapi` and without a slash at its end. `None` if Grendel must
    /// not look at mail.
    pub exchange: Option<String>,
    /// True if the tenant has Identity Protection (Entra ID P2), so that the risk of people can be read.
    pub identity_protection: bool,
    /// True if the file says so itself, so that a risk which cannot be read for want of a licence is never taken for none.
    pub identity_protection_required: bool,
    /// True if Grendel reads which applications an account has granted access to its mail.
    pub consents: bool,
    /// True if Grendel reads the sign-ins that programs make in the background, which Graph has in `/beta` only.
    pub background_sign_ins: bool,
    /// True if the tenant writes passwords back to Active Directory; `None` if the operator has not said.
    /// <https://learn.microsoft.com/entra/identity/authentication/concept-sspr-writeback>
    pub password_writeback: Option<bool>,
    /// True if a new password in Active Directory ends the risk of an account; `None` if the operator has not said.
    /// <https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock>
    pub password_resets_risk: Option<bool>,
    /// The position of `discord_roles` in the file. `None` if the configuration was not read from a file.
    pub discord_roles_position: Option<FilePosition>,
}

/// A member whose account in one tenant the operator has stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// A name for the reader of the file. Grendel does not use it.
    pub name: String,
    /// The member.
    pub discord: MemberId,
    /// The account.
    pub object_id: ObjectId,
    /// Further Discord accounts of the same human. They have no rights by this, and count as the same person.
    pub other_discord: Vec<MemberId>,
    /// Further directory accounts of the same human. They count as the same person.
    pub other_object_ids: Vec<ObjectId>,
    /// The tenant of the account.
    pub tenant: TenantName,
}

/// The ways in which members prove which account is theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInConfig {
    /// The server for the redirect of a sign-in. `None` if there is none.
    pub callback: Option<CallbackConfig>,
    /// True if the device code flow is allowed where there is no redirect. Microsoft advises against it:
    /// <https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows>
    pub device_code: bool,
    /// The authentication context (`c1` to `c99`) that every sign-in must satisfy, or `None`:
    /// <https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context>
    pub authentication_context: Option<String>,
    /// True if passwords and passes are shown on the page at [`SignInConfig::callback`], and never in Discord.
    pub shows_secrets: bool,
}

/// The server for the redirect of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackConfig {
    /// The local address on which Grendel listens.
    pub listen: SocketAddr,
    /// The public address, without a slash at its end. A reverse proxy terminates TLS there and forwards to `listen`.
    pub address: String,
    /// The proxies that may say which client a request comes from (`X-Forwarded-For`). Without any, the peer of the
    /// connection is the client, and all browsers behind one proxy share the places of one client.
    pub proxies: Vec<IpNet>,
}

/// The configurable limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest reason for a decision, in characters. Discord's own limit for the text of a form is 4000, and 1024
    /// for the field of an embed that shows it: <https://discord.com/developers/docs/resources/message>.
    pub reason_chars_max: u16,
    /// The pauses between checks that a step took effect. Microsoft does not say after which time a change is visible
    /// everywhere: <https://learn.microsoft.com/graph/best-practices-concept>.
    pub verify_pauses: Vec<Duration>,
    /// The most calls to Microsoft for one case.
    pub calls_per_case_max: u32,
    /// The longest sum of all pauses between retries for one case.
    pub pauses_per_case_max: Duration,
    /// The most cases that one member can have open.
    pub open_cases_per_member_max: u16,
    /// The most passwords and passes that one person is shown in an hour. A helpdesk hands out a few on a busy morning.
    pub secrets_per_receiver_per_hour: u16,
    /// The most that one person carries by an approval in an hour. A lead approves for several colleagues.
    pub secrets_per_approver_per_hour: u16,
    /// The most that are made in a tenant in an hour. More than a whole team needs looks like somebody at work.
    pub secrets_per_tenant_per_hour: u16,
    /// The most commands and presses that one member can send at once.
    pub actions_per_member_burst_max: u16,
    /// The most commands and presses that one member can send in a minute for longer.
    pub actions_per_member_minute_max: u16,
    /// The time-out of one call to Microsoft.
    pub call_timeout: Duration,
    /// The times of links.
    pub links: LinkTerms,
    /// The time that an account must have stood before it approves.
    pub probation: Probation,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reason_chars_max: 500,
            verify_pauses: [1, 2, 4, 8].map(Duration::from_secs).to_vec(),
            calls_per_case_max: 200,
            pauses_per_case_max: Duration::from_secs(120),
            open_cases_per_member_max: 5,
            secrets_per_receiver_per_hour: 5,
            secrets_per_approver_per_hour: 8,
            secrets_per_tenant_per_hour: 20,
            actions_per_member_burst_max: 30,
            actions_per_member_minute_max: 20,
            call_timeout: Duration::from_secs(15),
            links: LinkTerms {
                valid_for: SignedDuration::from_hours(90 * 24),
                relink_wait: SignedDuration::from_hours(24),
            },
            probation: Probation {
                account_age: SignedDuration::from_hours(14 * 24),
                after_secret: SignedDuration::from_hours(24),
            },
        }
    }
}

impl Config {
    /// Reads a configuration file. Relative paths in it start at its own folder. `environment` returns the value of an
    /// environment variable.
    pub fn from_file(path: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Diagnostics> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let message =
                format!("the configuration cannot be read: {error}. See grendel.example.toml for an example.");
            Diagnostics::single(FilePosition::whole_file(absolute.display()), message)
        })?;
        Self::from_text(path, &text, environment)
    }

    /// Reads a text as if it were the content of the file at this path.
    pub fn from_text(
        path: &Path,
        text: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Diagnostics> {
        parse::read(path, text, &environment)
    }

    /// Returns the configured commands: those of the folder, or the built-in ones.
    pub fn catalog(&self) -> Result<Catalog, Diagnostics> {
        match &self.commands {
            Some(folder) => Catalog::from_folder(folder),
            None => Ok(Catalog::built_in()),
        }
    }

    /// Checks that every tenant has every role that the commands name, and that members can sign in if a command
    /// requires it.
    pub fn check_against(&self, catalog: &Catalog) -> Result<(), Diagnostics> {
        let mut diagnostics = self.missing_roles(catalog);
        for command in catalog.commands() {
            if self.sign_in.callback.is_none() && command.demands_sign_in() {
                let message = format!(
                    "The command `/{}` requires a fresh sign-in, but sign-in is not configured. Add `[sign_in]` with \
                     `listen` and `address`.",
                    command.name
                );
                let position = FilePosition::whole_file("the configuration");
                diagnostics.0.push(Diagnostic { position, message });
            }
        }
        diagnostics.into_result()
    }

    /// Returns a warning for each command with a rule that trusts Discord alone. It is logged at the start and refuses nothing, so that
    /// an upgrade leaves no team with command files of its own outside.
    pub fn warnings_about(&self, catalog: &Catalog) -> Vec<String> {
        let trusts_chat = |command: &&Command| {
            let mut groups = command.terms().into_iter().flat_map(Terms::approvers);
            groups.any(|group| !group.from.is_empty() && !group.asks_directory())
        };
        let warning = |command: &Command| {
            format!(
                "a rule of `/{}` asks approvers for a role in Discord only, so a stolen session of an approver in Discord can \
                 approve. Add `directory_roles` or `directory_groups` beside `from` in its command file",
                command.name
            )
        };
        catalog.commands().filter(trusts_chat).map(warning).collect()
    }

    fn missing_roles(&self, catalog: &Catalog) -> Diagnostics {
        let mut used: BTreeMap<&RoleName, &str> = BTreeMap::new();
        for command in catalog.commands() {
            let Some(allow) = command.allow() else { continue };
            let rules = command.terms().map_or(&[][..], |terms| &terms.approval);
            let approvers = rules.iter().flat_map(|rule| {
                let then = rule.then.iter().flat_map(|next| &next.group.from);
                rule.group.from.iter().chain(then)
            });
            let by_hand = command.terms().and_then(|terms| terms.by_hand.as_ref());
            let workers = by_hand.into_iter().flat_map(|by_hand| &by_hand.from);
            for role in allow.discord_roles.iter().chain(approvers).chain(workers) {
                used.entry(role).or_insert(&command.name);
            }
        }
        let mut diagnostics = Diagnostics::default();
        for tenant in &self.tenants {
            for (role, command) in used.iter().filter(|(role, _)| !tenant.discord_roles.contains_key(**role)) {
                let message = format!(
                    "`discord_roles` of the tenant `{}` has no role `{role}`, which the command `/{command}` uses. Add \
                     it with the id of the role in Discord.",
                    tenant.name
                );
                let position = tenant
                    .discord_roles_position
                    .clone()
                    .unwrap_or_else(|| FilePosition::whole_file("the configuration"));
                diagnostics.0.push(Diagnostic { position, message });
            }
        }
        diagnostics
    }
}
