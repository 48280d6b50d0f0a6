//! Tests of the authorization code flow in a browser.

use jiff::SignedDuration;
use oauth2::basic::BasicClient;
use oauth2::{AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge, RedirectUrl};
use oauth2::{Scope, TokenResponse, TokenUrl};
use reqwest::Method;
use serde_json::{Value, json};

use super::{TestClient, TestResponse, finish};

const CALLBACK: &str = "http://127.0.0.1:9/callback";
const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-taken-for-one";

async fn start() -> TestClient {
    TestClient::with(|settings| settings.redirect_uris = vec![CALLBACK.to_owned(), format!("{CALLBACK}?two")]).await
}

/// Returns the challenge that another implementation computes for our verifier.
fn challenge() -> String {
    let verifier = oauth2::PkceCodeVerifier::new(VERIFIER.to_owned());
    PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str().to_owned()
}

/// Returns an address to sign in at, with these fields changed; an empty text leaves a field out.
fn authorize_url(sandbox: &TestClient, changed: &[(&str, &str)]) -> String {
    let settings = sandbox.tenant.settings();
    let mut url = reqwest::Url::parse(sandbox.tenant.address()).unwrap();
    let usual = [
        ("tenant", settings.tenant_id.as_str()),
        ("response_type", "code"),
        ("client_id", &settings.client_id),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile User.Read"),
        ("state", "a state & more"),
        ("nonce", "n-1"),
        ("code_challenge", &challenge()),
        ("code_challenge_method", "S256"),
    ];
    let given = |name: &str| changed.iter().find(|(changed, _)| *changed == name).map(|(_, text)| *text);
    for (name, text) in usual {
        let text = given(name).unwrap_or(text);
        if name == "tenant" {
            url.set_path(&format!("/{text}/oauth2/v2.0/authorize"));
        } else if !text.is_empty() {
            url.query_pairs_mut().append_pair(name, text);
        }
    }
    let further = changed.iter().filter(|(name, _)| usual.iter().all(|(usual, _)| usual != name));
    for (name, text) in further {
        url.query_pairs_mut().append_pair(name, text);
    }
    url.into()
}

/// Returns one field of the address that a browser was redirected to.
fn field(url: &str, name: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).unwrap();
    url.query_pairs().find(|(found, _)| found == name).map(|(_, text)| text.into_owned())
}

fn code(sandbox: &TestClient, key: &str, changed: &[(&str, &str)]) -> String {
    let back = sandbox.tenant.sign_in(key, &authorize_url(sandbox, changed)).unwrap();
    field(&back, "code").unwrap()
}

async fn redeem(sandbox: &TestClient, code: &str, changed: &[(&str, &str)]) -> TestResponse {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("scope", ""),
    ];
    fields.retain(|(name, _)| changed.iter().all(|(changed, _)| changed != name));
    fields.extend(changed);
    sandbox.ask_for_token(&fields).await
}

#[track_caller]
fn refused_with(answer: &TestResponse, status: u16, error: &str, code: u32) {
    let found = (answer.status.as_u16(), answer.body["error"].as_str(), &answer.body["error_codes"]);
    assert_eq!(found, (status, Some(error), &json!([code])), "{}", answer.body);
}

/// Returns the claims in a token without verifying its signature.
fn claims(token: &Value) -> Value {
    let parts: Vec<&str> = token.as_str().unwrap().split('.').collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(json_in(parts[0])["alg"], "RS256");
    json_in(parts[1])
}

