//! Merged ranges that can be relied on.

use crate::model::CellRange;

/// The merges in order, without those that overlap one before. Excel writes
/// no such; it mends the file when it opens one.
pub(super) fn without_overlaps(mut merges: Vec<CellRange>) -> Vec<CellRange> {
    merges.sort();
    let mut kept: Vec<CellRange> = Vec::with_capacity(merges.len());
    // Those of `kept` that reach down to the row at hand.
    let mut open: Vec<CellRange> = Vec::new();
    for merge in merges {
        open.retain(|other| other.end.row >= merge.start.row);
        let apart = |other: &CellRange| {
            other.end.column < merge.start.column || other.start.column > merge.end.column
        };
        if open.iter().all(apart) {
            open.push(merge);
            kept.push(merge);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_merges_do_not_stay() {
        let ranges = |texts: &[&str]| -> Vec<CellRange> {
            texts.iter().map(|t| CellRange::parse(t).expect("a range")).collect()
        };
        let kept = without_overlaps(ranges(&["C3:D4", "A1:B2", "B2:C3", "A3:B4", "D4:E5"]));
        assert_eq!(kept, ranges(&["A1:B2", "A3:B4", "C3:D4"]));
    }
}
