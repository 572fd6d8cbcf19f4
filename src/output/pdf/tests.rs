//! A small report in every kind of item, written and read back.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Properties, print_pdf, write_pdf};
use crate::fonts::{Face, FontUse, Typefaces, read_face};
use crate::layout::{
    Align, Block, Book, Cell, Column, Flow, Ink, Item, Page, PageFormat, ParagraphStyle, Piece, Point, Role,
    Row, RunningHead, Span, Stroke, Table, Tag, Target, TextRun, TextStyle, Voice, line, mm, paragraph,
    table,
};

const PROSE: &str = "令和５年度（2023年度）は、50計画の全てについて実行課から実施計画シートの提出を受け、行政改革推進本部及び行政改革審議会の審議を経て、評価を確定した。\n確定した評価は、「Ｂ（目標どおり）」が30計画（60.0％）と最も多く、「Ａ（目標を上回る）」が９計画（18.0％）、「Ｃ（目標を下回る）」が８計画（16.0％）である。審議の過程で４計画の評価が変更された。「達成」の２計画と「中止」の１計画は令和５年度で終了し、残る47計画は令和６年度も継続する。\n①庁内照会による利用見込みの確認と処分候補地一覧の更新\n②境界確定、測量、不動産鑑定等の条件整備（月額４，０００円、ＩＣＴ機器、Web会議 1,234,567円）を行い、次の年度までに全ての手続を終える。";

fn head(section: &str) -> RunningHead {
    RunningHead {
        section: section.to_owned(),
        title: "本庄市行政改革大綱実施計画　令和５年度 評価報告書".to_owned(),
    }
}

fn heading(section: &Tag, text: &str, name: &str, width: f64) -> Block {
    let tag = section.child(Role::Heading(1));
    let mut block = line(text, &TextStyle::H1, Some(&tag)).padded(0.0, 0.0, 0.0, 6.0);
    block.rule(0.0, block.height_pt, width, Stroke::HEADING);
    block.anchor(name, Some((1, text.to_owned())));
    block
}

fn plans(section: &Tag, count: usize) -> Vec<Piece> {
    let style = TextStyle::TABLE;
    let small = TextStyle::TABLE_HEAD;
    let mut list = Table::new(vec![
        Column::new(mm(12.0)).aligned(Align::Right),
        Column::new(mm(84.0)),
        Column::new(mm(32.0)),
        Column::new(mm(20.0)).aligned(Align::Right).ruled().tinted(Ink::Tint(6)),
        Column::new(mm(20.0)).aligned(Align::Right),
    ]);
    list.head.push(Row::new(vec![
        Cell::text("番号", &small).down(2),
        Cell::text("計画名", &small).down(2),
        Cell::text("実行課", &small).down(2),
        Cell::text("効果額", &small).across(2).aligned(Align::Centre),
    ]));
    list.head.push(Row::new(vec![Cell::text("R5", &small), Cell::text("R6", &small)]));
    for index in 0..count {
        if index % 20 == 0 {
            let group = |more: &str| {
                vec![
                    Cell::text(format!("{}　行政サービス改革{more}", index / 20 + 1), &style.bold())
                        .across(5),
                ]
            };
            list.rows.push(Row::new(group("　20計画")).opening_group(group("（続き）")));
        }
        let name = match index % 3 {
            0 => "「本庄市オンライン窓口」（電子申請）でいつでも待たずに手続き可能に",
            1 => "障害者の地域生活を支える相談支援体制の充実と連携体制の構築（基幹型相談支援センターの設置）",
            _ => "ＳＮＳによる情報発信力の強化",
        };
        list.rows.push(Row::new(vec![
            Cell::text((index + 1).to_string(), &style).heading_row(),
            Cell::text(name, &style),
            Cell::text("支所市民福祉課", &style),
            Cell::text("▲1,234", &style),
            Cell::text(if index % 2 == 0 { "－" } else { "8,640" }, &style),
        ]));
    }
    list.rows.push(
        Row::new(vec![
            Cell::empty(),
            Cell::text("合　計", &style.bold()).across(2).heading_row(),
            Cell::text("0", &style.bold()),
            Cell::text("12,345", &style.bold()),
        ])
        .total(),
    );
    table(&list, 4.0, &section.child(Role::Table))
}

