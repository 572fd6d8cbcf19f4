//! The stages of a year: which paper is made, and that the one a body was
//! shown stays.

use std::fs;

use crate::support::PlanFolder;
use crate::support::snapshot::snapshot;
use crate::typing::texts;

/// The opinions of the sample, laid aside.
fn without_opinions() -> (PlanFolder, Vec<u8>, Vec<u8>) {
    let honjo = PlanFolder::copy_of("honjo");
    let take = |name: &str| {
        let path = honjo.path(&format!("R5/意見/{name}.xlsx"));
        let bytes = fs::read(&path).expect("opinions");
        fs::remove_file(path).expect("laid aside");
        bytes
    };
    let (hq, council) = (take("本部"), take("審議会"));
    (honjo, hq, council)
}

#[test]
fn each_body_gets_its_paper_and_the_one_before_is_kept() {
    let (honjo, hq, council) = without_opinions();
    let first = honjo.run("R5");
    assert_eq!((first["stage"].as_str(), first["final"].as_bool()), (Some("本部"), Some(false)));
    assert!(first["plans"][0]["fields"].get("本部評価").is_none());
    let shown_to_hq = snapshot(&honjo.path("R5/出力"));
    assert!(
        shown_to_hq.contains_key("意見入力_本部.xlsx") && !shown_to_hq.contains_key("意見入力_審議会.xlsx")
    );

    fs::write(honjo.path("R5/意見/本部.xlsx"), hq).expect("opinions");
    let second = honjo.run("R5");
    assert_eq!(second["stage"], "審議会");
    assert!(second["plans"].as_array().expect("plans").iter().all(|p| p["fields"].get("本部評価").is_some()));
    assert!(second["plans"][0]["fields"].get("確定評価").is_none());
    assert_eq!(snapshot(&honjo.path("R5/出力_本部")), shown_to_hq);
    let shown_to_council = snapshot(&honjo.path("R5/出力"));
    assert!(shown_to_council.contains_key("意見入力_審議会.xlsx"));

    fs::write(honjo.path("R5/意見/審議会.xlsx"), council).expect("opinions");
    let third = honjo.run("R5");
    assert_eq!((third["stage"].as_str(), third["final"].as_bool()), (Some("確定"), Some(false)));
    assert_eq!(snapshot(&honjo.path("R5/出力_本部")), shown_to_hq);
    assert_eq!(snapshot(&honjo.path("R5/出力_審議会")), shown_to_council);

    // The paper of an earlier stage can be made again; what was shown stays, and so does the stage of the year.
    assert!(honjo.gyokaku(&["run", "{}/R5", "--stage", "本部"]).status.success());
    assert_eq!(honjo.record("R5")["stage"], "本部");
    assert_eq!(honjo.run("R5")["stage"], "確定");
    assert_eq!(snapshot(&honjo.path("R5/出力_本部")), shown_to_hq);
    assert_eq!(snapshot(&honjo.path("R5/出力_審議会")), shown_to_council);
}

#[test]
fn a_changed_judgment_carries_its_reason_through_the_outputs() {
    let honjo = PlanFolder::copy_of("honjo");
    let record = honjo.run("R5");
    let results = texts(&honjo.path("R5/出力/評価結果.xlsx"));
    let data = texts(&honjo.path("R5/出力/オープンデータ/評価データ.xlsx"));
    let page = fs::read_to_string(honjo.path("R5/出力/オープンデータ/計画評価.csv")).expect("open data")
        + &fs::read_to_string(honjo.path("R5/出力/オープンデータ/意見.csv")).expect("open data");
    let mut seen = 0;
    for plan in record["plans"].as_array().expect("plans") {
        for name in ["本部変更理由", "審議会変更理由"] {
            let Some(reason) = plan["fields"].get(name) else { continue };
            let reason = reason["value"].as_str().expect("a reason");
            let key = &plan["key"];
            assert!(results.iter().any(|text| text.contains(reason)), "{key} {name}: 評価結果.xlsx");
            assert!(data.iter().any(|text| text.contains(reason)), "{key} {name}: 評価データ.xlsx");
            assert!(page.contains(reason), "{key} {name}: open data");
            if name == "審議会変更理由" {
                let department = plan["fields"]["実行課"]["value"].as_str().expect("a department");
                let notice = texts(&honjo.path(&format!("R5/出力/審議結果通知/{department}.xlsx")));
                assert!(notice.iter().any(|text| text.contains(reason)), "{key}: 審議結果通知: {notice:?}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 4, "four judgments were changed: {seen}");
}

#[test]
fn a_later_stage_than_the_opinions_allow_is_refused() {
    let (honjo, _, council) = without_opinions();
    let refused = honjo.gyokaku(&["run", "{}/R5", "--stage", "確定"]);
    assert_eq!(refused.status.code(), Some(2));
    fs::write(honjo.path("R5/意見/審議会.xlsx"), council).expect("opinions");
    let refused = honjo.gyokaku(&["run", "{}/R5"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("審議会の意見がありますが、先に行われる本部の意見がありません"), "{told}");
    assert!(!honjo.path("R5/出力").exists());
}
