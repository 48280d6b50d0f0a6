//! The sandbox's page in a real browser: what a person sees, types and presses.
//!
//! It needs Chromium and its driver (the Debian packages `chromium` and `chromium-driver`), and axe-core to check
//! accessibility (`npm install --prefix target/browser axe-core@4.14.1`). It is not part of `cargo test`, so only
//! people who change the page need those:
//!
//! ```sh
//! cargo test -p grendel-sandbox --test browser
//! ```
//!
//! Screenshots are in `target/pictures`. To make the three pictures of the documents again:
//! `cargo test -p grendel-sandbox --test browser -- --ignored the_pictures_of_the_readme`.

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
