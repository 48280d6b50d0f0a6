//! Grendel.

pub mod secret;
pub mod domain;
pub mod ports;
pub mod microsoft;
pub mod render;
pub mod sandbox;
