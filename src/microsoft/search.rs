//! Whom somebody may mean who has begun to type a name.

use serde::Deserialize;

use super::address::{query, searchable};
use super::error;
use super::graph::{ApiCall, Graph, GraphPage};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::ports::{Budget, Match, Matches, TenantError};

const SEARCH: &str = "GET /users?$search";
const SELECT: &str = "id,displayName,userPrincipalName,mail";
/// What is searched. A name is compared word by word, in any order; the others by how they begin.
/// <https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections>
const SEARCHED: [&str; 3] = ["displayName", "userPrincipalName", "mail"];

impl Graph {
    /// Asks once for a page of them. `startswith` in a filter would not find a second name; a search does, and finds the
    /// beginnings of addresses beside it.
    pub(super) async fn search(&self, typed: &str, budget: &Budget) -> Result<Matches, TenantError> {
        let sought = searchable(typed);
        if !sought.chars().any(char::is_alphanumeric) {
            return Ok(Matches { accounts: Vec::new(), complete: true });
        }
        let page: GraphPage = error::read(SEARCH, self.read(&call(&sought), budget).await?.0)?;
        let mut accounts = Vec::new();
        for found in page.value {
            accounts.push(error::read::<SearchHit>(SEARCH, found)?.read());
        }
        let complete = page.next_link.is_none() && accounts.len() <= Matches::MAX;
        accounts.truncate(Matches::MAX);
        Ok(Matches { accounts, complete })
    }
}

fn call(sought: &str) -> ApiCall {
    let clauses = SEARCHED.map(|property| format!("\"{property}:{sought}\""));
    let (search, top) = (clauses.join(" OR "), Matches::MAX.to_string());
    let options = query(&[("$search", &search), ("$select", SELECT), ("$top", &top)]);
    ApiCall { eventual: true, ..ApiCall::get(SEARCH, format!("/users{options}")) }
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SearchHit {
    id: ObjectId,
    display_name: Option<String>,
    user_principal_name: Option<String>,
    mail: Option<String>,
}

impl SearchHit {
    fn read(self) -> Match {
        let upn = self.user_principal_name.unwrap_or_default();
        let display_name = self.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone());
        Match { object_id: self.id, names: Names { upn, display_name }, mail: self.mail }
    }
}
