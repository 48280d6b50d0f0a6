//! The sign-ins of an account as the sign-in log has them: those that failed, and those that succeeded.
//!
//! A log is many stories at once: the laptop at home, the phone on its way, a stranger far away. A [`SignInThread`] is one
//! of them, and what one of them meets says little about the others.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv6Addr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// AADSTS50057: the account is disabled.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub const ACCOUNT_DISABLED: u32 = 50057;

/// One interactive sign-in that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are properties of the record, and independent of each other")]
pub struct FailedSignIn {
    /// The AADSTS code, such as 50057; 0 if Conditional Access refused it and the record has no code.
    pub code: u32,
    /// The time.
    pub at: Timestamp,
    /// The application that was signed in to.
    pub application: Option<String>,
    /// The IP address it came from.
    pub address: Option<String>,
    /// The client, such as `Browser` or `Exchange ActiveSync`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The country of the address, as two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The city of the address. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The device.
    #[serde(default, skip_serializing_if = "SignInDevice::is_unknown")]
    pub device: SignInDevice,
    /// The reason for a lock (50053), if the record names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockReason>,
    /// True if the owner denied the second factor (500121).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
    /// True if the record says of the second factor only that it was not given: denied and timed out look alike there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prompt_unclear: bool,
    /// The names of the policies that stopped it; empty if none did or they are not shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
    /// The demands of those policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<PolicyDemand>,
    /// True if Conditional Access refused it, whatever the code says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused_by_policy: bool,
    /// True if Identity Protection held this sign-in to be a risk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_risk: bool,
    /// Microsoft's own words for a code that Grendel does not know. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl FailedSignIn {
    /// Returns the thread that it belongs to.
    pub fn thread(&self) -> SignInThread {
        SignInThread {
            device: self.device.clone(),
            application: self.application.clone(),
            client: self.client.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
            address: self.address.clone(),
        }
    }
}

words! {
    /// The reason why Microsoft locked a sign-in (50053).
    pub enum LockReason {
        /// Too many wrong passwords: smart lockout.
        TooManyTries = "too_many_tries",
        /// It came from an address that is known for attacks.
        HostileAddress = "hostile_address",
        /// Microsoft's built-in protections held it to be an attack.
        HighRisk = "high_risk",
    }
}

words! {
    /// A demand of a policy of Conditional Access
    /// (<https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols>).
    pub enum PolicyDemand {
        /// To keep everybody out.
        Block = "block",
        /// A second factor.
        SecondFactor = "second_factor",
        /// A device that is compliant.
        CompliantDevice = "compliant_device",
        /// A device that is joined to Active Directory.
        JoinedDevice = "joined_device",
        /// An application that the tenant approves of, or protects.
        ApprovedApplication = "approved_application",
        /// A new password.
        NewPassword = "new_password",
    }
}

impl PolicyDemand {
    /// Returns true if it is about the device, so that the same device meets it wherever it is.
    pub const fn is_about_device(self) -> bool {
        matches!(self, Self::CompliantDevice | Self::JoinedDevice)
    }
}

/// The device of a sign-in, as far as the record has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInDevice {
    /// Its name in the directory. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The operating system, such as `Windows10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The browser, such as `Edge 142.0.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
}

impl SignInDevice {
    /// Returns true if nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the name of the browser without its version.
    fn browser_family(&self) -> Option<&str> {
        let family = self.browser.as_deref()?.split(|sign: char| sign.is_ascii_digit()).next()?;
        Some(family.trim_end())
    }
}

