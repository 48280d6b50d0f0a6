### Steps

step-block-sign-in = Block sign-in
step-reset-password = Set a temporary password
step-revoke-temporary-access-pass = Take the temporary access pass back
step-revoke-sign-in-sessions = Sign out everywhere (revoke sign-in sessions)
step-clear-forwarding = Stop the forwarding of mail
step-disable-inbox-rules = Switch suspicious inbox rules off
step-confirm-compromised = Report the account as compromised
step-dismiss-risk = Dismiss the risk
step-issue-temporary-access-pass = Issue a temporary access pass
step-enable-sign-in = Enable sign-in
step-point-to-self-service = Point to self-service password reset
step-release-sender = Release the sender
meaning-block-sign-in = nobody can sign in with it until it is enabled again
meaning-reset-password = the old one stops working; the new one is good for one sign-in, and they choose their own there
meaning-revoke-temporary-access-pass = nobody can sign in with a pass that was issued before
meaning-revoke-sign-in-sessions = every device has to sign in again, within an hour or so
meaning-clear-forwarding = new mail stays in their own mailbox
meaning-disable-inbox-rules = { $rules }; nothing is deleted, so they can be switched on again
meaning-confirm-compromised = Identity Protection then counts it as at high risk, and policies act on that
meaning-dismiss-risk = policies against risk let them in again
meaning-issue-temporary-access-pass = they sign in with it once, in place of password and second factor, within { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 }
meaning-enable-sign-in = the account is open to them again
meaning-point-to-self-service = they choose a new password themselves; nothing is changed from here
meaning-release-sender = { $sender } can send outside again within an hour, at most a day
authority-held = on the authority of { $name } ({ $role })
authority-needed = takes an approver who holds { $who }
authority-needed-in-unit = takes an approver who is { $who } for the very unit that restricts this account
authority-of-steps = ↳ { $steps }: { $authority }

progress-planned = { $number }. { $step }: { $meaning }
progress-named = { $number }. { $step }
progress-pending = { $number }. { $step }: not begun
progress-calling = { $number }. { $step }: being done
progress-unanswered = { $number }. { $step }: no answer from Microsoft; looking whether it took effect
progress-unknown = { $number }. { $step }: not known whether it took effect
progress-taken = { $number }. { $step }: done; waiting for it to show
progress-seen = { $number }. { $step }: done and confirmed { $when }
progress-told = { $number }. { $step }: agreed; nothing was called at Microsoft
progress-not-visible = { $number }. { $step }: done, but not visible yet when last looked, { $when }
progress-not-looked = { $number }. { $step }: done; whether it shows could not be looked up. { $when }
progress-refused = { $number }. { $step }: refused by Microsoft
not-done = { $step }: { $obstacle }
not-covered = ⚠ More was added to the account since this was approved, and is still there: { $steps }. Type the command again for it.
withheld-in-short = { $count ->
    [one] One step is not taken; Details says why.
   *[other] { $count } steps are not taken; Details says why.
 }
obstacle-mastered-on-premises = Active Directory decides about this account, so it would not help.
obstacle-belongs-elsewhere = the account is a guest's, so only their own organisation can do it.
obstacle-deleted = the account is deleted, and has to be restored first.
obstacle-signs-of-compromise = that waits until the signs of a compromise are cleaned or waived.
obstacle-self-service-off = the tenant does not let this person reset their own password.
obstacle-self-service-not-registered = they have not registered what it takes.
obstacle-passes-off = the tenant has no temporary access passes for this account.
obstacle-pass-keeps-lock = a pass goes around the password, and the lockout stays.
obstacle-cannot-tell = whether it would help is not known.
obstacle-nobody-reaches = nobody who is known here has a directory role that reaches the account for it. Do it in the Entra admin centre.

no-help-account-deleted = A new password, or enabling sign-in: there is nothing to sign in to until the account is restored.
no-help-signs-of-compromise = A new password alone does not throw anybody out: sessions, rules, forwarding, methods and applications that were let in stay.
no-help-account-at-risk = Dismissing the risk alone: whoever has the password still has it.
no-help-suspicious-inbox-rules = A new password alone: the rules go on, whoever is signed in.
no-help-mail-forwarded-outside = A new password alone: the forwarding goes on, whoever is signed in.
no-help-synced-account = A password that is set for them in the cloud, or enabling sign-in there: Active Directory decides, and writes over it.
no-help-sign-in-blocked = A new password alone: while sign-in is blocked, none is taken.
no-help-sending-restricted = A new password alone: it does not lift the restriction. And Microsoft counts releases: past its limit, only Microsoft Support can release it.
no-help-hostile-address = A new password, or enabling sign-in: Microsoft refuses the address, not the account.
no-help-smart-lockout = Enabling sign-in: it does nothing to a smart lockout, and no admin can clear one. A new password ends it, or time does.
no-help-password-expired = Enabling sign-in, or waiting: an expired password stays expired until there is a new one.
no-help-password-unusable = Waiting, or trying again: there is no password that could be right.
no-help-second-factor-failing = A new password: the one they have is right.
no-help-second-factor-missing = A new password: the one they have is right.
no-help-blocked-by-policy = A new password, or enabling sign-in: the policy keeps them out whatever the password is.
no-help-password-unseen = Waiting, or the old password: it no longer works, and nobody knows the new one.
no-help-password-forgotten = Enabling sign-in: it does not bring the right password back.
no-help-mailbox-missing = Releasing the sender: without a mailbox there is nothing to send from.
no-help-managed-elsewhere = A role for the whole tenant, even Global Administrator: only one that is held for the unit counts.
no-help-guest-account = A password that is set here: a guest signs in with the one of their own organisation.
no-help-nothing-found = A new password, or enabling sign-in: nothing was found that it would lift.

