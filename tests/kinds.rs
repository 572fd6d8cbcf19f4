//! Every kind of file that lies in 提出/: what it is taken for, by its content,
//! and what the person is told to do about it.

mod support;

use std::fs;
use std::path::Path;

use gyokaku::model::{CellRef, Eras, FileStatus};
use gyokaku::workbook::{self, list_submissions, read_submission};
use support::zip_of;

/// A file of the corpus by its name.
fn corpus(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn year(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let year = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = year.path().join("提出").join(name);
        fs::create_dir_all(path.parent().expect("below 提出")).expect("a new folder");
        fs::write(path, bytes).expect("a new file");
    }
    year
}

/// What is said of a file.
#[derive(Debug, PartialEq)]
struct Told {
    path: String,
    status: FileStatus,
    findings: Vec<String>,
    fixes: Vec<String>,
    first_cells: Vec<String>,
}

fn told(year: &Path) -> Vec<Told> {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let listed = list_submissions(year).expect("a year folder");
    let read = listed.iter().map(|file| read_submission(file, &Eras::default()));
    read.map(|staged| {
        let sheet = staged.value.workbook.as_ref().and_then(|book| book.sheets.first());
        let shown = |address: &str| {
            let at = CellRef::parse(address).expect("an address");
            Some(sheet?.cell(at)?.shown.clone())
        };
        Told {
            path: staged.value.file.path.trim_start_matches("提出/").to_owned(),
            status: staged.value.file.status,
            findings: staged.findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect(),
            fixes: staged.findings.iter().map(|f| f.fix.to_string()).collect(),
            first_cells: ["A1", "B1", "B2"].iter().filter_map(|address| shown(address)).collect(),
        }
    })
    .collect()
}

/// One file of this name in 提出/.
fn one(name: &str, bytes: Vec<u8>) -> Told {
    let year = year(&[(name, bytes)]);
    let mut all = told(year.path());
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn workbooks_of_other_programs_are_read_alike() {
    for (name, target) in [
        ("small.xlsx", "85.3%"),
        ("strict.xlsx", "85.3%"),
        ("prefixed.xlsx", "85.3%"),
        // Without styles a number has no format.
        ("bare.xlsx", "0.853"),
    ] {
        let told = one("計画.xlsx", corpus(&format!("kinds/{name}")));
        assert_eq!((told.status, &told.findings[..]), (FileStatus::Read, &[][..]), "{name}");
        assert_eq!(told.first_cells, ["計画名", "ふるさと納税の推進", target], "{name}");
    }
}

#[test]
fn the_content_counts_not_the_extension() {
    for (kind, code) in [
        ("xlsx", None),
        ("xlsm", Some("F02")),
        ("xlsb", Some("F02")),
        ("xls", Some("F02")),
        ("ods", Some("F02")),
    ] {
        for name in ["計画.xlsx", "計画.xls", "計画.ods", "計画.xlsb", "計画.xlsm", "計画.dat", "計画"]
        {
            let told = one(name, corpus(&format!("hides/hides.{kind}")));
            assert_eq!(told.status, FileStatus::Read, "{kind} named {name}: {:?}", told.findings);
            assert_eq!(told.first_cells[0], "一部取消", "{kind} named {name}");
            let codes: Vec<&str> = told.findings.iter().map(|f| &f[..3]).collect();
            assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{kind} named {name}");
        }
    }
}

#[test]
fn passwords_are_told_in_every_format() {
    for (name, file) in [
        ("計画.xlsx", "kinds/password.xlsx"),
        ("計画.xls", "kinds/password.xlsx"),
        ("計画.xlsb", "kinds/password.xlsx"),
        ("計画.xls", "workbook/password.xls"),
        ("計画.xlsx", "workbook/password.xls"),
        ("計画.ods", "workbook/password.ods"),
    ] {
        let told = one(name, corpus(file));
        assert_eq!(told.status, FileStatus::Unreadable, "{file}");
        assert_eq!(told.findings, ["F01 ファイルを開けません（パスワードで保護されています）"], "{file}");
        assert_eq!(told.fixes, ["パスワードを解除して再提出してください"], "{file}");
    }
}

#[test]
fn files_in_disguise_are_told_with_what_to_do() {
    const SAVE: &str = "実施計画シートをExcelブック（.xlsx）形式で保存して再提出してください";
    const REPAIR: &str = "元のファイルをExcelで開き、.xlsx形式で保存し直して再提出してください";
    let cp932 = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let utf16 = "番号\t計画名\r\n".encode_utf16().flat_map(u16::to_le_bytes);
    let whole = corpus("kinds/small.xlsx");
    let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        (
            "a.xls",
            b"<html><table></table></html>".to_vec(),
            "中身はExcelではなくHTML（ウェブページ）です",
            SAVE,
        ),
        ("b.xls", corpus("kinds/page.mht"), "中身はExcelではなくHTML（ウェブページ）です", SAVE),
        (
            "c.xlsx",
            cp932("番号,計画名\r\n1,納税\r\n"),
            "中身はExcelではなくCSV（文字だけのデータ）です",
            SAVE,
        ),
        (
            "d.xls",
            [vec![0xFF, 0xFE], utf16.collect()].concat(),
            "中身はExcelではなくCSV（文字だけのデータ）です",
            SAVE,
        ),
        ("e.xls", corpus("kinds/excel2003.xml"), "Excel 2003のXML形式です", SAVE),
        ("f.xml", corpus("kinds/excel2003.xml"), "Excel 2003のXML形式です", SAVE),
        ("g.xlsx", b"%PDF-1.4\n".to_vec(), "中身はExcelではなくPDFです", SAVE),
        ("h.xls", vec![0x09, 0x08, 0x06, 0x00, 0x00, 0x05], "Excel 95以前の形式です", SAVE),
        ("j.xlsx", whole[..whole.len() / 2].to_vec(), "ファイルが壊れています", REPAIR),
        ("k.xlsx", vec![0; 4096], "ファイルが壊れています", REPAIR),
        ("l.xls", corpus("hides/hides.xls")[..5000].to_vec(), "ファイルが壊れています", REPAIR),
        ("m.xlsb", corpus("hides/hides.xlsb")[..3000].to_vec(), "ファイルが壊れています", REPAIR),
        ("n.ods", corpus("hides/hides.ods")[..9000].to_vec(), "ファイルが壊れています", REPAIR),
    ];
    for (name, bytes, why, fix) in cases {
        let told = one(name, bytes);
        assert_eq!(told.status, FileStatus::Unreadable, "{name}");
        assert_eq!(told.findings, [format!("F01 ファイルを開けません（{why}）")], "{name}");
        assert_eq!(told.fixes, [fix], "{name}");
    }
}

