//! Writes a plan folder with as many filled sheets as wanted, to measure with:
//!
//! ```sh
//! cargo run --release --example scale -- 5000 FOLDER
//! cargo run --release -- run FOLDER/R5
//! ```
//!
//! What departments wrote in the sample city's sheets stands in them under
//! invented plan names, a little different in each, as no two plans report the
//! same; one sheet a file, a thousand files a folder. Numbers have four digits
//! at most, so that many plans come with many areas. Every sheet is written as
//! soon as it is filled, so that memory does not grow with their number.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gyokaku::commands::{Batch, Console, YearFolder, read_batch};
use gyokaku::form::Form;
use gyokaku::model::{Area, Field, LedgerPlan, Plan, PlanKey, Value};
use gyokaku::output::fill_form::fill_form;
use gyokaku::output::xlsx::{Links, write_book};
use gyokaku::report::ledger_book::ledger_book;
use gyokaku::workbook;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/honjo");
const FILES_A_FOLDER: usize = 1000;
/// So many times the sample's numbers go on within an area, by a hundred each time.
const ROUNDS_AN_AREA: usize = 90;
const PLACES: [&str; 10] =
    ["北部", "南部", "東部", "西部", "中央", "駅前", "川沿い", "高台", "旧街道", "新市街"];
const THINGS: [&str; 10] = [
    "集会所の予約",
    "公園の花壇",
    "消防水利の点検",
    "図書の配送",
    "空き地の貸出し",
    "窓口の呼出し",
    "健診の案内",
    "給食の献立",
    "側溝の清掃",
    "広報の配布",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        return Err("two words are needed: how many sheets, and a folder that is not there yet".into());
    };
    write_folder(count.parse()?, Path::new(folder))
}

pub(crate) fn write_folder(count: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    // The sample has old workbooks too, which a child process opens.
    workbook::use_executable(executable()?);
    let batch = read_batch(YearFolder::find(&Path::new(SAMPLE).join("R5"))?, Some("本部"), &Console::new())?;
    let form = batch.forms.first().ok_or("the sample has a form")?;
    let form_path = form.file.as_deref().ok_or("the sample has a form of its own")?;
    let form_bytes = fs::read(form_path)?;
    let year_dir = folder.join("R5");
    fs::create_dir_all(folder.join("様式"))?;
    fs::copy(form_path, folder.join("様式/実施計画シート.xlsx"))?;
    fs::copy(Path::new(SAMPLE).join("gyokaku.toml"), folder.join("gyokaku.toml"))?;
    let mut ledger = batch.year.ledger.clone();
    let blocks = count.div_ceil(batch.year.plans.len() * ROUNDS_AN_AREA);
    ledger.areas = (0..blocks).flat_map(|block| areas(&batch.year.ledger.areas, block)).collect();
    let write = |index: usize| -> Result<LedgerPlan, Box<dyn Error + Send + Sync>> {
        let model = &batch.year.plans[index % batch.year.plans.len()];
        let plan = invented(model, index, &batch);
        let area = ledger.area(plan.key.area).ok_or("every plan has its area")?;
        let values = values(model, &plan, area, form);
        let sheet = fill_form(&form_bytes, form, &values, &batch.settings.eras)?;
        let part = year_dir.join(format!("提出/{:03}", index / FILES_A_FOLDER));
        fs::create_dir_all(&part)?;
        fs::write(part.join(format!("{}_{}.xlsx", plan.key, plan.department)), sheet)?;
        Ok(plan)
    };
    let plans: Result<Vec<LedgerPlan>, _> = (0..count).into_par_iter().map(write).collect();
    ledger.plans = plans.map_err(|error| error.to_string())?;
    ledger.plans.sort_by_key(|plan| plan.key);
    let book = ledger_book(&ledger, &batch.settings, batch.year.year);
    fs::write(year_dir.join("計画台帳.xlsx"), write_book(&book, &Links::default())?)?;
    Ok(())
}

/// The program that lies beside the examples.
fn executable() -> Result<std::path::PathBuf, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).ok_or("a folder above the examples")?;
    Ok(target.join(format!("gyokaku{}", std::env::consts::EXE_SUFFIX)))
}

/// The areas once more, with numbers and names of their own.
fn areas(of: &[Area], block: usize) -> Vec<Area> {
    let name = |area: &Area| match block {
        0 => Arc::clone(&area.name),
        _ => format!("{}（その{}）", area.name, block + 1).into(),
    };
    let number = |area: &Area| area.number + (of.len() * block) as u32;
    of.iter().map(|area| Area { number: number(area), name: name(area), ..area.clone() }).collect()
}

/// A plan like `model` with a number and a name that no other has.
fn invented(model: &Plan, index: usize, batch: &Batch) -> LedgerPlan {
    let round = index / batch.year.plans.len();
    let (place, thing) = (PLACES[round % 10], THINGS[(round / 10) % 10]);
    let (block, round_in_area) = (round / ROUNDS_AN_AREA, round % ROUNDS_AN_AREA);
    LedgerPlan {
        key: PlanKey {
            area: model.key.area + (batch.year.ledger.areas.len() * block) as u32,
            number: model.key.number + 100 * round_in_area as u32,
        },
        name: format!("{place}における{thing}の見直し（{}号）", index + 1).into(),
        department: model.department.clone(),
        start: Some(batch.settings.period.start),
        end: None,
        added: None,
        row: 0,
    }
}

/// What stands in the model's sheet, with the invented plan's identity.
fn values(model: &Plan, plan: &LedgerPlan, area: &Area, form: &Form) -> BTreeMap<Field, Value> {
    let typed = model.fields.iter().map(|(field, value)| (field.clone(), value.value.clone()));
    let mut values: BTreeMap<Field, Value> = typed.filter(|(field, _)| form.has(field)).collect();
    if let Some(Value::Text(status)) = values.get_mut(&Field::Status) {
        *status = format!("計画{}では、{status}", plan.key);
    }
    values.insert(Field::Area, Value::Text(area.name.to_string()));
    values.insert(Field::Number, Value::Integer(plan.key.number.into()));
    values.insert(Field::PlanName, Value::Text(plan.name.to_string()));
    values.insert(Field::Department, Value::Text(plan.department.to_string()));
    values
}
