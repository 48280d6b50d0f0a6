### Hoe het ervoor staat

state-waiting = Wacht op een beslissing. Er is nog niets veranderd.
awaited-members = { $count ->
    [one] een lid met de rol { $roles }
   *[other] { $count } leden met de rol { $roles }
 }
awaited-authority = iemand met { $who }
state-lapsed = Het account is veranderd sinds de goedkeuring, dus die telt niet meer. Voor wat hier nu staat is een nieuwe nodig.
state-waived = Tekenen van een hack zijn terzijde gelegd, dus dit is een nieuw plan: het heeft een eigen goedkeuring nodig.
state-held = Elke stap wacht op een oordeel over de tekenen van een hack: ze worden met een reden terzijde gelegd, of het wordt afgewezen. Er is nog niets veranderd.
state-checking = Goedgekeurd. Alles wordt opnieuw gelezen vóór de eerste stap.
state-running = De stappen worden uitgevoerd: { $done } van { $all } gedaan.
state-alone = Er is niemand anders bekend die kan goedkeuren. Er is nog niets veranderd.
state-no-longer-alone = Er is hier inmiddels iemand anders bekend, dus de aanvrager gaat niet alleen verder.
handover-nobody = Er is een tijdelijk wachtwoord ingesteld om eruit te zetten wie het oude had. Niemand krijgt het te zien: de opdracht die het account teruggeeft, maakt een nieuw.
handover-kept = Alleen in het geheugen bewaard: { $what }. { $who } kan het één keer zien, met de knop hieronder, tot { $until }. Daarna is het weg.
handover-shown = Wordt nu getoond aan { $name }: { $what }.
handover-seen = Eén keer getoond aan { $name } { $when }; Grendel heeft het niet meer: { $what }.
handover-expired = Niemand vroeg er op tijd om, dus het is weg en niemand heeft het gezien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-restarted = Grendel is gestopt terwijl het in het geheugen stond, dus het is weg en niemand heeft het gezien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-undelivered = Gestuurd aan { $name } { $when }, en misschien niet aangekomen: { $what }. Hier is het weg. Heeft { $name } het niet gelezen, typ de opdracht dan opnieuw voor een nieuw exemplaar.
handover-forfeited = Alleen { $who } zou het zien, en mag dat nu niet meer. Niemand heeft het gezien en het is weg: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-withheld = Gemaakt en aan niemand getoond, omdat niet elke stap die ervoor hoort is gelukt: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar als die stappen gedaan zijn.
handover-unanswered = Het antwoord van Microsoft ermee is hier nooit aangekomen, dus niemand heeft het: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-stopped = Gemaakt en aan niemand getoond, omdat de zaak is gestopt: { $what }.
handover-taken-back = De pas is ingetrokken: niemand kan er nog mee aanmelden.
handover-taking-back = De pas wordt ingetrokken.
handover-not-taken-back = De pas kon niet worden ingetrokken: { $trouble } Hij is geldig tot { $until }. Verwijder hem in het Entra-beheercentrum, bij de verificatiemethoden van het account.
handover-lost = Het oude wachtwoord werkt niet meer.
handover-to-member = Een lid met de rol { $roles }
made-reset-password = tijdelijk wachtwoord
made-issue-temporary-access-pass = tijdelijke toegangspas

