//! The answers without a case: `/cases`, `/link`, `/unlink`, `/whoami`, and the pages at the end of a sign-in.

use super::samples::people::{self, Outside};
use super::samples::texts::{ANNA, TARGET_UPN};
use super::{Listing, MessageLine, Surface, samples};
use grendel::render::Messages;
use grendel::render::page::{BrowserPage, ConfirmationPage};

/// Lists the answers to these commands, and the pages.
pub fn list(listing: &mut Listing) {
    let (locale, messages, outside) = (listing.locale.clone(), Messages::new(), Outside::usual());
    listing.topic("links-and-cases");
    for answer in people::answers(&locale, &outside) {
        let surface = if answer.is_call { Surface::Ping } else { Surface::Answer };
        listing.add(surface, answer.reader, answer.when, &answer.text);
    }
    listing.topic("whoami");
    for (profile, when) in people::profiles(&outside) {
        let answer = messages.profile(&profile, &locale);
        let lines = MessageLine::of(&answer);
        listing.add_lines(Surface::Answer, "the member who typed /whoami", (when, ""), &answer, &lines);
    }
    listing.topic("pages");
    let member = samples::member(1);
    for (when, question) in people::questions(&locale, &member, TARGET_UPN) {
        listing.add(Surface::Page, ANNA, when, &confirmation_text(&question));
    }
    for (when, BrowserPage { title, text, .. }) in people::pages(&locale, &member) {
        listing.add(Surface::Page, ANNA, &when, &format!("{title}\n{text}"));
    }
}

fn confirmation_text(question: &ConfirmationPage) -> String {
    let ConfirmationPage { page, rows, warning, yes, no } = question;
    let mut lines = vec![page.title.clone(), page.text.clone()];
    for fact in rows {
        let detail = if fact.detail.is_empty() { String::new() } else { format!(" ({})", fact.detail) };
        lines.push(format!("  {}: {}{detail}", fact.label, fact.name));
    }
    lines.extend([warning.clone(), format!("[{yes}] [{no}]")]);
    lines.join("\n")
}
