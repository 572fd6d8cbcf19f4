//! 結果.html: the overview of a run for the screen. Self-contained: no script,
//! no network, one file; everything is escaped by the template macro.

mod changes;
mod chart;
mod findings;
mod overview;
#[cfg(test)]
mod tests;

pub use overview::{OutputLink, write_overview};

/// A relative link to a file of the year folder from inside 出力/, percent-encoded.
/// A file inside a .zip links to the .zip.
fn href(path: &str) -> String {
    let lower = path.to_lowercase();
    let path = match lower.find(".zip/") {
        // Lower-casing keeps the length of every ASCII ending; elsewhere the whole path is kept.
        Some(at) if lower.len() == path.len() => &path[..at + 4],
        _ => path,
    };
    let mut encoded = String::from("../");
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod link_tests {
    use super::href;

    #[test]
    fn links_are_encoded_and_stay_relative() {
        assert_eq!(href("提出/a b.xlsx"), "../%E6%8F%90%E5%87%BA/a%20b.xlsx");
        assert_eq!(href("x/a.ZIP/b/c.xlsx"), "../x/a.ZIP");
        assert_eq!(href("javascript:alert(1)"), "../javascript%3Aalert%281%29");
    }
}
