//! What a cell computes → the formula a clerk knows from Excel.

use super::place::{BlockPlace, address, column};
use crate::report::book::{Criterion, Is, Live};

/// Where a formula stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) row: u32,
    pub(super) column: usize,
    pub(super) block: BlockPlace,
}

/// The formula without its equals sign.
pub(super) fn formula(live: &Live, spot: Spot) -> String {
    let here = |at: usize| address(spot.row, at);
    match live {
        Live::Tally(criteria) => tally(criteria, spot),
        Live::TallyAny(criteria) => {
            let tallies: Vec<String> =
                criteria.iter().map(|one| tally(std::slice::from_ref(one), spot)).collect();
            tallies.join("+")
        }
        Live::RowSum(from, to) => format!("SUM({}:{})", here(*from), here(*to)),
        Live::RowRest(whole, from, to) => format!("{}-SUM({}:{})", here(*whole), here(*from), here(*to)),
        Live::Difference(a, b) => format!("{}-{}", here(*a), here(*b)),
        // The quotient is rounded before it is scaled down: a half is then exact and goes up.
        Live::ShareOfSum(part, from, to) => {
            let (part, whole) = (here(*part), format!("SUM({}:{})", here(*from), here(*to)));
            format!("IF({whole}=0,\"－\",ROUND({part}*1000/{whole},0)/10)")
        }
        Live::ColumnSum => {
            let (first, last) = (spot.block.first, spot.block.last);
            format!("SUM({}:{})", address(first, spot.column), address(last, spot.column))
        }
        Live::SumOf(name, criteria) if criteria.is_empty() => format!("SUM({name})"),
        Live::SumOf(name, criteria) => {
            if criteria.iter().all(is_simple) {
                format!("SUMIFS({name},{})", pairs(criteria, spot))
            } else {
                format!("SUMPRODUCT({}*{name})", products(criteria, spot))
            }
        }
    }
}

fn tally(criteria: &[Criterion], spot: Spot) -> String {
    if criteria.iter().all(is_simple) {
        format!("COUNTIFS({})", pairs(criteria, spot))
    } else {
        format!("SUMPRODUCT({}*1)", products(criteria, spot))
    }
}

/// Whether COUNTIFS takes the text as it is: it reads `*`, `?` and `~` as
/// patterns, `<`, `>` and `=` as comparisons, and nothing over 255 characters.
fn is_simple(criterion: &Criterion) -> bool {
    let (Is::InRow(_, text) | Is::Head(text) | Is::Text(text)) = &criterion.is;
    !text.is_empty() && text.chars().count() <= 255 && !text.contains(['*', '?', '~', '<', '>', '='])
}

fn pairs(criteria: &[Criterion], spot: Spot) -> String {
    let pairs: Vec<String> =
        criteria.iter().map(|c| format!("{},{}", c.name, operand(&c.is, spot))).collect();
    pairs.join(",")
}

fn products(criteria: &[Criterion], spot: Spot) -> String {
    let products: Vec<String> =
        criteria.iter().map(|c| format!("({}={})", c.name, operand(&c.is, spot))).collect();
    products.join("*")
}

fn operand(is: &Is, spot: Spot) -> String {
    match is {
        Is::InRow(at, _) => format!("${}", address(spot.row, *at)),
        Is::Head(_) => {
            let column = rust_xlsxwriter::utility::column_number_to_name(column(spot.column));
            format!("{column}${}", spot.block.first)
        }
        Is::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPOT: Spot =
        Spot { row: 5, column: 2, block: BlockPlace { caption: None, head: 3, first: 4, last: 6, end: 8 } };

    fn tally_of(area: &str) -> String {
        let criteria = vec![
            Criterion::new("一覧_改革分野", Is::InRow(0, area.to_owned())),
            Criterion::new("一覧_自己評価", Is::Head("A".to_owned())),
        ];
        formula(&Live::Tally(criteria), SPOT)
    }

    #[test]
    fn counts_with_the_cells_that_name_row_and_column() {
        assert_eq!(tally_of("財政改革"), "COUNTIFS(一覧_改革分野,$A6,一覧_自己評価,C$4)");
    }

    #[test]
    fn texts_that_countifs_would_read_as_patterns_are_compared_whole() {
        assert_eq!(tally_of("改革*"), "SUMPRODUCT((一覧_改革分野=$A6)*(一覧_自己評価=C$4)*1)");
    }

    #[test]
    fn sums_and_shares_speak_of_their_own_row_and_column() {
        assert_eq!(formula(&Live::ColumnSum, SPOT), "SUM(C5:C7)");
        assert_eq!(formula(&Live::Difference(3, 1), SPOT), "D6-B6");
        assert_eq!(
            formula(&Live::ShareOfSum(1, 1, 3), SPOT),
            "IF(SUM(B6:D6)=0,\"－\",ROUND(B6*1000/SUM(B6:D6),0)/10)"
        );
        assert_eq!(formula(&Live::RowRest(1, 2, 4), SPOT), "B6-SUM(C6:E6)");
        let quoted = Is::Text("「\"特\"」".to_owned());
        assert_eq!(
            formula(&Live::SumOf("効果額_R5".to_owned(), vec![Criterion::new("一覧_課", quoted)]), SPOT),
            "SUMIFS(効果額_R5,一覧_課,\"「\"\"特\"\"」\")"
        );
    }
}
