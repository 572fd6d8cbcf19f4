//! How high LibreOffice would make the rows of our workbooks.

use std::fs;

use super::office::{finished, office, put};

/// Tells of every row how high it is, lets LibreOffice find its optimal
/// height, and tells that: sheet, row, both in hundredths of a millimetre.
const TELL_HEIGHTS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Tell(list As String)
  On Error Goto Done
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim before() As Long
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  names = FreeFile
  Open list For Input As #names
  told = FreeFile
  Open list &amp; ".told" For Output As #told
  Do While Not EOF(names)
    Line Input #names, path
    book = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
    For at = 0 To book.Sheets.Count - 1
      sheet = book.Sheets.getByIndex(at)
      sheet.unprotect("")
      cursor = sheet.createCursor()
      cursor.gotoEndOfUsedArea(False)
      last = cursor.RangeAddress.EndRow
      ReDim before(last) As Long
      For row = 0 To last
        before(row) = sheet.Rows.getByIndex(row).Height
      Next row
      sheet.getCellRangeByPosition(0, 0, 0, last).Rows.OptimalHeight = True
      For row = 0 To last
        Print #told, at &amp; " " &amp; (row + 1) &amp; " " &amp; before(row) &amp; " " &amp; sheet.Rows.getByIndex(row).Height
      Next row
    Next at
    book.close(True)
    Print #told, "end"
  Loop
Done:
  If Err &lt;&gt; 0 Then Print #told, "error " &amp; Err &amp; " " &amp; Error$
  Close #names
  Close #told
  StarDesktop.terminate()
End Sub
</script:module>
"#;

/// A row as LibreOffice tells of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowHeight {
    /// Zero-based.
    pub(crate) sheet: usize,
    /// As on the screen, from 1.
    pub(crate) row: u32,
    pub(crate) written_pt: f64,
    pub(crate) optimal_pt: f64,
}

/// The rows of each workbook with their written and optimal heights, measured
/// in the project's own faces; `None` where LibreOffice is not installed.
pub(crate) fn row_heights(books: &[Vec<u8>]) -> Option<Vec<Vec<RowHeight>>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = put(folder.path(), books);
    let list = folder.path().join("list.txt");
    let paths = names.iter().map(|name| format!("{}\n", folder.path().join(name).display()));
    fs::write(&list, paths.collect::<String>()).expect("a list");
    // The first start of a profile lays its macros anew.
    finished(office(folder.path()).arg("--terminate_after_init"))?;
    let macros = folder.path().join("profile/user/basic/Standard/Module1.xba");
    fs::write(macros, TELL_HEIGHTS).expect("a profile with macros");
    let call = format!("macro:///Standard.Module1.Tell(\"{}\")", list.display());
    let output = finished(office(folder.path()).arg(call))?;
    let told = fs::read_to_string(folder.path().join("list.txt.told"))
        .unwrap_or_else(|error| panic!("LibreOffice measured nothing: {error}: {output:?}"));
    assert!(!told.contains("error"), "{told}");
    let books: Vec<Vec<RowHeight>> =
        told.split_terminator("end\n").map(|book| book.lines().map(row_height).collect()).collect();
    assert_eq!(books.len(), names.len(), "{told}");
    Some(books)
}

fn row_height(line: &str) -> RowHeight {
    let numbers: Vec<u32> = line.split_whitespace().map(|word| word.parse().expect("a number")).collect();
    let [sheet, row, written, optimal] = numbers[..] else { panic!("{line:?}: four numbers") };
    let points = |hundredths: u32| f64::from(hundredths) * 72.0 / 2540.0;
    let sheet = usize::try_from(sheet).expect("a few sheets");
    RowHeight { sheet, row, written_pt: points(written), optimal_pt: points(optimal) }
}
