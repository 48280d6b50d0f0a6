//! A case that waits for Microsoft, on its card.

use super::localizer::Localizer;
use super::text::time_and_distance;
use crate::domain::case::Case;

/// Returns the text of a card, below the wait of its case for Microsoft, if it waits.
pub fn above(localizer: &Localizer, case: &Case, text: String) -> String {
    let Some(pause) = case.pause().filter(|_| is_waiting(case)) else { return text };
    let key = if pause.trouble.is_throttled() || pause.trouble.retry_after_seconds.is_some() {
        "pause-asked"
    } else {
        "pause-outage"
    };
    let ends = case.approval_request().map(|request| request.approval.expires_at());
    let arguments = [
        ("when", time_and_distance(pause.until).into()),
        ("until", ends.map_or_else(String::new, time_and_distance).into()),
    ];
    format!("{}\n{text}", localizer.format(key, &arguments))
}

/// Returns true if the case waits for Microsoft, and goes on by itself. A freeze stops it whatever Microsoft says, and says so
/// itself.
pub const fn is_waiting(case: &Case) -> bool {
    case.pause().is_some() && case.parked().is_none() && case.outcome().is_none()
}
