### Was jemand eingeben kann: /hilfe

help-may = **Was Sie hier anfragen können**
help-unread = **Was Sie mit Ihren Rollen hier anfragen dürfen.** Ob Ihr eigenes Microsoft-365-Konto es auch zulässt, konnte ich nicht nachsehen. { $trouble } Versuchen Sie `/hilfe` in ein paar Minuten noch einmal.
help-unread-operator = **Was Sie mit Ihren Rollen hier anfragen dürfen.** Ob Ihr eigenes Microsoft-365-Konto es auch zulässt, konnte ich nicht nachsehen. { $trouble } Wer Grendel betreibt, muss das beheben; zeigen Sie dort diese Antwort.
help-none = **Im Moment können Sie hier nichts anfragen**
help-why = { $commands }: { $why }
help-likewise = { $commands }: auch das dürfen Sie nicht, aus einem Grund derselben Art; `/werbinich` sagt, was jeweils nötig ist.
help-names = { $names } und noch { $count }
help-everybody = **Was alle eingeben können**
help-more = Und außerdem: { $commands }
help-rest = Es gibt noch mehr, was Sie nicht anfragen können; `/werbinich` sagt, warum.
# As in English.
example-user = anna@contoso.example
example-reason = Zurück aus dem Urlaub, Anmeldung geht nicht
example-ticket = 1042
# As in English.
example-symptom = on_one_device
example-code = 53003
example-number = 12
# As in English.
example-scope = everything