#[test]
fn a_workbook_of_no_bytes_is_passed_over_and_named() {
    let told = one("i.xlsx", Vec::new());
    assert_eq!(told.status, FileStatus::Skipped);
    assert_eq!(told.findings, ["F17 中身のないファイルです（i.xlsx、0バイト）"]);
}

#[test]
fn other_documents_are_named_and_passed_over() {
    let office = |part: &str| zip_of(&[("[Content_Types].xml", b"<Types/>"), (part, b"<w/>")]);
    let compound = corpus("hides/hides.xls");
    // The same container with a stream of Word's instead of Excel's.
    let units = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (from, to) = (units("Workbook\0\0\0\0"), units("WordDocument"));
    let at = compound.windows(from.len()).position(|w| w == from).expect("the stream's name");
    let mut word = compound.clone();
    word[at..at + to.len()].copy_from_slice(&to);
    word[at + 64] = 26;
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("送付状.docx", office("word/document.xml"), "Word文書"),
        ("説明.pptx", office("ppt/presentation.xml"), "PowerPoint文書"),
        ("送付状.doc", word, "Word文書（旧形式）"),
        ("送付状.pdf", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("写真.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), "画像（JPEG）"),
        ("図.png", b"\x89PNG\r\n\x1A\n".to_vec(), "画像（PNG）"),
        ("メモ.txt", "提出します".as_bytes().to_vec(), "文字だけのファイル"),
        ("計画 - ショートカット.lnk", b"\x4C\0\0\0\x01\x14\x02\0".to_vec(), "ショートカット"),
        ("まとめ.7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), "圧縮ファイル（7z）"),
        ("まとめ.lzh", b"\x22\x10-lh5-\0\0".to_vec(), "圧縮ファイル（LZH）"),
        ("案内.html", b"<!DOCTYPE html><html></html>".to_vec(), "HTML"),
        ("設定.xml", b"<?xml version=\"1.0\"?><a/>".to_vec(), "XML"),
    ];
    for (name, bytes, kind) in cases {
        let told = one(name, bytes);
        assert_eq!(told.status, FileStatus::Skipped, "{name}");
        assert_eq!(told.findings, [format!("F17 Excel以外のファイルです（{name}、{kind}）")], "{name}");
        assert!(told.fixes[0].contains("Excelで提出してください"), "{name}: {:?}", told.fixes);
    }
}

#[test]
fn what_programs_leave_behind_is_passed_over_in_silence() {
    for name in ["~$計画.xlsx", "Thumbs.db", "desktop.ini", "DESKTOP.INI", ".DS_Store", "._計画.xlsx"] {
        let told = one(name, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1anything".to_vec());
        assert_eq!((told.status, told.findings.len()), (FileStatus::Skipped, 0), "{name}");
    }
}

#[test]
fn folders_and_long_and_mac_names_are_kept_as_people_write_them() {
    let sheet = corpus("kinds/small.xlsx");
    // 80 characters are 240 bytes of the 255 that a file's name may have.
    let long = format!("{}.xlsx", "行政改革大綱実施計画シート".repeat(6));
    let year = year(&[
        ("総務部/企画課/第１四半期/計画.xlsx", sheet.clone()),
        (&long, sheet.clone()),
        ("は\u{309A}ーとナー\u{3099}ー.xlsx", sheet.clone()),
        ("　全角　空白 ＆記号（案）＃１.xlsx", sheet),
    ]);
    let told = told(year.path());
    let mut paths: Vec<&str> = told.iter().map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    let mut expected = [
        "総務部/企画課/第１四半期/計画.xlsx",
        &long,
        "ぱーとナ\u{30FC}\u{3099}ー.xlsx",
        "　全角　空白 ＆記号（案）＃１.xlsx",
    ];
    expected.sort_unstable();
    assert_eq!(paths, expected);
    assert!(told.iter().all(|file| file.status == FileStatus::Read && file.findings.is_empty()), "{told:?}");
}

#[test]
fn a_zip_is_read_as_a_folder() {
    let sheet = corpus("kinds/small.xlsx");
    let inner = zip_of(&[("課/計画.xlsx", &sheet), ("課/送付状.pdf", b"%PDF-1.7")]);
    let zip = zip_of(&[("部/まとめ.zip", &inner), ("部/旧.xls", &corpus("hides/hides.xls")), ("空/", b"")]);
    let year = year(&[("全課.zip", zip)]);
    let told: Vec<_> =
        told(year.path()).into_iter().map(|file| (file.path, file.status, file.findings.join(" "))).collect();
    let expected = [
        ("全課.zip/部/まとめ.zip/課/計画.xlsx", FileStatus::Read, ""),
        (
            "全課.zip/部/まとめ.zip/課/送付状.pdf",
            FileStatus::Skipped,
            "F17 Excel以外のファイルです（送付状.pdf、PDF）",
        ),
        ("全課.zip/部/旧.xls", FileStatus::Read, "F02 旧形式（.xls）のファイルです。読み取りました"),
    ];
    assert_eq!(told, expected.map(|(path, status, said)| (path.to_owned(), status, said.to_owned())));
}

#[test]
fn folders_nested_too_deep_are_told_and_the_rest_is_read() {
    let deep = format!("{}計画.xlsx", "深/".repeat(20));
    let sheet = corpus("kinds/small.xlsx");
    let year = year(&[(&deep, sheet.clone()), ("浅/計画.xlsx", sheet)]);
    let told = told(year.path());
    assert_eq!(told.len(), 2, "{told:?}");
    let (good, bad): (Vec<_>, Vec<_>) = told.iter().partition(|file| file.status == FileStatus::Read);
    assert_eq!(good[0].path, "浅/計画.xlsx");
    assert_eq!(bad[0].path, "深/".repeat(17).trim_end_matches('/'));
    assert_eq!(bad[0].findings, ["F01 ファイルを開けません（フォルダーの階層が深すぎます）"]);
    assert_eq!(bad[0].fixes, ["フォルダーの階層を浅くし、もう一度実行してください"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_opened_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let sheet = corpus("kinds/small.xlsx");
    let year = year(&[("閉/計画.xlsx", sheet.clone()), ("計画.xlsx", sheet)]);
    let closed = year.path().join("提出/閉");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("own folder");
    // Whoever may read everything sees no closed folder.
    let is_open = fs::read_dir(&closed).is_ok();
    let told = told(year.path());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("own folder");
    assert!(told.iter().any(|file| file.path == "計画.xlsx" && file.status == FileStatus::Read), "{told:?}");
    let expected = if is_open { FileStatus::Read } else { FileStatus::Unreadable };
    assert!(told.iter().any(|file| file.path.starts_with("閉") && file.status == expected), "{told:?}");
}
