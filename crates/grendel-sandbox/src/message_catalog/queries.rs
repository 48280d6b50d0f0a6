//! What is answered without a case: `/cases`, `/link`, `/unlink`, `/whoami`, and the pages at the end of a sign-in.

use super::samples::people::{self, Outside};
use super::samples::texts::{ANNA, TARGET_UPN};
use super::{Line, Place, Telling, samples};
use grendel::render::Messages;
use grendel::render::page::{BrowserPage, ConfirmationPage};

/// Tells all of it.
pub fn tell(telling: &mut Telling) {
    let (locale, messages, outside) = (telling.locale.clone(), Messages::new(), Outside::usual());
    for answer in people::answers(&locale, &outside) {
        let place = if answer.is_call { Place::Call } else { Place::Answer };
        telling.tell(place, answer.reader, answer.when, &answer.text);
    }
    for (profile, when) in people::profiles(&outside) {
        let answer = messages.profile(&profile, &locale);
        let lines: Vec<Line> = answer.lines().map(|line| Line::new("", line)).collect();
        telling.tell_lines(Place::Answer, "whoever typed /whoami", (when, ""), &answer, &lines);
    }
    let member = samples::member(1);
    let question = messages.link_confirmation_page(TARGET_UPN, &member, &locale);
    telling.tell(Place::Page, ANNA, "after a sign-in for a link", &asked(&question));
    for (when, BrowserPage { title, text, .. }) in people::pages(&locale, ANNA, TARGET_UPN) {
        telling.tell(Place::Page, ANNA, &when, &format!("{title}\n{text}"));
    }
}

fn asked(question: &ConfirmationPage) -> String {
    let ConfirmationPage { page, rows, warning, yes, no } = question;
    let mut lines = vec![page.title.clone(), page.text.clone()];
    for fact in rows {
        let detail = if fact.detail.is_empty() { String::new() } else { format!(" ({})", fact.detail) };
        lines.push(format!("  {}: {}{detail}", fact.label, fact.name));
    }
    lines.extend([warning.clone(), format!("[{yes}] [{no}]")]);
    lines.join("\n")
}
