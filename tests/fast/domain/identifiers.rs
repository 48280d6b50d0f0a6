//! Identifiers read what they write, and refuse texts that only look like one.

use grendel::domain::digest::Digest;
use grendel::domain::event::Verb;
use grendel::domain::people::DirectoryRole;
use grendel::domain::{CaseNumber, ObjectId};
use grendel::render::card::ButtonId;

const GUID: &str = "1b2c3d4e-0000-4000-8000-00000000abcd";

fn digest_text() -> String {
    "0123456789abcdef".repeat(4)
}

fn buttons() -> impl Iterator<Item = ButtonId> {
    let plan = Digest::parse(&digest_text()).unwrap();
    let cases = [0, 7, 10, u64::MAX].map(CaseNumber);
    let of_case = move |case| Verb::ALL.iter().map(move |verb| ButtonId { verb: *verb, case, plan });
    cases.into_iter().flat_map(of_case)
}

#[test]
fn an_object_id_is_a_guid_in_any_case_and_is_written_in_lower_case() {
    let id = ObjectId::parse(GUID).unwrap();
    assert_eq!(id.to_string(), GUID);
    assert_eq!(ObjectId::parse(&GUID.to_uppercase()), Some(id));
    let written = serde_json::to_string(&id).unwrap();
    assert_eq!(serde_json::from_str::<ObjectId>(&written).unwrap(), id);
}

#[test]
fn what_only_looks_like_an_object_id_is_refused() {
    let forged = [
        "",
        "1b2c3d4e00004000800000000000abcd",
        "{1b2c3d4e-0000-4000-8000-00000000abcd}",
        " 1b2c3d4e-0000-4000-8000-00000000abcd",
        "1b2c3d4e-0000-4000-8000-00000000abcd\n",
        "1b2c3d4e-0000-4000-8000-00000000abc",
        "1b2c3d4e-0000-4000-8000-00000000abcde",
        "1b2c3d4e-0000-4000-8000-00000000abcg",
        "1b2c3d4e-0000-4000-80000-0000000abcd",
        "1b2c3d4e-0000-4000-8000-00000000abcd-",
        "1b2c3d4e/0000/4000/8000/00000000abcd",
        "../users/1b2c3d4e-0000-4000-8000-0000",
        "١b2c3d4-0000-4000-8000-00000000abcd",
    ];
    for text in forged {
        assert_eq!(ObjectId::parse(text), None, "{text:?}");
        assert!(serde_json::from_value::<ObjectId>(text.into()).is_err(), "{text:?}");
    }
}

#[test]
fn a_digest_is_read_only_as_it_is_written() {
    let digest = Digest::parse(&digest_text()).unwrap();
    assert_eq!(digest.to_string(), digest_text());
    let written = serde_json::to_string(&digest).unwrap();
    assert_eq!(serde_json::from_str::<Digest>(&written).unwrap(), digest);
    let forged = [
        String::new(),
        digest_text().to_uppercase(),
        digest_text()[1..].to_owned(),
        format!("{}0", digest_text()),
        format!("+{}", &digest_text()[1..]),
        format!("{} ", &digest_text()[1..]),
        format!("{}g", &digest_text()[1..]),
        format!("{}é", &digest_text()[2..]),
        format!("0x{}", &digest_text()[2..]),
    ];
    for text in forged {
        assert_eq!(Digest::parse(&text), None, "{text:?}");
        assert!(serde_json::from_value::<Digest>(text.clone().into()).is_err(), "{text:?}");
    }
}

#[test]
fn a_button_reads_what_it_writes() {
    for button in buttons() {
        let text = button.to_string();
        assert_eq!(ButtonId::parse(&text), Some(button), "{text}");
        assert!(text.len() <= 100, "Discord takes custom ids of 100 characters at most: {text}");
    }
}

#[test]
fn a_forged_button_is_refused() {
    let digest = digest_text();
    let forged = [
        String::new(),
        "v1".to_owned(),
        "v1:approve:7".to_owned(),
        format!("v2:approve:7:{digest}"),
        format!("V1:approve:7:{digest}"),
        format!("v1:Approve:7:{digest}"),
        format!("v1:undo:7:{digest}"),
        format!("v1:approve:+7:{digest}"),
        format!("v1:approve:007:{digest}"),
        format!("v1:approve:-7:{digest}"),
        format!("v1:approve: 7:{digest}"),
        format!("v1:approve:18446744073709551616:{digest}"),
        format!("v1:approve:7:{}", digest.to_uppercase()),
        format!("v1:approve:7:{}", &digest[1..]),
        format!("v1:approve:7:{digest}:"),
        format!("v1:approve:7:{digest}:v1"),
        format!(" v1:approve:7:{digest}"),
        format!("v1:approve:7:{digest}\n"),
        format!("v1::7:{digest}"),
    ];
    for text in forged {
        assert_eq!(ButtonId::parse(&text), None, "{text:?}");
    }
}

/// A letter changed, left out or added anywhere makes it either refused or another button, never the same one again.
#[test]
fn no_two_texts_are_the_same_button() {
    for button in buttons() {
        let text = button.to_string();
        for at in 0..text.len() {
            for letter in ["", "0", "A", "a", ":", " ", "+"] {
                let replaced = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
                let inserted = format!("{}{letter}{}", &text[..at], &text[at..]);
                for other in [replaced, inserted].iter().filter(|other| **other != text) {
                    assert_ne!(ButtonId::parse(other), Some(button), "{other:?} passes for {text:?}");
                }
            }
        }
    }
}

#[test]
fn every_role_that_is_known_by_name_reads_back_and_no_two_share_a_name_or_an_id() {
    let mut seen = Vec::new();
    for name in DirectoryRole::names() {
        let role = DirectoryRole::named(name).unwrap();
        assert_eq!(role.name(), name);
        let written = serde_json::to_string(&role).unwrap();
        assert_eq!(serde_json::from_str::<DirectoryRole>(&written).unwrap(), role);
        assert!(!seen.contains(&role), "{name} has the id of another role");
        seen.push(role);
    }
    let unknown: DirectoryRole = serde_json::from_value(GUID.into()).unwrap();
    assert_eq!(unknown.name(), GUID);
    assert!(serde_json::from_value::<DirectoryRole>("Chief Unlocker".into()).is_err());
}
