//! The replies to a press on a button: forms, acknowledgements and refusals.

use super::{Listing, Surface, samples};
use grendel::domain::digest::Digest;
use grendel::domain::event::Verb;
use grendel::domain::refusal::Refusal;
use grendel::render::Messages;
use grendel::render::card::{ButtonId, Form, NumberKey};

/// The longest reason that the forms take, in characters.
const REASON_CHARS_MAX: u16 = 500;

/// Lists the reply to each button, and every refusal.
pub fn list(listing: &mut Listing) {
    let (locale, messages) = (listing.locale.clone(), Messages::new());
    listing.topic("button-replies");
    let case = samples::opened(&locale.0);
    let plan = Digest::parse(&"0".repeat(64)).expect("a digest has so many letters");
    for verb in Verb::ALL {
        let reader = "the member who pressed";
        let pressed = verb.word();
        let button = ButtonId { verb: *verb, case: samples::CASE, plan };
        if let Some(form) = messages.form(button, REASON_CHARS_MAX, &locale) {
            listing.add(Surface::Form, reader, &format!("on pressing `{pressed}`"), &form_text(&form));
        }
        let reply = match verb {
            Verb::Details => messages.details(&case, &locale),
            verb => messages.press_accepted(&case, *verb, &locale),
        };
        listing.add(Surface::Answer, reader, &format!("after `{pressed}` has counted"), &reply);
    }
    let running = samples::cases(&locale.0).into_iter().find(|case| case.run().is_some()).expect("some case runs");
    let reply = messages.press_accepted(&running, Verb::Deny, &locale);
    listing.add(Surface::Answer, "the member who pressed", "after `deny` has counted in a frozen tenant", &reply);
    let form = messages.number_form(NumberKey(0), &locale);
    listing.add(Surface::Form, "the member who signs in", "on pressing for the number", &form_text(&form));
    listing.topic("refusals-of-members");
    for refusal in samples::refusals() {
        // Those before it are about the member, not about what they asked for.
        if refusal == Refusal::TargetMalformed {
            listing.topic("refusals");
        }
        list_refusal(listing, &refusal);
    }
}

fn list_refusal(listing: &mut Listing, refusal: &Refusal) {
    let answer = Messages::new().refusal(refusal, &listing.locale);
    listing.add(Surface::Answer, "the member who typed or pressed", &format!("refused: `{}`", refusal.rule()), &answer);
}

fn form_text(form: &Form) -> String {
    let Form { title, question, placeholder, .. } = form;
    format!("{title}\n{question}\n  ({placeholder})")
}
