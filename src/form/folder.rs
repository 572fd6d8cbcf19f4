//! The forms of a plan folder: `様式/*.xlsx`, or the one that the program brings along.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::template::{Form, parse_form, read_form};
use crate::error::{Error, Result};
use crate::model::Eras;
use crate::workbook::{parse_workbook, read_workbook_with};

/// The built-in form as a workbook.
pub static BUILT_IN_FORM: &[u8] = include_bytes!("../../templates/実施計画シート.xlsx");

/// The built-in form's name.
const BUILT_IN_NAME: &str = "実施計画シート";

/// The forms that a year's sheets are read with, the preferred one first: those
/// of the year's own 様式/, then those of the plan folder's that the year does
/// not replace by one of the same name; the built-in form where there is none.
pub fn read_forms(plan_dir: &Path, year_dir: &Path, eras: &Eras) -> Result<Vec<Form>> {
    let mut paths = form_files(&year_dir.join("様式"))?;
    for path in form_files(&plan_dir.join("様式"))? {
        if !paths.iter().any(|own| own.file_name() == path.file_name()) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Ok(vec![built_in_form(eras)]);
    }
    paths.iter().map(|path| read_form(path, &read_workbook_with(path, eras)?, eras)).collect()
}

/// The form that the program brings along.
pub fn built_in_form(eras: &Eras) -> Form {
    let book = parse_workbook("実施計画シート.xlsx", BUILT_IN_FORM).expect("the built-in form can be opened");
    // Its own names are written in the built-in eras, whatever the city's are.
    let mut form = parse_form(BUILT_IN_NAME, &book, &Eras::default())
        .unwrap_or_else(|mistake| unreachable!("the built-in form is tested: {mistake:?}"));
    form.eras = eras.clone();
    form
}

/// The workbooks in a folder of forms, by name; none where there is no folder.
fn form_files(folder: &Path) -> Result<Vec<PathBuf>> {
    const TRIED: &str = "様式のフォルダーを読み取ります";
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = folder.read_dir().map_err(|error| Error::io(folder, TRIED, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Error::io(folder, TRIED, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        let stub = name.starts_with("~$") || name.starts_with('.');
        if !stub && matches!(extension.as_str(), "xlsx" | "xlsm") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    #[test]
    fn the_built_in_form_has_no_mistake_and_names_no_city() {
        let form = built_in_form(&Eras::default());
        for (field, name) in Field::plain() {
            let optional = [Field::Author, Field::Extension, Field::Viewpoint, Field::HqChangeReason]
                .contains(field)
                || *field == Field::CouncilChangeReason;
            assert!(form.has(field) || optional, "{name}");
        }
        assert!(form.labels.iter().all(|label| !label.text.contains('市')));
    }

    #[test]
    fn a_years_own_form_comes_first_and_replaces_its_namesake() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let year = folder.path().join("R5");
        for (dir, names) in
            [(folder.path(), vec!["乙.xlsx", "甲.xlsx", "~$甲.xlsx"]), (&year, vec!["甲.xlsx"])]
        {
            let forms = dir.join("様式");
            std::fs::create_dir_all(&forms).expect("a folder");
            for name in names {
                std::fs::write(forms.join(name), BUILT_IN_FORM).expect("a file");
            }
        }
        let forms = read_forms(folder.path(), &year, &Eras::default()).expect("forms");
        let names: Vec<&str> = forms.iter().map(|form| &*form.name).collect();
        assert_eq!(names, ["甲", "乙"]);
        assert_eq!(forms[0].file, Some(year.join("様式/甲.xlsx")));
    }

    #[test]
    fn without_a_form_the_built_in_one_serves() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let forms = read_forms(folder.path(), folder.path(), &Eras::default()).expect("forms");
        assert_eq!((forms.len(), &*forms[0].name, forms[0].file.clone()), (1, BUILT_IN_NAME, None));
    }
}
