### Wat iemand kan typen: /hulp

help-may = **Wat u hier kunt vragen**
help-unread = **Wat u met uw rollen hier kunt vragen.** Of uw eigen Microsoft 365-account dat ook toestaat, kon ik niet nakijken. { $trouble } Probeer `/hulp` over een paar minuten opnieuw.
help-unread-operator = **Wat u met uw rollen hier kunt vragen.** Of uw eigen Microsoft 365-account dat ook toestaat, kon ik niet nakijken. { $trouble } De beheerder van Grendel moet dit verhelpen; laat dit antwoord zien.
help-none = **Op dit moment kunt u hier niets vragen**
help-why = { $commands }: { $why }
help-likewise = { $commands }: ook niet voor u, om een soortgelijke reden; `/wieben` zegt wat voor elk nodig is.
help-names = { $names } en nog { $count }
help-everybody = **Wat iedereen kan typen**
help-more = En ook: { $commands }
help-rest = Er is meer, dat u niet kunt vragen; `/wieben` zegt waarom.
# As in English.
example-user = anna@contoso.example
example-reason = Terug van verlof, kan zich niet aanmelden
example-ticket = 1042
# As in English.
example-symptom = on_one_device
example-code = 53003
example-number = 12
# As in English.
example-scope = everything
