//! The address of a client: the peer of its connection or, behind a configured proxy, the one that the proxy passes on.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header by which a proxy passes on the addresses before it, each hop at the end.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-For>
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The length of the part of an IPv6 address that counts as one client, in bits. A customer has all addresses of a
/// network of many /64s: providers are asked to give a site more than one of them, such as a /56, without a fixed size
/// (<https://www.rfc-editor.org/rfc/rfc6177#section-2>). A customer with a /48 is 256 clients.
const CUSTOMER_BITS: u32 = 56;

/// The proxies whose word counts.
#[derive(Clone, Debug, Default)]
pub(super) struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    pub(super) const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Returns true if the address is that of a configured proxy.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Returns the client of a request that came from `peer`: the right-most hop that is no proxy of ours. Hops left of
    /// that one are what the client itself wrote. Returns `peer` if it is no proxy, or if the hop is not an address.
    pub(super) fn client_of(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.contains(peer) {
            return peer;
        }
        let values: Vec<&str> =
            headers.get_all(FORWARDED_FOR).iter().map(|value| value.to_str().unwrap_or_default()).collect();
        let mut client = peer;
        for hop in values.iter().flat_map(|value| value.split(',')).rev() {
            let Some(address) = hop_address(hop.trim()) else { return peer };
            client = address;
            if !self.contains(address) {
                break;
            }
        }
        client
    }
}

/// Returns the address whose places are counted: that of the network, where one client has many addresses.
pub(super) fn counted_address(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = address.to_bits() & (u128::MAX << (u128::BITS - CUSTOMER_BITS));
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
        canonical @ IpAddr::V4(_) => canonical,
    }
}

/// Parses one hop. Some proxies add the port (<https://learn.microsoft.com/azure/application-gateway/how-application-gateway-works>).
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn proxies() -> TrustedProxies {
        TrustedProxies::new(vec!["127.0.0.1/32".parse().unwrap(), "10.1.0.0/16".parse().unwrap()])
    }

    fn client(peer: &str, headers: &[&str]) -> String {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append(FORWARDED_FOR, HeaderValue::from_str(value).unwrap());
        }
        proxies().client_of(peer.parse().unwrap(), &map).to_string()
    }

    #[test]
    fn only_a_configured_proxy_is_believed() {
        for (peer, headers, expected) in [
            ("198.51.100.7", &["203.0.113.9"][..], "198.51.100.7"),
            ("127.0.0.2", &["203.0.113.9"], "127.0.0.2"),
            ("127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("::ffff:127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.1.2.3", &["203.0.113.9"], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
        ] {
            assert_eq!(client(peer, headers), expected, "{peer} {headers:?}");
        }
    }

    #[test]
    fn the_client_is_the_right_most_hop_that_is_no_proxy() {
        for (headers, expected) in [
            // What the client itself wrote stands on the left.
            (&["1.1.1.1, 203.0.113.9"][..], "203.0.113.9"),
            (&["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
            (&["1.1.1.1, 203.0.113.9, 10.1.0.4"], "203.0.113.9"),
            (&["127.0.0.1, 203.0.113.9"], "203.0.113.9"),
            (&["10.1.0.5, 10.1.0.4"], "10.1.0.5"),
            (&["203.0.113.9:4711"], "203.0.113.9"),
            (&["[2001:db8::1]:4711"], "2001:db8::1"),
            (&["[2001:db8::1]"], "2001:db8::1"),
            (&["2001:db8::1"], "2001:db8::1"),
            // Not an address: nothing left of it counts either.
            (&["203.0.113.9, unknown"], "127.0.0.1"),
            (&["203.0.113.9, "], "127.0.0.1"),
        ] {
            assert_eq!(client("127.0.0.1", headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_customers_network_counts_as_one_client() {
        for (address, expected) in [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
            ("2001:db8:1:ff:ffff::", "2001:db8:1::"),
            ("2001:db8:1:100::1", "2001:db8:1:100::"),
            ("203.0.113.9", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
        ] {
            assert_eq!(counted_address(address.parse().unwrap()).to_string(), expected);
        }
    }
}
