//! Line composition as "Requirements for Japanese Text Layout" (JLREQ, W3C) has
//! it, a test a rule. Widths are in em; the expected ones are JLREQ's.

use super::block::Block;
use super::breaking::{Line, Measure, break_lines, trimmed_end};
use super::page::Item;
use super::paragraph::paragraph;
use super::style::{Indent, ParagraphStyle, Span, TextStyle};
use super::text::{Unit, never_first, never_last, units, width_of};

const EM_PT: f64 = 10.0;

fn style() -> TextStyle {
    TextStyle::BODY.sized(EM_PT, 17.0)
}

fn set(text: &str) -> Vec<Unit> {
    units(&[(0, text)], &[Span::new(text, style())])
}

fn lines(text: &str, em: f64, phrases: bool) -> (Vec<Unit>, Vec<Line>) {
    let units = set(text);
    let width = em * EM_PT;
    let measure = Measure { first_pt: width, other_pt: width, justify: !phrases, last_pt: 0.0, phrases };
    let lines = break_lines(&units, &measure);
    (units, lines)
}

fn texts(text: &str, em: f64) -> Vec<String> {
    let (units, lines) = lines(text, em, false);
    lines.iter().map(|line| units[line.range.clone()].iter().map(|unit| unit.c).collect()).collect()
}

fn names(text: &str, em: f64) -> Vec<String> {
    let (units, lines) = lines(text, em, true);
    lines.iter().map(|line| units[line.range.clone()].iter().map(|unit| unit.c).collect()).collect()
}

/// From each character of the first line to the next, in em.
fn steps(text: &str, em: f64) -> Vec<(char, f64)> {
    let (units, lines) = lines(text, em, false);
    let end = trimmed_end(&units, &lines[0].range);
    let step = |unit: &Unit| (unit.c, (lines[0].step_pt(unit) / EM_PT * 1000.0).round() / 1000.0);
    units[..end - 1].iter().map(step).collect()
}

fn step_after(c: char, text: &str, em: f64) -> f64 {
    steps(text, em).iter().find(|(this, _)| *this == c).expect("in the first line").1
}

fn wide(text: &str) -> f64 {
    width_of(text, &style()) / EM_PT
}

/// 3.1.7: closing brackets, hyphens, dividing marks, middle dots, stops, commas,
/// iteration marks, the long vowel mark, small kana and what follows a number.
#[test]
fn these_do_not_start_a_line() {
    let classes = [
        "’”）〕］｝〉》」』】〙〗»〟",
        "‐〜゠–",
        "！？‼⁇⁈⁉",
        "・：；",
        "。．",
        "、，",
        "ヽヾゝゞ々〻",
        "ー",
        "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
        "°′″℃￠％‰",
    ];
    let wrong: String = classes.concat().chars().filter(|c| !never_first(*c)).collect();
    assert_eq!(wrong, "");
}

/// 3.1.8: opening brackets, and what precedes a number.
#[test]
fn these_do_not_end_a_line() {
    let wrong: String = "‘“（〔［｛〈《「『【〘〖«〝￥＄￡№".chars().filter(|c| !never_last(*c)).collect();
    assert_eq!(wrong, "");
}

/// 3.1.4: what is between two signs in a row.
#[test]
fn signs_in_a_row_are_set_with_half_an_em_between_at_most() {
    // A comma and a closing bracket: solid, half an em after both.
    assert_eq!(wide("あ、」あ"), 3.5 - 0.5 + 0.5);
    assert_eq!(wide("あ」、あ"), 3.5);
    // A comma or closing bracket and an opening one: half an em.
    assert_eq!(wide("あ、「あ"), 3.5);
    assert_eq!(wide("あ。「あ"), 3.5);
    assert_eq!(wide("あ」「あ"), 3.5);
    // Two opening, two closing brackets: solid.
    assert_eq!(wide("あ（「あ"), 3.5);
    assert_eq!(wide("あ」）あ"), 3.5);
    // A middle dot beside a bracket: a quarter em, the dot's own.
    assert_eq!(wide("あ」・あ"), 3.5);
    assert_eq!(wide("あ・「あ"), 3.5);
    assert_eq!(wide("あ・あ"), 3.0);
}

