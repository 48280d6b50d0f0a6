//! Inbox rules, including hidden ones.

use serde_json::{Value, json};

use super::error::{self, cut};
use super::exchange::{Exchange, ReadCmdlet};
use crate::domain::ObjectId;
use crate::domain::mail::InboxRule;
use crate::ports::{Budget, TenantError};

/// The most bytes of all rules of one inbox, as JSON. They are an event of the journal, and an inbox may have hundreds
/// of rules.
const RULES_BYTES_MAX: usize = 12 << 10;
/// The most characters of a rule's name or of a folder's, and of a recipient.
const NAME_CHARS_MAX: usize = 120;
const RECIPIENT_CHARS_MAX: usize = 320;
/// The most characters of a description.
const DEFINITION_CHARS_MAX: usize = 500;
/// There are more rules than an event can hold.
const TOO_MANY_RULES: &str = "too_many_rules";

/// The beginnings of the names of rules that every mailbox may have.
const BUILT_IN: [&str; 3] = ["Junk E-mail Rule", "Microsoft.Exchange.OOF.", "Delegate Rule"];
/// The folder of the first of them.
const JUNK_FOLDER: &str = "Junk Email";

impl Exchange {
    /// Reads the rules of an inbox, without those that every mailbox has; none if there is no mailbox.
    ///
    /// A rule has no mark that it is hidden: Exchange leaves it out of the list unless hidden rules are asked for. So
    /// both lists are read, at the same time.
    ///
    /// # Errors
    ///
    /// The rules cannot be read, or those that act on mail do not fit into an event.
    pub(super) async fn rules(&self, target: &ObjectId, budget: &Budget) -> Result<Vec<InboxRule>, TenantError> {
        let (all, shown) = tokio::join!(self.list(target, true, budget), self.list(target, false, budget));
        let mut all = all?;
        // Without the second list no rule counts as hidden. What each rule does is in the first.
        if let Ok(shown) = shown {
            for rule in &mut all {
                rule.hidden = !shown.iter().any(|shown| shown.id == rule.id);
            }
        }
        bounded(all)
    }

    /// Reads the ids of the rules that are enabled.
    pub(super) async fn enabled_rules(&self, target: &ObjectId, budget: &Budget) -> Result<Vec<String>, TenantError> {
        let rules = self.list(target, true, budget).await?;
        Ok(rules.into_iter().filter(|rule| rule.enabled).map(|rule| rule.id).collect())
    }

