### Private answers

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
heard-break-glass = Recorded: you act alone in case { $case }. Everybody is told now, and someone else has to countersign it.
heard-proceed = Recorded: you go on alone in case { $case }. The card shows what comes of it.
heard-countersign = Your countersignature of case { $case } is recorded.
heard-waive = Your waiver in case { $case } is recorded. The card shows the plan as it is now.
heard-show-secret = The password or pass of case { $case } is shown to you now, once.
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
call-next-group = Nobody has decided case { $case } about { $name } yet, so you are asked too. It ends at { $until }.
call-last-call = Last call: case { $case } about { $name } ends at { $until } if nobody decides.
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
button-break-glass = Break glass…
button-proceed = Go on alone
button-countersign = Countersign
button-waive = Waive the signs…
button-show-secret = Show it once
button-details = Details
deny-title = Deny case { $case }
deny-question = Why should this not be done?
deny-placeholder = The team reads this on the card.
break-glass-title = Act alone in case { $case }
break-glass-question = Why can this not wait?
break-glass-placeholder = Everybody is told this at once.
waive-title = Waive signs in case { $case }
waive-question = Why are these signs no compromise?
waive-placeholder = The team reads this on the card, with your name.
confirm-title = Approve case { $case }
confirm-question = The sign-in name of the account
confirm-placeholder = As it stands on the card
