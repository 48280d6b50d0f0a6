# Everything a person reads that is not a command's own wording.
# Times come in as the chat's own marks, so that each reader sees them in their own zone.

## The card, from top to bottom

card-title = Case { $case } · /{ $command } · { $stands }
card-footer = Case { $case } · { $tenant }
card-footer-plan = Case { $case } · { $tenant } · plan { $plan }
more-in-details = … more under Details
stands-looking = looking
stands-deciding = awaits a decision
stands-alone = awaits the requester
stands-doing = being done
stands-handing_over = waiting to be picked up
stands-owing = done alone, to be countersigned
stands-completed = done
stands-completed-not-visible = done, not confirmed yet
stands-completed-lost = password not handed over
stands-told = agreed, the owner has to be told
stands-needs_human = needs a person
stands-unavailable = could not go on
stands-nothing_found = nothing found
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
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } asked for the same.
asked-joined-why = { $name } asked for the same: { $reason }

## The verdict

verdict-sign-in-blocked-by-person = { $name } ({ $upn }) cannot sign in: sign-in was blocked by { $by } { $when }.
verdict-sign-in-blocked-by-application = { $name } ({ $upn }) cannot sign in: sign-in was blocked by the application { $by } { $when }.
verdict-sign-in-blocked-by-sync = { $name } ({ $upn }) cannot sign in: sign-in was blocked by the sync from Active Directory ({ $by }) { $when }.
verdict-sign-in-blocked-by-unknown = { $name } ({ $upn }) cannot sign in: sign-in was blocked { $when }; the audit does not say by whom.
verdict-sign-in-blocked-no-record = { $name } ({ $upn }) cannot sign in: sign-in is blocked; the directory audit no longer says by whom.
verdict-sign-in-blocked-unread = { $name } ({ $upn }) cannot sign in: sign-in is blocked; by whom could not be looked up.
verdict-synced-account-blocked = { $name } ({ $upn }) cannot sign in, and the cloud cannot change that: sign-in is blocked, and Active Directory decides about this account.
verdict-synced-account-enabled = { $name } ({ $upn }) may sign in as far as the cloud is concerned. The account is managed in Active Directory, and a lock there is not visible from here.
verdict-sign-in-blocked-by-containment = { $name } ({ $upn }) cannot sign in: Grendel ({ $by }) blocked the sign-in { $when }, to contain the account.
verdict-account-deleted = { $name } ({ $upn }) cannot sign in: the account was deleted { $when }.
verdict-signs-of-compromise = Nothing keeps { $name } ({ $upn }) from signing in, but there are signs that somebody else has this account.
verdict-signs-waived = { $name } ({ $upn }): there were signs that somebody else has this account; they were waived.
verdict-account-at-risk = { $name } ({ $upn }): somebody else may have this account, says Identity Protection.
verdict-account-at-risk-refused = { $name } ({ $upn }) cannot sign in: Identity Protection says that somebody else may have this account, and Microsoft does not let it in as it is.
verdict-suspicious-inbox-rules = { $name } ({ $upn }) might not see all of their mail: rules of the inbox hide it, delete it or send it outside.
verdict-mail-forwarded-outside = { $name } ({ $upn }): all mail to this account is forwarded outside, to { $to }.
verdict-sending-restricted = { $name } ({ $upn }) cannot send mail to the outside: Microsoft has stopped it.
verdict-hostile-address = { $name } ({ $upn }) cannot sign in from where they are, or somebody else is trying to: Microsoft refuses an address that is known for attacks.
verdict-smart-lockout = { $name } ({ $upn }) cannot sign in: too many wrong passwords, so Microsoft has locked the account for a while (smart lockout).
verdict-password-expired = { $name } ({ $upn }) cannot sign in: the password has expired.
verdict-password-unusable = { $name } ({ $upn }) cannot sign in: Microsoft has no password for this account that can be used.
verdict-second-factor-failing = { $name } ({ $upn }) cannot sign in: the password is right, but the second factor failed.
verdict-second-factor-denied = { $name } ({ $upn }) cannot sign in: the password is right, but somebody said no when the second factor was asked for.
verdict-second-factor-missing = { $name } ({ $upn }) cannot sign in: a second factor is demanded, and none is registered.
verdict-second-factor-missing-unread = { $name } ({ $upn }) cannot sign in: a second factor is demanded, and none was given.
verdict-blocked-by-policy = { $name } ({ $upn }) cannot sign in: a policy of the tenant keeps them out ({ $policies }).
verdict-blocked-by-policy-unnamed = { $name } ({ $upn }) cannot sign in: a policy of the tenant keeps them out; which one could not be read.
verdict-password-unseen = { $name } ({ $upn }) cannot sign in: case { $case } set a new password that nobody has seen.
verdict-password-forgotten = { $name } ({ $upn }) cannot sign in: wrong passwords, one after the other, and no lock yet.
verdict-mailbox-missing = { $name } ({ $upn }) can neither send nor receive mail: the account has no mailbox.
verdict-managed-elsewhere = { $name } ({ $upn }) is in a restricted administrative unit: only those whose role is held for that unit can change the account.
verdict-guest-account = { $name } ({ $upn }) is a guest: password and second factor are in the hands of their own organisation.
verdict-nothing-found = Nothing was found that keeps { $name } ({ $upn }) out.
verdict-nothing-found-with-gaps = Nothing was found that keeps { $name } ({ $upn }) out, but not everything could be looked at.
verdict-before = Before: { $verdict }
verdict-compromised = { $verdict }; there are signs that somebody else has this account.
verdict-joined = { $name } asked for the same as in case { $case }, and is part of that case now.
verdict-interrupted = Grendel could not answer { $name } in time. Nothing was changed. Type the command again.

