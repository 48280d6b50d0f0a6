//! Names that people mistake for each other.

/// Returns true if one edit turns one text into the other: a character is inserted, deleted or replaced, or two neighbours
/// are swapped. Case is ignored. A text is not one edit apart from itself.
pub fn one_edit_apart(a: &str, b: &str) -> bool {
    // The optimal string alignment (OSA) distance counts a swap of neighbours as one edit, where Levenshtein's counts two.
    strsim::osa_distance(&a.to_lowercase(), &b.to_lowercase()) == 1
}

#[cfg(test)]
mod tests {
    use super::one_edit_apart;

    fn both_ways(a: &str, b: &str) -> bool {
        let apart = one_edit_apart(a, b);
        assert_eq!(one_edit_apart(b, a), apart, "{a} and {b}");
        apart
    }

    #[test]
    fn one_edit_is_found_in_both_directions() {
        for (a, b) in [
            ("anna", "ana"),
            ("anna", "annna"),
            ("anna", "hanna"),
            ("anna", "annas"),
            ("anna", "anja"),
            ("anna", "onna"),
            ("anna", "anni"),
            ("anna", "nana"),
            ("anna", "anan"),
            ("Anna de Vries", "anna de vris"),
            ("ÉMILE", "emile"),
            ("j.jansen", "jjansen"),
            ("a", ""),
            ("a", "b"),
            ("ab", "ba"),
            ("rn", "rm"),
        ] {
            assert!(both_ways(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn no_edit_and_two_edits_are_not_one() {
        for (a, b) in [
            ("", ""),
            ("anna", "anna"),
            ("Anna", "aNNA"),
            ("anna", "an"),
            ("anna", "bob"),
            ("anna", "nnaa"),
            ("anna", "naan"),
            ("anna", "aannaa"),
            ("abcd", "bcda"),
            ("abcd", "badc"),
            ("ab", "cd"),
            ("rn", "m"),
        ] {
            assert!(!both_ways(a, b), "{a} and {b}");
        }
    }
}
