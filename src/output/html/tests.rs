//! The page as a browser meets it: well-formed, self-contained, and deaf to
//! whatever a file or a plan calls itself.

use std::collections::BTreeSet;

use regex::Regex;

use super::{OutputLink, write_overview};
use crate::diag::Finding;
use crate::model::PlanKey;
use crate::report::sample::{city, small_year};
use crate::review::{Before, FollowUp};
use crate::rules::catalogue;

const HOSTILE: &str = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

/// A page on which everything that a user can name is hostile.
fn hostile_page() -> String {
    let (mut settings, mut year) = (city(), small_year());
    settings.city.name = HOSTILE.to_owned();
    settings.city.secretariat = HOSTILE.to_owned();
    for plan in &mut year.plans {
        plan.name = HOSTILE.into();
        plan.department = format!("{}{HOSTILE}", plan.department).into();
    }
    for area in &mut year.ledger.areas {
        area.name = HOSTILE.into();
    }
    for file in &mut year.files {
        file.path = format!("提出/{HOSTILE}.xlsx").into();
    }
    let info = catalogue()[0];
    let findings: Vec<Finding> = year
        .plans
        .iter()
        .map(|plan| {
            Finding::new(info, HOSTILE)
                .in_sheet(&format!("提出/{HOSTILE}").into(), &HOSTILE.into())
                .on_plan(plan.key, &plan.department)
                .about(HOSTILE)
                .found(HOSTILE)
                .fix(HOSTILE)
        })
        .collect();
    let link = OutputLink { path: format!("確認票/{HOSTILE}.xlsx"), what: HOSTILE.to_owned() };
    write_overview(&year, &settings, &findings, &[link], &FollowUp::new(String::new(), &findings, None))
}

/// Names and values.
type Attributes = Vec<(String, String)>;

/// Every tag of a page: whether it closes, its name, its attributes. Fails at
/// a `<` that begins none.
fn tags(page: &str) -> Vec<(bool, String, Attributes)> {
    let tag = Regex::new(r#"^<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*>"#)
        .expect("the pattern is constant");
    let attribute = Regex::new(r#"([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?"#).expect("the pattern is constant");
    let body = page.strip_prefix("<!DOCTYPE html>").expect("a page begins with its type");
    let mut found = Vec::new();
    for (at, _) in body.match_indices('<') {
        let parts = tag.captures(&body[at..]).unwrap_or_else(|| {
            panic!("no tag: {}", body[at..].chars().take(80).collect::<String>());
        });
        let attributes = attribute.captures_iter(&parts[3]);
        let pair = |a: regex::Captures<'_>| (a[1].to_owned(), a.get(2).map_or("", |v| v.as_str()).to_owned());
        found.push((&parts[1] == "/", parts[2].to_owned(), attributes.map(pair).collect()));
    }
    found
}

#[test]
fn every_element_is_closed_in_order() {
    let mut open: Vec<String> = Vec::new();
    for (closes, name, _) in tags(&hostile_page()) {
        if ["meta", "br"].contains(&name.as_str()) {
            continue;
        }
        if closes {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "inside {open:?}");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn hostile_names_stay_text_and_nothing_is_loaded() {
    let page = hostile_page();
    for (_, name, attributes) in tags(&page) {
        assert!(!["script", "img", "iframe", "link", "object", "base", "form"].contains(&name.as_str()));
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on"), "{name} {attribute}");
            let outside = value.contains("://") || value.starts_with("//") || value.contains("javascript:");
            assert!(attribute != "href" || !outside, "{value}");
            assert_ne!(attribute, "src");
        }
    }
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("@import"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn every_link_inside_the_page_arrives() {
    let page = hostile_page();
    let all: Vec<(String, String)> =
        tags(&page).into_iter().flat_map(|(_, _, attributes)| attributes).collect();
    let ids: Vec<&str> = all.iter().filter(|(name, _)| name == "id").map(|(_, id)| id.as_str()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id stands twice: {ids:?}");
    for (_, target) in all.iter().filter(|(name, value)| name == "href" && value.starts_with('#')) {
        assert!(ids.contains(&&target[1..]), "{target}");
    }
}

#[test]
fn findings_stand_under_their_department() {
    let (settings, year) = (city(), small_year());
    let info = *catalogue().iter().find(|info| info.code.0 == "V01").expect("a known check");
    let plan = year.plan(PlanKey::new(2, 1)).expect("plan 2-01");
    let on_plan = Finding::new(info, "空欄です").on_plan(plan.key, &plan.department);
    let of_all = Finding::new(info, "台帳を確認してください");
    let findings = [on_plan, of_all];
    let follow_up = FollowUp::new(String::new(), &findings, None);
    let page = write_overview(&year, &settings, &findings, &[], &follow_up);
    let own = page.find("<h3>事務局で確かめるもの（1件）</h3>").expect("the secretariat's own");
    let department = page.find("人事課（1件）</h3>").expect("the department's");
    assert!(own < department && page.contains("<a href=\"#ka"), "{page}");
}

#[test]
fn a_finding_that_was_not_there_before_is_marked() {
    let (settings, mut year) = (city(), small_year());
    year.is_final = false;
    let info = *catalogue().iter().find(|info| info.code.0 == "V01").expect("a known check");
    let plan = year.plan(PlanKey::new(2, 1)).expect("plan 2-01").clone();
    let on = |field: &str| Finding::new(info, "空欄です").on_plan(plan.key, &plan.department).about(field);
    let before = [on("実施状況")];
    let record = crate::output::json::write_record(&year, &before, &settings, None);
    let findings = [on("実施状況"), on("評価理由")];
    let marked = |before: Option<&[u8]>| {
        let follow_up = FollowUp::new("now".to_owned(), &findings, before.and_then(Before::read));
        let page = write_overview(&year, &settings, &findings, &[], &follow_up);
        page.matches("<span class=\"new\">新</span>").count()
    };
    assert_eq!(marked(Some(&record)), 1);
    assert_eq!(marked(None), 0, "at the first run everything is new");
}

#[test]
fn the_confirmed_edition_does_not_depend_on_the_run_before() {
    let (settings, mut year) = (city(), small_year());
    let before = br#"{ "findings": [] }"#;
    let page = |year: &crate::model::Year| {
        let follow_up = crate::output::json::follow_up(year, &[], &settings, Before::read(&before[..]));
        write_overview(year, &settings, &[], &[], &follow_up)
    };
    year.is_final = false;
    assert!(page(&year).contains("id=\"changes\""));
    year.is_final = true;
    assert!(!page(&year).contains("changes"), "{}", page(&year));
}