fn json_in(part: &str) -> Value {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = Vec::new();
    for four in part.as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, c| bits << 6 | alphabet.find(char::from(*c)).unwrap());
        let whole = (bits << (6 * (4 - four.len()))).to_be_bytes();
        bytes.extend_from_slice(&whole[5..4 + four.len()]);
    }
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn a_sign_in_returns_a_code_for_an_id_token() {
    let mut sandbox = start().await;
    let back = sandbox.tenant.sign_in("anna", &authorize_url(&sandbox, &[])).unwrap();
    assert!(back.starts_with(&format!("{CALLBACK}?code=")), "{back}");
    assert_eq!(field(&back, "state").unwrap(), "a state & more");
    assert!(field(&back, "session_state").is_some());
    let answer = redeem(&sandbox, &field(&back, "code").unwrap(), &[]).await;
    assert_eq!((&answer.ok()["expires_in"], &answer.body["scope"]), (&json!(3599), &json!("openid profile User.Read")));
    let (anna, settings, now) = (sandbox.tenant.account("anna"), sandbox.tenant.settings(), sandbox.clock.now());
    let claims = claims(&answer.body["id_token"]);
    let wanted = [
        ("aud", settings.client_id.as_str()),
        ("iss", &format!("{}/{}/v2.0", sandbox.tenant.address(), settings.tenant_id)),
        ("tid", &settings.tenant_id),
        ("oid", &anna.object_id),
        ("nonce", "n-1"),
        ("preferred_username", "anna.devries@contoso.example"),
        ("name", "Anna de Vries"),
        ("ver", "2.0"),
    ];
    for (name, text) in wanted {
        assert_eq!(claims[name], text, "{name}");
    }
    let seconds = |name: &str| claims[name].as_i64().unwrap() - now.as_second();
    assert!(seconds("auth_time").abs() <= 1 && seconds("exp") > 3590 && seconds("iat") <= -299, "{claims}");
    sandbox.token = answer.body["access_token"].as_str().unwrap().to_owned();
    let me = sandbox.get("/me").await;
    assert_eq!((&me.ok()["id"], me.body.as_object().unwrap().len()), (&json!(anna.object_id), 12));
    sandbox.save("sign-in");
}

#[tokio::test]
async fn a_persons_token_reads_that_person_only() {
    let mut sandbox = start().await;
    let application = sandbox.get("/me").await;
    let message = application.refused(400, "BadRequest");
    assert_eq!(message, "/me request is only valid with delegated authentication flow.");
    let answer = redeem(&sandbox, &code(&sandbox, "gita", &[]), &[]).await;
    sandbox.token = answer.body["access_token"].as_str().unwrap().to_owned();
    let me = sandbox.get("/me?$select=id,userPrincipalName").await;
    assert_eq!(me.ok()["userPrincipalName"], "gita.patel@contoso.example");
    let gita = sandbox.tenant.account("gita").object_id;
    for path in ["/users".to_owned(), format!("/users/{gita}"), "/roleManagement/directory/roleAssignments".to_owned()]
    {
        sandbox.get(&path).await.refused(403, "Authorization_RequestDenied");
    }
    sandbox.enable("blocked-by-a-colleague").await.refused(403, "Authorization_RequestDenied");
    assert!(!sandbox.tenant.account("blocked-by-a-colleague").enabled);
    let batch = sandbox.batch(json!([{ "id": "1", "method": "GET", "url": "/users" }])).await;
    assert_eq!(batch.ok()["responses"][0]["status"], 403);
    sandbox.get("/me?$select=shoeSize").await.refused(400, "BadRequest");
    finish(sandbox.call(Method::PATCH, "/me")).await.refused(403, "Authorization_RequestDenied");
    let answer = redeem(&sandbox, &code(&sandbox, "gita", &[("scope", "openid")]), &[]).await;
    assert!(claims(&answer.body["id_token"])["oid"].is_null(), "the scope `profile` tells more");
    sandbox.token = answer.body["access_token"].as_str().unwrap().to_owned();
    sandbox.get("/me").await.refused(403, "Authorization_RequestDenied");
}

#[tokio::test]
async fn a_code_is_valid_once_and_for_ten_minutes() {
    let sandbox = start().await;
    let once = code(&sandbox, "anna", &[]);
    let guess = "another-verifier-that-is-long-enough-to-be-one";
    refused_with(&redeem(&sandbox, &once, &[("code_verifier", guess)]).await, 400, "invalid_grant", 501_481);
    refused_with(&redeem(&sandbox, &once, &[("code_verifier", "")]).await, 400, "invalid_grant", 50_148);
    let elsewhere = format!("{CALLBACK}?two");
    refused_with(&redeem(&sandbox, &once, &[("redirect_uri", &elsewhere)]).await, 400, "invalid_client", 500_112);
    refused_with(&redeem(&sandbox, &once, &[("client_secret", "guess")]).await, 401, "invalid_client", 7_000_215);
    refused_with(&redeem(&sandbox, &once, &[("client_id", "guess")]).await, 400, "unauthorized_client", 700_016);
    refused_with(&redeem(&sandbox, "made-up", &[]).await, 400, "invalid_grant", 9_002_313);
    redeem(&sandbox, &once, &[]).await.ok();
    refused_with(&redeem(&sandbox, &once, &[]).await, 400, "invalid_grant", 54_005);

    let (in_time, late) = (code(&sandbox, "anna", &[]), code(&sandbox, "anna", &[]));
    sandbox.clock.advance(SignedDuration::from_secs(595));
    redeem(&sandbox, &in_time, &[]).await.ok();
    sandbox.clock.advance(SignedDuration::from_secs(5));
    refused_with(&redeem(&sandbox, &late, &[]).await, 400, "invalid_grant", 70_008);

    let blocked_since = code(&sandbox, "anna", &[]);
    sandbox.tenant.change("anna", |account| account.enabled = false);
    refused_with(&redeem(&sandbox, &blocked_since, &[]).await, 400, "invalid_grant", 50_057);
    let unproven = [("code_challenge", ""), ("code_challenge_method", "")];
    let plain = code(&sandbox, "bram", &unproven);
    refused_with(&redeem(&sandbox, &plain, &[]).await, 400, "invalid_grant", 50_148);
    redeem(&sandbox, &plain, &[("code_verifier", "")]).await.ok();
}