## Evidence

fact-sign-in-disabled = Sign-in is blocked for this account.
fact-blocked-by-person = Blocked by { $by } on { $when }.
fact-blocked-by-person-from = Blocked by { $by } from { $address } on { $when }.
fact-blocked-by-application = Blocked by the application { $by } on { $when }.
fact-blocked-by-containment = Blocked by Grendel itself ({ $by }) on { $when }, to contain the account.
fact-blocked-by-sync-engine = Blocked by the sync from Active Directory ({ $by }) on { $when }.
fact-blocked-by-unknown = Blocked on { $when }; the audit does not say by whom.
fact-no-record-of-block = The directory audit has no record of who blocked it. It keeps records for 7 days, or 30 with Entra ID P1.
fact-sign-ins-refused = { $count ->
    [one] A sign-in was refused for that reason { $when } ({ $application }).
   *[other] { $count } sign-ins were refused for that reason, the last { $when } ({ $application }).
 }
fact-mastered-on-premises = Managed in Active Directory ({ $domain }), last synced { $when }.
fact-mastered-on-premises-never = Managed in Active Directory ({ $domain }).
fact-last-failure = The last sign-in that failed was { $when }: AADSTS{ $code } ({ $application }). { $meaning }
code-means = It means: { $meaning }. That is over now, or was too little to be called a lock.
fact-failures = { $count ->
    [one] One sign-in failed { $last } with AADSTS{ $code }, { $meaning }: { $details }.
   *[other] { $count } sign-ins failed with AADSTS{ $code }, { $meaning }, the first { $first }, the last { $last }: { $details }.
 }
detail-client = with { $client }
detail-address = from { $address }
detail-address-country = from { $address } ({ $country })
detail-country = from the country { $country }
fact-kept-out-by = Kept out { $when } with AADSTS{ $code }, { $meaning } ({ $application }). Policies: { $policies }.
fact-kept-out-by-unnamed = Kept out { $when } with AADSTS{ $code }, { $meaning } ({ $application }). The sign-in log names no policy.
fact-kept-out-by-hidden = Kept out { $when } with AADSTS{ $code }, { $meaning } ({ $application }). Which policy it was is shown to Grendel only with the permission { $permission }.
fact-password-unseen = Case { $case } set a new password. Nobody has seen it, and the old one no longer works.
fact-password-changed = The password was last changed { $when }.
fact-registered = Registered to prove who they are: { $methods }.
fact-registered-none = Nothing is registered to prove who they are.
fact-self-service = They can reset the password themselves: the tenant lets them, and they have registered what it takes.
fact-self-service-off = They cannot reset the password themselves: the tenant does not let them.
fact-self-service-not-registered = They cannot reset the password themselves: the tenant lets them, but they have not registered what it takes.
fact-prompt-denied = Somebody said no { $when } when a second factor was asked for: { $details }. If it was the owner, somebody else knows the password.
fact-at-risk = Identity Protection says that it is at risk; how much, and why, is not shown to Grendel.
fact-at-risk-report = Identity Protection says: { $level }, { $state }{ $detail }{ $when }.
fact-restricted = Microsoft keeps { $address } from sending outside: { $reason }.
fact-restricted-since = Microsoft stopped { $address } from sending outside { $when }: { $reason }.
restricted-external = more recipients outside than the limit allows
restricted-internal = more recipients inside than the limit allows
restricted-other-limit = the limit "{ $limit }" was exceeded
restricted-reason = Microsoft's reason is "{ $reason }"
restricted-unsaid = Microsoft gives no reason
restricted-counts = { $reason }; recipients on that day: { $outside } outside, { $inside } inside
restricted-count-outside = { $reason }; recipients outside on that day: { $outside }
restricted-count-inside = { $reason }; recipients inside on that day: { $inside }
fact-forwarded-outside = All mail is forwarded to { $to }; nothing stays in the mailbox.
fact-forwarded-outside-copy = All mail is forwarded to { $to }; a copy stays in the mailbox.
fact-suspicious-rule = The inbox rule "{ $name }" { $deeds }.
fact-suspicious-rule-hidden = The inbox rule "{ $name }", which Outlook does not show, { $deeds }.
rule-forwards = sends mail to { $to }
rule-deletes = deletes mail
rule-moves = moves mail to the folder "{ $folder }"
rule-marks-read = marks it as read
fact-new-country = Signed in { $when } from { $address } in the country { $country }, where it was not seen before.
fact-new-country-somewhere = Signed in { $when } from the country { $country }, where it was not seen before.
fact-method-registered = Registered { $when }, as the directory audit calls it: "{ $what }".
fact-consented = The application with the id { $application } was let in to the mail of this account: { $scopes }.
fact-deleted = Deleted on { $when }.
fact-no-mailbox = It has no mailbox.
fact-managed-in = It is in a restricted administrative unit: { $units }.
fact-managed-in-unnamed = It is in a restricted administrative unit; which one is not shown to Grendel.
fact-guest = It belongs to another organisation, and is a guest here.
looked-at = Looked at: { $topics }.
looked-at-no-mail = Looked at: { $topics }. Not at the mail: Grendel is not set up for that here.
unnamed-application = application not named
unnamed-domain = domain not named
or-others = { $first } or one of { $count } others
and-others = { $first }, and { $count } more