/// 3.1.5, pattern 1, as JIS X 4051 has it: one em before a bracket that opens a
/// paragraph, none before one that opens another line.
#[test]
fn brackets_at_the_start_of_a_line_stand_at_its_edge() {
    let starts = |block: &Block| {
        let left = |placed: &super::Placed| match &placed.item {
            Item::Text(run) => Some((run.text.chars().next()?, placed.at.x_pt / EM_PT)),
            _ => None,
        };
        block.items.iter().filter_map(left).collect::<Vec<_>>()
    };
    let indented = ParagraphStyle { indent: Indent::First(1.0), ..ParagraphStyle::BODY };
    let spans = [Span::new("「あいうえ」「かきくけ」", style())];
    // The glyph's own air of half an em stands left of where the line begins.
    assert_eq!(starts(&paragraph(&spans, 6.5 * EM_PT, &indented, None)), [('「', 0.5), ('「', -0.5)]);
    let typed = [Span::new("　「あいうえ」", style())];
    let block = paragraph(&typed, 9.0 * EM_PT, &indented, None);
    let Some(Item::Text(run)) = block.items.first().map(|placed| &placed.item) else { panic!("text") };
    assert_eq!((run.text.as_str(), run.kerns[0]), ("　「あいうえ」", -500));
}

/// 3.1.9: the air after a sign at the end of a line goes; nothing hangs out.
#[test]
fn signs_at_the_end_of_a_line_are_set_solid() {
    for sign in ['。', '、', '」', '）'] {
        let text = format!("あいうえ{sign}かきくけこ");
        let (units, lines) = lines(&text, 4.5, false);
        assert_eq!(lines[0].range, 0..5, "{text}");
        assert_eq!(lines[0].squeeze, [0.0; 4], "{text}");
        assert_eq!(units[4].tail_trim_pt(), 5.0, "{text}");
    }
}

/// 3.1.10: what is not parted by the end of a line.
#[test]
fn what_is_one_is_not_parted() {
    let cases = [
        ("あいう――かき", "――"),
        ("あいう……かき", "……"),
        ("あいう‥‥かき", "‥‥"),
        ("あい1,234円", "1,234"),
        ("あい１，２３４円", "１，２３４"),
        ("あい12.5度", "12.5"),
        ("あい￥100と", "￥100"),
        ("あいう50％と", "50％"),
        ("あいう五〇％", "〇％"),
        ("あいう20℃と", "20℃"),
        ("あい10km先", "10km"),
        ("あいWordと", "Word"),
    ];
    for (text, one) in cases {
        for tenths in 0..40 {
            let em = wide(one) + 1.5 + f64::from(tenths) / 10.0;
            let found = texts(text, em);
            assert!(found.iter().any(|line| line.contains(one)), "{text} in {em}: {found:?}");
        }
    }
}

/// 3.2.6: a quarter em between kana or kanji and Latin letters or figures, none
/// beside signs and at the ends of a line.
#[test]
fn a_quarter_em_parts_japanese_from_latin() {
    assert_eq!(wide("計画50件"), 4.0 + 0.5);
    assert_eq!(wide("（50）"), 3.0);
    assert_eq!(wide("50"), 1.0);
}

