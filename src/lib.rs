//! Grendel.

pub mod secret;
pub mod domain;
pub mod ports;
pub mod render;
pub mod discord;
pub mod sandbox;
