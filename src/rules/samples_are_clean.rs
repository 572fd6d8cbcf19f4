//! The made-up year of the sample folder must give no false alarm: its texts
//! were written by people who tell what happened.

use super::empty::{has_placeholder, says_nothing};
use super::privacy::private_data;
use super::setback::admitted;
use super::vague::is_vague;
use crate::model::{Eras, FiscalYear};

const YEARS: [(&str, i16); 2] = [
    (include_str!("../../samples/honjo/expected/R5.json"), 2023),
    (include_str!("../../samples/honjo/expected/R6.json"), 2024),
];
const TEXTS: [&str; 8] = [
    "取組内容",
    "期待される効果",
    "最終目標",
    "実施状況",
    "評価理由",
    "課題・改善策",
    "次年度の取組",
    "前年度意見への対応",
];

/// Calls `look` with key, field name, text and the plan's own judgment.
fn each_text(mut look: impl FnMut(i16, &str, &str, &str, &str)) {
    for (json, year) in YEARS {
        let plans: serde_json::Value = serde_json::from_str(json).expect("the sample is JSON");
        let plans = plans.as_object().expect("plans by key");
        assert!(plans.len() > 40);
        for (key, fields) in plans {
            let judgment = fields["自己評価"].as_str().unwrap_or_default();
            for name in TEXTS {
                if let Some(text) = fields[name].as_str() {
                    look(year, key, name, text, judgment);
                }
            }
        }
    }
}

#[test]
fn no_good_judgment_is_doubted_for_its_words() {
    each_text(|year, key, name, text, judgment| {
        if matches!(judgment, "A" | "B") {
            let found = admitted(text, name == "課題・改善策", FiscalYear(year), &Eras::default());
            assert_eq!(found, None, "{year} {key} {name}");
        }
    });
}

#[test]
fn no_text_is_called_empty_or_vague() {
    each_text(|year, key, name, text, _| {
        assert!(!says_nothing(text) && !has_placeholder(text), "{year} {key} {name}");
        assert!(name != "前年度意見への対応" || !is_vague(text), "{year} {key} {name}");
    });
}

#[test]
fn no_text_holds_personal_data() {
    each_text(|year, key, name, text, _| {
        assert_eq!(private_data(text), [], "{year} {key} {name}");
    });
}

#[test]
fn a_plan_that_fell_behind_is_heard() {
    let mut heard = Vec::new();
    each_text(|year, key, name, text, judgment| {
        let looked_at = matches!(name, "実施状況" | "評価理由");
        if judgment == "C"
            && looked_at
            && admitted(text, name == "課題・改善策", FiscalYear(year), &Eras::default()).is_some()
        {
            heard.push(format!("{key} {name}"));
        }
    });
    for expected in
        ["1-06 実施状況", "1-06 評価理由", "1-20 実施状況", "1-20 評価理由", "2-10 実施状況", "2-10 評価理由"]
    {
        assert!(heard.iter().any(|text| text == expected), "{expected}");
    }
}
