### Die Karte, von oben nach unten
### Zeiten kommen in der Schreibweise des Chats, damit jeder sie in der eigenen Zeitzone sieht.

card-title = Fall { $case } · /{ $command } · { $stands }
card-footer = Fall { $case } · { $tenant }
card-footer-plan = Fall { $case } · { $tenant } · Plan { $plan }
more-in-details = … mehr unter „Details“
stands-looking = wird geprüft
stands-deciding = wartet auf Entscheidung
stands-alone = wartet auf anfragende Person
stands-doing = wird ausgeführt
stands-handing-over = liegt zur Abholung bereit
stands-owing = allein erledigt, gegenzuzeichnen
stands-completed = erledigt
stands-completed-not-visible = erledigt, noch nicht bestätigt
stands-completed-lost = nicht übergeben
stands-told = genehmigt, noch mitzuteilen
stands-needs-human = Konto ansehen
stands-unavailable = ging nicht weiter
stands-failed = durch einen Fehler angehalten
stands-nothing-found = nichts gefunden
stands-advised = nur geprüft
stands-refused = angehalten, nichts geändert
stands-joined = gehört zu einem anderen Fall
stands-denied = abgelehnt
stands-expired = nicht rechtzeitig entschieden
stands-withdrawn = zurückgezogen
stands-interrupted = nicht rechtzeitig beantwortet

heading-asked = Angefragt von
heading-found = Was gefunden wurde
heading-signs = Anzeichen einer Kontoübernahme
heading-unread = Was nicht geprüft werden konnte
heading-changed = Was sich seit der Genehmigung geändert hat
heading-waived = Was sich geändert hat
heading-plan = Was geschehen wird
heading-done = Was geschehen ist
heading-not-done = Was nicht geschehen ist
heading-no-help = Was nicht helfen würde
heading-instead = Was stattdessen zu tun ist
heading-besides = Was außerdem zu tun ist
heading-decision = Entscheidung
heading-state = Stand
heading-outcome = Ergebnis
heading-warning = Bitte zweimal hinsehen

asked-by = { $name }, { $when }
asked-reason = Grund: { $reason }
asked-identity = Geprüft, wer anruft: { $check } ({ $name })
asked-identity-missing = Noch nicht geprüft, wer anruft: { $name } klickt an, wie es geprüft wurde; bis dahin kann niemand genehmigen.
identity-called-back = unter der Nummer im Verzeichnis zurückgerufen
identity-seen-in-person = persönlich gesehen
identity-manager-confirmed = von der Führungskraft bestätigt
# As in English.
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } hat dasselbe angefragt.
asked-joined-why = { $name } hat dasselbe angefragt: { $reason }
