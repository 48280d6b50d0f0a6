//! The program as an operator runs it: started, killed with `kill -9`, started again, and asked for its audit.

use std::fs::File;
use std::process::{Child, Command, Output, Stdio};

use grendel_sandbox::world::{World, WorldSettings};

const HANNA: &str = "hanna.visser@contoso.example";

/// A world whose bot is the real program.
struct Operator {
    world: World,
}

impl Operator {
    async fn new() -> Self {
        let world = World::start(WorldSettings { with_bot: false, ..WorldSettings::default() }).await.unwrap();
        std::fs::write(world.state_folder().join("grendel.toml"), world.config_text().unwrap()).unwrap();
        Self { world }
    }

    fn grendel(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grendel"));
        command.args(arguments).current_dir(self.world.state_folder());
        command.envs(self.world.secrets()).env("RUST_LOG", "trace").stdin(Stdio::null());
        command
    }

    /// Starts `grendel run`, which writes every line it can to `log-<run>`.
    async fn runs(&self, run: u32) -> Child {
        let log = File::create(self.world.state_folder().join(format!("log-{run}"))).unwrap();
        let child = self.grendel(&["run"]).stderr(log).spawn().unwrap();
        self.world.wait_for_bot().await.unwrap();
        child
    }

    fn asks(&self, arguments: &[&str]) -> Output {
        self.grendel(arguments).env("RUST_LOG", "error").output().unwrap()
    }

    fn logs(&self) -> String {
        let run = |run: u32| {
            std::fs::read_to_string(self.world.state_folder().join(format!("log-{run}"))).unwrap_or_default()
        };
        run(1) + &run(2)
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_card_and_approval_it_goes_on_and_its_audit_is_whole() {
    let operator = Operator::new().await;
    let world = &operator.world;
    let mut first = operator.runs(1).await;
    world.open_unlock_case("anna", &[("user", HANNA), ("reason", "Back from leave")]).await.unwrap();
    world.wait_for_card_text("[ Approve ]").await.unwrap();

    let second_process = operator.asks(&["run"]);
    assert!(!second_process.status.success());
    assert!(text(&second_process).contains(&format!("in use by pid {}", first.id())), "{}", text(&second_process));

    first.kill().unwrap();
    first.wait().unwrap();
    let mut second = operator.runs(2).await;
    world.press_button("bram", "Approve").await.unwrap();
    world.wait_for_card_text("can sign in again").await.unwrap();
    world.wait_for_answers().await.unwrap();

    // While it runs.
    let verified = operator.asks(&["audit", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified));
    assert!(text(&verified).starts_with("The journal is intact: "), "{}", text(&verified));
    let told = text(&operator.asks(&["audit", "show", "1"]));
    assert!(told.contains("typed /unlock user:hanna.visser@contoso.example reason:Back from leave"), "{told}");
    assert!(told.contains("closed: completed"), "{told}");
    let unknown = operator.asks(&["audit", "show", "77"]);
    assert!(!unknown.status.success() && text(&unknown).contains("there is no case 77"), "{}", text(&unknown));
    exports_as_directory_audits(&operator);

    second.kill().unwrap();
    second.wait().unwrap();
    says_no_secret(&operator);
    let final_state = world.finish().await.unwrap();
    assert_eq!(final_state.changes.len(), 2, "{:?}", final_state.changes);
}

/// Prints how soon the program is there and how much memory it takes: see tests/measure.rs for how to read the figures.
#[tokio::test(flavor = "multi_thread")]
async fn measure_start_time_and_memory() {
    let operator = Operator::new().await;
    let log = File::create(operator.world.state_folder().join("log-1")).unwrap();
    let begun = std::time::Instant::now();
    let mut child = operator.grendel(&["run"]).env("RUST_LOG", "info").stderr(log).spawn().unwrap();
    operator.world.wait_for_bot().await.unwrap();
    println!("{:<44} {:>14.1} ms", "started -> commands offered, connected", begun.elapsed().as_secs_f64() * 1000.0);
    operator.world.open_unlock_case("anna", &[("user", HANNA)]).await.unwrap();
    operator.world.press_button("bram", "Approve").await.unwrap();
    operator.world.wait_for_card_text("can sign in again").await.unwrap();
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
        let resident = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
        println!("{:<44} {resident}", "resident after one case");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn exports_as_directory_audits(operator: &Operator) {
    let exported = operator.asks(&["audit", "export"]);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(exported.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let begins: Vec<&str> = lines.iter().filter_map(|line| line["activityDisplayName"].as_str()).collect();
    assert_eq!(begins[..2], ["started", "people changed"], "the program's own entries come first");
    assert!(begins.iter().filter(|name| **name == "started").count() >= 2, "each start is told: {begins:?}");
    let lines: Vec<serde_json::Value> =
        lines.into_iter().filter(|line| line["category"] != "ApplicationManagement").collect();
    let names = ["opened", "requester accepted", "diagnosed", "approval asked", "card posted", "decided"];
    let begins: Vec<&str> = lines.iter().filter_map(|line| line["activityDisplayName"].as_str()).take(6).collect();
    assert_eq!(begins, names);
    assert_eq!(lines[0]["initiatedBy"]["user"]["userPrincipalName"], "anna.devries@contoso.example");
    let answered = lines.iter().find(|line| line["activityDisplayName"] == "step answered").unwrap();
    let id = answered["correlationId"].as_str().unwrap();
    let writes = operator.world.tenant.writes();
    assert!(
        writes.iter().any(|write| write.client_request_id.as_deref() == Some(id)),
        "both audits know the call {id}"
    );
    assert_eq!(answered["targetResources"][0]["userPrincipalName"], HANNA);
}

/// Not a credential and not the token of an interaction, at the chattiest level there is.
fn says_no_secret(operator: &Operator) {
    let logs = operator.logs();
    assert!(logs.contains("TRACE"), "the log should have said all it can");
    let mut secrets: Vec<String> = operator.world.secrets().into_iter().map(|(_, secret)| secret).collect();
    for exchange in operator.world.recorder.exchanges() {
        if let Ok(answer) = serde_json::from_str::<serde_json::Value>(&exchange.response_body) {
            secrets.extend(answer["access_token"].as_str().map(str::to_owned));
        }
        if let Some((_, rest)) = exchange.url.split_once("/interactions/") {
            secrets.extend(rest.split('/').nth(1).map(str::to_owned));
        }
    }
    assert!(secrets.len() > 4, "there are secrets to look for: {}", secrets.len());
    for secret in secrets {
        let line = logs.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "a secret is in the log: {line:?}");
    }
}
