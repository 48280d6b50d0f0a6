//! Grendel.

pub mod sandbox;
