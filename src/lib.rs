//! Grendel finds out why a person cannot sign in to Microsoft 365, asks a second person to agree, removes the cause
//! through Microsoft Graph, and keeps a journal of it. `README.md` is for operators; this page is for readers of the
//! code.
//!
//! # One idea
//!
//! A [case](domain::case::Case) is the life of one slash command. Everything that happens to it is an
//! [event](domain::event::Event) in one append-only [journal]. The journal is the state, the recovery log and the
//! audit: one thing, three readings.
//!
//! ```text
//! interaction → command → requester → diagnosis → plan → policy → approval → run → verify → card
//! ```
//!
//! The [engine] is one loop, and the loop is the architecture:
//!
//! ```text
//! loop {
//!     action = case.next(now)                // pure: what must happen now?
//!     input  = do it, or wait for a person   // the only impure line: Tenant, Chat, the clock
//!     events = case.decide(input, now)?      // pure: what is written down? An error is the answer to a press
//!     journal.append(case, events)           // on disk before anyone is told; case.apply says what it means
//!     chat.show(card(case))                  // the card is a function of the case
//! }
//! ```
//!
//! A start loads the open cases and enters the same loop, so recovery has no code of its own.
//!
//! # The modules, in reading order
//!
//! The declarations below are in an order in which each module builds on those before it. To follow a case instead:
//!
//! 1. [`discord`] receives an [`Interaction`](ports::Interaction).
//! 2. [`catalog`] has the [`Command`](domain::command::Command), read from `commands/`, with its
//!    [`Terms`](domain::command::Terms). A case keeps the terms it was opened with.
//! 3. [`domain::people`] has the requester: a [`Member`](domain::people::Member) of the chat, with their
//!    [`Standing`](domain::people::Standing) in the directory.
//! 4. [`microsoft`] reads the [`Account`](domain::account::Account), and [`domain::diagnose`] draws its
//!    [`Finding`](domain::finding::Finding)s.
//! 5. [`domain::plan`] makes steps from the findings and the runbook, and the [`Digest`](domain::digest::Digest) of
//!    what is shown.
//! 6. [`domain::policy`] and [`domain::authority`] decide which person may do what to which account.
//! 7. [`domain::approval`] counts the decisions: by whom, on which digest, until when.
//! 8. [`domain::run`] has the progress, and the [`Warrant`](domain::run::Warrant) that every step needs.
//! 9. [`render`] makes the [`Card`](render::card::Card), in the language of its readers.
//!
//! [`domain::case`] is the state machine over all of that. [`ports`] has the two traits between Grendel and the
//! outside, [`Tenant`](ports::Tenant) and [`Chat`](ports::Chat). Browsers return from a sign-in through
//! [`oauth_callback`], and [`domain::link`] knows which member has which account. [`store`] keeps what [`journal`]
//! writes, and [`audit`] reads it. [`explain`] puts the rules of [`domain::authority`] into words. Every wait goes
//! through the [`clock`], and every repeated attempt through a [`backoff`]. [`bot`] assembles the program from a
//! [`config`]; [`startup`] has the runtime, the log and the signals.
//!
//! Nothing here is simulated; the crates `grendel-simulator` and `grendel-sandbox` are.
//!
//! # Promises
//!
//! 1. Grendel does for no person what Entra would refuse them. A right that cannot be read counts as missing.
//! 2. No person decides their own case or about their own account, and an approval holds only for what was shown.
//! 3. No step is repeated on a guess: an unknown result is read, and one that cannot be read is left to a person.
//! 4. What was acknowledged is on disk, and a store that cannot be trusted is not opened.
//! 5. No secret is in an event, a card or a log line; see [`secret`].
//! 6. A refusal names its rule, a failure names its call, and "could not look" is never "nothing found".
//! 7. A channel belongs to one tenant, and nothing typed there reaches another.
//!
//! The first one as code. A Helpdesk Administrator may end the sessions of an ordinary colleague, but may not enable
//! their sign-in. A target whose roles could not be read counts as one that holds any role:
//!
//! ```
//! use grendel::domain::authority::{Shield, who_could};
//! use grendel::domain::people::DirectoryRole;
//! use grendel::domain::step::StepKind;
//!
//! let helpdesk = DirectoryRole::named("Helpdesk Administrator").expect("Grendel knows it by name");
//! assert!(who_could(StepKind::RevokeSignInSessions.power(), &[]).contains(&helpdesk));
//! assert!(!who_could(StepKind::EnableSignIn.power(), &[]).contains(&helpdesk));
//!
//! let could = who_could(StepKind::EnableSignIn.power(), &[Shield::Unknown]);
//! let names: Vec<_> = could.iter().map(DirectoryRole::name).collect();
//! assert_eq!(names, ["Privileged Authentication Administrator", "Global Administrator"]);
//! ```

pub mod clock;
pub mod backoff;
pub mod secret;
pub mod stranger_log;
pub mod toml_file;
pub mod config;
pub mod domain;
pub mod catalog;
pub mod explain;
pub mod render;
pub mod ports;
pub mod store;
pub mod journal;
pub mod audit;
pub mod engine;
pub mod oauth_callback;
pub mod discord;
pub mod microsoft;
pub mod bot;
pub mod startup;
