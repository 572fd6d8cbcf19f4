//! 目次: where everything stands, the state of the paper, and the judgments' meaning.

use super::Source;
use crate::model::{Body, Next, Stage};
use crate::report::book::{Block, Cell, Column, Page, Sheet, Target};

/// What each sheet is for, by its name.
const PURPOSES: &[(&str, &str)] = &[
    ("総括表", "改革分野と判定区分ごとの計画数と割合"),
    ("評価一覧", "全計画の評価、実施状況、意見"),
    ("課別集計", "実行課ごとの計画数"),
    ("指標一覧", "指標の目標値と実績値"),
    ("効果額", "改革分野別・計画別の効果額"),
    ("前年度比較", "前年度との増減、年度別の推移"),
    ("評価の変更", "審議で評価が変わった計画と理由"),
    ("終了する計画", "達成又は中止により終了する計画"),
    ("目標を下回った計画", "目標を下回った計画の課題と改善策"),
    ("意見と対応", "会議の意見と、前年度の意見への対応"),
    ("提出状況", "計画ごとのシートの提出"),
    ("提出ファイル", "提出されたファイルとシートの読取結果"),
    ("確認事項", "実行課又は事務局が確かめる点"),
    ("出典", "全ての値のファイル、シート、セル、元の文字"),
];

/// The sheet; `others` are the sheets it lists.
pub(super) fn sheet(source: &Source<'_>, others: &[Sheet]) -> Sheet {
    let mut sheet = Sheet::new("目次", Page::A4Portrait);
    let eras = &source.settings.eras;
    sheet.title = Some(format!("{}　{}　評価結果", source.settings.city.plan, eras.long(source.year.year)));
    let state = state(source);
    let errors = source.findings.iter().filter(|finding| finding.is_open_error()).count();
    sheet.lead = vec![format!("評価の状態：{state}")];
    if errors > 0 {
        sheet.lead.push(format!("確認事項にエラーが{errors}件残っています。解決するまで確定できません"));
    }
    let mut list = Block::new(vec![
        Column::mark("番号", 8),
        Column::text("シート", 24),
        Column::text("内容", 46),
        Column::figure("件数", 8),
    ]);
    for (at, other) in others.iter().enumerate() {
        let purpose = PURPOSES.iter().find(|(name, _)| *name == other.name);
        let rows: usize = other.blocks.iter().map(|block| block.len()).sum();
        list.push(vec![
            Cell::Count(at + 1),
            Cell::Link(other.name.clone(), Target::Sheet(other.name.clone())),
            Cell::text(purpose.map_or("続き", |(_, purpose)| purpose)),
            if is_list(&other.name) { Cell::Count(rows) } else { Cell::Blank },
        ]);
    }
    sheet.blocks = vec![list, judgments(source)];
    if !source.settings.is_last_year(source.year.year) {
        let end = eras.long(source.settings.period.end);
        sheet.notes =
            vec![format!("{end}の評価では、継続する計画は、次の計画で取り上げるかどうかを検討します")];
    } else {
        sheet.notes = vec![
            "計画期間の最終年度のため、継続する計画は、次の計画で取り上げるかどうかを検討します".to_owned(),
        ];
    }
    sheet
}

/// How far the evaluation has come, in the words of the city's bodies.
fn state(source: &Source<'_>) -> String {
    let met = match source.year.stage {
        Stage::Headquarters => None,
        Stage::Council => source.settings.body(Body::Headquarters),
        Stage::Confirmed => source.settings.body(Body::Council),
    };
    match met {
        _ if source.year.is_final => "確定".to_owned(),
        Some(body) => format!("{}の審議を終えた段階（未確定）", body.short),
        None => "自己評価の段階（未確定）".to_owned(),
    }
}

/// Whether the number of rows of a sheet says something.
fn is_list(name: &str) -> bool {
    matches!(
        name,
        "評価一覧"
            | "指標一覧"
            | "評価の変更"
            | "終了する計画"
            | "目標を下回った計画"
            | "提出ファイル"
            | "確認事項"
    )
}

/// 判定区分, also the list that drop-downs offer.
fn judgments(source: &Source<'_>) -> Block {
    let mut block = Block::new(vec![
        Column::judgment("判定区分", 8).named("判定区分"),
        Column::text("各年度末の評価", 24),
        Column::text("次年度の取扱い", 46),
    ]);
    block.caption = Some("判定基準".to_owned());
    for judgment in source.settings.judgments.iter() {
        let next = match judgment.next {
            Next::Continue => "計画継続",
            Next::End => "計画終了",
        };
        block.push(vec![
            Cell::Judgment(judgment.code.clone()),
            Cell::text(judgment.meaning.as_str()),
            Cell::text(next),
        ]);
    }
    block
}
