//! Names of departments as names of files, on every system.

use std::collections::BTreeSet;

/// Names that Windows keeps for devices, whatever ending they have.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Letters of a name that every file system takes, with the number and ending
/// that come after it: 255 bytes are 85 Japanese letters.
const LONGEST: usize = 60;

/// A file name for each department, without ending: what no file system or
/// folder allows becomes ＿, and names that would then be one get a number, so
/// that no department's file replaces another's.
pub fn file_names<'a>(departments: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for department in departments {
        let name = file_name(department);
        let numbered = (2..).map(|number| format!("{name}（{number}）"));
        // File systems of Windows and macOS do not tell small from capital letters.
        let free =
            std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        names.push(free.unwrap_or(name));
    }
    names
}

/// A text as the name of a file or folder, without ending, at most 60 letters.
pub fn file_name(text: &str) -> String {
    let plain = text.trim().chars().map(|c| if is_refused(c) { '＿' } else { c });
    let name: String = plain.take(LONGEST).collect();
    let name = name.trim_end_matches(['.', ' ']).trim_start_matches('.');
    // `~$課.xlsx` would tell that 課.xlsx is open in Excel.
    let refused = name.is_empty() || name.starts_with("~$") || is_device(name);
    if refused { format!("＿{name}") } else { name.to_owned() }
}

/// Whether every system takes a name as that of a file in the folder at hand,
/// and nothing else: no way out, no device, no second stream of a file.
pub(super) fn is_file_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(is_refused) && !name.ends_with(['.', ' ']) && !is_device(name)
}

/// What is not allowed in a name somewhere, and what makes a name look like another.
fn is_refused(c: char) -> bool {
    let turns_around =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns_around || "\\/:*?\"<>|".contains(c)
}

/// `CON`, `con.txt`, `COM1`.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim().to_lowercase();
    let numbered = |start: &str| stem.strip_prefix(start).is_some_and(|rest| rest.chars().count() == 1);
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(departments: &[&str]) -> Vec<String> {
        file_names(departments.iter().copied())
    }

    #[test]
    fn a_department_keeps_its_name() {
        assert_eq!(names(&["企画課", "支所市民福祉課"]), ["企画課", "支所市民福祉課"]);
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert_eq!(names(&["../../課", "..", "C:\\課", "/"]), ["＿..＿課", "＿", "C＿＿課", "＿（2）"]);
    }

    #[test]
    fn departments_whose_file_names_would_be_one_get_numbers() {
        assert_eq!(
            names(&["A/B課", "A:B課", "a／b課", "ICT課", "ict課"]),
            ["A＿B課", "A＿B課（2）", "a／b課", "ICT課", "ict課（2）"]
        );
    }

    #[test]
    fn no_name_looks_like_excels_sign_of_an_open_workbook() {
        assert_eq!(names(&["~$企画課", ".~$課", "企画課~$"]), ["＿~$企画課", "＿~$課", "企画課~$"]);
    }

    #[test]
    fn names_of_devices_are_avoided() {
        assert_eq!(names(&["CON", "aux.課", "com1", "comet"]), ["＿CON", "＿aux.課", "＿com1", "comet"]);
    }

    #[test]
    fn what_is_written_keeps_to_its_folder_on_every_system() {
        for name in ["評価結果.xlsx", "1-03_広報課.xlsx", "comet.pdf", ".gyokaku"] {
            assert!(is_file_name(name), "{name}");
        }
        let others = [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "C:a",
            "a:stream",
            "\\\\server",
            "NUL",
            "com1.xlsx",
            "CON .txt",
            "COM¹",
            "a.",
            "a ",
            "a\0b",
            "a\nb",
            "課\u{202e}xslx.exe",
            "a*",
            "a?",
            "a|b",
            "<a>",
            "conin$",
        ];
        for name in others {
            assert!(!is_file_name(name), "{name}");
            assert!(is_file_name(&file_name(name)), "{name}: {}", file_name(name));
        }
    }

    #[test]
    fn a_name_fits_every_file_system() {
        let long = "行政改革推進".repeat(40);
        assert!(names(&[&long, &long]).iter().all(|name| name.len() + "（2）.xlsx".len() <= 255));
    }
}
