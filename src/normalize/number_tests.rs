//! Numbers as departments type them.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use rust_decimal::Decimal;

use super::{money, number};
use crate::model::{Quantity, ThousandYen};
use crate::normalize::Reading;
use crate::workbook::CellContent;

fn quantity(value: &str, unit: &str) -> Quantity {
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Quantity { value: value.parse().expect("a decimal"), unit }
}

fn typed(text: &str) -> Reading<Quantity> {
    number(text, &CellContent::Text, None)
}

fn yen(text: &str) -> Reading<ThousandYen> {
    money(text, &CellContent::Text)
}

#[test]
fn numbers_are_read_as_shown() {
    for (text, value, unit) in [
        ("1,234", "1234", ""),
        ("１，２３４", "1234", ""),
        ("1,234件", "1234", "件"),
        ("487 件", "487", "件"),
        ("▲120", "-120", ""),
        ("△１２０", "-120", ""),
        ("-120", "-120", ""),
        ("－120", "-120", ""),
        ("−120", "-120", ""),
        ("マイナス3", "-3", ""),
        ("+5", "5", ""),
        ("85.3%", "85.3", "%"),
        ("85.3％", "85.3", "％"),
        ("87.0", "87.0", ""),
        ("０", "0", ""),
        (".5", "0.5", ""),
        ("12か所", "12", "か所"),
        ("120千円", "120", "千円"),
        ("35(人)", "35", "人"),
        ("1.2E+05", "120000", ""),
        ("40t-CO2", "40", "t-CO2"),
        ("120OA機器", "120", "OA機器"),
        ("300㎡", "300", "㎡"),
        ("▲0", "0", ""),
    ] {
        assert_eq!(typed(text), Reading::Value(quantity(value, unit)), "{text}");
    }
}

#[test]
fn words_left_away_are_told() {
    for (text, value, unit) in [
        ("約120", "120", ""),
        ("約 120 件", "120", "件"),
        ("120程度", "120", ""),
        ("120件以上", "120", "件"),
        ("120(見込)", "120", ""),
        ("1万2千", "12000", ""),
        ("1.5万人", "15000", "人"),
        ("1億2,000万円", "120000000", "円"),
        ("120件でした", "120", ""),
        ("27.8（速報値）", "27.8", ""),
        ("27.8（暫定）", "27.8", ""),
    ] {
        assert_eq!(typed(text), Reading::Rough(quantity(value, unit)), "{text}");
    }
}

#[test]
fn what_may_mean_two_things_is_not_read() {
    for text in [
        "12O",
        "１２Ｏ件",
        "12I",
        "集計中",
        "10～20",
        "3/4",
        "1,2",
        "12,34",
        "120件（うち新規20件）",
        "(120)",
        "百件",
        "1.2.3",
        "未定",
        "R5",
        "--5",
        "2千3億",
        "120、130",
        "①",
    ] {
        assert_eq!(typed(text), Reading::Unreadable, "{text}");
    }
    for text in ["", "-", "－", "ー", "なし", "　", "―"] {
        assert_eq!(typed(text), Reading::Blank, "{text}");
    }
}

#[test]
fn number_cells_keep_the_sign_that_only_the_colour_shows() {
    let read = |text, stored| number(text, &CellContent::Number(stored), None);
    assert_eq!(read("120", -120.0), Reading::Value(quantity("-120", "")));
    assert_eq!(read("(120)", -120.0), Reading::Value(quantity("-120", "")));
    assert_eq!(read("△120", 120.0), Reading::Value(quantity("-120", "")));
    assert_eq!(read("85.3%", 0.853), Reading::Value(quantity("85.3", "%")));
}

#[test]
fn a_multiple_in_the_expected_unit_is_not_worked_out() {
    let read = |unit| number("120千人", &CellContent::Text, unit);
    assert_eq!(read(Some("千人")), Reading::Value(quantity("120", "千人")));
    assert_eq!(read(Some("人")), Reading::Rough(quantity("120000", "人")));
}

#[test]
fn money_is_in_thousand_yen() {
    for (text, amount) in [("1,130", 1130), ("▲528", -528), ("1,130千円", 1130), ("0", 0), ("640.0", 640)]
    {
        assert_eq!(yen(text), Reading::Value(ThousandYen(amount)), "{text}");
    }
    for (text, amount) in [
        ("1,130,000円", 1130),
        ("▲52万円", -520),
        ("1.13百万円", 1130),
        ("1億2,000万円", 120_000),
        ("￥5,000-", 5),
        ("約500", 500),
    ] {
        assert_eq!(yen(text), Reading::Rough(ThousandYen(amount)), "{text}");
    }
}

#[test]
fn money_that_does_not_come_out_even_is_not_read() {
    for text in ["1,130,500円", "12.5", "120件", "85%", "算定中", "640千", "1.5万", "99999999999999999999"]
    {
        assert_eq!(yen(text), Reading::Unreadable, "{text}");
    }
    assert_eq!(yen("－"), Reading::Blank);
}

proptest! {
    #[test]
    fn every_decimal_is_read_back(mantissa in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..5) {
        let value = Decimal::new(mantissa, scale);
        let expected = Reading::Value(Quantity { value, unit: None });
        let minus = |sign: &str| value.to_string().replace('-', sign);
        for text in [value.to_string(), minus("▲"), minus("△"), minus("－")] {
            prop_assert_eq!(&typed(&text), &expected);
        }
    }

    #[test]
    fn free_text_never_panics_and_keeps_its_digits(text in "[0-9０-９,.万千億円件約▲△()-]{0,12}") {
        // Nothing without a digit is ever a number.
        if let Some(quantity) = typed(&text).value() {
            prop_assert!(text.chars().any(char::is_numeric));
            let again = typed(&quantity.value.to_string());
            prop_assert_eq!(again.value().map(|q| q.value), Some(quantity.value));
        }
        yen(&text);
    }
}
