//! Inbox rules, including hidden ones.

use serde_json::{Value, json};

use super::error::{self, TOO_MANY_PAGES, cut};
use super::exchange::{Exchange, ReadCmdlet};
use crate::domain::ObjectId;
use crate::domain::mail::{InboxRule, Mail};
use crate::ports::{Budget, TenantError};

/// The most characters of a rule's name. The other limits are in `bounds.rs`, because the tenant's domains decide which
/// rules and recipients are the most telling.
const NAME_CHARS_MAX: usize = 120;

/// The beginnings of the names of rules that every mailbox may have.
const BUILT_IN: [&str; 3] = ["Junk E-mail Rule", "Microsoft.Exchange.OOF.", "Delegate Rule"];
/// The folder of the first of them.
const JUNK_FOLDER: &str = "Junk Email";

impl Exchange {
    /// Reads the rules of an inbox, also those that every mailbox has; see [`is_built_in`]. Returns true beside them if these
    /// are all.
    ///
    /// A rule has no mark that it is hidden: Exchange leaves it out of the list unless hidden rules are asked for. So
    /// both lists are read, at the same time.
    ///
    /// # Errors
    ///
    /// The rules cannot be read. [`TenantError::NotFound`] if Exchange knows no mailbox of the account.
    pub(super) async fn rules(
        &self,
        target: &ObjectId,
        budget: &Budget,
    ) -> Result<(Vec<InboxRule>, bool), TenantError> {
        let (all, shown) = tokio::join!(self.list(target, true, budget), self.list(target, false, budget));
        let (mut all, is_whole) = all?;
        // Without the whole second list no rule counts as hidden. What each rule does is in the first.
        if let Ok((shown, true)) = shown {
            for rule in &mut all {
                rule.hidden = !shown.iter().any(|shown| shown.id == rule.id);
            }
        }
        // Enabled rules that act on mail come first.
        let acts = |rule: &InboxRule| rule.deletes || !rule.forwards_to.is_empty() || rule.moves_to.is_some();
        all.sort_by_key(|rule| (!rule.enabled, !acts(rule)));
        Ok((all, is_whole))
    }

    /// Reads the ids of the rules that are enabled.
    pub(super) async fn enabled_rules(&self, target: &ObjectId, budget: &Budget) -> Result<Vec<String>, TenantError> {
        let (rules, is_whole) = self.list(target, true, budget).await?;
        if !is_whole {
            let message = "more rules than could be read";
            return Err(TenantError::Unavailable(error::own_trouble(
                ReadCmdlet::InboxRules.call(),
                TOO_MANY_PAGES,
                message,
            )));
        }
        Ok(rules.into_iter().filter(|rule| rule.enabled).map(|rule| rule.id).collect())
    }

    /// Returns the rules, and true if these are all.
    async fn list(
        &self,
        target: &ObjectId,
        hidden: bool,
        budget: &Budget,
    ) -> Result<(Vec<InboxRule>, bool), TenantError> {
        let mut parameters = json!({ "Mailbox": target.to_string(), "ResultSize": "Unlimited" });
        if hidden {
            parameters["IncludeHidden"] = true.into();
        }
        let output = self.read(ReadCmdlet::InboxRules, Some(target), &parameters, budget).await?;
        let rules = output.items.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok((rules, !output.more))
    }
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-inboxrule>
fn read(rule: &Value) -> Result<InboxRule, TenantError> {
    let unreadable = || error::unreadable(ReadCmdlet::InboxRules.call(), "a rule without an identity");
    let id = ["Identity", "RuleIdentity"].into_iter().find_map(|name| texts(rule, name).into_iter().next());
    let forwards = ["ForwardTo", "RedirectTo", "ForwardAsAttachmentTo"].map(|name| texts(rule, name));
    let definition = texts(rule, "Description").join(" ");
    let definition = definition.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(InboxRule {
        id: id.ok_or_else(unreadable)?,
        name: cut(&texts(rule, "Name").join(" "), NAME_CHARS_MAX),
        // A rule that is not said to be disabled counts as enabled.
        enabled: rule["Enabled"].as_bool().unwrap_or(true),
        hidden: false,
        forwards_to: forwards.iter().flatten().map(|to| recipient(to).to_owned()).collect(),
        more_recipients: 0,
        deletes: ["DeleteMessage", "SoftDeleteMessage"].iter().any(|name| rule[name].as_bool() == Some(true)),
        moves_to: texts(rule, "MoveToFolder").into_iter().next(),
        marks_read: rule["MarkAsRead"].as_bool() == Some(true),
        definition,
    })
}

/// Returns the texts of a property, which may be null, one text, a number, or an array.
fn texts(rule: &Value, name: &str) -> Vec<String> {
    let of = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    };
    match &rule[name] {
        Value::Array(several) => several.iter().filter_map(of).collect(),
        one => of(one).into_iter().collect(),
    }
}

