//! How people prove who they are, as `grendel.toml` says it.

use std::net::SocketAddr;

use super::reading::address;
use super::secrets::Vault;
use super::{CallbackConfig, SignInConfig};
use crate::toml_file::{Mistake, Table, Text};

/// What an address looks like that browsers use.
const ADDRESS_EXAMPLE: &str = "https://grendel.contoso.com";

pub(super) fn read(table: &Table<'_>, vault: &mut Vault<'_>) -> Option<SignInConfig> {
    table.only(&["listen", "address", "device_code"]);
    let device_code = table.flag_or("device_code", false);
    let (is_told_where_to_listen, is_told_the_address) = (table.has("listen"), table.has("address"));
    if !is_told_where_to_listen && !is_told_the_address {
        if device_code {
            return Some(SignInConfig { callback: None, device_code });
        }
        let words = "`sign_in` offers no way to sign in. Give it `listen` and `address`, or `device_code = true`, or leave it out.";
        table.mark().mistake(words);
        return None;
    }
    let listen = table.text("listen").and_then(|text| listen(&text, vault));
    let address = table.text("address").and_then(|_| address(table, "address", ADDRESS_EXAMPLE));
    Some(SignInConfig { callback: Some(CallbackConfig { listen: listen?, address: address? }), device_code })
}

fn listen(text: &Text<'_>, vault: &mut Vault<'_>) -> Option<SocketAddr> {
    let Ok(address) = text.text.parse::<SocketAddr>() else {
        let words = "It must be an address of this machine with a port, such as `127.0.0.1:8423`.";
        text.mark.mistake(format!("`listen` is `{}`. {words}", text.text));
        return None;
    };
    if !address.ip().is_loopback() {
        let words = format!(
            "`listen` is `{address}`, which others can reach, and Grendel speaks no TLS: whoever sees the way between it and the \
             proxy in front of it sees the codes of sign-ins. Listen on 127.0.0.1 if the proxy runs on this machine."
        );
        vault.warnings.push(Mistake { place: text.mark.place(), words });
    }
    Some(address)
}
