//! The sandbox's page in a real browser: what somebody sees, types and presses who sits down in front of it.
//!
//! It needs Chromium and its driver (in Debian the packages `chromium` and `chromium-driver`), and axe-core to look at accessibility
//! (`npm install --prefix target/browser axe-core@4.14.1`). It is apart from `cargo test`, so that only those need them who touch the page:
//!
//! ```sh
//! cargo test --test browser
//! ```
//!
//! What it saw is in `target/pictures`. The three pictures of the README are made anew by
//! `cargo test --test browser -- --ignored the_pictures_of_the_readme`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod accessibility;
mod console;
mod conversation;
mod driver;
mod keyboard;
mod links;
mod looks;
mod person;
mod pictures;
mod scenarios;
mod trouble;
