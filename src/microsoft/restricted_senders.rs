//! The list of senders that Microsoft restricted from sending, and the place of an account on it.
//!
//! The list is read beside the mailbox, so the addresses of the mailbox are not known yet when it is asked for. The whole
//! list is read instead: it is short, and the user principal name need not be the address that was restricted.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{self, cut};
use super::exchange::{CmdletOutput, Exchange, ReadCmdlet};
use super::mailbox::{AddressedMailbox, check_address};
use crate::domain::mail::Restriction;
use crate::ports::{Budget, TenantError};

/// The most characters of a reason.
const REASON_CHARS_MAX: usize = 300;
/// The most addresses of one account that are asked about alone.
const ASKED_ALONE_MAX: usize = 5;
/// The form of a time as Windows writes it in the United States, which some versions of the cmdlet return.
const AMERICAN_TIME: &str = "%m/%d/%Y %I:%M:%S %p";

impl Exchange {
    /// Reads the list of all restricted senders.
    pub(super) async fn blocked_senders(&self, budget: &Budget) -> Result<CmdletOutput, TenantError> {
        self.read(ReadCmdlet::BlockedSenders, None, &json!({}), budget).await
    }

    /// Returns true if this one address is restricted, with Microsoft's id of the request.
    pub(super) async fn is_blocked(
        &self,
        address: &str,
        budget: &Budget,
    ) -> Result<(bool, Option<String>), TenantError> {
        let output = self.read(ReadCmdlet::BlockedSenders, None, &json!({ "SenderAddress": address }), budget).await?;
        let request_id = output.request_id.clone();
        Ok((restriction_of(&[address], output.items)?.is_some(), request_id))
    }

    /// Returns the restriction of an account; `None` if it may send. `blocked` is the list of all restricted senders.
    /// If that has more than could be read, each address is asked about alone, the primary one first.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or the mailbox cannot: then an address that is not known may be on the list.
    pub(super) async fn restriction(
        &self,
        upn: &str,
        mailbox: &Result<Option<AddressedMailbox>, TenantError>,
        blocked: Result<CmdletOutput, TenantError>,
        budget: &Budget,
    ) -> Result<Option<Restriction>, TenantError> {
        let blocked = blocked?;
        let known = mailbox.as_ref().ok().and_then(Option::as_ref);
        let mut addresses = vec![upn];
        addresses.extend(known.iter().flat_map(|known| &known.addresses).map(String::as_str));
        if let Some(restriction) = restriction_of(&addresses, blocked.items)? {
            return Ok(Some(restriction));
        }
        if let Err(error) = mailbox {
            return Err(error.clone());
        }
        if blocked.more {
            let own = known.map_or(&[][..], |known| known.addresses.as_slice());
            let primary_first = own.iter().map(String::as_str).chain([upn]).take(ASKED_ALONE_MAX);
            for address in primary_first.collect::<Vec<_>>() {
                let parameters = json!({ "SenderAddress": address });
                let output = self.read(ReadCmdlet::BlockedSenders, None, &parameters, budget).await?;
                if let Some(restriction) = restriction_of(&[address], output.items)? {
                    return Ok(Some(restriction));
                }
            }
        }
        Ok(None)
    }
}

