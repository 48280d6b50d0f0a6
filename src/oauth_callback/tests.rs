//! Tests of the callback server over TCP: raw requests in, raw responses out.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;
use crate::ports::CallbackResponse;

mod forms;

const ADDRESS: &str = "https://grendel.example";
const REDIRECT: &str = "GET /signed-in?code=0.AX%2By&state=s%3D1 HTTP/1.1\r\nHost: grendel.example\r\n\r\n";

async fn start() -> (CallbackServer, mpsc::Receiver<CallbackRequest>) {
    let options = CallbackServerOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_address: ADDRESS.to_owned(),
        proxies: vec!["127.0.0.1/32".parse().unwrap()],
        strangers: StrangerLog::new(crate::clock::Clock::system()),
    };
    CallbackServer::start(options).await.unwrap()
}

/// Sends a request and requests the response.
async fn send(server: &CallbackServer, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The server may reset the connection after it answered a request that is too large.
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

fn show(callback: CallbackRequest, shown: impl Into<CallbackResponse>) {
    assert!(callback.response.send(shown.into()).is_ok(), "the browser no longer waits");
}

/// Asserts that no request was handed to the engine.
fn assert_none(requests: &mut mpsc::Receiver<CallbackRequest>, request: &str) {
    assert!(requests.try_recv().is_err(), "it was handed over: {request}");
}

#[tokio::test]
async fn a_redirect_is_handed_over_and_answered_with_the_engines_page() {
    let (server, mut requests) = start().await;
    let (answer, ()) = tokio::join!(send(&server, REDIRECT), async {
        let callback = requests.recv().await.unwrap();
        assert!(callback.state == Secret::new("s=1".to_owned()));
        assert!(matches!(&callback.content, CallbackContent::Code(code) if *code == Secret::new("0.AX+y".to_owned())));
        show(callback, page("Gekoppeld", "Sluit deze pagina."));
    });
    assert_eq!(status(&answer), "200");
    assert!(answer.contains("<html lang=\"nl\">") && answer.contains("<h1>Gekoppeld</h1>"), "{answer}");
    assert!(!answer.contains("0.AX") && !answer.contains("s=1"), "the response repeats the request: {answer}");
    server.close().await;
}

#[tokio::test]
async fn a_redirect_with_an_error_is_handed_over_as_an_error() {
    let (server, mut requests) = start().await;
    let address = "/signed-in?error=access_denied&error_description=AADSTS65004%3a+declined&state=x";
    let request = get(address, "Accept-Language: nl-BE,nl;q=0.8\r\n");
    let (_, ()) = tokio::join!(send(&server, &request), async {
        let callback = requests.recv().await.unwrap();
        assert_eq!(callback.language, Locale::from("nl-BE"));
        let CallbackContent::Error { code, message } = callback.content else { panic!("not an error") };
        assert_eq!((code.as_str(), message.as_str()), ("access_denied", "AADSTS65004: declined"));
    });
}

#[tokio::test]
async fn text_from_outside_is_escaped() {
    let (server, mut requests) = start().await;
    let (answer, ()) = tokio::join!(send(&server, REDIRECT), async {
        let evil = page("<b>&", "\"><script>alert('x')</script>");
        show(requests.recv().await.unwrap(), evil);
    });
    assert!(answer.contains("<h1>&lt;b&gt;&amp;</h1>"), "{answer}");
    assert!(answer.contains("<p>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>"), "{answer}");
    assert!(!answer.contains("<script"), "{answer}");
}

#[tokio::test]
async fn prefetches_and_other_methods_use_nothing_up() {
    let (server, mut requests) = start().await;
    for (request, expected) in [
        (REDIRECT.replacen("GET", "HEAD", 1), "404"),
        (REDIRECT.replacen("GET", "POST", 1), "403"),
        (REDIRECT.replacen("GET", "OPTIONS", 1), "404"),
        (REDIRECT.replacen("GET", "PUT", 1), "404"),
        (get("/signed-in?code=1&state=2", "Sec-Purpose: prefetch\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "Sec-Purpose: prefetch;prerender\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "Purpose: Prefetch\r\n"), "503"),
        (get("/signed-in?code=1&state=2", "X-Moz: prefetch\r\n"), "503"),
    ] {
        assert_eq!(status(&send(&server, &request).await), expected, "{request}");
        assert_none(&mut requests, &request);
    }
}

#[tokio::test]
async fn other_paths_and_incomplete_queries_are_rejected() {
    let (server, mut requests) = start().await;
    for address in ["/", "/signed-in/", "/signed-in/x?code=1&state=2", "//signed-in?code=1&state=2", "/metrics"] {
        let answer = send(&server, &get(address, "")).await;
        assert_eq!(status(&answer), "404", "{address}");
        assert_none(&mut requests, address);
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
        let answer = send(&server, &get(&format!("/signed-in{query}"), "")).await;
        assert_eq!(status(&answer), "400", "{query}");
        assert_none(&mut requests, query);
    }
}

#[tokio::test]
async fn requests_over_the_size_limits_are_rejected() {
    let (server, mut requests) = start().await;
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
        assert_eq!(status(&send(&server, &request).await), expected);
        assert_none(&mut requests, expected);
    }
}

#[tokio::test]
async fn every_response_has_the_privacy_headers() {
    let (server, mut requests) = start().await;
    let answers = [
        send(&server, &get("/", "")).await,
        send(&server, &get("/signed-in", "")).await,
        tokio::join!(send(&server, REDIRECT), async {
            show(requests.recv().await.unwrap(), page("Done", "Done"));
        })
        .0,
        // The engine drops the request.
        tokio::join!(send(&server, REDIRECT), async { drop(requests.recv().await.unwrap()) }).0,
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
async fn a_request_that_exceeds_the_queue_is_rejected_at_once() {
    let (server, mut requests) = start().await;
    let waiting: Vec<_> = (0..REQUESTS_MAX)
        .map(|browser| {
            let address = server.address();
            // Each browser is a client of its own, with places of its own.
            let request = get("/signed-in?code=1&state=2", &format!("X-Forwarded-For: 203.0.113.{browser}\r\n"));
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.write_all(request.as_bytes()).await.unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).await.unwrap();
                answer
            })
        })
        .collect();
    while requests.len() < REQUESTS_MAX {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(status(&send(&server, REDIRECT).await), "503");
    while let Ok(callback) = requests.try_recv() {
        show(callback, page("Done", "Done"));
    }
    for answer in waiting {
        assert_eq!(status(&answer.await.unwrap()), "200");
    }
    server.close().await;
}

#[tokio::test]
async fn a_closed_server_accepts_no_connection() {
    let (server, _requests) = start().await;
    let address = server.address();
    server.close().await;
    assert!(TcpStream::connect(address).await.is_err());
}
