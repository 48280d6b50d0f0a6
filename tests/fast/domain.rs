//! Promises of the domain's plain values.

mod digests;
mod identifiers;
mod steps;
