//! Messages and modals as text, for the terminal and for snapshots.

use std::fmt::Write;

use serde_json::Value;

use super::guild_state::{Message, Modal};
use super::select_menu::STRING_SELECT;

const BUTTON: u64 = 2;

impl Message {
    /// Returns the message as a box of text: author, content, embeds, buttons. Discord's marks (`<t:…:R>`, `**`) stay
    /// as they are.
    pub fn to_text(&self) -> String {
        let mut lines = Vec::new();
        lines.extend(self.content.lines().map(str::to_owned));
        for embed in &self.embeds {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            embed_lines(embed, &mut lines);
        }
        for row in &self.components {
            let buttons = row["components"].as_array().into_iter().flatten();
            lines.push(buttons.map(part_text).collect::<Vec<_>>().join(" "));
        }
        if self.thinking {
            lines.push("thinking…".to_owned());
        }
        let mut heading = self.author.clone();
        if self.direct_to.is_some() {
            heading.push_str(" (direct message)");
        }
        if self.only_for.is_some() {
            heading.push_str(" (only you see this)");
        }
        if self.edits > 0 {
            heading.push_str(" (edited)");
        }
        boxed(&heading, &lines)
    }
}

impl Modal {
    /// Returns the modal as a box of text: the title, and each field with its value.
    pub fn to_text(&self) -> String {
        let field = |field: &super::ModalField| {
            let mark = if field.required { " *" } else { "" };
            let hint = field.placeholder.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            format!("{}{mark}: {}{hint}", field.label, if field.value.is_empty() { "____" } else { &field.value })
        };
        let mut lines: Vec<String> = self.fields.iter().map(field).collect();
        lines.push("[ Cancel ] [ Submit ]".to_owned());
        boxed(&self.title, &lines)
    }
}

/// Returns every button of a message, in order.
pub(super) fn all_buttons(message: &Message) -> impl Iterator<Item = &Value> {
    let parts = message.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    parts.filter(|part| part["type"].as_u64() == Some(BUTTON))
}

/// Returns the label of a button.
pub(super) fn label(button: &Value) -> &str {
    button["label"].as_str().or_else(|| button["emoji"]["name"].as_str()).unwrap_or_default()
}

fn embed_lines(embed: &Value, lines: &mut Vec<String>) {
    let start = lines.len();
    lines.extend(embed["author"]["name"].as_str().map(str::to_owned));
    if let Some(title) = embed["title"].as_str() {
        lines.push(format!("# {title}"));
    }
    lines.extend(embed["description"].as_str().into_iter().flat_map(str::lines).map(str::to_owned));
    for field in embed["fields"].as_array().into_iter().flatten() {
        lines.push(format!("{}:", field["name"].as_str().unwrap_or_default()));
        let value = field["value"].as_str().unwrap_or_default();
        lines.extend(value.lines().map(|line| format!("  {line}")));
    }
    if let Some(footer) = embed["footer"]["text"].as_str() {
        lines.push(format!("-- {footer}"));
    }
    for line in &mut lines[start..] {
        line.insert_str(0, "▌ ");
    }
}

fn part_text(part: &Value) -> String {
    if part["type"].as_u64() != Some(STRING_SELECT) {
        return button_text(part);
    }
    let offered = part["options"].as_array().into_iter().flatten().filter_map(|option| option["label"].as_str());
    format!("[ {}: {} ]", part["placeholder"].as_str().unwrap_or("choose"), offered.collect::<Vec<_>>().join(" / "))
}

fn button_text(button: &Value) -> String {
    let label = label(button);
    match (button["url"].as_str(), button["disabled"].as_bool()) {
        (Some(url), _) => format!("[ {label} -> {url} ]"),
        (None, Some(true)) => format!("[ {label} (disabled) ]"),
        _ => format!("[ {label} ]"),
    }
}

fn boxed(heading: &str, lines: &[String]) -> String {
    let mut text = format!("┌ {heading}\n");
    for line in lines {
        // Writing to a string cannot fail.
        _ = writeln!(text, "{}", format!("│ {line}").trim_end());
    }
    text.push_str("└\n");
    text
}
