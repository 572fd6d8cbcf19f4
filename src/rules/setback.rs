//! Whether a text admits that the plan's own work was not done, late or put off (J11).

use std::sync::LazyLock;

use regex::Regex;

use super::words::{SetbackKind, WORDS, plain_sentences, without_quotations};
use crate::model::{Eras, FiscalYear};

/// What a text admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Admitted {
    /// `延期`
    pub(super) word: &'static str,
    /// The words around it, in half-width letters.
    pub(super) excerpt: String,
}

/// Where a cause ends and what it befell begins: 「国の通知の遅れにより」着手が.
static CAUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("により|によって|のため|ため|ので|から|した|する|される|された")
        .expect("the pattern is constant")
});

static NAMED_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(明治|大正|昭和|平成|令和|[mtshr])([0-9]{1,2}|元)年度").expect("the pattern is constant")
});

/// A phrase found in a sentence, with what stands around it.
struct Place<'a> {
    kind: SetbackKind,
    /// From the last comma or bracket to the end of the phrase.
    clause: &'a str,
    /// What comes directly before the phrase: the clause without the cause it names.
    before: &'a str,
    after: &'a str,
    next_sentence: &'a str,
}

/// The first setback of the year `year` that the text admits.
pub(super) fn admitted(text: &str, year: FiscalYear, eras: &Eras) -> Option<Admitted> {
    let sentences: Vec<String> =
        plain_sentences(text).iter().map(|sentence| format!("{}。", without_quotations(sentence))).collect();
    for (i, sentence) in sentences.iter().enumerate() {
        let next_sentence = sentences.get(i + 1).map_or("", String::as_str);
        for phrase in &WORDS.setback.phrases {
            for found in phrase.patterns.all_in(sentence) {
                let clause_start = sentence[..found.start()]
                    .rfind(['、', ',', '(', ')'])
                    .map_or(0, |at| at + sentence[at..].chars().next().map_or(0, char::len_utf8));
                let before = &sentence[clause_start..found.start()];
                let cause = CAUSE.find_iter(before).last().map_or(0, |cause| cause.end());
                let place = Place {
                    kind: phrase.kind,
                    clause: &sentence[clause_start..found.end()],
                    before: &before[cause..],
                    after: &sentence[found.end()..],
                    next_sentence,
                };
                if place.is_own() && place.is_of_the_year(year, eras) && !place.is_made_good() {
                    return Some(Admitted {
                        word: &phrase.word,
                        excerpt: excerpt(sentence, found.start(), found.end()),
                    });
                }
            }
        }
    }
    None
}

impl Place<'_> {
    /// Whether it befell the plan's own work, and did happen.
    fn is_own(&self) -> bool {
        let words = &WORDS.setback;
        let foreign = match self.kind {
            SetbackKind::Undone => false,
            SetbackKind::Postponed => words.not_own.found_in(self.before),
            SetbackKind::Late => {
                words.not_own.found_in(self.before) || words.not_own_late.found_in(self.before)
            }
            SetbackKind::Dropped => {
                words.not_own.found_in(self.before) || words.not_own_dropped.found_in(self.before)
            }
        };
        !foreign && !words.hypothetical.found_in(self.after)
    }

    /// Whether it happened in the year judged, as far as the clause tells.
    fn is_of_the_year(&self, year: FiscalYear, eras: &Eras) -> bool {
        let words = &WORDS.setback;
        let earlier = NAMED_YEAR.captures_iter(self.clause).any(|named| {
            let number = if &named[2] == "元" { Some(1) } else { named[2].parse().ok() };
            let named_year = number.and_then(|number| eras.fiscal_year(&named[1], number));
            named_year.is_some_and(|named_year| named_year < year)
        });
        let past = earlier || words.past.found_in(self.clause);
        !past || words.compared.found_in(self.clause)
    }

    /// Whether the text goes on to say that it was made good within the year.
    fn is_made_good(&self) -> bool {
        let words = &WORDS.setback;
        let late = matches!(self.kind, SetbackKind::Late | SetbackKind::Postponed);
        let says_so = |text: &str| {
            words.made_good.found_in(text)
                || (late && words.made_good_late.found_in(text))
                || (self.kind == SetbackKind::Postponed && words.held.found_in(text))
        };
        says_so(self.after) || (words.goes_on.found_in(self.next_sentence) && says_so(self.next_sentence))
    }
}

