//! The configuration and the command files of a world, as an operator would write them.

use anyhow::Context as _;

use super::World;
use grendel::bot::BotOptions;
use grendel::config::Config;
use grendel::store::Store;
use grendel_simulator::tenant::SimulatedTenant;

/// The permission with which an operator lets the bot see the consents of accounts.
pub const READS_CONSENTS: &str = "Directory.Read.All";

impl World {
    /// Returns the parts that the bot of this world is built from.
    pub(super) fn ingredients(&self, store: Store) -> anyhow::Result<BotOptions> {
        self.write_commands()?;
        let mut config = self.config()?;
        config.limits.verify_pauses.clone_from(&self.settings().verify_pauses);
        config.limits.call_timeout = self.settings().call_timeout;
        if let Some([receiver, approver, tenant]) = self.settings().secrets_per_hour {
            config.limits.secrets_per_receiver_per_hour = receiver;
            config.limits.secrets_per_approver_per_hour = approver;
            config.limits.secrets_per_tenant_per_hour = tenant;
        }
        let catalog = config.catalog().map_err(|mistakes| anyhow::anyhow!("{mistakes}"))?;
        config.check_against(&catalog).map_err(|mistakes| anyhow::anyhow!("{mistakes}"))?;
        Ok(BotOptions { config, catalog, clock: self.clock.clone(), store })
    }

