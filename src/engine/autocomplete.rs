//! Suggestions of accounts while a member types an option.
//!
//! Nothing is requested yet, so nothing is written down. A member who is not allowed to use the command gets no
//! suggestions and no refusal, and no account is searched for. What is typed never reaches a log.

mod cache;
mod narrowing;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::timeout;

pub use self::cache::AutocompleteCache;
use self::cache::LatestKeystroke;
use self::narrowing::{narrowed, normalized};
use super::dispatch::Request;
use super::lookups::Lookups;
use super::operator_alerts::OperatorAlerts;
use super::tenant_channel::TenantChannel;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::domain::command::Allow;
use crate::domain::people::{Member, StandingLookup};
use crate::domain::{Locale, ObjectId, Trouble, policy};
use crate::ports::{Budget, Chat, ChatError, Interaction, InteractionKind, Matches, Tenant, TenantError};
use crate::render::card::Choice;
use crate::render::choices::choice;

/// The age up to which a keystroke is answered. Discord waits 3 s.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback>
const ANSWER_TIMEOUT: Duration = Duration::from_millis(2500);
/// The time-out of the read of the member's own account.
const STANDING_TIMEOUT: Duration = Duration::from_millis(1800);
/// The time-out of a search. The next keystroke makes another one.
const SEARCH_TIMEOUT: Duration = Duration::from_millis(1500);
/// The calls for one read of the member's own account. None is made after a pause.
const CALLS_PER_STANDING_MAX: u32 = 10;
/// The calls for one search: the search, a token, and both again if the token was refused. None is made after a pause.
const CALLS_PER_SEARCH_MAX: u32 = 4;
/// The keystrokes that are answered at once. Further ones get no answer.
const KEYSTROKES_MAX: usize = 100;

/// Answers keystrokes in the background.
pub struct Autocomplete<C> {
    catalog: Arc<Catalog>,
    suggestions: Arc<Suggestions<C>>,
    answers: JoinSet<()>,
}

impl<C: Chat> Autocomplete<C> {
    /// Creates the autocomplete of all commands.
    pub fn new(catalog: Arc<Catalog>, suggestions: Suggestions<C>) -> Self {
        Self { catalog, suggestions: Arc::new(suggestions), answers: JoinSet::new() }
    }

    /// Begins to answer a keystroke. `request` is `None` if the channel or the sender is unknown; the answer is then
    /// empty.
    pub fn answer<T: Tenant>(&mut self, interaction: &Interaction, request: Option<Request<T>>) {
        while let Some(ended) = self.answers.try_join_next() {
            if let Err(error) = ended {
                tracing::error!(%error, "autocomplete failed by a defect");
            }
        }
        // The chat's clock may differ from ours. If ours is behind, the keystroke counts as new.
        let age = self.suggestions.clock.now().duration_since(interaction.sent_at);
        let age = Duration::try_from(age).unwrap_or(Duration::ZERO);
        let time_left = ANSWER_TIMEOUT.saturating_sub(age);
        if time_left.is_zero() || self.answers.len() >= KEYSTROKES_MAX {
            tracing::debug!(interaction = %interaction.id, age_ms = age.as_millis(), "autocomplete skipped");
            return;
        }
        let (id, reply) = (interaction.id, interaction.reply.clone());
        let typed = request.and_then(|request| self.typed(request, interaction));
        let keystroke = typed.as_ref().map(|typed| {
            self.suggestions.cache.register_keystroke(typed.channel.key_of(typed.member.id), interaction.id)
        });
        let suggestions = Arc::clone(&self.suggestions);
        self.answers.spawn(async move {
            let answer = async {
                let choices = match (&typed, keystroke) {
                    (Some(typed), Some(keystroke)) => suggestions.choices(typed, keystroke).await,
                    _ => Vec::new(),
                };
                (choices.len(), suggestions.chat.offer_choices(&reply, &choices).await)
            };
            // A late answer is dropped: Discord would refuse it.
            match timeout(time_left, answer).await {
                Ok((choices, Ok(()))) => tracing::debug!(interaction = %id, choices, "autocomplete answered"),
                Ok((_, Err(error @ ChatError::TooLate(_)))) => {
                    tracing::debug!(interaction = %id, %error, "autocomplete answer failed");
                }
                Ok((_, Err(error))) => tracing::warn!(interaction = %id, %error, "autocomplete answer failed"),
                Err(_) => tracing::debug!(interaction = %id, "autocomplete timed out"),
            }
        });
    }

    /// Ends the answers that are in progress.
    pub async fn shutdown(&mut self) {
        self.answers.shutdown().await;
    }

    /// Returns what is typed, or `None` if it is known without a call that there is nothing to suggest.
    fn typed<T: Tenant>(&self, request: Request<T>, interaction: &Interaction) -> Option<TypedOption<T>> {
        let InteractionKind::Autocomplete { command, option, text } = &interaction.kind else { return None };
        let Request { channel, member, .. } = request;
        let command = self.catalog.command(command)?;
        let allow = &command.terms()?.allow;
        let option = command.options.iter().find(|known| known.completes && known.name.word() == option)?;
        policy::may_type(&member, allow).ok()?;
        let text = normalized(text)?;
        let (guild_locale, value_chars_max) = (interaction.guild_locale.clone(), option.chars_max.into());
        Some(TypedOption { channel, member, guild_locale, allow: allow.clone(), text, value_chars_max })
    }
}

/// An option that a member is typing who may be allowed to use the command.
struct TypedOption<T> {
    channel: Arc<TenantChannel<T>>,
    member: Member,
    /// The language of the guild.
    guild_locale: Locale,
    allow: Allow,
    /// The text, as [`normalized`] returns it.
    text: String,
    /// The longest value of a choice, in characters.
    value_chars_max: usize,
}

