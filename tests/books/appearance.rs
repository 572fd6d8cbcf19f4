//! What helps to read, type into and print: panes, filters, heads on every
//! page, paper, drop-downs, comments, shading, formats, names, properties.

use std::collections::BTreeMap;

use crate::xml::{Node, Package};

fn results() -> Package {
    Package::open(&crate::honjo().path("R5/出力/評価結果.xlsx"))
}

/// The defined names of a workbook, those of one sheet with its name before them.
fn names(package: &Package) -> BTreeMap<String, String> {
    let sheets = package.sheets();
    let workbook = package.node("xl/workbook.xml");
    let name = |node: &&Node| {
        let own = node.get("name").expect("a name").to_owned();
        let scope =
            node.get("localSheetId").map(|at| sheets[at.parse::<usize>().expect("a sheet")].0.clone());
        (scope.map_or(own.clone(), |sheet| format!("{sheet}!{own}")), node.text.clone())
    };
    workbook.all("definedName").iter().map(name).collect()
}

#[test]
fn the_results_hold_these_sheets_in_this_order_and_the_contents_lead_to_them() {
    let book = results();
    let sheets: Vec<String> = book.sheets().into_iter().map(|(name, _)| name).collect();
    let expected = [
        "目次",
        "総括表",
        "評価一覧",
        "課別集計",
        "指標一覧",
        "効果額",
        "前年度比較",
        "評価の変更",
        "終了する計画",
        "目標を下回った計画",
        "意見と対応",
        "提出状況",
        "提出ファイル",
        "確認事項",
        "出典",
    ];
    assert_eq!(sheets, expected);
    let contents = book.sheet("目次");
    let led_to: Vec<&str> =
        contents.all("hyperlink").iter().filter_map(|link| link.get("location")).collect();
    let expected: Vec<String> = expected[1..].iter().map(|name| format!("'{name}'!A1")).collect();
    assert_eq!(led_to, expected);
}

#[test]
fn every_sheet_of_every_workbook_is_set_up_for_paper() {
    for path in crate::all_workbooks() {
        let book = Package::open(&path);
        for (name, part) in book.sheets() {
            let sheet = book.node(&part);
            let place = format!("{} {name}", path.display());
            let page = sheet.child("pageSetup").unwrap_or_else(|| panic!("{place}: no page setup"));
            assert!(matches!(page.get("paperSize"), Some("8" | "9")), "{place}: A3 or A4");
            // 8 is A3, always across; the width of one page, by fitting or by scale.
            assert!(
                page.get("paperSize") == Some("9") || page.get("orientation") == Some("landscape"),
                "{place}"
            );
            let fits = sheet.all("pageSetUpPr").iter().any(|node| node.get("fitToPage") == Some("1"));
            assert!(fits && page.get("fitToHeight") == Some("0") || page.get("scale").is_some(), "{place}");
            let head = sheet.all("oddHeader").first().map(|node| node.text.clone()).unwrap_or_default();
            assert!(head.contains(&name), "{place}: {head}");
            let foot = sheet.all("oddFooter").first().map(|node| node.text.clone()).unwrap_or_default();
            assert!(foot.contains("&P"), "{place}: {foot}");
        }
    }
}

#[test]
fn lists_keep_their_heads_in_view_on_further_pages_and_under_filters() {
    let book = results();
    let names = names(&book);
    for (sheet, rows, columns) in [
        ("評価一覧", 4, 3),
        ("課別集計", 5, 1),
        ("指標一覧", 4, 3),
        ("評価の変更", 3, 2),
        ("終了する計画", 3, 2),
        ("目標を下回った計画", 3, 2),
        ("提出状況", 5, 2),
        ("提出ファイル", 3, 0),
        ("確認事項", 4, 3),
        ("出典", 4, 3),
    ] {
        let node = book.sheet(sheet);
        let panes = node.all("pane");
        let pane = panes.first().unwrap_or_else(|| panic!("{sheet}: frozen"));
        assert_eq!(pane.get("ySplit"), Some(rows.to_string().as_str()), "{sheet}");
        assert_eq!(pane.get("xSplit").unwrap_or("0"), columns.to_string(), "{sheet}");
        let title = &names[&format!("{sheet}!_xlnm.Print_Titles")];
        assert!(title.ends_with(&format!("${rows}")), "{sheet}: {title}");
    }
    // Its scale is fixed: where the columns grow wider than the paper, 番号 and 計画名 stand again.
    assert_eq!(names["評価一覧!_xlnm.Print_Titles"], "評価一覧!$A:$C,評価一覧!$4:$4");
    for sheet in ["評価一覧", "効果額", "意見と対応", "提出状況", "提出ファイル", "確認事項", "出典"]
    {
        assert!(book.sheet(sheet).child("autoFilter").is_some(), "{sheet}");
    }
    // Where a short table comes first, the heads of the long one below are those that stand again.
    for (sheet, head) in [("効果額", "番号"), ("意見と対応", "審議会意見")] {
        let title = &names[&format!("{sheet}!_xlnm.Print_Titles")];
        let row = title.rsplit('$').next().expect("a row");
        let heads = book.cells(sheet);
        assert!(heads.iter().any(|(at, text)| at.ends_with(row) && text == head), "{sheet}: {title}");
    }
}