code-account_at_risk = refused because of risk
code-sign_in_blocked = sign-in is blocked
code-hostile_address = an address that is known for attacks
code-smart_lockout = locked for a while after wrong passwords
code-password_expired = the password has expired
code-password_unusable = no usable password
code-second_factor_failing = the second factor failed
code-second_factor_missing = a second factor is demanded
code-blocked_by_policy = a policy does not allow it
code-policy-device = the device is not as a policy demands
code-policy-application = the application is not one that a policy allows
code-policy-defaults = the tenant's security defaults do not allow it
code-password_forgotten = wrong name or password
code-unknown = It is a code that Grendel does not know; look it up: https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = That is a step of a sign-in that goes on, and no lock.
not-a-lock-sign_in_again = That is no lock: they have to sign in again, and can. After a new password or a sign-out it is as it should be.
not-a-lock-wrong_place = That is no lock: they signed in with another account, or at the wrong place. Have them sign out of the others, and check the name they type.
not-a-lock-application = That is no lock: they may not use that one application. Whoever looks after it can let them in.
not-a-lock-passing = That is no lock: Microsoft could not answer just then. Have them try again.
not-a-lock-other_tenant = That is no lock of this account: another organisation, or the agreement with it, does not let it in. That organisation has to help.
not-a-lock-on_premises = That is about Active Directory or its connection to the cloud: look there, at logon hours and locked accounts too.
not-a-lock-credentials = That is about the application's own set-up, not about a person. Tell whoever looks after the application.
not-a-lock-device = That is about the device: it is not registered, or it is disabled. Whoever looks after devices can put that right.

method-password = password
method-authenticator = Microsoft Authenticator
method-phone = telephone
method-fido2 = security key or passkey
method-windows_hello = Windows Hello
method-platform_credential = platform credential
method-software_oath = one-time codes
method-email = mail address (only to reset the password)
method-temporary_access_pass = temporary access pass
method-external = another organisation's service
method-other = something that Grendel does not know
risk-level-high = high risk
risk-level-medium = medium risk
risk-level-low = low risk
risk-level-hidden = a risk whose level is not shown
risk-level-none = no risk
risk-state-confirmed_compromised = confirmed as compromised
risk-state-at_risk = not yet cleared
risk-state-remediated = its owner has proved who they are since
risk-state-dismissed = dismissed by somebody
risk-state-confirmed_safe = somebody has confirmed that there was none
risk-state-none = no state is given
risk-detail = , for the reason "{ $detail }"
risk-when = , { $when }

## Signs of a compromise

judgement-stands = What was seen means that somebody else may have this account. Nothing gives it back before each sign is cleaned or waived.
judgement-weak = A weak sign proves nothing by itself. Look at it all the same.
judgement-waived = Every sign was waived, so the account counts as its owner's.
sign-at_risk = Identity Protection sees a risk.
sign-denied_prompt = A second factor was denied.
sign-inbox_rules = Rules of the inbox hide mail or send it outside.
sign-forwarding_outside = Mail is forwarded outside.
sign-line = • { $sign } { $standing }
and-more = And { $count } more.
sign-cleaned = A step deals with this.
sign-not-cleaned = Nothing here cleans this.
sign-by-hand = No step cleans this: somebody has to look at it.
sign-waived = Waived by { $name } on { $when }: { $reason }
sign-name-at_risk = risk (Identity Protection)
sign-name-denied_prompt = a second factor that was denied
sign-name-inbox_rules = suspicious inbox rules
sign-name-forwarding_outside = mail forwarded outside
sign-name-new_country = a sign-in from a new country
sign-name-new_method = a newly registered method
sign-name-consented_application = an application let in to the mail
signs-cleaned = Steps deal with: { $signs }.
signs-not-cleaned = Not cleaned here: { $signs }.
signs-by-hand = Somebody has to look at: { $signs }.
signs-in-all = { $count ->
    [one] One sign was seen; Details says which.
   *[other] { $count } signs were seen; Details says which.
 }
