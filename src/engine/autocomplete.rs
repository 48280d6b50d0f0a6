//! What is offered while somebody types whom they mean.
//!
//! Nothing is asked for yet, so nothing is written down, and nobody is told that they may not: whoever may not use the command is
//! offered nothing, and no account is looked for on their behalf. What people type is in no log.

mod cache;
mod narrowing;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

pub use self::cache::Completions;
use self::cache::Turn;
use self::narrowing::{narrowed, normal};
use super::{Engine, Shared, lookups};
use crate::domain::command::Allow;
use crate::domain::people::{Member, StandingLookup};
use crate::domain::{ObjectId, Trouble, policy};
use crate::ports::{Budget, Chat, ChatError, Interaction, InteractionKind, Matches, Tenant, TenantError};
use crate::render::card::Choice;
use crate::render::choices::choice;

/// How old the press of a key may be and still be answered. Discord waits 3 s, and nobody for longer than until the next letter.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback>
const ANSWER_PATIENCE: Duration = Duration::from_millis(2500);
/// How long the look at somebody who types may take.
const STANDING_PATIENCE: Duration = Duration::from_millis(1800);
/// How long a search may take. The next letter asks again.
const SEARCH_PATIENCE: Duration = Duration::from_millis(1500);
/// Calls for one look at somebody who types, none of them after a pause.
const CALLS_PER_STANDING_MAX: u32 = 10;
/// Calls for one search, none of them after a pause: it, a token, and both again where the token was refused.
const CALLS_PER_SEARCH_MAX: u32 = 4;
/// How many may wait for an answer at once. Who comes after is not answered.
const TYPING_AT_ONCE_MAX: usize = 100;

/// What somebody who may be offered something is typing.
struct Asked {
    site: usize,
    member: Member,
    allow: Allow,
    /// As [`normal`] makes it.
    text: String,
    /// How long what is picked may be.
    value_chars_max: usize,
}

impl<T: Tenant, C: Chat> Engine<T, C> {
    /// Begins to answer somebody who is typing, and holds nothing up.
    pub(super) fn on_typing(&mut self, interaction: Interaction) {
        while let Some(ended) = self.typing.try_join_next() {
            if let Err(error) = ended {
                tracing::error!(%error, "nothing was offered, because of a defect");
            }
        }
        // By the chat's clock, which may differ from ours: one that is behind makes nothing old.
        let age = self.shared.clock.now().duration_since(interaction.sent_at);
        let age = Duration::try_from(age).unwrap_or(Duration::ZERO);
        let patience = ANSWER_PATIENCE.saturating_sub(age);
        if patience.is_zero() || self.typing.len() >= TYPING_AT_ONCE_MAX {
            tracing::debug!(interaction = %interaction.id, age_ms = age.as_millis(), "nothing is offered any more");
            return;
        }
        let (shared, asked) = (Arc::clone(&self.shared), self.asked(&interaction));
        let turn = asked.as_ref().map(|asked| shared.completions.turn((asked.site, asked.member.id), interaction.id));
        self.typing.spawn(async move {
            let answer = async {
                let choices = match (&asked, turn) {
                    (Some(asked), Some(turn)) => shared.offered(asked, turn).await,
                    _ => Vec::new(),
                };
                let offered = choices.len();
                (offered, shared.chat.offer_choices(&interaction.reply, &choices).await)
            };
            // Late is never: nobody looks at it any more, and Discord would refuse it.
            match timeout(patience, answer).await {
                Ok((offered, Ok(()))) => tracing::debug!(interaction = %interaction.id, offered, "offered"),
                Ok((_, Err(error @ ChatError::TooLate(_)))) => {
                    tracing::debug!(interaction = %interaction.id, %error, "could not offer");
                }
                Ok((_, Err(error))) => tracing::warn!(interaction = %interaction.id, %error, "could not offer"),
                Err(_) => tracing::debug!(interaction = %interaction.id, "too late to offer anything"),
            }
        });
    }

    /// What is typed, as far as it can be told without asking anybody that there is something to offer.
    fn asked(&self, interaction: &Interaction) -> Option<Asked> {
        let InteractionKind::Autocomplete { command, option, text } = &interaction.kind else { return None };
        let (site, member) = self.site_and_member(interaction).ok()?;
        let command = self.shared.catalog.command(command)?;
        let allow = &command.terms()?.allow;
        let option = command.options.iter().find(|known| known.completes && known.name.word() == option)?;
        policy::may_type(&member, allow).ok()?;
        let text = normal(text)?;
        Some(Asked { site, member, allow: allow.clone(), text, value_chars_max: usize::from(option.chars_max) })
    }
}

