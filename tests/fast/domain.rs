//! Promises of the domain's plain values.

mod breakdowns;
mod containments;
mod digests;
mod identifiers;
mod steps;