/// Some twenty characters before and a few after, with marks where something is left out.
fn excerpt(sentence: &str, start: usize, end: usize) -> String {
    let (before, rest) = (&sentence[..start], &sentence[end..]);
    let skip = before.chars().count().saturating_sub(24);
    let shown: String = before.chars().skip(skip).collect();
    let rest = rest.trim_end_matches('。');
    let tail: String = rest.chars().take(6).collect();
    let found = sentence[start..end].trim_end_matches('。');
    let lead = if skip > 0 { "…" } else { "" };
    let more = if rest.chars().count() > 6 { "…" } else { "" };
    format!("{lead}{shown}{found}{tail}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<&'static str> {
        admitted(text, FiscalYear(2023), &Eras::default()).map(|found| found.word)
    }

    #[test]
    fn hears_that_work_was_not_done_late_or_put_off() {
        for text in [
            "説明会は講師の都合により実施できなかった。",
            "予定していた研修を翌年度に延期した。",
            "新システムの導入は見送った。",
            "仕様書の作成に時間を要し、公開の時期に遅れが生じた。",
            "関係課との協議が整わず、契約の締結には至らなかった。",
            "担当者の異動により、アンケートの集計が間に合わなかった。",
            "予算の都合により改修工事を次年度に先送りした。",
            "年度内に予定した５回の講座のうち２回は開催することができなかった。",
            "台風の影響で防災訓練を中止した。",
            "入札が不調となり、着手が令和６年度にずれ込んだ。",
            "人員不足のため、作業が思うように進まなかった。",
            "調査票の発送が予定より２か月遅れた。",
            "手引きの作成に着手できていない。",
            "住民説明会の開催を見送ることとした。",
            "オンライン申請の導入は未実施である。",
            "計画どおりに進まなかったが、準備は整った。",
            "職員の欠員が続き、巡回点検を実施できず、電話での確認にとどめた。",
            "予定していた先進地視察は、感染症の流行により中止となった。",
            "事業者の選定が難航し、運用開始が遅れている。",
            "ホームページの公開は年度末までに終えることができなかった。",
            "条例の改正を断念した。",
            "施設の統合は地元との調整がつかず、実施時期を延期せざるを得なかった。",
            "予定していた広報は行わなかった。",
            "基本方針の策定が遅れ、公表は翌年度になった。",
            "災害対応を優先したため、ワークショップは実施していない。",
            "機器の選定に時間がかかり、試行の開始が半年遅れとなった。",
            "端末の納入が遅れ、運用の開始が３か月遅れた。",
            "一部の施設については点検が実施できませんでした。",
            "審議会での議論が長引いたため、計画の策定が翌年度に持ち越しとなった。",
            "マニュアルの改定作業は手付かずのままである。",
            "令和５年度に予定していた設計を令和６年度に延期しました。",
            "10月に予定した公募は見送りとなりました。",
            "当初予定していた説明会の半数が未開催のまま年度末を迎えた。",
            "実施時期を後ろ倒しした。",
            "スケジュールに遅れが出ているものの、おおむね順調である。",
            "研修の一部が行えなかったが、概ね目標どおりと判断した。",
            "計画していた２回の研修のうち、１回は講師の体調不良により中止した。",
            "システム改修の契約が遅れたことから、電子申請の開始は翌年度となった。",
            "広報紙への掲載は年度内に間に合いませんでした。",
            "職員の異動が重なり、マニュアルの作成が進んでいない。",
            "補助金の不採択により、設備の更新を見合わせた。",
            "公募の時期が当初の計画より３か月遅くなった。",
            "半数の施設で点検を行うことができなかった。",
            "地元説明会は日程の調整がつかず開催に至っていない。",
            "先進地視察は取りやめた。",
            "今年度は講座を開催していない。",
            "アンケート調査については次年度に実施することとし、今年度は見送った。",
            "計画した作業の一部が未了となった。",
            "導入予定であったが、予算を確保できず見送ることになった。",
            "周知が十分にできなかった。",
            "協定の締結が令和６年５月にずれ込んだものの、準備は完了している。",
            "新規の取組には着手しなかった。",
            "施設の改修が遅延している。",
        ] {
            assert!(word(text).is_some(), "{text}");
        }
    }

    #[test]
    fn does_not_mistake_other_things_for_a_setback() {
        for text in [
            "講座を配信し、音声の遅れや映り方を確認しました。",
            "前年度の遅れを取り戻し、予定した件数を配信した。",
            "遅れることなく全ての工程を終えた。",
            "延期せずに予定どおり開催した。",
            "一度も中止することなく12回の講座を開催した。",
            "入力の遅れは生じなかった。",
            "端末の納入が予定より1か月遅れたため、割合は目標をわずかに下回る19.6％となった。",
            "前年度に中止した公園のワークショップを６月に開いた。",
            "昨年度実施できなかった支所での相談会を開催した。",
            "参加できなかった方にも資料を郵送した。",
            "雨天で中止となった場合の代替日をあらかじめ定めた。",
            "雨天のため７月の回を延期したが、８月に開催し、予定の回数を全て実施した。",
            "遅滞なく事務を進めた。",
            "工程に遅れは見られず、計画どおり完了した。",
            "コロナ禍で中止していた出前講座を再開した。",
            "滞納世帯への催告により納付の遅れが減った。",
            "発達の遅れが気になる児童の保護者から相談を受けた。",
            "電車の遅れにより到着が遅れた参加者にも対応した。",
            "開始当初は作業に遅れが生じたが、体制を見直して取り戻した。",
            "登校する児童を見送った後、見守り活動の打合せを行った。",
            "紙の通知の送付を中止し、電子通知に切り替えた。",
            "延期や中止となった事業はなかった。",
            "実施できなかった事業はない。",
            "工事の遅れによる影響はなかった。",
            "避難の遅れを防ぐため、情報伝達訓練を行った。",
            "逃げ遅れを出さないための訓練を実施した。",
            "「開催が遅れた」との声があったため、案内を早めた。",
            "大雨のため会場での開催はできなかったが、オンラインで開催した。",
            "遅れが生じないよう、月１回の進行管理を行った。",
            "契約手続は遅延なく完了した。",
            "サービスの停止や中断は一度も発生しなかった。",
            "国の要綱の公表が遅れたが、要綱の案をもとに準備を進め、予定どおり条例を改正した。",
            "令和４年度に延期した工事を５月に完了した。",
            "これまで実施できていなかった夜間の相談を新たに始めた。",
            "納期限に遅れた方への連絡方法を見直した。",
            "公募した施設には応募がなく、上積みには至らなかった。",
            "満足度は目標の87.0％に0.1ポイント届かなかったものの、前年度を上回った。",
            "他の２件は買手が付かず、件数の上積みができなかった。",
            "予算の執行を見送ることなく、全て執行した。",
            "見送り広告の掲載枠を見直した。",
            "申請の遅れによる不利益が生じないよう、個別に連絡した。",
            "会議の中止や延期はなく、全て計画どおり実施した。",
            "遅れていた道路台帳の入力を完了し、全路線を公開した。",
            "市民からの通報への対応の遅れをなくすため、当番制を導入した。",
            "雪で中止となった１月の回は、２月に振り替えて開催した。",
            "手続の待ち時間が短くなり、遅れによる苦情もなくなった。",
            "応募がなかったため見送られた案件を除き、全て契約した。",
            "工期の延長はなく、計画どおり３月に完成した。",
            "昨年度から延期されていた公園の改修を６月に終えた。",
            "支払の遅延を防ぐ点検表を作成し、遅延は０件となった。",
            "納期の遅れに備え、早めに発注したため予定どおり稼働した。",
            "会議の中止を検討したが、感染対策を講じて開催した。",
            "夏休み期間中に開催できなかった地区には、秋に出張して実施した。",
            "紙の申請書の受付を段階的に中止し、オンラインに一本化した。",
            "訓練は雨のため屋内に会場を変えて実施した。",
            "期限に遅れた申請はなかった。",
            "延期の申出があった３件も年度内に全て完了した。",
            "イベントの延期にも対応できるよう、予約システムを改めた。",
            "後回しにされがちな書類の整理を、月１回の整理日を設けて進めた。",
            "見送り三振防止の野球教室を開いた。",
            "大雨により２地区で調査を３日間見合わせたが、全地区を調査した。",
        ] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_the_words_around_the_phrase() {
        let found = admitted(
            "10月の打合せは担当者の都合により年度末に延期した。",
            FiscalYear(2023),
            &Eras::default(),
        );
        assert_eq!(
            found,
            Some(Admitted {
                word: "延期",
                excerpt: "10月の打合せは担当者の都合により年度末に延期した".to_owned()
            })
        );
    }

    #[test]
    fn a_broken_line_does_not_hide_the_phrase() {
        assert_eq!(word("説明会は実施でき\nなかった。"), Some("実施できなかった"));
    }
}
