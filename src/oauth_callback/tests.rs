//! The door, as browsers and everything else in the world knock at it: bytes in, bytes out.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;
use crate::ports::CallbackResponse;

mod answers;

const ADDRESS: &str = "https://grendel.example";
const COMES_BACK: &str = "GET /signed-in?code=0.AX%2By&state=s%3D1 HTTP/1.1\r\nHost: grendel.example\r\n\r\n";

async fn door() -> (Doorway, mpsc::Receiver<CallbackRequest>) {
    Doorway::open("127.0.0.1:0".parse().unwrap(), ADDRESS).await.unwrap()
}

/// Sends this and reads to the end of the connection.
async fn knock(door: &Doorway, request: &str) -> String {
    let mut stream = TcpStream::connect(door.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // Whoever sends too much may find the connection reset once it was answered.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

fn get(address: &str, headers: &str) -> String {
    format!("GET {address} HTTP/1.1\r\nHost: grendel.example\r\n{headers}\r\n")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn page(title: &str, text: &str) -> BrowserPage {
    BrowserPage { title: title.to_owned(), text: text.to_owned(), language: Locale::from("nl") }
}

fn show(returned: CallbackRequest, shown: impl Into<CallbackResponse>) {
    assert!(returned.response.send(shown.into()).is_ok(), "nobody waits for the page");
}

/// Nothing was handed on.
fn assert_nobody(returns: &mut mpsc::Receiver<CallbackRequest>, request: &str) {
    assert!(returns.try_recv().is_err(), "it went through the door: {request}");
}

#[tokio::test]
async fn who_comes_back_is_handed_on_and_shown_the_page() {
    let (door, mut returns) = door().await;
    let (answer, ()) = tokio::join!(knock(&door, COMES_BACK), async {
        let returned = returns.recv().await.unwrap();
        assert!(returned.state == Secret::new("s=1".to_owned()));
        assert!(matches!(&returned.content, CallbackContent::Code(code) if *code == Secret::new("0.AX+y".to_owned())));
        show(returned, page("Gekoppeld", "Sluit deze pagina."));
    });
    assert_eq!(status(&answer), "200");
    assert!(answer.contains("<html lang=\"nl\">") && answer.contains("<h1>Gekoppeld</h1>"), "{answer}");
    assert!(!answer.contains("0.AX") && !answer.contains("s=1"), "what it brought is not shown again: {answer}");
    door.close().await;
}

#[tokio::test]
async fn a_sign_in_that_was_refused_is_handed_on_as_that() {
    let (door, mut returns) = door().await;
    let address = "/signed-in?error=access_denied&error_description=AADSTS65004%3a+declined&state=x";
    let request = get(address, "Accept-Language: nl-BE,nl;q=0.8\r\n");
    let (_, ()) = tokio::join!(knock(&door, &request), async {
        let returned = returns.recv().await.unwrap();
        assert_eq!(returned.language, Locale::from("nl-BE"));
        let CallbackContent::Error { code, message } = returned.content else { panic!("it brought a code") };
        assert_eq!((code.as_str(), message.as_str()), ("access_denied", "AADSTS65004: declined"));
    });
}

#[tokio::test]
async fn text_from_outside_is_only_text() {
    let (door, mut returns) = door().await;
    let (answer, ()) = tokio::join!(knock(&door, COMES_BACK), async {
        let evil = page("<b>&", "\"><script>alert('x')</script>");
        show(returns.recv().await.unwrap(), evil);
    });
    assert!(answer.contains("<h1>&lt;b&gt;&amp;</h1>"), "{answer}");
    assert!(answer.contains("<p>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>"), "{answer}");
    assert!(!answer.contains("<script"), "{answer}");
}

#[tokio::test]
async fn what_only_looks_uses_nothing_up() {
    let (door, mut returns) = door().await;
    for (request, expected) in [
        (COMES_BACK.replacen("GET", "HEAD", 1), "404"),
        (COMES_BACK.replacen("GET", "POST", 1), "403"),
        (COMES_BACK.replacen("GET", "OPTIONS", 1), "404"),
        (COMES_BACK.replacen("GET", "PUT", 1), "404"),
        (get("/signed-in?code=1&state=2", "Sec-Purpose: prefetch\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "Sec-Purpose: prefetch;prerender\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "Purpose: Prefetch\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "X-Moz: prefetch\r\n"), "503"),
    ] {
        assert_eq!(status(&knock(&door, &request).await), expected, "{request}");
        assert_nobody(&mut returns, &request);
    }
}

#[tokio::test]
async fn everything_else_is_not_there() {
    let (door, mut returns) = door().await;
    for address in ["/", "/signed-in/", "/signed-in/x?code=1&state=2", "//signed-in?code=1&state=2", "/metrics"] {
        let answer = knock(&door, &get(address, "")).await;
        assert_eq!(status(&answer), "404", "{address}");
        assert_nobody(&mut returns, address);
    }
    for query in [
        "",
        "?",
        "?state=2",
        "?code=1",
        "?code=&state=2",
        "?code=1&state=",
        "?code=1&error=x&state=2",
        "?code=1&code=3&state=2",
        "?code=1&state=2&state=3",
        "?code=%ff&state=2",
    ] {
        let answer = knock(&door, &get(&format!("/signed-in{query}"), "")).await;
        assert_eq!(status(&answer), "400", "{query}");
        assert_nobody(&mut returns, query);
    }
}

#[tokio::test]
async fn what_is_too_big_is_not_read() {
    let (door, mut returns) = door().await;
    let long = format!("/signed-in?state=2&code={}", "x".repeat(QUERY_BYTES_MAX));
    let body = get("/signed-in?code=1&state=2", "Content-Length: 5\r\n") + "hello";
    let endless = get("/signed-in?code=1&state=2", "Content-Length: 99999999999\r\n") + &"x".repeat(1 << 16);
    let chunked = get("/signed-in?code=1&state=2", "Transfer-Encoding: chunked\r\n") + "5\r\nhello\r\n0\r\n\r\n";
    let headers = "X-Y: z\r\n".repeat(200);
    for (request, expected) in [
        (get(&long, ""), "414"),
        (body, "413"),
        (endless, "413"),
        (chunked, "413"),
        (get("/signed-in?code=1&state=2", &headers), "431"),
    ] {
        assert_eq!(status(&knock(&door, &request).await), expected);
        assert_nobody(&mut returns, expected);
    }
}

#[tokio::test]
async fn every_answer_says_what_keeps_it_private() {
    let (door, mut returns) = door().await;
    let answers = [
        knock(&door, &get("/", "")).await,
        knock(&door, &get("/signed-in", "")).await,
        tokio::join!(knock(&door, COMES_BACK), async {
            show(returns.recv().await.unwrap(), page("Done", "Done"));
        })
        .0,
        // An engine that cannot say what came of it.
        tokio::join!(knock(&door, COMES_BACK), async { drop(returns.recv().await.unwrap()) }).0,
    ];
    assert_eq!(answers.each_ref().map(|answer| status(answer)), ["404", "400", "200", "503"]);
    for answer in answers {
        let head = answer.split("\r\n\r\n").next().unwrap().to_ascii_lowercase() + "\r\n";
        for line in [
            "content-type: text/html; charset=utf-8",
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r",
            "connection: close",
        ] {
            assert!(head.contains(&format!("\r\n{line}")), "{line} is missing:\n{head}");
        }
    }
}

#[tokio::test]
async fn more_than_the_engine_takes_is_sent_away() {
    let (door, mut returns) = door().await;
    let waiting: Vec<_> = (0..RETURNS_MAX)
        .map(|_| {
            let address = door.address();
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.write_all(COMES_BACK.as_bytes()).await.unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).await.unwrap();
                answer
            })
        })
        .collect();
    while returns.len() < RETURNS_MAX {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(status(&knock(&door, COMES_BACK).await), "503");
    while let Ok(returned) = returns.try_recv() {
        show(returned, page("Done", "Done"));
    }
    for answer in waiting {
        assert_eq!(status(&answer.await.unwrap()), "200");
    }
    door.close().await;
}

#[tokio::test]
async fn a_closed_door_lets_nobody_in() {
    let (door, _returns) = door().await;
    let address = door.address();
    door.close().await;
    assert!(TcpStream::connect(address).await.is_err());
}
