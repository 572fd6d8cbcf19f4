//! LibreOffice, as another program that opens and saves our workbooks.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output};

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
    let names = put(folder.path(), books);
    let mut command = office(folder.path());
    command.args(["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]);
    command.arg(folder.path().join("out")).args(names.iter().map(|name| folder.path().join(name)));
    let output = finished(&mut command)?;
    let saved = |name: &String| {
        let path: &Path = &folder.path().join("out").join(name);
        fs::read(path).unwrap_or_else(|error| {
            panic!("LibreOffice (package libreoffice-calc) saved nothing: {error}: {output:?}")
        })
    };
    Some(names.iter().map(saved).collect())
}

/// Puts the workbooks into a folder; gives their names.
pub(crate) fn put(folder: &Path, books: &[Vec<u8>]) -> Vec<String> {
    let names: Vec<String> = (0..books.len()).map(|at| format!("{at}.xlsx")).collect();
    for (name, bytes) in names.iter().zip(books) {
        fs::write(folder.join(name), bytes).expect("a workbook");
    }
    names
}

/// LibreOffice, not yet started, with a profile of its own and the project's faces, which the workbooks name.
pub(crate) fn office(folder: &Path) -> Command {
    let fonts = folder.join("fonts.conf");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/fonts");
    let cache = folder.join("fonts");
    let list = format!(
        "<fontconfig><dir>{own}</dir><cachedir>{}</cachedir><include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>{}{}</fontconfig>",
        cache.display(),
        called("BIZ UDゴシック", "BIZ UDGothic"),
        called("BIZ UDPゴシック", "BIZ UDPGothic"),
    );
    fs::write(&fonts, list).expect("a list of fonts");
    let mut command = Command::new("soffice");
    command
        .env("FONTCONFIG_FILE", fonts)
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .arg("--headless");
    command
}

/// The workbooks name faces as Windows does; the files here have the English name alone.
fn called(japanese: &str, english: &str) -> String {
    format!(
        "<match target=\"pattern\"><test name=\"family\"><string>{japanese}</string></test><edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{english}</string></edit></match>"
    )
}

/// What LibreOffice said when it had finished; `None` as with [`resaved`].
pub(crate) fn finished(command: &mut Command) -> Option<Output> {
    match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
            // Written past the test harness, which would keep it to itself.
            let _ = writeln!(
                std::io::stderr(),
                "NOT COMPARED: LibreOffice is not installed (package libreoffice-calc), so no workbook was opened in it"
            );
            None
        }
        output => Some(output.expect("soffice is not installed: install the package libreoffice-calc")),
    }
}