/// Returns the restriction of one of these addresses among those in a list. An entry without an address is that of
/// something else, such as a connector.
fn restriction_of(addresses: &[&str], items: Vec<Value>) -> Result<Option<Restriction>, TenantError> {
    let call = ReadCmdlet::BlockedSenders.call();
    for item in items {
        let blocked: BlockedSender = error::read(call, item)?;
        let Some(sender) = blocked.sender_address.as_deref() else { continue };
        if addresses.iter().any(|address| address.eq_ignore_ascii_case(sender)) {
            check_address(call, sender)?;
            return Ok(Some(blocked.read()));
        }
    }
    Ok(None)
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-blockedsenderaddress>. No document describes its output.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockedSender {
    sender_address: Option<String>,
    reason: Option<String>,
    created_datetime: Option<String>,
}

impl BlockedSender {
    /// Reads both forms of a reason: the counts of spam, and the limit that was exceeded.
    fn read(self) -> Restriction {
        let reason = self.reason.unwrap_or_default();
        let count = |name: &str| field(&reason, name).and_then(|count| count.parse().ok());
        Restriction {
            address: self.sender_address.unwrap_or_default(),
            limit: field(&reason, "ExceedingLimitType").map(|limit| cut(limit, REASON_CHARS_MAX)),
            outside_today: count("ExternalRecipientCountToday"),
            inside_today: count("InternalRecipientCountToday"),
            spam_last_day: count("OutboundSpamLast24Hours"),
            sent_last_day: count("OutboundMailLast24Hours"),
            since: self.created_datetime.as_deref().and_then(instant),
            reason: cut(&reason, REASON_CHARS_MAX),
        }
    }
}

/// Returns the text of a name in `Name=text;Name=text`. A part without a name is no field.
fn field<'r>(reason: &'r str, name: &str) -> Option<&'r str> {
    let mut pairs = reason.split(';').filter_map(|pair| pair.split_once('='));
    let (_, text) = pairs.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Parses a time of Exchange, which is in UTC with or without a zone.
fn instant(text: &str) -> Option<Timestamp> {
    let american = || DateTime::strptime(AMERICAN_TIME, text).ok()?.to_zoned(TimeZone::UTC).ok();
    let iso = text.parse().or_else(|_| format!("{text}Z").parse()).ok();
    iso.or_else(|| american().map(|zoned| zoned.timestamp()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{field, instant, restriction_of};

    #[test]
    fn a_field_of_a_reason_is_found_by_its_name() {
        let reason =
            "ExceedingLimitType=Recipient Limit; InternalRecipientCountToday=12;ExternalRecipientCountToday=2004";
        assert_eq!(field(reason, "ExceedingLimitType"), Some("Recipient Limit"));
        assert_eq!(field(reason, "internalrecipientcounttoday"), Some("12"));
        assert_eq!(field(reason, "ExternalRecipientCountToday"), Some("2004"));
        assert_eq!(field("OutboundSpamLast24Hours=1;ExceedingLimitType=", "ExceedingLimitType"), None);
        assert_eq!(
            field("EmailSendingLimitExceeded;ExceedingLimitType=External", "ExceedingLimitType"),
            Some("External")
        );
        assert_eq!(field("Something else", "ExceedingLimitType"), None);
    }

    #[test]
    fn a_time_without_a_zone_is_in_utc() {
        assert_eq!(instant("2026-10-08T12:00:00"), instant("2026-10-08T12:00:00Z"));
        assert!(instant("2026-10-08T12:00:00").is_some() && instant("yesterday").is_none());
    }

    #[test]
    fn a_time_has_several_forms() {
        let expected = instant("2026-11-29T08:08:49Z");
        assert!(expected.is_some());
        for text in ["2026-11-29T08:08:49.0000000Z", "2026-11-29T08:08:49.0000000+00:00", "11/29/2026 8:08:49 AM"] {
            assert_eq!(instant(text), expected, "{text}");
        }
        assert_eq!(instant("11/29/2026 8:08:49 PM"), instant("2026-11-29T20:08:49Z"));
    }

    #[test]
    fn counts_of_spam_are_read_and_entries_of_others_passed_over() {
        let reason = "OutboundSpamLast24Hours=97;OutboundMailLast24Hours=120;OutboundSpamPercent=80;Last Spam Message \
                      MessagetraceId:2f0c";
        let items = || {
            vec![
                json!({ "ConnectorId": "9af3e4b0", "SenderAddress": null, "Reason": reason }),
                json!({ "SenderAddress": "Anna@contoso.com", "Reason": reason, "CreatedDatetime": null }),
                json!({ "SenderAddress": "bob@contoso.com", "Reason": null }),
            ]
        };
        let of = |address: &str| restriction_of(&[address], items()).unwrap();
        let anna = of("anna@contoso.com").unwrap();
        assert_eq!((anna.spam_last_day, anna.sent_last_day, anna.limit, anna.since), (Some(97), Some(120), None, None));
        let bob = of("bob@contoso.com").unwrap();
        assert_eq!((bob.reason.as_str(), bob.spam_last_day), ("", None));
        assert_eq!(of("carla@contoso.com"), None);
    }
}
