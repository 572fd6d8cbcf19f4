//! The text of one cell of a form: a label, or a placeholder with the form's
//! own text around it.

use unicode_normalization::UnicodeNormalization;

use crate::model::{Eras, Field};

/// A placeholder as it stands in a form's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    pub(super) field: Field,
    /// The choice of a mark cell: `A` of `{{自己評価=A}}`.
    pub(super) mark: Option<String>,
    /// The form's own text before and after.
    pub(super) prefix: String,
    pub(super) suffix: String,
}

/// Why a cell of a form cannot be understood, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) why: String,
    pub(super) next: String,
}

impl Mistake {
    pub(super) fn new(why: impl Into<String>, next: impl Into<String>) -> Self {
        Self { why: why.into(), next: next.into() }
    }
}

/// Reads a cell's text; `None` where it is a label.
pub(super) fn parse_placeholder(text: &str, eras: &Eras) -> Result<Option<Placeholder>, Mistake> {
    if !text.contains(['{', '}', '｛', '｝']) {
        return Ok(None);
    }
    let broken = || {
        Mistake::new(
            format!("波かっこの使い方を読み取れません：「{text}」"),
            "半角の波かっこ二つで項目名を囲み、「{{計画名}}」の形にしてください",
        )
    };
    let (prefix, rest) = text.split_once("{{").ok_or_else(broken)?;
    let (name, suffix) = rest.split_once("}}").ok_or_else(broken)?;
    if suffix.contains("{{") {
        return Err(Mistake::new(
            format!("一つのセルに項目が二つあります：「{text}」"),
            "項目ごとにセルを分けてください",
        ));
    }
    if [prefix, name, suffix].iter().any(|part| part.contains(['{', '}', '｛', '｝'])) {
        return Err(broken());
    }
    let (name, mark) = match name.split_once(['=', '＝']) {
        Some((name, mark)) => (name, Some(mark.trim().to_owned())),
        None => (name, None),
    };
    if mark.as_deref() == Some("") {
        return Err(Mistake::new(
            format!("「{text}」に選択肢がありません"),
            "「{{自己評価=A}}」の形で選択肢を書いてください",
        ));
    }
    let field = parse_name(name, eras)?;
    Ok(Some(Placeholder { field, mark, prefix: prefix.to_owned(), suffix: suffix.to_owned() }))
}

/// A name inside braces; width and spaces do not matter.
fn parse_name(written: &str, eras: &Eras) -> Result<Field, Mistake> {
    let name: String = written.nfkc().filter(|c| !c.is_whitespace()).collect();
    let name = name.replace('･', "・");
    if name.is_empty() {
        return Err(Mistake::new(
            "項目名のない波かっこがあります",
            "項目名を書くか、波かっこを消してください",
        ));
    }
    if let Some(field) = Field::parse(&name, eras) {
        return Ok(field);
    }
    if let Some(mistake) = mistake_in_parts(&name) {
        return Err(mistake);
    }
    match similar_name(&name) {
        Some(known) => Err(Mistake::new(
            format!("項目名「{name}」がありません"),
            format!("「{known}」の誤りであれば直し、独自の項目であれば違いの分かる名前にしてください"),
        )),
        None => Ok(Field::Custom(name.as_str().into())),
    }
}

