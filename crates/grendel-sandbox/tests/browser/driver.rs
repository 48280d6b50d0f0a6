//! Chromium, and the driver that speaks `WebDriver` to it (<https://www.w3.org/TR/webdriver2/>).

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// Names another driver than the one that the path finds.
const DRIVER: &str = "CHROMEDRIVER";
/// The line that it prints when it listens: <https://developer.chrome.com/docs/chromedriver/get-started>.
const READY: &str = "was started successfully on port ";

/// The size and theme of a window.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// In the file names of pictures.
    pub name: &'static str,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// True for a dark system theme.
    pub dark: bool,
}

/// A screen on a desk, by day.
pub const DESK: Look = Look { name: "desk-light", width: 1280, height: 800, dark: false };
/// A screen on a desk, at three in the morning.
pub const DESK_BY_NIGHT: Look = Look { name: "desk-dark", dark: true, ..DESK };
/// A phone, by day.
pub const PHONE: Look = Look { name: "phone-light", width: 400, height: 860, dark: false };
/// A phone, at three in the morning.
pub const PHONE_BY_NIGHT: Look = Look { name: "phone-dark", dark: true, ..PHONE };
/// All of them.
pub const LOOKS: [Look; 4] = [DESK, DESK_BY_NIGHT, PHONE, PHONE_BY_NIGHT];

/// A running driver. It ends with this, and every browser with it.
pub struct Driver {
    driver: Child,
    address: String,
}

impl Driver {
    /// Starts one on a port of its own.
    pub fn start() -> Self {
        let program = std::env::var(DRIVER).unwrap_or_else(|_| "chromedriver".to_owned());
        let started = Command::new(&program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = started.unwrap_or_else(|error| {
            panic!("{program} does not start ({error}): install Chromium's driver, or name it in {DRIVER}")
        });
        let lines = BufReader::new(driver.stdout.take().expect("it is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once(READY)?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("the driver ended before it listened");
        Self { driver, address: format!("http://127.0.0.1:{port}") }
    }

    /// Opens a window.
    pub async fn window(&self, look: Look) -> Client {
        let mut arguments = vec![
            "--headless=new",
            // The page is ours; and where everything runs as root, as in a container, the browser's own walls do not stand.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            // Nothing of this leaves the machine.
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--lang=en-GB",
        ];
        if look.dark {
            arguments.push("--force-dark-mode");
        }
        // A window has a least width, which a phone does not.
        let metrics = json!({ "width": look.width, "height": look.height, "pixelRatio": 1.0, "touch": false });
        let options = json!({ "args": arguments, "mobileEmulation": { "deviceMetrics": metrics } });
        let capabilities = Capabilities::from_iter([
            ("goog:chromeOptions".to_owned(), options),
            ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
        ]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities).connect(&self.address).await.expect("a window opens")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
