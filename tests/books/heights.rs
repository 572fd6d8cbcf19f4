//! Rows show their texts whole: LibreOffice, which sets every line with the
//! face that the workbooks name, finds no row that would have to be higher.

use std::fs;
use std::path::Path;

use crate::support::row_heights::row_heights;
use crate::xml::Package;

/// Excel's highest row; a longer text says so below its table.
const HIGHEST_PT: f64 = 408.0;

/// Rows that LibreOffice would draw higher than they are written, and rows of
/// several lines that are written more than 1.7 times as high as it would draw
/// them. The reserve is Excel's: a line takes a quarter more there, and a screen
/// at 125 % has fewer characters on it.
fn faults(paths: &[std::path::PathBuf]) -> Option<(usize, Vec<String>)> {
    let books: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a workbook")).collect();
    let (mut rows, mut faults) = (0, Vec::new());
    for ((path, bytes), heights) in paths.iter().zip(&books).zip(row_heights(&books)?) {
        let sheets = Package::of(bytes).sheets();
        for row in heights {
            rows += 1;
            let cut = row.written_pt + 0.3 < row.optimal_pt && row.written_pt < HIGHEST_PT;
            // Rows of one line, and those with a line kept free, have no other height.
            let spare = row.written_pt > row.optimal_pt * 1.7 && row.written_pt > row.optimal_pt + 26.0;
            if cut || spare {
                let sheet = &sheets[row.sheet].0;
                faults.push(format!("{} {sheet} {row:?}", path.display()));
            }
        }
    }
    Some((rows, faults))
}

#[test]
fn no_row_of_any_workbook_cuts_its_texts_or_wastes_paper() {
    let Some((rows, faults)) = faults(&crate::all_workbooks()) else { return };
    assert_eq!(faults, Vec::<String>::new());
    assert!(rows > 5_000, "{rows}");
}

/// A row of 20 pt with a text of ten lines is found out.
#[test]
fn a_row_that_is_too_low_is_found_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path: &Path = &folder.path().join("a.xlsx");
    let mut book = Package::open(&crate::minato().path("R6/出力/評価結果.xlsx"));
    let part = book.sheet_part("評価一覧");
    let heights = regex::Regex::new(r#" ht="[0-9.]+""#).expect("a pattern");
    let low = heights.replace_all(book.text(&part), r#" ht="20""#).into_owned();
    book.parts.insert(part, low.into_bytes());
    fs::write(path, book.bytes()).expect("a workbook");
    let Some((_, faults)) = faults(&[path.to_path_buf()]) else { return };
    assert!(faults.len() > 5, "{faults:?}");
}
