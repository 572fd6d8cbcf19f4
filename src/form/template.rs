//! A blank form with placeholders → [`Form`].

use std::path::Path;
use std::sync::Arc;

use super::placeholder::{Mistake, Placeholder, parse_placeholder};
use crate::error::{Error, Result};
use crate::model::{CellRange, CellRef, Eras, Field};
use crate::workbook::{Floating, RawSheet, RawWorkbook};

/// A city's form: where its labels and its fields stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The file's name without its extension.
    pub name: Arc<str>,
    /// The file it was read from; the built-in form has none.
    pub file: Option<std::path::PathBuf>,
    /// The sheet that holds the placeholders.
    pub sheet: Arc<str>,
    /// The cells to fill in, by row, then column.
    pub slots: Vec<Slot>,
    /// All other texts, by row, then column.
    pub labels: Vec<Label>,
    /// Shapes, comments and pictures that belong to the form itself.
    pub(super) floating: Vec<Floating>,
    /// By which years in names are read and printed.
    pub(super) eras: Eras,
    /// What [`super::read_sheet`] needs to know of the form, worked out once.
    pub(super) plan: super::anchor::Anchors,
}

/// A cell of the form that departments fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Top-left cell.
    pub at: CellRef,
    /// The whole box: the merged range, or the cell.
    pub range: CellRange,
    /// What stands in it.
    pub field: Field,
    /// For a mark cell (`{{自己評価=A}}`), the choice that a mark means.
    pub mark: Option<String>,
    /// The form's own text before the value.
    pub prefix: String,
    /// The form's own text behind the value.
    pub suffix: String,
}

/// A text of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Top-left cell.
    pub at: CellRef,
    /// The merged range, or the cell.
    pub range: CellRange,
    /// As written.
    pub text: String,
}

impl Form {
    /// The city's own text fields on this form, by place.
    pub fn custom_fields(&self) -> Vec<&Field> {
        self.slots.iter().map(|slot| &slot.field).filter(|field| matches!(field, Field::Custom(_))).collect()
    }

    /// Whether the form asks for a field.
    pub fn has(&self, field: &Field) -> bool {
        self.slots.iter().any(|slot| slot.field == *field)
    }
}

/// Reads a form. A mistake in it is an error that names the cell: a name that
/// is nearly a known one, a name twice, unknown braces, an unreadable year, or
/// a form without 番号, 計画名 and 自己評価.
pub fn read_form(path: &Path, book: &RawWorkbook, eras: &Eras) -> Result<Form> {
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let mut form = parse_form(&name, book, eras).map_err(|mistake| at(path, &mistake))?;
    form.file = Some(path.to_path_buf());
    Ok(form)
}

fn at(path: &Path, mistake: &Mistake) -> Error {
    Error::at(path, "様式を読み取ります", &mistake.why, &mistake.next)
}

/// The same for a form that is in no folder.
pub(super) fn parse_form(name: &str, book: &RawWorkbook, eras: &Eras) -> Result<Form, Mistake> {
    let sheet = the_sheet(book)?;
    check_hidden(sheet)?;
    let (slots, labels) = split_cells(sheet, eras)?;
    check_twice(&slots, eras)?;
    check_identity(&slots, &sheet.name)?;
    let plan = super::anchor::Anchors::new(&labels, &slots, eras);
    Ok(Form {
        name: name.into(),
        file: None,
        sheet: Arc::clone(&sheet.name),
        slots,
        labels,
        floating: sheet.floating.clone(),
        eras: eras.clone(),
        plan,
    })
}

/// The one sheet with placeholders.
fn the_sheet(book: &RawWorkbook) -> Result<&RawSheet, Mistake> {
    let mut with_fields = book.sheets.iter().filter(|sheet| has_placeholder(sheet));
    let sheet = with_fields.next().ok_or_else(|| {
        Mistake::new(
            "差込項目（{{計画名}}など）が一つもありません",
            "記入するセルに「{{計画名}}」の形で項目名を書いてください",
        )
    })?;
    if let Some(second) = with_fields.next() {
        return Err(Mistake::new(
            format!("差込項目のあるシートが二つあります：「{}」「{}」", sheet.name, second.name),
            "様式ごとにファイルを分けてください",
        ));
    }
    Ok(sheet)
}

