# Everything a person reads that is not a command's own wording.
# Times come in as the chat's own marks, so that each reader sees them in their own zone.

## The card, from top to bottom

card-title = /{ $command }, case { $case }
card-footer = Case { $case } · { $tenant }
card-footer-plan = Case { $case } · { $tenant } · plan { $plan }

heading-asked = Asked by
heading-found = What was found
heading-unread = What could not be looked at
heading-changed = What has changed since the approval
heading-plan = What will be done
heading-done = What was done
heading-not-done = What was not done
heading-instead = What to do instead
heading-decision = Decision
heading-state = Where it stands
heading-warning = Look twice

asked-by = { $name }, { $when }
asked-reason = Reason: { $reason }
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } asked for the same.
asked-joined-why = { $name } asked for the same: { $reason }

## The verdict

verdict-sign-in-blocked-by-person = { $name } ({ $upn }) cannot sign in: sign-in was blocked by { $by } { $when }.
verdict-sign-in-blocked-by-application = { $name } ({ $upn }) cannot sign in: sign-in was blocked by the application { $by } { $when }.
verdict-sign-in-blocked-by-sync = { $name } ({ $upn }) cannot sign in: sign-in was blocked by the sync from Active Directory ({ $by }) { $when }.
verdict-sign-in-blocked-by-unknown = { $name } ({ $upn }) cannot sign in: sign-in was blocked { $when }; the audit does not say by whom.
verdict-sign-in-blocked-no-record = { $name } ({ $upn }) cannot sign in: sign-in is blocked. The directory audit no longer says by whom.
verdict-sign-in-blocked-unread = { $name } ({ $upn }) cannot sign in: sign-in is blocked. By whom could not be looked up.
verdict-synced-account-blocked = { $name } ({ $upn }) cannot sign in, and the cloud cannot change that: sign-in is blocked, and Active Directory decides about this account.
verdict-synced-account-enabled = { $name } ({ $upn }) may sign in as far as the cloud is concerned. The account is managed in Active Directory, and a lock there is not visible from here.
verdict-nothing-found = Sign-in is not blocked for { $name } ({ $upn }), and the account is not managed in Active Directory. Grendel does not recognise other causes yet.
verdict-nothing-found-with-gaps = Sign-in is not blocked for { $name } ({ $upn }), and the account is not managed in Active Directory. Not everything could be looked at, and Grendel does not recognise other causes yet.
verdict-joined = { $name } asked for the same as in case { $case }, and is part of that case now.
verdict-interrupted = Grendel could not answer { $name } in time. Nothing was changed. Type the command again.

## Evidence

fact-sign-in-disabled = Sign-in is blocked for this account.
fact-blocked-by-person = Blocked by { $by } { $when }.
fact-blocked-by-person-from = Blocked by { $by } from { $address } { $when }.
fact-blocked-by-application = Blocked by the application { $by } { $when }.
fact-blocked-by-sync-engine = Blocked by the sync from Active Directory ({ $by }) { $when }.
fact-blocked-by-unknown = Blocked { $when }; the audit does not say by whom.
fact-no-record-of-block = The directory audit has no record of who blocked it. It keeps records for 7 days, or 30 with Entra ID P1.
fact-sign-ins-refused = { $count ->
    [one] A sign-in was refused for that reason { $when } ({ $application }).
   *[other] { $count } sign-ins were refused for that reason, the last { $when } ({ $application }).
 }
fact-mastered-on-premises = Managed in Active Directory ({ $domain }), last synced { $when }.
fact-mastered-on-premises-never = Managed in Active Directory ({ $domain }).
fact-last-failure = The last sign-in that failed was { $when }: AADSTS{ $code } ({ $application }).
unnamed-application = application not named
unnamed-domain = domain not named

gap = { $topic }: { $cause } ({ $code }, request id { $request }).
gap-no_permission = { $topic }: { $cause }: { $permission } ({ $code }, request id { $request }).
topic-roles = Directory roles
topic-groups = Groups that roles can be assigned to
topic-units = Administrative units
topic-named_groups = Groups that rules ask about
topic-risk = Risk (Identity Protection)
topic-look_alikes = Accounts with a name like this one
topic-blocks = Who blocked the account (directory audit)
topic-sign_ins = Recent sign-ins
cause-no_licence = the tenant has no licence for it; it takes Entra ID P1 or P2
cause-no_permission = Grendel lacks the permission for it
cause-throttled = Microsoft asked for more time than there was; try again later
cause-unavailable = Microsoft did not answer properly

