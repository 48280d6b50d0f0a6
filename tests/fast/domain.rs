//! Promises of the domain's plain values.

mod breakdowns;
mod digests;
mod identifiers;
mod steps;