#[tokio::test]
async fn nothing_is_sent_to_an_unregistered_address() {
    let sandbox = start().await;
    let cases = [
        ("redirect_uri", "https://elsewhere.example/callback", "AADSTS50011"),
        ("redirect_uri", "http://127.0.0.1:9/callback/", "AADSTS50011"),
        ("redirect_uri", "", "AADSTS900971"),
        ("client_id", "11111111-2222-4333-8444-555555555555", "AADSTS700016"),
        ("client_id", "", "AADSTS900144"),
        ("tenant", "11111111-2222-4333-8444-555555555555", "AADSTS90002"),
        ("response_mode", "pigeon", "AADSTS90023"),
    ];
    for (name, text, code) in cases {
        let url = authorize_url(&sandbox, &[(name, text)]);
        for shown in [sandbox.tenant.sign_in("anna", &url), sandbox.tenant.decline(&url)] {
            let shown = shown.unwrap_err().to_string();
            assert!(shown.starts_with(&format!("{code}: ")), "{name}={text}: {shown}");
        }
        let response = sandbox.http.get(&url).send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers().contains_key("location")), (400, false));
        assert!(response.text().await.unwrap().contains(code));
    }
    let disabled = sandbox.tenant.sign_in("disabled-operator", &authorize_url(&sandbox, &[])).unwrap_err();
    assert_eq!(disabled.to_string(), "AADSTS50057: The user account is disabled.");
    assert!(sandbox.tenant.sign_in("anna", "https://elsewhere.example/oauth2/v2.0/authorize?x=y").is_err());
}

#[tokio::test]
async fn other_errors_are_sent_to_the_application() {
    let sandbox = start().await;
    let cases = [
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "", "invalid_request"),
        ("scope", "", "invalid_request"),
        ("scope", "openid User.ReadWrite.All", "invalid_client"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("prompt", "nicely", "invalid_request"),
        ("prompt", "none", "login_required"),
    ];
    for (name, text, error) in cases {
        let back = sandbox.tenant.sign_in("anna", &authorize_url(&sandbox, &[(name, text)])).unwrap();
        assert_eq!(field(&back, "error").unwrap(), error, "{name}={text}");
        assert_eq!(field(&back, "state").unwrap(), "a state & more");
        assert!(field(&back, "code").is_none());
    }
    let declined = sandbox.tenant.decline(&authorize_url(&sandbox, &[])).unwrap();
    assert_eq!(field(&declined, "error").unwrap(), "access_denied");
    assert!(field(&declined, "error_description").unwrap().starts_with("AADSTS65004: "));
    let second = [("redirect_uri", "http://127.0.0.1:9/callback?two"), ("state", "")];
    let back = sandbox.tenant.decline(&authorize_url(&sandbox, &second)).unwrap();
    assert!(back.starts_with("http://127.0.0.1:9/callback?two&error=access_denied"), "{back}");
    assert!(field(&back, "state").is_none());
    let fragment = sandbox.tenant.sign_in("anna", &authorize_url(&sandbox, &[("response_mode", "fragment")])).unwrap();
    assert!(fragment.starts_with(&format!("{CALLBACK}#code=")), "{fragment}");
    assert!(sandbox.tenant.sign_in("anna", &authorize_url(&sandbox, &[("response_mode", "form_post")])).is_err());
}

