//! The owner's trouble as the requester tells it, and the evidence against it.

use super::evidence::sign_in_facts;
use super::localizer::Localizer;
use super::text::{escape, relative};
use crate::domain::complaint::Complaint;
use crate::domain::diagnose::contradictions::Contradiction;
use crate::domain::sign_ins::SignInThread;

/// The most characters of a code as typed.
const CODE_CHARS_MAX: usize = 40;

/// Returns the line about what the requester says; `None` if they said nothing.
pub fn said(localizer: &Localizer, complaint: &Complaint) -> Option<String> {
    let symptom = complaint.symptom.map(|symptom| localizer.text_of("symptom", symptom.word()));
    let code = complaint.code.as_ref().map(|code| escape(code, CODE_CHARS_MAX));
    let code = code.map(|code| localizer.format("asked-code", &[("code", code.into())]));
    let said: Vec<String> = symptom.into_iter().chain(code).collect();
    (!said.is_empty()).then(|| localizer.format("asked-complaint", &[("said", said.join(", ").into())]))
}

/// Returns a contradiction in a sentence.
pub fn contradiction(localizer: &Localizer, contradiction: &Contradiction) -> String {
    let code_of = |code: &u32| ("code", format!("AADSTS{code}").into());
    match contradiction {
        Contradiction::NoCode => localizer.text("unfit-no-code"),
        Contradiction::CodeNotInLog(code) => localizer.format("unfit-code-not-in-log", &[code_of(code)]),
        Contradiction::CodeIsOver(code, at) => {
            localizer.format("unfit-code-is-over", &[code_of(code), ("when", relative(*at).into())])
        }
        Contradiction::HasSignedIn(at, thread) => {
            let thread = sign_in_facts::thread(localizer, thread);
            localizer.format("unfit-has-signed-in", &[("when", relative(*at).into()), ("thread", thread.into())])
        }
        Contradiction::ManyDevices(threads) => {
            let in_words = |thread: &SignInThread| sign_in_facts::thread(localizer, thread);
            let threads: Vec<String> = threads.iter().map(in_words).collect();
            localizer.format("unfit-many-devices", &[("threads", localizer.join_semicolons(&threads).into())])
        }
        Contradiction::NothingFails => localizer.text("unfit-nothing-fails"),
        Contradiction::NoPrompt => localizer.text("unfit-no-prompt"),
        Contradiction::MaySend => localizer.text("unfit-may-send"),
        Contradiction::MailNotRead => localizer.text("unfit-mail-not-read"),
    }
}
