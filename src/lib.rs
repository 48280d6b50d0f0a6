//! Grendel.

pub mod secret;
pub mod toml_file;
pub mod domain;
pub mod catalog;
pub mod render;
pub mod ports;
pub mod store;
pub mod journal;
pub mod engine;
pub mod sandbox;
