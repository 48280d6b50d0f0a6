//! Parses `[sign_in]`, the ways in which members prove which account is theirs.

use std::net::SocketAddr;

use super::parse::address;
use super::secrets::SecretReader;
use super::{CallbackConfig, SignInConfig};
use crate::toml_file::{Diagnostic, Table, Text};

/// The example in the error for an invalid public address.
const ADDRESS_EXAMPLE: &str = "https://grendel.contoso.com";

pub(super) fn read(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<SignInConfig> {
    table.allow_keys(&["listen", "address", "device_code"]);
    let device_code = table.bool_or("device_code", false);
    let (has_listen, has_address) = (table.has("listen"), table.has("address"));
    if !has_listen && !has_address {
        if device_code {
            return Some(SignInConfig { callback: None, device_code });
        }
        let message = "`sign_in` configures no way to sign in. Add `listen` and `address`, or `device_code = true`, or \
             remove the section.";
        table.location().report(message);
        return None;
    }
    let listen = table.text("listen").and_then(|text| listen(&text, secrets));
    let address = table.text("address").and_then(|_| address(table, "address", ADDRESS_EXAMPLE));
    Some(SignInConfig { callback: Some(CallbackConfig { listen: listen?, address: address? }), device_code })
}

fn listen(text: &Text<'_>, secrets: &mut SecretReader<'_>) -> Option<SocketAddr> {
    let Ok(address) = text.text.parse::<SocketAddr>() else {
        let message = format!(
            "`listen` is `{}`. It must be a local IP address with a port, such as `127.0.0.1:8423`.",
            text.text
        );
        text.location.report(message);
        return None;
    };
    if !address.ip().is_loopback() {
        let message = format!(
            "`listen` is `{address}`, which other machines can reach, and Grendel has no TLS: the codes of sign-ins \
             cross the network between the proxy and Grendel unencrypted. Listen on 127.0.0.1 if the proxy runs on \
             this machine."
        );
        secrets.warnings.push(Diagnostic { position: text.location.position(), message });
    }
    Some(address)
}
