//! The passwords and passes that were made in a world. Each may cross the wire twice: from Microsoft, and to the person
//! who may see it: as a private answer, or on the page of a browser. It must not be anywhere else.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::World;
use super::browser::unescaped;
use grendel_simulator::discord::Message;
use grendel_simulator::recorder::Exchange;

impl World {
    /// Returns every password that was set and every pass that was made, as it crossed the wire.
    pub fn issued_secrets(&self) -> BTreeSet<String> {
        self.recorder.exchanges().iter().filter_map(made_in).collect()
    }

    /// Fails if one of them is anywhere but in the call that made it and in one private answer.
    pub(super) fn has_kept_what_it_issued(&self, journal: &str) -> anyhow::Result<()> {
        let issued = self.issued_secrets();
        if issued.is_empty() {
            return Ok(());
        }
        let exchanges = self.recorder.exchanges();
        let room: String = self.discord.guild().public().map(Message::to_text).collect();
        let files = files_under(&self.state_folder())?;
        for secret in &issued {
            ensure!(!journal.contains(secret.as_str()), "a password or a pass is in the journal");
            ensure!(!room.contains(secret.as_str()), "a password or a pass is in the room");
            let file = files.iter().find(|(_, bytes)| has(bytes, secret.as_bytes()));
            ensure!(file.is_none(), "a password or a pass is in {:?}", file.map(|(name, _)| name));
            let crossed: Vec<&Exchange> = exchanges.iter().filter(|exchange| has_in(exchange, secret)).collect();
            let (made, others): (Vec<&Exchange>, Vec<&Exchange>) =
                crossed.into_iter().partition(|exchange| made_in(exchange).as_ref() == Some(secret));
            ensure!(made.len() == 1, "one secret was made by {} calls", made.len());
            let browsed = self.browsed.lock().expect("nothing panics with this lock");
            let pages = browsed.iter().filter(|(_, page)| unescaped(page).contains(secret.as_str())).count();
            ensure!(others.len() + pages <= 1, "a secret was told {} times", others.len() + pages);
            let has_page = self.settings().sign_in && !self.settings().secret_in_chat;
            ensure!(!has_page || others.is_empty(), "a secret went through the chat although there is a page");
            let is_whisper = |exchange: &&Exchange| exchange.url.contains("/webhooks/");
            ensure!(others.iter().all(is_whisper), "a secret was told aloud: {:?}", others.first().map(|one| &one.url));
        }
        Ok(())
    }
}

/// Returns the password that this call sets, or the pass in its answer.
fn made_in(exchange: &Exchange) -> Option<String> {
    let field = |body: &str, path: &str| {
        let value: Value = serde_json::from_str(body).ok()?;
        value.pointer(path)?.as_str().map(str::to_owned)
    };
    let password = || field(&exchange.request_body, "/passwordProfile/password");
    let pass = || field(&exchange.response_body, "/temporaryAccessPass");
    match exchange.method.as_str() {
        "PATCH" => password(),
        "POST" if exchange.url.ends_with("/temporaryAccessPassMethods") => pass(),
        _ => None,
    }
}

/// Returns true if the secret is anywhere in an exchange: in a body as JSON writes it, in an address or in a header.
fn has_in(exchange: &Exchange, secret: &str) -> bool {
    let headers = exchange.request_headers.iter().chain(&exchange.response_headers).map(|(_, value)| value);
    let bodies = [&exchange.request_body, &exchange.response_body, &exchange.url];
    let quoted = Value::from(secret).to_string();
    let quoted = quoted.trim_matches('"');
    headers.chain(bodies).any(|text| text.contains(secret) || text.contains(quoted))
}

/// Returns every file in a folder and its subfolders, with its bytes.
fn files_under(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push((path.display().to_string(), std::fs::read(&path)?));
        }
    }
    Ok(files)
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