outcome-nothing-found = Ik heb geen blokkade gevonden, dus er is niets veranderd. Vraag naar de precieze tekst en de code op het scherm (AADSTS met een nummer), en naar het tijdstip.
outcome-nothing-found-with-gaps = Ik heb geen blokkade gevonden, maar kon niet alles bekijken. Er is niets veranderd. Vraag naar de precieze tekst en de code op het scherm (AADSTS met een nummer), en naar het tijdstip.
outcome-advised = Er is niets veranderd: deze opdracht heeft geen stap voor wat er is gevonden.
outcome-advised-looks = Er is niets veranderd: deze opdracht kijkt alleen.
outcome-advised-synced = Hier is niets veranderd, want Active Directory gaat over dit account. Daar kan het wel, met de hand.
outcome-advised-withheld = Er is niets veranderd: geen stap die zou kunnen helpen, kan van hieruit.
outcome-refused = Gestopt, er is niets veranderd. { $why }
requester-other = Aan { $name }: { $why }
requester-not-linked = { $name } is niet meer gekoppeld aan het Microsoft 365-account waarmee dit werd gevraagd.
requester-account-missing = Het Microsoft 365-account van { $name }, die dit vroeg, bestaat niet meer.
requester-account-disabled = Het Microsoft 365-account van { $name }, die dit vroeg, is geblokkeerd.
requester-account-at-risk = Het Microsoft 365-account van { $name }, die dit vroeg, loopt risico, zegt Identity Protection: misschien gebruikt iemand anders het. Vraag uw collega's van beveiliging om ernaar te kijken.
requester-lacks-chat-role = { $name }, die dit vroeg, heeft hier geen rol meer die dat mag vragen: { $roles }.
requester-lacks-directory-role = Het Microsoft 365-account van { $name }, die dit vroeg, heeft geen van de directoryrollen die ervoor nodig zijn: { $roles }.
outcome-unavailable = Ik kon niet verder: { $trouble } Er is niets veranderd. Typ de opdracht over een paar minuten opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
outcome-failed = Ik moest met deze zaak stoppen: { $why } Er is niets veranderd. Typ de opdracht opnieuw; stopt die weer, laat zaak { $case } dan aan de beheerder van Grendel zien.
outcome-failed-begun = Ik moest met deze zaak stoppen: { $why } Misschien is er een stap gezet: kijk naar het account en het auditlogboek ervan voordat er iets wordt herhaald, en laat zaak { $case } aan de beheerder van Grendel zien.
breakdown-too-large = wat is gevonden past niet in één regel van het journaal.
breakdown-fault = de regels ervan in het journaal passen niet bij elkaar.
breakdown-defect = er zit een fout in Grendel.
outcome-denied = Afgewezen. Er is niets veranderd.
outcome-expired = Niet op tijd beslist. Er is niets veranderd. Typ de opdracht opnieuw als het nog nodig is.
outcome-withdrawn = Ingetrokken door { $name }. Er is niets veranderd.
outcome-completed = Klaar: alle stappen zijn gezet en bevestigd.
outcome-completed-sign-in = Klaar: { $name } kan zich weer aanmelden. Alle stappen zijn gezet en bevestigd.
outcome-completed-told = Akkoord. Bij Microsoft is niets veranderd: de eigenaar kiest zelf een nieuw wachtwoord, en moet horen hoe.
outcome-completed-not-visible = Klaar: Microsoft heeft alle stappen aangenomen, maar nog niet elk effect was te zien. Dat kan enkele minuten duren; bekijk het account voordat u meer doet.
outcome-needs-human-refused = Gestopt bij stap { $number }, die Microsoft weigerde. { $trouble } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Laat dit aan de beheerder van Grendel zien, en kijk naar het account.
rights-in-short = Nodig: de machtiging { $permission }.
rights = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig, en als het account een rol heeft, zelf een directoryrol die tot daar reikt.
rights-and-role = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig en minstens de directoryrol { $role }.
outcome-needs-human-unknown = Gestopt bij stap { $number }: niemand weet of die gelukt is. { $trouble } Kijk naar het account en het auditlogboek ervan voordat er iets wordt herhaald.
outcome-needs-human-unreadable = Gestopt vóór stap { $number }: het account kon niet opnieuw worden gelezen. { $trouble } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-authority = Gestopt vóór stap { $number }: wie dit vroeg of goedkeurde, mag het niet meer. { $why } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-changed = Gestopt vóór stap { $number }: het account is onderweg door iemand anders gewijzigd. { $changes } { $before ->
     [0] Er is niets veranderd.
    *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-held = Gestopt vóór stap { $number }: de tenant bleef bevroren tot de goedkeuring afliep. { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan, de rest niet.
 } Bekijk het account als de bevriezing voorbij is, en typ de opdracht opnieuw voor wat er ontbreekt.
outcome-needs-human-stopped = Gestopt vóór stap { $number }, terwijl de tenant bevroren was: iemand weigerde het of trok het in. { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan, de rest niet.
 } Bekijk het account als de bevriezing voorbij is, en typ de opdracht opnieuw voor wat er ontbreekt.
outcome-needs-human-one-refused = Microsoft weigerde stap { $number }; de andere zijn gedaan. { $trouble } Laat dit aan de beheerder van Grendel zien, en doe met de hand wat ontbreekt.
outcome-failed-pass = Er is een tijdelijke toegangspas gemaakt die de ontvanger niet heeft gezien, en die geeft misschien nog toegang: verwijder de pas in het Entra-beheercentrum, bij de verificatiemethoden van het account.
outcome-joined = Zaak { $case } gaat over hetzelfde account.

trouble = { $call } mislukte met { $status } { $code }: { $message } (aanvraag-id { $request }).
trouble-silent = { $call } kreeg geen antwoord ({ $code }; client-request-id { $request }).
trouble-restarted = Grendel is gestopt terwijl de aanroep onderweg was.
trouble-card-refused = Discord laat mij in dit kanaal niets plaatsen ({ $message }). Daar heb ik de machtigingen nodig om het te bekijken, berichten te sturen en links in te sluiten.
no-request-id = geen
