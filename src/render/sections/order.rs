//! The order in which the sections of a card are shortened.

use super::SectionKind;

/// The order in which sections are shortened if a card is longer than a phone's screen; each entry shortens a section
/// by one level.
///
/// First go the advice, the wording of steps and authority, other requesters of the same, the details of the
/// decision, and evidence beyond its first lines; after the end of the case, the last of the advice, and the authority.
/// The request, the steps, the deadline and the warnings remain in every variant.
pub(super) const SHORTENING_ORDER: [SectionKind; 32] = [
    SectionKind::Ineffective,
    SectionKind::Advice,
    SectionKind::Advice,
    SectionKind::Advice,
    SectionKind::Plan,
    SectionKind::Plan,
    SectionKind::Request,
    SectionKind::Changes,
    SectionKind::Gaps,
    SectionKind::Progress,
    SectionKind::Decision,
    SectionKind::Outcome,
    SectionKind::Warnings,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Gaps,
    SectionKind::Request,
    SectionKind::Outcome,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Progress,
    SectionKind::Decision,
    SectionKind::Evidence,
    SectionKind::Signs,
    SectionKind::Evidence,
    SectionKind::Decision,
    SectionKind::Changes,
    SectionKind::Advice,
    SectionKind::Plan,
];

/// The order for a card of a case that ended without steps or decisions. Its advice is what people read it for.
pub(super) const SHORTENING_ORDER_ADVICE: [SectionKind; 19] = [
    SectionKind::Ineffective,
    SectionKind::Plan,
    SectionKind::Plan,
    SectionKind::Request,
    SectionKind::Warnings,
    SectionKind::Gaps,
    SectionKind::Signs,
    SectionKind::Request,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Request,
    SectionKind::Advice,
    SectionKind::Gaps,
    SectionKind::Signs,
    SectionKind::Evidence,
    SectionKind::Evidence,
    SectionKind::Advice,
    SectionKind::Advice,
];