    async fn list(&self, target: &ObjectId, hidden: bool, budget: &Budget) -> Result<Vec<InboxRule>, TenantError> {
        let mut parameters = json!({ "Mailbox": target.to_string() });
        if hidden {
            parameters["IncludeHidden"] = true.into();
        }
        let output = match self.read(ReadCmdlet::InboxRules, &parameters, budget).await {
            Ok(output) => output,
            Err(TenantError::NotFound(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        if output.more {
            return Err(too_many());
        }
        let rules = output.items.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(rules.into_iter().filter(|rule| !is_built_in(rule)).collect())
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
        forwards_to: forwards.iter().flatten().map(|to| cut(recipient(to), RECIPIENT_CHARS_MAX)).collect(),
        deletes: ["DeleteMessage", "SoftDeleteMessage"].iter().any(|name| rule[name].as_bool() == Some(true)),
        moves_to: texts(rule, "MoveToFolder").into_iter().next().map(|folder| cut(&folder, NAME_CHARS_MAX)),
        marks_read: rule["MarkAsRead"].as_bool() == Some(true),
        definition: cut(&definition, DEFINITION_CHARS_MAX),
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
/// rule that sends mail out of the directory, deletes it or hides it is never built in.
fn is_built_in(rule: &InboxRule) -> bool {
    BUILT_IN.iter().any(|name| rule.name.starts_with(name))
        && !rule.deletes
        && rule.forwards_to.iter().all(|to| !to.contains('@'))
        && rule.moves_to.as_deref().is_none_or(|folder| folder.ends_with(JUNK_FOLDER))
}

/// Returns as many rules as fit into [`RULES_BYTES_MAX`], enabled ones that act on mail first. Descriptions are dropped
/// where needed, and so are rules that take no mail away or are disabled.
///
/// # Errors
///
/// An enabled rule that acts on mail does not fit.
fn bounded(mut rules: Vec<InboxRule>) -> Result<Vec<InboxRule>, TenantError> {
    let acts = |rule: &InboxRule| rule.deletes || !rule.forwards_to.is_empty() || rule.moves_to.is_some();
    rules.sort_by_key(|rule| (!rule.enabled, !acts(rule)));
    let mut left = RULES_BYTES_MAX;
    let mut fitting = Vec::with_capacity(rules.len());
    for mut rule in rules {
        if bytes(&rule) > left {
            rule.definition.clear();
        }
        match left.checked_sub(bytes(&rule)) {
            Some(rest) => left = rest,
            None if rule.enabled && acts(&rule) => return Err(too_many()),
            None => continue,
        }
        fitting.push(rule);
    }
    Ok(fitting)
}

fn bytes(rule: &InboxRule) -> usize {
    serde_json::to_vec(rule).map_or(RULES_BYTES_MAX, |text| text.len())
}

fn too_many() -> TenantError {
    let message = "more rules than can be written down";
    TenantError::Unavailable(error::own_trouble(ReadCmdlet::InboxRules.call(), TOO_MANY_RULES, message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{bounded, is_built_in, read, recipient};

    #[test]
    fn a_recipient_is_shown_by_its_smtp_address() {
        assert_eq!(recipient("\"Eve\" [SMTP:eve@evil.example]"), "eve@evil.example");
        assert_eq!(recipient("\"A [SMTP:anna@contoso.com]\" [SMTP:eve@evil.example]"), "eve@evil.example");
        assert_eq!(recipient("\"Bob\" [EX:/o=ExchangeLabs/cn=bob]"), "\"Bob\" [EX:/o=ExchangeLabs/cn=bob]");
        assert_eq!(recipient("eve@evil.example"), "eve@evil.example");
    }

    #[test]
    fn a_rule_that_acts_on_mail_is_never_built_in() {
        let rule = |more: serde_json::Value| {
            let mut rule = json!({ "Identity": "anna\\1", "Name": "Junk E-mail Rule", "Enabled": true });
            rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            read(&rule).unwrap()
        };
        assert!(is_built_in(&rule(json!({ "ForwardTo": null }))));
        assert!(is_built_in(&rule(json!({ "MoveToFolder": "Junk Email" }))));
        assert!(is_built_in(&rule(json!({ "Name": "Delegate Rule -5", "ForwardTo": ["\"Bob\" [EX:/o=x]"] }))));
        assert!(is_built_in(&rule(json!({ "Name": "Microsoft.Exchange.OOF.KnownExternalSenders.Global" }))));
        assert!(!is_built_in(&rule(json!({ "DeleteMessage": true }))));
        assert!(!is_built_in(&rule(json!({ "MoveToFolder": "RSS Feeds" }))));
        assert!(!is_built_in(&rule(json!({ "ForwardTo": ["\"Eve\" [SMTP:eve@evil.example]"] }))));
        assert!(!is_built_in(&rule(json!({ "Name": "." }))));
    }

    #[test]
    fn rules_that_take_no_mail_away_are_dropped_first() {
        let rule = |at: usize, folder: Option<&str>| {
            let (id, words) = (format!("anna\\{at}"), "word ".repeat(100));
            read(&json!({ "Identity": id, "Name": "R", "Enabled": true, "Description": words, "MoveToFolder": folder }))
                .unwrap()
        };
        let few: Vec<_> = (0..10).map(|at| rule(at, Some("RSS Feeds"))).collect();
        assert_eq!(bounded(few.clone()).unwrap(), few);
        let many = (0..60).map(|at| rule(at, (at % 3 == 0).then_some("RSS Feeds"))).collect();
        let kept = bounded(many).unwrap();
        assert!(kept.len() < 60 && kept.iter().filter(|rule| rule.moves_to.is_some()).count() == 20);
        assert!(serde_json::to_vec(&kept).unwrap().len() < 13 << 10);
        let error = bounded((0..200).map(|at| rule(at, Some("RSS Feeds"))).collect()).unwrap_err();
        assert_eq!(error.trouble().code, "too_many_rules");
    }
}
