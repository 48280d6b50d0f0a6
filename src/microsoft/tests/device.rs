//! Sign-in by a code that is typed on another device.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::sign_in::{OTHER, TENANT, USER_TOKEN, claims, client, id_token, options};
use super::{Reply, Stub, TARGET, plenty, target};
use crate::ports::{DeviceAuthorization, Tenant as _, TenantError};
use crate::secret::Secret;

fn on_device(pause_ms: u64, good_for_ms: u64) -> DeviceAuthorization {
    DeviceAuthorization {
        verification_uri: "https://microsoft.com/devicelogin".to_owned(),
        user_code: Secret::new("ABCD".to_owned()),
        device_code: Secret::new("device-code".to_owned()),
        interval: Duration::from_millis(pause_ms),
        expires_in: Duration::from_millis(good_for_ms),
    }
}

fn pending(error: &str) -> Reply {
    Reply::Json(400, json!({ "error": error, "error_description": "AADSTS70016: No.", "error_codes": [70016] }))
}

#[tokio::test]
async fn a_device_code_has_its_interval_and_expiry() {
    let stub = Stub::start(|_, _| {
        Reply::Json(
            200,
            json!({
                "device_code": "device-code", "user_code": "ABCD", "verification_uri": "https://microsoft.com/devicelogin",
                "expires_in": 900, "interval": 7, "message": "To sign in, ...",
            }),
        )
    })
    .await;
    let begun = client(&stub).begin_device_sign_in(&plenty()).await.unwrap();
    assert_eq!(
        (begun.verification_uri.as_str(), begun.user_code.reveal()),
        ("https://microsoft.com/devicelogin", "ABCD")
    );
    assert_eq!((begun.interval, begun.expires_in), (Duration::from_secs(7), Duration::from_secs(900)));
    assert_eq!(begun.device_code.reveal(), "device-code");
    let asked = &stub.requests()[0];
    assert_eq!(asked.call, format!("POST /{}/oauth2/v2.0/devicecode", TENANT.to_uppercase()));
    let scope = format!("openid profile {}/User.Read", stub.address);
    let form = BTreeMap::from([("client_id", "app-1"), ("scope", scope.as_str())]);
    assert_eq!(options(&asked.body), form.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect());
}

#[tokio::test]
async fn polling_goes_on_until_the_code_is_typed() {
    let stub = Stub::start(|request, nth| match nth {
        1 => pending("authorization_pending"),
        2 => Reply::With(503, Vec::new(), String::new()),
        3 => Reply::Json(200, json!({ "access_token": USER_TOKEN, "id_token": id_token(&claims()) })),
        _ => {
            assert_eq!(request.header("authorization"), Some("Bearer token-of-the-user"));
            Reply::Json(200, json!({ "id": TARGET, "userPrincipalName": "anna@contoso.com" }))
        }
    })
    .await;
    let begun = Instant::now();
    let identity = client(&stub).finish_device_sign_in(&on_device(50, 5000)).await.unwrap().unwrap();
    assert_eq!((identity.object_id, stub.requests().len()), (target(), 4));
    assert!(begun.elapsed() >= Duration::from_millis(150));
    let form = options(&stub.requests()[0].body);
    assert_eq!(form["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
    assert_eq!((form["device_code"].as_str(), form["client_id"].as_str(), form.len()), ("device-code", "app-1", 3));
}

#[tokio::test]
async fn a_declined_or_expired_code_is_none() {
    for error in ["authorization_declined", "access_denied", "expired_token"] {
        let stub = Stub::start(move |_, _| pending(error)).await;
        assert_eq!(client(&stub).finish_device_sign_in(&on_device(1, 5000)).await, Ok(None), "{error}");
        assert_eq!(stub.requests().len(), 1);
    }
    let stub = Stub::start(|_, _| pending("authorization_pending")).await;
    assert_eq!(client(&stub).finish_device_sign_in(&on_device(50, 220)).await, Ok(None));
    assert!((2..=4).contains(&stub.requests().len()));
    // The pause that is asked for is longer than the code is valid.
    let stub = Stub::start(|_, _| pending("slow_down")).await;
    assert_eq!(client(&stub).finish_device_sign_in(&on_device(1, 3000)).await, Ok(None));
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn a_device_token_must_have_the_expected_claims() {
    for (claim, value) in [("tid", OTHER), ("oid", OTHER), ("aud", "app-2")] {
        let stub = Stub::start(move |request, _| {
            let mut claims = claims();
            claims[claim] = json!(value);
            if request.call.starts_with("POST") {
                Reply::Json(200, json!({ "access_token": USER_TOKEN, "id_token": id_token(&claims) }))
            } else {
                Reply::Json(200, json!({ "id": TARGET, "userPrincipalName": "anna@contoso.com" }))
            }
        })
        .await;
        let error = client(&stub).finish_device_sign_in(&on_device(1, 5000)).await.unwrap_err();
        assert_eq!(error.trouble().code, "identity_mismatch");
    }
    let stub = Stub::start(|_, _| pending("bad_verification_code")).await;
    let error = client(&stub).finish_device_sign_in(&on_device(1, 5000)).await.unwrap_err();
    assert!(matches!(error, TenantError::Denied(_)));
    assert!(!format!("{error:?}").contains("device-code"));
}
