//! Tests of `$batch`.

use serde_json::{Value, json};

use super::TestClient;
use crate::faults::Fault;

fn by_id<'a>(body: &'a Value, id: &str) -> &'a Value {
    body["responses"].as_array().unwrap().iter().find(|response| response["id"] == id).unwrap()
}

#[tokio::test]
async fn a_diagnosis_fits_in_one_batch() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("blocked-by-a-colleague").object_id;
    let roles = format!("/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true");
    let audits = format!("/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id%20eq%20'{id}')");
    let answer = sandbox
        .batch(json!([
            { "id": "account", "method": "GET", "url": format!("/users/{id}?$select=id,accountEnabled") },
            { "id": "roles", "method": "GET", "url": roles, "headers": { "ConsistencyLevel": "eventual" } },
            { "id": "audits", "method": "GET", "url": audits },
            { "id": "nobody", "method": "GET", "url": "/users/nobody@contoso.example" },
        ]))
        .await;
    let body = answer.ok();
    assert_eq!(body["responses"][0]["id"], "nobody", "answers come in another order than they were asked for");
    assert_eq!(by_id(body, "account")["body"]["accountEnabled"], false);
    assert_eq!(by_id(body, "roles")["body"]["value"], json!([]));
    assert_eq!(by_id(body, "audits")["body"]["value"].as_array().unwrap().len(), 1);
    assert_eq!(by_id(body, "nobody")["status"], 404);
    assert_eq!(by_id(body, "nobody")["body"]["error"]["code"], "Request_ResourceNotFound");
    let calls = sandbox.tenant.calls();
    assert_eq!((calls.graph, calls.batches, calls.batched), (0, 1, 4));
    sandbox.save("batch");
}

#[tokio::test]
async fn a_fault_fails_single_calls_of_a_batch() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("wrong-passwords").object_id;
    let requests = json!([
        { "id": "1", "method": "GET", "url": format!("/users/{id}") },
        { "id": "2", "method": "GET", "url": "/auditLogs/signIns?$top=1" },
        { "id": "3", "method": "GET", "url": "/users?$top=1", "dependsOn": ["2"] },
    ]);
    sandbox.faults.add("GET /v1.0/auditLogs/signIns", 1, Fault::Status { status: 429, retry_after: Some(4) });
    let answer = sandbox.batch(requests.clone()).await;
    assert_eq!(by_id(answer.ok(), "1")["status"], 200);
    let throttled = by_id(answer.ok(), "2");
    assert_eq!((&throttled["status"], &throttled["headers"]["Retry-After"]), (&json!(429), &json!("4")));
    assert_eq!(throttled["body"]["error"]["code"], "TooManyRequests");
    assert_eq!(by_id(answer.ok(), "3")["status"], 424);
    let answer = sandbox.batch(requests).await;
    assert!(["1", "2", "3"].iter().all(|id| by_id(answer.ok(), id)["status"] == 200));
    sandbox.faults.add("GET /v1.0/users?", 1, Fault::LostCall);
    let answer = sandbox.batch(json!([{ "id": "1", "method": "GET", "url": "/users?$top=1" }])).await;
    assert_eq!(by_id(answer.ok(), "1")["status"], 504);
    sandbox.save("batch-faults");
}

#[tokio::test]
async fn writes_in_a_batch_take_effect() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("blocked-by-a-colleague").object_id;
    let url = format!("/users/{id}");
    let body = json!({ "accountEnabled": true });
    let headers = json!({ "Content-Type": "application/json" });
    let answer =
        sandbox.batch(json!([{ "id": "1", "method": "PATCH", "url": url, "body": body, "headers": headers }])).await;
    assert_eq!(by_id(answer.ok(), "1")["status"], 204);
    assert_eq!(sandbox.tenant.writes().len(), 1);
    sandbox.save("batch-writes");
    let answer = sandbox.batch(json!([{ "id": "1", "method": "PATCH", "url": url, "body": body }])).await;
    assert_eq!(by_id(answer.ok(), "1")["status"], 400, "a body without its Content-Type");
    assert_eq!(sandbox.tenant.writes().len(), 1);
}

#[tokio::test]
async fn a_malformed_batch_is_refused_as_a_whole() {
    let sandbox = TestClient::start().await;
    let request = |id: Value, url: &str| json!({ "id": id, "method": "GET", "url": url });
    let many: Vec<Value> = (0..21).map(|id| request(id.to_string().into(), "/users?$top=1")).collect();
    let address = sandbox.tenant.address();
    let malformed = [
        json!([]),
        json!(many),
        json!([request("1".into(), "/users"), request("1".into(), "/users")]),
        json!([request(1.into(), "/users")]),
        json!([request("1".into(), &format!("{address}/v1.0/users"))]),
        json!([request("1".into(), "/v1.0/users")]),
        json!([{ "id": "1", "url": "/users" }]),
        json!([{ "id": "1", "method": "GET", "url": "/users", "dependsOn": ["2"] }]),
    ];
    for requests in malformed {
        sandbox.batch(requests).await.refused(400, "BadRequest");
    }
    assert_eq!(sandbox.tenant.calls().batched, 0);
    let nested = sandbox.batch(json!([{ "id": "1", "method": "POST", "url": "/$batch" }])).await;
    assert_eq!(by_id(nested.ok(), "1")["status"], 400);
}
