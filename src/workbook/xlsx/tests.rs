//! One trap, one small workbook, one value written by hand.

use crate::model::{CellRange, CellRef};
use crate::workbook::raw::{CellContent, FloatingKind, WorkbookKind};
use crate::workbook::testing::Book;

fn at(address: &str) -> CellRef {
    CellRef::parse(address).expect("an address")
}

/// What A1 shows with a number format.
fn shown(code: &str, value: &str) -> String {
    Book::with_cell(&format!("<c r=\"A1\" s=\"1\"><v>{value}</v></c>")).format(code).a1().shown
}

#[test]
fn a_number_shows_itself_by_its_format() {
    assert_eq!(shown("0.0%", "0.853"), "85.3%");
    assert_eq!(shown("0.0\"%\"", "85.3"), "85.3%");
    assert_eq!(shown("#,##0;△#,##0", "-1234"), "△1,234");
    assert_eq!(shown("0\"人\"", "120"), "120人");
    let cell = Book::with_cell("<c r=\"A1\" s=\"1\"><v>0.853</v></c>").format("0.0%").a1();
    assert_eq!(cell.content, CellContent::Number(0.853));
}

#[test]
fn a_day_is_a_day_by_its_format() {
    for (code, expected) in
        [("[$-411]ge.m.d", "R7.4.1"), ("ggge\"年度\"", "令和7年度"), ("yyyy/m/d;@", "2025/4/1")]
    {
        let cell = Book::with_cell("<c r=\"A1\" s=\"1\"><v>45748</v></c>").format(code).a1();
        assert_eq!(cell.shown, expected);
        assert_eq!(cell.content, CellContent::DateTime(jiff::civil::date(2025, 4, 1).at(0, 0, 0, 0)));
    }
}

#[test]
fn built_in_formats_of_japan_are_known_by_their_number() {
    for (id, expected) in
        [(14, "2025/4/1"), (27, "R7.4.1"), (31, "2025年4月1日"), (57, "R7.4.1"), (58, "令和7年4月1日")]
    {
        let book = Book::with_cell("<c r=\"A1\" s=\"1\"><v>45748</v></c>");
        let cell = book.styles("", "", &format!("<xf numFmtId=\"{id}\"/>")).a1();
        assert_eq!(cell.shown, expected, "format {id}");
        assert!(matches!(cell.content, CellContent::DateTime(_)), "format {id}");
    }
}

#[test]
fn days_may_count_from_1904() {
    let book = Book::with_cell("<c r=\"A1\" s=\"1\"><v>43930</v></c>").format("yyyy/m/d");
    assert_eq!(book.workbook_extra("<workbookPr date1904=\"1\"/>").a1().shown, "2024/4/10");
}

#[test]
fn an_iso_day_is_a_day() {
    let cell = Book::with_cell("<c r=\"A1\" s=\"1\" t=\"d\"><v>2024-04-10T00:00:00</v></c>")
        .format("[$-411]ge.m.d")
        .a1();
    assert_eq!(cell.shown, "R6.4.10");
    assert_eq!(Book::with_cell("<c r=\"A1\" t=\"d\"><v>2024-04-10</v></c>").a1().shown, "2024/4/10");
}

#[test]
fn a_sum_of_fractions_shows_no_noise() {
    assert_eq!(Book::with_cell("<c r=\"A1\"><v>0.30000000000000004</v></c>").a1().shown, "0.3");
}

#[test]
fn shared_strings_keep_what_is_struck_apart() {
    let book = Book::with_cell("<c r=\"A1\" t=\"s\"><v>1</v></c>").strings(&[
        "<t>ほか</t>",
        "<r><t>目標</t></r><r><rPr><strike/><sz val=\"9\"/></rPr><t>100人</t></r><r><rPr><sz val=\"9\"/></rPr><t>120人</t></r>",
    ]);
    let cell = book.a1();
    assert_eq!(cell.shown, "目標100人120人");
    assert_eq!(cell.struck.as_deref(), Some("100人"));
}

#[test]
fn a_whole_cell_may_be_struck_through() {
    let styles = |book: Book| book.styles("", "<font><strike/></font>", "<xf numFmtId=\"0\" fontId=\"1\"/>");
    let number = styles(Book::with_cell("<c r=\"A1\" s=\"1\"><v>80</v></c>")).a1();
    assert_eq!((number.shown.as_str(), number.struck.as_deref()), ("80", Some("80")));
    let text = styles(Book::with_cell("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>旧目標</t></is></c>")).a1();
    assert_eq!(text.struck.as_deref(), Some("旧目標"));
}

