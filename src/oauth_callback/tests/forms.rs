//! Tests of the form with which a browser answers a question.

use super::*;
use crate::render::page::{ConfirmationPage, ConfirmationRow};

const BODY: &str = "token=secret-1&answer=yes";
/// The headers that a browser sends with a form on our page.
const SAME_ORIGIN: &str = "Origin: https://grendel.example\r\nSec-Fetch-Site: same-origin\r\n";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

fn post(address: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("POST {address} HTTP/1.1\r\nHost: grendel.example\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
}

fn our_form(body: &str) -> String {
    post("/signed-in", &[SAME_ORIGIN, FORM].concat(), body)
}

fn question(name: &str) -> CallbackResponse {
    let fact = |name: &str, detail: &str| ConfirmationRow {
        label: "Discord member".to_owned(),
        name: name.to_owned(),
        detail: detail.to_owned(),
    };
    let question = ConfirmationPage {
        page: page("Is this you?", "Link these?"),
        rows: vec![fact(name, "Discord id 42"), fact("alice@contoso.com", "")],
        warning: "Only press yes if you typed it.".to_owned(),
        yes: "Yes, that is me".to_owned(),
        no: "No".to_owned(),
    };
    CallbackResponse::Question { question, token: Secret::new("secret-1".to_owned()) }
}

#[tokio::test]
async fn an_answer_is_handed_over() {
    let (server, mut requests) = start().await;
    for (body, expected) in
        [(BODY, true), ("answer=no&token=secret-1", false), ("token=secret%2D1&answer=yes&unknown=x", true)]
    {
        let request = our_form(body);
        let (answer, ()) = tokio::join!(send(&server, &request), async {
            let callback = requests.recv().await.unwrap();
            assert!(callback.state == Secret::new("secret-1".to_owned()));
            assert!(matches!(callback.content, CallbackContent::Answer { yes } if yes == expected), "{body}");
            show(callback, page("Done", "Done"));
        });
        assert_eq!(status(&answer), "200");
        assert!(!answer.contains("secret-1"), "the response repeats the token: {answer}");
    }
}

#[tokio::test]
async fn a_form_is_accepted_from_our_own_origin_only() {
    let (server, mut requests) = start().await;
    for (headers, expected) in [
        (SAME_ORIGIN, "200"),
        // An old browser without `Sec-Fetch-Site`, and a proxy that removes `Origin`.
        ("Origin: https://grendel.example\r\n", "200"),
        ("Sec-Fetch-Site: same-origin\r\n", "200"),
        ("", "403"),
        ("Origin: null\r\n", "403"),
        ("Origin: null\r\nSec-Fetch-Site: same-origin\r\n", "403"),
        ("Origin: \r\nSec-Fetch-Site: same-origin\r\n", "403"),
        ("Origin: https://evil.example\r\n", "403"),
        ("Origin: https://evil.example\r\nSec-Fetch-Site: same-origin\r\n", "403"),
        ("Origin: https://grendel.example.evil.example\r\n", "403"),
        ("Origin: http://grendel.example\r\n", "403"),
        ("Origin: https://grendel.example:8443\r\n", "403"),
        ("Origin: https://grendel.example/\r\n", "403"),
        ("Origin: https://grendel.example\r\nOrigin: https://evil.example\r\n", "403"),
        ("Origin: https://grendel.example\r\nSec-Fetch-Site: same-site\r\n", "403"),
        ("Origin: https://grendel.example\r\nSec-Fetch-Site: cross-site\r\n", "403"),
        ("Origin: https://grendel.example\r\nSec-Fetch-Site: none\r\n", "403"),
        ("Sec-Fetch-Site: cross-site\r\n", "403"),
        ("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n", "403"),
    ] {
        let request = post("/signed-in", &[headers, FORM].concat(), BODY);
        let answer = if expected == "200" {
            let shows = async { show(requests.recv().await.unwrap(), page("Done", "Done")) };
            tokio::join!(send(&server, &request), shows).0
        } else {
            send(&server, &request).await
        };
        assert_eq!(status(&answer), expected, "{headers}");
        assert_none(&mut requests, headers);
    }
}

#[tokio::test]
async fn anything_but_our_form_is_rejected() {
    let (server, mut requests) = start().await;
    let headers = |kind: &str| [SAME_ORIGIN, kind].concat();
    let by = |method: &str| our_form(BODY).replacen("POST", method, 1);
    let long = format!("{BODY}&x={}", "x".repeat(1 << 10));
    let chunked = ["Transfer-Encoding: chunked\r\n", SAME_ORIGIN, FORM].concat();
    let chunks = format!("{:x}\r\n{}\r\n", 1 << 10, "x".repeat(1 << 10)).repeat(4);
    let endless = format!("POST /signed-in HTTP/1.1\r\nHost: grendel.example\r\n{chunked}\r\n{chunks}");
    for (request, expected) in [
        (post("/signed-in", SAME_ORIGIN, BODY), "415"),
        (post("/signed-in", &headers("Content-Type: text/plain\r\n"), BODY), "415"),
        (post("/signed-in", &headers("Content-Type: multipart/form-data; boundary=x\r\n"), BODY), "415"),
        (post("/signed-in", &headers("Content-Type: application/json\r\n"), "{\"token\":\"secret-1\"}"), "415"),
        (post("/signed-in", &headers(&[FORM, "Content-Type: text/plain\r\n"].concat()), BODY), "415"),
        (our_form(&long), "413"),
        (endless, "413"),
        // Fields in the query, which proxies and browsers record.
        (get("/signed-in?token=secret-1&answer=yes", SAME_ORIGIN), "400"),
        (post("/signed-in?token=secret-1&answer=yes", &[SAME_ORIGIN, FORM].concat(), ""), "400"),
        (post("/signed-in?answer=yes", &[SAME_ORIGIN, FORM].concat(), "token=secret-1"), "400"),
        (post("/signed-in?x", &[SAME_ORIGIN, FORM].concat(), BODY), "400"),
        (post("/signed-in", &[SAME_ORIGIN, FORM, "Sec-Purpose: prefetch\r\n"].concat(), BODY), "503"),
        (post("/", &[SAME_ORIGIN, FORM].concat(), BODY), "404"),
        (post("/signed-in/", &[SAME_ORIGIN, FORM].concat(), BODY), "404"),
        (by("HEAD"), "404"),
        (by("PUT"), "404"),
        (by("PATCH"), "404"),
        (by("GET"), "413"),
    ] {
        assert_eq!(status(&send(&server, &request).await), expected, "{request}");
        assert_none(&mut requests, &request);
    }
    for body in [
        "",
        "token=secret-1",
        "answer=yes",
        "token=&answer=yes",
        "token=secret-1&answer=",
        "token=secret-1&answer=maybe",
        "token=secret-1&answer=Yes",
        "token=secret-1&answer=yes&answer=no",
        "token=secret-1&token=secret-2&answer=yes",
        "token=%ff&answer=yes",
    ] {
        assert_eq!(status(&send(&server, &our_form(body)).await), "400", "{body}");
        assert_none(&mut requests, body);
    }
    // Capitals and a charset, as some browsers send them.
    let kind = headers("Content-Type: Application/X-WWW-Form-Urlencoded; charset=UTF-8\r\n");
    let request = post("/signed-in", &kind, BODY);
    let shows = async { show(requests.recv().await.unwrap(), page("Done", "Done")) };
    assert_eq!(status(&tokio::join!(send(&server, &request), shows).0), "200");
}

/// A name cannot add markup, and the form is sent to the address of the page without its query.
#[tokio::test]
async fn a_question_is_a_form_with_escaped_facts() {
    let (server, mut requests) = start().await;
    let (answer, ()) = tokio::join!(send(&server, REDIRECT), async {
        show(requests.recv().await.unwrap(), question("</strong><form action=\"https://evil.example\">"));
    });
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    for line in [
        "content-security-policy: default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n",
        "referrer-policy: strict-origin\r\n",
        "cache-control: no-store\r\n",
        "x-content-type-options: nosniff\r\n",
    ] {
        assert!(format!("{head}\r\n").contains(line), "{line} is missing:\n{head}");
    }
    assert!(!head.contains("secret-1"), "{head}");
    let (_, body) = body.split_once("<body>\n").unwrap();
    insta::assert_snapshot!(body, @r#"
    <h1>Is this you?</h1>
    <p>Link these?</p>
    <dl>
    <dt>Discord member</dt>
    <dd><strong><bdi>&lt;/strong&gt;&lt;form action=&quot;https://evil.example&quot;&gt;</bdi></strong> (Discord id 42)</dd>
    <dt>Discord member</dt>
    <dd><strong><bdi>alice@contoso.com</bdi></strong></dd>
    </dl>
    <p>Only press yes if you typed it.</p>
    <form method="post" action="signed-in" autocomplete="off">
    <input type="hidden" name="token" value="secret-1">
    <button type="submit" name="answer" value="yes">Yes, that is me</button>
    <button type="submit" name="answer" value="no">No</button>
    </form>
    </body>
    </html>
    "#);
}
