//! A department's 確認票 on its pages: one A4 page where it fits.
//!
//! Enters: [`Notice`], every text worded. Leaves: [`Page`]s. Never here:
//! choosing or shortening what is said.

use super::paginate::paginate_balanced;
use super::{
    Align, Block, Book, Cell, Column, Flow, Indent, Ink, Item, Page, PageFormat, ParagraphStyle, Point, Role,
    Row, RunningHead, Size, Span, Stroke, Table, Tag, Target, TextStyle, Vertical, Voice, line, mm,
    paragraph, table, width_of,
};
use crate::diag::Severity;
use crate::report::notice::{NOTICE_LEAD, NOTICE_NOTE, NOTICE_STEPS, Notice, NoticeGroup, NoticeRow};

const TITLE: TextStyle = TextStyle::new(Voice::GothicBold, 19.0, 24.0);
const ADDRESS: TextStyle = TextStyle::new(Voice::GothicBold, 12.0, 18.0);
const SENDER: TextStyle = TextStyle::new(Voice::Gothic, 9.5, 15.0);
const STEP: TextStyle = TextStyle::new(Voice::Mincho, 10.5, 17.0);
const CELL: TextStyle = TextStyle::new(Voice::Gothic, 8.5, 12.75);
const SMALL: TextStyle = TextStyle::new(Voice::Gothic, 8.0, 12.0);
const FIGURE: TextStyle = TextStyle::new(Voice::GothicBold, 15.0, 20.0);

/// No., cell and field, what is written, the point, the remedy, the answer.
const WIDTHS_MM: [f64; 6] = [9.5, 28.0, 30.5, 39.5, 32.5, 28.0];

/// Lays one 確認票 out.
pub fn lay_out_notice(notice: &Notice) -> Vec<Page> {
    let format = PageFormat::portrait();
    let width = format.width_pt;
    let mut flow = Flow::new();
    flow.push_kept(0.0, address(notice, width));
    flow.push_kept(22.0, title(notice, width));
    flow.push_kept(8.0, summary_band(notice, width));
    push_instructions(&mut flow, width);
    flow.extend(table(&points(notice), 10.0, &Tag::new(Role::Table)));
    flow.push(3.0, note(width));
    flow.push(26.0, signature(notice, width));
    let head = RunningHead {
        section: notice.department.to_string(),
        title: format!("実施計画シート　確認票　{}評価", notice.year),
    };
    let mut book = Book::new();
    for (index, page) in paginate_balanced(flow, width, format.height_pt).into_iter().enumerate() {
        book.add_page(&format, (index > 0).then_some(&head), page);
    }
    book.finish()
}

/// To whom at the left, from whom at the right.
fn address(notice: &Notice, width_pt: f64) -> Block {
    let tag = Tag::new(Role::Paragraph);
    let half = width_pt * 0.56;
    let to = Span::new(format!("{}長　様", notice.department), ADDRESS);
    let to = paragraph(&[to], half, &ParagraphStyle::CELL, Some(&tag));
    let contact = notice.contact.as_deref().filter(|contact| !contact.is_empty());
    let contact = contact.unwrap_or(&notice.secretariat);
    let mut from = vec![Span::new(format!("{}事務局", notice.body), SENDER)];
    if !contact.is_empty() {
        // A contact that has brackets of its own is not put into brackets again.
        let contact = if contact.contains('（') { contact.to_owned() } else { format!("（{contact}）") };
        from.push(Span::new(format!("\n{contact}"), SENDER));
    }
    let longest = from.iter().map(|span| width_of(span.text.trim(), &SENDER)).fold(0.0, f64::max);
    let room = (longest + 1.0).min(width_pt - half);
    let from = paragraph(&from, room, &ParagraphStyle::CELL, Some(&Tag::new(Role::Paragraph)));
    let mut block = Block::new(width_pt, to.height_pt.max(from.height_pt));
    block.put(Point::new(0.0, block.height_pt - to.height_pt), to);
    block.put(Point::new(width_pt - room, 0.0), from);
    block
}

fn title(notice: &Notice, width_pt: f64) -> Block {
    let tag = Tag::new(Role::Heading(1));
    let spans = [
        Span::new("実施計画シート　確認票", TITLE),
        Span::new(format!("　{}評価", notice.year), SENDER.sized(11.0, 24.0)),
    ];
    let centred = ParagraphStyle::CELL.aligned(Align::Centre);
    let mut block = paragraph(&spans, width_pt, &centred, Some(&tag));
    block.width_pt = width_pt;
    block.cuts_pt.clear();
    block.anchor("notice", Some((1, format!("確認票　{}", notice.department))));
    block
}

