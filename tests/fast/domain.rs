//! What is promised of the plain values of the domain.

mod digests;
mod identifiers;
mod steps;
