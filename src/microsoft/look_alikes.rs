//! Other accounts that an account can be mistaken for by its name.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{literal, query, searchable};
use super::batch::{BatchResults, Slot};
use super::error::{self, TOO_MANY_PAGES};
use super::graph::{FirstPage, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::account::{LookAlike, Names};
use crate::domain::look_alike::one_edit_apart;
use crate::ports::TenantError;

/// The application permission that lists users.
pub(super) const USERS_PERMISSION: &str = "User.Read.All";
/// The most accounts that one query returns; no second page is read.
const FOUND_MAX: usize = 500;
/// The most look-alikes that are returned.
const LOOK_ALIKES_MAX: usize = 5;
/// The length of the beginning of a user principal name that is searched for.
const PREFIX_CHARS: usize = 3;

const SEARCH: &str = "GET /users?$search";
const STARTS: &str = "GET /users?$filter";

/// Asks for accounts that may look alike, in at most three queries: by the first and by the last word of the display
/// name, since an edit leaves one of them as it is, and by the beginning of the user principal name. The directory
/// finds no others, because it compares whole words and beginnings
/// (<https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections>).
pub(super) fn queries(names: &Names) -> Vec<Query<GraphPage<LookAlikeCandidate>>> {
    let select = ("$select", "id,displayName,userPrincipalName");
    let top = FOUND_MAX.to_string();
    let mut words: Vec<String> = names.display_name.split_whitespace().map(searchable).collect();
    words.retain(|word| !word.is_empty());
    let ends: BTreeSet<&String> = words.first().into_iter().chain(words.last()).collect();
    let by_word = ends.into_iter().map(|word| {
        let search = format!("\"displayName:{word}\"");
        let options = query(&[("$search", &search), select, ("$top", &top)]);
        Query::get(SEARCH, format!("/users{options}")).eventual()
    });
    let prefix: String = local_part(&names.upn).chars().take(PREFIX_CHARS).collect();
    let filter = format!("startswith(userPrincipalName,{})", literal(&prefix));
    let by_name = Query::get(STARTS, format!("/users{}", query(&[("$filter", &filter), select, ("$top", &top)])));
    by_word.chain([by_name]).collect()
}

/// The accounts that an account can be mistaken for.
pub(super) struct LookAlikes {
    /// At most [`LOOK_ALIKES_MAX`] of them.
    pub found: Vec<LookAlike>,
    /// The number of those that were found beyond that.
    pub left_out: usize,
    /// False if there are more accounts than were compared.
    pub is_whole: bool,
}

impl Default for LookAlikes {
    /// Returns the look-alikes of an account that has none.
    fn default() -> Self {
        Self { found: Vec::new(), left_out: 0, is_whole: true }
    }
}

/// Returns the look-alikes among the accounts in these slots.
///
/// # Errors
///
/// One of the queries failed, or there are more accounts than one page has and none of the first is a look-alike: then
/// there may be one that was not found.
pub(super) fn read(
    target: &ObjectId,
    names: &Names,
    slots: Vec<Slot<GraphPage<LookAlikeCandidate>>>,
    results: &mut BatchResults,
) -> Result<LookAlikes, TenantError> {
    let (mut look_alikes, mut unread) = (BTreeSet::new(), None);
    for slot in slots {
        let FirstPage { name, page, .. } = results.take_first_page(slot)?;
        unread = unread.or(page.next_link.is_some().then_some(name));
        for candidate in page.value {
            let upn = candidate.user_principal_name.ok_or_else(|| error::hidden(name, "userPrincipalName"))?;
            let display_name = candidate.display_name.unwrap_or_default();
            let is_alike = one_edit_apart(&display_name, &names.display_name)
                || one_edit_apart(local_part(&upn), local_part(&names.upn));
            if candidate.id != *target && is_alike {
                look_alikes.insert(LookAlike { upn, display_name });
            }
        }
    }
    if let Some(name) = unread.filter(|_| look_alikes.is_empty()) {
        let message = format!("more than {FOUND_MAX} accounts to compare, and no look-alike among the first");
        return Err(TenantError::Unavailable(error::own_trouble(name, TOO_MANY_PAGES, &message)));
    }
    let left_out = look_alikes.len().saturating_sub(LOOK_ALIKES_MAX);
    let found = look_alikes.into_iter().take(LOOK_ALIKES_MAX).collect();
    Ok(LookAlikes { found, left_out, is_whole: unread.is_none() })
}

fn local_part(upn: &str) -> &str {
    upn.split_once('@').map_or(upn, |(local, _)| local)
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LookAlikeCandidate {
    id: ObjectId,
    display_name: Option<String>,
    user_principal_name: Option<String>,
}
