//! A table of open data.

use rust_decimal::Decimal;

/// A table: a CSV file, a sheet of 評価データ.xlsx.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// `計画評価`
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns.
    pub items: Vec<Item>,
    /// Its rows, each with a datum for every item.
    pub rows: Vec<Vec<Datum>>,
}

/// A column and what 項目定義書 says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Head.
    pub name: String,
    /// What its data are.
    pub kind: Kind,
    /// What it means, and how a blank is to be read.
    pub meaning: String,
}

/// What a column's data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 文字列
    Text,
    /// 整数
    Whole,
    /// 数値
    Number,
    /// 日付
    Date,
}

impl Kind {
    /// 文字列, 整数, 数値, 日付.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "文字列",
            Self::Whole => "整数",
            Self::Number => "数値",
            Self::Date => "日付",
        }
    }
}

/// One datum.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with its decimals.
    Number(Decimal),
}

impl Datum {
    /// A text that may be absent.
    pub(super) fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Blank, |text| Self::Text(text.to_owned()))
    }

    /// A number that may be absent.
    pub(super) fn number(value: Option<Decimal>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }
}

/// An item, in short.
pub(super) fn item(name: impl Into<String>, kind: Kind, meaning: impl Into<String>) -> Item {
    Item { name: name.into(), kind, meaning: meaning.into() }
}

/// Where [`identity`] has the number of the row.
pub(super) const ID: usize = 1;

/// The items that say which city, year and plan.
pub(super) fn identity() -> Vec<Item> {
    vec![
        item(
            "全国地方公共団体コード",
            Kind::Text,
            "都道府県と市区町村の5桁に検査数字を加えた6桁。空欄は設定なし",
        ),
        item(
            "ID",
            Kind::Text,
            "行の番号。評価の年度の西暦、計画番号などを「_」でつないだもので、同じ表に同じ番号はない",
        ),
        item("地方公共団体名", Kind::Text, "市の名称"),
        item("年度_西暦", Kind::Whole, "評価の対象年度（4月から翌年3月まで）の西暦"),
        item("年度_和暦", Kind::Text, "評価の対象年度の和暦"),
        item("計画番号", Kind::Text, "分野番号と番号を「-」でつないだ番号。計画を特定する"),
        item("分野番号", Kind::Whole, "改革分野の番号"),
        item("改革分野", Kind::Text, "改革分野の名称"),
        item("番号", Kind::Whole, "改革分野の中の番号"),
        item("計画名", Kind::Text, "計画の名称"),
        item(
            "実行課",
            Kind::Text,
            "計画を実行する課の、対象年度の名称。課を示す番号は計画台帳にないため、コードはない",
        ),
    ]
}