/// 3.8.3: between words, then beside ・, then beside brackets and commas, then
/// between Japanese and Latin; never after a full stop within a line.
#[test]
fn air_gives_way_in_turn() {
    // A quarter em too long: all of it beside the dot, nothing beside the comma.
    let text = "あ・い、うえお。";
    assert_eq!(step_after('・', text, 7.25), 0.875);
    assert_eq!(step_after('あ', text, 7.25), 0.875);
    assert_eq!(step_after('、', text, 7.25), 1.0);
    // Three quarters: the dot gives half an em, the comma a quarter.
    assert_eq!(step_after('・', text, 6.75), 0.75);
    assert_eq!(step_after('、', text, 6.75), 0.75);
    // The comma gives before the gap between Japanese and Latin does.
    assert_eq!(step_after('、', "い、う5あ。", 5.25), 0.75);
    assert_eq!(step_after('う', "い、う5あ。", 5.25), 1.25);
    assert_eq!(step_after('う', "い、う5あ。", 5.125), 1.188);
    // A full stop does not give.
    assert_eq!(texts("あ。いうえおか。", 7.0).len(), 2);
}

/// 3.8.4: between Japanese and Latin up to half an em, then between characters up
/// to a quarter; beside signs only where that is not enough.
#[test]
fn gaps_open_in_turn() {
    let text = "あいう5えおか、きくけこさし";
    // `あいう5えおか、` takes 7.5 em; 0.25 and 0.5 em more go to the figure alone.
    assert_eq!(step_after('う', text, 7.75), 1.375);
    assert_eq!(step_after('あ', text, 7.75), 1.0);
    assert_eq!(step_after('う', text, 8.0), 1.5);
    assert_eq!(step_after('あ', text, 8.0), 1.0);
    assert!(step_after('あ', text, 8.25) > 1.0);
    assert_eq!(step_after('う', text, 8.25), 1.5);
    let opened = steps("あい、うえおかきくけ「こさ」", 9.7);
    assert!(opened.iter().all(|(c, step)| !matches!(c, 'い' | '、') || *step == 1.0), "{opened:?}");
    assert!(opened.iter().any(|(c, step)| *c == 'う' && *step > 1.0), "{opened:?}");
}

/// 3.8.4: nothing opens within what is one.
#[test]
fn nothing_opens_within_a_number_a_word_or_a_dash() {
    let opened = steps("あ12い――うWeえおかき「くけこ」", 11.8);
    for (c, step) in &opened {
        let own = [('1', 0.5), ('W', 1.0)].into_iter().find(|(one, _)| one == c).map(|(_, own)| own);
        assert!(own.is_none_or(|own| *step <= own), "{opened:?}");
    }
    let dashes: Vec<f64> = opened.iter().filter(|(c, _)| *c == '―').map(|(_, step)| *step).collect();
    assert_eq!(dashes.first(), Some(&1.0), "{opened:?}");
}

/// 3.6 段落末尾処理: no single character in the last line where a little closing helps.
#[test]
fn a_single_character_is_not_left_for_a_last_line() {
    let spans = [Span::new("あ".repeat(41), style())];
    let block = paragraph(&spans, 40.0 * EM_PT, &ParagraphStyle::FLUSH, None);
    assert_eq!(block.height_pt, 17.0);
}

/// Names break between words rather than within them, in no more lines.
#[test]
fn names_break_between_words() {
    assert_eq!(
        names("窓口アンケートの実施及びフィードバック", 16.0),
        ["窓口アンケートの実施及び", "フィードバック"]
    );
    // Nouns that make one word stay together where the lines allow it.
    assert_eq!(names("学校給食費の公会計化システムの導入", 12.0), ["学校給食費の", "公会計化システムの導入"]);
    assert_eq!(names("職員研修の充実とＩＣＴ活用", 9.0), ["職員研修の充実と", "ＩＣＴ活用"]);
    // What stands in brackets is one word.
    assert_eq!(
        names("地域子育て支援拠点事業「つどいの広場」のオンライン配信", 16.0),
        ["地域子育て支援拠点事業", "「つどいの広場」のオンライン配信"]
    );
    // Where the words would take another line they are broken.
    assert_eq!(names("フィードバックシステム", 6.0), ["フィードバッ", "クシステム"]);
}