/// The due date and three counts between two rules.
fn summary_band(notice: &Notice, width_pt: f64) -> Block {
    let height = 48.0;
    let mut block = Block::new(width_pt, height);
    let counted = |count: usize, unit: &str| vec![(count.to_string(), FIGURE), (format!(" {unit}"), CELL)];
    let due = vec![(notice.due_text.clone(), FIGURE.sized(fitting(&notice.due_text, mm(74.0)), 20.0))];
    let boxes = [
        ("回答期限", due, 0.0),
        ("要修正", counted(notice.errors, "件"), mm(77.0)),
        ("要確認", counted(notice.warnings, "件"), mm(104.0)),
        ("提出いただいたシート", counted(notice.submitted, "計画"), mm(131.0)),
    ];
    for (label, value, left) in boxes {
        let tag = Tag::new(Role::Paragraph);
        let inset = if left > 0.0 { 8.0 } else { 0.0 };
        let spans: Vec<Span> = value.into_iter().map(|(text, style)| Span::new(text, style)).collect();
        let mut text = line(label, &SMALL, Some(&tag));
        text.stack(1.0, paragraph(&spans, mm(76.0), &ParagraphStyle::CELL, Some(&tag)));
        block.put(Point::new(left + inset, 6.0), text);
        if left > 0.0 {
            block.vertical_rule(left, 0.0, height, Stroke::HAIRLINE);
        }
    }
    block.rule(0.0, 0.0, width_pt, Stroke::HEADING);
    block.rule(0.0, height, width_pt, Stroke::TABLE.with_ink(Ink::Accent));
    block
}

/// The largest size up to 15 pt in which a text takes no more than a width.
fn fitting(text: &str, width_pt: f64) -> f64 {
    let full = width_of(text, &FIGURE);
    if full <= width_pt { FIGURE.size_pt } else { (FIGURE.size_pt * width_pt / full).max(9.0) }
}

fn push_instructions(flow: &mut Flow, width_pt: f64) {
    let lead = Span::new(NOTICE_LEAD, TextStyle::BODY);
    flow.push_kept(
        10.0,
        paragraph(&[lead], width_pt, &ParagraphStyle::BODY, Some(&Tag::new(Role::Paragraph))),
    );
    let list = Tag::new(Role::List);
    let style = ParagraphStyle { indent: Indent::Hanging(2.0), ..ParagraphStyle::FLUSH };
    for (at, step) in NOTICE_STEPS.iter().enumerate() {
        let number = ["１", "２", "３"].get(at).copied().unwrap_or("・");
        let item = list.child(Role::ListItem).child(Role::ListBody);
        let text =
            paragraph(&[Span::new(format!("{number}．{step}"), STEP)], width_pt - 12.0, &style, Some(&item));
        let space = if at == 0 { 4.0 } else { 0.0 };
        flow.push_kept(space, text.padded(12.0, 0.0, 0.0, 0.0));
    }
}

fn points(notice: &Notice) -> Table {
    let [number, cell, written, problem, fix, answer] = WIDTHS_MM.map(|width| Column::new(mm(width)));
    let mut points = Table {
        vertical: Vertical::Top,
        padding_pt: 4.0,
        ..Table::new(vec![
            number.aligned(Align::Centre).padded(1.0, 1.0),
            cell,
            written.ruled(),
            problem,
            fix,
            answer.ruled(),
        ])
    };
    let heads = ["No.", "セル・欄", "記入されている内容", "確認していただきたい点", "直し方", "回答"];
    let heads = heads.map(|head| Cell::text(head, &TextStyle::TABLE_HEAD)).to_vec();
    points.head = vec![Row::new(heads).padded(3.0, 3.0)];
    for group in &notice.groups {
        points.rows.push(group_row(group));
        points.rows.extend(group.rows.iter().map(point_row));
    }
    points
}

/// Plan and name at the left, the file and its sheet at the right.
fn group_row(group: &NoticeGroup) -> Row {
    let cell = |again: &str| Cell::block(group_block(group, again)).across(WIDTHS_MM.len()).heading_row();
    Row::new(vec![cell("")]).opening_group(vec![cell("（続き）")]).padded(4.0, 4.0)
}

