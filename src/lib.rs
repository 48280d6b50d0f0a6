//! Grendel.

pub mod secret;
pub mod toml_file;
pub mod catalog;
pub mod domain;
pub mod ports;
pub mod render;
pub mod store;
pub mod journal;
pub mod engine;
pub mod sandbox;
pub mod catalog;