#[test]
fn furigana_never_enters_a_text() {
    let book = Book::with_cell("<c r=\"A1\" t=\"s\"><v>0</v></c>")
        .strings(&["<t>本庄市</t><rPh sb=\"0\" eb=\"2\"><t>ホンジョウ</t></rPh>"]);
    assert_eq!(book.a1().shown, "本庄市");
}

#[test]
fn line_breaks_come_as_stored() {
    let inline = "<c r=\"A1\" t=\"inlineStr\"><is><t>一行目_x000D_&#10;二行目&amp;三</t></is></c>";
    assert_eq!(Book::with_cell(inline).a1().shown, "一行目\r\n二行目&三");
}

#[test]
fn errors_are_told_and_reading_goes_on() {
    let sheet = Book::with_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#REF!</v></c><c r=\"B1\" t=\"e\"><v>#SPILL!</v></c><c r=\"C1\"><v>5</v></c></row>",
    )
    .sheet();
    let contents: Vec<_> = sheet.cells.iter().map(|c| c.content.clone()).collect();
    let error = |text: &str| CellContent::Error(text.to_owned());
    assert_eq!(contents, [error("#REF!"), error("#SPILL!"), CellContent::Number(5.0)]);
}

#[test]
fn formulas_are_told_from_values() {
    let sheet = Book::with_rows(
        "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>SUM(A1)</f></c><c r=\"C1\"><f>A1</f><v></v></c>\
         <c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"E1\" t=\"str\"><f>\"済\"</f><v>済</v></c><c r=\"F1\"><v>3</v></c></row>",
    )
    .sheet();
    let seen: Vec<_> = sheet.cells.iter().map(|c| (c.at.to_string(), c.shown.as_str(), c.formula)).collect();
    let expected =
        [("A1", "2", true), ("B1", "", true), ("C1", "", true), ("E1", "済", true), ("F1", "3", false)];
    assert_eq!(seen, expected.map(|(a, s, f)| (a.to_owned(), s, f)));
    assert_eq!(sheet.cell(at("B1")).expect("B1").content, CellContent::NoStoredValue);
    assert_eq!(sheet.cell(at("C1")).expect("C1").content, CellContent::NoStoredValue);
}

#[test]
fn links_to_other_workbooks_are_told_for_shared_formulas_too() {
    let sheet = Book::with_rows(
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">[1]前年度!B1</f><v>1</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>2</v></c><c r=\"B2\"><f>A1</f><v>1</v></c></row>",
    )
    .sheet();
    let external: Vec<_> = sheet.cells.iter().map(|c| c.external).collect();
    assert_eq!(external, [true, true, false]);
}

#[test]
fn a_text_that_is_not_there_is_never_another_text() {
    for value in ["7", "-1", "x", "4294967296"] {
        let book =
            Book::with_cell(&format!("<c r=\"A1\" t=\"s\"><v>{value}</v></c>")).strings(&["<t>第1版</t>"]);
        assert_eq!(book.a1().content, CellContent::Error("読み取れない値".to_owned()), "{value}");
    }
}

#[test]
fn numbers_that_are_none_are_reported() {
    for value in ["1e400", "NaN", "inf", "12a"] {
        let cell = Book::with_cell(&format!("<c r=\"A1\"><v>{value}</v></c>")).a1();
        assert_eq!(cell.content, CellContent::Error("読み取れない値".to_owned()), "{value}");
    }
}

#[test]
fn hidden_lines_and_sheets_are_told() {
    let book = Book::with_sheet(
        "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/></cols>\
         <sheetData><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row><row r=\"4\" ht=\"0\"/></sheetData>",
    )
    .sheet_attributes(" state=\"veryHidden\"");
    let sheet = book.sheet();
    assert!(sheet.hidden);
    assert_eq!(sheet.hidden_rows.into_iter().collect::<Vec<_>>(), [1, 3]);
    assert_eq!(sheet.hidden_columns.into_iter().collect::<Vec<_>>(), [1, 2, 4]);
}

#[test]
fn merges_are_put_right_and_values_under_them_stay() {
    let sheet = Book::with_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row></sheetData>\
         <mergeCells><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"$D$4:$E$5\"/></mergeCells>",
    )
    .sheet();
    let expected = ["A1:B2", "D4:E5"].map(|r| CellRange::parse(r).expect("a range"));
    assert_eq!(sheet.merges, expected);
    assert_eq!(sheet.cells.len(), 2);
}

