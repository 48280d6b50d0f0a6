//! Parses `[sign_in]`, the ways in which members prove which account is theirs.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use super::parse::address;
use super::secrets::SecretReader;
use super::{CallbackConfig, SignInConfig};
use crate::toml_file::{Diagnostic, Table, Text};

/// The example in the error for an invalid public address.
const ADDRESS_EXAMPLE: &str = "https://grendel.contoso.com";

pub(super) fn read(table: &Table<'_>, secrets: &mut SecretReader<'_>) -> Option<SignInConfig> {
    table.allow_keys(&["listen", "address", "proxies", "device_code", "authentication_context", "secret_on"]);
    let authentication_context = match table.optional_text("authentication_context") {
        Some(text) => Some(authentication_context(&text)?),
        None => None,
    };
    let device_code = table.bool_or("device_code", false);
    let (has_listen, has_address) = (table.has("listen"), table.has("address"));
    if device_code && authentication_context.is_some() {
        let message = "`device_code = true` does not go with `authentication_context`: a code that is typed on another \
             device cannot ask for one. Remove one of the two.";
        table.location_of("device_code").report(message);
        return None;
    }
    if !has_listen && !has_address {
        if device_code {
            if secret_on(table) == Some(SecretPlace::Page) {
                let message =
                    "`secret_on` is `page`, but there is no page. Add `listen` and `address`, or write `chat`.";
                table.location_of("secret_on").report(message);
            }
            return Some(SignInConfig { callback: None, device_code, authentication_context, shows_secrets: false });
        }
        let message = "`sign_in` configures no way to sign in. Add `listen` and `address`, or `device_code = true`, or \
             remove the section.";
        table.location().report(message);
        return None;
    }
    let listen = table.text("listen").and_then(|text| listen(&text, secrets));
    let address = table.text("address").and_then(|_| address(table, "address", ADDRESS_EXAMPLE));
    let proxies = proxies(table);
    let callback = CallbackConfig { listen: listen?, address: address?, proxies: proxies? };
    if callback.proxies.is_empty() && callback.address.starts_with("https:") {
        let message = "`proxies` is missing. A proxy answers at `address`, so all browsers look like one client to \
             Grendel and share the few connections that one client may have. Name the proxy's address, such as \
             `proxies = [\"127.0.0.1\"]`, and let it set `X-Forwarded-For`.";
        secrets.warnings.push(Diagnostic { position: table.location().position(), message: message.to_owned() });
    }
    // Where there is a page, neither Discord nor a stolen Discord session needs to carry a secret.
    let shows_secrets = secret_on(table) != Some(SecretPlace::Chat);
    Some(SignInConfig { callback: Some(callback), device_code, authentication_context, shows_secrets })
}

/// Parses the id of an authentication context: `c1` to `c99`
/// (<https://learn.microsoft.com/graph/api/resources/authenticationcontextclassreference>).
fn authentication_context(text: &Text<'_>) -> Option<String> {
    let number = text.text.strip_prefix('c').filter(|digits| !digits.starts_with(['0', '+']));
    if number.and_then(|digits| digits.parse::<u8>().ok()).is_none_or(|number| number > 99) {
        let message = format!(
            "`authentication_context` is `{}`. It must be the id of an authentication context, `c1` to `c99`.",
            text.text
        );
        text.location.report(message);
        return None;
    }
    Some(text.text.to_owned())
}

/// Parses `proxies`: addresses, or networks in CIDR notation.
fn proxies(table: &Table<'_>) -> Option<Vec<IpNet>> {
    let Some(texts) = table.optional_texts("proxies") else { return Some(Vec::new()) };
    let network = |text: &Text<'_>| {
        let network = text.text.parse::<IpAddr>().map(IpNet::from).or_else(|_| text.text.parse::<IpNet>());
        match network {
            Ok(network) if network.prefix_len() == 0 => {
                let message = "`proxies` holds every address there is, so anybody could say who they are.";
                text.location.report(message);
                None
            }
            Ok(network) => Some(network),
            Err(_) => {
                let message = format!(
                    "`proxies` has `{}`. It must be an IP address such as `127.0.0.1`, or a network such as \
                     `10.1.0.0/24`.",
                    text.text
                );
                text.location.report(message);
                None
            }
        }
    };
    let networks: Vec<_> = texts.iter().filter_map(network).collect();
    (networks.len() == texts.len()).then_some(networks)
}

/// The place where a password or a pass is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SecretPlace {
    Page,
    Chat,
}

/// Parses `secret_on`. `None` if it is absent or invalid.
fn secret_on(table: &Table<'_>) -> Option<SecretPlace> {
    let places = |word: &str| match word {
        "page" => Some(SecretPlace::Page),
        "chat" => Some(SecretPlace::Chat),
        _ => None,
    };
    table.optional_text("secret_on")?.one_of("Places", ["page", "chat"], places)
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
