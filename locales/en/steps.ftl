### Steps

step-block_sign_in = Block sign-in
step-reset_password = Set a temporary password
step-revoke_sign_in_sessions = Sign out everywhere (revoke sign-in sessions)
step-clear_forwarding = Stop the forwarding of mail
step-disable_inbox_rules = Switch suspicious inbox rules off
step-confirm_compromised = Report the account as compromised
step-dismiss_risk = Dismiss the risk
step-issue_temporary_access_pass = Issue a temporary access pass
step-enable_sign_in = Enable sign-in
step-point_to_self_service = Point to self-service password reset
step-release_sender = Release the sender
meaning-block_sign_in = nobody can sign in with it until it is enabled again
meaning-reset_password = the old one stops working; the new one is good for one sign-in, and they choose their own there
meaning-revoke_sign_in_sessions = every device has to sign in again, within an hour or so
meaning-clear_forwarding = new mail stays in their own mailbox
meaning-disable_inbox_rules = { $rules }; nothing is deleted, so they can be switched on again
meaning-confirm_compromised = Identity Protection then counts it as at high risk, and policies act on that
meaning-dismiss_risk = policies against risk let them in again
meaning-issue_temporary_access_pass = they sign in with it once, in place of password and second factor, within { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 }
meaning-enable_sign_in = the account is open to them again
meaning-point_to_self_service = they choose a new password themselves; nothing is changed from here
meaning-release_sender = { $sender } can send outside again within an hour, at most a day
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
withheld-in-short = { $count ->
    [one] One step is not taken; Details says why.
   *[other] { $count } steps are not taken; Details says why.
 }
obstacle-mastered_on_premises = Active Directory decides about this account, so it would not help.
obstacle-belongs_elsewhere = the account is a guest's, so only their own organisation can do it.
obstacle-deleted = the account is deleted, and has to be restored first.
obstacle-signs_of_compromise = that waits until the signs of a compromise are cleaned or waived.
obstacle-self_service_off = the tenant does not let this person reset their own password.
obstacle-self_service_not_registered = they have not registered what it takes.
obstacle-passes_off = the tenant has no temporary access passes for this account.
obstacle-pass_keeps_lock = a pass goes around the password, and the lockout stays.
obstacle-cannot_tell = whether it would help is not known.

no-help-account_deleted = A new password, or enabling sign-in: there is nothing to sign in to until the account is restored.
no-help-signs_of_compromise = A new password alone does not throw anybody out: sessions, rules, forwarding, methods and applications that were let in stay.
no-help-account_at_risk = Dismissing the risk alone: whoever has the password still has it.
no-help-suspicious_inbox_rules = A new password alone: the rules go on, whoever is signed in.
no-help-mail_forwarded_outside = A new password alone: the forwarding goes on, whoever is signed in.
no-help-synced_account = A password that is set for them in the cloud, or enabling sign-in there: Active Directory decides, and writes over it.
no-help-sign_in_blocked = A new password alone: while sign-in is blocked, none is taken.
no-help-sending_restricted = A new password alone: it does not lift the restriction. And Microsoft counts releases: past its limit, only Microsoft Support can release it.
no-help-hostile_address = A new password, or enabling sign-in: Microsoft refuses the address, not the account.
no-help-smart_lockout = Enabling sign-in: it does nothing to a smart lockout, and no admin can clear one. A new password ends it, or time does.
no-help-password_expired = Enabling sign-in, or waiting: an expired password stays expired until there is a new one.
no-help-password_unusable = Waiting, or trying again: there is no password that could be right.
no-help-second_factor_failing = A new password: the one they have is right.
no-help-second_factor_missing = A new password: the one they have is right.
no-help-blocked_by_policy = A new password, or enabling sign-in: the policy keeps them out whatever the password is.
no-help-password_unseen = Waiting, or the old password: it no longer works, and nobody knows the new one.
no-help-password_forgotten = Enabling sign-in: it does not bring the right password back.
no-help-mailbox_missing = Releasing the sender: without a mailbox there is nothing to send from.
no-help-managed_elsewhere = A role for the whole tenant, even Global Administrator: only one that is held for the unit counts.
no-help-guest_account = A password that is set here: a guest signs in with the one of their own organisation.
no-help-nothing_found = A new password, or enabling sign-in: nothing was found that it would lift.