#[test]
fn cells_without_an_address_follow_each_other() {
    let sheet = Book::with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row><row r=\"9\"><c><v>4</v></c></row>").sheet();
    let places: Vec<_> = sheet.cells.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(places, ["A1", "B1", "A3", "A9"]);
}

#[test]
fn comments_are_told_with_their_cell() {
    let sheet = Book::with_rows("")
        .related(
            "comments",
            "xl/comments1.xml",
            "<comments><commentList><comment ref=\"B3\"><text><r><t>企画課:</t></r><r><t xml:space=\"preserve\">\n要確認</t></r></text></comment></commentList></comments>",
        )
        .sheet();
    assert_eq!(sheet.floating.len(), 1);
    let comment = &sheet.floating[0];
    assert_eq!(
        (comment.kind, comment.at, comment.text.as_str()),
        (FloatingKind::Comment, Some(at("B3")), "企画課:\n要確認")
    );
}

#[test]
fn a_threaded_comment_is_told_once() {
    let plain = "<comments><commentList><comment ref=\"B3\"><text><t>[スレッド化されたコメント] 要確認</t></text></comment></commentList></comments>";
    let threaded = "<ThreadedComments><threadedComment ref=\"B3\"><text>要確認</text></threadedComment><threadedComment ref=\"B3\"><text>確認しました</text></threadedComment></ThreadedComments>";
    let sheet = Book::with_rows("")
        .related("comments", "xl/comments1.xml", plain)
        .related("threadedComment", "xl/threadedComments/threadedComment1.xml", threaded)
        .sheet();
    let texts: Vec<_> = sheet.floating.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(texts, ["要確認", "確認しました"]);
}

#[test]
fn texts_in_shapes_and_pictures_are_told() {
    let anchor = |row: u32, inside: &str| {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row></xdr:from>\
             <xdr:to><xdr:col>9</xdr:col><xdr:row>99</xdr:row></xdr:to>{inside}</xdr:twoCellAnchor>"
        )
    };
    let text = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>差替</a:t></a:r><a:r><a:t>予定</a:t></a:r></a:p><a:p><a:r><a:t>4月</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    let choice = "<mc:AlternateContent><mc:Choice><xdr:sp><xdr:txBody><a:p><a:r><a:t>新</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Choice>\
                  <mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>旧</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Fallback></mc:AlternateContent>";
    let drawing = format!(
        "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\" xmlns:mc=\"m\">{}{}{}{}{}{}</xdr:wsDr>",
        anchor(4, text),
        anchor(6, "<xdr:pic/>"),
        anchor(7, "<xdr:cxnSp/>"),
        anchor(8, choice),
        anchor(10, "<xdr:sp><xdr:spPr><a:prstGeom prst=\"ellipse\"/></xdr:spPr></xdr:sp>"),
        anchor(11, "<xdr:sp><xdr:spPr><a:prstGeom prst=\"rightArrow\"/></xdr:spPr></xdr:sp>")
    );
    let sheet = Book::with_rows("").related("drawing", "xl/drawings/drawing1.xml", &drawing).sheet();
    let seen: Vec<_> =
        sheet.floating.iter().map(|f| (f.kind, f.at.expect("known"), f.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (FloatingKind::Shape, at("B5"), "差替予定\n4月"),
            (FloatingKind::Picture, at("B7"), ""),
            (FloatingKind::Shape, at("B9"), "新"),
            (FloatingKind::Shape, at("B11"), ""),
        ]
    );
    assert_eq!(sheet.floating[3].end, Some(at("J100")));
}

#[test]
fn macros_make_an_xlsm() {
    assert_eq!(Book::with_rows("").read().kind, WorkbookKind::Xlsx);
    assert_eq!(Book::with_rows("").part("xl/vbaProject.bin", b"x".to_vec()).read().kind, WorkbookKind::Xlsm);
}

#[test]
fn a_format_may_hide_a_value() {
    let sheet = Book::with_cell("<c r=\"A1\" s=\"1\"><v>0</v></c>").format("#,##0;▲#,##0;").sheet();
    assert!(sheet.cells.is_empty());
}

#[test]
fn booleans_show_as_excel_shows_them() {
    let cell = Book::with_cell("<c r=\"A1\" t=\"b\"><v>1</v></c>").a1();
    assert_eq!((cell.content, cell.shown.as_str()), (CellContent::Bool(true), "TRUE"));
}

