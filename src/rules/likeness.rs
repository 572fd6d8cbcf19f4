//! How much two texts are alike, for V05.

/// Likeness of two folded texts in percent, rounded down: twice the length of
/// what they share in order, over the length of both. 100 only for equal
/// texts. `None` below `floor`, which is told without comparing in full.
pub(super) fn likeness(a: &str, b: &str, floor: f64) -> Option<u8> {
    if a == b {
        return Some(100);
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let both = a.len() + b.len();
    // Differences that still reach the floor.
    let allowed = (0..=both).rev().find(|d| share(both - d, both) >= floor)?;
    let differences = differences(&a, &b, allowed)?;
    let percent = (both - differences) * 100 / both;
    Some(u8::try_from(percent).unwrap_or(99).min(99))
}

#[expect(clippy::cast_precision_loss, reason = "a cell holds at most 32,767 characters")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// Characters to delete and insert to turn one text into the other, if they
/// are at most `limit` (Myers, "An O(ND) Difference Algorithm", 1986).
fn differences(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    // furthest[k] is how far along `a` one gets on diagonal k - offset with the differences made so far.
    let offset = limit + 1;
    let mut furthest = vec![0_usize; 2 * offset + 1];
    for made in 0..=limit {
        for k in (offset - made..=offset + made).step_by(2) {
            let insert = k == offset - made || (k != offset + made && furthest[k - 1] < furthest[k + 1]);
            let mut x = if insert { furthest[k + 1] } else { furthest[k - 1] + 1 };
            let Some(mut y) = (x + offset).checked_sub(k) else { continue };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                x += 1;
                y += 1;
            }
            furthest[k] = x;
            if x >= a.len() && y >= b.len() {
                return Some(made);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_texts_are_wholly_alike_and_one_changed_digit_is_not() {
        assert_eq!(likeness("研修を5回行った", "研修を5回行った", 95.0), Some(100));
        let long = "窓口のアンケートを行い、結果を各課に戻して改善策を公表した".repeat(4);
        assert_eq!(likeness(&long, &format!("{long}い"), 95.0), Some(99));
    }

    #[test]
    fn counts_shared_characters_of_both_texts() {
        // Nine of ten characters are shared: 18 of 20.
        assert_eq!(likeness("あいうえおかきくけこ", "あいうえおかきくけ５", 50.0), Some(90));
        assert_eq!(likeness("あいうえおかきくけこ", "あいうえおかきくけ５", 90.0), Some(90));
        assert_eq!(likeness("あいうえおかきくけこ", "あいうえおかきくけ５", 90.1), None);
    }

    #[test]
    fn a_text_and_none_have_nothing_in_common() {
        assert_eq!(likeness("あ", "", 1.0), None);
        assert_eq!(likeness("あ", "い", 1.0), None);
    }

    fn longest_common(a: &[char], b: &[char]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn agrees_with_the_plain_method(a in "[あいう]{0,20}", b in "[あいう]{0,20}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let expected = x.len() + y.len() - 2 * longest_common(&x, &y);
            prop_assert_eq!(differences(&x, &y, x.len() + y.len()), Some(expected));
            prop_assert_eq!(likeness(&a, &b, 60.0), likeness(&b, &a, 60.0));
        }
    }
}