fn figure(section: &Tag) -> Block {
    let tag =
        section.child(Role::Figure { alt: "自己評価から評価の確定までの流れ".to_owned() });
    let mut block = Block::new(mm(168.0), mm(12.0));
    let size = crate::layout::Size::new(mm(8.6), mm(5.0));
    let (fill, stroke) = (Some(Ink::Tint(15)), Some(Stroke::solid(0.5)));
    block.add(Point::new(10.0, 5.0), Item::Rect { size, radius_pt: 2.0, fill, stroke }, Some(&tag));
    let points = vec![Point::new(0.0, 0.0), Point::new(8.0, 4.0), Point::new(0.0, 8.0)];
    let arrow = Item::Polygon { points, closed: true, fill: Some(Ink::Accent), stroke: None };
    block.add(Point::new(60.0, 5.0), arrow, Some(&tag));
    let segments =
        (0..6).map(|i| (Point::new(f64::from(i) * 3.0, 10.0), Point::new(f64::from(i) * 3.0 + 5.0, 0.0)));
    let lines = Item::Lines { segments: segments.collect(), stroke: Stroke::HAIRLINE.dashed(1.0, 1.0) };
    block.add(Point::new(90.0, 5.0), lines, Some(&tag));
    block
}

fn contents(width: f64) -> Block {
    let toc = Tag::new(Role::Contents);
    let mut block = Block::new(width, 0.0);
    for (title, name) in [("1　評価の概要", "overview"), ("2　計画一覧", "plans")] {
        let item = toc.child(Role::ContentsItem);
        let link = item.child(Role::Link);
        let mut entry = line(title, &TextStyle::BODY, Some(&link));
        entry.width_pt = width;
        let base = entry.baseline_pt.expect("a line has a base line");
        let number = Item::PageNumber { anchor: name.to_owned(), style: TextStyle::BODY };
        entry.add(Point::new(width, base), number, Some(&link));
        entry.link(Target::Anchor(name.to_owned()), Some(&link));
        block.stack(0.0, entry);
    }
    block
}

/// A cover, a table of contents, prose with a figure, a table over several pages.
fn pages() -> Vec<Page> {
    book().finish()
}

fn book() -> Book {
    let portrait = PageFormat::portrait();
    let width = portrait.width_pt;
    let mut book = Book::new();
    let title = Tag::new(Role::Heading(1));
    let style = TextStyle::new(Voice::Mincho, 31.0, 48.0).tracked(0.06);
    book.add_cover(&portrait, line("令和５年度　評価報告書", &style, Some(&title)));
    book.add_page(&portrait, None, contents(width));
    let first = Tag::new(Role::Section);
    let mut flow = Flow::new();
    flow.push_kept(0.0, heading(&first, "1　評価の概要", "overview", width));
    let tag = first.child(Role::Paragraph);
    flow.push_prose(
        8.0,
        paragraph(&[Span::new(PROSE, TextStyle::BODY)], width, &ParagraphStyle::BODY, Some(&tag)),
    );
    flow.push(8.0, figure(&first));
    book.add_flow(&portrait, Some(&head("1　評価の概要")), flow);
    let second = Tag::new(Role::Section);
    let mut flow = Flow::new();
    flow.push_kept(0.0, heading(&second, "2　計画一覧", "plans", width));
    flow.extend(plans(&second, 43));
    let note = "※　計画期間の最終年度である令和９年度にＡ・Ｂ・Ｃと判定された計画は、令和10年度以降の実施計画で継続するか終了するかを検討する。𠮷田・髙﨑・①㈱〜～";
    let tag = second.child(Role::Note);
    flow.push(4.0, paragraph(&[Span::new(note, TextStyle::NOTE)], width, &ParagraphStyle::NOTE, Some(&tag)));
    book.add_flow(&portrait, Some(&head("2　計画一覧")), flow);
    book.add_page(
        &PageFormat::landscape(),
        Some(&head("横")),
        line("横の紙", &TextStyle::BODY, Some(&second)),
    );
    book
}

fn properties() -> Properties {
    let title = "令和５年度評価報告書".to_owned();
    Properties { title, author: "本庄市".to_owned(), subject: String::new() }
}

fn document() -> Vec<u8> {
    write_pdf(&properties(), pages())
}