change-sign_in = Sign-in was enabled or blocked by someone.
change-blocked_by = Sign-in was blocked again since then.
change-name = The account was renamed.
change-roles = The account's roles have changed.
change-mastered = The account is now managed elsewhere (in the cloud or in Active Directory).
change-readable = Something can be read now that could not be then, or the other way round.
change-plan = Other steps are needed now.
change-evidence = What was found rests on other evidence now.
change-risk = Identity Protection sees another risk now.
change-groups = The account is in other groups now.
change-warnings = There are other reasons now to look twice at who this is.
warning-one_edit_away = Nearly the same name: { $name } ({ $upn }). Is it really this account?
warning-other_domain = Typed with the domain { $domain }, which is not the domain of this sign-in name.
warning-done_before = Something was done to this account in the last 7 days: case { $case }.

## Steps

step-enable_sign_in = Enable sign-in
step-revoke_sign_in_sessions = Sign out everywhere (revoke sign-in sessions)
authority-held = ↳ on the authority of { $name } ({ $role })
authority-needed = ↳ above the requester: it takes the approval of someone who holds { $who }
authority-needed-in-unit = ↳ above the requester: it takes the approval of someone who is { $who } for the very unit that restricts this account

progress-planned = { $number }. { $step }
progress-pending = { $number }. { $step }: not begun
progress-calling = { $number }. { $step }: being done
progress-unanswered = { $number }. { $step }: no answer from Microsoft; looking whether it took effect
progress-unknown = { $number }. { $step }: not known whether it took effect
progress-taken = { $number }. { $step }: done; waiting for it to show
progress-seen = { $number }. { $step }: done and confirmed { $when }
progress-not-visible = { $number }. { $step }: done, not yet visible { $when }
progress-not-looked = { $number }. { $step }: done; whether it shows could not be looked up. { $when }
progress-refused = { $number }. { $step }: refused by Microsoft
not-done = { $step }: { $obstacle }
obstacle-mastered_on_premises = Active Directory decides about this account, so it would not help.

instead-synced = On a domain controller, or wherever the Active Directory tools are:
instead-synced-enable = `Enable-ADAccount -Identity { $account }` lifts a block.
instead-synced-unlock = `Unlock-ADAccount -Identity { $account }` lifts a lockout after wrong passwords.
instead-synced-wait = Then wait for the sync (up to 30 minutes), or start it: `Start-ADSyncSyncCycle -PolicyType Delta`.

## Decisions

decision-needed = { $quorum ->
    [one] One member with the role { $roles } approves or denies; not { $requester }, and not the person it is about.
   *[other] { $quorum } members with the role { $roles } approve or deny; not { $requester }, and not the person it is about.
 }
decision-authority = Enough people agree, but it takes the approval of someone who holds { $who } as well.
decision-approved = Approved by { $name } { $when }.
decision-denied = Denied by { $name } { $when }.
decision-denied-why = Denied by { $name } { $when }: { $reason }
decision-until = Open until { $until } ({ $when }).
decision-because = Asked because { $reasons }.
decision-sign-in = Whoever approves signs in for it first, at most { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } before.
decision-confirm = Whoever approves types the sign-in name of the account.
decision-reminder = If nobody decides, they are reminded { $when }.
decision-next-group = If nobody decides, { $who } is asked too, { $when }.
decision-looking = { $name } is looking at it (since { $when }).
decision-alone = Four eyes are not possible: I know nobody here but { $requester }. { $requester } can go on { $from }, and has until { $until } to do so.
decision-alone-meant = { $name } confirmed { $when } that it is to go on without anybody else.
decision-glass = { $name } broke the glass { $when } to act alone: { $reason }
decision-owed = To be countersigned by { $who }, { $until } at the latest. Until then whoever acted alone cannot do so again.
decision-overdue = Not countersigned in time. { $who } has to look at it; everybody is called again { $until }.
decision-countersigned = Countersigned by { $name } { $when }.
because-always = it always is
because-target_privileged = the account has directory roles
because-target_in_group = of a group that the account is in
because-target_synced = Active Directory manages the account
because-target_guest = the account belongs to another organisation
because-signs_of_compromise = the account may be compromised
because-secret_issued = a password or a pass is given out
because-blocked_by_security = security may have blocked the account
because-out_of_reach = it is above the requester's own roles
because-outside_hours = it is outside of the usual hours
because-look_alike = another account has nearly this name
because-asked_recently = something was done to it some days ago

