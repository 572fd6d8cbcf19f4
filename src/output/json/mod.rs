//! 記録.json: the whole result for other programs, as `templates/record.schema.json` describes it.

mod record;
#[cfg(test)]
mod tests;
mod text;

pub use record::{follow_up, print_record, write_findings, write_record};
