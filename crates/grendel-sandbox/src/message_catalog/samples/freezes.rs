//! A frozen tenant: the announcements, the answers to `/freeze` and `/unfreeze`, and the cases that wait.

use super::people::{Answer, account};
use super::{at, intended, member};
use grendel::domain::event::Event;
use grendel::domain::freeze::{Freeze, FreezeScope};
use grendel::domain::run::StepResponse;
use grendel::domain::tenant_freeze::{Guardian, TenantEvent, TenantFreeze};
use grendel::domain::{InteractionId, Locale, MemberId};
use grendel::render::Messages;

/// The role of those who guard the tenant.
const GUARDS: [u64; 1] = [u64::MAX];

/// Returns the announcements in the channel, and the private answers, with this reason.
pub fn answers(locale: &Locale, reason: &str) -> Vec<Answer> {
    let messages = Messages::new();
    let by = || Guardian { member: member(1), account: account(), interaction: InteractionId(9), signed_in_at: None };
    let (tenant, reason, guild_locale) = ("contoso".into(), reason.to_owned(), locale.clone());
    let frozen = |scope| TenantEvent::Frozen {
        tenant: "contoso".into(),
        scope,
        by: (scope != FreezeScope::Secrets).then(by),
        reason: if scope == FreezeScope::Secrets { String::new() } else { reason.clone() },
        guild_locale: guild_locale.clone(),
    };
    let asked = TenantEvent::UnfreezeAsked { tenant, by: by(), reason: reason.clone() };
    let lifted = TenantEvent::Unfrozen { tenant: "contoso".into(), by: by(), reason: reason.clone() };
    let mut answers = Vec::new();
    for event in FreezeScope::ALL.iter().map(|scope| frozen(*scope)).chain([asked.clone(), lifted]) {
        let when = match &event {
            TenantEvent::Frozen { by: Some(_), .. } => "after somebody froze the tenant",
            TenantEvent::Frozen { by: None, .. } => "after too many passwords and passes",
            TenantEvent::UnfreezeAsked { .. } => "after a first person asked to lift the freeze",
            TenantEvent::Unfrozen { .. } => "after a second person lifted the freeze",
        };
        let text = messages.freeze_announcement(&event, at(), &GUARDS, locale);
        answers.push(Answer { reader: "those who guard the tenant", when, text, is_call: true });
        if event.by().is_some() {
            let text = messages.control_answer(&event, locale);
            answers.push(Answer { reader: "the member who typed /freeze or /unfreeze", when, text, is_call: false });
        }
    }
    for scope in FreezeScope::ALL {
        let mut state = TenantFreeze::default();
        state.apply(&frozen(*scope), at());
        state.apply(&asked, at());
        let Some(frozen) = state.frozen() else { continue };
        let text = messages.freeze_reminder(frozen, &GUARDS, locale);
        answers.push(Answer { reader: "those who guard the tenant", when: "after a start", text, is_call: true });
        let text = messages.below_freeze(frozen, at(), &messages.case_list(&[], locale), locale);
        answers.push(Answer {
            reader: "the member who typed /cases",
            when: "while it is frozen",
            text,
            is_call: false,
        });
    }
    answers
}

/// Returns a freeze of this scope.
pub fn freeze(scope: FreezeScope) -> Freeze {
    Freeze { scope, since: at(), by: (scope != FreezeScope::Secrets).then_some(MemberId(4)) }
}

/// Returns the events of cases that wait, each after those of `approved`.
pub fn lives(approved: &[Event]) -> Vec<Vec<Event>> {
    let after = |life: &[Event], more: Vec<Event>| life.iter().cloned().chain(more).collect::<Vec<Event>>();
    let parked = |scope| Event::Parked { freeze: freeze(scope) };
    let mut lives: Vec<Vec<Event>> =
        FreezeScope::ALL.iter().map(|scope| after(approved, vec![parked(*scope)])).collect();
    let withheld = Event::StepAnswered { step: 0, answer: StepResponse::Withheld };
    lives.push(after(approved, vec![intended(0), withheld, parked(FreezeScope::Everything), Event::Resumed]));
    let running = vec![intended(0), parked(FreezeScope::Everything)];
    lives.push(after(approved, running));
    lives
}
