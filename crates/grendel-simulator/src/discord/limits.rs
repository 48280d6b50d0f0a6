//! Discord's limits for messages and modals.
//!
//! <https://docs.discord.com/developers/resources/message#embed-object-embed-limits> and
//! <https://docs.discord.com/developers/components/reference>.

use std::collections::HashSet;

use serde_json::Value;

use super::api_error::{ApiError, FormErrors, join};
use super::select_menu::STRING_SELECT;

const CONTENT_CHARS_MAX: usize = 2000;
const EMBEDS_MAX: usize = 10;
const EMBED_CHARS_TOTAL_MAX: usize = 6000;
const EMBED_TITLE_CHARS_MAX: usize = 256;
const EMBED_DESCRIPTION_CHARS_MAX: usize = 4096;
const EMBED_FIELDS_MAX: usize = 25;
const EMBED_FIELD_NAME_CHARS_MAX: usize = 256;
const EMBED_FIELD_VALUE_CHARS_MAX: usize = 1024;
const EMBED_FOOTER_CHARS_MAX: usize = 2048;
const EMBED_AUTHOR_CHARS_MAX: usize = 256;
const EMBED_COLOUR_MAX: u64 = 0xFF_FFFF;
const ACTION_ROWS_MAX: usize = 5;
const BUTTONS_PER_ROW_MAX: usize = 5;
const CUSTOM_ID_CHARS_MAX: usize = 100;
const BUTTON_LABEL_CHARS_MAX: usize = 80;
const URL_CHARS_MAX: usize = 512;
const NONCE_CHARS_MAX: usize = 25;
const MENTIONS_MAX: usize = 100;
const MODAL_TITLE_CHARS_MAX: usize = 45;
const MODAL_COMPONENTS_MAX: usize = 5;
const TEXT_INPUT_LABEL_CHARS_MAX: usize = 45;
pub(super) const TEXT_INPUT_CHARS_MAX: usize = 4000;
const PLACEHOLDER_CHARS_MAX: usize = 100;
const MENU_OPTIONS_MAX: usize = 25;
const MENU_CHARS_MAX: usize = 100;
const MENU_PLACEHOLDER_CHARS_MAX: usize = 150;

const ACTION_ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_INPUT: u64 = 4;
const STYLE_LINK: u64 = 5;
const FLAG_COMPONENTS_V2: u64 = 1 << 15;

/// Refuses an invalid message body, new or changed, at `place` in the request.
pub(super) fn check_message(place: &str, body: &Value) -> Result<(), ApiError> {
    let mut errors = FormErrors::default();
    if !body.is_object() {
        errors.add(place, "Only dictionaries may be used in a DictType");
        return errors.into_result();
    }
    errors.text(place, body, "content", (0, CONTENT_CHARS_MAX));
    check_embeds(&mut errors, place, body);
    check_rows(&mut errors, place, body);
    check_allowed_mentions(&mut errors, &join(place, "allowed_mentions"), &body["allowed_mentions"]);
    match &body["nonce"] {
        Value::Null | Value::Number(_) => {}
        _ => _ = errors.text(place, body, "nonce", (0, NONCE_CHARS_MAX)),
    }
    if body["flags"].as_u64().unwrap_or_default() & FLAG_COMPONENTS_V2 != 0 {
        errors.add(&join(place, "flags"), "The simulated Discord does not render Components V2.");
    }
    errors.into_result()
}

/// Refuses an invalid modal, at `place` in the request.
pub(super) fn check_modal(place: &str, modal: &Value) -> Result<(), ApiError> {
    let mut errors = FormErrors::default();
    errors.required(place, modal, "custom_id", (1, CUSTOM_ID_CHARS_MAX));
    errors.required(place, modal, "title", (1, MODAL_TITLE_CHARS_MAX));
    let rows = errors.list(place, modal, "components", MODAL_COMPONENTS_MAX);
    if rows.is_empty() {
        errors.add(&join(place, "components"), "Must be between 1 and 5 in length.");
    }
    let mut ids = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let row_place = join(&join(place, "components"), &index.to_string());
        if row["type"].as_u64() != Some(ACTION_ROW) {
            errors.add(&join(&row_place, "type"), "Value of field \"type\" must be one of (1,).");
            continue;
        }
        let inputs = errors.list(&row_place, row, "components", 1);
        if inputs.is_empty() {
            errors.add(&join(&row_place, "components"), "This field is required");
        }
        for input in inputs {
            check_text_input(&mut errors, &join(&join(&row_place, "components"), "0"), input, &mut ids);
        }
    }
    errors.into_result()
}

