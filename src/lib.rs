//! Grendel finds out why someone cannot sign in to Microsoft 365, has a second person agree, undoes it through Microsoft
//! Graph, and keeps a journal of it. `README.md` is for those who run it; this page is for those who read it.
//!
//! # One idea
//!
//! A [case](domain::case::Case) is the life of one slash command. Everything that happens to it is an
//! [event](domain::event::Event) in one append-only [journal]. The journal is the state, the recovery log and the audit:
//! one thing, three readings.
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
//! # The modules, in the order of reading
//!
//! The declarations below stand in the order in which each builds on the ones before. To follow a case instead:
//!
//! 1. [`discord`]: an interaction arrives as an [`Interaction`](ports::Interaction).
//! 2. [`catalog`]: the files of `commands/` say which [`Command`](domain::command::Command) it is and on which
//!    [`Terms`](domain::command::Terms). A case keeps the terms it was opened with.
//! 3. [`domain::people`]: the requester, as a [`Member`](domain::people::Member) of the chat and by their
//!    [`Standing`](domain::people::Standing) in the directory.
//! 4. [`microsoft`] reads the [`Account`](domain::account::Account), and [`domain::finding`] says what is wrong with it.
//! 5. [`domain::plan`]: findings and runbook make steps, and the [`Digest`](domain::digest::Digest) of what is shown.
//! 6. [`domain::policy`] and [`domain::authority`]: who may do what to whom.
//! 7. [`domain::approval`]: who agreed, to which digest, until when.
//! 8. [`domain::run`]: progress, and the [`Warrant`](domain::run::Warrant) without which no step is taken.
//! 9. [`render`]: the case as a [`Card`](render::card::Card), in the reader's language.
//!
//! [`domain::case`] is the state machine over all of that. [`ports`] has the two traits behind which the outside lies:
//! [`Tenant`](ports::Tenant) and [`Chat`](ports::Chat). Browsers come back from a sign-in through [`oauth_callback`], and
//! [`domain::link`] says who is who. [`store`] keeps what [`journal`] writes, and [`audit`] reads it.
//! [`explain`] says in words what [`domain::authority`] lets whom do.
//! [`bot`] puts everything together, [`config`] says out of what, and [`startup`] has what every program of ours begins with.
//!
//! Nothing simulated is in here: the crates `grendel-simulator` and `grendel-sandbox` have that.
//!
//! # What is promised
//!
//! 1. Nobody gets through Grendel what Entra would refuse them by hand; what cannot be read counts as no.
//! 2. No one decides their own case or about their own account, and an approval holds for what was shown and nothing else.
//! 3. No step is taken twice on a guess: what is not known is read, and what cannot be read is left to a person.
//! 4. What was acknowledged is on disk, and a store that cannot be trusted is not opened.
//! 5. No secret is in an event, a card or a line of the log; see [`secret`].
//! 6. A refusal names its rule, a failure its call, and "could not look" is never "nothing found".
//! 7. A channel belongs to one tenant, and nothing typed there reaches another.
//!
//! The first one as code. A helpdesk administrator may sign an ordinary colleague out, but may not let them in again, and a
//! target whose roles could not be read may hold any:
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
//! let names: Vec<&str> = could.iter().map(DirectoryRole::name).collect();
//! assert_eq!(names, ["Privileged Authentication Administrator", "Global Administrator"]);
//! ```

pub mod clock;
pub mod backoff;
pub mod secret;
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
