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
state-work = Waiting for { $roles } until { $until }: the rest has to be done in Active Directory. Grendel sees it after a sync; the button says it sooner.
state-work-in-short = Waiting for { $roles } until { $until }.
state-work-ticked = What had to be done in Active Directory is done, by the word of a colleague. Grendel looks until { $until } whether it shows in Entra.
state-work-ticked-in-short = Ticked off; Grendel looks until { $until } whether it shows.
pause-asked = ⏳ Microsoft asks to wait. The next try is { $when }, by itself. The approval ends { $until }.
pause-outage = ⏳ Microsoft does not answer as it should. The next try is { $when }, by itself. The approval ends { $until }.
state-alone = Nobody else is known who could approve. Nothing has been changed.
state-no-longer-alone = Somebody else is known here by now, so the requester does not go on alone.
handover-nobody = A temporary password was set. Nobody gets to see it: the command that gives the account back makes a new one.
handover-kept = Kept in memory only: { $what }. { $who } can see it once, with the button below, until { $until }. Then it is gone.
handover-shown = It is being shown to { $name }: { $what }.
handover-seen = Shown once to { $name } { $when }; Grendel does not have it any more: { $what }.
handover-expired = Nobody asked for it in time, so it is gone and nobody has seen it: { $what }. Type the command again for a new one.
handover-too-late = It was made, and Microsoft took so long over the other steps that its time was over before anybody could see it: { $what }. Type the command again for a new one.
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
outcome-unavailable-operator = I could not go on: { $trouble } Nothing was changed, and trying again does not help: the operator of Grendel has to mend this. Show them this answer.
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
reach-contain-reached = Contained: nobody can get in, and nothing flows out.
reach-contain-confirmed = Every step was taken and confirmed.
reach-contain-as-far-as-seen = Contained as far as can be seen: Microsoft took every step, but not everything shows yet, or could be read. It can take some minutes; look at the account before you do more.
reach-contain-waiting-for-people = Not contained yet.
reach-contain-not-reached = Not contained.
reach-contain-cannot-tell = Nobody can tell whether the account is contained.
reach-unlock-waiting-for-people = Done here; the rest is for the owner.
reach-unlock-not-reached = Not unlocked.
reach-unlock-cannot-tell = Nobody can tell whether the owner can sign in.
remainder-active-directory = Active Directory has to disable the account and change its password twice: until then the old password works, and the next sync can undo a block.
remainder-active-directory-unlock = Active Directory still has to do its part, and Entra shows it after the next sync.
remainder-sign-in-open = Sign-in is not blocked.
remainder-password-known = The password was not changed.
remainder-pass-open = A temporary access pass may still let somebody in.
remainder-sessions-open = The sessions were not revoked.
remainder-mail-flows-out = Mail may still go outside, by a forwarding or by a rule of the inbox.
remainder-added-since = More was added to the account since the approval. Type the command again for it.
remainder-mail-unread = It could not be read whether mail goes outside.
remainder-passes-unread = It could not be read whether a temporary access pass may still let somebody in.
remainder-sign-in-blocked = Sign-in is still blocked.
remainder-signs-of-compromise = The account stays closed until the signs of a compromise are cleaned or waived.
remainder-risk-stands = The risk still stands, and policies may refuse the sign-in for it.
remainder-risk-unread = It could not be read whether a risk stands, and policies may refuse the sign-in for one.
remainder-sending-restricted = The account still cannot send.
remainder-no-credential = The owner has nothing to sign in with.
remainder-owner-needs-password = The pass does not change the password. While it is good, the owner registers a way to sign in without one (a passkey or Authenticator) at https://aka.ms/mysecurityinfo; otherwise the password still has to be reset.
remainder-owner-needs-password-in-short = The pass does not change the password.
remainder-owner-registers-method = While the pass is good, the owner has to register a second factor at https://aka.ms/mysecurityinfo.
remainder-owner-chooses-password = At the first sign-in the owner chooses a password of their own.
remainder-owner-resets-password = The owner has to be told how to reset the password.
outcome-needs-human-refused = Stopped at step { $number }, which Microsoft refused. { $trouble } { $before ->
    [0] Nothing was changed.
    [1] What does not need it was done.
   *[other] The steps above say what was done.
 } Show this to the operator of Grendel, and look at the account.
outcome-needs-human-useless = Stopped at step { $number }, which Microsoft took, but which is of no use. { $trouble } { $before ->
    [0] No step came before it.
   *[other] The steps above say what was done.
 } Show this to the operator of Grendel, and look at the account.
rights-in-short = It takes { $permission } and a directory role that reaches the account.
rights = For this step Grendel's application needs the permission { $permission } and, if the account holds a role, a directory role of its own that reaches that account.
rights-and-role = For this step Grendel's application needs the permission { $permission } and the directory role { $role } at least.
rights-role-missing = Grendel's application has the permission { $permission }, so what it lacks is a directory role of its own that reaches this account, such as Privileged Authentication Administrator.
rights-role-missing-named = Grendel's application has the permission { $permission }, so what it lacks is a directory role of its own that reaches this account: { $role } at the least.
rights-of-read = Grendel's application needs the permission { $permission } for this, with admin consent; if it has both, a directory role of its own is missing.
rights-of-read-granted = Grendel's application has the permission { $permission } for this, and Microsoft refuses it all the same. A directory role of its own may be missing, such as Global Reader.
outcome-needs-human-unknown = Stopped at step { $number }: nobody knows whether it took effect. { $trouble } Look at the account and at its audit log before anything is repeated.
outcome-needs-human-unreadable = Stopped before step { $number }: the account could not be read again. { $trouble } { $before ->
    [0] Nothing was changed.
   *[other] The steps above say what was done.
 } Look at the account, then type the command again.
