//! The bodies of cards, pings and forms: an embed, rows of buttons, allowed mentions, a modal.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter, CreateInputText,
    CreateInteractionResponse, CreateMessage, CreateModal, EditMessage,
};
use serenity::model::application::{ButtonStyle, InputTextStyle};
use serenity::model::channel::Nonce;
use serenity::model::id::{RoleId, UserId};

use crate::domain::event::Verb;
use crate::ports::{DirectMessage, Ping};
use crate::render::card::{Card, CardStatus, Form, NumberButton};

/// <https://docs.discord.com/developers/resources/message#create-message>
const CONTENT_CHARS_MAX: usize = 2000;
/// <https://docs.discord.com/developers/components/reference#action-row>
const BUTTONS_PER_ROW_MAX: usize = 5;
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal>
const FORM_TITLE_CHARS_MAX: usize = 45;
/// <https://docs.discord.com/developers/components/reference#text-input>
const QUESTION_CHARS_MAX: usize = 45;
/// <https://docs.discord.com/developers/components/reference#text-input>
const PLACEHOLDER_CHARS_MAX: usize = 100;
/// <https://docs.discord.com/developers/components/reference#text-input>
const ANSWER_CHARS_MAX: u16 = 4000;
/// The longest answer for which the field has one line.
const ONE_LINE_CHARS_MAX: u16 = 10;
/// The name of the form's only field. It is required by Discord and never read.
const ANSWER_FIELD: &str = "answer";

/// Returns the body that posts a card. By its nonce, posting it twice within minutes creates one message.
pub(super) fn post(card: &Card, nonce: &str) -> CreateMessage {
    CreateMessage::new()
        .embed(embed(card))
        .components(rows(card))
        .allowed_mentions(no_mentions())
        .nonce(Nonce::String(nonce.to_owned()))
        .enforce_nonce(true)
}

/// Returns the body that replaces the content of a message with a card.
pub(super) fn edit(card: &Card) -> EditMessage {
    EditMessage::new().embeds(vec![embed(card)]).components(rows(card)).allowed_mentions(no_mentions())
}

/// Returns the body of a ping. Discord notifies the listed roles and members only. By its nonce, posting it twice
/// within minutes creates one message.
pub(super) fn ping(ping: &Ping) -> CreateMessage {
    let notified = CreateAllowedMentions::new()
        .roles(ping.roles.iter().map(|role| RoleId::new(role.0)))
        .users(ping.members.iter().map(|member| UserId::new(member.0)));
    CreateMessage::new()
        .content(cut(&ping.words, CONTENT_CHARS_MAX))
        .allowed_mentions(notified)
        .nonce(Nonce::String(ping.nonce.clone()))
        .enforce_nonce(true)
}

/// Returns the body of a direct message. By its nonce, posting it twice within minutes creates one message.
pub(super) fn direct_message(message: &DirectMessage) -> CreateMessage {
    CreateMessage::new()
        .content(cut(&message.words, CONTENT_CHARS_MAX))
        .allowed_mentions(no_mentions())
        .nonce(Nonce::String(message.nonce.clone()))
        .enforce_nonce(true)
}

/// Returns the row below a private answer that asks for the number on a sign-in's page.
pub(super) fn number_row(button: &NumberButton) -> CreateActionRow {
    let button = CreateButton::new(button.key.to_string()).label(&button.label).style(ButtonStyle::Primary);
    CreateActionRow::Buttons(vec![button])
}

/// Returns the body that opens a form.
///
/// The field is in an action row, which Discord has replaced by labels but still accepts. serenity 0.12 builds no
/// labels.
pub(super) fn modal(form: &Form) -> CreateInteractionResponse {
    let question = cut(&form.question, QUESTION_CHARS_MAX);
    let style = if form.chars_max <= ONE_LINE_CHARS_MAX { InputTextStyle::Short } else { InputTextStyle::Paragraph };
    let field = CreateInputText::new(style, question, ANSWER_FIELD)
        .placeholder(cut(&form.placeholder, PLACEHOLDER_CHARS_MAX))
        .required(true)
        .min_length(1)
        .max_length(form.chars_max.clamp(1, ANSWER_CHARS_MAX));
    let modal = CreateModal::new(form.id.to_string(), cut(&form.title, FORM_TITLE_CHARS_MAX));
    CreateInteractionResponse::Modal(modal.components(vec![CreateActionRow::InputText(field)]))
}

/// Returns allowed mentions that notify no member or role. By default, Discord notifies everyone whom a text mentions.
/// <https://docs.discord.com/developers/resources/message#allowed-mentions-object>
pub(super) fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

/// Returns the text, cut to this many characters with an ellipsis at its end.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    text.chars().take(chars_max - 1).chain(['…']).collect()
}

fn embed(card: &Card) -> CreateEmbed {
    let fields = card.sections.iter().map(|section| (&section.heading, &section.text, false));
    CreateEmbed::new()
        .title(&card.title)
        .description(&card.text)
        .colour(colour(card.status))
        .fields(fields)
        .footer(CreateEmbedFooter::new(&card.footer))
}

/// Returns a colour as `0xRRGGBB`. The colours differ in lightness too, for readers who cannot tell the hues apart.
const fn colour(status: CardStatus) -> u32 {
    match status {
        CardStatus::Waiting => 0x00F0_B132,
        CardStatus::Running => 0x0058_65F2,
        CardStatus::Succeeded => 0x0023_A55A,
        CardStatus::Unchanged => 0x0080_848E,
        CardStatus::NeedsAttention => 0x00DA_373C,
    }
}

fn rows(card: &Card) -> Vec<CreateActionRow> {
    let row = |buttons: &[crate::render::card::Button]| {
        let components = buttons
            .iter()
            .map(|button| CreateButton::new(button.id.to_string()).label(&button.label).style(style(button.id.verb)));
        CreateActionRow::Buttons(components.collect())
    };
    card.buttons.chunks(BUTTONS_PER_ROW_MAX).map(row).collect()
}

const fn style(verb: Verb) -> ButtonStyle {
    match verb {
        Verb::Approve | Verb::Confirm | Verb::Proceed | Verb::Countersign | Verb::ShowSecret => ButtonStyle::Success,
        Verb::CalledBack
        | Verb::Seen
        | Verb::Vouched
        | Verb::DisabledOnPremises
        | Verb::ResetOnPremises
        | Verb::EnabledOnPremises => ButtonStyle::Primary,
        Verb::Deny | Verb::BreakGlass | Verb::Waive => ButtonStyle::Danger,
        Verb::Look | Verb::Withdraw | Verb::Details => ButtonStyle::Secondary,
    }
}
