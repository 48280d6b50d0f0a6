//! Grendel.

pub mod secret;
pub mod toml_file;
pub mod config;
pub mod catalog;
pub mod domain;
pub mod ports;
pub mod render;
pub mod sandbox;