#[test]
fn the_list_of_plans_begins_a_page_with_each_area() {
    let book = results();
    let areas = book.table("評価一覧", "改革分野");
    let first = |key: &str| {
        let row = areas.iter().find(|row| row["番号"].1 == key).expect("a plan");
        row["番号"].0.trim_start_matches(char::is_alphabetic).parse::<u32>().expect("a row")
    };
    let sheet = book.sheet("評価一覧");
    let breaks: Vec<u32> =
        sheet.all("brk").iter().map(|node| node.get("id").expect("a row").parse().expect("a row")).collect();
    assert_eq!(breaks, [first("2-01") - 1, first("3-01") - 1]);
}

#[test]
fn judgments_are_chosen_from_the_citys_list_and_shaded_without_colour() {
    for (path, judgments) in [
        (crate::honjo().path("R5/出力/評価結果.xlsx"), &["達成", "A", "B", "C", "中止"][..]),
        (crate::minato().path("R6/出力/評価結果.xlsx"), &["完了", "S", "A", "B", "C", "廃止"][..]),
    ] {
        let book = Package::open(&path);
        let sheet = book.sheet("評価一覧");
        let validations = sheet.all("dataValidation");
        assert!(!validations.is_empty());
        for validation in &validations {
            assert_eq!(validation.get("type"), Some("list"));
            assert_eq!(validation.child("formula1").map(|f| f.text.as_str()), Some("判定区分"));
        }
        let (sheet_name, range) = names(&book)["判定区分"]
            .split_once('!')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("a range");
        assert_eq!(sheet_name, "'目次'");
        let (from, to) = range.split_once(':').expect("a range");
        let row = |at: &str| at.rsplit('$').next().expect("a row").parse::<usize>().expect("a row");
        let cells = book.cells("目次");
        let listed: Vec<&str> = (row(from)..=row(to)).map(|row| cells[&format!("A{row}")].as_str()).collect();
        assert_eq!(listed, judgments);
        // All judgments but the plain one are told apart, by tints of grey, frames, weight and slant.
        let rules: Vec<&str> = sheet
            .all("cfRule")
            .iter()
            .filter_map(|rule| rule.child("formula"))
            .map(|f| f.text.as_str())
            .collect();
        assert!(rules.len() >= judgments.len() - 1, "{rules:?}");
        for fill in book.node("xl/styles.xml").all("dxf").iter().flat_map(|dxf| dxf.all("bgColor")) {
            let rgb = fill.get("rgb").expect("a colour");
            assert!(rgb[2..4] == rgb[4..6] && rgb[4..6] == rgb[6..8], "{rgb} is grey");
        }
    }
}

#[test]
fn cells_that_are_typed_into_have_comments_and_lists_and_the_others_are_locked() {
    let book = Package::open(&crate::honjo().path("R5/出力/意見入力_本部.xlsx"));
    let part = book.sheet_part("意見");
    let sheet = book.node(&part);
    assert_eq!(sheet.child("sheetProtection").and_then(|p| p.get("sheet")), Some("1"));
    let comments = book.links(&part).into_values().map(|(_, target)| target).find(|t| t.contains("comments"));
    let comments = book.node(&comments.expect("comments"));
    let commented: Vec<&str> = comments.all("comment").iter().filter_map(|c| c.get("ref")).collect();
    let heads: BTreeMap<String, String> = book
        .cells("意見")
        .into_iter()
        .filter(|(at, _)| at.trim_start_matches(char::is_alphabetic) == "1")
        .map(|(at, text)| (text, at))
        .collect();
    for head in ["意見", "評価", "変更理由"] {
        assert!(commented.contains(&heads[head].as_str()), "{head}");
    }
    let unlocked: Vec<bool> = book
        .node("xl/styles.xml")
        .child("cellXfs")
        .expect("formats")
        .children
        .iter()
        .map(|xf| xf.child("protection").is_some_and(|p| p.get("locked") == Some("0")))
        .collect();
    for cell in sheet.all("c") {
        let at = cell.get("r").expect("an address");
        let column = at.trim_end_matches(|c: char| c.is_ascii_digit());
        let typed = ["意見", "評価", "変更理由"].iter().any(|head| heads[*head] == format!("{column}1"));
        let style: usize = cell.get("s").map_or(0, |s| s.parse().expect("a style"));
        assert_eq!(unlocked[style], typed && at != format!("{column}1"), "{at}");
    }
}