## Where it stands

state-waiting = Waiting for { $who }. Nothing has been changed.
awaited-members = { $count ->
    [one] a member with the role { $roles }
   *[other] { $count } members with the role { $roles }
 }
awaited-authority = someone who holds { $who }
state-lapsed = The account has changed since it was approved, so the approval no longer counts. What is shown now needs a new one.
state-checking = Approved. Reading everything again before the first step.
state-running = Taking the steps.
state-alone = Nobody else is known who could approve. Nothing has been changed.
state-owing = It was done by one person alone, and someone else has to countersign it.

outcome-nothing_found = There is nothing to undo here, and nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-nothing_found-with-gaps = Nothing to undo was found, but not everything could be looked at: see below. Nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-advised = Nothing was changed: this command has no step for what was found.
outcome-advised-synced = Nothing was changed here, because Active Directory decides about this account. What to do there is below.
outcome-refused = Stopped, nothing was changed. { $why }
requester-other = To { $name }: { $why }
requester-not_linked = { $name } is no longer linked to the Microsoft 365 account with which this was asked.
requester-account_missing = The Microsoft 365 account of { $name }, who asked for this, does not exist any more.
requester-account_disabled = The Microsoft 365 account of { $name }, who asked for this, is blocked.
requester-account_at_risk = The Microsoft 365 account of { $name }, who asked for this, is at risk, says Identity Protection: somebody else may be using it. Ask your security colleagues to look at it.
requester-lacks_chat_role = { $name }, who asked for this, no longer has a role here that may ask for it: { $roles }.
requester-lacks_directory_role = The Microsoft 365 account of { $name }, who asked for this, holds none of the directory roles that it takes: { $roles }.
outcome-unavailable = I could not go on: { $trouble } Nothing was changed. Type the command again in a few minutes; if it fails again, show this to the operator of Grendel.
outcome-denied = Denied. Nothing was changed.
outcome-expired = Nobody decided in time. Nothing was changed. Type the command again if it is still needed.
outcome-withdrawn = Withdrawn by { $name }. Nothing was changed.
outcome-completed = Done: every step was taken and confirmed.
outcome-completed-sign-in = Done: { $name } can sign in again. Every step was taken and confirmed.
outcome-completed-not-visible = Done: Microsoft took every step, but not every effect is visible yet. It can take some minutes; look at the account before you do more.
outcome-needs-human-refused = Stopped at step { $number }, which Microsoft refused. { $trouble } { $before ->
    [0] Nothing was changed.
   *[other] What came before it was done.
 } Show this to the operator of Grendel, and look at the account.
outcome-needs-human-unknown = Stopped at step { $number }: nobody knows whether it took effect. { $trouble } Look at the account and at its audit log before anything is repeated.
outcome-needs-human-unreadable = Stopped before step { $number }: the account could not be read again. { $trouble } { $before ->
    [0] Nothing was changed.
   *[other] What came before it was done.
 } Look at the account, then type the command again.
outcome-needs-human-authority = Stopped before step { $number }: the people who asked or approved may no longer do this. { $why } { $before ->
    [0] Nothing was changed.
   *[other] What came before it was done.
 } Look at the account, then type the command again.
outcome-needs-human-changed = Stopped before step { $number }: the account was changed by somebody else on the way. { $changes } { $before ->
     [0] Nothing was changed.
    *[other] What came before it was done.
 } Look at the account, then type the command again.
outcome-joined = Case { $case } is about the same account.

trouble = { $call } failed with { $status } { $code }: { $message } (request id { $request }).
trouble-silent = { $call } got no answer ({ $code }; client-request-id { $request }).
trouble-restarted = Grendel was stopped while the call was under way.
trouble-card-refused = Discord does not let me post in this channel ({ $message }). There I need the permissions to view it, to send messages and to embed links.
no-request-id = none

