//! The private message and the page with a secret, for cases that have made one.

use super::{at, id, member, role, standing};
use grendel::domain::authority::Guard;
use grendel::domain::case::{Case, Now, Press, ReceiverProof};
use grendel::domain::event::Verb;
use grendel::domain::people::{HeldRole, Member, Standing, StandingLookup};
use grendel::domain::receiver::Receiver;
use grendel::domain::step::StepKind;
use grendel::domain::{InteractionId, Locale};
use grendel::render::Messages;
use grendel::render::page::SecretPage;
use grendel::secret::Secret;

/// Returns the message that shows this secret to one member, if the case has made a password or a pass.
pub fn whisper(case: &Case, locale: &Locale, secret: &str) -> Option<String> {
    let (secrets, proof) = (made(case, secret)?, receiver_proof(case)?);
    Messages::new().secret_message(&proof, case, &secrets, locale).map(|words| words.reveal().to_owned())
}

/// Returns the page that shows this secret to one member, if the case has made a password or a pass.
pub fn secret_page(case: &Case, locale: &Locale, secret: &str) -> Option<SecretPage> {
    Messages::new().secret_page(&receiver_proof(case)?, case, made(case, secret)?, locale)
}

/// Returns this secret for each step of the case that has made one, once the case has something to hand over.
fn made(case: &Case, secret: &str) -> Option<Vec<(StepKind, Secret)>> {
    let run = case.run().filter(|run| run.delivery.is_some())?;
    Some(run.issued.iter().map(|made| (made.step, Secret::new(secret.to_owned()))).collect())
}

/// Returns the proof that the person for whom the secret of this case is may see it, while it waits for them.
pub fn receiver_proof(case: &Case) -> Option<ReceiverProof> {
    let request = case.approval_request()?;
    let (rule, fixed) = case.receiver(request);
    let named = Member { roles: rule.named().to_vec(), ..member(2) };
    let receiver = fixed.unwrap_or(Receiver { member: named, account: id(2) });
    let roles = vec![HeldRole::tenant_wide(role("Global Administrator"))];
    let press = Press {
        member: receiver.member,
        interaction: InteractionId(8),
        verb: Verb::ShowSecret,
        plan: request.approval.plan,
        reason: None,
        standing: StandingLookup::Read(Standing { roles, ..standing(receiver.account) }),
        signed_in_at: None,
        debt: None,
        guard: Some(Guard::default()),
        target_privileged: false,
        limit: None,
        target_known: false,
    };
    case.receiver_proof(&press, Now { at: at(), epoch: 1, freeze: None }).ok()
}
