//! Why a workbook could not be read.

use std::fmt;

/// Why a file gives no [`super::RawWorkbook`]. Displayed as one Japanese
/// sentence without 。.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Zero bytes: a copy that was broken off, or a file that was emptied.
    Empty,
    /// Someone set a password for opening.
    Password,
    /// Broken off while it was sent, or changed by something that is not Excel.
    Damaged,
    /// A web page that was saved with the name of a workbook.
    Html,
    /// Comma- or tab-separated text that was given the name of a workbook.
    Csv,
    /// A workbook as one XML file, which Excel opens: `Excel 2003`.
    OneXml(&'static str),
    /// Another kind of file than a workbook: Word, PDF, a picture.
    OtherKind(&'static str),
    /// Another kind of file that carries the name of a workbook.
    Disguised(&'static str),
    /// A zip archive that holds nothing.
    EmptyArchive,
    /// A zip archive in a zip archive in a zip archive.
    NestedTooDeep,
    /// A folder in a folder, more often than anyone files sheets.
    FolderTooDeep,
    /// Bigger than any form is, packed or unpacked; usually pasted pictures.
    TooLarge,
    /// More cells, sheets, merges or texts than any form has.
    TooMany(&'static str),
    /// It took longer than any form takes.
    TooSlow,
    /// It holds what Excel never writes: declarations of entities, two parts
    /// of one name. Made to do harm, or by a faulty program.
    Suspicious(&'static str),
    /// A symbolic link or junction: what it leads to was not submitted.
    Link,
    /// Old formats that no longer can be read (Excel 95 and before).
    TooOld,
    /// The file itself could not be read from the disk; the system's words.
    Disk(String),
    /// The process that reads old formats could not be started.
    NoChild,
}

/// A part that costs its time once for every sheet that claims it.
pub(super) const SHARED_PART: Unreadable = Unreadable::Suspicious("複数のシートが共有する部品");

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("ファイルが空です"),
            Self::Password => f.write_str("パスワードで保護されています"),
            Self::Damaged => f.write_str("ファイルが壊れています"),
            Self::Html => f.write_str("中身はExcelではなくHTML（ウェブページ）です"),
            Self::Csv => f.write_str("中身はExcelではなくCSV（文字だけのデータ）です"),
            Self::OtherKind(kind) | Self::Disguised(kind) => write!(f, "中身はExcelではなく{kind}です"),
            Self::OneXml(program) => write!(f, "{program}のXML形式です"),
            Self::EmptyArchive => f.write_str("zipファイルの中に何も入っていません"),
            Self::NestedTooDeep => f.write_str("zipファイルが何重にも入っています"),
            Self::FolderTooDeep => f.write_str("フォルダーの階層が深すぎます"),
            Self::TooLarge => f.write_str("実施計画シートとしては大きすぎます"),
            Self::TooMany(what) => write!(f, "{what}が多すぎます"),
            Self::TooSlow => f.write_str("読み取りに時間がかかりすぎるため中止しました"),
            Self::Suspicious(what) => write!(f, "Excelが作らない内容（{what}）を含んでいます"),
            Self::Link => f.write_str("ほかの場所へのリンクです"),
            Self::TooOld => f.write_str("Excel 95以前の形式です"),
            Self::Disk(why) => write!(f, "ファイルを読み取れません：{why}"),
            Self::NoChild => f.write_str("旧形式のファイルを読み取る処理を起動できませんでした"),
        }
    }
}

impl Unreadable {
    /// A file that the system does not hand out.
    pub(super) fn disk(error: &std::io::Error) -> Self {
        Self::Disk(match error.kind() {
            std::io::ErrorKind::NotFound => "ファイルがありません".to_owned(),
            std::io::ErrorKind::PermissionDenied => "読み取りが許可されていません".to_owned(),
            _ => error.to_string(),
        })
    }

    /// What the person who sent the file, or who keeps it, has to do.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::Password => "パスワードを解除して再提出してください",
            Self::Empty | Self::Damaged | Self::TooSlow | Self::Suspicious(_) => {
                "元のファイルをExcelで開き、.xlsx形式で保存し直して再提出してください"
            }
            Self::Html | Self::Csv | Self::OneXml(_) | Self::Disguised(_) | Self::TooOld => {
                "実施計画シートをExcelブック（.xlsx）形式で保存して再提出してください"
            }
            Self::OtherKind(_) => "実施計画シートであれば、Excelで再提出してください",
            Self::Link => "リンクではなく、ファイルそのものを置いてください",
            Self::EmptyArchive => "中身を入れて再提出してください",
            Self::NestedTooDeep => "zipファイルを展開し、Excelファイルのまま置いてください",
            Self::FolderTooDeep => "フォルダーの階層を浅くし、もう一度実行してください",
            Self::TooLarge | Self::TooMany(_) => {
                "貼り付けた画像や不要なシート・行を削除し、小さくして再提出してください"
            }
            Self::Disk(_) => "ファイルを開いているプログラムを閉じて、もう一度実行してください",
            Self::NoChild => "もう一度実行するか、.xlsx形式で保存し直してください",
        }
    }

    /// The same where the file is one of the plan folder's own.
    pub fn fix_own(&self) -> &'static str {
        match self {
            Self::Password => "Excelで開いてパスワードを解除し、保存し直してください",
            Self::Disk(_) | Self::NoChild => self.fix(),
            Self::TooLarge | Self::TooMany(_) => {
                "貼り付けた画像や不要なシート・行を削除し、保存し直してください"
            }
            _ => "Excelで開けることを確認し、.xlsx形式で保存し直してください",
        }
    }
}