fn group_block(group: &NoticeGroup, again: &str) -> Block {
    let indent = 4.0;
    let width = WIDTHS_MM.iter().map(|width| mm(*width)).sum::<f64>() - 4.0 - indent;
    let bold = CELL.sized(9.5, 13.5).bold();
    let sheet = group.sheet.as_ref().map(|sheet| format!("シート「{sheet}」"));
    let place: Vec<String> = [group.file.clone(), sheet].into_iter().flatten().collect();
    let place = place.join("　");
    let plan: Vec<String> =
        [group.key.map(|key| key.to_string()), group.name.as_ref().map(|name| name.to_string())]
            .into_iter()
            .flatten()
            .collect();
    let plan =
        if plan.is_empty() { "計画を特定できないもの".to_owned() } else { plan.join("　") };
    let plan = format!("{plan}{again}");
    // The file's name takes what the plan's leaves, at least 45 %.
    let room = (width - width_of(&plan, &bold) - 14.0).max(width * 0.45);
    let right = (width_of(&place, &SMALL) + 1.0).min(room);
    let plan = paragraph(&[Span::new(plan, bold)], width - right - 10.0, &ParagraphStyle::CELL, None);
    let tag = Tag::new(Role::Paragraph).child(Role::Link);
    let link = group.link();
    let tag = link.is_some().then_some(&tag);
    let mut place =
        paragraph(&[Span::new(place, SMALL)], right, &ParagraphStyle::CELL.aligned(Align::Right), tag);
    if let Some(uri) = link {
        place.link(Target::Uri(uri), tag);
    }
    let base = plan.baseline_pt.unwrap_or_default().max(place.baseline_pt.unwrap_or_default());
    let mut block = Block::new(width + indent, 0.0);
    for (x, part) in [(indent, plan), (indent + width - right, place)] {
        let y = base - part.baseline_pt.unwrap_or(base);
        block.height_pt = block.height_pt.max(y + part.height_pt);
        block.put(Point::new(x, y), part);
    }
    block
}

fn point_row(row: &NoticeRow) -> Row {
    let number = vec![Span::new(format!("{}\n", row.number), CELL.bold()), Span::new(row.code, SMALL)];
    Row::new(vec![
        Cell::spans(number).heading_row(),
        Cell::block(place_block(row)),
        Cell::text(&row.written, &CELL),
        Cell::text(&row.problem, &CELL),
        Cell::text(&row.fix, &CELL),
        Cell::block(answer_block(row)),
    ])
}

/// `［要修正］ C21` over the field's name.
fn place_block(row: &NoticeRow) -> Block {
    let width = mm(WIDTHS_MM[1]) - 6.0;
    let mark = mark(row);
    let left = mark.width_pt + 5.0;
    let mut first = Block::new(width, mark.height_pt.max(CELL.leading_pt));
    first.baseline_pt = mark.baseline_pt;
    first.put(Point::new(0.0, 0.0), mark);
    if let Some(cell) = row.cell {
        first.put(Point::new(left, 0.0), line(&cell.to_string(), &CELL.sized(10.0, 13.0).bold(), None));
    }
    if let Some(label) = &row.label {
        let label = paragraph(&[Span::new(label.as_str(), CELL)], width, &ParagraphStyle::CELL, None);
        first.stack(1.0, label);
    }
    first.cuts_pt.clear();
    first
}

/// 要修正 on a solid ground, 要確認 in a frame: told apart without colour.
fn mark(row: &NoticeRow) -> Block {
    let solid = row.severity == Severity::Error;
    let ink = if solid { Ink::White } else { Ink::Black };
    let text = line(row.mark(), &SMALL.bold().inked(ink), None);
    let mut block = Block::new(text.width_pt + 7.0, 13.0);
    let fill = if solid { Ink::Accent } else { Ink::White };
    let stroke = Stroke::MEDIUM.with_ink(if solid { Ink::Accent } else { Ink::Black });
    let size = Size::new(block.width_pt, block.height_pt);
    let frame = Item::Rect { size, radius_pt: 0.0, fill: Some(fill), stroke: Some(stroke) };
    block.add(Point::default(), frame, None);
    block.baseline_pt = text.baseline_pt.map(|baseline| baseline + 0.5);
    block.put(Point::new(3.5, 0.5), text);
    block
}

/// Boxes to tick, and a line for the reason where a point may stay as it is.
fn answer_block(row: &NoticeRow) -> Block {
    let width = mm(WIDTHS_MM[5]) - 6.0;
    let mut block = tick("直した", width);
    if row.severity != Severity::Error {
        block.stack(0.0, tick("このままでよい", width));
        block.stack(4.0, line("理由", &SMALL, None));
        block.height_pt += 8.0;
        block.rule(0.0, block.height_pt, width, Stroke::HAIRLINE);
        block.height_pt += 2.0;
    }
    block.cuts_pt.clear();
    block
}

