//! `grendel.toml` and the environment: where Grendel works, for whom, and within which limits.

mod reading;
mod secrets;
mod sign_in;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::catalog::Catalog;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::RoleId;
use crate::secret::Secret;
use crate::toml_file::{Mistake, Mistakes, Place};

/// Everything that is configured.
#[derive(Clone)]
pub struct Config {
    /// The folder of the store.
    pub state: PathBuf,
    /// The folder of the command files; without it, those that Grendel brings.
    pub commands: Option<PathBuf>,
    /// How Discord is reached.
    pub discord: DiscordConfig,
    /// The tenants; at least one.
    pub tenants: Vec<TenantConfig>,
    /// Who in the chat is who in the directory.
    pub people: Vec<Person>,
    /// How people prove who they are; without it they are who the operator says, and nobody else is anybody.
    pub sign_in: SignInConfig,
    /// How much of everything.
    pub limits: Limits,
    /// What is allowed and yet unwise, each with its place in the file. To be logged at start.
    pub warnings: Vec<Mistake>,
}

/// How Discord is reached.
#[derive(Clone)]
pub struct DiscordConfig {
    /// The application's id.
    pub application_id: u64,
    /// The bot's token.
    pub token: Secret,
    /// The address in front of `/api`, without a slash at its end.
    pub api: String,
}

/// One tenant of Microsoft 365, and the channel that it is served in.
#[derive(Clone)]
pub struct TenantConfig {
    /// What it is called here.
    pub name: TenantName,
    /// Its id in Entra: a GUID, in lower case.
    pub tenant_id: String,
    /// The id of Grendel's application there: a GUID, in lower case.
    pub client_id: String,
    /// The application's secret.
    pub client_secret: Secret,
    /// The guild of the channel.
    pub guild: GuildId,
    /// The one channel that commands for this tenant are typed in.
    pub channel: ChannelId,
    /// Which of the guild's roles the roles of the command files are.
    pub discord_roles: BTreeMap<RoleName, RoleId>,
    /// The address that tokens come from, without a slash at its end.
    pub login: String,
    /// The address of Microsoft Graph in front of `/v1.0`, without a slash at its end.
    pub graph: String,
    /// The address of Exchange Online in front of `/adminapi`, without a slash at its end; nothing where Grendel is not to look at
    /// mail.
    pub exchange: Option<String>,
    /// Whether Identity Protection may be asked about people (Entra ID P2).
    pub identity_protection: bool,
    /// Whether to ask which applications an account has let in to its mail.
    pub consents: bool,
    /// Where `discord_roles` stands in the file; nothing where no file was read.
    pub discord_roles_place: Option<Place>,
}

/// Who in the chat is who in the directory of one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// For whoever reads the file; Grendel never looks at it.
    pub name: String,
    /// In the chat.
    pub discord: MemberId,
    /// In the directory.
    pub object_id: ObjectId,
    /// Whose directory.
    pub tenant: TenantName,
}

/// How people prove which account they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInConfig {
    /// Where browsers come back to after a sign-in, if anybody listens for them.
    pub callback: Option<CallbackConfig>,
    /// Whether a code may be typed on another device, where browsers cannot come back. Microsoft advises against it:
    /// <https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows>
    pub device_code: bool,
}

/// Where browsers come back to after a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackConfig {
    /// Where Grendel listens, on this machine.
    pub listen: SocketAddr,
    /// The address that browsers use, without a slash at its end. Something that speaks TLS stands there and passes on.
    pub address: String,
}

/// How much of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest reason for a decision, in characters. Discord's own limit for the text of a form is 4000, and 1024 for the
    /// field of an embed that shows it: <https://discord.com/developers/docs/resources/message>.
    pub reason_chars_max: u16,
    /// The pauses between looks whether a step has taken effect. Microsoft promises no time within which a change is seen
    /// everywhere: <https://learn.microsoft.com/graph/best-practices-concept>.
    pub verify_pauses: Vec<Duration>,
    /// Calls to Microsoft on behalf of one case.
    pub calls_per_case_max: u32,
    /// Waiting between tries on behalf of one case, all pauses together.
    pub pauses_per_case_max: Duration,
    /// Cases that one member can have open.
    pub open_cases_per_member_max: u16,
    /// How long one call to Microsoft may take.
    pub call_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reason_chars_max: 500,
            verify_pauses: [1, 2, 4, 8].map(Duration::from_secs).to_vec(),
            calls_per_case_max: 200,
            pauses_per_case_max: Duration::from_secs(120),
            open_cases_per_member_max: 5,
            call_timeout: Duration::from_secs(15),
        }
    }
}

impl Config {
    /// Reads the file. Paths in it are taken from the folder that it is in. `environment` gives the value of an environment
    /// variable.
    pub fn from_file(path: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Mistakes> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let tried = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let words =
                format!("the configuration cannot be read: {error}. grendel.example.toml shows what belongs there.");
            Mistakes::one(Place::whole(tried.display()), words)
        })?;
        Self::from_text(path, &text, environment)
    }

    /// Reads a text as if it stood in the file of this path.
    pub fn from_text(path: &Path, text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Mistakes> {
        reading::read(path, text, &environment)
    }

    /// The commands that are configured: those of the folder, or those that Grendel brings.
    pub fn catalog(&self) -> Result<Catalog, Mistakes> {
        match &self.commands {
            Some(folder) => Catalog::from_folder(folder),
            None => Ok(Catalog::built_in()),
        }
    }

    /// Whether every tenant knows every role that the commands name, and people can sign in where a command asks them to.
    pub fn check_against(&self, catalog: &Catalog) -> Result<(), Mistakes> {
        let mut mistakes = self.roles_lacking(catalog);
        for command in catalog.commands() {
            let rules = command.terms().map_or(&[][..], |terms| &terms.approval);
            if self.sign_in.callback.is_none() && rules.iter().any(|rule| rule.fresh_sign_in_minutes.is_some()) {
                let words = format!(
                    "The command `/{}` asks for a fresh sign-in, and there is nowhere to sign in. Add `[sign_in]` with `listen` and \
                     `address`.",
                    command.name
                );
                let place = Place::whole("the configuration");
                mistakes.0.push(Mistake { place, words });
            }
        }
        mistakes.none_or_all()
    }

    fn roles_lacking(&self, catalog: &Catalog) -> Mistakes {
        let mut named: BTreeMap<&RoleName, &str> = BTreeMap::new();
        for command in catalog.commands() {
            let Some(terms) = command.terms() else { continue };
            let approvers = terms.approval.iter().flat_map(|rule| {
                let then = rule.then.iter().flat_map(|next| &next.group.from);
                rule.group.from.iter().chain(then)
            });
            for role in terms.allow.discord_roles.iter().chain(approvers) {
                named.entry(role).or_insert(&command.name);
            }
        }
        let mut mistakes = Mistakes::default();
        for tenant in &self.tenants {
            for (role, command) in named.iter().filter(|(role, _)| !tenant.discord_roles.contains_key(**role)) {
                let words = format!(
                    "`discord_roles` of the tenant `{}` lacks the role `{role}`, which the command `/{command}` names. Add it with \
                     the id of the role in Discord.",
                    tenant.name
                );
                let place = tenant.discord_roles_place.clone().unwrap_or_else(|| Place::whole("the configuration"));
                mistakes.0.push(Mistake { place, words });
            }
        }
        mistakes
    }
}
