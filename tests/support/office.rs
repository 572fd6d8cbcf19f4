//! LibreOffice, as another program that opens and saves our workbooks.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

/// Makes LibreOffice recalculate every formula on loading.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The workbooks as LibreOffice saves them after recalculating, in their
/// order; `None`, said aloud, where LibreOffice is not installed. Where `CI`
/// is set it has to be.
pub(crate) fn resaved(books: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let profile = folder.path().join("profile/user");
    fs::create_dir_all(&profile).expect("a profile");
    fs::write(profile.join("registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("a profile");
    let names: Vec<String> = (0..books.len()).map(|at| format!("{at}.xlsx")).collect();
    for (name, bytes) in names.iter().zip(books) {
        fs::write(folder.path().join(name), bytes).expect("a workbook");
    }
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path().join("out"))
        .args(names.iter().map(|name| folder.path().join(name)))
        .output();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
            // Written past the test harness, which would keep it to itself.
            let _ = writeln!(
                std::io::stderr(),
                "NOT COMPARED: LibreOffice is not installed (package libreoffice-calc), so no workbook was opened in it"
            );
            return None;
        }
        output => output.expect("soffice is not installed: install the package libreoffice-calc"),
    };
    let saved = |name: &String| {
        let path: &Path = &folder.path().join("out").join(name);
        fs::read(path).unwrap_or_else(|error| {
            panic!("LibreOffice (package libreoffice-calc) saved nothing: {error}: {output:?}")
        })
    };
    Some(names.iter().map(saved).collect())
}
