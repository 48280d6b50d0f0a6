### Decisions

decision-needed = { $quorum ->
    [one] One member with the role { $roles } approves or denies.
   *[other] { $quorum } members with the role { $roles } approve, or one denies.
 }
decision-awaited = Waiting for { $who }.
decision-not-those = Not { $requester }, and not the person it is about.
decision-authority-too = It takes the approval of someone who holds { $who } as well; one person may be both.
decision-authority = Enough people agree, but it takes the approval of someone who holds { $who } as well.
decision-approved = Approved by { $name } on { $when }.
decision-approved-joined = Approved by { $name } on { $when }. It does not count any more: { $name } has asked for the same since.
decision-by = { $name } ({ $upn })
decision-denied = Denied by { $name } on { $when }.
decision-denied-why = Denied by { $name } on { $when }: { $reason }
decision-until = Open until { $until }.
decision-because = Asked because { $reasons }.
decision-sign-in = Whoever approves signs in for it first, at most { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } before.
decision-confirm = Whoever approves types the sign-in name of the account.
decision-waive = Or they waive the signs, with a reason: then the plan is made anew.
decision-reminder = If nobody decides by { $when }, they are reminded.
decision-next-group = If nobody decides by { $when }, members with the role { $who } are asked too.
decision-looking = { $name } began to look at it { $when }.
decision-alone = Four eyes are not possible: I know nobody here but { $requester }, who can go on from { $from } until { $until }.
decision-alone-others = Anyone who links an account until then can deny it; as soon as I know somebody else, it is decided by approval or not at all.
decision-alone-sign-in = Before going on, the requester signs in for it, at most { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } before.
decision-alone-confirm = To go on, the requester types the sign-in name of the account.
decision-alone-meant = { $name } confirmed on { $when } that it is to go on without anybody else.
decision-glass = { $name } broke the glass on { $when } to act alone: { $reason }
decision-owed = Someone with the role { $who } has to countersign it by { $until }.
decision-owed-meanwhile = Until then, the member who acted alone cannot do so again.
decision-overdue = Not countersigned in time. Someone with the role { $who } has to look at it.
decision-overdue-meanwhile = Everybody is called again on { $until }.
decision-countersigned = Countersigned by { $name } on { $when }.
because-always = every plan of this command needs a decision
because-target-privileged = the account has directory roles
because-target-in-group = of a group that the account is in
because-target-synced = Active Directory manages the account
because-target-guest = the account belongs to another organisation
because-signs-of-compromise = the account may be compromised
because-secret-issued = a password or a pass is given out
because-blocked-by-security = security may have blocked the account
because-out-of-reach = it is above the requester's own roles
because-outside-hours = it is outside of the usual hours
because-look-alike = another account has nearly this name
because-asked-recently = something was done to the account some days ago

receiver-person = Shown once, to { $name } alone: { $what }.
receiver-named = Shown once, to the first member with the role { $roles } who asks and whose own directory role covers this account: { $what }.
receiver-approver = Shown once, to the approver whose own role carries step { $steps } (you, if yours does): { $what }.
