//! People and the places that rules have for them.

/// Returns true if people can be assigned to places so that each place is taken, by trying every assignment.
pub fn can_fill(quorums: &[u8], people: usize, fits: &impl Fn(usize, usize) -> bool) -> bool {
    if quorums.iter().all(|quorum| *quorum == 0) {
        return true;
    }
    let Some(person) = people.checked_sub(1) else { return false };
    let goes_to = |rule: usize| {
        let mut left = quorums.to_vec();
        left[rule] -= 1;
        can_fill(&left, person, fits)
    };
    can_fill(quorums, person, fits)
        || (0..quorums.len()).any(|rule| quorums[rule] > 0 && fits(person, rule) && goes_to(rule))
}