instead-synced = On a domain controller, or wherever the Active Directory tools are:
instead-synced-enable = `Enable-ADAccount -Identity { $account }` lifts a block.
instead-synced-unlock = `Unlock-ADAccount -Identity { $account }` lifts a lockout after wrong passwords.
instead-synced-reset = `Set-ADAccountPassword -Identity { $account } -Reset` asks for a new password and sets it.
instead-synced-wait = Then wait for the sync (up to 30 minutes), or start it: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account_deleted = Restore it within 30 days, on { $until } at the latest: Entra admin centre, Users, Deleted users. It takes User Administrator. After that it is gone for good.
instead-account_at_risk = Ask the owner, by telephone, whether the last sign-ins were theirs: Entra admin centre, Identity Protection, Risky users. It takes Security Reader.
instead-suspicious_inbox_rules = Ask the owner, by telephone, whether they made these rules. If not, look at what was sent and read in the mailbox.
instead-mail_forwarded_outside = Ask the owner, by telephone, whether they set up the forwarding. If not, whoever has { $to } has read their mail.
instead-sending_restricted = Find out first what was sent, and by whom. By hand it is released at https://security.microsoft.com/restrictedentities by a Security Administrator.
instead-hostile_address = Have them sign in from a safe network, without a VPN. If they were not at { $address }, somebody else knows the name: look at the sign-in log.
instead-hostile_address-unknown = Have them sign in from a safe network, without a VPN. If they did not try at all, somebody else knows the name: look at the sign-in log.
instead-smart_lockout = Find what keeps trying, such as an old telephone with the old password: its program and address are under "What was found". Otherwise it locks again. A lock starts at one minute and grows with each further try.
instead-password_expired = Whoever still knows the old password chooses a new one at the next sign-in in a browser.
instead-second_factor_failing = If the device is lost or new: once they are in, they remove the old one and register the new one at https://aka.ms/mfasetup. Nobody should say yes to a prompt without signing in at that moment.
instead-second_factor_missing = They register a second factor at https://aka.ms/mfasetup; from outside it can take a temporary access pass.
instead-blocked_by_policy = Ask whoever looks after Conditional Access ({ $policies }): it takes Conditional Access Administrator to change it. Until then: a device, a place or an application that it allows.
instead-blocked_by_policy-unnamed = Ask a Conditional Access Administrator: Entra admin centre, Sign-in logs, the sign-in, Conditional Access names the policy. Until then: a device, a place or an application that it allows.
instead-mailbox_missing = A mailbox takes a licence with Exchange Online: Microsoft 365 admin centre, Users, Licences. It takes License Administrator.
instead-managed_elsewhere = Ask somebody whose role is held for the unit { $units }: Entra admin centre, Administrative units, the unit, Roles and administrators.
instead-managed_elsewhere-unnamed = Ask somebody whose role is held for that unit: Entra admin centre, the user, Administrative units says which.
instead-guest_account = Have the guest ask the help desk of their own organisation (their home tenant). Only the invitation is ours: Entra admin centre, the user, Reset redemption status.
instead-nothing_found = Ask which program it was and on which network. A sign-in can take five minutes to show in the log: ask again if it has just failed.
instead-new_method = Ask the owner whether they registered it. If not, remove it: Entra admin centre, the user, Authentication methods. It takes Authentication Administrator.
instead-consented_application = Ask the owner whether they know the application. If not, remove it: Entra admin centre, the user, Applications. It takes Cloud Application Administrator.
instead-self-service = Tell them: open https://aka.ms/sspr and choose "I forgot my password". "I know my password" does not end a lockout.
instead-call-back = Before anything is handed out: call the owner back, on a number from the directory and not on one that the caller gives.
instead-pass = With the pass they register a second factor at https://aka.ms/mfasetup, as soon as they are in.