outcome-needs-human-authority = Stopped before step { $number }: somebody who asked or approved is no longer allowed to. { $why } { $before ->
    [0] Nothing was changed.
   *[other] The steps above say what was done.
 } Look at the account, then type the command again.
outcome-needs-human-changed = Stopped before step { $number }: the account was changed by somebody else on the way. { $changes } { $before ->
     [0] Nothing was changed.
    *[other] The steps above say what was done.
 } Look at the account, then type the command again.
outcome-needs-human-held = Stopped before step { $number }: the tenant was frozen until the approval ended. { $before ->
    [0] Nothing was changed.
   *[other] The steps above say what was done.
 } Once the freeze is lifted, look at the account and type the command again for what is missing.
outcome-needs-human-stopped = Stopped before step { $number } while the case waited: somebody denied it, or took it back. { $before ->
    [0] Nothing was changed.
   *[other] The steps above say what was done.
 } Look at the account, and type the command again for what is missing.
outcome-needs-human-work-not-done = Nobody has said in time that step { $number } is done in Active Directory, and it does not show in Entra. Do it there, then type the command again for what is missing.
outcome-needs-human-work-not-seen = Step { $number } is ticked off, and after an hour it still does not show in Entra, so what has to come after it was not begun. Look at the sync, then type the command again for what is missing.
outcome-needs-human-effect-not-seen = Step { $number } was taken by Microsoft and does not show, and what comes after it gives access back, so that was not begun. Look at the account in some minutes, then type the command again for what is missing.
outcome-needs-human-one-refused = Microsoft refused step { $number }; the others were done. { $trouble } Show this to the operator of Grendel, and do by hand what is missing.
outcome-also-refused = Microsoft refused step { $number } too. { $trouble }
outcome-also-unknown = Nobody knows whether step { $number } took effect either.
outcome-failed-pass = A temporary access pass was made that its receiver has not seen, and it may still let somebody in: delete it in the Entra admin centre, under the account's authentication methods.
outcome-joined = Case { $case } is about the same account.

trouble = { $call } failed with { $status } { $code }: { $message } (request id { $request }).
trouble-silent = { $call } got no answer ({ $code }; client-request-id { $request }).
trouble-known = { $message } ({ $call }: { $status } { $code }, request id { $request }).
known-failure-secret-wrong = Microsoft does not accept the client secret of Grendel's application. The operator has to put the value of a valid secret, not its id, into the configuration
known-failure-secret-expired = The client secret of Grendel's application has expired. The operator has to create a new one in the Entra admin centre, under the app registration, and put its value into the configuration
known-failure-application-unknown = Grendel's application was not found in this tenant. The operator has to check `client_id` and `tenant_id`, and an administrator of the tenant has to consent to the application
known-failure-tenant-unknown = Microsoft knows no such tenant. The operator has to check `tenant_id` in the configuration, and the cloud that it belongs to
known-failure-application-disabled = Grendel's application is disabled in this tenant. An administrator has to enable it in the Entra admin centre, under Enterprise applications, Properties
known-failure-application-blocked = A Conditional Access policy for workload identities keeps Grendel's application out of this tenant. An administrator has to let it in from the address of Grendel's server
known-failure-credentials-refused = Microsoft does not let Grendel's application sign in to this tenant. The operator has to check its registration, its secret and the configuration
known-failure-licence-missing = The tenant has no licence for this
known-failure-gateway = A gateway in front of Microsoft's service refused the call; the service itself did not answer
known-failure-password-complexity = The new password does not meet the tenant's rules (password complexity, banned words). Type the command again for another one
known-failure-mastered-on-premises = This account is mastered in the on-premises Active Directory, so it has to be changed there
known-failure-guest-pass = A guest gets no temporary access pass here: guests sign in at their own organisation
known-failure-pass-policy = The tenant's policy for temporary access passes does not cover this account. An administrator can change it in the Entra admin centre, under Authentication methods, Policies
known-failure-pass-unusable = A pass was made, and Microsoft says that nobody can sign in with it, but not why
known-failure-pass-unusable-policy = A pass was made, and nobody can sign in with it: the tenant's policy does not allow that
known-failure-pass-unusable-used = A pass was made, and nobody can sign in with it: Microsoft says that it is used already. Type the command again for another one
known-failure-pass-unusable-expired = A pass was made, and nobody can sign in with it: Microsoft says that it has expired already. Type the command again for another one
known-failure-gone = The account, or what the step changes of it, is not there any more
known-failure-conflict = The account was being changed by somebody else at that moment. Type the command again
operator-credentials = **Grendel cannot sign in to the tenant { $tenant }.** { $trouble } Every command there fails until that is mended.
operator-permission = **Grendel lacks a right in the tenant { $tenant }.** { $trouble } Commands that need it are refused until then.
operator-licence = **The tenant { $tenant } has no licence, Microsoft says, for:** { $topics }. Grendel goes on without, and cards say what was not looked at. If Identity Protection is among them, `identity_protection = false` in `grendel.toml` saves the call; if the tenant does have the licence, tell Microsoft.
operator-licence-demanded = **The tenant { $tenant } has no licence for Identity Protection, Microsoft says, but `identity_protection` in `grendel.toml` says that it has.** So commands there are refused. Take the key away, and Grendel goes on without the risk; if the tenant does have the licence, tell Microsoft.
trouble-restarted = Grendel was stopped while the call was under way.
trouble-card-refused = Discord does not let me post in this channel ({ $message }). There I need the permissions to view it, to send messages and to embed links.
no-request-id = none
