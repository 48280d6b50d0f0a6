### De kaart, van boven naar beneden
### Tijden komen binnen in de notatie van de chat, zodat iedereen ze in de eigen tijdzone ziet.

card-title = Zaak { $case } · /{ $command } · { $stands }
card-footer = Zaak { $case } · { $tenant }
card-footer-plan = Zaak { $case } · { $tenant } · plan { $plan }
more-in-details = … meer onder Details
stands-looking = wordt bekeken
stands-deciding = wacht op besluit
stands-alone = wacht op de aanvrager
stands-doing = wordt uitgevoerd
stands-paused = wacht op Microsoft
stands-working-by-hand = wacht op Active Directory
stands-handing-over = ligt klaar
stands-owing = zonder goedkeuring gedaan, nog medeondertekenen
stands-completed = gedaan
stands-completed-not-visible = gedaan, nog niet bevestigd
stands-completed-lost = niet overhandigd
stands-told = akkoord, vertel het de eigenaar
stands-contained = ingedamd
stands-contained-as-seen = ingedamd, nog niet bevestigd
stands-not-contained-yet = nog niet ingedamd
stands-not-contained = niet ingedamd
stands-owner-next = gedaan, de eigenaar is aan zet
stands-not-unlocked = niet ontgrendeld
stands-needs-human = iemand moet kijken
stands-unavailable = kon niet verder
stands-failed = gestopt door een fout
stands-nothing-found = niets gevonden
stands-advised = alleen bekeken
stands-refused = gestopt, niets veranderd
stands-joined = hoort bij een andere zaak
stands-denied = afgewezen
stands-expired = niet op tijd beslist
stands-withdrawn = ingetrokken
stands-interrupted = niet op tijd beantwoord

heading-asked = Gevraagd door
heading-found = Wat er is gevonden
heading-signs = Tekenen van een hack
heading-unread = Wat niet bekeken kon worden
heading-changed = Wat er is veranderd sinds de goedkeuring
heading-waived = Wat er is veranderd
heading-plan = Wat er gaat gebeuren
heading-done = Wat er is gedaan
heading-not-done = Wat er niet is gedaan
heading-no-help = Wat niet zou helpen
heading-instead = Wat u in plaats daarvan kunt doen
heading-besides = Wat u daarnaast kunt doen
heading-decision = Beslissing
heading-state = Hoe het ervoor staat
heading-outcome = Hoe het is afgelopen
heading-warning = Let goed op

asked-by = { $name }, { $when }
asked-reason = Reden: { $reason }
asked-identity = Nagegaan wie er belt: { $check } ({ $name })
asked-identity-missing = Nog niet nagegaan wie er belt: { $name } klikt aan hoe dat is gedaan, en tot dan kan niemand goedkeuren.
identity-called-back = teruggebeld op het nummer in de directory
identity-seen-in-person = zelf gezien
identity-manager-confirmed = bevestigd door de leidinggevende
# As in English.
asked-ticket = Ticket: { $ticket }
asked-complaint = Wat er misgaat: { $said }
# As in English.
asked-code = code { $code }
symptom-cannot-sign-in-at-all = aanmelden lukt helemaal niet
symptom-prompted-again-and-again = er moet steeds opnieuw worden aangemeld
symptom-on-one-device = het mislukt op één apparaat
symptom-mail-does-not-go-out = mail versturen lukt niet
asked-joined = { $name } vroeg hetzelfde.
asked-joined-why = { $name } vroeg hetzelfde: { $reason }
