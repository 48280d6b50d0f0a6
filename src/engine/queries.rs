//! Commands that open no case: what they ask is answered to the one who typed, and to nobody else.

use std::sync::Arc;

use super::reply::Reply;
use super::sign_in_sessions::{Begun, Purpose};
use super::{Engine, lookups};
use crate::domain::command::Inquiry;
use crate::domain::link::{LinkSource, PersonEvent};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::profile::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::wording::OptionName;
use crate::ports::{Chat, Interaction, Tenant};
use crate::render::card::ButtonId;

impl<T: Tenant, C: Chat> Engine<T, C> {
    pub(super) async fn on_inquiry(
        &mut self,
        interaction: Interaction,
        site: usize,
        member: Member,
        (inquiry, options): (Inquiry, &[(String, String)]),
    ) {
        tracing::info!(interaction = %interaction.id, inquiry = inquiry.word(), "asked");
        match inquiry {
            Inquiry::Link => self.on_link(interaction, site, member).await,
            Inquiry::Unlink => self.on_unlink(interaction, site, member).await,
            Inquiry::WhoAmI => self.on_who_am_i(interaction, site, member),
            Inquiry::Help => self.on_help(interaction, site, member),
            Inquiry::Cases => {
                let cases = self.shared.cases_for(site, &member);
                let words = self.shared.messages.case_list(&cases, &interaction.member_locale);
                self.reply(interaction, words);
            }
            Inquiry::Case => {
                let number = options.iter().find(|(name, _)| name == OptionName::Number.word());
                let typed = number.map_or("", |(_, text)| text);
                match self.shared.case_for(site, &member, typed) {
                    Ok(case) => {
                        let words = self.shared.messages.case_summary(&case, &interaction.member_locale);
                        self.reply(interaction, words);
                    }
                    Err(refusal) => self.turn_away(interaction, refusal).await,
                }
            }
        }
    }

    /// Somebody wants to read all of a case. It is for the same eyes as `/case`, and like that writes nothing down: so it works on a
    /// card of any age, whatever plan that shows, and on a case that is over.
    pub(super) async fn on_details(&mut self, interaction: Interaction, button: ButtonId) {
        let found = self.site_and_member(&interaction);
        let case = found.and_then(|(site, member)| self.shared.case_for(site, &member, &button.case.to_string()));
        match case {
            Ok(case) => {
                let words = self.shared.messages.details(&case, &interaction.member_locale);
                self.reply(interaction, words);
            }
            Err(refusal) => self.turn_away(interaction, refusal).await,
        }
    }

    fn reply(&self, interaction: Interaction, words: String) {
        let chat = Arc::clone(&self.shared.chat);
        let reply = Reply::owe(&chat, interaction.reply);
        tokio::spawn(async move { reply.say(chat.as_ref(), &words).await });
    }

    /// Offers a sign-in. Nothing is written down before somebody comes back from it.
    async fn on_link(&mut self, interaction: Interaction, site: usize, member: Member) {
        let shared = Arc::clone(&self.shared);
        if let Err(refusal) = shared.sites[site].people().may_link(member.id) {
            return self.turn_away(interaction, refusal).await;
        }
        if shared.ways.redirect_uri.is_none() && !shared.ways.device_code {
            return self.turn_away(interaction, Refusal::NoSignIn).await;
        }
        let begun = Begun {
            site,
            member,
            interaction: interaction.id,
            member_locale: interaction.member_locale,
            guild_locale: interaction.guild_locale,
            purpose: Purpose::Link,
            reply: interaction.reply.clone(),
        };
        let reply = Reply::owe(&shared.chat, interaction.reply);
        let Some(redirect_uri) = &shared.ways.redirect_uri else {
            tokio::spawn(shared.link_by_device(begun, reply));
            return;
        };
        let locale = begun.member_locale.clone();
        let words = shared
            .begin_sign_in(begun, redirect_uri, |address, until| shared.messages.link_offer(address, until, &locale));
        tokio::spawn(async move { reply.say(shared.chat.as_ref(), &words).await });
    }

    async fn on_unlink(&mut self, interaction: Interaction, site: usize, member: Member) {
        let shared = Arc::clone(&self.shared);
        let roster = &shared.sites[site].roster;
        let changing = roster.changing.lock().await;
        let people = roster.people();
        let words = match people.known(member.id) {
            Some((_, LinkSource::Operator)) => return self.turn_away(interaction, Refusal::LinkedByOperator).await,
            Some((account, LinkSource::Member)) => {
                let unlinked = PersonEvent::Unlinked {
                    tenant: shared.sites[site].name.clone(),
                    member,
                    account: account.clone(),
                    interaction: interaction.id,
                };
                if let Err(error) = shared.journal.person(shared.clock.now(), unlinked.clone()).await {
                    return shared.fail(&error.to_string());
                }
                roster.learn(&unlinked);
                shared.messages.unlink_completed(&interaction.member_locale)
            }
            None => shared.messages.nothing_to_unlink(&interaction.member_locale),
        };
        drop(changing);
        self.reply(interaction, words);
    }

    fn on_who_am_i(&self, interaction: Interaction, site: usize, member: Member) {
        let shared = Arc::clone(&self.shared);
        let reply = Reply::owe(&shared.chat, interaction.reply);
        tokio::spawn(async move {
            let (site, budget) = (&shared.sites[site], shared.limits.budget_of_press());
            let account = site.people().known(member.id).map(|(account, word)| (account.clone(), word));
            let checked = match &account {
                Some((account, _)) => lookups::check_account(site, account, shared.clock.now(), &budget).await,
                None => StandingLookup::NotLinked,
            };
            let profile = Profile::new(member, account, checked, shared.catalog.commands());
            reply.say(shared.chat.as_ref(), &shared.messages.profile(&profile, &interaction.member_locale)).await;
        });
    }
}