#[test]
fn diagrams_charts_and_pen_strokes_are_told() {
    let anchor = |row: u32, inside: &str| {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>{row}</xdr:row></xdr:from>{inside}</xdr:twoCellAnchor>"
        )
    };
    let ink = "<mc:AlternateContent><mc:Choice><xdr14:contentPart r:id=\"r9\"/></mc:Choice><mc:Fallback><xdr:pic/></mc:Fallback></mc:AlternateContent>";
    let drawing = format!(
        "<xdr:wsDr>{}{}{}</xdr:wsDr>",
        anchor(1, "<xdr:graphicFrame><dgm:relIds r:dm=\"rId1\"/></xdr:graphicFrame>"),
        anchor(2, "<xdr:graphicFrame><c:chart r:id=\"rId2\"/></xdr:graphicFrame>"),
        anchor(3, ink)
    );
    let diagram = "<dgm:dataModel><a:p><a:r><a:t>予約の</a:t></a:r><a:r><a:t>統一</a:t></a:r></a:p><a:p/><a:p><a:r><a:t>研修</a:t></a:r></a:p></dgm:dataModel>";
    let sheet = Book::with_rows("")
        .related("drawing", "xl/drawings/drawing1.xml", &drawing)
        .part(
            "xl/drawings/_rels/drawing1.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/diagramData\" Target=\"../diagrams/data1.xml\"/></Relationships>",
        )
        .part("xl/diagrams/data1.xml", diagram)
        .sheet();
    let seen: Vec<_> = sheet.floating.iter().map(|f| (f.kind, f.text.as_str())).collect();
    assert_eq!(
        seen,
        [(FloatingKind::Shape, "予約の統一\n研修"), (FloatingKind::Picture, ""), (FloatingKind::Shape, "")]
    );
}

#[test]
fn a_control_is_told_once_with_its_state() {
    let older = "<xml><v:shape id=\"_x0000_s1025\"><v:textbox><div>達成<br></div></v:textbox>\
                 <x:ClientData ObjectType=\"Checkbox\"><x:Anchor>1, 0, 3, 0, 2, 0, 4, 0</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape></xml>";
    let newer = "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>3</xdr:row></xdr:from><xdr:sp><a:ext><a14:compatExt spid=\"_x0000_s1025\"/></a:ext>\
                 <xdr:txBody><a:p><a:r><a:t>達成</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
    let sheet = Book::with_rows("")
        .related("vmlDrawing", "xl/drawings/vmlDrawing1.vml", older)
        .related("drawing", "xl/drawings/drawing1.xml", newer)
        .sheet();
    let seen: Vec<_> = sheet.floating.iter().map(|f| (f.at, f.text.as_str())).collect();
    assert_eq!(seen, [(Some(at("B4")), "☑達成")]);
}

#[test]
fn headers_and_footers_of_ones_own_words_are_told() {
    let sheet = Book::with_sheet(
        "<sheetData/><headerFooter><oddHeader>&amp;L実行課：企画課&amp;R&amp;D</oddHeader><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>",
    )
    .sheet();
    let seen: Vec<_> = sheet.floating.iter().map(|f| (f.kind, f.text.as_str())).collect();
    assert_eq!(seen, [(FloatingKind::Margin, "実行課：企画課")]);
}

#[test]
fn a_text_in_the_colour_of_its_ground_is_told() {
    let unseen = |font: &str, fill: &str| {
        let xml = format!(
            "<styleSheet><fonts><font/><font>{font}</font></fonts><fills><fill/><fill>{fill}</fill></fills><borders><border/></borders>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"1\" applyFill=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>"
        );
        Book::with_cell("<c r=\"A1\" s=\"1\"><v>5</v></c>").part("xl/styles.xml", xml).a1().unseen
    };
    let solid =
        |rgb: &str| format!("<patternFill patternType=\"solid\"><fgColor rgb=\"{rgb}\"/></patternFill>");
    assert!(unseen("<color rgb=\"FFFFFFFF\"/>", "<patternFill patternType=\"none\"/>"));
    assert!(unseen("<color theme=\"0\"/>", "<patternFill patternType=\"none\"/>"));
    assert!(unseen("<color rgb=\"FFFFFF00\"/>", &solid("FFFFFF00")));
    assert!(!unseen("<color rgb=\"FFFFFFFF\"/>", &solid("FF000080")));
    assert!(!unseen("<color theme=\"1\"/>", "<patternFill patternType=\"none\"/>"));
    assert!(!unseen("", "<patternFill patternType=\"none\"/>"));
}