fn check_text_input<'a>(errors: &mut FormErrors, place: &str, input: &'a Value, ids: &mut HashSet<&'a str>) {
    if input["type"].as_u64() != Some(TEXT_INPUT) {
        errors.add(&join(place, "type"), "Value of field \"type\" must be one of (4,).");
    }
    if let Some(id) = errors.required(place, input, "custom_id", (1, CUSTOM_ID_CHARS_MAX))
        && !ids.insert(id)
    {
        errors.add(&join(place, "custom_id"), "Component custom id cannot be duplicated");
    }
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        errors.add(&join(place, "style"), "Value must be one of {1, 2}.");
    }
    errors.required(place, input, "label", (1, TEXT_INPUT_LABEL_CHARS_MAX));
    errors.text(place, input, "placeholder", (0, PLACEHOLDER_CHARS_MAX));
    errors.text(place, input, "value", (0, TEXT_INPUT_CHARS_MAX));
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let most = TEXT_INPUT_CHARS_MAX as u64;
        if !input[key].is_null() && !input[key].as_u64().is_some_and(|length| (least..=most).contains(&length)) {
            errors.add(&join(place, key), &format!("int value should be between {least} and {most}."));
        }
    }
}

fn check_embeds(errors: &mut FormErrors, place: &str, body: &Value) {
    let embeds = errors.list(place, body, "embeds", EMBEDS_MAX);
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let here = join(&join(place, "embeds"), &index.to_string());
        total += check_embed(errors, &here, embed);
    }
    if total > EMBED_CHARS_TOTAL_MAX {
        let message = format!("Embed size exceeds maximum size of {EMBED_CHARS_TOTAL_MAX}");
        errors.add(&join(place, "embeds"), &message);
    }
}

/// Checks an embed and returns the characters that count towards the total.
fn check_embed(errors: &mut FormErrors, place: &str, embed: &Value) -> usize {
    let mut texts = vec![
        errors.text(place, embed, "title", (0, EMBED_TITLE_CHARS_MAX)),
        errors.text(place, embed, "description", (0, EMBED_DESCRIPTION_CHARS_MAX)),
    ];
    if embed["footer"].is_object() {
        let lengths = (1, EMBED_FOOTER_CHARS_MAX);
        texts.push(errors.required(&join(place, "footer"), &embed["footer"], "text", lengths));
    }
    if embed["author"].is_object() {
        let lengths = (1, EMBED_AUTHOR_CHARS_MAX);
        texts.push(errors.required(&join(place, "author"), &embed["author"], "name", lengths));
    }
    for (index, field) in errors.list(place, embed, "fields", EMBED_FIELDS_MAX).iter().enumerate() {
        let here = join(&join(place, "fields"), &index.to_string());
        texts.push(errors.required(&here, field, "name", (1, EMBED_FIELD_NAME_CHARS_MAX)));
        texts.push(errors.required(&here, field, "value", (1, EMBED_FIELD_VALUE_CHARS_MAX)));
    }
    let colour = &embed["color"];
    if !colour.is_null() && colour.as_u64().is_none_or(|colour| colour > EMBED_COLOUR_MAX) {
        errors.add(&join(place, "color"), "int value should be less than or equal to 16777215.");
    }
    if let Some(time) = embed["timestamp"].as_str()
        && time.parse::<jiff::Timestamp>().is_err()
    {
        errors.add(&join(place, "timestamp"), "Could not parse ISO8601 datetime.");
    }
    texts.into_iter().flatten().map(|text| text.chars().count()).sum()
}