## Private answers

answer-waiting = Case { $case } is open and waits for { $who }. The card in this channel shows how it goes; you can withdraw it there.
answer-decided = Case { $case } is open. The card in this channel shows how it goes.
answer-over = Case { $case } is over. The card in this channel says what was found.
answer-unavailable = I could not look { $user } up at Microsoft, so nothing is known about the account.
answer-joined = Case { $case } is already open for this account, so you are part of it now: its card in this channel shows how it goes, and says that you asked too. As one of those who asked you cannot approve it.
answer-alone = Case { $case } is open. I know nobody else here who could approve it, so four eyes are not possible. You can go on { $from } with the button on the card, if you still mean it.
heard-approve = Your approval of case { $case } is recorded. The card shows what comes of it.
heard-deny = Your denial of case { $case } is recorded. Nothing will be changed.
heard-withdraw = Case { $case } is withdrawn. Nothing was changed.
heard-confirm = Your approval of case { $case } is recorded. The card shows what comes of it.
heard-look = The card of case { $case } says that you are looking at it.
heard-break_glass = Recorded: you act alone in case { $case }. Everybody is told now, and someone else has to countersign it.
heard-proceed = Recorded: you still mean it. The card of case { $case } shows what comes of it.
heard-countersign = Your countersignature of case { $case } is recorded.
cases-waiting = Waiting for you
cases-yours = Yours
cases-other = Others
cases-line = Case { $case }: `/{ $command }` { $name }, asked by { $requester } { $when }
cases-more = { $count ->
    [one] and one more
   *[other] and { $count } more
 }
cases-none = No case is open in this channel.
call-reminder = Case { $case } about { $name } still waits for your decision, until { $until }.
call-next_group = Nobody has decided case { $case } about { $name } yet, so you are asked too, until { $until }.
call-last_call = Last call: case { $case } about { $name } ends { $until } if nobody decides.
call-glass = { $requester } broke the glass in case { $case } about { $name }, and acts without an approval. The card says why; someone else has to countersign it.
call-overdue = Case { $case } about { $name } was done by { $requester } alone and is not countersigned, although it should be by now. Please look at it and countersign it, or take it up with { $requester }.

button-approve = Approve
button-deny = Deny
button-withdraw = Withdraw
button-confirm = Approve…
button-look = I am looking
button-break_glass = Break glass…
button-proceed = Go on alone
button-countersign = Countersign
deny-title = Deny case { $case }
deny-question = Why should this not be done?
deny-placeholder = The team reads this on the card.
break_glass-title = Act alone in case { $case }
break_glass-question = Why can this not wait?
break_glass-placeholder = Everybody is told this at once.
confirm-title = Approve case { $case }
confirm-question = The sign-in name of the account
confirm-placeholder = As it stands on the card

## Who is who: /link, /unlink, /whoami

link-sign-in = Sign in to Microsoft
link-offered = Sign in with your own account of this tenant, and confirm on the page that follows that it is you. The link is for you alone, works once, and until { $when }. Give it to nobody: whoever signs in with it and says yes hands you their account.
link-device = Open { $address } on any device and type the code `{ $code }`, then sign in with your own account of this tenant. The code is for you alone and works until { $when }. Give it to nobody.
link-done = You are linked to { $upn }. `/whoami` shows what you may do; `/unlink` takes it back.
link-contested = { $member }, somebody else has just signed in to the Microsoft 365 account that you are linked to here, and wanted to link it to themselves. Nothing was changed. If that was not you: change your password now, sign out everywhere, and tell whoever is in charge of security. If it was you, with another Discord account: type `/unlink` here first.
link-contested-operator = { $member }, somebody else has just signed in to the Microsoft 365 account that the operator of Grendel has entered for you, and wanted to link it to themselves. Nothing was changed. If that was not you: change your password now, sign out everywhere, and tell whoever is in charge of security.
vote-offered = To approve case { $case } you sign in to Microsoft first, { $when } at the latest. Your approval counts as soon as you have, and you read here what came of it. Nobody else can use this link for you.
unlink-done = You are not linked to any account any more. What you have asked for and is still open will not go on. `/link` links you again.
unlink-nothing = You are not linked to any account, so nothing was changed. `/link` links you to yours.

