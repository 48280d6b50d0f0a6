### Where it stands

state-waiting = Waiting for a decision. Nothing has been changed.
awaited-members = { $count ->
    [one] a member with the role { $roles }
   *[other] { $count } members with the role { $roles }
 }
awaited-authority = someone who holds { $who }
state-lapsed = The account has changed since the approval, so that no longer counts. What is shown now needs a new one.
state-waived = Signs of a compromise were waived, so this is a new plan: it needs an approval of its own.
state-held = Every step waits for a judgement on the signs of a compromise: they are waived with a reason, or it is denied. Nothing has been changed.
state-checking = Approved. Reading everything again before the first step.
state-running = Taking the steps: { $done } of { $all } done.
state-alone = Nobody else is known who could approve. Nothing has been changed.
state-no-longer-alone = Somebody else is known here by now, so the requester does not go on alone.
handover-nobody = A temporary password was set to throw out whoever had the old one. Nobody gets to see it: the command that gives the account back makes a new one.
handover-kept = Kept in memory only: { $what }. { $who } can see it once, with the button below, until { $until }. Then it is gone.
handover-shown = It is being shown to { $name }: { $what }.
handover-seen = Shown once to { $name } { $when }; Grendel does not have it any more: { $what }.
handover-expired = Nobody asked for it in time, so it is gone and nobody has seen it: { $what }. Type the command again for a new one.
handover-restarted = Grendel was stopped while it was kept in memory, so it is gone and nobody has seen it: { $what }. Type the command again for a new one.
handover-undelivered = Sent to { $name } { $when }, and it may not have arrived: { $what }. It is gone from here. If { $name } has not read it, type the command again for a new one.
handover-forfeited = Gone unseen: { $what }. { $who } alone was to see it, and no longer may. Type the command again for a new one.
handover-withheld = Made, and shown to nobody, because not every step that must come before it took effect: { $what }. Once those are done, type the command again for a new one.
handover-unanswered = Microsoft's answer with it never arrived here, so nobody has it: { $what }. Type the command again for a new one.
handover-stopped = Made, and shown to nobody, because the case was stopped: { $what }.
handover-taken-back = The pass was taken back: nobody can sign in with it.
handover-taking-back = The pass is being taken back.
handover-not-taken-back = The pass could not be revoked: { $trouble } It still works until { $until }. Delete it now in the Entra admin centre, under the account's authentication methods.
handover-lost = The old password no longer works.
handover-to-member = A member with the role { $roles }
made-reset-password = temporary password
made-issue-temporary-access-pass = temporary access pass

outcome-nothing-found = I found no lock, so nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-nothing-found-with-gaps = I found no lock, but could not look at everything. Nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-advised = Nothing was changed: this command has no step for what was found.
outcome-advised-looks = Nothing was changed: this command only looks.
outcome-advised-synced = Nothing was changed here, because Active Directory decides about this account. It can be done there, by hand.
outcome-advised-withheld = Nothing was changed: no step that might help can be taken from here.
outcome-refused = Stopped, nothing was changed. { $why }
requester-other = To { $name }: { $why }
requester-not-linked = { $name } is no longer linked to the Microsoft 365 account with which this was asked.
requester-account-missing = The Microsoft 365 account of { $name }, who asked for this, does not exist any more.
requester-account-disabled = The Microsoft 365 account of { $name }, who asked for this, is blocked.
requester-account-at-risk = The Microsoft 365 account of { $name }, who asked for this, is at risk, says Identity Protection: somebody else may be using it. Ask your security colleagues to look at it.
requester-lacks-chat-role = { $name }, who asked for this, no longer has a role here that may ask for it: { $roles }.
requester-lacks-directory-role = The Microsoft 365 account of { $name }, who asked for this, holds none of the directory roles that it takes: { $roles }.
outcome-unavailable = I could not go on: { $trouble } Nothing was changed. Type the command again in a few minutes; if it fails again, show this to the operator of Grendel.
outcome-failed = I had to stop this case: { $why } Nothing was changed. Type the command again; if it stops again, show case { $case } to the operator of Grendel.
outcome-failed-begun = I had to stop this case: { $why } A step may have been taken: look at the account and its audit log before anything is repeated, and show case { $case } to the operator of Grendel.
breakdown-too-large = what was found is more than one entry of the journal holds.
breakdown-fault = its entries in the journal do not fit together.
breakdown-defect = Grendel has a defect.
outcome-denied = Denied. Nothing was changed.
outcome-expired = Not decided in time. Nothing was changed. Type the command again if it is still needed.
outcome-withdrawn = Withdrawn by { $name }. Nothing was changed.
outcome-completed = Done: every step was taken and confirmed.
outcome-completed-sign-in = Done: { $name } can sign in again. Every step was taken and confirmed.
outcome-completed-told = Agreed. Nothing was changed at Microsoft: the owner chooses a new password themselves, and has to be told how.
outcome-completed-not-visible = Done: Microsoft took every step, but not every effect could be seen yet. It can take some minutes; look at the account before you do more.
outcome-needs-human-refused = Stopped at step { $number }, which Microsoft refused. { $trouble } { $before ->
    [0] Nothing was changed.
   *[other] Every step before it was done.
 } Show this to the operator of Grendel, and look at the account.
rights-in-short = It takes the permission { $permission }.
rights = For this step Grendel's application needs the permission { $permission } and, if the account holds a role, a directory role of its own that reaches that account.
rights-and-role = For this step Grendel's application needs the permission { $permission } and the directory role { $role } at least.
outcome-needs-human-unknown = Stopped at step { $number }: nobody knows whether it took effect. { $trouble } Look at the account and at its audit log before anything is repeated.
outcome-needs-human-unreadable = Stopped before step { $number }: the account could not be read again. { $trouble } { $before ->
    [0] Nothing was changed.
   *[other] Every step before it was done.
 } Look at the account, then type the command again.
outcome-needs-human-authority = Stopped before step { $number }: somebody who asked or approved is no longer allowed to. { $why } { $before ->
    [0] Nothing was changed.
   *[other] Every step before it was done.
 } Look at the account, then type the command again.
outcome-needs-human-changed = Stopped before step { $number }: the account was changed by somebody else on the way. { $changes } { $before ->
     [0] Nothing was changed.
    *[other] Every step before it was done.
 } Look at the account, then type the command again.
outcome-needs-human-held = Stopped before step { $number }: the tenant was frozen until the approval ended. { $before ->
    [0] Nothing was changed.
   *[other] Every step before it was done, the others were not.
 } Once the freeze is lifted, look at the account and type the command again for what is missing.
outcome-needs-human-stopped = Stopped before step { $number }, while the tenant was frozen: somebody denied it, or took it back. { $before ->
    [0] Nothing was changed.
   *[other] Every step before it was done, the others were not.
 } Once the freeze is lifted, look at the account and type the command again for what is missing.
outcome-needs-human-one-refused = Microsoft refused step { $number }; the others were done. { $trouble } Show this to the operator of Grendel, and do by hand what is missing.
outcome-failed-pass = A temporary access pass was made that its receiver has not seen, and it may still let somebody in: delete it in the Entra admin centre, under the account's authentication methods.
outcome-joined = Case { $case } is about the same account.

trouble = { $call } failed with { $status } { $code }: { $message } (request id { $request }).
trouble-silent = { $call } got no answer ({ $code }; client-request-id { $request }).
trouble-restarted = Grendel was stopped while the call was under way.
trouble-card-refused = Discord does not let me post in this channel ({ $message }). There I need the permissions to view it, to send messages and to embed links.
no-request-id = none
