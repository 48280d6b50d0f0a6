//! Names that can be mistaken for each other.

/// Whether one edit makes the one text of the other: a sign that is put in, taken out or replaced, or two neighbours that change
/// places. Capitals make no difference. A text is not one edit away from itself.
pub fn one_edit_apart(a: &str, b: &str) -> bool {
    let signs = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (a, b) = (signs(a), signs(b));
    let same_at_start = a.iter().zip(&b).take_while(|(one, other)| one == other).count();
    let (a, b) = (&a[same_at_start..], &b[same_at_start..]);
    let same_at_end = a.iter().rev().zip(b.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&a[..a.len() - same_at_end], &b[..b.len() - same_at_end]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([one, two], [other_one, other_two]) => one == other_two && two == other_one,
        _ => false,
    }
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
    fn one_edit_makes_another_name() {
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
    fn no_edit_or_more_than_one_does_not() {
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