whoami-account = You are { $upn } ({ $by }).
whoami-account-unread = Your account is the one with the object id `{ $account }` ({ $by }).
whoami-by-link = you proved it with `/link`
whoami-by-operator = so says the operator of Grendel in `grendel.toml`
whoami-blocked = This account is blocked, so you can neither ask for anything nor decide it.
whoami-at-risk = Identity Protection holds this account for compromised. Tell whoever is in charge of security.
whoami-no-risk = Identity Protection has nothing against it.
whoami-risk-not-asked = Identity Protection was not asked about it.
whoami-chat-roles = Your roles here: { $roles }
whoami-no-roles = Directory roles that are active now: none
whoami-roles = Directory roles that are active now:
whoami-role-unit = , only for the administrative unit `{ $unit }`…
whoami-role-until = , ends { $when }
whoami-more-roles = and { $count } more
whoami-eligible = Directory roles that you could activate. They count for nothing until you do (Privileged Identity Management); activate the one that you need first:
whoami-may-ask = you may ask. Whether your roles reach an account is seen when you name it.
whoami-may-not-ask = you may not ask. { $why }
whoami-may-decide = you may approve and deny what others ask, as { $roles }.
whoami-may-not-decide = you may not approve. { $why }

## Pages that a browser shows; plain text, without the marks of the chat

ask-link-title = Is this you?
ask-link = Link this Discord member to your Microsoft 365 account?
ask-link-member = Discord member
ask-link-id = Discord id { $id }
ask-link-account = Your account
ask-link-warning = Only press yes if you yourself typed /link in Discord a moment ago. If somebody sent you here, press no: after a yes, that member counts as you.
ask-link-yes = Yes, that is me
ask-link-no = No
page-linked-title = Linked
page-linked = The account { $upn } is now linked to the Discord member "{ $name }". If that is you, you can close this page. If that is NOT you, somebody made you sign in for them: tell whoever is in charge of security at once, and ask the operator of Grendel to undo it.
page-refused-title = Not linked
page-account-taken = The account that you signed in to is linked to another Discord member than "{ $name }" already, so nothing was changed. That member is being told. The answer in Discord says more; you can close this page.
page-linked-already = The Discord member "{ $name }" is linked to another account already, so nothing was changed. The answer in Discord says more; you can close this page.
page-declined = The sign-in for the Discord member "{ $name }" did not come to its end, so nothing was changed. Type /link again in Discord to try once more; you can close this page.
page-disowned = You said that you are not the Discord member "{ $name }", so nothing was changed. If somebody sent you the link, they wanted to pass for you: tell whoever is in charge of security. You can close this page.
page-failed = It could not be found out who signed in for the Discord member "{ $name }", so nothing was changed. The answer in Discord says more; you can close this page.
page-unknown-title = Nothing to finish
page-unknown = This sign-in is not under way: it was finished already, took longer than ten minutes, or Grendel was started anew meanwhile. Nothing was changed. Type /link again in Discord.
page-answered-title = Nothing to finish
page-answered = This question is not open: it was answered already, took longer than ten minutes, or Grendel was started anew meanwhile. What you pressed now has changed nothing. Type /whoami in Discord to see which account you are linked to; if there is none, type /link again.
page-foreign-title = Not counted
page-foreign = This answer does not come from Grendel's own page, so it does not count, and nothing was changed. If you did press a button there, something on the way hides where your browser came from: try another browser, and type /link again in Discord.
page-no-answer-title = No answer
page-no-answer = Grendel cannot say now what came of your sign-in. Type /whoami in Discord to see; if you are not linked, type /link again.
page-nothing-title = Nothing here
page-nothing = There is nothing to see at this address.
page-vote-title = Signed in
page-vote = You have signed in for { $name }. Go back to Discord: what came of the approval stands there. You can close this page.
page-vote-failed = The sign-in for { $name } came to nothing, so nothing was approved. Go back to Discord: it says there why. You can close this page.

## Refusals: what happened, who could, what to do next

rule = Rule: `{ $rule }`
role-in-unit = { $role }, for an administrative unit
role-until = { $role }, ends { $until }
list-or = { $rest } or { $last }
list-and = { $rest } and { $last }
group-both = { $chat } who is also { $directory }
no-roles = none

