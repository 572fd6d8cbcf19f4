//! Lines of a name: they end between words, as a person would divide it.

use super::breaking::{Line, Measure, SLACK_PT, Sums, set_line};
use super::text::Unit;
use super::work;

/// A text of more lines is no name.
pub(super) const PHRASED_LINES: usize = 4;

/// Closing up that nobody sees.
const TRACKINGS: [f64; 4] = [0.0, -0.01, -0.02, -0.03];

/// What each fault of a way to divide a name costs; a word that is parted costs
/// more than all others together.
const PARTED_WORD: f64 = 10_000.0;
const SHORT_END: f64 = 200.0;
/// A last line under four characters, though as long as asked.
const FEW_LEFT: f64 = 20.0;
const FEW_EM: f64 = 4.0;
/// Within brackets, where the line could end before them.
const IN_BRACKETS: f64 = 30.0;
/// Between the nouns of one compound: 利用者｜ニーズ.
const IN_COMPOUND: f64 = 6.0;
/// Of the square of what a line leaves free, in em.
const FREE: f64 = 0.1;
/// So that closing up is the last resort.
const CLOSED: f64 = 1.0;

/// The best lines for a name that as any text takes `lines`: no more of them,
/// but one where otherwise a word is parted. `None` where a word is wider than
/// its line.
pub(super) fn phrased(units: &[Unit], measure: &Measure, lines: &[Line]) -> Option<Vec<Line>> {
    let depths = depths(units);
    let best = |count: usize| {
        let mut best: Option<(f64, Vec<Line>)> = None;
        for tracking in TRACKINGS {
            // Nothing is closed up where nothing is wrong.
            if best.as_ref().is_some_and(|(cost, _)| *cost < FEW_LEFT) {
                break;
            }
            let way = divide(units, &depths, measure, tracking, count);
            best = best.into_iter().chain(way).min_by(|(a, _), (b, _)| a.total_cmp(b));
        }
        best
    };
    let (cost, same) = best(lines.len())?;
    if cost >= PARTED_WORD && lines.len() < PHRASED_LINES {
        let whole = best(lines.len() + 1).filter(|(cost, _)| *cost < PARTED_WORD);
        return Some(whole.map_or(same, |(_, longer)| longer));
    }
    Some(same)
}

/// How many brackets are open after each character.
fn depths(units: &[Unit]) -> Vec<usize> {
    let mut depth: usize = 0;
    let after = |unit: &Unit| {
        match unit.c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    };
    units.iter().map(after).collect()
}

/// The cheapest way to so many lines, and what it costs.
fn divide(
    units: &[Unit],
    depths: &[usize],
    measure: &Measure,
    tracking_em: f64,
    count: usize,
) -> Option<(f64, Vec<Line>)> {
    let sums = Sums::new(units, tracking_em);
    let ends: Vec<usize> =
        (1..=units.len()).filter(|end| *end == units.len() || units[end - 1].breaks).collect();
    // Cost up to each end, and where its line starts; the first is the text's start.
    let mut before: Vec<(usize, f64)> = vec![(0, CLOSED * -100.0 * tracking_em)];
    let mut starts: Vec<Vec<(usize, usize)>> = Vec::new();
    for nth in 1..=count {
        let (mut here, mut from) = (Vec::new(), Vec::new());
        for &end in ends.iter().filter(|end| (nth == count) == (**end == units.len())) {
            let ways = before.iter().filter(|(start, _)| *start < end).filter_map(|(start, cost)| {
                work::add(1);
                let own = cost_of(units, depths, &sums, measure, *start, end)?;
                Some((*start, cost + own))
            });
            if let Some((start, cost)) = ways.min_by(|(_, a), (_, b)| a.total_cmp(b)) {
                here.push((end, cost));
                from.push((end, start));
            }
        }
        before = here;
        starts.push(from);
    }
    let (mut end, cost) = before.first().copied()?;
    let mut lines = Vec::new();
    for from in starts.iter().rev() {
        let (_, start) = from.iter().find(|(at, _)| *at == end)?;
        lines.push(set_line(units, &sums, *start..end, measure, tracking_em));
        end = *start;
    }
    lines.reverse();
    Some((cost, lines))
}

/// What a line costs; `None` where it does not fit.
fn cost_of(
    units: &[Unit],
    depths: &[usize],
    sums: &Sums,
    measure: &Measure,
    start: usize,
    end: usize,
) -> Option<f64> {
    let (range, width_pt) = (start..end, measure.width_pt(start));
    let natural = sums.natural(units, &range);
    let em = units[start].size_pt;
    if end == units.len() {
        let most = width_pt + sums.squeezable(&range) + SLACK_PT;
        let cost = match natural {
            _ if natural > most => return None,
            _ if natural < measure.last_pt - SLACK_PT => SHORT_END,
            _ if natural < FEW_EM * em - SLACK_PT => FEW_LEFT,
            _ => 0.0,
        };
        return Some(cost);
    }
    if natural > width_pt + SLACK_PT {
        return None;
    }
    let parted = if units[end - 1].phrase { 0.0 } else { PARTED_WORD };
    let within = if depths[end - 1] > 0 { IN_BRACKETS } else { 0.0 };
    let compound = is_noun(units[end - 1].c) && is_noun(units[end].c);
    let compound = if compound { IN_COMPOUND } else { 0.0 };
    Some(parted + within + compound + FREE * ((width_pt - natural) / em).powi(2))
}

