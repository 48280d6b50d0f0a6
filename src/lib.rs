//! Grendel.

pub mod secret;
pub mod toml_file;
pub mod config;
pub mod domain;
pub mod catalog;
pub mod render;
pub mod ports;
pub mod store;
pub mod journal;
pub mod audit;
pub mod engine;
pub mod discord;
pub mod microsoft;
pub mod bot;
pub mod sandbox;
pub mod stories;