refusal-lacks_chat_role = You cannot use this command: it is for members with the role { $roles } here. Ask one of them to type it, or ask whoever runs this server for the role.
refusal-not_linked = I do not know which Microsoft 365 account is yours, so I cannot see what you may do. Type `/link` and sign in to it. If that is not offered here, ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-account_taken = You signed in to an account that is linked to another member, so nothing was changed. That member is being told. If it is your account and the other member is you as well, type `/unlink` there first; otherwise tell the operator of Grendel.
refusal-linked_already = You are linked to an account already, so nothing was changed. Type `/whoami` to see which one. To link another, type `/unlink` first.
refusal-linked_by_operator = Which account is yours stands in `grendel.toml`, and that cannot be changed from here. Type `/whoami` to see which one; ask the operator of Grendel if it is wrong.
refusal-no_sign_in = Nobody can sign in here: Grendel is not set up for it. Ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-link_disowned = Somebody signed in with your link and said that they are not you, so nothing was changed. If that was you, and you pressed the wrong button, type `/link` again. Give the link to nobody.
refusal-sign_in_declined = The sign-in did not come to its end, so nothing was changed. Microsoft says: { $code } { $message } Type `/link` again to try once more.
refusal-sign_in_failed = I could not find out who signed in, so nothing was changed. { $trouble } Type `/link` again; if it fails again, show this to the operator of Grendel.
refusal-account_missing = The Microsoft 365 account that you are linked to does not exist any more. Type `/unlink`, then `/link` to link the one that you have now; if you stand in `grendel.toml`, ask the operator of Grendel to correct your entry.
refusal-account_disabled = Your own Microsoft 365 account is blocked, so you can neither ask for this nor decide it. Ask a colleague whose account is in order.
refusal-lacks_directory_role = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. What it holds: { $held }. Ask a colleague who holds one to type the command.
refusal-standing_unread = I could not check what you may do, so I did nothing. { $trouble } Try again in a few minutes; if it fails again, show this to the operator of Grendel.
refusal-target_malformed = That is neither an address nor an object id. Type the sign-in name, a mail address or the object id of one person, such as `anna@contoso.com`.
refusal-target_unknown = Nobody in this tenant has that sign-in name, mail address, alias or object id. Check the spelling and the domain; an account of another organisation cannot be unlocked from here.
refusal-target_ambiguous = Several accounts have that address: { $upns }. Type the sign-in name of the one you mean.
refusal-own_account = This is your own account, and nobody unlocks themselves. Ask a colleague to type the command.
refusal-out_of_reach = Your directory roles do not reach this account: to do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role.
refusal-out_of_reach-shielded = Your directory roles do not reach this account, because { $shields }. To do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role.
refusal-out_of_reach-nobody = No directory role that holds for the whole tenant reaches this account, so nobody can do "{ $step }" on it from here. Reason: { $shields }. Somebody whose role is assigned for that unit can do it in the Entra admin centre.
refusal-out_of_reach-unit = This account is in a restricted management administrative unit. To do "{ $step }" on it takes { $who }, held for that very unit. Ask a colleague who holds such a role.
refusal-nobody_can_approve = Nobody could approve this now, so nothing was begun. { $quorum ->
    [one] It needs one other member with the role { $roles }
   *[other] It needs { $quorum } other members with the role { $roles }
 }, whose account is linked and not blocked; the person it is about does not count. { $able ->
    [0] I found none
    [one] I found one
   *[other] I found { $able }
 }. Ask the operator of Grendel to link more people, or do it by hand in the Entra admin centre with a colleague.
