//! Whether a workbook is a sound OOXML package: what Excel would offer to repair is found here.

use std::collections::{BTreeMap, BTreeSet};

use gyokaku::model::CellRef;
use regex::Regex;

use crate::xml::{Node, Package};

/// Every fault that Excel is known to complain about.
pub(crate) fn faults(package: &Package) -> Vec<String> {
    let mut faults = Vec::new();
    content_types(package, &mut faults);
    relationships(package, &mut faults);
    let names = sheet_names(package, &mut faults);
    defined_names(package, &names, &mut faults);
    let strings = strings(package, &mut faults);
    let styles = Styles::of(package, &mut faults);
    for (name, part) in package.sheets() {
        let sheet = package.node(&part);
        cells(&name, &sheet, strings, &styles, &mut faults);
        limits(&name, &sheet, &mut faults);
        links(package, &name, &part, &sheet, &mut faults);
        merges(&name, &sheet, &mut faults);
    }
    crate::order::faults(package, &mut faults);
    faults
}

fn content_types(package: &Package, faults: &mut Vec<String>) {
    let types = package.node("[Content_Types].xml");
    let defaults: BTreeSet<&str> =
        types.all("Default").iter().filter_map(|node| node.get("Extension")).collect();
    let mut overrides = BTreeSet::new();
    for node in types.all("Override") {
        let part = node.get("PartName").expect("a part").trim_start_matches('/');
        if !overrides.insert(part) {
            faults.push(format!("{part}: two content types"));
        }
        if !package.parts.contains_key(part) {
            faults.push(format!("{part}: a content type without a part"));
        }
    }
    for part in package.parts.keys().filter(|part| *part != "[Content_Types].xml") {
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        let general = ending == "xml" && !overrides.contains(part.as_str());
        if general || (!overrides.contains(part.as_str()) && !defaults.contains(ending)) {
            faults.push(format!("{part}: no content type"));
        }
        if (ending == "xml" || ending == "rels" || ending == "vml") && package.node(part).name.is_empty() {
            faults.push(format!("{part}: empty"));
        }
    }
}