/// What is wrong with a name in parts (`年度別計画.R5`, `指標1.名称`), if it is meant to be one.
fn mistake_in_parts(name: &str) -> Option<Mistake> {
    let mut parts = name.split('.');
    let head = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let year = |text: &str| {
        Mistake::new(
            format!("「{name}」の年度「{text}」を読み取れません"),
            "年度を「R5」の形で書いてください",
        )
    };
    if Field::YEARLY.contains(&head) {
        return Some(match rest.as_slice() {
            [] => year(""),
            [text] => year(text),
            _ => Mistake::new(
                format!("項目名「{name}」を読み取れません"),
                format!("「{head}.R5」の形にしてください"),
            ),
        });
    }
    if let Some(number) = head.strip_prefix("指標") {
        if rest.is_empty() && number.parse::<u16>().is_err() {
            return None;
        }
        return Some(match rest.as_slice() {
            ["目標値" | "実績値"] => year(""),
            ["目標値" | "実績値", text] if number.parse::<u16>().is_ok_and(|n| n > 0) => year(text),
            _ => Mistake::new(
                format!("項目名「{name}」を読み取れません"),
                "「指標1.名称」「指標1.目標値.R5」などの形にしてください（名称、単位、方向、基準値、目標値、実績値）",
            ),
        });
    }
    if rest.is_empty() {
        return None;
    }
    let known = Field::YEARLY.iter().find(|known| is_similar(head, known))?;
    Some(Mistake::new(
        format!("項目名「{name}」がありません"),
        format!("「{known}.{}」の誤りではありませんか", rest.join(".")),
    ))
}

fn similar_name(name: &str) -> Option<&'static str> {
    let plain = Field::plain().map(|(_, known)| known);
    let known = plain.chain(Field::YEARLY).filter(|known| is_similar(name, known));
    known.min_by_key(|known| strsim::levenshtein(name, known))
}

/// Within two characters, and not altogether different: 備考 is two characters
/// away from 番号 without being a slip of the pen.
fn is_similar(name: &str, known: &str) -> bool {
    let distance = strsim::levenshtein(name, known);
    distance <= 2 && distance < name.chars().count().min(known.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYear;

    fn parse(text: &str) -> Result<Option<Placeholder>, Mistake> {
        parse_placeholder(text, &Eras::default())
    }

    fn placeholder(text: &str) -> Placeholder {
        parse(text).expect("no mistake").expect("a placeholder")
    }

    #[test]
    fn text_without_braces_is_a_label() {
        assert_eq!(parse("計　画"), Ok(None));
    }

    #[test]
    fn text_around_a_placeholder_is_its_pattern() {
        let version = placeholder("第{{版}}版");
        assert_eq!(version.field, Field::Version);
        assert_eq!((version.prefix.as_str(), version.suffix.as_str()), ("第", "版"));
    }

    #[test]
    fn width_and_spaces_in_a_name_do_not_matter() {
        assert_eq!(placeholder("{{ 計画名　}}").field, Field::PlanName);
        assert_eq!(placeholder("{{年度別計画．Ｒ５}}").field, Field::YearlyPlan(FiscalYear(2023)));
    }

    #[test]
    fn a_mark_cell_names_its_choice() {
        let mark = placeholder("{{自己評価=A}}");
        assert_eq!((mark.field, mark.mark.as_deref()), (Field::SelfJudgment, Some("A")));
    }

    #[test]
    fn a_name_close_to_a_known_one_is_a_mistake_that_suggests() {
        for (wrong, right) in [("自己評化", "自己評価"), ("実施状況欄", "実施状況"), ("番合", "番号")]
        {
            let mistake = parse(&format!("{{{{{wrong}}}}}")).expect_err(wrong);
            assert!(mistake.next.contains(right), "{wrong}: {}", mistake.next);
        }
    }

    #[test]
    fn other_names_are_the_citys_own_fields() {
        assert_eq!(placeholder("{{備考}}").field, Field::Custom("備考".into()));
        assert_eq!(placeholder("{{SDGs}}").field, Field::Custom("SDGs".into()));
    }

    #[test]
    fn unreadable_years_and_parts_are_mistakes() {
        for wrong in [
            "年度別計画.5",
            "年度別計画",
            "指標1.目標値",
            "指標1.実績値.R",
            "指標1.明称",
            "年度別計両.R5",
            "指標0.名称",
        ] {
            assert!(parse(&format!("{{{{{wrong}}}}}")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn unknown_braces_are_mistakes() {
        for wrong in ["{計画名}", "{{計画名}", "｛｛計画名｝｝", "{{}}", "{{開始}}～{{終了}}", "{{{番号}}}"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
