//! Words about links that end, and about links that replace others.

use jiff::Timestamp;

use super::Messages;
use super::localizer::Localizer;
use super::refusals::mention;
use super::text::{NAME_CHARS_MAX, date_time_and_distance, escape, time_and_distance};
use crate::domain::link::Relink;
use crate::domain::people::Member;
use crate::domain::{Locale, MemberId};

impl Messages {
    /// Returns the answer to a member whose new link waits, because it replaces another.
    pub fn relink_waits(&self, upn: &str, from: Timestamp, locale: &Locale) -> String {
        let arguments = [("upn", escape(upn, NAME_CHARS_MAX).into()), ("from", time_and_distance(from).into())];
        Localizer::for_locale(locale).format("relink-waits", &arguments)
    }

    /// Returns the message in the channel that a member will have another account, or an account another member. It calls the
    /// member and the one who had the account, and names no account.
    pub fn relink_announced(&self, member: &Member, relink: Relink, from: Timestamp, guild_locale: &Locale) -> String {
        let localizer = Localizer::for_locale(guild_locale);
        let holder = relink.earlier_member.map(mention).unwrap_or_default();
        let key = if relink.earlier_member.is_some() { "relink-announced-holder" } else { "relink-announced" };
        let arguments = [
            ("member", mention(member.id).into()),
            ("id", member.id.to_string().into()),
            ("holder", holder.into()),
            ("from", time_and_distance(from).into()),
        ];
        localizer.format(key, &arguments)
    }

    /// Returns the answer to a member whose new link waits, because a code on another device proved it.
    pub fn device_link_waits(&self, upn: &str, from: Timestamp, locale: &Locale) -> String {
        let arguments = [("upn", escape(upn, NAME_CHARS_MAX).into()), ("from", time_and_distance(from).into())];
        Localizer::for_locale(locale).format("device-link-waits", &arguments)
    }

    /// Returns the message in the channel that a member linked an account by a code on another device. It names the account: the one who
    /// typed the code may have been talked into it, and colleagues know whose it is.
    pub fn device_link_announced(&self, member: &Member, upn: &str, from: Timestamp, guild_locale: &Locale) -> String {
        let arguments = [
            ("member", mention(member.id).into()),
            ("id", member.id.to_string().into()),
            ("upn", escape(upn, NAME_CHARS_MAX).into()),
            ("from", time_and_distance(from).into()),
        ];
        Localizer::for_locale(guild_locale).format("device-link-announced", &arguments)
    }

    /// Returns the message in the channel that a member who could approve is no longer linked.
    pub fn unlink_announced(&self, member: &Member, guild_locale: &Locale) -> String {
        let arguments = [("member", mention(member.id).into()), ("id", member.id.to_string().into())];
        Localizer::for_locale(guild_locale).format("unlink-announced", &arguments)
    }

    /// Returns the message to the owner of a link that ends soon.
    pub fn link_ends(&self, member: MemberId, until: Timestamp, locale: &Locale) -> String {
        let arguments = [("member", mention(member).into()), ("when", date_time_and_distance(until).into())];
        Localizer::for_locale(locale).format("link-ends", &arguments)
    }
}