/// A series of sign-ins with one device or program, from one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInThread {
    /// The device.
    #[serde(default, skip_serializing_if = "SignInDevice::is_unknown")]
    pub device: SignInDevice,
    /// The application that was signed in to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The client, such as `Browser` or `Exchange ActiveSync`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The city. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The country, as two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The IP address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl SignInThread {
    /// Returns true if both come with the same device or program, from the same place. A network that is not known is nobody's.
    pub fn is_same(&self, other: &Self) -> bool {
        self.country == other.country && self.has_same_network(other) && self.has_same_device(other)
    }

    /// Returns true if both come from the same network, and it is known.
    pub fn has_same_network(&self, other: &Self) -> bool {
        self.network().is_some_and(|network| other.network() == Some(network))
    }

    /// Returns true if both come with the same device, or with the same program where the device has no name. A browser that
    /// was updated is the same, so its version does not count. A program that is not known is like no other.
    pub fn has_same_device(&self, other: &Self) -> bool {
        if self.has_same_named_device(other) {
            return true;
        }
        let has_name = self.device.name.is_some() || other.device.name.is_some();
        !has_name
            && self.has_known_device()
            && (&self.application, &self.client) == (&other.application, &other.client)
            && self.device.system == other.device.system
            && self.device.browser_family() == other.device.browser_family()
    }

    /// Returns true if both come with the same client on a device of the same name.
    pub fn has_same_named_device(&self, other: &Self) -> bool {
        let key = |one: &Self| one.device.name.as_deref().map(str::to_lowercase);
        self.client == other.client && key(self).is_some_and(|name| key(other) == Some(name))
    }

    /// Returns true if the device has a name, or the program is known.
    pub const fn has_known_device(&self) -> bool {
        self.device.name.is_some() || self.application.is_some() && self.client.is_some()
    }

    /// Returns the network of the address: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address. A provider
    /// gives one customer other addresses in it from day to day.
    pub fn network(&self) -> Option<String> {
        self.address.as_deref().map(network)
    }
}

/// Returns the network of an IP address; a text that is none is its own.
pub fn network(address: &str) -> String {
    let v6 = |address: Ipv6Addr| {
        let [first, second, third, ..] = address.segments();
        format!("{first:x}:{second:x}:{third:x}::/48")
    };
    match address.parse() {
        Ok(IpAddr::V4(address)) => {
            let [first, second, third, _] = address.octets();
            format!("{first}.{second}.{third}.0/24")
        }
        Ok(IpAddr::V6(address)) => {
            address.to_ipv4_mapped().map_or_else(|| v6(address), |address| network(&address.to_string()))
        }
        Err(_) => address.to_owned(),
    }
}

/// The sign-ins of one thread that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessfulThread {
    /// The thread.
    pub thread: SignInThread,
    /// The time of the last one.
    pub last_at: Timestamp,
    /// The last time that a second factor was given at that moment, and not by what the device remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor_at: Option<Timestamp>,
}

/// The places from which an account had signed in before something happened.
#[derive(Clone, Debug, Default)]
pub struct FamiliarPlaces {
    countries: BTreeSet<String>,
    networks: BTreeSet<String>,
}

impl FamiliarPlaces {
    /// Returns the places of the sign-ins of these countries and threads that succeeded before this instant.
    pub fn before(at: Timestamp, successes: &[SuccessfulSignIns], threads: &[SuccessfulThread]) -> Self {
        let earlier = || successes.iter().filter(|one| one.first_at < at);
        let countries: BTreeSet<String> = earlier().filter_map(|one| one.country.as_deref().map(country_key)).collect();
        let is_familiar = |one: &&SuccessfulThread| {
            one.thread.country.as_deref().is_some_and(|one| countries.contains(&country_key(one)))
        };
        let of_threads = threads.iter().filter(is_familiar).filter_map(|one| one.thread.network());
        let networks = earlier().filter_map(|one| one.address.as_deref().map(network)).chain(of_threads).collect();
        Self { countries, networks }
    }

    /// Returns true if the country is known and none of these.
    pub fn is_foreign(&self, country: Option<&str>) -> bool {
        !self.countries.is_empty() && country.is_some_and(|country| !self.countries.contains(&country_key(country)))
    }

    /// Returns true if the country is known and one of these, or the address is in the network of one of these.
    pub fn has(&self, thread: &SignInThread) -> bool {
        let is_country = |country: &str| self.countries.contains(&country_key(country));
        thread.country.as_deref().is_some_and(is_country)
            || thread.address.as_deref().is_some_and(|address| self.has_network_of(address))
    }

