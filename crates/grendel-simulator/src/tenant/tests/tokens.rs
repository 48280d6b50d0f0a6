//! Tests of the token endpoint and of what a token is valid for.

use jiff::SignedDuration;
use oauth2::basic::{BasicClient, BasicErrorResponseType};
use oauth2::{AuthType, ClientId, ClientSecret, RequestTokenError, Scope, TokenResponse, TokenUrl};

use super::{TestClient, finish};
use crate::tenant::ApplicationState;

#[tokio::test]
async fn a_token_is_valid_for_graph_until_it_expires() {
    let mut sandbox = TestClient::start().await;
    let answer = sandbox.ask_for_token(&[]).await;
    assert_eq!((&answer.body["expires_in"], &answer.body["token_type"]), (&3599.into(), &"Bearer".into()));
    sandbox.get("/users?$top=1").await.ok();
    sandbox.clock.advance(SignedDuration::from_secs(3600));
    let message = sandbox.get("/users?$top=1").await;
    assert_eq!(message.refused(401, "InvalidAuthenticationToken"), "Lifetime validation failed, the token is expired.");
    assert!(message.headers.contains_key("www-authenticate"));
    sandbox.token = sandbox.new_token().await;
    sandbox.get("/users?$top=1").await.ok();
    assert_eq!(sandbox.tenant.calls().tokens_issued, 3);
    sandbox.save("tokens");
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let mut sandbox = TestClient::start().await;
    sandbox.tenant.revoke_tokens();
    sandbox.get("/users?$top=1").await.refused(401, "InvalidAuthenticationToken");
    sandbox.token = sandbox.new_token().await;
    sandbox.get("/users?$top=1").await.ok();
    sandbox.save("tokens-revoked");
}

#[tokio::test]
async fn a_token_for_exchange_is_refused_by_graph() {
    let mut sandbox = TestClient::start().await;
    let answer = sandbox.ask_for_token(&[("scope", "https://outlook.office365.com/.default")]).await;
    answer.body["access_token"].as_str().unwrap().clone_into(&mut sandbox.token);
    sandbox.get("/users?$top=1").await.refused(401, "InvalidAuthenticationToken");
    sandbox.token = "made-up".to_owned();
    sandbox.get("/users?$top=1").await.refused(401, "InvalidAuthenticationToken");
    let url = format!("{}/v1.0/users?$top=1", sandbox.tenant.address());
    let bare = finish(sandbox.http.get(url)).await;
    assert_eq!(bare.refused(401, "InvalidAuthenticationToken"), "Access token is empty.");
    sandbox.save("tokens-of-others");
}

#[tokio::test]
async fn wrong_credentials_are_refused_with_entras_errors() {
    let sandbox = TestClient::start().await;
    let cases = [
        ("tenant", "11111111-2222-4333-8444-555555555555", 400, "invalid_request", 90_002),
        ("client_id", "11111111-2222-4333-8444-555555555555", 400, "unauthorized_client", 700_016),
        ("client_secret", "guess", 401, "invalid_client", 7_000_215),
        ("client_secret", "", 401, "invalid_client", 7_000_218),
        ("client_id", "", 400, "invalid_request", 900_144),
        ("grant_type", "password", 400, "unsupported_grant_type", 70_003),
        ("scope", "User.Read.All", 400, "invalid_scope", 1_002_012),
        ("scope", "https://nowhere.example/.default", 400, "invalid_resource", 500_011),
    ];
    for (field, text, status, error, code) in cases {
        let answer = sandbox.ask_for_token(&[(field, text)]).await;
        assert_eq!((answer.status.as_u16(), &answer.body["error"]), (status, &error.into()), "{field}={text}");
        assert_eq!(answer.body["error_codes"][0], code);
        let description = answer.body["error_description"].as_str().unwrap();
        assert!(description.starts_with(&format!("AADSTS{code}: ")), "{description}");
        for name in ["timestamp", "trace_id", "correlation_id"] {
            assert!(answer.body[name].is_string(), "{name}");
        }
    }
    assert_eq!(sandbox.tenant.calls().tokens_issued, 1);
}

#[tokio::test]
async fn an_application_that_is_kept_out_gets_no_token() {
    let sandbox = TestClient::start().await;
    for (state, status, error, code) in [
        (ApplicationState::SecretExpired, 401, "invalid_client", 7_000_222),
        (ApplicationState::Disabled, 400, "unauthorized_client", 7_000_112),
        (ApplicationState::Blocked, 400, "invalid_grant", 53_003),
    ] {
        sandbox.tenant.adjust(|settings| settings.application_state = state);
        let answer = sandbox.ask_for_token(&[]).await;
        assert_eq!((answer.status.as_u16(), &answer.body["error"]), (status, &error.into()), "{state:?}");
        assert_eq!(answer.body["error_codes"][0], code, "{state:?}");
    }
    sandbox.tenant.adjust(|settings| settings.application_state = ApplicationState::Enabled);
    sandbox.ask_for_token(&[]).await.ok();
}

#[tokio::test]
async fn the_token_endpoint_works_with_the_oauth2_library() {
    let mut sandbox = TestClient::start().await;
    let settings = sandbox.tenant.settings();
    let ask = async |secret: &str| {
        let address = format!("{}/{}/oauth2/v2.0/token", sandbox.tenant.address(), settings.tenant_id);
        let client = BasicClient::new(ClientId::new(settings.client_id.clone()))
            .set_client_secret(ClientSecret::new(secret.to_owned()))
            .set_token_uri(TokenUrl::new(address).unwrap())
            .set_auth_type(AuthType::RequestBody);
        let scope = Scope::new(format!("{}/.default", sandbox.tenant.address()));
        client.exchange_client_credentials().add_scope(scope).request_async(&sandbox.http).await
    };
    let token = ask(&settings.client_secret).await.unwrap();
    assert_eq!(token.expires_in(), Some(std::time::Duration::from_secs(3599)));
    let RequestTokenError::ServerResponse(refusal) = ask("guess").await.unwrap_err() else { panic!("not understood") };
    assert_eq!(*refusal.error(), BasicErrorResponseType::InvalidClient);
    assert!(refusal.error_description().unwrap().starts_with("AADSTS7000215: "));
    sandbox.token = token.access_token().secret().clone();
    sandbox.get("/users?$top=1").await.ok();
    sandbox.save("tokens-oauth2");
}
