//! A body as its file describes it, and how it comes to be served.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use grendel_sandbox::world::World;
use grendel_simulator::canned::{CallPattern, CannedAnswer, CannedBody};
use grendel_simulator::faults::{Fault, Met};
use grendel_simulator::tenant::{CLIENT_ID, SERVICE_PRINCIPAL_ID};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::Value;

/// One file.
#[derive(Deserialize)]
pub struct RealBody {
    #[serde(flatten)]
    own: Part,
    #[serde(default)]
    parts: Vec<Part>,
    #[serde(default)]
    pub scene: Scene,
    /// Regular expressions on what people read.
    #[serde(default)]
    pub want: Vec<String>,
    #[serde(default)]
    pub not: Vec<String>,
    /// True if the case may come to nothing.
    #[serde(default)]
    pub may_fail: bool,
}

/// One answer, or one event.
#[derive(Deserialize)]
struct Part {
    r#where: Option<Place>,
    line: Option<String>,
    when: Option<String>,
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<Value>,
    text: Option<String>,
    zeros: Option<usize>,
    times: Option<u32>,
    event: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Place {
    Graph,
    Inner,
    Exchange,
    Login,
    Discord,
    Gateway,
}

/// The account around it, and what people do. A key that is not here fails the test.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scene {
    pub account: Option<String>,
    pub methods: Option<Vec<String>>,
    pub restricted: bool,
    pub forward: Option<String>,
    pub rules: Vec<SceneRule>,
    pub signin: Option<SceneSignIn>,
    pub at_risk: bool,
    pub tenant_config: Option<String>,
    pub command: Option<String>,
    pub approve: usize,
    pub press: Vec<String>,
    /// Seconds of the service's time.
    pub patience: Option<u64>,
    pub quiet: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneRule {
    pub name: String,
    pub forward_to: String,
    #[serde(default)]
    pub delete: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneSignIn {
    pub code: i32,
    pub reason: String,
    pub times: usize,
}

impl RealBody {
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        serde_json::from_str(&text).with_context(|| format!("{} is in another form", path.display()))
    }

    /// Has the simulators of this world answer with it. `target` is the key of the account. Returns the calls that must be
    /// made for it, with the count of those that were.
    pub fn serve(&self, world: &World, target: &str) -> anyhow::Result<Vec<(String, Met)>> {
        let own = self.own.r#where.is_some().then_some(&self.own);
        let served = own.into_iter().chain(&self.parts).map(|part| part.serve(world, target));
        Ok(served.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}

impl Part {
    /// Returns `None` for an event, and for the answer to a call that should not be made.
    fn serve(&self, world: &World, target: &str) -> anyhow::Result<Option<(String, Met)>> {
        let place = self.r#where.context("an answer without a place")?;
        let body = self.body.as_ref().map(|body| fill_in(world, target, &body.to_string()));
        let body: Option<Value> = body.map(|text| serde_json::from_str(&text)).transpose()?;
        if place == Place::Gateway {
            let event = self.event.as_ref().context("an event without a name")?;
            world.discord.lay_over_event(event, body.context("an event without a body")?);
            return Ok(None);
        }
        let body = match (body, &self.text, self.zeros) {
            (Some(body), ..) => CannedBody::Json(body),
            (None, Some(text), _) => CannedBody::Text(fill_in(world, target, text)),
            (None, None, Some(count)) => CannedBody::Nuls(count),
            (None, None, None) => CannedBody::Text(String::new()),
        };
        let headers = self.headers.clone().into_iter().collect();
        let answer = CannedAnswer { status: self.status.unwrap_or(200), headers, body };
        let line = self.line.as_ref().context("an answer without a line")?;
        let mut pattern = CallPattern::line(&fill_in(world, target, line))?;
        for condition in self.when.iter().flat_map(|when| conditions(when)) {
            pattern = pattern.and_body(&condition)?;
        }
        let faults = if place == Place::Discord { &world.discord_faults } else { &world.tenant_faults };
        let met = faults.add_like(pattern, self.times, Fault::Answer(answer));
        Ok(self.when.is_none().then(|| (line.clone(), met)))
    }
}

/// Returns the parts of a pattern that is made of lookaheads, which must all match somewhere.
fn conditions(pattern: &str) -> Vec<String> {
    let inside = pattern.strip_prefix("(?=").and_then(|rest| rest.strip_suffix(')'));
    inside.unwrap_or(pattern).split(")(?=").map(str::to_owned).collect()
}

/// Fills in `{{target.id}}` and the like.
fn fill_in(world: &World, target: &str, text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let Some((name, after)) = behind.split_once("}}") else { break };
        filled += before;
        filled += &value_of(world, target, name).unwrap_or_else(|| panic!("nobody knows what {name} is"));
        rest = after;
    }
    filled + rest
}

fn value_of(world: &World, target: &str, name: &str) -> Option<String> {
    if let Some((kind, ago)) = name.split_once(':') {
        let at = world.clock().now() - duration(ago)?;
        let seconds = at.strftime("%Y-%m-%dT%H:%M:%S");
        return Some(if kind == "ago7" { format!("{seconds}.4719013Z") } else { format!("{seconds}Z") });
    }
    let (who, what) = name.split_once('.').unwrap_or((name, ""));
    let chat = world.discord.settings();
    match (who, what) {
        ("tenant", "id") => return Some(world.tenant.settings().tenant_id),
        ("tenant", "domain") => return Some("contoso.onmicrosoft.com".to_owned()),
        ("client", "id") => return Some(CLIENT_ID.to_owned()),
        ("sp", "id") => return Some(SERVICE_PRINCIPAL_ID.to_owned()),
        ("guild", "id") => return Some(chat.guild_id.to_string()),
        ("channel", "id") => return chat.channel("servicedesk").map(|id| id.to_string()),
        ("app", "id") => return Some(chat.application_id.to_string()),
        ("graph", "") => return Some(world.tenant.address().to_owned()),
        ("exchange", "") => return Some(world.tenant.exchange_address().to_owned()),
        ("gateway", "") => return Some(world.discord.gateway_address().to_owned()),
        _ => {}
    }
    let key = match who {
        "target" => target,
        // The chief of security, who is Eva here.
        "carla" => "eva",
        "anna" | "bram" => who,
        _ => return None,
    };
    let account = world.tenant.account(key);
    match what {
        "id" => Some(account.object_id),
        "upn" => Some(account.user_principal_name),
        "mail" => account.mail,
        "alias" => account.user_principal_name.split('@').next().map(str::to_owned),
        _ => None,
    }
}

/// Reads `30m`, `2h` or `1s`.
fn duration(text: &str) -> Option<SignedDuration> {
    let (count, unit) = text.split_at(text.len().checked_sub(1)?);
    let count: i64 = count.parse().ok()?;
    match unit {
        "s" => Some(SignedDuration::from_secs(count)),
        "m" => Some(SignedDuration::from_mins(count)),
        "h" => Some(SignedDuration::from_hours(count)),
        _ => None,
    }
}
