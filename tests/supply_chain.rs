//! What the program is made of: nothing that speaks to a network, licences
//! that a city may pass on, no unsafe code of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

/// Crates whose business is the network, each with those named after it
/// (`hyper-util`); none may be linked on any system. tokio is none of them: what
/// it needs to reach a network (`mio`, `socket2`) is.
const NETWORK: &[&str] = &[
    "actix",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "curl",
    "dns-lookup",
    "ftp",
    "git2",
    "grpcio",
    "h2",
    "h3",
    "hickory",
    "http-client",
    "hyper",
    "isahc",
    "lapin",
    "ldap3",
    "lettre",
    "libp2p",
    "libssh2-sys",
    "minreq",
    "mio",
    "mongodb",
    "mysql",
    "native-tls",
    "net2",
    "nng",
    "openssl",
    "paho-mqtt",
    "polling",
    "postgres",
    "quiche",
    "quinn",
    "redis",
    "reqwest",
    "russh",
    "rustls",
    "s2n",
    "schannel",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "suppaftp",
    "surf",
    "tonic",
    "trust-dns",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "whois",
    "zeromq",
    "zmq",
];

/// Licences under which the program may be passed on; one of a dependency's alternatives is enough.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates of which two versions are linked, because two dependencies disagree.
/// A new one is looked at before it is entered here.
const TWICE: &[&str] = &["getrandom", "heck", "rand", "rand_chacha", "rand_core", "syn"];

/// Packages of the lock file, on every system, with development tools.
fn locked() -> Vec<String> {
    let lock = fs::read_to_string("Cargo.lock").expect("the lock file");
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.map(str::to_owned).collect()
}

/// What cargo knows of the packages for this system, asked without a network.
fn metadata() -> Value {
    let version = Command::new("rustc").arg("-vV").output().expect("the compiler");
    let version = String::from_utf8(version.stdout).expect("a version in UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host])
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("metadata in JSON")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Identifiers of all packages that end up in the executable or help to build it.
fn linked(metadata: &Value) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|n| (text(&n, "id").to_owned(), n)).collect();
    let mut open = vec![text(&metadata["resolve"], "root").to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for dependency in list(&nodes[&id]["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev") {
                open.push(text(&dependency, "pkg").to_owned());
            }
        }
    }
    seen
}

#[test]
fn nothing_speaks_to_a_network() {
    let is_named_after = |name: &str, known: &&str| {
        name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let speaks = |name: &String| NETWORK.iter().any(|known| is_named_after(name, known));
    let found: Vec<String> = locked().into_iter().filter(speaks).collect();
    assert_eq!(found, Vec::<String>::new());
    for name in ["reqwest", "hyper-util", "rustls-webpki"] {
        assert!(speaks(&name.to_owned()), "{name}");
    }
}

/// The standard library alone could open a connection too.
#[test]
fn our_own_code_names_no_network() {
    for path in sources("src") {
        let source = fs::read_to_string(&path).expect("a source");
        for name in ["std::net", "TcpStream", "UdpSocket", "TcpListener", "ToSocketAddrs"] {
            assert!(!source.contains(name), "{path} names {name}");
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_and_absent() {
    let manifest = fs::read_to_string("Cargo.toml").expect("the manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for path in sources("src") {
        let source = fs::read_to_string(&path).expect("a source");
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.into_iter().any(|line| line.contains("unsafe ")), "{path} has unsafe code");
    }
}

#[test]
fn every_licence_may_be_passed_on() {
    let metadata = metadata();
    let linked = linked(&metadata);
    assert!(linked.len() > 50, "only {} packages were found", linked.len());
    for package in metadata["packages"].as_array().expect("packages") {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        assert!(!linked.contains(text(package, "id")) || is_allowed(licence), "{name}: {licence}");
    }
}

#[test]
fn no_further_crate_is_linked_in_two_versions() {
    let metadata = metadata();
    let linked = linked(&metadata);
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        if linked.contains(text(package, "id")) {
            *versions.entry(text(package, "name")).or_default() += 1;
        }
    }
    let twice: Vec<&str> = versions.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    let new: Vec<&&str> = twice.iter().filter(|name| !TWICE.contains(name)).collect();
    assert!(new.is_empty(), "linked twice: {new:?}");
}

#[test]
fn licence_expressions_are_understood() {
    assert!(is_allowed("MIT OR GPL-3.0"));
    assert!(is_allowed("Unlicense/MIT"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!is_allowed("MIT AND GPL-3.0"));
    assert!(!is_allowed("(MIT OR Apache-2.0) AND GPL-3.0"));
    assert!(!is_allowed(""));
}

/// Whether a licence expression leaves an allowed choice. Expressions in use
/// are lists of OR whose groups are joined by AND.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    expression.split(" AND ").all(|group| {
        let group = group.trim().trim_start_matches('(').trim_end_matches(')');
        group.split(" OR ").any(|licence| LICENCES.contains(&licence.trim()))
    })
}

fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = format!("{folder}/{}", entry.expect("an entry").file_name().to_string_lossy());
            if fs::metadata(&path).expect("an entry's kind").is_dir() {
                open.push(path);
            } else if path.ends_with(".rs") {
                found.push(path);
            }
        }
    }
    found
}