signs-waived-in-all = { $count ->
    [one] { $name } waived one: { $reason }
   *[other] { $name } waived { $count } of them: { $reason }
 }
signs-waived = Waived by { $name }: { $signs }. { $reason }

gap = { $topic }: { $cause } ({ $code }, request id { $request }).
gap-no_permission = { $topic }: { $cause }: { $permission } ({ $code }, request id { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no_permission = { $topic }: { $cause }: { $permission }.
topic-roles = Directory roles
topic-groups = Groups that roles can be assigned to
topic-units = Administrative units
topic-named_groups = Groups that rules ask about
topic-risk = Risk (Identity Protection)
topic-look_alikes = Accounts with a name like this one
topic-blocks = Who blocked the account (directory audit)
topic-sign_ins = Recent sign-ins
topic-policies = Which policies stopped a sign-in
topic-methods = Registered methods
topic-self_service = Self-service password reset
topic-passes = Temporary access passes
topic-grants = Applications that were let in to the mail
topic-mailbox = Mailbox and forwarding
topic-inbox_rules = Rules of the inbox
topic-sending = Whether it may send outside
topic-domains = The tenant's own domains
looked-at-account = the account itself
looked-at-sign_ins = recent sign-ins
looked-at-methods = registered methods
looked-at-risk = risk (Identity Protection)
looked-at-mailbox = the mailbox and its forwarding
looked-at-inbox_rules = the rules of the inbox
looked-at-sending = whether it may send outside
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
change-signs = Other signs of a compromise are seen now.
change-waived = Signs of a compromise were waived, and the plan was made anew.
warning-one_edit_away = Nearly the same name: { $name } ({ $upn }).
warning-other_domain = Typed with the domain { $domain }, which is not the domain of this sign-in name.
warning-done_before = Something was done to this account in the last 7 days: case { $case }.

## Steps

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

## Decisions

decision-needed = { $quorum ->
    [one] One member with the role { $roles } approves or denies.
   *[other] { $quorum } members with the role { $roles } approve, or one denies.
 }
decision-awaited = Waiting for { $who }.
decision-not-those = Not { $requester }, and not the person it is about.
decision-authority-too = It takes the approval of someone who holds { $who } as well; one person may be both.
decision-authority = Enough people agree, but it takes the approval of someone who holds { $who } as well.
decision-approved = Approved by { $name } on { $when }.
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
decision-alone = Four eyes are not possible: I know nobody here but { $requester }. { $requester } can go on from { $from }, and has until { $until } to do so.
decision-alone-meant = { $name } confirmed on { $when } that it is to go on without anybody else.
decision-glass = { $name } broke the glass on { $when } to act alone: { $reason }
decision-owed = Someone with the role { $who } has to countersign it by { $until }. Until somebody has, whoever acted alone cannot do so again.
decision-overdue = Not countersigned in time. Someone with the role { $who } has to look at it; everybody is called again on { $until }.
decision-countersigned = Countersigned by { $name } on { $when }.
because-always = every plan of this command needs a decision
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
because-asked_recently = something was done to the account some days ago

## Where it stands

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
handover-nobody = A temporary password was set to throw out whoever had the old one. Nobody gets to see it: the command that gives the account back makes a new one.
handover-kept = Kept in memory only: { $what }. { $who } can see it once, with the button below, until { $until }. Then it is gone.
handover-shown = It is being shown to { $name }: { $what }.
handover-seen = Shown once to { $name } { $when }; Grendel does not have it any more: { $what }.
handover-expired = Nobody asked for it in time, so it is gone and nobody has seen it: { $what }. Type the command again for a new one.
handover-restarted = Grendel was stopped while it was kept in memory, so it is gone and nobody has seen it: { $what }. Type the command again for a new one.
handover-undelivered = Sent to { $name } { $when }, and it may not have arrived: { $what }. It is gone from here. If { $name } has not read it, type the command again for a new one.
handover-lost = The old password no longer works.
handover-to-member = A member with the role { $roles }
made-reset_password = temporary password
made-issue_temporary_access_pass = temporary access pass

outcome-nothing_found = I found no lock, so nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-nothing_found-with-gaps = I found no lock, but could not look at everything. Nothing was changed. Ask for the exact words and the code on the person's screen (AADSTS and a number), and the time.
outcome-advised = Nothing was changed: this command has no step for what was found.
outcome-advised-looks = Nothing was changed: this command only looks.
outcome-advised-synced = Nothing was changed here, because Active Directory decides about this account. It can be done there, by hand.
outcome-advised-withheld = Nothing was changed: no step that might help can be taken from here.
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
step-rights-in-short = It takes the permission { $permission }.
step-rights = For this step Grendel's application needs the permission { $permission } and, if the account holds a role, a directory role of its own that reaches that account.
step-rights-and-role = For this step Grendel's application needs the permission { $permission } and the directory role { $role } at least.
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
answer-was-found = { $state } What was found: { $verdict }
answer-unavailable = I could not look { $user } up at Microsoft, so nothing is known about the account.
answer-joined = Case { $case } is already open for this account, so you are part of it now: its card in this channel shows how it goes, and says that you asked too. As one of those who asked, you cannot approve it.
answer-alone = Case { $case } is open. I know nobody else here who could approve it, so four eyes are not possible. You can go on from { $from } with the button on the card, if it is still needed then.
heard-approve = Your approval of case { $case } is recorded. The card shows what comes of it.
heard-deny = Your denial of case { $case } is recorded. Nothing will be changed.
heard-withdraw = Case { $case } is withdrawn. Nothing was changed.
heard-confirm = Your approval of case { $case } is recorded. The card shows what comes of it.
heard-look = The card of case { $case } now says that you are looking at it.
heard-break_glass = Recorded: you act alone in case { $case }. Everybody is told now, and someone else has to countersign it.
heard-proceed = Recorded: you go on alone in case { $case }. The card shows what comes of it.
heard-countersign = Your countersignature of case { $case } is recorded.
heard-waive = Your waiver in case { $case } is recorded. The card shows the plan as it is now.
heard-show_secret = The password or pass of case { $case } is shown to you now, once.
cases-waiting = Waiting for you
cases-yours = Yours
cases-other = Others
cases-line = Case { $case }: `/{ $command }` { $name }, asked by { $requester } { $when }
cases-more = { $count ->
    [one] and one more
   *[other] and { $count } more
 }
cases-none = No case is open in this channel. `/help` shows what you can type here.
call-reminder = Case { $case } about { $name } still waits for your decision. It ends at { $until }.
call-next_group = Nobody has decided case { $case } about { $name } yet, so you are asked too. It ends at { $until }.
call-last_call = Last call: case { $case } about { $name } ends at { $until } if nobody decides.
details-case = Case { $case }
details-ids = Case { $case } · account `{ $account }` · plan { $plan }
details-left-out = There is more than an answer has room for. The operator of Grendel reads all of it with `grendel audit show { $case }`.
call-glass = { $requester } broke the glass in case { $case } about { $name }, and acts without an approval. The card says why; someone else has to countersign it.
call-overdue = Case { $case } about { $name } was done by { $requester } alone and is not countersigned, although it should be by now. Please look at it and countersign it, or take it up with { $requester }.

button-approve = Approve
button-deny = Deny
button-withdraw = Withdraw
button-confirm = Approve…
button-look = I am on it
button-break_glass = Break glass…
button-proceed = Go on alone
button-countersign = Countersign
button-waive = Waive the signs…
button-show_secret = Show it once
button-details = Details
deny-title = Deny case { $case }
deny-question = Why should this not be done?
deny-placeholder = The team reads this on the card.
break_glass-title = Act alone in case { $case }
break_glass-question = Why can this not wait?
break_glass-placeholder = Everybody is told this at once.
waive-title = Waive signs in case { $case }
waive-question = Why are these signs no compromise?
waive-placeholder = The team reads this on the card, with your name.
confirm-title = Approve case { $case }
confirm-question = The sign-in name of the account
confirm-placeholder = As it stands on the card
## A password or a pass, shown once to one person

secret-lead = For { $name }. You see this once; it is kept nowhere, and nobody can show it again.
secret-reset_password = Temporary password: ||`{ $secret }`||
    Pass it on by telephone, never by mail or in a chat. It is good for one sign-in; there they choose their own.
secret-issue_temporary_access_pass = Temporary access pass: ||`{ $secret }`||
    Pass it on by telephone, never by mail or in a chat. It is good once, in place of password and second factor, and ends at { $until }.

## Who is who: /link, /unlink, /whoami

link-sign-in = Sign in to Microsoft
link-offered = Sign in with your own account of this tenant, and confirm on the page that follows that it is you. The link is for you alone, works once, and ends at { $when }. Do not pass it on: whoever signs in with it and says yes links their account to you.
link-device = Open { $address } on any device and type the code `{ $code }`, then sign in with your own account of this tenant. The code is for you alone and ends at { $when }. Do not pass it on.
link-done = You are linked to { $upn }. `/whoami` shows what you may do; `/unlink` takes it back.
link-next = What you wanted to do can be typed again now:
link-next-help = `/help` shows what you can type here.
link-first = First I need to know which Microsoft 365 account is yours, because I do for you only what your own account would let you do by hand. This is needed once.
link-step-sign-in = { $offer } with your own account of this tenant, { $when } at the latest. The link is for you alone and works once. Do not pass it on: whoever signs in with it and says yes links their account to you.
link-step-confirm = Confirm on the page that follows that it is you.
link-step-code = Type `/link`: I show you a code, and the page that takes it.
link-step-device = Type the code there, on any device, and sign in with your own account of this tenant.
link-step-operator = Ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id `{ $id }` and the object id of your Microsoft 365 account.
link-step-again = Come back here and type this again:
link-step-press = Come back here and press the button again.
link-contested = { $member }, another Discord member has just signed in to the Microsoft 365 account that you are linked to here, and wanted to link it to themselves. Nothing was changed. If that was not you: change your password now, sign out everywhere, and tell whoever is in charge of security. If it was you, with another Discord account: type `/unlink` here first.
link-contested-operator = { $member }, another Discord member has just signed in to the Microsoft 365 account that the operator of Grendel has entered for you, and wanted to link it to themselves. Nothing was changed. If that was not you: change your password now, sign out everywhere, and tell whoever is in charge of security.
vote-offered = To approve case { $case } you sign in to Microsoft first, at { $when } at the latest. Your approval counts as soon as you have signed in, and you read here what came of it. Nobody else can use this link for you.
unlink-done = You are not linked to any account any more. Anything you asked for that is still open will not go on. `/link` links you again.
unlink-nothing = You are not linked to any account, so nothing was changed. `/link` links you to yours.

whoami-account = You are { $upn } ({ $by }).
whoami-account-unread = Your account is the one with the object id `{ $account }` ({ $by }).
whoami-by-link = you proved it with `/link`
whoami-by-operator = so says the operator of Grendel in `grendel.toml`
whoami-blocked = This account is blocked, so you can neither ask for anything nor decide it.
whoami-at-risk = Identity Protection says that somebody else may be using this account. Tell whoever is in charge of security.
whoami-no-risk = Identity Protection sees no risk.
whoami-risk-not-asked = Identity Protection was not asked about it.
whoami-chat-roles = Your roles here: { $roles }
whoami-no-roles = Directory roles that are active now: none
whoami-roles = Directory roles that are active now:
whoami-role-unit = , only for the administrative unit `{ $unit }`…
whoami-role-until = , ends { $when }
whoami-more-roles = and { $count } more
whoami-eligible = Directory roles that you could activate. They count for nothing until you do (Privileged Identity Management); activate the one that you need first:
whoami-commands = { $commands }: { $said }
whoami-may-ask = you may ask. Whether your roles reach an account is seen when you name it.
whoami-may-not-ask = you may not ask. { $why }
whoami-may-decide = you may approve and deny what others ask, as { $roles }.
whoami-may-not-decide = you may not approve. { $why }

## What somebody can type: /help

help-may = **What you can ask for here**
help-unread = **What your roles here allow you to ask for.** Whether your own Microsoft 365 account does too, I could not look up. { $trouble } Try `/help` again in a few minutes.
help-none = **There is nothing that you can ask for here at the moment**
help-why = { $commands }: { $why }
help-likewise = { $commands }: not for you either, for the same kind of reason; `/whoami` says what each takes.
help-names = { $names } and { $count } more
help-everybody = **What everybody can type**
help-more = And also: { $commands }
help-rest = There is more that you cannot ask for; `/whoami` says why.
example-user = anna@contoso.example
example-reason = Back from leave, cannot sign in
example-ticket = 1042
example-number = 12

## The way on, for somebody who pressed or typed in vain

guide-card = The card: { $link }
guide-channels = I do not work in this channel: no tenant of Microsoft 365 belongs to it. In this server I work in { $channels }; type the command there.
over-completed = Case { $case } is over: { $by } approved it, and it was done { $when }.
over-alone = Case { $case } is over: { $by } acted alone, and it was done { $when }.
over-denied = Case { $case } is over: { $by } denied it { $when }, and nothing was changed.
over-expired = Case { $case } is over: it was not decided in time, so it ended { $when } and nothing was changed.
over-withdrawn = Case { $case } is over: { $by } withdrew it { $when }, and nothing was changed.
over-needs-human = Case { $case } is over: I stopped at one of its steps { $when }, and somebody has to look at the account. The card says why.
over-refused = Case { $case } is over: it was stopped { $when }, before anything was changed. The card says why.
over-unavailable = Case { $case } is over: I could not go on with it { $when }, and nothing was changed. The card says why.
over-joined = Case { $case } is over: it became part of case { $other } { $when }, because both are about the same account.
over-nothing = Case { $case } is over: { $when } I found nothing in it that I could change. The card says what was found.
over-steps = Nothing is left to decide in case { $case }: its steps are over. The card says what is still open.
over-unkept = What you wrote does not count, and was not kept.
again-done = If something is still wrong with the account, this looks into it again:
again-needed = If it is still needed, this has to be typed again:

## Pages that a browser shows; plain text, without the marks of the chat

ask-link-title = Is this you?
ask-link = Link this Discord member to your Microsoft 365 account?
ask-link-member = Discord member
ask-link-id = Discord id { $id }
ask-link-account = Your account
ask-link-warning = Only press yes if you yourself typed /link in Discord a moment ago, or another command of Grendel's that offered you this link. If somebody sent you here, press no: after a yes, that member counts as you.
ask-link-yes = Yes, that is me
ask-link-no = No
page-linked-title = Linked
page-linked = The account { $upn } is now linked to the Discord member "{ $name }". If that is you, go back to Discord: it says there what to type next. You can close this page. If that is NOT you, somebody made you sign in for them: tell whoever is in charge of security at once, and ask the operator of Grendel to undo it.
page-refused-title = Not linked
page-account-taken = The account that you signed in to is linked to another Discord member than "{ $name }" already, so nothing was changed. That member is being told. The answer in Discord says more; you can close this page.
page-linked-already = The Discord member "{ $name }" is linked to another account already, so nothing was changed. The answer in Discord says more; you can close this page.
page-declined = The sign-in for the Discord member "{ $name }" did not come to its end, so nothing was changed. Type /link again in Discord to try once more; you can close this page.
page-disowned = You said that you are not the Discord member "{ $name }", so nothing was changed. If somebody sent you the link, they wanted to pass for you: tell whoever is in charge of security. You can close this page.
page-failed = It could not be found out who signed in for the Discord member "{ $name }", so nothing was changed. The answer in Discord says more; you can close this page.
page-unknown-title = Nothing to finish
page-unknown = This sign-in is not under way: it was finished already, took longer than ten minutes, or Grendel was restarted meanwhile. Nothing was changed. Go back to Discord and type the command, or press the button, again.
page-answered-title = Nothing to finish
page-answered = This question is not open: it was answered already, took longer than ten minutes, or Grendel was restarted meanwhile. What you pressed now has changed nothing. Type /whoami in Discord to see which account you are linked to; if there is none, type /link again.
page-foreign-title = Not counted
page-foreign = This answer does not come from Grendel's own page, so it does not count, and nothing was changed. If you did press a button there, something on the way hides where your browser came from: try another browser, and type /link again in Discord.
page-no-answer-title = No answer
page-no-answer = Grendel cannot say now what came of your sign-in. Type /whoami in Discord to see; if you are not linked, type /link again.
page-nothing-title = Nothing here
page-nothing = There is nothing to see at this address.
page-vote-title = Signed in
page-vote = You have signed in for { $name }. Go back to Discord: there you read whether your approval counts. You can close this page.
page-vote-failed-title = Nothing approved
page-vote-failed = The sign-in for { $name } did not work, so nothing was approved. Go back to Discord: there you read why. You can close this page.

## Refusals: what happened, who could, what to do next

rule = Rule: `{ $rule }`
role-in-unit = { $role }, for an administrative unit
role-until = { $role }, ends { $until }
list-or = { $rest } or { $last }
list-and = { $rest } and { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (and { $directory } in the directory)
no-roles = none

refusal-lacks_chat_role = You cannot use this: it is for members with the role { $roles } here. Ask one of them to type it, or ask whoever runs this server for the role.
refusal-not_linked = I do not know which Microsoft 365 account is yours, so I cannot see what you may do. Type `/link` and sign in to it. If that is not offered here, ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-account_taken = You signed in to an account that is linked to another member, so nothing was changed. That member is being told. If it is your account and the other member is you as well, type `/unlink` there first; otherwise tell the operator of Grendel.
refusal-linked_already = You are linked to an account already, so nothing was changed. Type `/whoami` to see which one. To link another, type `/unlink` first.
refusal-linked_by_operator = Which account is yours stands in `grendel.toml`, and that cannot be changed from here. Type `/whoami` to see which one; ask the operator of Grendel if it is wrong.
refusal-no_sign_in = Nobody can sign in here: Grendel is not set up for it. Ask the operator of Grendel to add you to `grendel.toml` as a `[[person]]`, with your Discord id and the object id of your account.
refusal-link_disowned = Somebody signed in with your link and said that they are not you, so nothing was changed. If that was you, and you pressed the wrong button, type `/link` again. Do not pass the link on.
refusal-sign_in_declined = The sign-in did not come to its end, so nothing was changed. Microsoft says: { $code } { $message } Type `/link` again to try once more.
refusal-sign_in_failed = I could not find out who signed in, so nothing was changed. { $trouble } Type `/link` again; if it fails again, show this to the operator of Grendel.
refusal-account_missing = The Microsoft 365 account that you are linked to does not exist any more. Type `/unlink`, then `/link` to link the one that you have now; if you stand in `grendel.toml`, ask the operator of Grendel to correct your entry.
refusal-account_disabled = Your own Microsoft 365 account is blocked, so you can neither ask for this nor decide it. Ask a colleague whose account is in order.
refusal-lacks_directory_role = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. Active now: { $held }. Ask a colleague who holds one to type the command.
refusal-standing_unread = I could not check what you may do, so I did nothing. { $trouble } Try again in a few minutes; if it fails again, show this to the operator of Grendel.
refusal-target_malformed = That is neither an address nor an object id. Type the sign-in name, a mail address or the object id of one person, such as `anna@contoso.example`.
refusal-target_unknown = Nobody in this tenant has that sign-in name, mail address, alias or object id. Check the spelling and the domain; an account of another organisation cannot be reached from here.
refusal-target_ambiguous = Several accounts have that address: { $upns }. Type the sign-in name of the one you mean.
refusal-target_renamed = The account that you picked is called { $upn } now, and not what your list said. Pick it from the list again.
refusal-own_account = This is your own account, and nobody unlocks themselves. Ask a colleague to type the command.
refusal-out_of_reach = Your directory roles do not reach this account: to do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role to type the command.
refusal-out_of_reach-shielded = Your directory roles do not reach this account, because { $shields }. To do "{ $step }" on it takes { $who }. Ask a colleague who holds such a role to type the command.
refusal-out_of_reach-nobody = No directory role that holds for the whole tenant reaches this account, so nobody can do "{ $step }" on it from here. Reason: { $shields }. Somebody whose role is assigned for that unit can do it in the Entra admin centre.
refusal-out_of_reach-unit = This account is in a restricted management administrative unit. To do "{ $step }" on it takes { $who }, held for that very unit. Ask a colleague who holds such a role to type the command.
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
refusal-not_yours = Only the one who asked can press that: { $requester }. If you may decide it, you can approve or deny it.
refusal-reason_missing = A reason is needed, because the team reads it on the card. Press the button again and write one.
refusal-text_too_long = { $option } is too long: { $chars } characters, and at most { $max } are read. Shorten it and send it again.
refusal-too_many_open = { $max ->
    [one] You have a case open already, and more than one is not possible; `/cases` shows it.
   *[other] You have { $max } cases open already, and that is the most; `/cases` lists them.
 } Withdraw one that is no longer needed, or wait for one to end.
refusal-nothing_to_approve = There is nothing to approve yet: every step waits for a judgement on the signs of a compromise. Look into them; if nothing is behind them, press "Waive the signs" and say why, otherwise deny.
refusal-nothing_to_waive = No sign of a compromise keeps anything from being done, so there is nothing to waive. Read the card as it is now.
refusal-no_secret = There is no password and no pass to show, or not any more: each is shown once, and kept for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } at most. Type the command again if a new one is needed.
refusal-secret_not_yours = Only { $requester }, who asked for it, gets to see that, and only with the account that they had then. The person it is about never does. Ask { $requester } to press the button.
refusal-secret_not_yours-named = Only members with the role { $roles } get to see that, and never the person it is about. Ask one of them to press the button.
refusal-no_such_case = I know no such case in this channel, so nothing was done. Its number stands at the foot of every card, and `/cases` lists those that are open.
refusal-forged_button = I do not know that button, so nothing was done. Use the buttons of my cards as they stand in this channel; `/cases` leads to those that are open.
refusal-old_button = Another version of me made that button, and I do not take it any more, so nothing was done. Use the buttons of the card as it is now; `/cases` leads to those that are open.
refusal-foreign_channel = I do not work in this channel: no tenant of Microsoft 365 belongs to it. Type the command in the channel that your team has for it; the operator of Grendel knows which one that is.
refusal-no_such_command = I do not have that command any more: it was taken away, or is called something else now. Nothing was done. Discord may still offer it for a moment; `/help` shows what you can type here.
refusal-not_understood = I did not understand that, and nothing was done. I understand commands that are typed, such as `/help`, and the buttons of my cards, in the channel that your team has for them. If it keeps happening, tell the operator of Grendel.
refusal-arrived_too_late = That reached me too late to be answered, and nothing was done. Send it again.
refusal-busy = Too many buttons are being pressed on this case at once. Try again in a moment.
refusal-account_at_risk = Your own Microsoft 365 account is at risk, says Identity Protection: somebody else may be using it. So you can neither ask for this nor decide it. Ask your security colleagues to look at it, and a colleague whose account is in order to do this.
refusal-lacks_directory_role-eligible = Your Microsoft 365 account holds none of the directory roles that this command needs: { $wanted }. Active now: { $held }. You could activate { $eligible }: do that first (Privileged Identity Management), then type the command again.
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
refusal-too_soon = It is too soon: you can go on from { $from }. If it is no longer needed, withdraw it.
refusal-not_named_for_glass = This command does not let you act alone. Wait for the approval, or ask a colleague for it.
refusal-debt_unpaid = You acted alone in case { $case }, and nobody has countersigned that yet, so you cannot do it again. Ask a colleague to countersign case { $case } first, or to approve this one.
refusal-nothing_owed = There is nothing to countersign in this case. Read the card as it is now.
refusal-approval_gone = The approval by { $names } no longer counts, because a role or an account is not what it was when they gave it. Type the command again, so that somebody else can approve it.

shield-role = it holds { $role }
shield-role-in-restricted-unit = it holds a role for a restricted management administrative unit
shield-role-assignable-group = it is in a group that directory roles can be assigned to
shield-restricted-management = it is in a restricted management administrative unit
shield-unknown = its roles or its groups could not be read, so it may hold any role (Grendel reads them with the permissions RoleManagement.Read.Directory and GroupMember.Read.All)

option-user = What you typed for `user`
option-reason = The reason
option-ticket = What you typed for `ticket`
option-number = The number of the case
