//! Sign-in by authorization code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{RecordedRequest, Reply, Stub, TARGET, plenty, target};
use crate::microsoft::{Microsoft, MicrosoftSettings};
use crate::ports::{AuthorizationRequest, Identity, Tenant as _, TenantError};
use crate::secret::Secret;

pub(super) const TENANT: &str = "99999999-0000-4000-8000-00000000000f";
pub(super) const OTHER: &str = "22222222-0000-4000-8000-000000000002";
const RETURN_TO: &str = "https://grendel.example/signed-in?x=1&y=a b";
const CODE: &str = "0.AXk-the-code";
pub(super) const USER_TOKEN: &str = "token-of-the-user";

pub(super) fn client(stub: &Stub) -> Microsoft {
    Microsoft::new(&MicrosoftSettings { tenant_id: TENANT.to_uppercase(), ..stub.settings() }).unwrap()
}

/// The fields of a query or of a form.
pub(super) fn options(text: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

pub(super) fn id_token(claims: &Value) -> String {
    format!(
        "{}.{}.no-signature",
        BASE64_URL_SAFE_NO_PAD.encode(br#"{"alg":"RS256","typ":"JWT"}"#),
        BASE64_URL_SAFE_NO_PAD.encode(claims.to_string().as_bytes())
    )
}

pub(super) fn claims() -> Value {
    let soon = Timestamp::now().as_second() + 3600;
    json!({ "aud": "app-1", "tid": TENANT, "oid": TARGET, "exp": soon, "sub": "x", "name": "Änna ÿ" })
}

/// A token endpoint that grants tokens with `claims`, and a Graph that knows the account of the token.
struct Entra {
    stub: Stub,
    client: Microsoft,
    claims: Arc<Mutex<Value>>,
}

impl Entra {
    async fn start() -> Self {
        Self::knowing(TARGET).await
    }

    /// Graph answers that the account of the token is `me`.
    async fn knowing(me: &'static str) -> Self {
        Self::naming(me, "anna@contoso.com".to_owned()).await
    }

    /// Graph answers that the account of the token is `me`, with this user principal name.
    async fn naming(me: &'static str, upn: String) -> Self {
        let claims = Arc::new(Mutex::new(claims()));
        let told = claims.clone();
        let stub = Stub::start(move |request: &RecordedRequest, _| {
            if request.call.ends_with("/token") {
                let id_token = id_token(&told.lock().unwrap());
                Reply::Json(200, json!({ "token_type": "Bearer", "access_token": USER_TOKEN, "id_token": id_token }))
            } else {
                Reply::Json(200, json!({ "id": me, "userPrincipalName": upn }))
            }
        })
        .await;
        let client = client(&stub);
        Self { stub, client, claims }
    }

    /// Signs in with a token whose claims are changed by `differs`.
    async fn sign_in(&self, differs: impl FnOnce(&mut Value)) -> Result<Identity, TenantError> {
        let begun = self.client.begin_sign_in(RETURN_TO, false);
        {
            let mut claims = self.claims.lock().unwrap();
            *claims = self::claims();
            claims["nonce"] = json!(begun.nonce.reveal());
            differs(&mut claims);
        }
        self.client.finish_sign_in(&begun, &Secret::new(CODE.to_owned()), &plenty()).await
    }
}

fn address(begun: &AuthorizationRequest) -> (String, BTreeMap<String, String>) {
    let (path, text) = begun.url.split_once('?').unwrap();
    (path.to_owned(), options(text))
}

#[tokio::test]
async fn a_sign_in_begins_at_the_authorize_endpoint_of_the_tenant() {
    let stub = Stub::start(|_, _| Reply::Never).await;
    let client = client(&stub);
    let begun = client.begin_sign_in(RETURN_TO, false);
    let (path, options) = address(&begun);
    assert_eq!(path, format!("{}/{}/oauth2/v2.0/authorize", stub.address, TENANT.to_uppercase()));
    let scope = format!("openid profile {}/User.Read", stub.address);
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(begun.code_verifier.reveal()));
    for (name, value) in [
        ("client_id", "app-1"),
        ("response_type", "code"),
        ("redirect_uri", RETURN_TO),
        ("scope", &scope),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("state", begun.state.reveal()),
        ("nonce", begun.nonce.reveal()),
    ] {
        assert_eq!(options[name], value, "{name}");
    }
    assert!(!begun.url.contains(begun.code_verifier.reveal()) && begun.redirect_uri == RETURN_TO);
    assert_eq!(address(&client.begin_sign_in(RETURN_TO, true)).1["prompt"], "login");
    assert!(stub.requests().is_empty());
}

#[tokio::test]
async fn every_sign_in_has_its_own_secrets() {
    let stub = Stub::start(|_, _| Reply::Never).await;
    let client = client(&stub);
    let secrets: Vec<String> = (0..20)
        .map(|_| client.begin_sign_in(RETURN_TO, false))
        .flat_map(|begun| [begun.state, begun.code_verifier, begun.nonce].map(|secret| secret.reveal().to_owned()))
        .collect();
    // 128 bits have 22 characters in base64.
    assert!(secrets.iter().all(|secret| secret.len() >= 22));
    assert_eq!(secrets.iter().collect::<std::collections::BTreeSet<_>>().len(), 60);
}

#[tokio::test]
async fn the_account_is_read_from_graph() {
    let entra = Entra::start().await;
    let identity = entra.sign_in(|_| {}).await.unwrap();
    let upn = "anna@contoso.com".to_owned();
    assert_eq!(identity, Identity { object_id: target(), upn, signed_in_at: None });
    let [redeemed, me] = &entra.stub.requests()[..] else { panic!("{:?}", entra.stub.requests()) };
    assert_eq!(redeemed.call, format!("POST /{}/oauth2/v2.0/token", TENANT.to_uppercase()));
    assert_eq!(redeemed.header("content-type"), Some("application/x-www-form-urlencoded"));
    let form = options(&redeemed.body);
    for (name, value) in [
        ("grant_type", "authorization_code"),
        ("client_id", "app-1"),
        ("client_secret", "s+cret&"),
        ("code", CODE),
        ("redirect_uri", RETURN_TO),
    ] {
        assert_eq!(form[name], value, "{name}");
    }
    assert_eq!(me.call, "GET /v1.0/me?$select=id,userPrincipalName");
    assert_eq!(me.header("authorization"), Some("Bearer token-of-the-user"));
}

/// It becomes an event of the journal.
#[tokio::test]
async fn a_name_is_cut_to_its_limit() {
    let entra = Entra::naming(TARGET, "é".repeat(2000)).await;
    assert_eq!(entra.sign_in(|_| {}).await.unwrap().upn, "é".repeat(256));
}

#[tokio::test]
async fn the_verifier_is_sent_with_the_code() {
    let entra = Entra::start().await;
    let begun = entra.client.begin_sign_in(RETURN_TO, false);
    let _ = entra.client.finish_sign_in(&begun, &Secret::new(CODE.to_owned()), &plenty()).await;
    assert_eq!(options(&entra.stub.requests()[0].body)["code_verifier"], begun.code_verifier.reveal());
}

#[tokio::test]
async fn the_time_of_signing_in_is_returned_if_the_token_has_it() {
    let entra = Entra::start().await;
    let identity = entra.sign_in(|claims| claims["auth_time"] = json!(1_790_000_000)).await.unwrap();
    assert_eq!(identity.signed_in_at, Some(Timestamp::from_second(1_790_000_000).unwrap()));
}

async fn refused(entra: &Entra, differs: impl FnOnce(&mut Value)) -> String {
    match entra.sign_in(differs).await {
        Err(TenantError::Denied(trouble)) => {
            assert_eq!(trouble.code, "identity_mismatch");
            trouble.message
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_token_with_other_claims_is_refused() {
    let entra = Entra::start().await;
    for (claim, value, says) in [
        ("aud", json!("app-2"), "another application"),
        ("aud", json!(["app-1"]), "cannot be read"),
        ("tid", json!(OTHER), "another tenant"),
        ("oid", json!(OTHER), "another account"),
        ("nonce", json!("another"), "another sign-in"),
        ("nonce", Value::Null, "another sign-in"),
        ("nonce", json!(""), "another sign-in"),
        ("exp", json!(Timestamp::now().as_second()), "has ended"),
        ("auth_time", json!(i64::MAX), "no time of signing in"),
    ] {
        let message = refused(&entra, |claims| claims[claim] = value.clone()).await;
        assert!(message.contains(says), "{claim} {value}: {message}");
    }
    for claim in ["aud", "tid", "oid", "exp"] {
        let message = refused(&entra, |claims| drop(claims.as_object_mut().unwrap().remove(claim))).await;
        assert!(message.contains("cannot be read"), "{claim}: {message}");
    }
    // Case does not matter in the id of a tenant.
    entra.sign_in(|claims| claims["tid"] = json!(TENANT.to_uppercase())).await.unwrap();
}

#[tokio::test]
async fn a_token_of_another_account_than_graph_names_is_refused() {
    // The token names the target, and Graph another account.
    let entra = Entra::knowing(OTHER).await;
    assert!(refused(&entra, |_| {}).await.contains("another account"));
}

#[tokio::test]
async fn a_tenant_configured_by_a_domain_redeems_nothing() {
    let stub = Stub::start(|_, _| Reply::Never).await;
    let client = stub.client();
    let begun = client.begin_sign_in(RETURN_TO, false);
    let error = client.finish_sign_in(&begun, &Secret::new(CODE.to_owned()), &plenty()).await.unwrap_err();
    assert_eq!(error.trouble().code, "identity_mismatch");
    assert!(client.begin_device_sign_in(&plenty()).await.is_err() && stub.requests().is_empty());
}

#[tokio::test]
async fn a_code_is_redeemed_once() {
    for reply in [
        || Reply::With(503, vec![("retry-after", "0".to_owned())], String::new()),
        || Reply::With(429, vec![("retry-after", "0".to_owned())], String::new()),
        || Reply::Never,
        || Reply::Json(200, json!({ "access_token": USER_TOKEN })),
    ] {
        let stub = Stub::start(move |_, _| reply()).await;
        let (client, code) = (client(&stub), Secret::new(CODE.to_owned()));
        let begun = client.begin_sign_in(RETURN_TO, false);
        let error = client.finish_sign_in(&begun, &code, &plenty()).await.unwrap_err();
        assert!(matches!(error, TenantError::Unavailable(_)), "{error}");
        assert_eq!((error.trouble().call.as_str(), stub.requests().len()), ("POST /{tenant}/oauth2/v2.0/token", 1));
    }
}

/// A sign-in with an authentication context whose token has these `acrs`, or none.
async fn in_context(acrs: Option<Value>) -> Result<Identity, TenantError> {
    let entra = Entra::start().await;
    let context = Some("c1".to_owned());
    let settings =
        MicrosoftSettings { tenant_id: TENANT.to_owned(), authentication_context: context, ..entra.stub.settings() };
    let entra = Entra { client: Microsoft::new(&settings).unwrap(), ..entra };
    let begun = entra.client.begin_sign_in(RETURN_TO, true);
    assert_eq!(address(&begun).1["claims"], r#"{"id_token":{"acrs":{"essential":true,"value":"c1"}}}"#);
    entra
        .sign_in(|claims| {
            if let Some(acrs) = acrs {
                claims["acrs"] = acrs;
            }
        })
        .await
}

#[tokio::test]
async fn a_token_without_the_authentication_context_is_refused() {
    for acrs in
        [None, Some(json!([])), Some(json!(["c2", "c11"])), Some(json!("c11")), Some(json!("")), Some(json!(["C1"]))]
    {
        let error = in_context(acrs.clone()).await.unwrap_err();
        let TenantError::Denied(trouble) = error else { panic!("{acrs:?}: {error}") };
        assert_eq!(
            (trouble.code.as_str(), trouble.message.as_str()),
            ("authentication_context_missing", "c1"),
            "{acrs:?}"
        );
    }
    // `amr` says nothing.
    for acrs in [json!(["c1"]), json!(["c2", "c1"]), json!("c1")] {
        in_context(Some(acrs)).await.unwrap();
    }
    assert!(in_context(Some(json!({ "c1": true }))).await.is_err());
}

#[tokio::test]
async fn a_sign_in_uses_its_own_registration() {
    let entra = Entra::start().await;
    let settings = MicrosoftSettings {
        tenant_id: TENANT.to_owned(),
        sign_in_client_id: "app-of-sign-ins".to_owned(),
        sign_in_client_secret: Secret::new("other-secret".to_owned()),
        ..entra.stub.settings()
    };
    let entra = Entra { client: Microsoft::new(&settings).unwrap(), ..entra };
    let identity = entra.sign_in(|claims| claims["aud"] = json!("app-of-sign-ins")).await;
    assert_eq!(identity.unwrap().object_id, target());
    let form = options(&entra.stub.requests()[0].body);
    assert_eq!((form["client_id"].as_str(), form["client_secret"].as_str()), ("app-of-sign-ins", "other-secret"));
    assert!(refused(&entra, |_| {}).await.contains("another application"), "a token for the privileged one");
}

/// A writer that collects the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_is_in_an_error_or_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    // Global, because tracing caches for all threads whether a line is wanted.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    // The responses repeat all that was sent.
    let stub = Stub::start(|request, nth| {
        let all =
            format!("{} {} {:?}", percent_decode_str(&request.body).decode_utf8_lossy(), request.call, request.headers);
        match nth {
            1 => {
                Reply::Json(400, json!({ "error": "invalid_grant", "error_description": all, "error_codes": [70000] }))
            }
            2 => Reply::Json(
                200,
                json!({ "access_token": USER_TOKEN, "id_token": format!("a.{USER_TOKEN}.c"), "x": all }),
            ),
            3 => Reply::Json(200, json!({ "id": TARGET, "userPrincipalName": "anna@contoso.com" })),
            _ => Reply::Json(200, json!({ "access_token": 5, "x": all })),
        }
    })
    .await;
    let (client, code) = (client(&stub), Secret::new(CODE.to_owned()));
    let begun = client.begin_sign_in(RETURN_TO, false);
    let mut said = String::new();
    for expected in ["AADSTS70000", "identity_mismatch", "answer_unreadable"] {
        let error = client.finish_sign_in(&begun, &code, &plenty()).await.unwrap_err();
        assert_eq!(error.trouble().code, expected);
        write!(said, "{error} {error:?}").unwrap();
    }
    said += &String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("called Microsoft"));
    for secret in
        [CODE, USER_TOKEN, "s+cret&", begun.code_verifier.reveal(), begun.nonce.reveal(), begun.state.reveal()]
    {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
}
