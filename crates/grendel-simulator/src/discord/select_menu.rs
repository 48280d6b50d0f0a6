//! Select menus of strings.
//!
//! <https://docs.discord.com/developers/components/reference#string-select>

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::guild_state::Message;
use super::user_client::UserClient;

pub(super) const STRING_SELECT: u64 = 3;

impl UserClient {
    /// Selects these values in a menu of a message as it is now. As in Discord's clients, the values must be offered,
    /// and their number must be in the menu's range.
    pub async fn select(
        &self,
        message: &Message,
        custom_id: &str,
        values: &[String],
    ) -> anyhow::Result<super::SentInteraction> {
        let guild = self.server.guild();
        let message = guild.message(message.id).context("the message is gone")?;
        let parts = message.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
        let mut menus = parts.filter(|part| part["type"].as_u64() == Some(STRING_SELECT));
        let menu = menus.find(|menu| menu["custom_id"] == json!(custom_id));
        let menu = menu.with_context(|| format!("the message has no menu {custom_id} now"))?;
        ensure!(menu["disabled"] != json!(true), "the menu {custom_id} is disabled now");
        // Discord's default for both is 1.
        let count = |name: &str| menu[name].as_u64().unwrap_or(1);
        let (least, most) = (count("min_values"), count("max_values"));
        ensure!((least..=most).contains(&(values.len() as u64)), "the menu takes {least} to {most} values");
        let options = menu["options"].as_array().map_or(&[][..], Vec::as_slice);
        for value in values {
            let offered = options.iter().any(|option| option["value"] == json!(value));
            ensure!(offered, "the menu does not offer {value}");
            ensure!(values.iter().filter(|other| *other == value).count() == 1, "{value} is chosen twice");
        }
        let payload = json!({
            "custom_id": custom_id, "component_type": STRING_SELECT, "id": menu["id"].as_u64(), "values": values,
        });
        let chosen: Vec<&str> = options
            .iter()
            .filter(|option| values.iter().any(|value| option["value"] == json!(value)))
            .filter_map(|option: &Value| option["label"].as_str())
            .collect();
        self.use_component(message, &format!("[ {} ]", chosen.join(", ")), payload).await
    }
}
