//! 正誤表: what a closing anew has changed.

use crate::model::{PlanKey, Sourced, Value, Year};
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet};
use crate::report::figures;
use crate::report::results::year_book;
use crate::review::Correction;
use crate::settings::Settings;

/// A row of 正誤表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// `1-03`; blank for opinions on the whole.
    pub key: String,
    /// 計画名.
    pub name: String,
    /// 実行課.
    pub department: String,
    /// Which field, in words: `効果額（R5）`.
    pub item: String,
    /// 誤: `（記載なし）` where nothing stood.
    pub before: String,
    /// 正: `（記載なし）` where nothing stands.
    pub after: String,
}

/// The rows, by plan and field. Names of persons are never among them.
pub fn correction_rows(corrections: &[Correction], settings: &Settings) -> Vec<CorrectionRow> {
    let shown = |value: &Option<Sourced<Value>>| {
        value.as_ref().map_or_else(|| "（記載なし）".to_owned(), |value| text(&value.value, settings))
    };
    let row = |correction: &Correction| CorrectionRow {
        key: if correction.key == PlanKey::new(0, 0) { String::new() } else { correction.key.to_string() },
        name: correction.name.to_string(),
        department: correction.department.to_string(),
        item: match &correction.field {
            Some(field) => field.label(&settings.eras, true),
            None => "提出の状況".to_owned(),
        },
        before: shown(&correction.before),
        after: shown(&correction.after),
    };
    corrections.iter().map(row).collect()
}

/// A value as a document prints it.
fn text(value: &Value, settings: &Settings) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(quantity) => {
            format!("{}{}", figures::number(quantity.value, 0), quantity.unit.as_deref().unwrap_or_default())
        }
        Value::Money(amount) => format!("{}千円", figures::money(Some(*amount))),
        Value::Year(year) => settings.eras.short(*year),
        Value::Date(date) => settings.eras.long_date(*date),
        Value::Judgment(code) => code.to_string(),
        Value::Direction(direction) => direction.as_str().to_owned(),
        Value::AfterPeriod(choice) => choice.as_str().to_owned(),
    }
}

/// 正誤表.xlsx.
pub fn corrections_book(year: &Year, settings: &Settings, corrections: &[Correction]) -> Book {
    let mut block = Block::new(vec![
        Column::mark("番号", 8),
        Column::text("計画名", 36),
        Column::text("実行課", 18),
        Column::text("項目", 20),
        Column::text("誤", 44),
        Column::text("正", 44),
    ]);
    block.empty = "訂正はありません".to_owned();
    for row in correction_rows(corrections, settings) {
        let cells = [row.key, row.name, row.department, row.item, row.before, row.after];
        block.push(
            cells
                .into_iter()
                .map(|text| if text.is_empty() { Cell::Blank } else { Cell::text(text) })
                .collect(),
        );
    }
    let mut sheet = Sheet::new("正誤表", Page::A4Landscape);
    sheet.blocks.push(block);
    year_book(year, settings, "正誤表", "正誤表".to_owned(), vec![sheet])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, JudgmentCode, ThousandYen};
    use crate::report::sample::{city, small_year};
    use crate::review::{as_closed, corrections};

    #[test]
    fn names_what_was_wrong_and_what_is_right() {
        let before = small_year();
        let mut after = before.clone();
        let fields = &mut after.plans[0].fields;
        let judgment = fields.get(&Field::FinalJudgment).cloned().expect("a judgment");
        let changed = Value::Judgment(JudgmentCode("C".into()));
        fields.insert(Field::FinalJudgment, Sourced { value: changed, ..judgment });
        fields.remove(&Field::Status);
        let found = corrections(&as_closed(&before), &as_closed(&after));
        let rows = correction_rows(&found, &city());
        let told: Vec<[&str; 4]> = rows
            .iter()
            .map(|row| [row.key.as_str(), row.item.as_str(), row.before.as_str(), row.after.as_str()])
            .collect();
        assert_eq!(
            told,
            [
                ["1-01", "実施状況", "計画のとおり実施した。\n市民の評価もよい。", "（記載なし）"],
                ["1-01", "確定評価", "A", "C"],
            ]
        );
        let book = corrections_book(&after, &city(), &found);
        assert_eq!(book.sheets[0].blocks[0].rows.len(), 2);
    }

    #[test]
    fn figures_are_printed_as_in_every_document() {
        let before = small_year();
        let mut after = before.clone();
        let fields = &mut after.plans[0].fields;
        let amount = fields.get(&Field::Benefit(after.year)).cloned().expect("an amount");
        fields.insert(
            Field::Benefit(after.year),
            Sourced { value: Value::Money(ThousandYen(-1_234_567)), ..amount },
        );
        let found = corrections(&as_closed(&before), &as_closed(&after));
        let rows = correction_rows(&found, &city());
        assert_eq!((&*rows[0].before, &*rows[0].after), ("▲300千円", "▲1,234,567千円"));
        assert_eq!(rows[0].item, "効果額（R6）");
    }
}