/// The source of the suggestions.
pub struct Suggestions<C> {
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The answers so far.
    pub cache: Arc<AutocompleteCache>,
    /// The alerts for the operator.
    pub alerts: Arc<OperatorAlerts<C>>,
}

impl<C: Chat> Suggestions<C> {
    async fn choices<T: Tenant>(&self, typed: &TypedOption<T>, mut keystroke: LatestKeystroke) -> Vec<Choice> {
        // The member is checked before the cache is read: what another member was offered is not theirs to see.
        if !self.is_allowed(typed).await {
            return Vec::new();
        }
        let matches = tokio::select! {
            biased;
            // The answer to the later keystroke is the one that is shown.
            () = keystroke.superseded() => None,
            matches = self.matches(typed) => matches,
        };
        let Some(matches) = matches else { return Vec::new() };
        let offered = matches.accounts.iter().take(Choice::OFFERED_MAX);
        let choices = offered.map(|one| choice(&one.names, &one.object_id, typed.value_chars_max)).collect();
        self.cache.insert_offer(typed.channel.key_of(typed.member.id), &matches, self.clock.now());
        choices
    }

    /// Returns true if the member's account and roles permit the command. They may be as old as the cache keeps them.
    async fn is_allowed<T: Tenant>(&self, typed: &TypedOption<T>) -> bool {
        let channel = &typed.channel;
        let Some(account) = channel.account_of(typed.member.id, self.clock.now()) else { return false };
        let cell = self.cache.standing(&channel.name, &account, self.clock.now());
        let checked = cell.get_or_try_init(|| self.read_standing(typed, &account)).await;
        checked.is_ok_and(|checked| policy::may_request(checked.clone(), &typed.allow).is_ok())
    }

    async fn read_standing<T: Tenant>(
        &self,
        typed: &TypedOption<T>,
        account: &ObjectId,
    ) -> Result<StandingLookup, NoSuggestions> {
        let channel = &typed.channel;
        let _permit = self.cache.call_permit(&channel.name, self.clock.now()).ok_or(NoSuggestions)?;
        let budget = Budget::new(CALLS_PER_STANDING_MAX, Duration::ZERO);
        let lookups = Lookups::new(channel, self.chat.as_ref(), &self.clock, &budget);
        match timeout(STANDING_TIMEOUT, lookups.look_up_account(typed.member.id, account)).await {
            Ok(StandingLookup::Unreadable(trouble)) => Err(self.pause_calls(typed, Some(&trouble))),
            Ok(checked) => Ok(checked),
            Err(_) => Err(self.pause_calls(typed, None)),
        }
    }

    /// Returns the accounts that match the text: from the cache for this text or for a beginning of it, else from a
    /// search.
    async fn matches<T: Tenant>(&self, typed: &TypedOption<T>) -> Option<Arc<Matches>> {
        let (tenant, now) = (&typed.channel.name, self.clock.now());
        let cached = |text: &str| self.cache.cached_search(tenant, text, now);
        if let Some(cached) = cached(&typed.text) {
            return Some(cached);
        }
        let beginnings = typed.text.char_indices().map(|(at, _)| &typed.text[..at]).rev();
        if let Some(narrowed) = beginnings.filter_map(cached).find_map(|wider| narrowed(&wider, &typed.text)) {
            return Some(Arc::new(narrowed));
        }
        let cell = self.cache.search(tenant, &typed.text, now);
        cell.get_or_try_init(|| self.search(typed)).await.ok().cloned()
    }

    async fn search<T: Tenant>(&self, typed: &TypedOption<T>) -> Result<Arc<Matches>, NoSuggestions> {
        let channel = &typed.channel;
        let _permit = self.cache.call_permit(&channel.name, self.clock.now()).ok_or(NoSuggestions)?;
        let budget = Budget::new(CALLS_PER_SEARCH_MAX, Duration::ZERO);
        match timeout(SEARCH_TIMEOUT, channel.tenant.search(&typed.text, &budget)).await {
            Ok(Ok(matches)) => Ok(Arc::new(matches)),
            // Only this text is at fault, so the next keystroke may search again.
            Ok(Err(TenantError::Rejected(trouble))) => {
                let (tenant, call, code) = (&channel.name, &trouble.call, &trouble.code);
                tracing::warn!(%tenant, call, code, "autocomplete search rejected");
                Err(NoSuggestions)
            }
            Ok(Err(error)) => Err(self.pause_calls(typed, Some(error.trouble()))),
            Err(_) => Err(self.pause_calls(typed, None)),
        }
    }

    /// Stops calls to the tenant for a few seconds, and tells the operator if only they can mend it. Microsoft's message is not
    /// logged, because it may repeat what was typed.
    fn pause_calls<T>(&self, typed: &TypedOption<T>, trouble: Option<&Trouble>) -> NoSuggestions {
        let tenant = &typed.channel.name;
        let (call, code) = trouble.map_or(("", "too_slow"), |trouble| (&*trouble.call, &*trouble.code));
        let request_id = trouble.and_then(|trouble| trouble.request_id.as_deref());
        tracing::warn!(%tenant, call, code, request_id, "autocomplete paused");
        self.cache.pause_calls(tenant, self.clock.now());
        if let Some(trouble) = trouble {
            self.alerts.failed(tenant, &typed.guild_locale, trouble, self.clock.now());
        }
        NoSuggestions
    }
}

/// There is nothing to suggest, and nothing to cache.
struct NoSuggestions;