fn tick(text: &str, width_pt: f64) -> Block {
    let side = 7.5;
    let mut block = Block::new(width_pt, CELL.leading_pt);
    let stroke = Some(Stroke::MEDIUM);
    let item = Item::Rect { size: Size::new(side, side), radius_pt: 0.0, fill: None, stroke };
    block.add(Point::new(0.5, (CELL.leading_pt - side) / 2.0), item, None);
    let text = line(text, &CELL, None);
    block.baseline_pt = text.baseline_pt;
    block.put(Point::new(side + 4.0, 0.0), text);
    block
}

fn note(width_pt: f64) -> Block {
    let spans = [Span::new(NOTICE_NOTE, TextStyle::NOTE)];
    paragraph(&spans, width_pt, &ParagraphStyle::NOTE, Some(&Tag::new(Role::Note)))
}

/// Lines to write on: the day, who answers, the extension.
fn signature(notice: &Notice, width_pt: f64) -> Block {
    let gap = mm(8.0);
    let field = (width_pt - 2.0 * gap) / 3.0;
    let labels = [format!("回答日　{}", notice.answered_on), "回答者".to_owned(), "内線".to_owned()];
    let mut block = Block::new(width_pt, 24.0);
    for (text, left) in labels.iter().zip([0.0, field + gap, 2.0 * (field + gap)]) {
        let text = line(text, &SENDER, Some(&Tag::new(Role::Paragraph)));
        block.put(Point::new(left, 4.0), text);
        block.rule(left, 22.0, field, Stroke::HAIRLINE);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Finding, RuleInfo};
    use crate::model::{CellRef, PlanKey, Year};
    use crate::report::notice::notices;
    use crate::report::sample::{city, small_year};

    const INFO: RuleInfo = RuleInfo::EXAMPLE;

    fn point(year: &Year, row: u32, severity: Severity) -> Finding {
        let plan = year.plan(PlanKey::new(2, 1)).expect("a plan");
        let origin = plan.source.as_ref().expect("submitted").at(CellRef::new(row, 2));
        Finding::new(&INFO, "C判定には課題と改善策が必要です")
            .on_plan(plan.key, &plan.department)
            .at(&origin)
            .about("課題・改善策")
            .severity(severity)
    }

    fn texts(page: &Page) -> String {
        let text = page.items.iter().filter_map(|placed| match &placed.item {
            Item::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        text.collect()
    }

    fn laid_out(count: u32) -> Vec<Page> {
        let year = small_year();
        let severity = |n: u32| if n.is_multiple_of(2) { Severity::Error } else { Severity::Warning };
        let findings: Vec<Finding> = (0..count).map(|n| point(&year, 20 + n, severity(n))).collect();
        lay_out_notice(&notices(&year, &findings, &city())[0])
    }

    #[test]
    fn a_few_points_take_one_page_with_everything_said() {
        let pages = laid_out(2);
        assert_eq!(pages.len(), 1);
        let text = texts(&pages[0]);
        for said in ["人事課長　様", "確認票", "要修正", "要確認", "C21", "C22", "2-01", "職員研修", "回答日"]
        {
            assert!(text.contains(said), "{said} is missing: {text}");
        }
        assert_eq!(text.matches("理由").count(), 2, "one line for the one point to confirm, one in the lead");
    }

    #[test]
    fn many_points_go_on_with_head_and_plan_repeated() {
        let pages = laid_out(40);
        assert!(pages.len() > 1);
        let all: String = pages.iter().map(texts).collect();
        for row in 0..40 {
            assert!(all.contains(&format!("C{}", 21 + row)), "C{} is lost", 21 + row);
        }
        for page in &pages[1..pages.len() - 1] {
            let text = texts(page);
            assert!(
                text.contains("直し方") && text.contains("（続き）") && text.contains("人事課"),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_stands_outside_the_paper() {
        for page in laid_out(25) {
            for placed in &page.items {
                let (x, y) = (placed.at.x_pt, placed.at.y_pt);
                assert!(x >= mm(10.0) && x <= page.size.width_pt - mm(10.0), "{placed:?}");
                assert!(y >= mm(7.0) && y <= page.size.height_pt - mm(7.0), "{placed:?}");
            }
        }
    }
}
