//! The limits on what is read of an account, so that its diagnosis fits into one entry of the journal.
//!
//! Much of what comes from outside anybody may choose. Every text is cut to a number of characters, and every list to a
//! number of bytes, as JSON. The most telling items stay, and the number of the others is kept. An account that is still
//! too large is cut again, level by level. What a step needs, such as the ids of inbox rules, is cut last, and a loss there
//! counts as a possible sign of a compromise.

mod directory;
mod sign_ins;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::mem;

use serde::Serialize;

use super::error::cut;
use crate::domain::access::MethodKind;
use crate::domain::account::Account;
use crate::domain::compromise::{RuleSuspicion, signs, suspicion};
use crate::domain::diagnose::findings;
use crate::domain::mail::{InboxRule, Mail};
use crate::domain::plan::warnings;
use crate::domain::reading::{Reading, Topic};
use crate::domain::target_ref::TargetRef;

/// The most bytes of an account with its findings, signs and warnings, as JSON. An entry of the journal holds 48 KiB
/// (`ENTRY_BYTES_MAX`): the rest is for the plan, two waivers with the longest reasons, and the event.
const DIAGNOSIS_BYTES_MAX: usize = 31 << 10;
/// The most characters of a user principal name. Microsoft's limit is 113, and a guest's name has the tenant's beside it.
pub(super) const UPN_CHARS_MAX: usize = 256;
/// The most characters of an id in a log.
const ID_CHARS_MAX: usize = 100;
/// The most characters of an IP address with a scope (<https://www.rfc-editor.org/rfc/rfc4291>), and of a country.
const IP_CHARS_MAX: usize = 60;
const COUNTRY_CHARS_MAX: usize = 8;
/// The most characters of a client, a device, an operating system, a browser and a city.
const CLIENT_CHARS_MAX: usize = 60;
/// The most bytes of a rule's id that is kept alone. A longer one cannot be cut, because Exchange is given it back.
const RULE_ID_BYTES_MAX: usize = 400;
/// The most temporary access passes. Microsoft allows one for an account
/// (<https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass>).
const PASSES_MAX: usize = 5;
/// The most bytes of the tenant's own domains. If it has more, those that appear in the mail are kept.
const DOMAINS_BYTES_MAX: usize = 1 << 10;
/// The most recipients of one rule, outside ones first.
const RECIPIENTS_MAX: usize = 5;
/// The most characters of an address (<https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>).
pub(super) const ADDRESS_CHARS_MAX: usize = 320;
/// The most characters of a rule's definition.
const DEFINITION_CHARS_MAX: usize = 500;
/// The most characters of a rule's definition if not all rules fit with their whole one.
const DEFINITION_CHARS_LEAST: usize = 80;
/// The most bytes of the scopes of one grant, and the most characters of each.
const SCOPES_BYTES_MAX: usize = 600;
const SCOPE_CHARS_MAX: usize = 60;

/// The limits of one level.
#[expect(clippy::struct_field_names, reason = "every field is a limit, and is named as one")]
struct LevelLimits {
    name_chars_max: usize,
    failed_bytes_max: usize,
    successful_bytes_max: usize,
    threads_bytes_max: usize,
    place_chars_max: usize,
    policies_max: usize,
    eligible_max: usize,
    methods_bytes_max: usize,
    registered_bytes_max: usize,
    grants_bytes_max: usize,
    groups_bytes_max: usize,
    look_alikes_bytes_max: usize,
    reason_chars_max: usize,
    rules_bytes_max: usize,
    further_rules_bytes_max: usize,
}

const USUAL: LevelLimits = LevelLimits {
    name_chars_max: 120,
    failed_bytes_max: 12 << 10,
    successful_bytes_max: 4 << 10,
    threads_bytes_max: 4 << 10,
    place_chars_max: 60,
    policies_max: 8,
    eligible_max: 40,
    methods_bytes_max: 3 << 10,
    registered_bytes_max: 4 << 10,
    grants_bytes_max: 4 << 10,
    groups_bytes_max: 2 << 10,
    look_alikes_bytes_max: 4 << 10,
    reason_chars_max: 300,
    rules_bytes_max: 9 << 10,
    further_rules_bytes_max: 6 << 10,
};