/// Whether a word ends between two characters, as far as the script tells.
pub(super) fn ends_word(before: Option<char>, this: char, next: char, after: Option<char>) -> bool {
    parts_words(this, next) && !joins_verbs(before, this, next, after)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Script {
    Katakana,
    Kanji,
    Hiragana,
    Letter,
    Sign,
}

fn script(c: char) -> Script {
    match c {
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        '㐀'..='\u{9FFF}' | '々' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Script::Kanji,
        'ぁ'..='ゖ' => Script::Hiragana,
        _ if c.is_alphanumeric() => Script::Letter,
        _ => Script::Sign,
    }
}

fn is_noun(c: char) -> bool {
    !matches!(script(c), Script::Hiragana | Script::Sign)
}

/// A run of katakana, of kanji or of letters is one word, and hiragana ends it;
/// a number is part of the word that counts or is counted: 300ページ, 関係６課.
fn parts_words(this: char, next: char) -> bool {
    let counts = |number: char, noun: char| number.is_numeric() && is_noun(noun);
    match (script(this), script(next)) {
        _ if counts(this, next) || counts(next, this) => false,
        (Script::Letter, Script::Kanji)
        | (Script::Katakana | Script::Kanji | Script::Letter, Script::Hiragana) => false,
        (Script::Hiragana, Script::Hiragana) => this == 'を',
        (this, next) => this != next || this == Script::Sign,
    }
}

/// 受け付け, 申し込み: a verb's stem before another verb; お知らせ.
fn joins_verbs(before: Option<char>, this: char, next: char, after: Option<char>) -> bool {
    let kanji = |c: char| matches!(c, '㐀'..='\u{9FFF}' | '々');
    let stem = "いきぎけげしせちてねびべみめりれえ".contains(this) && before.is_some_and(kanji);
    let verb =
        kanji(next) && after.is_some_and(|c| matches!(c, 'ぁ'..='ゖ') && !"のをにはがでとへも".contains(c));
    stem && verb || matches!(this, 'お' | 'ご') && kanji(next)
}

/// Up to so many characters in 「」 are one word, of whatever scripts.
const QUOTED_WORD: usize = 12;

pub(super) fn keep_quoted(units: &mut [Unit]) {
    let mut open = None;
    for index in 0..units.len() {
        if "「『".contains(units[index].c) {
            open = Some(index);
        } else if "」』".contains(units[index].c) {
            let from = open.take().filter(|from| index - from - 1 <= QUOTED_WORD).unwrap_or(index);
            units[from..index].iter_mut().for_each(|unit| unit.phrase = false);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::breaking::break_lines;
    use crate::layout::style::{Span, TextStyle};
    use crate::layout::text::units;

    use super::*;

    fn name(text: &str, em: f64) -> Vec<String> {
        let style = TextStyle::TABLE;
        let units = units(&[(0, text)], &[Span::new(text, style)]);
        let width = em * style.size_pt;
        let measure = Measure {
            first_pt: width,
            other_pt: width,
            justify: false,
            last_pt: 2.0 * style.size_pt,
            phrases: true,
        };
        let lines = break_lines(&units, &measure);
        lines.iter().map(|line| units[line.range.clone()].iter().map(|unit| unit.c).collect()).collect()
    }

    #[test]
    fn a_name_leaves_no_single_word_for_its_last_line() {
        assert_eq!(
            name("施設運営改善のための利用者ニーズの把握", 18.0),
            ["施設運営改善のための", "利用者ニーズの把握"]
        );
        assert_eq!(
            name("生活保護法63条返還金の収納率向上を図る", 18.0),
            ["生活保護法63条返還金の", "収納率向上を図る"]
        );
    }

    #[test]
    fn a_name_ends_its_line_before_a_bracket_rather_than_within() {
        assert_eq!(
            name("マーケットの実証実験による公共空間の利活用（稼ぐ公共空間へ）", 26.0),
            ["マーケットの実証実験による公共空間の利活用", "（稼ぐ公共空間へ）"]
        );
    }

    #[test]
    fn a_name_is_closed_up_before_a_word_is_parted() {
        // Nine characters in a line for less than that.
        assert_eq!(name("新しい漏水調査技術の試行", 8.78), ["新しい", "漏水調査技術の試行"]);
    }

    #[test]
    fn a_name_takes_a_line_more_before_a_word_is_parted() {
        assert_eq!(
            name("登録の促進、園だよりの配信の開始", 9.0),
            ["登録の促進、", "園だよりの", "配信の開始"]
        );
        assert_eq!(
            name("協定の締結・候補施設の検討と決定", 9.0),
            ["協定の締結・", "候補施設の", "検討と決定"]
        );
    }

    #[test]
    fn a_word_wider_than_its_line_is_parted_without_taking_more_lines() {
        assert_eq!(name("農業委員会事務局", 7.0).len(), 2);
        assert_eq!(name("internationalization", 5.0).concat(), "internationalization");
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        assert_eq!(name("３分野300ページの点検", 8.78), ["３分野300ページの", "点検"]);
        assert_eq!(name("福祉関係６課での実施", 8.78), ["福祉関係６課での", "実施"]);
    }

    #[test]
    fn the_sign_of_a_judgment_stays_with_its_letter() {
        for em in 3..9 {
            let lines = name("Ｓ＋・Ｓ・Ａ＋・Ａ・Ｂ＋・Ｂ・Ｂ－　82.0％", f64::from(em));
            assert!(lines.iter().all(|line| !line.starts_with(['＋', '－'])), "{lines:?}");
        }
    }

    #[test]
    fn verbs_of_two_parts_and_polite_words_stay_whole() {
        assert_eq!(name("窓口での受け付けの開始", 6.0), ["窓口での", "受け付けの", "開始"]);
        assert_eq!(name("市民へのお知らせ", 5.5), ["市民への", "お知らせ"]);
    }
}
