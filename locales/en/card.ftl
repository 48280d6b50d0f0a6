### The card, from top to bottom
### Times come in as the chat's own marks, so that each reader sees them in their own zone.

card-title = Case { $case } · /{ $command } · { $stands }
card-footer = Case { $case } · { $tenant }
card-footer-plan = Case { $case } · { $tenant } · plan { $plan }
more-in-details = … more under Details
stands-looking = looking
stands-deciding = awaits a decision
stands-alone = awaits the requester
stands-doing = being done
stands-handing-over = waiting to be picked up
stands-owing = done alone, to be countersigned
stands-completed = done
stands-completed-not-visible = done, not confirmed yet
stands-completed-lost = not handed over
stands-told = agreed, the owner has to be told
stands-needs-human = needs a person
stands-unavailable = could not go on
stands-failed = stopped by an error
stands-nothing-found = nothing found
stands-advised = only looked at
stands-refused = stopped, nothing changed
stands-joined = part of another case
stands-denied = denied
stands-expired = not decided in time
stands-withdrawn = withdrawn
stands-interrupted = not answered in time

heading-asked = Asked by
heading-found = What was found
heading-signs = Signs of a compromise
heading-unread = What could not be looked at
heading-changed = What has changed since the approval
heading-waived = What has changed
heading-plan = What will be done
heading-done = What was done
heading-not-done = What was not done
heading-no-help = What would not help
heading-instead = What to do instead
heading-besides = What to do besides
heading-decision = Decision
heading-state = Where it stands
heading-outcome = Outcome
heading-warning = Look twice

asked-by = { $name }, { $when }
asked-reason = Reason: { $reason }
asked-identity = Who is calling was checked: { $check } ({ $name })
asked-identity-missing = Caller not checked yet. { $name }: press how you checked who is calling. Nobody can approve before that.
identity-called-back = called back on the number in the directory
identity-seen-in-person = seen in person
identity-manager-confirmed = confirmed by the manager
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } asked for the same.
asked-joined-why = { $name } asked for the same: { $reason }