/// The failed sign-ins are the first to go: their findings name three groups at most.
const FEWER_SIGN_INS: LevelLimits = LevelLimits {
    failed_bytes_max: 4 << 10,
    successful_bytes_max: 2 << 10,
    threads_bytes_max: 2 << 10,
    place_chars_max: 40,
    policies_max: 4,
    ..USUAL
};

const FEWER_OF_ALL: LevelLimits = LevelLimits {
    name_chars_max: 80,
    failed_bytes_max: 3 << 10,
    place_chars_max: 24,
    registered_bytes_max: 2 << 10,
    grants_bytes_max: 2 << 10,
    look_alikes_bytes_max: 2 << 10,
    rules_bytes_max: 4 << 10,
    ..FEWER_SIGN_INS
};

const LEAST: LevelLimits = LevelLimits {
    name_chars_max: 32,
    // A denied prompt and one that was asked for abroad are signs, so both fit whatever their texts.
    failed_bytes_max: 2600,
    successful_bytes_max: 900,
    threads_bytes_max: 1000,
    place_chars_max: 0,
    policies_max: 2,
    eligible_max: 10,
    methods_bytes_max: 600,
    registered_bytes_max: 900,
    grants_bytes_max: 900,
    groups_bytes_max: 300,
    look_alikes_bytes_max: 700,
    reason_chars_max: 80,
    rules_bytes_max: 1300,
    further_rules_bytes_max: 3 << 10,
};

const LEVELS: [LevelLimits; 4] = [USUAL, FEWER_SIGN_INS, FEWER_OF_ALL, LEAST];

/// Returns the account with every text and list cut to its limit, on the first level on which its diagnosis fits.
pub(super) fn bounded(account: &Account) -> Account {
    let mut levels = LEVELS.iter().map(|limits| limits.applied(account));
    let fits = |one: &Account| diagnosis_bytes(one) <= DIAGNOSIS_BYTES_MAX;
    levels.find(fits).unwrap_or_else(|| LEAST.applied(account))
}

/// Returns the bytes of a diagnosis of this account, without plan and waivers. Look-alikes and eligible roles are warnings too.
fn diagnosis_bytes(account: &Account) -> usize {
    let warnings = warnings(account, &TargetRef::Malformed, None);
    bytes(account) + bytes(&findings(account)) + bytes(&signs(account)) + bytes(&warnings)
}

fn bytes(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(usize::MAX, |json| json.len())
}

/// Splits a list into the items that fit, in their order, and the others. Those with the lowest rank are preferred.
fn within<T: Serialize, R: Ord>(items: Vec<T>, bytes_max: usize, rank: impl Fn(usize, &T) -> R) -> (Vec<T>, Vec<T>) {
    let mut by_rank: Vec<usize> = (0..items.len()).collect();
    by_rank.sort_by_key(|index| rank(*index, &items[*index]));
    let mut left = bytes_max;
    let mut fitting = BTreeSet::new();
    for index in by_rank {
        // A comma follows each.
        if let Some(rest) = left.checked_sub(bytes(&items[index]) + 1) {
            left = rest;
            fitting.insert(index);
        }
    }
    let (kept, others): (Vec<_>, Vec<_>) =
        items.into_iter().enumerate().partition(|(index, _)| fitting.contains(index));
    let items = |numbered: Vec<(usize, T)>| numbered.into_iter().map(|(_, item)| item).collect();
    (items(kept), items(others))
}

fn shorten(text: &mut String, chars_max: usize) {
    *text = cut(text, chars_max);
}

/// Cuts an address. One that is too long keeps its end, and counts as outside the tenant.
pub(super) fn cut_address(address: &str, chars_max: usize) -> String {
    let chars = address.chars().count();
    if chars <= chars_max || !address.contains('@') {
        return cut(address, chars_max);
    }
    let end: String = address.chars().skip(chars - chars_max.saturating_sub(2)).collect();
    cut(&format!("…@{}", end.replace('@', "")), chars_max)
}

