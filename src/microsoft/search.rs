//! Accounts that a name, typed so far, may become.

use serde::Deserialize;

use super::address::{query, searchable};
use super::graph::{Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::ports::{Budget, Match, Matches, TenantError};

const SEARCH: &str = "GET /users?$search";
const SELECT: &str = "id,displayName,userPrincipalName,mail";
/// The properties that are searched: the display name word by word, in any order; the others by their beginnings
/// (<https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections>).
const SEARCHED: [&str; 3] = ["displayName", "userPrincipalName", "mail"];

impl Graph {
    /// Returns one page of accounts whose display name, user principal name or mail address matches. `$search` and not
    /// a filter: `startswith` would not find a second name.
    pub(super) async fn search(&self, typed: &str, budget: &Budget) -> Result<Matches, TenantError> {
        let sought = searchable(typed);
        if !sought.chars().any(char::is_alphanumeric) {
            return Ok(Matches { accounts: Vec::new(), complete: true });
        }
        let page: GraphPage<SearchHit> = self.get(&search_query(&sought), budget).await?;
        let mut accounts: Vec<Match> = page.value.into_iter().map(SearchHit::read).collect();
        let complete = page.next_link.is_none() && accounts.len() <= Matches::MAX;
        accounts.truncate(Matches::MAX);
        Ok(Matches { accounts, complete })
    }
}

fn search_query(sought: &str) -> Query<GraphPage<SearchHit>> {
    let clauses = SEARCHED.map(|property| format!("\"{property}:{sought}\""));
    let (search, top) = (clauses.join(" OR "), Matches::MAX.to_string());
    let options = query(&[("$search", &search), ("$select", SELECT), ("$top", &top)]);
    Query::get(SEARCH, format!("/users{options}")).eventual()
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