#[test]
fn figures_have_triangles_dashes_and_the_face_that_windows_has() {
    let styles = results().node("xl/styles.xml");
    let formats: Vec<&str> =
        styles.all("numFmt").iter().filter_map(|format| format.get("formatCode")).collect();
    assert!(formats.contains(&"#,##0;\"▲\"#,##0;0"), "{formats:?}");
    assert!(formats.contains(&"#,##0;\"▲\"#,##0;\"－\""), "{formats:?}");
    // Where the face is missing, the character set and the fixed pitch make Windows take MS ゴシック.
    let fonts = &styles.child("fonts").expect("fonts").children;
    let of = |node: &Node, name: &str| {
        node.child(name).and_then(|value| value.get("val")).unwrap_or_default().to_owned()
    };
    for format in &styles.child("cellXfs").expect("formats").children {
        let font = &fonts[format.get("fontId").expect("a font").parse::<usize>().expect("a font")];
        assert_eq!((of(font, "name").as_str(), of(font, "charset").as_str()), ("BIZ UDゴシック", "128"));
    }
}

#[test]
fn documents_say_what_they_are_and_whose() {
    let book = results();
    let core = book.node("docProps/core.xml");
    let text = |name: &str| core.child(name).map(Node::whole_text).unwrap_or_default();
    assert_eq!(text("title"), "本庄市行政改革大綱実施計画　令和５年度　評価結果");
    assert_eq!(text("subject"), "令和５年度の評価");
    assert_eq!(text("creator"), "本庄市");
    // The day the evaluation begins; no clock is asked.
    assert_eq!(text("created"), "2024-04-01T00:00:00Z");
}

#[test]
fn no_text_of_the_results_is_wider_than_its_rows_are_high() {
    // Rows have a height of their own, and none of a wrapped text is that of a single line where
    // the text alone is wider than its column: 2 half-widths a character, BIZ UDゴシック being fixed.
    let book = results();
    let strings = book.strings();
    for sheet in ["評価一覧", "意見と対応", "目標を下回った計画", "確認事項"] {
        let node = book.sheet(sheet);
        let merged: Vec<String> = node
            .all("mergeCell")
            .iter()
            .filter_map(|m| Some(m.get("ref")?.split(':').next()?.to_owned()))
            .collect();
        let widths: Vec<f64> = node
            .all("col")
            .iter()
            .flat_map(|col| {
                let number = |name: &str| col.get(name).expect("a number").parse::<f64>().expect("a number");
                let count = number("max") - number("min") + 1.0;
                (0..count as usize).map(move |_| number("width"))
            })
            .collect();
        let mut told = 0;
        for row in node.all("row") {
            let height: f64 = row.get("ht").map_or(13.5, |height| height.parse().expect("a height"));
            for cell in row.children.iter().filter(|cell| cell.get("t") == Some("s")) {
                let at = cell.get("r").expect("an address");
                let column = gyokaku::model::CellRef::parse(at).expect("an address").column as usize;
                let text =
                    &strings[cell.child("v").expect("a value").text.parse::<usize>().expect("an index")];
                if merged.iter().any(|range| range == at)
                    || text.chars().count() < 20
                    || column >= widths.len()
                {
                    continue;
                }
                let wide = |c: char| if c.is_ascii() || ('｡'..='ﾟ').contains(&c) { 1.0 } else { 2.0 };
                let needed: f64 = text
                    .split('\n')
                    .map(|line| (line.chars().map(wide).sum::<f64>() / widths[column]).ceil().max(1.0))
                    .sum();
                if height < 409.0 {
                    assert!(height >= needed * 12.0, "{sheet}!{at}: {needed} lines in {height} pt: {text}");
                    told += 1;
                }
            }
        }
        assert!(told > 5, "{sheet}: {told}");
    }
}