#[tokio::test]
async fn a_session_keeps_its_auth_time_unless_prompt_is_login() {
    let sandbox = start().await;
    let minutes_ago = async |changed: &[(&str, &str)]| {
        let answer = redeem(&sandbox, &code(&sandbox, "anna", changed), &[]).await;
        let auth_time = claims(&answer.ok()["id_token"])["auth_time"].as_i64();
        auth_time.map(|at| (sandbox.clock.now().as_second() - at + 5) / 60)
    };
    assert_eq!(minutes_ago(&[]).await, Some(0));
    sandbox.tenant.set_session("anna", SignedDuration::from_mins(90));
    assert_eq!(minutes_ago(&[]).await, Some(90));
    assert_eq!(minutes_ago(&[("prompt", "none")]).await, Some(90));
    assert_eq!(minutes_ago(&[("prompt", "login")]).await, Some(0));
    sandbox.clock.advance(SignedDuration::from_mins(7));
    assert_eq!(minutes_ago(&[]).await, Some(7), "the new sign-in left a session behind");
    sandbox.tenant.sign_everyone_out();
    assert_eq!(minutes_ago(&[]).await, Some(0));
    sandbox.tenant.adjust(|settings| settings.id_token_has_auth_time = false);
    assert_eq!(minutes_ago(&[]).await, None);
}

#[tokio::test]
async fn a_real_browser_gets_a_page_with_a_choice_of_accounts() {
    let sandbox = start().await;
    let browser = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let url = authorize_url(&sandbox, &[]);
    let page = browser.get(&url).send().await.unwrap();
    assert_eq!(
        (page.status().as_u16(), &page.headers()["content-type"]),
        (200, &"text/html; charset=utf-8".parse().unwrap())
    );
    let page = page.text().await.unwrap();
    assert!(page.contains("Siobhan O&#39;Brien") && page.contains("Anna de Vries"), "{page}");
    let anna = sandbox.tenant.account("anna").object_id;
    assert!(page.contains(&format!(r#"name="account" value="{anna}""#)));
    let chosen = browser.post(&url).form(&[("account", &anna)]).send().await.unwrap();
    assert_eq!(chosen.status(), 302);
    let back = chosen.headers()["location"].to_str().unwrap();
    redeem(&sandbox, &field(back, "code").unwrap(), &[]).await.ok();
    let declined = browser.post(&url).form(&[("declined", "yes")]).send().await.unwrap();
    assert!(declined.headers()["location"].to_str().unwrap().contains("error=access_denied"));
    let disabled = sandbox.tenant.account("disabled-operator").object_id;
    let page = browser.post(&url).form(&[("account", &disabled)]).send().await.unwrap();
    assert!(!page.headers().contains_key("location"));
    assert!(page.text().await.unwrap().contains("AADSTS50057"));
    let silent = browser.get(authorize_url(&sandbox, &[("prompt", "none")])).send().await.unwrap();
    assert!(silent.headers()["location"].to_str().unwrap().contains("code="), "anna is the only one with a session");
    let posted = browser.post(authorize_url(&sandbox, &[("response_mode", "form_post")]));
    let posted = posted.form(&[("account", &anna)]).send().await.unwrap().text().await.unwrap();
    assert!(
        posted.contains(r#"action="http://127.0.0.1:9/callback""#) && posted.contains(r#"name="code""#),
        "{posted}"
    );
    sandbox.save("sign-in-browser");
}

#[tokio::test]
async fn the_authorization_code_flow_works_with_the_oauth2_library() {
    let sandbox = start().await;
    let settings = sandbox.tenant.settings();
    let endpoint = |name: &str| format!("{}/{}/oauth2/v2.0/{name}", sandbox.tenant.address(), settings.tenant_id);
    let client = BasicClient::new(ClientId::new(settings.client_id.clone()))
        .set_client_secret(ClientSecret::new(settings.client_secret.clone()))
        .set_auth_uri(AuthUrl::new(endpoint("authorize")).unwrap())
        .set_token_uri(TokenUrl::new(endpoint("token")).unwrap())
        .set_redirect_uri(RedirectUrl::new(CALLBACK.to_owned()).unwrap())
        .set_auth_type(AuthType::RequestBody);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let request = client.authorize_url(CsrfToken::new_random).set_pkce_challenge(challenge);
    let (url, state) = request.add_scope(Scope::new("openid profile".to_owned())).url();
    let back = sandbox.tenant.sign_in("bram", url.as_str()).unwrap();
    assert_eq!(&field(&back, "state").unwrap(), state.secret());
    let code = AuthorizationCode::new(field(&back, "code").unwrap());
    let token = client.exchange_code(code).set_pkce_verifier(verifier).request_async(&sandbox.http).await.unwrap();
    assert!(!token.access_token().secret().is_empty());
    sandbox.save("sign-in-oauth2");
}
