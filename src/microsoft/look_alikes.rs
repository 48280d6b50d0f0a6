//! Other accounts that an account can be mistaken for.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{literal, query, searchable};
use super::batch::Asked;
use super::error;
use super::graph::{ApiCall, GraphPage};
use crate::domain::ObjectId;
use crate::domain::account::{LookAlike, Names};
use crate::domain::look_alike::one_edit_apart;
use crate::ports::TenantError;

/// The application permission that lists users.
pub(super) const USERS_PERMISSION: &str = "User.Read.All";
/// The most that is looked at of what one search finds; there is no second page.
const FOUND_MAX: usize = 500;
/// The most that are named.
const LOOK_ALIKES_MAX: usize = 5;
/// With so many of its first signs a sign-in name is looked for.
const FIRST_SIGNS: usize = 3;

const SEARCH: &str = "GET /users?$search";
const STARTS: &str = "GET /users?$filter";

/// Asks for those who may be alike, at most three times: whose name has the first or the last word of this one's, since an edit leaves one of them as
/// it is, and whose sign-in name begins like it. The directory cannot look for more: it compares words and beginnings.
/// <https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections>
pub(super) fn calls(names: &Names) -> Vec<ApiCall> {
    let select = ("$select", "id,displayName,userPrincipalName");
    let top = FOUND_MAX.to_string();
    let mut words: Vec<String> = names.display_name.split_whitespace().map(searchable).collect();
    words.retain(|word| !word.is_empty());
    let ends: BTreeSet<&String> = words.first().into_iter().chain(words.last()).collect();
    let by_word = ends.into_iter().map(|word| {
        let search = format!("\"displayName:{word}\"");
        let options = query(&[("$search", &search), select, ("$top", &top)]);
        ApiCall { eventual: true, ..ApiCall::get(SEARCH, format!("/users{options}")) }
    });
    let first_signs: String = local_part(&names.upn).chars().take(FIRST_SIGNS).collect();
    let filter = format!("startswith(userPrincipalName,{})", literal(&first_signs));
    let by_name = ApiCall::get(STARTS, format!("/users{}", query(&[("$filter", &filter), select, ("$top", &top)])));
    by_word.chain([by_name]).collect()
}

/// The look-alikes in what [`calls`] asked for. All of it must be readable.
pub(super) fn read(target: &ObjectId, names: &Names, answers: Vec<Asked>) -> Result<Vec<LookAlike>, TenantError> {
    let mut alike = BTreeSet::new();
    for Asked { call, part } in answers {
        let page: GraphPage = error::read(call.name, part?)?;
        for found in page.value {
            let found: LookAlikeCandidate = error::read(call.name, found)?;
            let upn = found.user_principal_name.ok_or_else(|| error::hidden(call.name, "userPrincipalName"))?;
            let display_name = found.display_name.unwrap_or_default();
            let is_alike = one_edit_apart(&display_name, &names.display_name)
                || one_edit_apart(local_part(&upn), local_part(&names.upn));
            if found.id != *target && is_alike {
                alike.insert(LookAlike { upn, display_name });
            }
        }
    }
    Ok(alike.into_iter().take(LOOK_ALIKES_MAX).collect())
}

fn local_part(upn: &str) -> &str {
    upn.split_once('@').map_or(upn, |(local, _)| local)
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LookAlikeCandidate {
    id: ObjectId,
    display_name: Option<String>,
    user_principal_name: Option<String>,
}
