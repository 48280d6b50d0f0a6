//! A decision that takes a sign-in of its own: the button leads through it, and the decision counts only with it.

use std::sync::Arc;

use jiff::Timestamp;

use super::message::{Message, Pressed, Proof};
use super::reply::Reply;
use super::sign_in_sessions::{Begun, Purpose, Vote, good_until};
use super::{Shared, Site};
use crate::domain::event::UnroutedInteraction;
use crate::domain::people::Member;
use crate::domain::refusal::Refusal;
use crate::domain::{CaseNumber, Trouble};
use crate::ports::{Chat, Identity, Tenant};

impl<T: Tenant, C: Chat> Shared<T, C> {
    /// Offers the sign-in that this press still needs; gives the press back where nobody can sign in.
    pub(super) fn offer_sign_in(self: &Arc<Self>, site: usize, case: CaseNumber, pressed: Pressed) -> Option<Pressed> {
        let Some(redirect_uri) = &self.ways.redirect_uri else { return Some(pressed) };
        let locale = pressed.locale.clone();
        let vote = Vote { case, verb: pressed.verb, plan: pressed.plan, reason: pressed.reason };
        let begun = Begun {
            site,
            member: pressed.member,
            interaction: pressed.interaction,
            guild_locale: pressed.locale.clone(),
            member_locale: pressed.locale,
            purpose: Purpose::Vote(vote),
            reply: pressed.reply.to(),
        };
        let said = |address: &str, until| self.messages.sign_in_offer(case, address, until, &locale);
        let words = self.begin_sign_in(begun, redirect_uri, said);
        let (shared, reply) = (Arc::clone(self), pressed.reply);
        tokio::spawn(async move { reply.say(shared.chat.as_ref(), &words).await });
        None
    }

    /// Begins a sign-in, and gives what is said of it. Anew: a session that a browser still has would link whoever follows the link,
    /// without a word from them, and proves nothing about this minute.
    pub(super) fn begin_sign_in(
        &self,
        begun: Begun,
        redirect_uri: &str,
        said: impl FnOnce(&str, Timestamp) -> String,
    ) -> String {
        let sign_in = self.sites[begun.site].tenant.begin_sign_in(redirect_uri, true);
        let now = self.clock.now();
        let words = said(&sign_in.url, good_until(now));
        self.sign_ins.begin(begun, sign_in, now);
        words
    }

    /// Somebody has signed in, or has not, to decide: the case hears of it as if they had pressed just now.
    pub(super) async fn conclude_vote(&self, begun: &Begun, vote: &Vote, proved: Result<Identity, Refusal>) {
        let site = &self.sites[begun.site];
        let proof = proved.and_then(|identity| proof(site, begun, &identity));
        let (member, proof) = match (self.as_they_are_now(site, begun).await, proof) {
            (Ok(member), proof) => (member, proof),
            (Err(trouble), Ok(_)) => (begun.member.clone(), Err(Refusal::StandingUnread { trouble })),
            (Err(_), Err(refusal)) => (begun.member.clone(), Err(refusal)),
        };
        let reply = Reply::again(begun.reply.clone());
        let mailbox = self.open().get(&vote.case).map(|under_way| under_way.mailbox.clone());
        let Some(mailbox) = mailbox else { return self.came_too_late(begun, vote, reply).await };
        let pressed = Pressed {
            member,
            interaction: begun.interaction,
            verb: vote.verb,
            plan: vote.plan,
            reason: vote.reason.clone(),
            proof: Some(proof),
            locale: begun.member_locale.clone(),
            reply,
            undecided: self.undecided(),
        };
        // A case that ends at this instant answers what is in its mailbox; after that there is nobody to tell.
        let _ = mailbox.send(Message::Pressed(pressed)).await;
    }

    /// The case is over: said and written down as for a press that comes then.
    async fn came_too_late(&self, begun: &Begun, vote: &Vote, reply: Reply) {
        let stray = UnroutedInteraction {
            member: Some(Member { roles: Vec::new(), ..begun.member.clone() }),
            channel: Some(self.sites[begun.site].channel),
            interaction: begun.interaction,
            what: format!("{} on case {}", vote.verb.word(), vote.case),
            refusal: Refusal::CaseClosed,
        };
        if let Err(error) = self.journal.stray(self.clock.now(), stray).await {
            return self.fail(&error.to_string());
        }
        let (member, locale) = (&begun.member, &begun.member_locale);
        let words = self.case_closed(begun.site, member, vote.case, vote.reason.is_some(), locale);
        reply.say(self.chat.as_ref(), &words).await;
    }

    /// The member with the roles that the chat says they have now: the press is minutes old.
    async fn as_they_are_now(&self, site: &Site<T>, begun: &Begun) -> Result<Member, Trouble> {
        let roles = super::lookups::roles_now(site, self.chat.as_ref(), begun.member.id).await?;
        Ok(Member { roles, ..begun.member.clone() })
    }
}

/// When they have signed in, if it was to the account that is theirs here and Microsoft says when.
fn proof<T>(site: &Site<T>, begun: &Begun, identity: &Identity) -> Proof {
    // They may have taken their link back meanwhile.
    let account = site.account_of(begun.member.id).ok_or(Refusal::NotLinked)?;
    if account != identity.object_id {
        return Err(Refusal::SignedInAsSomebodyElse);
    }
    identity.signed_in_at.ok_or(Refusal::SignInUnproven)
}
