### Refusals: what happened, who could, what to do next

rule = Rule: `{ $rule }`
role-in-unit = { $role }, for an administrative unit
role-until = { $role }, ends { $until }
list-or = { $rest } or { $last }
list-and = { $rest } and { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (and { $directory } in the directory)
group-of-directory = the group `{ $id }`
no-roles = none

refusal-lacks-chat-role = You cannot use this: it is for members with the role { $roles } here. Ask one of them to type it, or ask whoever runs this server for the role.
refusal-not-linked = I do not know which Microsoft 365 account is yours, so I cannot see what you may do. Type `/link` and sign in to it. If that is not offered here, ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-link-expired = You proved which Microsoft 365 account is yours, and that proof ended { $when }. Type `/link` and sign in again; until then you can neither ask for anything nor decide it.
refusal-link-waits = Your new link to a Microsoft 365 account counts from { $when }, so that your colleagues can object first. Until then you have no account here, and you cannot request or approve anything. If it is urgent, ask a colleague. If this was not you, type `/unlink` and tell your security team.
refusal-account-external = This account belongs to a guest or an external member: another organisation decides who signs in to it. Such an account cannot be linked and decides nothing here. Use an account of this tenant, or ask a colleague who has one.
refusal-account-too-new = This account was created a short while ago. It can be linked, and can decide, from { $when }: before that, anyone who can create accounts could approve what they ask for. Ask a colleague, or the operator of Grendel to name you in `grendel.toml`.
refusal-secret-made-recently = I made a password or a pass for this account a short while ago, and others may have seen it. It can be linked, and can decide, from { $when }. Ask a colleague to do it.
refusal-account-taken = You signed in to an account that is linked to another member, so nothing was changed. That member is being told. If it is your account and the other member is you as well, type `/unlink` there first; otherwise tell the operator of Grendel.
refusal-linked-already = You are linked to an account already, so nothing was changed. Type `/whoami` to see which one. To link another, type `/unlink` first.
refusal-linked-by-operator = Which account is yours stands in `grendel.toml`, and that cannot be changed from here. Type `/whoami` to see which one; ask the operator of Grendel if it is wrong.
refusal-no-sign-in = Nobody can sign in here: Grendel is not set up for it. Ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-link-disowned = Somebody signed in with your link and said that they are not you, so nothing was changed. If that was you, and you pressed the wrong button, type `/link` again. Do not pass the link on.
refusal-sign-in-declined = The sign-in did not come to its end, so nothing was changed. Microsoft says: { $code } { $message } Type `/link` again to try once more.
refusal-sign-in-failed = I could not find out who signed in, so nothing was changed. { $trouble } Type `/link` again; if it fails again, show this to the operator of Grendel.
refusal-sign-in-failed-operator = I could not find out who signed in, so nothing was changed. { $trouble } Trying again does not help: the operator of Grendel has to mend this. Show them this answer.
refusal-authentication-context-missing = You signed in, but not strongly enough: Microsoft does not confirm the authentication context `{ $context }`, which is required here. Nothing was done. Try again with your company's strongest sign-in, such as a security key. If that does not help, ask the operator of Grendel to check the Conditional Access policy for `{ $context }`.
refusal-account-missing = The Microsoft 365 account that you are linked to does not exist any more. Type `/unlink`, then `/link` to link the one that you have now; if you stand in `grendel.toml`, ask the operator of Grendel to correct your entry.
refusal-account-disabled = Your own Microsoft 365 account is blocked, so you can neither ask for this nor decide it. Ask a colleague whose account is in order.
refusal-lacks-directory-role = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. Active now: { $held }. Ask a colleague who holds one to type the command.
refusal-standing-unread = I could not check what you may do, so I did nothing. { $trouble } Try again in a few minutes; if it fails again, show this to the operator of Grendel.
refusal-standing-unread-operator = I could not check what you may do, so I did nothing. { $trouble } Trying again does not help: the operator of Grendel has to mend this. Show them this answer.
refusal-target-malformed = That is neither an address nor an object id. Type the sign-in name, a mail address or the object id of one person, such as `anna@contoso.example`.
refusal-target-unknown = Nobody in this tenant has that sign-in name, mail address, alias or object id. Check the spelling and the domain; an account of another organisation cannot be reached from here.
refusal-target-ambiguous = Several accounts have that address: { $upns }. Type the sign-in name of the one you mean.
refusal-target-renamed = The account that you picked is called { $upn } now, and not what your list said. Pick it from the list again.
refusal-own-account = This is your own account, and nobody unlocks themselves. Ask a colleague to type the command.
refusal-target-protected-account = This account is on the list of accounts that Grendel does not touch (`protected` in `grendel.toml`), so nothing was begun. A colleague whose role reaches it can act in the Entra admin centre; the operator of Grendel keeps the list.
refusal-target-protected-group = This account is in a group that Grendel does not touch (`protected` in `grendel.toml`), so nothing was begun. A colleague whose role reaches it can act in the Entra admin centre; the operator of Grendel keeps the list.
refusal-target-protected-unknown = I could not read this account's groups, so it may be in a protected one (`protected` in `grendel.toml`), and nothing was done. Try again in a few minutes, or ask a colleague whose role reaches it to act in the Entra admin centre.
refusal-out-of-reach = Your directory roles do not reach this account: to do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role to type the command.
refusal-out-of-reach-shielded = Your directory roles do not reach this account, because { $shields }. To do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role to type the command.
refusal-out-of-reach-nobody = No directory role that holds for the whole tenant reaches this account, so nobody can do "{ $step }" on it from here. Reason: { $shields }. Somebody whose role is assigned for that unit can do it in the Entra admin centre.
refusal-out-of-reach-unit = This account is in a restricted management administrative unit. To do "{ $step }" on it takes { $who }, held for that very unit. Ask a colleague who holds such a role to type the command.
refusal-nobody-can-approve = Nobody could approve this now, so nothing was begun. { $quorum ->
    [one] It needs one other member with the role { $roles }
   *[other] It needs { $quorum } other members with the role { $roles }
 }, whose account is linked and not blocked; the person it is about does not count. { $able ->
    [0] I found none
    [one] I found one
   *[other] I found { $able }
 }. Ask the operator of Grendel to link more people, or do it by hand in the Entra admin centre with a colleague.
refusal-may-not-decide = You cannot decide this: it is for members with the role { $roles }. Ask one of them.
refusal-may-not-read = Only members with the role { $roles } can read that case. Ask one of them what you need to know.
refusal-about-own-account = That case is about your own account, and somebody else may be using it. So you cannot read the case while it is open, nor later if it showed signs of a compromise or left the account blocked. Ask a colleague who may approve such cases.
refusal-too-many-actions = You have sent more commands and presses than one member may, so nothing was done. The next one is taken from { $from }. You can still deny or withdraw a case.
refusal-own-case = You have asked for this yourself, so someone else has to decide it.
refusal-own-account-decision = This is about your own account, so someone else has to decide it.
refusal-decided-already-approve = You have approved this already; once is enough.
refusal-decided-already-deny = You have denied this already; once is enough.
refusal-stale-plan = The plan has changed since this button was made, so your press does not count. Read the card as it is now and press there.
refusal-too-late = The time to decide this is over. If it is still needed, the command has to be typed again.
refusal-not-waiting = This case does not wait for a decision now. Read the card; it will ask if it needs one.
refusal-not-waiting-running = Too late for that: its steps are being taken right now. Read the card to see how it ends.
refusal-case-closed = This case is over; nothing more can be decided about it. Type the command again if it is still needed.
refusal-not-yours = Only the one who asked can press that: { $requester }. If you may decide it, you can approve or deny it.
refusal-reason-missing = A reason is needed, because the team reads it on the card. Press the button again and write one.
refusal-text-too-long = { $option } is too long: { $chars } characters, and at most { $max } are read. Shorten it and send it again.
refusal-too-many-open = { $max ->
    [one] You have a case open already, and more than one is not possible; `/cases` shows it.
   *[other] You have { $max } cases open already, and that is the most; `/cases` lists them.
 } Withdraw one that is no longer needed, or wait for one to end.
refusal-nothing-to-approve = There is nothing to approve yet: every step waits for a judgement on the signs of a compromise. Look into them; if nothing is behind them, press "Waive the signs" and say why, otherwise deny.
refusal-nothing-to-waive = No sign of a compromise keeps anything from being done, so there is nothing to waive. Read the card as it is now.
refusal-work-not-yours = The work in Active Directory is for members with the role { $roles }, and only one of them ticks it off. Ask one of them to do it and to press the button.
refusal-no-work = Nobody waits for that any more: it is ticked off, Entra shows it already, or the case has gone on. The card says how it stands.
refusal-no-secret = There is no password and no pass to show, or not any more: each is shown once, and kept for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } at most. Type the command again if a new one is needed.
refusal-secret-not-yours = Only { $receiver } can see that, with the account they had when it was approved. Ask { $receiver } to press the button.
refusal-secret-not-yours-named = Only members with the role { $roles } get to see that, and never the person it is about. Ask one of them to press the button.
refusal-secret-out-of-reach = To see this password or pass you yourself need { $who }, active now. You hold none of these, so you are shown nothing. Ask a colleague who holds one to type the command.
refusal-receiver-relinked = You are now linked to a different account than when you asked or approved, so nothing is shown to you or anyone else. If it is still needed, type the command again.
refusal-nobody-may-see = Nobody here could be shown the password or pass, so nothing was started: the requester or an approver needs { $who }, and nobody linked here holds that. Ask someone who holds one of these roles to type `/link`, or to do it in the Entra admin centre.
refusal-nobody-may-see-named = This would make a password or a pass that nobody may see: a rule of this command shows it only to members with the role { $roles }, and I know none of them who holds { $who }. So nothing was begun. Ask one who does to link their account with `/link`, or the operator of Grendel to change the rule.
refusal-frozen = { $freeze } Press again once it is lifted.
refusal-frozen-already = This tenant is frozen already, and at least as widely. { $freeze }
refusal-not-frozen = This tenant is not frozen, so there is nothing to lift. `/cases` shows what is going on.
refusal-unfreeze-needs-another = { $who } has already asked for this, and one person cannot lift a freeze alone. Ask another person who may freeze to type `/unfreeze`, from their own account, before { $until }.
refusal-secret-limit-reached-receiver = { $who } has been given { $max } passwords and passes within an hour, which is the most. The next one is possible from { $from }. If it cannot wait, a colleague who may ask for this can ask for it now.
refusal-secret-limit-reached-approver = { $who } has approved { $max } passwords and passes within an hour, which is the most. The next one is possible from { $from }. If it cannot wait, somebody else who may approve this can do it now.
refusal-no-such-case = I know no such case in this channel, so nothing was done. Its number stands at the foot of every card, and `/cases` lists those that are open.
refusal-forged-button = I do not know that button, so nothing was done. Use the buttons of my cards as they stand in this channel; `/cases` leads to those that are open.
refusal-old-button = Another version of me made that button, and I do not take it any more, so nothing was done. Use the buttons of the card as it is now; `/cases` leads to those that are open.
refusal-foreign-channel = I do not work in this channel: no tenant of Microsoft 365 belongs to it. Type the command in the channel that your team has for it; the operator of Grendel knows which one that is.
refusal-no-such-command = I do not have that command any more: it was taken away, or is called something else now. Nothing was done. Discord may still offer it for a moment; `/help` shows what you can type here.
refusal-not-understood = I did not understand that, and nothing was done. I understand commands that are typed, such as `/help`, and the buttons of my cards, in the channel that your team has for them. If it keeps happening, tell the operator of Grendel.
refusal-arrived-too-late = That reached me too late to be answered, and nothing was done. Send it again.
refusal-busy = Too many buttons are being pressed on this case at once. Try again in a moment.
refusal-account-at-risk = Your own Microsoft 365 account is at risk, says Identity Protection: somebody else may be using it. So you can neither ask for this nor decide it. Ask your security colleagues to look at it, and a colleague whose account is in order to do this.
refusal-lacks-directory-role-eligible = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. Active now: { $held }. You could activate { $eligible }: do that first (Privileged Identity Management), then type the command again.
refusal-nobody-reaches = To do "{ $step }" on this account takes { $who }. You hold none of these, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-nobody-reaches-shielded = To do "{ $step }" on this account takes { $who }, because { $shields }. You hold none of these, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-nobody-reaches-unit = This account is in a restricted management administrative unit. To do "{ $step }" on it takes { $who }, held for that very unit. You hold none of these for it, and I know nobody else here who does, so nothing was begun. Ask somebody who holds one to link their account with `/link`, or to do it in the Entra admin centre.
refusal-by-rule = A rule of this command does not allow it. In the words of whoever wrote the rule: { $words }
refusal-no-rule = No rule of this command says who approves this, so it is not done. Ask the operator of Grendel to add an approval rule without `when` to the command's file.
refusal-confirmation-missing = To approve this, or to do it alone, type the sign-in name of the account first. Press the button on the card as it is now; to break the glass, begin the reason with the sign-in name.
refusal-identity-unchecked = This makes a password or pass, and the caller's identity has not been checked yet. Ask { $requester } to press one of the check buttons on the card; then it can be approved.
refusal-not-confirmed = That is not the sign-in name of the account that this case is about, so your approval does not count. Compare it with the card, and press again if it is the right account.
refusal-sign-in-needed = For this you have to sign in to Microsoft first, at most { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } before. Press the button, or type the command, again to get the link.
refusal-sign-in-unproven = Microsoft does not say when you signed in, so this does not count. Ask the operator of Grendel to add the optional claim `auth_time` to the ID token of the app registration for sign-ins.
refusal-signed-in-as-somebody-else = You signed in with an account that is not the one you are linked to, so this does not count. Begin again and sign in with your own account; `/whoami` says which one that is.
refusal-too-soon = It is too soon: you can go on from { $from }. If it is no longer needed, withdraw it.
refusal-not-named-for-glass = This command does not let you act alone. Wait for the approval, or ask a colleague for it.
refusal-debt-unpaid = You acted alone in case { $case }, and nobody has countersigned that yet, so you cannot do it again. Ask a colleague to countersign case { $case } first, or to approve this one.
refusal-secret-not-alone-privileged = This would make a password or pass for a privileged account, which one person alone never gets. Ask someone who may approve to type `/link`; then type the command again.
refusal-secret-not-alone-known = This account belongs to a person who is linked here. With its password or pass you could approve as that person, so one person alone never gets it. Ask a third person to type `/link` and approve, or have the owner reset it at https://aka.ms/sspr.
refusal-secret-not-alone-command = This would make a password or pass, which this command does not give to one person alone. Ask someone who may approve to type `/link`; then type the command again.
refusal-nothing-owed = There is nothing to countersign in this case. Read the card as it is now.
refusal-approval-gone = The approval by { $names } no longer counts, because a role or an account is not what it was when they gave it. Type the command again, so that somebody else can approve it.

shield-role = it holds { $role }
shield-role-in-restricted-unit = it holds a role for a restricted management administrative unit
shield-role-assignable-group = it is in a group that directory roles can be assigned to
shield-restricted-management = it is in a restricted management administrative unit
shield-unknown = its roles or its groups could not be read, so it may hold any role (Grendel reads them with the permissions RoleManagement.Read.Directory and GroupMember.Read.All)

option-user = What you typed for `user`
option-reason = The reason
option-ticket = What you typed for `ticket`
option-symptom = What you chose for `symptom`
option-code = What you typed for `code`
option-number = The number of the case
option-scope = What you chose for `scope`
refusal-sign-in-disowned = Someone signed in with your link and answered "This was not me", so nothing was done. If that was you by mistake, try again. If not, someone else has your link: tell your security team.
refusal-wrong-number = That is not the number on the page, so nothing was done. Each sign-in allows one try: start again. If you saw no page, someone else signed in with your link: tell your security team.
refusal-sign-in-over = This sign-in is over: its number was already typed, ten minutes passed, or Grendel was restarted. Nothing was done. Press the button, or type the command, again.