fn shorten_some(text: &mut Option<String>, chars_max: usize) {
    if let Some(text) = text {
        shorten(text, chars_max);
    }
}

impl LevelLimits {
    fn applied(&self, account: &Account) -> Account {
        let mut account = account.clone();
        self.names(&mut account);
        self.roles(&mut account);
        directory::limit_named_groups(&mut account);
        self.directory_lists(&mut account);
        self.sign_ins(&mut account);
        self.access(&mut account);
        self.mail(&mut account);
        account
    }

    fn access(&self, account: &mut Account) {
        if let Some(report) = &mut account.access.risk {
            shorten_some(&mut report.detail, self.name_chars_max);
        }
        let registered = &mut account.access.registered_lately;
        for one in registered.iter_mut() {
            shorten(&mut one.audit_id, ID_CHARS_MAX);
            shorten(&mut one.what, self.name_chars_max);
            shorten_some(&mut one.address, IP_CHARS_MAX);
        }
        let (kept, others) = within(mem::take(registered), self.registered_bytes_max, |_, one| Reverse(one.at));
        account.access.registered_lately = kept;
        note(account, Topic::Registrations, others.len());
        let passes = &mut account.access.usable_passes;
        let passes_left_out = passes.len().saturating_sub(PASSES_MAX);
        passes.truncate(PASSES_MAX);
        note(account, Topic::Passes, passes_left_out);
        if let Reading::Read(methods) = &mut account.access.methods {
            // A pass is what a step changes, and the newest shows it.
            let (kept, others) = within(mem::take(methods), self.methods_bytes_max, |_, one| {
                let is_pass = one.kind == MethodKind::TemporaryAccessPass;
                (!is_pass, !one.kind.is_second_factor(), Reverse(one.created_at))
            });
            *methods = kept;
            note(account, Topic::Methods, others.len());
        }
        if let Reading::Read(grants) = &mut account.access.grants {
            for grant in grants.iter_mut() {
                grant.scopes.iter_mut().for_each(|scope| shorten(scope, SCOPE_CHARS_MAX));
                // The most telling ones come first.
                let (kept, others) = within(mem::take(&mut grant.scopes), SCOPES_BYTES_MAX, |at, _| at);
                grant.scopes = kept;
                grant.more_scopes = grant.more_scopes.saturating_add(u32::try_from(others.len()).unwrap_or(u32::MAX));
            }
            let (kept, others) = within(mem::take(grants), self.grants_bytes_max, |at, _| at);
            *grants = kept;
            note(account, Topic::Grants, others.len());
        }
    }