instead-synced-account = On a domain controller, or wherever the Active Directory tools are:
instead-synced-account-enable = `Enable-ADAccount -Identity { $account }` lifts a block.
instead-synced-account-unlock = `Unlock-ADAccount -Identity { $account }` lifts a lockout after wrong passwords.
instead-synced-account-reset = `Set-ADAccountPassword -Identity { $account } -Reset` asks for a new password and sets it.
instead-synced-account-wait = Then wait for the sync (up to 30 minutes), or start it: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account-deleted = Restore it within 30 days, on { $until } at the latest: Entra admin centre, Users, Deleted users. It takes User Administrator. After that it is gone for good.
instead-account-at-risk = Ask the owner, by telephone, whether the last sign-ins were theirs: Entra admin centre, Identity Protection, Risky users. It takes Security Reader.
instead-suspicious-inbox-rules = Ask the owner, by telephone, whether they made these rules. If not, look at what was sent and read in the mailbox.
instead-mail-forwarded-outside = Ask the owner, by telephone, whether they set up the forwarding. If not, whoever has { $to } has read their mail.
instead-sending-restricted = Find out first what was sent, and by whom. By hand it is released at https://security.microsoft.com/restrictedentities by a Security Administrator.
instead-hostile-address = Have them sign in from a safe network, without a VPN. If they were not at { $address }, somebody else knows the name: look at the sign-in log.
instead-hostile-address-unknown = Have them sign in from a safe network, without a VPN. If they did not try at all, somebody else knows the name: look at the sign-in log.
instead-smart-lockout = Find what keeps trying, such as an old telephone with the old password: its program and address are under "What was found". Otherwise it locks again. A lock starts at one minute and grows with each further try.
instead-password-expired = Whoever still knows the old password chooses a new one at the next sign-in in a browser.
instead-second-factor-failing = If the device is lost or new: once they are in, they remove the old one and register the new one at https://aka.ms/mfasetup. Nobody should say yes to a prompt without signing in at that moment.
instead-second-factor-missing = They register a second factor at https://aka.ms/mfasetup; from outside it can take a temporary access pass.
instead-blocked-by-policy = Ask whoever looks after Conditional Access ({ $policies }): it takes Conditional Access Administrator to change it. Until then: a device, a place or an application that it allows.
instead-blocked-by-policy-unnamed = Ask a Conditional Access Administrator: Entra admin centre, Sign-in logs, the sign-in, Conditional Access names the policy. Until then: a device, a place or an application that it allows.
instead-mailbox-missing = A mailbox takes a licence with Exchange Online: Microsoft 365 admin centre, Users, Licences. It takes License Administrator.
instead-managed-elsewhere = Ask somebody whose role is held for the unit { $units }: Entra admin centre, Administrative units, the unit, Roles and administrators.
instead-managed-elsewhere-unnamed = Ask somebody whose role is held for that unit: Entra admin centre, the user, Administrative units says which.
instead-guest-account = Have the guest ask the help desk of their own organisation (their home tenant). Only the invitation is ours: Entra admin centre, the user, Reset redemption status.
instead-nothing-found = Ask which program it was and on which network. A sign-in can take five minutes to show in the log: ask again if it has just failed.
instead-new-method = Ask the owner whether they registered it. If not, remove it: Entra admin centre, the user, Authentication methods. It takes Authentication Administrator.
instead-consented-application = Ask the owner whether they know the application. If not, remove it: Entra admin centre, the user, Applications. It takes Cloud Application Administrator.
instead-point-to-self-service = Tell them: open https://aka.ms/sspr and choose "I forgot my password". "I know my password" does not end a lockout.
instead-call-back = Before anything is handed out: call the owner back, on a number from the directory and not on one that the caller gives.
instead-issue-temporary-access-pass = With the pass they register a second factor at https://aka.ms/mfasetup, as soon as they are in.
