//! Whether a response says neither what nor when (O02).

use super::words::{WORDS, plain_sentences};

/// How a Japanese verb ends in the middle of a sentence: such a clause tells of an act.
const ACT_ENDINGS: &[char] =
    &['し', 'り', 'み', 'き', 'ち', 'い', 'び', 'ぎ', 'け', 'め', 'べ', 'れ', 'え', 'せ', 'て', 'で'];

/// Whether every sentence of a text ends on 検討する, 努める and the like, and
/// none names an act, a time or a number.
pub(super) fn is_vague(text: &str) -> bool {
    let sentences = plain_sentences(text);
    !sentences.is_empty() && sentences.iter().all(|sentence| is_vague_sentence(sentence))
}

fn is_vague_sentence(sentence: &str) -> bool {
    let words = &WORDS.vague;
    let sentence = without_brackets(sentence);
    if words.concrete.found_in(&sentence) {
        return false;
    }
    let mut clauses: Vec<&str> = sentence.split('、').filter(|clause| !clause.is_empty()).collect();
    let Some(last) = clauses.pop() else { return true };
    words.endings.found_at_end(last)
        && clauses.iter().all(|clause| words.clauses.found_at_end(clause) || !clause.ends_with(ACT_ENDINGS))
}

fn without_brackets(sentence: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => {
                let inside = depth > 0;
                depth = depth.saturating_sub(1);
                return !inside;
            }
            _ => {}
        }
        depth == 0
    };
    sentence.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_good_intentions() {
        for text in [
            "検討する。",
            "今後検討してまいります。",
            "ご意見を踏まえ、引き続き努力します。",
            "関係課と連携し、検討を進めてまいります。",
            "周知に努める。",
            "ご指摘のとおり適切に対応してまいります。",
            "今後の参考とさせていただきます。",
            "いただいたご意見を真摯に受け止め、サービスの向上に努めてまいります。",
            "引き続き取り組んでいきます。",
            "他市の事例を参考にしながら、導入について研究していきたい。",
            "必要に応じて検討したいと考えています。",
            "前向きに検討する。引き続き改善を図る。",
            "審議会の意見を受け、より一層の周知を図っていく。",
            "関係機関と調整しながら進めていきます。",
            "意見の趣旨を踏まえ、市民サービスの向上を目指します。",
            "可能な範囲で対応する。",
            "ご意見ありがとうございます。今後の検討課題とします。",
            "今後、他自治体の動向を注視していく。",
            "ご意見として承ります。",
            "庁内で連携を図りながら、推進してまいります。",
        ] {
            assert!(is_vague(text), "{text}");
        }
    }

    #[test]
    fn hears_acts_dates_and_numbers() {
        for text in [
            "令和６年10月に検討会を設け、導入の時期を決める。",
            "審議会の意見を受け、案内表示を２か所に増やした。",
            "ホームページに掲載した。今後も周知に努める。",
            "関係課と協議し、様式を統一した。",
            "チラシを作成し、町内会の回覧で周知に努めます。",
            "来年度は窓口の案内板を作り直す。",
            "検討した結果、費用が効果を上回るため導入しないこととした。",
            "電話でも予約できるように改めた。引き続き利用者の声を聞きながら改善を図る。",
            "講師を市民から募り、体制を厚くした。",
            "高齢者向けの操作案内を作成した。",
            "年度内に要綱を改正する。",
            "掲示板を新たに設け、周知を図っています。",
            "意見のとおり、受付時間を延長しました。",
            "防災分野を優先して翻訳を進め、全ての刊行物の掲載を終えた。",
            "公表の方法と範囲について連絡会で検討を始めました。個人の宅地が特定されないよう、道路の冠水箇所から先に公表する方向で調整しています。",
            "費用対効果の点から実施しないこととした。",
            "他市の事例を調査し、導入しないと判断した。",
            "動画を作成し、公式サイトで公開しています。",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }
}