fn relationships(package: &Package, faults: &mut Vec<String>) {
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut open = vec![String::new()];
    while let Some(part) = open.pop() {
        for (id, (outside, target)) in package.links(&part) {
            if outside {
                continue;
            }
            if !package.parts.contains_key(&target) {
                faults.push(format!("{part} {id}: leads to {target}, which is not there"));
            } else if reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    for part in package.parts.keys() {
        let own = part == "[Content_Types].xml" || part.ends_with(".rels");
        if !own && !reached.contains(part) {
            faults.push(format!("{part}: nothing leads to it"));
        }
    }
}

fn sheet_names(package: &Package, faults: &mut Vec<String>) -> Vec<String> {
    let names: Vec<String> = package.sheets().into_iter().map(|(name, _)| name).collect();
    let mut folded = BTreeSet::new();
    for name in &names {
        let edge = name.starts_with('\'') || name.ends_with('\'');
        if name.is_empty()
            || name.encode_utf16().count() > 31
            || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || edge
        {
            faults.push(format!("sheet 「{name}」: a name that Excel refuses"));
        }
        if !folded.insert(name.to_lowercase()) {
            faults.push(format!("sheet 「{name}」 twice"));
        }
    }
    names
}

fn defined_names(package: &Package, sheets: &[String], faults: &mut Vec<String>) {
    let valid = Regex::new(r"^[\p{L}_\\][\p{L}\p{N}\p{M}_.\\ー]*$").expect("a pattern");
    let address = Regex::new(r"^(?i)([a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*)$").expect("a pattern");
    let quoted = Regex::new(r"'((?:[^']|'')*)'!").expect("a pattern");
    let mut known = BTreeSet::new();
    for name in package.node("xl/workbook.xml").all("definedName") {
        let (text, scope) = (name.get("name").expect("a name"), name.get("localSheetId"));
        let own = text.strip_prefix("_xlnm.").unwrap_or(text);
        if !valid.is_match(own) || address.is_match(own) || own.chars().count() > 255 {
            faults.push(format!("name 「{text}」: Excel refuses it"));
        }
        if !known.insert((text.to_lowercase(), scope.map(str::to_owned))) {
            faults.push(format!("name 「{text}」 twice"));
        }
        for sheet in quoted.captures_iter(&name.text) {
            if !sheets.contains(&sheet[1].replace("''", "'")) {
                faults.push(format!("name 「{text}」: no sheet 「{}」", &sheet[1]));
            }
        }
        if name.text.contains("#REF!") {
            faults.push(format!("name 「{text}」: #REF!"));
        }
    }
}

fn strings(package: &Package, faults: &mut Vec<String>) -> usize {
    let strings = package.strings();
    if let Some(root) =
        package.parts.contains_key("xl/sharedStrings.xml").then(|| package.node("xl/sharedStrings.xml"))
    {
        let uses: usize = package
            .sheets()
            .iter()
            .map(|(_, part)| package.node(part).all("c").iter().filter(|c| c.get("t") == Some("s")).count())
            .sum();
        if root.get("uniqueCount") != Some(strings.len().to_string().as_str()) {
            faults.push("shared strings: uniqueCount".to_owned());
        }
        if root.get("count") != Some(uses.to_string().as_str()) {
            faults.push(format!("shared strings: count {:?}, used {uses}", root.get("count")));
        }
    }
    for text in strings.iter().filter(|text| text.encode_utf16().count() > 32_767) {
        faults.push(format!("a text of {} characters", text.encode_utf16().count()));
    }
    strings.len()
}

/// How many formats there are to refer to.
struct Styles {
    cells: usize,
    conditional: usize,
}

impl Styles {
    fn of(package: &Package, faults: &mut Vec<String>) -> Self {
        let styles = package.node("xl/styles.xml");
        let count = |list: &str, item: &str| {
            styles.child(list).map_or(0, |list| list.children.iter().filter(|node| node.name == item).count())
        };
        let lists =
            [("fonts", "font", "fontId"), ("fills", "fill", "fillId"), ("borders", "border", "borderId")];
        let formats = styles.child("cellXfs").expect("formats");
        for (list, item, id) in lists {
            let there = count(list, item);
            let most = formats.children.iter().filter_map(|xf| xf.get(id)?.parse::<usize>().ok()).max();
            if most.is_some_and(|most| most >= there) {
                faults.push(format!("styles: {id} {most:?} of {there}"));
            }
        }
        let cells = formats.children.len();
        if cells > 64_000 {
            faults.push(format!("{cells} cell formats"));
        }
        Self { cells, conditional: count("dxfs", "dxf") }
    }
}

fn cells(name: &str, sheet: &Node, strings: usize, styles: &Styles, faults: &mut Vec<String>) {
    let mut last_row = 0;
    for row in sheet.child("sheetData").expect("cells").children.iter() {
        let number: u32 = row.get("r").expect("a row").parse().expect("a row");
        if number <= last_row {
            faults.push(format!("{name}: row {number} after {last_row}"));
        }
        last_row = number;
        if row.get("ht").is_some_and(|height| height.parse::<f64>().expect("a height") > 409.5) {
            faults.push(format!("{name}: row {number} is too high"));
        }
        let mut last_column = None;
        for cell in &row.children {
            let address = cell.get("r").expect("an address");
            let at = CellRef::parse(address).expect("an address");
            if at.row + 1 != number || last_column.is_some_and(|last| at.column <= last) {
                faults.push(format!("{name}!{address}: out of order"));
            }
            last_column = Some(at.column);
            let style = cell.get("s").map_or(0, |s| s.parse::<usize>().expect("a style"));
            if style >= styles.cells {
                faults.push(format!("{name}!{address}: no style {style}"));
            }
            let value = cell.child("v").map(|v| v.text.as_str());
            if cell.get("t") == Some("s")
                && value.and_then(|v| v.parse::<usize>().ok()).is_none_or(|index| index >= strings)
            {
                faults.push(format!("{name}!{address}: no string {value:?}"));
            }
            if cell.child("f").is_some_and(|f| f.text.chars().count() > 8_192) {
                faults.push(format!("{name}!{address}: a formula that is too long"));
            }
        }
    }
    for rule in sheet.all("cfRule") {
        let format = rule.get("dxfId").and_then(|id| id.parse::<usize>().ok());
        if format.is_some_and(|format| format >= styles.conditional) {
            faults.push(format!("{name}: no conditional format {format:?}"));
        }
    }
}

fn limits(name: &str, sheet: &Node, faults: &mut Vec<String>) {
    for validation in sheet.all("dataValidation") {
        for formula in validation.all("formula1") {
            if formula.text.chars().count() > 255 {
                faults.push(format!("{name}: a list of more than 255 characters"));
            }
        }
        for (attribute, most) in [("errorTitle", 32), ("error", 255), ("promptTitle", 32), ("prompt", 255)] {
            if validation.get(attribute).is_some_and(|text| text.encode_utf16().count() > most) {
                faults.push(format!("{name}: {attribute} of more than {most} characters"));
            }
        }
    }
    for part in ["oddHeader", "oddFooter"] {
        if sheet.all(part).iter().any(|text| text.text.encode_utf16().count() > 255) {
            faults.push(format!("{name}: {part} of more than 255 characters"));
        }
    }
    let breaks = sheet.all("brk").len();
    if breaks > 1_023 {
        faults.push(format!("{name}: {breaks} page breaks"));
    }
}

fn links(package: &Package, name: &str, part: &str, sheet: &Node, faults: &mut Vec<String>) {
    let known = package.links(part);
    let links = sheet.all("hyperlink");
    if links.len() > 65_530 {
        faults.push(format!("{name}: {} links", links.len()));
    }
    for link in links {
        let place = link.get("ref").unwrap_or_default();
        if let Some(id) = link.get("r:id") {
            match known.get(id) {
                Some((true, target)) if target.chars().count() <= 2_079 => {}
                other => faults.push(format!("{name}!{place}: {other:?}")),
            }
        } else if link.get("location").is_none() {
            faults.push(format!("{name}!{place}: a link to nowhere"));
        }
        for text in ["display", "tooltip"].iter().filter_map(|text| link.get(text)) {
            if text.encode_utf16().count() > 2_079 {
                faults.push(format!("{name}!{place}: a long text"));
            }
        }
    }
}

fn merges(name: &str, sheet: &Node, faults: &mut Vec<String>) {
    let ranges = sheet.all("mergeCell");
    let mut taken: BTreeMap<(u32, u32), &str> = BTreeMap::new();
    for range in ranges.iter().filter_map(|range| range.get("ref")) {
        let (from, to) = range.split_once(':').expect("a range");
        let (from, to) = (CellRef::parse(from).expect("a cell"), CellRef::parse(to).expect("a cell"));
        for row in from.row..=to.row {
            for column in from.column..=to.column {
                if let Some(other) = taken.insert((row, column), range) {
                    faults.push(format!("{name}: {range} overlaps {other}"));
                }
            }
        }
    }
}

#[test]
fn every_workbook_is_a_sound_package() {
    let paths = crate::all_workbooks();
    assert!(paths.len() > 40, "{}", paths.len());
    for path in paths {
        assert_eq!(faults(&Package::open(&path)), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn a_broken_package_is_found_out() {
    let good = Package::open(&crate::minato().path("R6/出力/評価結果.xlsx"));
    let broken = |part: &str, from: &str, to: &str| {
        let mut package = Package::of(&good.bytes());
        let text = good.text(part);
        assert!(text.contains(from), "{part} holds {from}");
        package.parts.insert(part.to_owned(), text.replacen(from, to, 1).into_bytes());
        assert_ne!(faults(&package), Vec::<String>::new(), "{part}: {from} → {to}");
    };
    broken("xl/workbook.xml", "name=\"目次\"", "name=\"目/次\"");
    broken("xl/workbook.xml", "name=\"目次\"", "name=\"総括表\"");
    broken("xl/workbook.xml", "'評価一覧'!", "'評価'!");
    broken("xl/sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"9");
    broken("xl/worksheets/sheet1.xml", " s=\"", " s=\"9999");
    broken("xl/worksheets/sheet2.xml", "<mergeCell ref=\"", "<mergeCell ref=\"A1:C9\"/><mergeCell ref=\"");
    broken("[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml");
    broken("xl/worksheets/_rels/sheet2.xml.rels", "drawing1.xml", "drawing99.xml");
}