    fn mail(&self, account: &mut Account) {
        let Some(mail) = &mut account.mail else { return };
        if let Reading::Read(Some(mailbox)) = &mut mail.mailbox
            && let Some(to) = &mut mailbox.forwards_to
        {
            *to = cut_address(to, ADDRESS_CHARS_MAX.min(2 * self.name_chars_max));
        }
        if let Reading::Read(Some(restriction)) = &mut mail.restriction {
            shorten(&mut restriction.reason, self.reason_chars_max);
            shorten_some(&mut restriction.limit, self.name_chars_max);
        }
        keep_used_domains(mail);
        let Reading::Read(rules) = &mut mail.rules else { return };
        let rules = mem::take(rules);
        let mut rules: Vec<(RuleSuspicion, InboxRule)> =
            rules.into_iter().map(|one| (suspicion(&one, mail), one)).collect();
        for (suspected, rule) in &mut rules {
            self.shorten_rule(rule, mail);
            *suspected = suspicion(rule, mail).max(*suspected);
        }
        // A rule whose cut texts would no longer show it as suspicious is known by its id alone.
        let (hidden_by_cut, mut rules): (Vec<_>, Vec<_>) =
            rules.into_iter().partition(|(suspected, rule)| suspicion(rule, mail) < *suspected);
        let total: usize = rules.iter().map(|(_, rule)| bytes(rule) + 1).sum();
        if total > self.rules_bytes_max {
            for (_, rule) in &mut rules {
                shorten(&mut rule.definition, DEFINITION_CHARS_LEAST);
            }
        }
        let acts = |rule: &InboxRule| rule.deletes || !rule.forwards_to.is_empty() || rule.moves_to.is_some();
        // One rule of each suspicion stays before all others, so that no kind of sign is crowded out by another.
        let first = |wanted: RuleSuspicion| rules.iter().position(|(suspected, _)| *suspected == wanted);
        let firsts = [first(RuleSuspicion::Strong), first(RuleSuspicion::Weak)];
        let (kept, others) = within(rules, self.rules_bytes_max, |at, (suspected, rule)| {
            (!firsts.contains(&Some(at)), Reverse(*suspected), !rule.hidden, !rule.enabled, !acts(rule), at)
        });
        mail.rules = Reading::Read(kept.into_iter().map(|(_, rule)| rule).collect());
        let (suspicious, harmless): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(suspected, _)| *suspected > RuleSuspicion::None);
        let ids = suspicious.into_iter().chain(hidden_by_cut).map(|(_, rule)| rule.id);
        let ids = mail.further_rules.iter().cloned().chain(ids);
        let (whole, too_long): (Vec<String>, Vec<String>) = ids.partition(|id| id.len() <= RULE_ID_BYTES_MAX);
        let (ids, lost) = within(whole, self.further_rules_bytes_max, |at, _| at);
        mail.further_rules = ids;
        note(account, Topic::InboxRules, harmless.len());
        // These stay enabled whatever the plan does, so the sign is not removed.
        if lost.len() + too_long.len() > 0 {
            account.omit(Topic::InboxRules, lost.len() + too_long.len(), true);
        }
    }

    fn shorten_rule(&self, rule: &mut InboxRule, mail: &Mail) {
        shorten(&mut rule.name, self.name_chars_max);
        shorten_some(&mut rule.moves_to, self.name_chars_max);
        shorten(&mut rule.definition, DEFINITION_CHARS_MAX);
        let address_chars_max = ADDRESS_CHARS_MAX.min(2 * self.name_chars_max);
        rule.forwards_to.iter_mut().for_each(|to| *to = cut_address(to, address_chars_max));
        rule.forwards_to.sort_by_key(|to| (!mail.is_outside(to), !Mail::is_unknown(to)));
        let more = rule.forwards_to.len().saturating_sub(RECIPIENTS_MAX);
        rule.more_recipients += u32::try_from(more).unwrap_or(u32::MAX);
        rule.forwards_to.truncate(RECIPIENTS_MAX);
    }
}

/// Notes that so many items are left out which hide no sign: a more telling one of their kind is kept.
fn note(account: &mut Account, topic: Topic, count: usize) {
    if count > 0 {
        account.omit(topic, count, false);
    }
}

/// Keeps those of the tenant's domains that decide whether mail leaves it, if there are too many.
fn keep_used_domains(mail: &mut Mail) {
    let Reading::Read(domains) = &mail.domains else { return };
    if bytes(domains) <= DOMAINS_BYTES_MAX {
        return;
    }
    let rules = mail.rules.known().into_iter().flatten().flat_map(|rule| &rule.forwards_to);
    let forwarding = mail.mailbox.known().into_iter().flatten().flat_map(|mailbox| &mailbox.forwards_to);
    let recipients: BTreeSet<String> = rules.chain(forwarding).map(|to| to.to_lowercase()).collect();
    let is_used = |domain: &String| {
        let end = format!("@{}", domain.to_lowercase());
        recipients.iter().any(|to| to.trim_end_matches(['>', ']']).ends_with(&end))
    };
    let used: Vec<String> = domains.iter().filter(|domain| is_used(domain)).cloned().collect();
    // Without its domain, an address counts as outside.
    let (kept, _) = within(used, DOMAINS_BYTES_MAX, |at, _| at);
    mail.domains = Reading::Read(kept);
}

#[cfg(test)]
#[path = "tests/bounds.rs"]
mod tests;