fn is_placeholder(text: &str) -> bool {
    text.contains("{{") || text.contains("｛｛")
}

fn has_placeholder(sheet: &RawSheet) -> bool {
    sheet.cells.iter().any(|cell| is_placeholder(&cell.shown))
}

/// Placeholders that nobody can fill in: in a hidden sheet, under a merged
/// cell, in a shape or comment.
fn check_hidden(sheet: &RawSheet) -> Result<(), Mistake> {
    if sheet.hidden {
        let why = format!("差込項目のあるシート「{}」が非表示です", sheet.name);
        return Err(Mistake::new(why, "シートを再表示して保存してください"));
    }
    let covered = |at: CellRef| sheet.merges.iter().any(|range| range.contains(at) && range.start != at);
    if let Some(cell) = sheet.cells.iter().find(|cell| is_placeholder(&cell.shown) && covered(cell.at)) {
        return Err(Mistake::new(
            format!("セル{}：結合セルの下に隠れた項目があります：「{}」", cell.at, cell.shown),
            "結合を解除し、項目を消すか、見えるセルに移してください",
        ));
    }
    if let Some(floating) = sheet.floating.iter().find(|floating| is_placeholder(&floating.text)) {
        let place = floating.at.map_or(String::new(), |at| format!("セル{at}："));
        return Err(Mistake::new(
            format!("{place}図形やコメントの中に項目があります：「{}」", floating.text),
            "図形やコメントの中は読み取れないため、項目をセルに書いてください",
        ));
    }
    Ok(())
}

fn split_cells(sheet: &RawSheet, eras: &Eras) -> Result<(Vec<Slot>, Vec<Label>), Mistake> {
    let mut slots = Vec::new();
    let mut labels = Vec::new();
    for cell in &sheet.cells {
        let range = sheet.merges.iter().find(|range| range.contains(cell.at)).copied();
        let range = range.unwrap_or(CellRange::single(cell.at));
        if range.start != cell.at || cell.shown.trim().is_empty() {
            continue;
        }
        let found = parse_placeholder(&cell.shown, eras)
            .map_err(|Mistake { why, next }| Mistake { why: format!("セル{}：{why}", cell.at), next })?;
        match found {
            None => labels.push(Label { at: cell.at, range, text: cell.shown.clone() }),
            Some(Placeholder { field, mark, prefix, suffix }) => {
                slots.push(Slot { at: cell.at, range, field, mark, prefix, suffix });
            }
        }
    }
    Ok((slots, labels))
}

fn check_twice(slots: &[Slot], eras: &Eras) -> Result<(), Mistake> {
    for (index, slot) in slots.iter().enumerate() {
        let clashes = |earlier: &&Slot| {
            earlier.field == slot.field
                && (earlier.mark == slot.mark || earlier.mark.is_none() || slot.mark.is_none())
        };
        if let Some(earlier) = slots[..index].iter().find(clashes) {
            return Err(Mistake::new(
                format!(
                    "セル{}：項目「{}」が二つあります（セル{}にもあります）",
                    slot.at,
                    slot.field.name(eras),
                    earlier.at
                ),
                "どちらか一つを残してください",
            ));
        }
    }
    Ok(())
}

fn check_identity(slots: &[Slot], sheet: &str) -> Result<(), Mistake> {
    let wanted = [(Field::Number, "番号"), (Field::PlanName, "計画名"), (Field::SelfJudgment, "自己評価")];
    let missing: Vec<String> = wanted
        .into_iter()
        .filter(|(field, _)| !slots.iter().any(|slot| slot.field == *field))
        .map(|(_, name)| format!("「{{{{{name}}}}}」"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Mistake::new(
        format!("シート「{sheet}」に{}の欄がありません", missing.concat()),
        "その欄のセルに差込項目を書いてください",
    ))
}
