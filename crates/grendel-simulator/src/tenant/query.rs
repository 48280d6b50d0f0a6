//! A call to Graph: its path, its query options, and their effect on a list.

use axum::http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::filter::{Filter, FilterRules};
use super::reply::Reply;

/// The most items on one page unless a service has another limit (<https://learn.microsoft.com/graph/api/user-list>,
/// <https://learn.microsoft.com/graph/api/signin-list>).
pub(super) const PAGE_ITEMS_MAX: usize = 999;
/// The most sign-ins or directory audits on one page.
pub(super) const REPORT_PAGE_ITEMS_MAX: usize = 1000;
/// The users on one page without `$top`.
pub(super) const PAGE_ITEMS_DEFAULT: usize = 100;

/// One call, alone or inside `$batch`.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// The HTTP method, such as `GET`.
    pub method: String,
    /// The encoded path as it was sent, from `/v1.0` on.
    pub path: String,
    /// The query as it was sent, without its question mark.
    pub raw_query: String,
    /// True if the header `ConsistencyLevel: eventual` was sent.
    pub eventual: bool,
    pub bearer: Option<String>,
    pub client_request_id: Option<String>,
    pub content_type: Option<String>,
    pub body: String,
}

impl Call {
    /// Returns the call with these parts of an HTTP request.
    pub(super) fn new(method: &str, path_and_query: &str, headers: &HeaderMap, body: String) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (path, raw_query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let scheme = |text: String| text.strip_prefix("Bearer ").map(str::to_owned);
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            raw_query: raw_query.to_owned(),
            eventual: header("consistencylevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual")),
            bearer: header("authorization").and_then(scheme),
            client_request_id: header("client-request-id"),
            content_type: header("content-type"),
            body,
        }
    }

    /// Returns the call as faults and recordings name it: `GET /v1.0/users?$top=1`.
    pub(super) fn line(&self) -> String {
        let mark = if self.raw_query.is_empty() { "" } else { "?" };
        format!("{} {}{mark}{}", self.method, self.path, self.raw_query)
    }

    pub(super) fn has_json_body(&self) -> bool {
        self.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/json"))
    }
}

/// The query options that the simulator has. Others that begin with `$` are refused.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub select: Option<Vec<String>>,
    pub filter: Option<String>,
    pub search: Option<String>,
    pub order_by: Option<String>,
    pub expand: Option<String>,
    pub top: Option<usize>,
    pub count: bool,
    /// The number of items on the pages before this one.
    pub skipped: usize,
}

impl Options {
    /// Reads the options of `call`. `Err` if one is not in `allowed`.
    pub(super) fn read(call: &Call, allowed: &[&str]) -> Result<Self, Reply> {
        let mut options = Self::default();
        for pair in call.raw_query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, text) = (decoded(name), decoded(text));
            if name.starts_with('$') && !allowed.contains(&name.as_str()) {
                return Err(Reply::odata(&format!("The query parameter '{name}' is not supported.")));
            }
            match name.as_str() {
                "$select" => options.select = Some(text.split(',').map(|name| name.trim().to_owned()).collect()),
                "$filter" => options.filter = Some(text),
                "$search" => options.search = Some(text),
                "$orderby" => options.order_by = Some(text),
                "$expand" => options.expand = Some(text),
                "$count" => options.count = flag(&text)?,
                "$top" => options.top = Some(number(&name, &text)?),
                "$skiptoken" => options.skipped = number(&name, text.trim_start_matches(SKIP_TOKEN_PREFIX))?,
                // Graph ignores names that do not begin with `$`.
                _ => {}
            }
        }
        Ok(options)
    }

    /// Returns the items that pass `$filter`.
    pub(super) fn filtered(&self, items: Vec<Value>, rules: &FilterRules, advanced: bool) -> Result<Vec<Value>, Reply> {
        let Some(text) = &self.filter else { return Ok(items) };
        let filter = Filter::read(text, rules, advanced)?;
        Ok(items.into_iter().filter(|item| filter.matches(item)).collect())
    }

    /// Returns the properties to answer with: those of `$select`, checked against `known`, or `default`.
    pub(super) fn selected(&self, type_name: &str, known: &[&str], default: &[&str]) -> Result<Vec<String>, Reply> {
        let Some(names) = &self.select else {
            return Ok(default.iter().map(|name| (*name).to_owned()).collect());
        };
        match names.iter().find(|name| !known.contains(&name.as_str())) {
            None => Ok(names.clone()),
            Some(unknown) => Err(Reply::odata(&format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{unknown}' on type \
                 '{type_name}'."
            ))),
        }
    }

    /// Returns the navigation property of `$expand`, checked against `known`. Only one at a time is simulated.
    pub(super) fn expanded(&self, known: &[&str]) -> Result<Option<String>, Reply> {
        match self.expand.as_deref() {
            Some(other) if !known.contains(&other) => {
                let message = format!("Parsing OData Select and Expand failed: '{other}' cannot be expanded.");
                Err(Reply::odata(&message))
            }
            expanded => Ok(expanded.map(str::to_owned)),
        }
    }

    /// Returns the context of an answer from `set` with only the selected properties.
    pub(super) fn context(&self, set: &str) -> String {
        self.select.as_ref().map_or_else(|| set.to_owned(), |names| format!("{set}({})", names.join(",")))
    }

    /// Returns one page of `items`, with `@odata.nextLink` if more follow.
    pub(super) fn page(
        &self,
        call: &Call,
        address: &str,
        context: &str,
        items: Vec<Value>,
        limit: (usize, usize),
    ) -> Result<Reply, Reply> {
        let (default, most) = limit;
        let size = self.top.unwrap_or(default);
        if size == 0 || size > most {
            let message = format!("Invalid page size specified: '{size}'. Must be between 1 and {most} inclusive.");
            return Err(Reply::bad_request(&message));
        }
        let total = items.len();
        let page: Vec<Value> = items.into_iter().skip(self.skipped).take(size).collect();
        let mut body = json!({ "@odata.context": format!("{address}/v1.0/$metadata#{context}") });
        if self.count && call.eventual {
            body["@odata.count"] = total.into();
        }
        let reached = self.skipped + page.len();
        if reached < total {
            let kept = call.raw_query.split('&').filter(|pair| !decoded(pair).starts_with("$skiptoken"));
            let query: Vec<&str> = kept.filter(|pair| !pair.is_empty()).collect();
            let query = query.join("&");
            let link = format!("{address}{}?{query}&$skiptoken={SKIP_TOKEN_PREFIX}{reached}", call.path);
            body["@odata.nextLink"] = link.into();
        }
        body["value"] = page.into();
        Ok(Reply::ok(body))
    }
}

/// The prefix of skip tokens. They are opaque to callers; these count the items on earlier pages.
const SKIP_TOKEN_PREFIX: &str = "RFNwdAoAAQ";

/// Returns only these properties of `item`, in this order. Missing ones are null, as Graph writes them.
pub(super) fn pick(item: &Value, names: &[String]) -> Value {
    let picked: Map<String, Value> = names.iter().map(|name| (name.clone(), item[name].clone())).collect();
    Value::Object(picked)
}

/// Decodes a part of a path or of a query.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', "%20")).decode_utf8_lossy().into_owned()
}

fn flag(text: &str) -> Result<bool, Reply> {
    text.parse().map_err(|_| Reply::odata(&format!("Invalid value '{text}' for $count query option found.")))
}

fn number(name: &str, text: &str) -> Result<usize, Reply> {
    text.parse().map_err(|_| Reply::odata(&format!("Invalid value '{text}' for {name} query option found.")))
}