    /// Returns the configuration of the bot in this world.
    pub(super) fn config(&self) -> anyhow::Result<Config> {
        let secrets = self.secrets();
        let environment =
            |wanted: &str| secrets.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone());
        let path = self.state_folder().join("grendel.toml");
        Config::from_text(&path, &self.config_text()?, environment).map_err(|mistakes| anyhow::anyhow!("{mistakes}"))
    }

    fn write_commands(&self) -> anyhow::Result<()> {
        let folder = self.state_folder().join("commands");
        for (name, text) in &self.settings().commands {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(name), text)?;
        }
        Ok(())
    }

    /// Returns the environment variables that hold the secrets of [`World::config_text`].
    pub fn secrets(&self) -> Vec<(&'static str, String)> {
        let token = self.discord.settings().bot_token.clone();
        let of_northwind = self.northwind.as_ref().map(|tenant| ("NORTHWIND_SECRET", tenant.settings().client_secret));
        let secrets = [("DISCORD_TOKEN", token), ("CLIENT_SECRET", self.tenant.settings().client_secret)];
        let of_sign_ins = self.tenant.settings().sign_in_app.map(|app| ("SIGN_IN_SECRET", app.client_secret));
        secrets.into_iter().chain(of_northwind).chain(of_sign_ins).collect()
    }

    /// Returns the text of `grendel.toml` for these services, in the folder of the bot's state.
    pub fn config_text(&self) -> anyhow::Result<String> {
        let (chat, api) = (self.discord.settings(), self.discord.address());
        let context = self.settings().authentication_context;
        let context = context.map_or_else(String::new, |context| format!("authentication_context = \"{context}\""));
        let place = if self.settings().secret_in_chat { "secret_on = \"chat\"" } else { "" };
        let device = if self.settings().device_code { "[sign_in]\ndevice_code = true" } else { "" };
        let door = self.door.map_or_else(
            || device.to_owned(),
            |door| format!("[sign_in]\nlisten = \"{door}\"\naddress = \"http://{door}\"\n{context}\n{place}"),
        );
        let commands = if self.settings().commands.is_empty() { "" } else { "commands = \"commands\"" };
        let mut text = format!(
            r#"
            state = "."
            {commands}
            [discord]
            application_id = "{}"
            token = {{ env = "DISCORD_TOKEN" }}
            api = "{api}"
            {door}
            {}
            "#,
            chat.application_id,
            self.operator_text(),
        );
        let linked = self.settings().linked.iter().map(|key| (*key, *key)).collect::<Vec<_>>();
        text += &self.tenant_text("contoso", "servicedesk", "CLIENT_SECRET", &self.tenant, &linked)?;
        text = with_lines(&text, &self.settings().tenant_config);
        if let Some(name) = self.settings().private_channel {
            let channel = chat.channel(name).with_context(|| format!("the guild has no channel {name}"))?;
            text = text.replacen("[[tenant]]", &format!("[[tenant]]\nprivate_channel = \"{channel}\""), 1);
        }
        if let Some((northwind, linked)) = self.northwind.as_ref().zip(self.settings().northwind.as_ref()) {
            text += &self.tenant_text("northwind", "northwind", "NORTHWIND_SECRET", northwind, linked)?;
        }
        Ok(text)
    }

    /// Returns the section that names the operators; empty if there are none.
    fn operator_text(&self) -> String {
        let chat = self.discord.settings();
        let ids = self.settings().operators.iter().filter_map(|key| chat.user(key));
        let ids: Vec<String> = ids.map(|id| format!("\"{id}\"")).collect();
        if ids.is_empty() { String::new() } else { format!("[operator]\ndiscord = [{}]", ids.join(", ")) }
    }

    /// Returns the section of one tenant, and those of its people.
    fn tenant_text(
        &self,
        name: &str,
        channel: &str,
        secret: &str,
        tenant: &SimulatedTenant,
        people: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let (chat, directory) = (self.discord.settings(), tenant.settings());
        let (address, exchange) = (tenant.address(), tenant.exchange_address());
        let channel = chat.channel(channel).with_context(|| format!("the guild has no channel {channel}"))?;
        let roles: Vec<String> = chat.roles.iter().map(|role| format!("{} = \"{}\"", role.name, role.id)).collect();
        let mut text = format!(
            r#"
            [[tenant]]
            name = "{name}"
            tenant_id = "{}"
            client_id = "{}"
            client_secret = {{ env = "{secret}" }}
            guild = "{}"
            channel = "{channel}"
            protected = {:?}
            discord_roles = {{ {} }}
            login = "{address}"
            graph = "{address}"
            exchange_address = "{exchange}"
            consents = {}
            "#,
            directory.tenant_id,
            directory.client_id,
            chat.guild_id,
            self.settings().protected,
            roles.join(", "),
            directory.permissions.iter().any(|permission| permission == READS_CONSENTS),
        );
        if let Some(app) = directory.sign_in_app {
            text += &["sign_in_client_id = \"", &app.client_id, "\"\n"].concat();
            text += "sign_in_client_secret = { env = \"SIGN_IN_SECRET\" }\n";
        }
        for (member, key) in people {
            let user = chat.user(member).with_context(|| format!("nobody in the guild is called {member}"))?;
            let account = tenant.account(key).object_id;
            let who = format!("name = \"{member}\"\ndiscord = \"{user}\"\nobject_id = \"{account}\"");
            let others = self.settings().same_humans.iter().filter(|(one, _)| one == member);
            let others = others.map(|(_, other)| {
                let (user, account) = (chat.user(other).unwrap_or_default(), tenant.account(other).object_id);
                format!("other_discord = [\"{user}\"]\nother_object_ids = [\"{account}\"]\n")
            });
            let others = others.collect::<Vec<_>>().concat();
            text += &["[[person]]\n", &who, "\n", &others, "tenant = \"", name, "\"\n"].concat();
        }
        Ok(text)
    }
}

/// Puts these lines into the first tenant's section, in place of those for the same keys.
fn with_lines(text: &str, lines: &str) -> String {
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    let replaced: Vec<String> = lines.lines().filter_map(key).collect();
    let kept = text.lines().filter(|line| key(line).is_none_or(|key| !replaced.contains(&key)));
    let kept = kept.collect::<Vec<_>>().join("\n") + "\n";
    kept.replacen("[[tenant]]", &format!("[[tenant]]\n{lines}"), 1)
}
