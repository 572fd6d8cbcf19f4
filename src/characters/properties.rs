//! What holds for every text.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::{fold, one_line, store, unusual};

/// Free text with many of the characters this room cares about.
const TEXT: &str = "([ 　\r\n\t\u{B}_x000D_ｱ-ﾟぁ-ヾ゛゜\u{3099}\u{309A}⺀-⿕︐-﹈元年度令和Rr㈱①ＡA-C1-3０-３〜～\\-ー−´¨İ神]|\\PC){0,24}";

proptest! {
    #[test]
    fn storing_twice_changes_nothing(raw in TEXT) {
        let once = store(&raw);
        let twice = store(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.mended.is_empty());
    }

    #[test]
    fn folding_twice_changes_nothing(raw in TEXT) {
        let once = fold(&raw);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_the_stored_text_gives_the_same_key(raw in TEXT) {
        prop_assert_eq!(fold(&store(&raw).text), fold(&raw));
    }

    #[test]
    fn one_line_is_one_line_and_stays(raw in any::<String>()) {
        let once = one_line(&store(&raw).text);
        prop_assert!(!once.contains('\n'));
        prop_assert_eq!(fold(&once), fold(&raw));
        prop_assert_eq!(one_line(&once), once);
    }

    #[test]
    fn nothing_panics(raw in any::<String>()) {
        store(&raw);
        fold(&raw);
        unusual(&raw);
    }
}
