//! What people read: a card is a function of its case and a language.

pub mod card;
