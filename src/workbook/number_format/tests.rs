//! What Excel set to Japanese shows, written by hand.

use std::sync::LazyLock;

use super::*;
use crate::model::Era;

fn shown(code: &str, value: f64) -> String {
    Format::parse(code).show_number(value, calendar(false)).text
}

#[test]
fn numbers() {
    let cases = [
        ("0", 5.5, "6"),
        ("0", -5.5, "-6"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0", 0.0, "0"),
        ("#,###", 0.0, ""),
        ("#,##0.##", 1234.0, "1,234"),
        ("#,##0.##", 1234.5, "1,234.5"),
        ("#,##0.##", 0.126, "0.13"),
        ("0.0", 87.0, "87.0"),
        ("0.00", 2.675, "2.68"),
        ("#.##", 0.5, ".5"),
        ("000", 7.0, "007"),
        ("0000-0000", 12_345_678.0, "1234-5678"),
        ("#,##0,", 1_234_567.0, "1,235"),
        ("#,##0.0,,\"百万円\"", 1_234_567.0, "1.2百万円"),
        ("0.0%", 0.853, "85.3%"),
        ("0%", 0.125, "13%"),
        ("0.0\"%\"", 85.3, "85.3%"),
        ("0.0\\%", 85.3, "85.3%"),
        ("0\"人\"", 120.0, "120人"),
        ("0人", 120.0, "120人"),
        ("#,##0\"件\"", 1234.0, "1,234件"),
        ("\"令和\"0\"年度\"", 5.0, "令和5年度"),
        ("General\"人\"", 12.5, "12.5人"),
        ("G/標準\"人\"", 12.5, "12.5人"),
        ("\"約\"General", 12.5, "約12.5"),
        ("[$¥-411]#,##0", 500.0, "¥500"),
        ("0.00E+00", 12_345.0, "1.23E+04"),
        ("0.00E+00", 0.000_123, "1.23E-04"),
        ("##0.0E+0", 12_345.0, "12.3E+3"),
        ("0.0E+0", 99.99, "1.0E+2"),
        ("# ?/?", 1.5, "1 1/2"),
        ("# ??/??", 0.333_333_333, "1/3"),
        ("?/?", 1.5, "3/2"),
        ("# ?/4", 2.75, "2 3/4"),
        ("# ?/?", 3.0, "3"),
        ("@", 45_748.0, "45748"),
    ];
    for (code, value, expected) in cases {
        assert_eq!(shown(code, value), expected, "{code} {value}");
    }
}

#[test]
fn signs_and_sections() {
    let cases = [
        ("0;\"△\"0", -5.0, "△5"),
        ("0;▲0", -5.0, "▲5"),
        ("#,##0;▲#,##0", 1234.0, "1,234"),
        ("#,##0;[Red]▲#,##0;\"－\"", 0.0, "－"),
        ("#,##0;▲#,##0;", 0.0, ""),
        ("#,##0_ ;[Red]\\-#,##0\\ ", -1234.0, "-1,234"),
        ("\"△\"0", 5.0, "△5"),
        ("\"△\"0", -5.0, "-△5"),
        ("[<0]\"△\"0;0", -5.0, "△5"),
        ("[>=100]\"多\"0;[>=10]\"中\"0;\"少\"0", 50.0, "中50"),
        ("[>=100]\"多\"0;[>=10]\"中\"0;\"少\"0", 5.0, "少5"),
        ("[=1]\"有\";[=0]\"無\";General", 1.0, "有"),
        ("[=1]\"有\";[=0]\"無\";General", 0.0, "無"),
        ("[=1]\"有\";[=0]\"無\";General", 7.0, "7"),
        ("\"増\"0;\"減\"0;\"同じ\"", -3.0, "減3"),
        ("0;;", 5.0, "5"),
        ("0;;", -5.0, ""),
        (";;;", 5.0, ""),
        ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
    ];
    for (code, value, expected) in cases {
        assert_eq!(shown(code, value), expected, "{code} {value}");
    }
}

#[test]
fn days_and_times() {
    // 45392.75 is 2024-04-10 18:00, a Wednesday; 43586 is 2019-05-01.
    let cases = [
        ("yyyy/m/d", 45_392.0, "2024/4/10"),
        ("yyyy/mm/dd", 45_392.0, "2024/04/10"),
        ("[$-411]ge.m.d", 45_392.0, "R6.4.10"),
        ("[$-411]ge.m.d;@", 45_392.0, "R6.4.10"),
        ("[$-411]gge\"年\"", 45_392.0, "令6年"),
        ("[$-411]ggge\"年\"m\"月\"d\"日\"", 45_392.0, "令和6年4月10日"),
        ("[$-411]ggge\"年\"m\"月\"d\"日\";@", 43_586.0, "令和1年5月1日"),
        ("[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", 43_586.0, "令和元年5月1日"),
        ("ggge\"年度\"", 45_748.0, "令和7年度"),
        ("ggge\"年\"m\"月\"d\"日\"", 43_585.0, "平成31年4月30日"),
        ("e", 45_748.0, "7"),
        ("ee", 45_748.0, "07"),
        ("r", 45_748.0, "07"),
        ("rr", 45_748.0, "令和07"),
        ("aaa", 45_392.0, "水"),
        ("m\"月\"d\"日\"(aaaa)", 45_392.0, "4月10日(水曜日)"),
        ("d-mmm-yy", 45_392.0, "10-Apr-24"),
        ("dddd", 45_392.0, "Wednesday"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 45_392.0, "2024年4月10日"),
        ("yyyy/m/d h:mm", 45_392.75, "2024/4/10 18:00"),
        ("h:mm AM/PM", 45_392.75, "6:00 PM"),
        ("h\"時\"mm\"分\"", 0.395_833_333_333, "9時30分"),
        ("mm:ss", 0.002_5, "03:36"),
        ("[h]:mm", 1.5, "36:00"),
        ("[mm]", 0.5, "720"),
        ("ss.00", 1.5 / 86_400.0, "01.50"),
        ("yyyy/m/d", -1.0, "########"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 5.0, "1900/1/5"),
    ];
    for (code, value, expected) in cases {
        assert_eq!(shown(code, value), expected, "{code} {value}");
    }
}

#[test]
fn only_formats_of_days_make_a_day() {
    let moment = |code: &str, value| {
        Format::parse(code).show_number(value, calendar(false)).moment.map(|m| m.to_string())
    };
    assert_eq!(moment("ggge\"年度\"", 45_748.0).as_deref(), Some("2025-04-01T00:00:00"));
    assert_eq!(moment("yyyy/m/d;@", 45_392.0).as_deref(), Some("2024-04-10T00:00:00"));
    assert_eq!(moment("\"令和\"0\"年度\"", 5.0), None);
    assert_eq!(moment("0.00E+00", 45_392.0), None);
    assert_eq!(moment("[Red]0", 45_392.0), None);
    assert_eq!(moment("General", 45_392.0), None);
    assert_eq!(moment("h:mm", 0.5), None);
    assert_eq!(moment("[h]:mm", 62.5), None);
}

#[test]
fn hours_gone_by_are_the_same_in_both_calendars() {
    for is_1904 in [false, true] {
        let shown = Format::parse("[h]:mm:ss").show_number(10.632_060_185_185_2, calendar(is_1904));
        assert_eq!((shown.text.as_str(), shown.moment), ("255:10:10", None));
        let time = Format::parse("h:mm").show_number(0.5, calendar(is_1904));
        assert_eq!((time.text.as_str(), time.moment), ("12:00", None));
    }
}

#[test]
fn texts() {
    assert_eq!(Format::parse("@\"様\"").show_text("市長"), "市長様");
    assert_eq!(Format::parse("0;0;0;\"（\"@\"）\"").show_text("済"), "（済）");
    assert_eq!(Format::parse(";;;").show_text("隠す"), "");
    assert_eq!(Format::parse("0.0").show_text("集計中"), "集計中");
}

#[test]
fn built_in_formats_are_japanese() {
    let show = |id| shown(built_in(id).expect("a built-in format"), 45_392.0);
    assert_eq!(show(14), "2024/4/10");
    assert_eq!(show(27), "R6.4.10");
    assert_eq!(show(28), "令和6年4月10日");
    assert_eq!(show(31), "2024年4月10日");
    assert_eq!(show(34), "2024年4月");
    assert_eq!(show(35), "4月10日");
    assert_eq!(show(50), "R6.4.10");
    assert_eq!(show(58), "令和6年4月10日");
    assert!(built_in(0).is_none());
}

proptest::proptest! {
    #[test]
    fn never_panics(code in "[0#?.,%;@/\"\\\\_*\\[\\]a-zA-Z年△<>=$ -]{0,30}", value in proptest::num::f64::NORMAL) {
        let format = Format::parse(&code);
        format.show_number(value, calendar(false));
        format.show_number(value, calendar(true));
        format.show_text("文字");
    }
}

/// Days counted from 1900 or 1904, in the built-in eras.
fn calendar(is_1904: bool) -> Calendar<'static> {
    static ERAS: LazyLock<Eras> = LazyLock::new(Eras::default);
    Calendar { is_1904, eras: &ERAS }
}

#[test]
fn a_citys_own_eras_are_shown() {
    let mut eras = Eras::default();
    eras.add(Era { name: "新元".to_owned(), letter: 'N', first: jiff::civil::date(2030, 4, 1) });
    let calendar = Calendar { is_1904: false, eras: &eras };
    // 47939 is 2031-04-01, 47573 is 2030-03-31.
    let shown = |code: &str, value| Format::parse(code).show_number(value, calendar).text;
    assert_eq!(shown("ggge\"年度\"", 47_939.0), "新元2年度");
    assert_eq!(shown("ge.m.d", 47_939.0), "N2.4.1");
    assert_eq!(shown("ge.m.d", 47_573.0), "R12.3.31");
}
