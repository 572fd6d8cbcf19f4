//! Rows of tables that are too long to be held: made when they are written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::sheet::{Block, Book, Row};

/// Rows one after another.
pub type Rows<'a> = Box<dyn Iterator<Item = Row> + 'a>;

/// Makes rows from the one of this number on.
type MakeRows<'a> = Box<dyn Fn(usize) -> Rows<'a> + Send + Sync + 'a>;

/// What makes the further rows of a book's tables, by the sheet's name. Such a
/// sheet has one table.
#[derive(Default)]
pub struct Further<'a>(BTreeMap<String, MakeRows<'a>>);

impl<'a> Further<'a> {
    /// Rows of the table on the sheet `name`: ordinary ones, as many as its
    /// table says, each with a cell for every column or fewer.
    pub fn add(&mut self, name: &str, make: impl Fn(usize) -> Rows<'a> + Send + Sync + 'a) {
        self.0.insert(name.to_owned(), Box::new(make));
    }

    /// The rows of a table from the one of this number on, held or not.
    pub fn rows_from<'b>(
        &'b self,
        sheet: &str,
        block: &'b Block,
        from: usize,
    ) -> Box<dyn Iterator<Item = Cow<'b, Row>> + 'b> {
        let held = block.rows.iter().skip(from).map(Cow::Borrowed);
        match self.0.get(sheet).filter(|_| block.further > 0) {
            Some(make) => {
                let further = make(from.saturating_sub(block.rows.len()));
                Box::new(held.chain(further.take(block.further).map(Cow::Owned)))
            }
            None => Box::new(held),
        }
    }

    /// Puts every row into its table, for a book that is looked at as a whole.
    pub fn hold(&self, book: &mut Book) {
        for sheet in &mut book.sheets {
            let Some(make) = self.0.get(&sheet.name) else { continue };
            for block in sheet.blocks.iter_mut().filter(|block| block.further > 0) {
                block.rows.extend(make(0));
                block.further = 0;
            }
        }
    }
}