/// Returns the address in `"Name" [SMTP:address]`, or the whole text for a recipient of the directory.
fn recipient(text: &str) -> &str {
    let inside = text.rsplit_once('[').and_then(|(_, rest)| rest.trim_end().strip_suffix(']'));
    let address =
        inside.and_then(|inside| inside.split_once(':')).filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp"));
    address.map_or(text, |(_, address)| address)
}

/// Returns true if every mailbox has this rule. The name alone proves nothing, because an intruder can choose it: a
/// rule that deletes mail, hides it, or sends it outside or to an unknown recipient is never built in.
pub(super) fn is_built_in(rule: &InboxRule, mail: &Mail) -> bool {
    BUILT_IN.iter().any(|name| rule.name.starts_with(name))
        && !rule.deletes
        && rule.forwards_to.iter().all(|to| !mail.is_outside(to) && !Mail::is_unknown(to))
        && rule.moves_to.as_deref().is_none_or(|folder| folder.ends_with(JUNK_FOLDER))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_built_in, read, recipient};
    use crate::domain::mail::{InboxRule, Mail};
    use crate::domain::reading::Reading;

    #[test]
    fn a_recipient_is_shown_by_its_smtp_address() {
        assert_eq!(recipient("\"Eve\" [SMTP:eve@evil.example]"), "eve@evil.example");
        assert_eq!(recipient("\"A [SMTP:anna@contoso.com]\" [SMTP:eve@evil.example]"), "eve@evil.example");
        assert_eq!(recipient("\"Bob\" [EX:/o=ExchangeLabs/cn=bob]"), "\"Bob\" [EX:/o=ExchangeLabs/cn=bob]");
        assert_eq!(recipient("eve@evil.example"), "eve@evil.example");
    }

    #[test]
    fn a_rule_that_acts_on_mail_is_never_built_in() {
        let mail = Mail { domains: Reading::Read(vec!["contoso.com".to_owned()]), ..Mail::default() };
        let is_built_in = |rule: &InboxRule| is_built_in(rule, &mail);
        let rule = |more: serde_json::Value| {
            let mut rule = json!({ "Identity": "anna\\1", "Name": "Junk E-mail Rule", "Enabled": true });
            rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            read(&rule).unwrap()
        };
        assert!(is_built_in(&rule(json!({ "ForwardTo": null }))));
        assert!(is_built_in(&rule(json!({ "MoveToFolder": "Junk Email" }))));
        assert!(is_built_in(&rule(
            json!({ "Name": "Delegate Rule -5", "ForwardTo": ["\"Bob\" [SMTP:bob@contoso.com]"] })
        )));
        assert!(!is_built_in(&rule(json!({ "Name": "Delegate Rule -5", "ForwardTo": ["\"Eve\" [EX:/o=x]"] }))));
        assert!(is_built_in(&rule(json!({ "Name": "Microsoft.Exchange.OOF.KnownExternalSenders.Global" }))));
        assert!(!is_built_in(&rule(json!({ "DeleteMessage": true }))));
        assert!(!is_built_in(&rule(json!({ "MoveToFolder": "RSS Feeds" }))));
        assert!(!is_built_in(&rule(json!({ "ForwardTo": ["\"Eve\" [SMTP:eve@evil.example]"] }))));
        assert!(!is_built_in(&rule(json!({ "Name": "." }))));
    }
}
