### Signs of a compromise

judgement-stands = What was seen means that somebody else may have this account. Nothing gives it back before each sign is cleaned or waived.
judgement-weak = A weak sign proves nothing by itself. Look at it all the same.
judgement-waived = Every sign was waived, so the account counts as its owner's.
sign-at-risk = Identity Protection sees a risk.
sign-denied-prompt = A second factor was denied.
sign-unanswered-prompt = A second factor was asked for far from where the owner signs in, and not given.
sign-inbox-rules = Rules of the inbox hide mail or send it outside.
sign-forwarding-outside = Mail is forwarded outside.
sign-spam-sent = Microsoft took its mail for spam.
sign-line = • { $sign } { $standing }
and-more = And { $count } more.
sign-cleaned = A step deals with this.
sign-not-cleaned = Nothing here cleans this.
sign-by-hand = No step cleans this: somebody has to look at it.
sign-waived = Waived by { $name } on { $when }: { $reason }
sign-name-at-risk = risk (Identity Protection)
sign-name-denied-prompt = a second factor that was denied
sign-name-inbox-rules = suspicious inbox rules
sign-name-forwarding-outside = mail forwarded outside
sign-name-new-country = a sign-in from a new country
sign-name-unanswered-prompt = a second factor asked for elsewhere and not given
sign-name-new-method = a newly registered method
sign-name-consented-application = an application let in to the mail
sign-name-spam-sent = mail that Microsoft took for spam
sign-name-unknown-recipient = mail forwarded to an unknown recipient
signs-cleaned = Steps deal with: { $signs }.
signs-not-cleaned = Not cleaned here: { $signs }.
signs-further-rules = • { $count ->
    [one] One more suspicious inbox rule, known by its id alone.
   *[other] { $count } more suspicious inbox rules, known by their ids alone.
 }
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
gap-no-permission = { $topic }: { $cause }: { $permission } ({ $code }, request id { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no-permission = { $topic }: { $cause }: { $permission }.
possible-signs = Could not be read in full, so it counts as a possible sign of a compromise: { $topics }.
omission = { $topic }: { $count } more, left out here.
omission-unknown = { $topic }: there are more than were read.
topic-roles = Directory roles
topic-eligible-roles = Directory roles that it could activate
topic-groups = Groups that roles can be assigned to
topic-units = Administrative units
topic-named-groups = Groups that rules ask about
topic-risk = Risk (Identity Protection)
topic-look-alikes = Accounts with a name like this one
topic-blocks = Who blocked the account (directory audit)
topic-registrations = Methods that were registered lately (directory audit)
topic-sign-ins = Recent sign-ins
topic-policies = Which policies stopped a sign-in
topic-methods = Registered methods
topic-self-service = Self-service password reset
topic-passes = Temporary access passes
topic-grants = Applications that were let in to the mail
topic-mailbox = Mailbox and forwarding
topic-inbox-rules = Rules of the inbox
topic-sending = Whether it may send mail
topic-domains = The tenant's own domains
looked-at-account = the account itself
looked-at-sign-ins = recent sign-ins
looked-at-methods = registered methods
looked-at-risk = risk (Identity Protection)
looked-at-mailbox = the mailbox and its forwarding
looked-at-inbox-rules = the rules of the inbox
looked-at-sending = whether it may send mail
cause-no-licence = the tenant has no licence for it
cause-no-licence-named = the tenant has no licence for it; it takes { $licence }
cause-no-permission = Grendel lacks the permission for it
cause-permission-or-licence = Microsoft refused it without saying why; the licence, a directory role of Grendel's application or this permission is missing
cause-throttled = Microsoft asked for more time than there was; try again later
cause-unavailable = Microsoft did not answer properly

change-sign-in = Sign-in was enabled or blocked by someone.
change-blocked-by = Sign-in was blocked again since then.
change-block-recorded = The directory audit has the record of the block now.
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
warning-one-edit-away = Nearly the same name: { $name } ({ $upn }).
warning-other-domain = Typed with the domain { $domain }, which is not the domain of this sign-in name.
warning-could-activate = It could make itself an administrator: it may activate { $roles } (Privileged Identity Management).
warning-done-before = Something was done to this account in the last 7 days: case { $case }.
