//! One call to Graph: its path, its query options, and how they shape a list.

use axum::http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::filter::{Filter, Rules};
use super::reply::Reply;

/// The most that one page holds where a service does not say otherwise
/// (<https://learn.microsoft.com/graph/api/user-list>, <https://learn.microsoft.com/graph/api/signin-list>).
pub(super) const PAGE_ITEMS_MAX: usize = 999;
/// The same for sign-ins and directory audits.
pub(super) const REPORT_PAGE_ITEMS_MAX: usize = 1000;
/// Users on one page without `$top`.
pub(super) const PAGE_ITEMS_DEFAULT: usize = 100;

/// One call, on its own or inside `$batch`.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// As in `GET`.
    pub method: String,
    /// As it was written, still encoded, from `/v1.0` on.
    pub path: String,
    /// The query as it was written, without its question mark.
    pub raw_query: String,
    /// Whether the header `ConsistencyLevel: eventual` came along.
    pub eventual: bool,
    pub bearer: Option<String>,
    pub client_request_id: Option<String>,
    pub content_type: Option<String>,
    pub body: String,
}

impl Call {
    /// The call that these parts of an HTTP request make.
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

    /// As faults and recordings name it: `GET /v1.0/users?$top=1`.
    pub(super) fn line(&self) -> String {
        let mark = if self.raw_query.is_empty() { "" } else { "?" };
        format!("{} {}{mark}{}", self.method, self.path, self.raw_query)
    }

    pub(super) fn has_json_body(&self) -> bool {
        self.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/json"))
    }
}

/// The query options that this simulator knows. Others that begin with `$` are refused.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub select: Option<Vec<String>>,
    pub filter: Option<String>,
    pub search: Option<String>,
    pub order_by: Option<String>,
    pub expand: Option<String>,
    pub top: Option<usize>,
    pub count: bool,
    /// How many items the pages before this one held.
    pub skipped: usize,
}

impl Options {
    /// Reads the options of `call` and refuses those that are not in `allowed`.
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

    /// The items that pass `$filter`.
    pub(super) fn filtered(&self, items: Vec<Value>, rules: &Rules, advanced: bool) -> Result<Vec<Value>, Reply> {
        let Some(text) = &self.filter else { return Ok(items) };
        let filter = Filter::read(text, rules, advanced)?;
        Ok(items.into_iter().filter(|item| filter.matches(item)).collect())
    }

    /// The names to answer with: those of `$select`, held against `known`, or `default`.
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

    /// The navigation properties to answer with besides: that of `$expand`, held against `known`. One at a time is
    /// simulated.
    pub(super) fn expanded(&self, known: &[&str]) -> Result<Option<String>, Reply> {
        match self.expand.as_deref() {
            Some(other) if !known.contains(&other) => {
                let message = format!("Parsing OData Select and Expand failed: '{other}' cannot be expanded.");
                Err(Reply::odata(&message))
            }
            expanded => Ok(expanded.map(str::to_owned)),
        }
    }

    /// What the metadata calls an answer from `set` with only the selected properties.
    pub(super) fn context(&self, set: &str) -> String {
        self.select.as_ref().map_or_else(|| set.to_owned(), |names| format!("{set}({})", names.join(",")))
    }

    /// One page of `items` as a collection answer, with `@odata.nextLink` where more follow.
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

/// Skip tokens are opaque to callers; ours count the items that were already given.
const SKIP_TOKEN_PREFIX: &str = "RFNwdAoAAQ";

/// Only these properties of `item`, in this order; what the item lacks is null, as Graph writes it.
pub(super) fn pick(item: &Value, names: &[String]) -> Value {
    let picked: Map<String, Value> = names.iter().map(|name| (name.clone(), item[name].clone())).collect();
    Value::Object(picked)
}

/// A part of a path or of a query as it was meant.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', "%20")).decode_utf8_lossy().into_owned()
}

fn flag(text: &str) -> Result<bool, Reply> {
    text.parse().map_err(|_| Reply::odata(&format!("Invalid value '{text}' for $count query option found.")))
}

fn number(name: &str, text: &str) -> Result<usize, Reply> {
    text.parse().map_err(|_| Reply::odata(&format!("Invalid value '{text}' for {name} query option found.")))
}
