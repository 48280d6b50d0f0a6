//! Tests of `$filter` alone.

use serde_json::{Value, json};

use crate::tenant::filter::{Filter, FilterRules, Operator, Property, ValueType};

const ALL: &[Operator] =
    &[Operator::Equal, Operator::Greater, Operator::GreaterOrEqual, Operator::Less, Operator::LessOrEqual];

const RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.example",
    known: &["photo"],
    filterable: &[
        Property { path: "name", kind: ValueType::Text, plain: ALL, advanced: &[Operator::NotEqual] },
        Property { path: "at", kind: ValueType::Instant, plain: ALL, advanced: &[] },
        Property { path: "status/code", kind: ValueType::Number, plain: ALL, advanced: &[] },
        Property { path: "open", kind: ValueType::Flag, plain: ALL, advanced: &[] },
        Property {
            path: "tags",
            kind: ValueType::Text,
            plain: &[Operator::Equal, Operator::StartsWith],
            advanced: &[],
        },
        Property { path: "parts/id", kind: ValueType::Text, plain: ALL, advanced: &[] },
    ],
};

fn item() -> Value {
    json!({
        "name": "O'Brien", "at": "2026-11-22T10:00:00.5Z", "status": { "code": 50126 }, "open": true,
        "tags": ["a:1", "b:2"], "parts": [{ "id": "x" }],
    })
}

#[test]
fn filters_match_as_odata_defines_them() {
    let passing = [
        "name eq 'o''brien'",
        "name eq 'x' or name eq 'y' or open eq true",
        "open eq true or name eq 'x' and name eq 'y'",
        "(open eq false or status/code ge 50126) and at lt 2026-11-22T10:00:01Z",
        "at ge 2026-11-22T11:00:00+01:00",
        "tags/any(t:t eq 'b:2')",
        "tags/any(tag: startswith(tag,'a:') and tag eq 'a:1')",
        "parts/any(p:p/id eq 'x' or p/id eq 'z')",
        "name in ('x','O''Brien')",
    ];
    for text in passing {
        assert!(Filter::read(text, &RULES, false).unwrap().matches(&item()), "{text}");
    }
    let failing = ["name eq 'Brien'", "tags/any(t:t eq 'a:2')", "open eq false", "name eq null", "status/code lt 0"];
    for text in failing {
        assert!(!Filter::read(text, &RULES, false).unwrap().matches(&item()), "{text}");
    }
    assert!(Filter::read("not (name ne 'O''Brien')", &RULES, true).unwrap().matches(&item()));
}

#[test]
fn malformed_filters_are_refused() {
    let malformed = [
        "",
        "name",
        "name eq",
        "name eq 'x",
        "name eq x",
        "name is 'x'",
        "name eq 'x' and",
        "(name eq 'x'",
        "name eq 'x')",
        "tags/any(t eq 'a')",
        "tags/any(t:name eq 'a')",
        "startswith(name)",
        "name eq 'x' ; open eq true",
        "name eq true",
        "at eq '2026-11-22T10:00:00Z'",
        "size eq 4",
    ];
    for text in malformed {
        let refusal = Filter::read(text, &RULES, true).unwrap_err();
        assert_eq!(refusal.body.unwrap()["error"]["code"], "BadRequest", "{text}");
    }
}

#[test]
fn unsupported_filters_are_refused_as_unsupported() {
    let unsupported = [
        "name ne 'x'",
        "not name eq 'x'",
        "contains(name,'x')",
        "photo eq 'x'",
        "tags/any(t:t gt 'x')",
        "tags eq 'x' and tags ne 'x'",
    ];
    for text in unsupported {
        let refusal = Filter::read(text, &RULES, false).unwrap_err();
        assert_eq!(refusal.body.unwrap()["error"]["code"], "Request_UnsupportedQuery", "{text}");
    }
}