/// The text that a PDF's reader finds: by pdftotext where
/// it is installed, else by lopdf.
fn extracted(bytes: &[u8]) -> String {
    let child =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    match child {
        Ok(mut child) => {
            let mut input = child.stdin.take().expect("the input is piped");
            let bytes = bytes.to_vec();
            let feed = std::thread::spawn(move || input.write_all(&bytes));
            let output = child.wait_with_output().expect("pdftotext ends");
            feed.join().expect("feeding ends").expect("pdftotext reads its input");
            String::from_utf8(output.stdout).expect("pdftotext writes UTF-8")
        }
        Err(_) => {
            let document = lopdf::Document::load_mem(bytes).expect("the file can be read");
            let pages: Vec<u32> = document.get_pages().into_keys().collect();
            document.extract_text(&pages).expect("the text can be read")
        }
    }
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn writes_the_same_bytes_again() {
    assert_eq!(document(), document());
}

/// The numbers in the table of contents are only known when every page is taken.
#[test]
fn page_by_page_it_says_the_same() {
    let mut streamed = Vec::new();
    let printed = print_pdf(&mut streamed, &properties(), |take| {
        let mut book = book();
        book.take_pages().into_iter().for_each(take);
        book.into_numbers()
    });
    printed.expect("memory takes everything");
    assert_eq!(extracted(&streamed), extracted(&document()));
}

#[test]
fn extracts_text_as_it_was_typed() {
    let bytes = document();
    if let Ok(path) = std::env::var("GYOKAKU_PAGES") {
        std::fs::write(path, &bytes).expect("the pages can be written");
    }
    let text = extracted(&bytes);
    // Signs set solid do not part words: a search finds them.
    assert!(
        text.contains("確定した評価は、「Ｂ（目標どおり）」が30計画（60.0％）と最も多く、「Ａ（"),
        "{text}"
    );
    let text = without_space(&text);
    assert!(text.contains(&without_space(PROSE)), "{text}");
    assert!(text.contains("𠮷田・髙﨑・①㈱〜～"), "{text}");
}

pub(super) fn read() -> lopdf::Document {
    lopdf::Document::load_mem(&document()).expect("the file can be read")
}

#[test]
fn paints_nothing_that_is_neither_tagged_nor_an_artifact() {
    let pdf = read();
    for page in pdf.get_pages().into_values() {
        let content = pdf.get_page_content(page);
        let mut depth = 0;
        for operation in lopdf::content::Content::decode(&content).expect("content can be read").operations {
            match operation.operator.as_str() {
                "BDC" | "BMC" => depth += 1,
                "EMC" => depth -= 1,
                "Tj" | "TJ" | "S" | "f" | "b" | "B" => assert_eq!(depth, 1),
                _ => {}
            }
        }
        assert_eq!(depth, 0);
    }
}

#[test]
fn says_language_title_and_that_it_is_tagged() {
    let pdf = read();
    let catalog = pdf.catalog().expect("there is a catalogue");
    for key in ["StructTreeRoot", "MarkInfo", "Outlines", "PageLabels", "Metadata", "ViewerPreferences"] {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    let language = catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("there is a language");
    assert_eq!(language, b"ja-JP");
}

#[test]
fn holds_nothing_that_changes_from_day_to_day() {
    let pdf = read();
    let info = pdf.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("there are properties");
    let info = pdf.get_dictionary(info).expect("properties are a dictionary");
    assert!(!info.has(b"CreationDate") && !info.has(b"ModDate"));
}

#[test]
fn every_item_stands_on_its_page() {
    for page in pages() {
        for placed in &page.items {
            let (x, y) = (placed.at.x_pt, placed.at.y_pt);
            assert!((0.0..=page.size.width_pt).contains(&x), "{placed:?}");
            assert!((0.0..=page.size.height_pt).contains(&y), "{placed:?}");
        }
    }
}

#[test]
fn page_numbers_are_filled_in() {
    let pages = pages();
    let numbers: Vec<&str> = pages[1]
        .items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Text(run) if placed.tag.is_some() && run.text.chars().all(|c| c.is_ascii_digit()) => {
                Some(run.text.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(numbers, ["3", "4"]);
}

#[test]
fn a_citys_own_font_is_embedded_and_its_text_extracts() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("市.ttf");
    std::fs::write(&path, Face::Fallback.bytes()).expect("a written font");
    let own = read_face(&path, FontUse::Body).expect("a font");
    let faces = Typefaces::default().with(FontUse::Body, own);
    let text = "市のフォントで組む、令和５年度（2023年度）の「報告書」。";
    let pages = faces.while_making(|| {
        let mut book = Book::new();
        let block = line(text, &TextStyle::BODY, Some(&Tag::new(Role::Paragraph)));
        book.add_page(&PageFormat::portrait(), None, block);
        book.finish()
    });
    let bytes = write_pdf(&properties(), pages);
    assert!(without_space(&extracted(&bytes)).contains(&without_space(text)));
    let pdf = lopdf::Document::load_mem(&bytes).expect("the file can be read");
    let embedded = pdf.objects.values().filter_map(|object| object.as_dict().ok()).any(|font| {
        let name = font.get(b"FontName").and_then(lopdf::Object::as_name).unwrap_or_default();
        name.ends_with(b"+NotoSansJP-Regular") && font.has(b"FontFile2")
    });
    assert!(embedded, "a subset of the city's font");
}

/// Characters times advances can be more than two bytes count.
#[test]
fn more_characters_than_codes_are_written_in_several_subsets() {
    let characters: Vec<char> =
        ('\u{4E00}'..'\u{9FA0}').filter(|c| Face::Mincho.glyph(*c).is_some()).take(2_200).collect();
    let tag = Tag::new(Role::Paragraph);
    let mut book = Book::new();
    for kern in (0..3_100).step_by(100) {
        let mut block = Block::new(400.0, 400.0);
        for (index, line) in characters.chunks(30).enumerate() {
            let (text, kerns) = (line.iter().collect(), vec![kern; line.len()]);
            let run = TextRun { face: Face::Mincho, size_pt: 4.0, ink: Ink::Black, text, kerns };
            block.add(Point::new(0.0, 5.0 * (index + 1) as f64), Item::Text(run), Some(&tag));
        }
        book.add_page(&PageFormat::portrait(), None, block);
    }
    let bytes = write_pdf(&properties(), book.finish());
    let pdf = lopdf::Document::load_mem(&bytes).expect("the file can be read");
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let minchos = fonts.filter(|font| {
        let name = font.get(b"BaseFont").and_then(lopdf::Object::as_name).unwrap_or_default();
        name.ends_with(b"+BIZUDMincho-Regular") && font.has(b"ToUnicode")
    });
    assert_eq!(minchos.count(), 2);
    let text = without_space(&extracted(&bytes));
    for c in ['一', characters[999], characters[2_199]] {
        assert_eq!(text.matches(c).count(), 31, "{c}");
    }
}

#[test]
fn pages_upright_and_across_are_labelled_with_what_is_printed_on_them() {
    let mut book = Book::new();
    book.add_cover(&PageFormat::portrait(), Block::new(10.0, 10.0));
    for format in
        [PageFormat::portrait(), PageFormat::landscape(), PageFormat::landscape(), PageFormat::sheet()]
    {
        book.add_page(&format, None, Block::new(10.0, 10.0));
    }
    let pages = book.finish();
    let printed: Vec<String> = pages.iter().map(|page| page.label.clone()).collect();
    assert_eq!(printed, ["1", "2", "3", "4", "5"]);
    let pdf = lopdf::Document::load_mem(&write_pdf(&properties(), pages)).expect("a file");
    let catalog = pdf.catalog().expect("a catalogue");
    let labels = catalog.get(b"PageLabels").expect("labels");
    let labels = pdf.dereference(labels).expect("labels").1.as_dict().expect("a tree");
    let ranges = labels.get(b"Nums").and_then(lopdf::Object::as_array).expect("ranges");
    assert_eq!(ranges.len() % 2, 0);
    assert_eq!(ranges[0].as_i64().expect("the first page"), 0);
    let across = pdf.get_pages().into_values().map(|page| {
        let media = pdf.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).expect("a size");
        let sides = media.as_array().expect("four sides");
        sides[2].as_float().expect("a width") > sides[3].as_float().expect("a height")
    });
    assert_eq!(across.collect::<Vec<_>>(), [false, false, true, true, false]);
}

#[test]
fn a_figure_says_where_on_its_page_it_stands() {
    let pdf = read();
    let figure = pdf.objects.values().filter_map(|object| object.as_dict().ok()).find(|element| {
        element.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|role| role == b"Figure")
    });
    let attributes = figure.expect("a figure").get(b"A").expect("attributes");
    let attributes = pdf.dereference(attributes).expect("attributes").1.as_dict().expect("attributes");
    let sides = attributes.get(b"BBox").and_then(lopdf::Object::as_array).expect("a box");
    let sides: Vec<f32> = sides.iter().map(|side| side.as_float().expect("a side")).collect();
    // From the frame 10 pt in to the end of the last line of the hatching.
    assert_eq!((sides[2] - sides[0]).round(), (90.0_f32 + 15.0 + 5.0 - 10.0).round());
    assert_eq!((sides[3] - sides[1]).round(), (5.0_f32 / 25.4 * 72.0).round());
}