fn check_rows(errors: &mut FormErrors, place: &str, body: &Value) {
    let rows = errors.list(place, body, "components", ACTION_ROWS_MAX);
    let mut ids = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let here = join(&join(place, "components"), &index.to_string());
        if row["type"].as_u64() != Some(ACTION_ROW) {
            errors.add(&join(&here, "type"), "Value of field \"type\" must be one of (1,).");
            continue;
        }
        let buttons = errors.list(&here, row, "components", BUTTONS_PER_ROW_MAX);
        if buttons.is_empty() {
            errors.add(&join(&here, "components"), "Must be between 1 and 5 in length.");
        }
        // A menu fills the whole row.
        if let [menu] = buttons
            && menu["type"].as_u64() == Some(STRING_SELECT)
        {
            check_menu(errors, &join(&here, "components.0"), menu, &mut ids);
            continue;
        }
        for (index, button) in buttons.iter().enumerate() {
            check_button(errors, &join(&join(&here, "components"), &index.to_string()), button, &mut ids);
        }
    }
}

fn check_menu<'a>(errors: &mut FormErrors, place: &str, menu: &'a Value, ids: &mut HashSet<&'a str>) {
    if let Some(id) = errors.required(place, menu, "custom_id", (1, CUSTOM_ID_CHARS_MAX))
        && !ids.insert(id)
    {
        errors.add(&join(place, "custom_id"), "Component custom id cannot be duplicated");
    }
    errors.text(place, menu, "placeholder", (0, MENU_PLACEHOLDER_CHARS_MAX));
    let options = errors.list(place, menu, "options", MENU_OPTIONS_MAX);
    if options.is_empty() {
        errors.add(&join(place, "options"), "This field is required");
    }
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let here = join(&join(place, "options"), &index.to_string());
        errors.required(&here, option, "label", (1, MENU_CHARS_MAX));
        errors.text(&here, option, "description", (0, MENU_CHARS_MAX));
        if let Some(value) = errors.required(&here, option, "value", (1, MENU_CHARS_MAX))
            && !values.insert(value)
        {
            errors.add(&join(&here, "value"), "The specified option value is already used");
        }
    }
    let most = menu["max_values"].as_u64().unwrap_or(1);
    if most == 0 || most > options.len() as u64 || menu["min_values"].as_u64().unwrap_or(1) > most {
        errors.add(&join(place, "max_values"), "Must be between min_values and the number of options.");
    }
}

fn check_button<'a>(errors: &mut FormErrors, place: &str, button: &'a Value, ids: &mut HashSet<&'a str>) {
    if button["type"].as_u64() != Some(BUTTON) {
        errors.add(&join(place, "type"), "The simulated Discord knows buttons, and a menu alone in its row.");
        return;
    }
    errors.text(place, button, "label", (0, BUTTON_LABEL_CHARS_MAX));
    if button["label"].as_str().unwrap_or_default().is_empty() && button["emoji"].is_null() {
        errors.add(place, "A button must have a label or an emoji");
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            if let Some(id) = errors.required(place, button, "custom_id", (1, CUSTOM_ID_CHARS_MAX))
                && !ids.insert(id)
            {
                errors.add(&join(place, "custom_id"), "Component custom id cannot be duplicated");
            }
            if !button["url"].is_null() {
                errors.add(&join(place, "url"), "A url is for link buttons only");
            }
        }
        Some(STYLE_LINK) => {
            let url = errors.required(place, button, "url", (1, URL_CHARS_MAX)).unwrap_or_default();
            if !["http://", "https://", "discord://"].iter().any(|scheme| url.starts_with(scheme)) {
                errors.add(&join(place, "url"), "Scheme must be one of ('http', 'https', 'discord').");
            }
            if !button["custom_id"].is_null() {
                errors.add(&join(place, "custom_id"), "A custom id and a url cannot both be specified");
            }
        }
        _ => errors.add(&join(place, "style"), "Value must be one of {1, 2, 3, 4, 5}."),
    }
}

fn check_allowed_mentions(errors: &mut FormErrors, place: &str, allowed: &Value) {
    for kind in ["users", "roles"] {
        let named = errors.list(place, allowed, kind, MENTIONS_MAX);
        let parsed = allowed["parse"].as_array().is_some_and(|parse| parse.iter().any(|word| word == kind));
        if parsed && !named.is_empty() {
            errors.add(place, &format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."));
        }
    }
}