impl<T: Tenant, C: Chat> Shared<T, C> {
    async fn offered(&self, asked: &Asked, mut turn: Turn) -> Vec<Choice> {
        // First who asks, then what is known: what somebody else was offered is none of their business.
        if !self.may_be_offered(asked).await {
            return Vec::new();
        }
        let found = tokio::select! {
            biased;
            // Another letter has been typed: its answer is the one that is looked at.
            () = turn.is_over() => None,
            found = self.found(asked) => found,
        };
        let Some(found) = found else { return Vec::new() };
        let offered = found.accounts.iter().take(Choice::OFFERED_MAX);
        let choices = offered.map(|one| choice(&one.names, &one.object_id, asked.value_chars_max)).collect();
        self.completions.offered((asked.site, asked.member.id), &found, self.clock.now());
        choices
    }

    /// Whether the directory lets them use the command, as it was read for a letter or for a command not long ago.
    async fn may_be_offered(&self, asked: &Asked) -> bool {
        let site = &self.sites[asked.site];
        let Some(account) = site.account_of(asked.member.id) else { return false };
        let now = self.clock.now();
        let cell = self.completions.standing(asked.site, &account, now);
        let checked = cell.get_or_try_init(|| self.look_at(asked.site, &account)).await;
        checked.is_ok_and(|checked| policy::may_request(checked.clone(), &asked.allow).is_ok())
    }

    async fn look_at(&self, site: usize, account: &ObjectId) -> Result<StandingLookup, Nothing> {
        let now = self.clock.now();
        let _place = self.completions.place(site, now).ok_or(Nothing)?;
        let budget = Budget::new(CALLS_PER_STANDING_MAX, Duration::ZERO);
        let checked = lookups::check_account(&self.sites[site], account, now, &budget);
        match timeout(STANDING_PATIENCE, checked).await {
            Ok(StandingLookup::Unreadable(trouble)) => Err(self.rest(site, Some(&trouble))),
            Ok(checked) => Ok(checked),
            Err(_) => Err(self.rest(site, None)),
        }
    }

    /// Who is found by the text: as it was found lately by this text or by the beginning of it, else as the directory finds it.
    async fn found(&self, asked: &Asked) -> Option<Arc<Matches>> {
        let now = self.clock.now();
        if let Some(known) = self.completions.known(asked.site, &asked.text, now) {
            return Some(known);
        }
        let beginnings = asked.text.char_indices().map(|(at, _)| &asked.text[..at]).rev();
        let known = |text: &str| self.completions.known(asked.site, text, now);
        if let Some(narrowed) = beginnings.filter_map(known).find_map(|wider| narrowed(&wider, &asked.text)) {
            return Some(Arc::new(narrowed));
        }
        let cell = self.completions.search(asked.site, &asked.text, now);
        cell.get_or_try_init(|| self.search(asked.site, &asked.text)).await.ok().cloned()
    }

    async fn search(&self, site: usize, text: &str) -> Result<Arc<Matches>, Nothing> {
        let _place = self.completions.place(site, self.clock.now()).ok_or(Nothing)?;
        let budget = Budget::new(CALLS_PER_SEARCH_MAX, Duration::ZERO);
        match timeout(SEARCH_PATIENCE, self.sites[site].tenant.search(text, &budget)).await {
            Ok(Ok(found)) => Ok(Arc::new(found)),
            // This text was the trouble, and not the tenant: the next letter makes another one.
            Ok(Err(TenantError::Rejected(trouble))) => {
                let (tenant, call, code) = (&self.sites[site].name, &trouble.call, &trouble.code);
                tracing::warn!(%tenant, call, code, "no accounts are offered for a text that was rejected");
                Err(Nothing)
            }
            Ok(Err(error)) => Err(self.rest(site, Some(error.trouble()))),
            Err(_) => Err(self.rest(site, None)),
        }
    }

    /// Asks the tenant nothing more for a while. Microsoft's own words are not for the log: what was typed may be in them.
    fn rest(&self, site: usize, trouble: Option<&Trouble>) -> Nothing {
        let tenant = &self.sites[site].name;
        let (call, code) = trouble.map_or(("", "too_slow"), |trouble| (&*trouble.call, &*trouble.code));
        let request_id = trouble.and_then(|trouble| trouble.request_id.as_deref());
        tracing::warn!(%tenant, call, code, request_id, "no accounts are offered for a few seconds");
        self.completions.rest(site, self.clock.now());
        Nothing
    }
}

/// There is nothing to offer, and that is not to be kept.
struct Nothing;
