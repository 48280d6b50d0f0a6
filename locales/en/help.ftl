### What somebody can type: /help

help-may = **What you can ask for here**
help-unread = **What your roles here allow you to ask for.** Whether your own Microsoft 365 account does too, I could not look up. { $trouble } Try `/help` again in a few minutes.
help-unread-operator = **What your roles here allow you to ask for.** Whether your own Microsoft 365 account does too, I could not look up. { $trouble } The operator of Grendel has to mend this; show them this answer.
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
example-symptom = on_one_device
example-code = 53003
example-number = 12
example-scope = everything