refusal-may_not_decide = You cannot decide this: it is for members with the role { $roles }. Ask one of them.
refusal-own_case = You have asked for this yourself, so someone else has to decide it.
refusal-own_account_decision = This is about your own account, so someone else has to decide it.
refusal-decided_already-approve = You have approved this already; once is enough.
refusal-decided_already-deny = You have denied this already; once is enough.
refusal-stale_plan = The plan has changed since this button was made, so your press does not count. Read the card as it is now and press there.
refusal-too_late = The time to decide this is over. If it is still needed, the command has to be typed again.
refusal-not_waiting = This case does not wait for a decision now. Read the card; it will ask if it needs one.
refusal-not_waiting-running = Too late for that: its steps are being taken right now. Read the card to see how it ends.
refusal-case_closed = This case is over; nothing more can be decided about it. Type the command again if it is still needed.
refusal-not_yours = Only the one who asked can withdraw this: { $requester }. If you may decide it, you can deny it.
refusal-reason_missing = A reason is needed, because the team reads it on the card. Press Deny again and write one.
refusal-text_too_long = { $option } is too long: { $chars } characters, and at most { $max } are read. Shorten it and send it again.
refusal-too_many_open = You have { $max } cases open already, and that is the most. Withdraw one that is no longer needed, or wait for one to end.
refusal-no_such_case = There is no such case in this channel.
refusal-forged_button = That is no button of mine, so nothing was done.
refusal-foreign_channel = I do not work in this channel. Type the command in the channel that your team has for it.
refusal-no_such_command = I do not know that command any more. Discord may still show it for a moment; try again, or ask the operator of Grendel.
refusal-not_understood = I did not understand that, and nothing was done. If it keeps happening, tell the operator of Grendel.
refusal-arrived_too_late = That reached me too late to be answered, and nothing was done. Send it again.
refusal-busy = Too many buttons are being pressed on this case at once. Try again in a moment.
refusal-account_at_risk = Your own Microsoft 365 account is at risk, says Identity Protection: somebody else may be using it. So you can neither ask for this nor decide it. Ask your security colleagues to look at it, and a colleague whose account is in order to do this.
refusal-lacks_directory_role-eligible = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. What it holds: { $held }. You are eligible for { $eligible }, and it is not active: activate it first (Privileged Identity Management), then type the command again.
refusal-nobody_reaches = To do "{ $step }" on this account takes { $who }. You hold none of these, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-nobody_reaches-shielded = To do "{ $step }" on this account takes { $who }, because { $shields }. You hold none of these, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-nobody_reaches-unit = This account is in a restricted management administrative unit. To do "{ $step }" on it takes { $who }, held for that very unit. You hold none of these for it, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-by_rule = A rule of this command does not allow it. In the words of whoever wrote the rule: { $words }
refusal-no_rule = No rule of this command says who approves this, so it is not done. Ask the operator of Grendel to add an approval rule without `when` to the command's file.
refusal-confirmation_missing = Whoever approves this types the sign-in name of the account first. Press the button on the card as it is now.
refusal-not_confirmed = That is not the sign-in name of the account that this case is about, so your approval does not count. Compare it with the card, and press again if it is the right account.
refusal-sign_in_needed = To approve this you have to sign in to Microsoft first, at most { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } before. Press Approve again to get the link.
refusal-sign_in_unproven = Microsoft does not say when you signed in, so your approval does not count. Ask the operator of Grendel to add the optional claim `auth_time` to the ID token of Grendel's app registration.
refusal-signed_in_as_somebody_else = You signed in with an account that is not the one you are linked to, so your approval does not count. Press Approve again and sign in with your own account; `/whoami` says which one that is.
refusal-too_soon = It is too soon: you can go on { $from }. If you do not mean it any more, withdraw it.
refusal-not_named_for_glass = This command does not let you act alone. Wait for the approval, or ask a colleague for it.
refusal-debt_unpaid = You acted alone in case { $case }, and nobody has countersigned that yet, so you cannot do it again. Ask a colleague to countersign case { $case } first, or to approve this one.
refusal-nothing_owed = There is nothing to countersign in this case. Read the card as it is now.
refusal-approval_gone = The approval no longer holds: { $names } cannot be counted any more, because a role or the account is not what it was when they approved. Type the command again, so that somebody else can approve it.

shield-role = it holds { $role }
shield-role-in-restricted-unit = it holds a role for a restricted management administrative unit
shield-role-assignable-group = it is in a group that directory roles can be assigned to
shield-restricted-management = it is in a restricted management administrative unit
shield-unknown = its roles or its groups could not be read, so it may hold any role (Grendel reads them with the permissions RoleManagement.Read.Directory and GroupMember.Read.All)

option-user = What you typed for `user`
option-reason = The reason
option-ticket = What you typed for `ticket`
option-number = The number of the case
