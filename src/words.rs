//! Every message that a person can receive, made of samples.

pub mod samples;
