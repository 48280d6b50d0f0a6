//! What a press is answered: questions, that it was heard, and why it does not count.

use super::{Place, Telling, samples};
use grendel::domain::digest::Digest;
use grendel::domain::event::Verb;
use grendel::domain::refusal::Refusal;
use grendel::render::Messages;
use grendel::render::card::{ButtonId, Form};

/// The longest reason that is asked for, in characters.
const REASON_CHARS_MAX: u16 = 500;

/// Tells what is answered to each button, and every refusal.
pub fn tell(telling: &mut Telling) {
    let (locale, messages) = (telling.locale.clone(), Messages::new());
    let case = samples::opened(&locale.0);
    let plan = Digest::parse(&"0".repeat(64)).expect("a digest has so many letters");
    for verb in Verb::ALL {
        let reader = "whoever pressed";
        let pressed = verb.word();
        let button = ButtonId { verb: *verb, case: samples::CASE, plan };
        if let Some(form) = messages.form(button, REASON_CHARS_MAX, &locale) {
            telling.tell(Place::Form, reader, &format!("on pressing `{pressed}`"), &as_text(&form));
        }
        let heard = match verb {
            Verb::Details => messages.details(&case, &locale),
            verb => messages.press_accepted(&case, *verb, &locale),
        };
        telling.tell(Place::Answer, reader, &format!("after `{pressed}` has counted"), &heard);
    }
    for refusal in samples::refusals() {
        tell_refusal(telling, &refusal);
    }
}

fn tell_refusal(telling: &mut Telling, refusal: &Refusal) {
    let answer = Messages::new().refusal(refusal, &telling.locale);
    telling.tell(Place::Answer, "whoever typed or pressed", &format!("refused: `{}`", refusal.rule()), &answer);
}

fn as_text(form: &Form) -> String {
    let Form { title, question, placeholder, .. } = form;
    format!("{title}\n{question}\n  ({placeholder})")
}
