//! A real browser for tests: Chromium, driven by the WebDriver protocol.
//! <https://www.w3.org/TR/webdriver2/>

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// The Tab key in the protocol's code.
pub(crate) const TAB: &str = "\u{E004}";
/// The Enter key in the protocol's code.
pub(crate) const ENTER: &str = "\u{E007}";

/// A running browser with one window; both processes end with it.
pub(crate) struct Browser {
    driver: Child,
    address: String,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts Chromium. `None`, said aloud, where it is not installed; where
    /// `CI` is set it has to be.
    pub(crate) fn start() -> Option<Self> {
        let driver = Command::new("chromedriver")
            .args(["--port=0", "--log-level=WARNING"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match driver {
            Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
                // Written past the test harness, which would keep it to itself.
                let _ = writeln!(
                    std::io::stderr(),
                    "NOT LOOKED AT: Chromium is not installed (packages chromium and chromium-driver), so 結果.html was not opened"
                );
                return None;
            }
            driver => driver.expect("chromedriver is not installed: install chromium and chromium-driver"),
        };
        let port = port(&mut driver);
        let profile = tempfile::tempdir().expect("a profile");
        let mut browser =
            Self { driver, address: format!("127.0.0.1:{port}"), session: String::new(), _profile: profile };
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            &folder,
        ];
        let options = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}});
        let created = browser.ask("POST", "/session", &options);
        browser.session = created["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    /// Opens a file in a window that is `width` CSS pixels wide.
    pub(crate) fn open(&self, file: &Path, width: u32) {
        self.command("/window/rect", &json!({"width": width, "height": 900}));
        let path = file.display().to_string();
        // Percent signs first, or they would be taken for codes.
        let url = format!("file://{}", path.replace('%', "%25").replace('#', "%23").replace('?', "%3F"));
        self.command("/url", &json!({ "url": url }));
    }

    /// What a function body of JavaScript returns in the page.
    pub(crate) fn measure(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Presses and releases one key.
    pub(crate) fn press(&self, key: &str) {
        let keys = json!([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]);
        let actions = json!([{"type": "key", "id": "keyboard", "actions": keys}]);
        self.command("/actions", &json!({ "actions": actions }));
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).expect("the driver listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("a request is sent");
        let mut reader = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a header");
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse::<usize>().ok();
            }
        }
        let mut bytes = vec![0; length.expect("the driver tells the length")];
        reader.read_exact(&mut bytes).expect("an answer");
        let answer: Value = serde_json::from_slice(&bytes).expect("an answer in JSON");
        let value = &answer["value"];
        assert!(value["error"].is_null(), "{path}: {value}");
        value.clone()
    }
}

/// The port that the driver chose, from what it says when it is ready.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("its output is piped")).lines();
    let port = lines.find_map(|line| {
        let line = line.expect("a line");
        line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
    });
    // What else it says must find a reader, or it would wait for one.
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("the driver says its port")
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.ask("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
