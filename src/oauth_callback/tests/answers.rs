//! Answers to a question: taken from our own page, once and whole, and from nowhere else.

use super::*;
use crate::render::page::{ConfirmationPage, ConfirmationRow};

const YES: &str = "token=secret-1&answer=yes";
/// What a browser says of a form on our page.
const OURS: &str = "Origin: https://grendel.example\r\nSec-Fetch-Site: same-origin\r\n";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

fn post(address: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("POST {address} HTTP/1.1\r\nHost: grendel.example\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
}

fn ours(body: &str) -> String {
    post("/signed-in", &[OURS, FORM].concat(), body)
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
async fn an_answer_is_handed_on() {
    let (door, mut returns) = door().await;
    for (body, expected) in
        [(YES, true), ("answer=no&token=secret-1", false), ("token=secret%2D1&answer=yes&unknown=x", true)]
    {
        let request = ours(body);
        let (answer, ()) = tokio::join!(knock(&door, &request), async {
            let returned = returns.recv().await.unwrap();
            assert!(returned.state == Secret::new("secret-1".to_owned()));
            assert!(matches!(returned.content, CallbackContent::Answer { yes } if yes == expected), "{body}");
            show(returned, page("Done", "Done"));
        });
        assert_eq!(status(&answer), "200");
        assert!(!answer.contains("secret-1"), "what it brought is not shown again: {answer}");
    }
}

#[tokio::test]
async fn an_answer_comes_from_our_own_page() {
    let (door, mut returns) = door().await;
    for (headers, expected) in [
        (OURS, "200"),
        // A browser that is too old for the one, and something on the way that takes the other.
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
        let request = post("/signed-in", &[headers, FORM].concat(), YES);
        let answer = if expected == "200" {
            let shows = async { show(returns.recv().await.unwrap(), page("Done", "Done")) };
            tokio::join!(knock(&door, &request), shows).0
        } else {
            knock(&door, &request).await
        };
        assert_eq!(status(&answer), expected, "{headers}");
        assert_nobody(&mut returns, headers);
    }
}

#[tokio::test]
async fn nothing_but_a_form_is_an_answer() {
    let (door, mut returns) = door().await;
    let headers = |kind: &str| [OURS, kind].concat();
    let by = |method: &str| ours(YES).replacen("POST", method, 1);
    let long = format!("{YES}&x={}", "x".repeat(1 << 10));
    let chunked = ["Transfer-Encoding: chunked\r\n", OURS, FORM].concat();
    let chunks = format!("{:x}\r\n{}\r\n", 1 << 10, "x".repeat(1 << 10)).repeat(4);
    let endless = format!("POST /signed-in HTTP/1.1\r\nHost: grendel.example\r\n{chunked}\r\n{chunks}");
    for (request, expected) in [
        (post("/signed-in", OURS, YES), "415"),
        (post("/signed-in", &headers("Content-Type: text/plain\r\n"), YES), "415"),
        (post("/signed-in", &headers("Content-Type: multipart/form-data; boundary=x\r\n"), YES), "415"),
        (post("/signed-in", &headers("Content-Type: application/json\r\n"), "{\"token\":\"secret-1\"}"), "415"),
        (post("/signed-in", &headers(&[FORM, "Content-Type: text/plain\r\n"].concat()), YES), "415"),
        (ours(&long), "413"),
        (endless, "413"),
        // Only in the body: an address is kept by others.
        (get("/signed-in?token=secret-1&answer=yes", OURS), "400"),
        (post("/signed-in?token=secret-1&answer=yes", &[OURS, FORM].concat(), ""), "400"),
        (post("/signed-in?answer=yes", &[OURS, FORM].concat(), "token=secret-1"), "400"),
        (post("/signed-in?x", &[OURS, FORM].concat(), YES), "400"),
        (post("/signed-in", &[OURS, FORM, "Sec-Purpose: prefetch\r\n"].concat(), YES), "503"),
        (post("/", &[OURS, FORM].concat(), YES), "404"),
        (post("/signed-in/", &[OURS, FORM].concat(), YES), "404"),
        (by("HEAD"), "404"),
        (by("PUT"), "404"),
        (by("PATCH"), "404"),
        (by("GET"), "413"),
    ] {
        assert_eq!(status(&knock(&door, &request).await), expected, "{request}");
        assert_nobody(&mut returns, &request);
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
        assert_eq!(status(&knock(&door, &ours(body)).await), "400", "{body}");
        assert_nobody(&mut returns, body);
    }
    // As some browsers write it.
    let kind = headers("Content-Type: Application/X-WWW-Form-Urlencoded; charset=UTF-8\r\n");
    let request = post("/signed-in", &kind, YES);
    let shows = async { show(returns.recv().await.unwrap(), page("Done", "Done")) };
    assert_eq!(status(&tokio::join!(knock(&door, &request), shows).0), "200");
}

/// A name cannot speak for the page, and the form goes to the page's own address without its query.
#[tokio::test]
async fn a_question_is_a_form_and_nothing_more() {
    let (door, mut returns) = door().await;
    let (answer, ()) = tokio::join!(knock(&door, COMES_BACK), async {
        show(returns.recv().await.unwrap(), question("</strong><form action=\"https://evil.example\">"));
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