    /// Returns true if the address is in the network of one of these.
    pub fn has_network_of(&self, address: &str) -> bool {
        self.networks.contains(&network(address))
    }
}

/// The sign-ins from one country that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessfulSignIns {
    /// The country, as two letters; `None` if the records do not say.
    pub country: Option<String>,
    /// The time of the first one that was read.
    pub first_at: Timestamp,
    /// The time of the last one.
    pub last_at: Timestamp,
    /// The number of sign-ins.
    pub count: u32,
    /// The IP address of the last one.
    pub address: Option<String>,
}

/// The characters of a country that every reading keeps, however much else there is (`microsoft/bounds.rs`). It has two.
const COUNTRY_CHARS: usize = 8;

/// Returns the part of a country that two are compared by.
pub fn country_key(country: &str) -> String {
    country.chars().take(COUNTRY_CHARS).map(|one| if one.is_control() { ' ' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_the_part_of_an_address_that_stays() {
        let networks = [
            ("203.0.113.9", "203.0.113.0/24"),
            ("::ffff:203.0.113.9", "203.0.113.0/24"),
            ("2001:db8:5:1::7", "2001:db8:5::/48"),
            ("somewhere", "somewhere"),
        ];
        for (address, expected) in networks {
            assert_eq!(network(address), expected);
        }
    }

    #[test]
    fn a_thread_is_a_device_or_a_program_in_one_place() {
        let text = |text: &str| Some(text.to_owned());
        let device = SignInDevice { name: None, system: text("Windows10"), browser: text("Edge 142.0.0") };
        let thread = SignInThread {
            device: device.clone(),
            application: text("Outlook"),
            client: text("Browser"),
            city: text("Utrecht"),
            country: text("NL"),
            address: text("203.0.113.9"),
        };
        let updated = SignInDevice { browser: text("Edge 143.1"), ..device.clone() };
        let named = |name: &str| SignInDevice { name: text(name), ..device.clone() };
        let same = [
            SignInThread { address: text("203.0.113.77"), ..thread.clone() },
            SignInThread { device: updated, ..thread.clone() },
        ];
        let others = [
            SignInThread { address: text("203.0.114.9"), ..thread.clone() },
            SignInThread { country: text("BE"), ..thread.clone() },
            SignInThread { client: text("IMAP4"), ..thread.clone() },
            SignInThread { application: text("Teams"), ..thread.clone() },
            SignInThread { device: named("LAPTOP-1"), ..thread.clone() },
        ];
        assert!(same.iter().all(|other| thread.is_same(other)));
        assert!(others.iter().all(|other| !thread.is_same(other)));
        let laptop = SignInThread { device: named("LAPTOP-1"), ..thread.clone() };
        let in_teams = SignInThread { device: named("laptop-1"), application: text("Teams"), ..thread };
        assert!(laptop.is_same(&in_teams), "a device with a name is one, whatever runs on it");
    }

    #[test]
    fn what_is_not_known_is_the_same_as_nothing() {
        let text = |text: &str| Some(text.to_owned());
        let unknown = SignInThread::default();
        assert!(!unknown.has_same_device(&unknown) && !unknown.has_same_network(&unknown));
        let program = SignInThread { application: text("Outlook"), client: text("Browser"), ..unknown.clone() };
        assert!(program.has_same_device(&program) && !program.is_same(&program), "from nobody knows where");
        let named = SignInDevice { name: text("LAPTOP-1"), ..SignInDevice::default() };
        let laptop = SignInThread { device: named, ..unknown.clone() };
        assert!(laptop.has_same_device(&laptop) && laptop.has_same_named_device(&laptop));
        assert!(!program.has_same_named_device(&program) && !program.has_same_device(&laptop));
        let placed = SignInThread { address: text("203.0.113.9"), ..unknown };
        assert!(!placed.is_same(&placed), "with nobody knows what");
    }
}
