//! The order of elements that ECMA-376 prescribes. Excel repairs a workbook in
//! which one stands before another that has to come first; LibreOffice does not tell.

use crate::xml::{Node, Package};

/// Elements with their children in the order of the schema (ECMA-376 part 1, transitional).
const ORDER: [(&str, &str); 24] = [
    (
        "worksheet",
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges \
         scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr \
         conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter \
         rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing \
         legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
    ),
    (
        "workbook",
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups \
         externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr \
         smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
    ),
    (
        "styleSheet",
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    ),
    ("sheetPr", "tabColor outlinePr pageSetUpPr"),
    ("sheetView", "pane selection pivotSelection extLst"),
    ("c", "f v is extLst"),
    ("xf", "alignment protection extLst"),
    ("dxf", "font numFmt fill alignment border protection extLst"),
    ("border", "start end left right top bottom diagonal vertical horizontal"),
    ("si", "t r rPh phoneticPr"),
    ("r", "rPr t"),
    ("rPh", "t"),
    ("headerFooter", "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter"),
    ("dataValidation", "formula1 formula2"),
    ("cfRule", "formula colorScale dataBar iconSet extLst"),
    ("comment", "text"),
    (
        "chartSpace",
        "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr \
         externalData printSettings userShapes extLst",
    ),
    (
        "chart",
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly \
         dispBlanksAs extLst",
    ),
    ("barChart", "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst"),
    (
        "ser",
        "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape extLst",
    ),
    (
        "dLbls",
        "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent \
         showBubbleSize separator showLeaderLines leaderLines extLst",
    ),
    (
        "catAx",
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark \
         tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset noMultiLvlLbl extLst",
    ),
    (
        "valAx",
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark \
         tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    ),
    ("legend", "legendPos legendEntry layout overlay spPr txPr extLst"),
];

/// Elements that may not be there without a child: Excel repairs an empty list.
const NEVER_EMPTY: [&str; 7] = [
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "rowBreaks",
    "cols",
    "ignoredErrors",
];

/// Faults of order, of lists and of formulas.
pub(crate) fn faults(package: &Package, faults: &mut Vec<String>) {
    for part in package.parts.keys().filter(|part| part.starts_with("xl/") && part.ends_with(".xml")) {
        node(part, &package.node(part), faults);
    }
}

fn node(part: &str, parent: &Node, faults: &mut Vec<String>) {
    if let Some((name, order)) = ORDER.iter().find(|(name, _)| *name == parent.name) {
        let order: Vec<&str> = order.split_whitespace().collect();
        let mut last = 0;
        for child in &parent.children {
            match order.iter().position(|known| *known == child.name) {
                // A run in a text of a drawing has its own children.
                None if matches!(*name, "r" | "chart" | "legend") => {}
                None => faults.push(format!("{part}: {} may not stand in {name}", child.name)),
                Some(at) if at < last => {
                    faults.push(format!("{part}: {} in {name} comes after {}", child.name, order[last]));
                }
                Some(at) => last = at,
            }
        }
    }
    if NEVER_EMPTY.contains(&parent.name.as_str()) && parent.children.is_empty() {
        faults.push(format!("{part}: {} is empty", parent.name));
    }
    let count = parent.get("count").and_then(|count| count.parse::<usize>().ok());
    let is_list = matches!(
        parent.name.as_str(),
        "mergeCells" | "dataValidations" | "fonts" | "fills" | "borders" | "cellXfs" | "dxfs" | "numFmts"
    );
    if is_list && count.is_some_and(|count| count != parent.children.len()) {
        faults.push(format!("{part}: {} has {} and says {count:?}", parent.name, parent.children.len()));
    }
    if matches!(parent.name.as_str(), "f" | "formula" | "formula1" | "definedName") {
        formula(part, &parent.text, faults);
    }
    parent.children.iter().for_each(|child| node(part, child, faults));
}

/// Quotes in pairs, texts of at most 255 characters, brackets that close.
fn formula(part: &str, text: &str, faults: &mut Vec<String>) {
    let (mut quoted, mut depth, mut length) = (None, 0_i32, 0);
    for c in text.chars() {
        match (quoted, c) {
            (None, '"' | '\'') => (quoted, length) = (Some(c), 0),
            (Some(mark), c) if mark == c => quoted = None,
            (Some(_), _) => length += 1,
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            _ => {}
        }
        if length > 255 {
            faults.push(format!("{part}: a text of more than 255 characters in {text}"));
            return;
        }
    }
    if quoted.is_some() || depth != 0 || text.is_empty() {
        faults.push(format!("{part}: no formula: {text}"));
    }
}

#[test]
fn elements_in_another_order_are_found_out() {
    let good = Package::open(&crate::minato().path("R6/出力/評価結果.xlsx"));
    let sheet = good.sheet_part("評価一覧");
    let broken = |from: &str, to: &str| {
        let mut package = Package::of(&good.bytes());
        let text = good.text(&sheet);
        assert!(text.contains(from), "{from}");
        package.parts.insert(sheet.clone(), text.replacen(from, to, 1).into_bytes());
        let mut found = Vec::new();
        faults(&package, &mut found);
        assert_ne!(found, Vec::<String>::new(), "{from} → {to}");
    };
    broken("<sheetFormatPr ", "<hyperlinks><hyperlink ref=\"A1\"/></hyperlinks><sheetFormatPr ");
    broken("</sheetData>", "</sheetData><mergeCells count=\"0\"/>");
    broken("<formula1>判定区分", "<formula1>\"判定区分");
}
