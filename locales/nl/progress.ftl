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
state-work = Wacht tot { $until } op { $roles }: de rest moet in Active Directory gebeuren. Grendel ziet het na een synchronisatie; met de knop is het eerder bekend.
state-work-in-short = Wacht tot { $until } op { $roles }.
state-work-ticked = Wat in Active Directory moest gebeuren, is volgens een collega gedaan. Grendel kijkt tot { $until } of het in Entra te zien is.
state-work-ticked-in-short = Afgevinkt; Grendel kijkt tot { $until } of het te zien is.
pause-asked = ⏳ Microsoft vraagt om te wachten. De volgende poging komt vanzelf: { $when }. De goedkeuring eindigt { $until }.
pause-outage = ⏳ Microsoft antwoordt niet zoals het hoort. De volgende poging komt vanzelf: { $when }. De goedkeuring eindigt { $until }.
state-alone = Er is niemand anders bekend die kan goedkeuren. Er is nog niets veranderd.
state-no-longer-alone = Er is hier inmiddels iemand anders bekend, dus de aanvrager gaat niet alleen verder.
handover-nobody = Er is een tijdelijk wachtwoord ingesteld. Niemand krijgt het te zien: de opdracht die het account teruggeeft, maakt een nieuw.
handover-kept = Alleen in het geheugen bewaard: { $what }. { $who } kan het één keer zien, met de knop hieronder, tot { $until }. Daarna is het weg.
handover-shown = Wordt nu getoond aan { $name }: { $what }.
handover-seen = Eén keer getoond aan { $name } { $when }; Grendel heeft het niet meer: { $what }.
handover-expired = Niemand vroeg er op tijd om, dus het is weg en niemand heeft het gezien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-too-late = Gemaakt, maar de andere stappen duurden bij Microsoft zo lang dat de tijd voorbij was voordat iemand het kon zien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
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
outcome-unavailable-operator = Ik kon niet verder: { $trouble } Er is niets veranderd, en opnieuw proberen helpt niet: de beheerder van Grendel moet dit verhelpen. Laat dit antwoord zien.
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
reach-contain-reached = Ingedamd: niemand komt erin en er lekt niets weg.
reach-contain-confirmed = Alle stappen zijn gezet en bevestigd.
reach-contain-as-far-as-seen = Ingedamd voor zover te zien is: Microsoft heeft alle stappen aangenomen, maar nog niet alles was te zien of te lezen. Dat kan enkele minuten duren; bekijk het account voordat u meer doet.
reach-contain-waiting-for-people = Nog niet ingedamd.
reach-contain-not-reached = Niet ingedamd.
reach-contain-cannot-tell = Niemand weet of het account is ingedamd.
reach-unlock-waiting-for-people = Hier is alles gedaan; de rest is aan de eigenaar.
reach-unlock-not-reached = Niet ontgrendeld.
reach-unlock-cannot-tell = Niemand weet of de eigenaar zich kan aanmelden.
remainder-active-directory = Active Directory moet het account uitschakelen en het wachtwoord twee keer wijzigen: tot dan werkt het oude wachtwoord, en de volgende synchronisatie kan een blokkade ongedaan maken.
remainder-active-directory-unlock = In Active Directory moet nog iets gebeuren; Entra laat het na de volgende synchronisatie zien.
remainder-sign-in-open = Aanmelden is niet geblokkeerd.
remainder-password-known = Het wachtwoord is niet gewijzigd.
remainder-pass-open = Een tijdelijke toegangspas kan nog iemand binnenlaten.
remainder-sessions-open = De sessies zijn niet ingetrokken.
remainder-mail-flows-out = Er kan nog mail naar buiten gaan, door een doorstuuradres of een regel van het Postvak IN.
remainder-added-since = Sinds de goedkeuring is er meer aan het account toegevoegd. Typ de opdracht daarvoor opnieuw.
remainder-mail-unread = Of er mail naar buiten gaat, kon niet worden gelezen.
remainder-passes-unread = Of er nog iemand met een tijdelijke toegangspas in kan, kon niet worden gelezen.
remainder-sign-in-blocked = Aanmelden is nog geblokkeerd.
remainder-signs-of-compromise = Het account blijft dicht tot de tekenen van misbruik zijn opgeruimd of weerlegd.
remainder-risk-stands = Het risico staat nog, en beleid kan de aanmelding daarom weigeren.
remainder-risk-unread = Of er een risico staat, kon niet worden gelezen; beleid kan de aanmelding daarom weigeren.
remainder-sending-restricted = Het account kan nog steeds niet verzenden.
remainder-no-credential = De eigenaar heeft niets om zich mee aan te melden.
remainder-owner-needs-password = De pas verandert het wachtwoord niet. Zolang hij geldt, registreert de eigenaar een manier om zich zonder wachtwoord aan te melden (een passkey of Authenticator) op https://aka.ms/mysecurityinfo; anders moet het wachtwoord alsnog worden gereset.
remainder-owner-needs-password-in-short = De pas verandert het wachtwoord niet.
remainder-owner-registers-method = Zolang de pas geldt, moet de eigenaar een tweede factor registreren op https://aka.ms/mysecurityinfo.
remainder-owner-chooses-password = Bij de eerste aanmelding kiest de eigenaar een eigen wachtwoord.
remainder-owner-resets-password = De eigenaar moet horen hoe het wachtwoord wordt gereset.
outcome-needs-human-refused = Gestopt bij stap { $number }, die Microsoft weigerde. { $trouble } { $before ->
    [0] Er is niets veranderd.
    [1] Wat daar los van staat, is gedaan.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Laat dit aan de beheerder van Grendel zien, en kijk naar het account.
outcome-needs-human-useless = Gestopt bij stap { $number }, die Microsoft aannam, maar die niets oplevert. { $trouble } { $before ->
    [0] Er ging geen stap aan vooraf.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Laat dit aan de beheerder van Grendel zien, en kijk naar het account.
rights-in-short = Nodig: { $permission } en een directoryrol die tot het account reikt.
rights = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig, en als het account een rol heeft, zelf een directoryrol die tot daar reikt.
rights-and-role = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig en minstens de directoryrol { $role }.
rights-role-missing = De toepassing van Grendel heeft de machtiging { $permission }; wat haar ontbreekt, is een eigen directoryrol die tot dit account reikt, zoals Privileged Authentication Administrator.
rights-role-missing-named = De toepassing van Grendel heeft de machtiging { $permission }; wat haar ontbreekt, is een eigen directoryrol die tot dit account reikt: minstens { $role }.
rights-of-read = De toepassing van Grendel heeft hiervoor de machtiging { $permission } nodig, met toestemming van een beheerder; is dat allebei in orde, dan ontbreekt haar een directoryrol.
rights-of-read-granted = De toepassing van Grendel heeft hiervoor de machtiging { $permission }, en toch weigert Microsoft. Misschien ontbreekt haar een eigen directoryrol, zoals Global Reader.
outcome-needs-human-unknown = Gestopt bij stap { $number }: niemand weet of die gelukt is. { $trouble } Kijk naar het account en het auditlogboek ervan voordat er iets wordt herhaald.
outcome-needs-human-unreadable = Gestopt vóór stap { $number }: het account kon niet opnieuw worden gelezen. { $trouble } { $before ->
    [0] Er is niets veranderd.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-authority = Gestopt vóór stap { $number }: wie dit vroeg of goedkeurde, mag het niet meer. { $why } { $before ->
    [0] Er is niets veranderd.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-changed = Gestopt vóór stap { $number }: het account is onderweg door iemand anders gewijzigd. { $changes } { $before ->
     [0] Er is niets veranderd.
    *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-held = Gestopt vóór stap { $number }: de tenant bleef bevroren tot de goedkeuring afliep. { $before ->
    [0] Er is niets veranderd.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Bekijk het account als de bevriezing voorbij is, en typ de opdracht opnieuw voor wat er ontbreekt.
outcome-needs-human-stopped = Gestopt vóór stap { $number } terwijl de zaak wachtte: iemand weigerde het of trok het in. { $before ->
    [0] Er is niets veranderd.
   *[other] Bij de stappen hierboven staat wat er is gedaan.
 } Bekijk het account, en typ de opdracht opnieuw voor wat er ontbreekt.
outcome-needs-human-work-not-done = Niemand heeft op tijd gezegd dat stap { $number } in Active Directory is gedaan, en in Entra is het niet te zien. Doe het daar, en typ de opdracht daarna opnieuw voor wat er ontbreekt.
outcome-needs-human-work-not-seen = Stap { $number } is afgevinkt, en na een uur is er in Entra nog niets van te zien; wat daarna moet komen, is dus niet begonnen. Kijk naar de synchronisatie, en typ de opdracht daarna opnieuw voor wat er ontbreekt.
outcome-needs-human-effect-not-seen = Stap { $number } is door Microsoft uitgevoerd en is niet te zien; wat erna komt geeft weer toegang, en is dus niet begonnen. Bekijk het account over enkele minuten, en typ de opdracht daarna opnieuw voor wat er ontbreekt.
outcome-needs-human-one-refused = Microsoft weigerde stap { $number }; de andere zijn gedaan. { $trouble } Laat dit aan de beheerder van Grendel zien, en doe met de hand wat ontbreekt.
outcome-also-refused = Microsoft weigerde ook stap { $number }. { $trouble }
outcome-also-unknown = Ook van stap { $number } weet niemand of die gelukt is.
outcome-failed-pass = Er is een tijdelijke toegangspas gemaakt die de ontvanger niet heeft gezien, en die geeft misschien nog toegang: verwijder de pas in het Entra-beheercentrum, bij de verificatiemethoden van het account.
outcome-joined = Zaak { $case } gaat over hetzelfde account.

trouble = { $call } mislukte met { $status } { $code }: { $message } (aanvraag-id { $request }).
trouble-silent = { $call } kreeg geen antwoord ({ $code }; client-request-id { $request }).
trouble-known = { $message } ({ $call }: { $status } { $code }, aanvraag-id { $request }).
known-failure-secret-wrong = Microsoft aanvaardt het clientgeheim van de toepassing van Grendel niet. De beheerder van Grendel moet de waarde van een geldig geheim, niet de id ervan, in de configuratie zetten
known-failure-secret-expired = Het clientgeheim van de toepassing van Grendel is verlopen. De beheerder van Grendel moet in het Entra-beheercentrum, bij de app-registratie, een nieuw geheim maken en de waarde ervan in de configuratie zetten
known-failure-application-unknown = De toepassing van Grendel is in deze tenant niet gevonden. De beheerder van Grendel moet `client_id` en `tenant_id` nakijken, en een beheerder van de tenant moet de toepassing toestaan
known-failure-tenant-unknown = Microsoft kent deze tenant niet. De beheerder van Grendel moet `tenant_id` in de configuratie nakijken, en bij welke cloud die hoort
known-failure-application-disabled = De toepassing van Grendel is in deze tenant uitgeschakeld. Een beheerder moet haar inschakelen in het Entra-beheercentrum, bij Bedrijfstoepassingen, Eigenschappen
known-failure-application-blocked = Een beleid voor voorwaardelijke toegang voor workloadidentiteiten houdt de toepassing van Grendel buiten deze tenant. Een beheerder moet haar toelaten vanaf het adres van de server van Grendel
known-failure-credentials-refused = Microsoft laat de toepassing van Grendel niet aanmelden bij deze tenant. De beheerder van Grendel moet de registratie, het geheim en de configuratie nakijken
known-failure-licence-missing = De tenant heeft hier geen licentie voor
known-failure-gateway = Een gateway vóór de dienst van Microsoft weigerde de aanroep; de dienst zelf gaf geen antwoord
known-failure-password-complexity = Het nieuwe wachtwoord voldoet niet aan de regels van de tenant (complexiteit, verboden woorden). Typ de opdracht opnieuw voor een ander wachtwoord
known-failure-mastered-on-premises = Dit account wordt in de eigen Active Directory beheerd, en moet dus daar worden veranderd
known-failure-guest-pass = Een gast krijgt hier geen tijdelijke toegangspas: gasten melden zich bij hun eigen organisatie aan
known-failure-pass-policy = Het beleid van de tenant voor tijdelijke toegangspassen geldt niet voor dit account. Een beheerder kan dat veranderen in het Entra-beheercentrum, bij Verificatiemethoden, Beleid
known-failure-pass-unusable = Er is een pas gemaakt, en volgens Microsoft kan niemand zich ermee aanmelden; waarom, zegt Microsoft niet
known-failure-pass-unusable-policy = Er is een pas gemaakt waarmee niemand zich kan aanmelden: het beleid van de tenant staat dat niet toe
known-failure-pass-unusable-used = Er is een pas gemaakt waarmee niemand zich kan aanmelden: volgens Microsoft is die al gebruikt. Typ de opdracht opnieuw voor een andere
known-failure-pass-unusable-expired = Er is een pas gemaakt waarmee niemand zich kan aanmelden: volgens Microsoft is die al verlopen. Typ de opdracht opnieuw voor een andere
known-failure-gone = Het account, of wat de stap eraan verandert, is er niet meer
known-failure-conflict = Op dat moment veranderde iemand anders het account. Typ de opdracht opnieuw
operator-credentials = **Grendel kan zich niet aanmelden bij de tenant { $tenant }.** { $trouble } Elke opdracht daar mislukt tot dit verholpen is.
operator-permission = **Grendel mist een recht in de tenant { $tenant }.** { $trouble } Opdrachten die het nodig hebben worden tot dan geweigerd.
operator-licence = **De tenant { $tenant } heeft volgens Microsoft geen licentie voor:** { $topics }. Grendel gaat zonder verder, en kaarten zeggen waar niet naar is gekeken. Hoort Identity Protection erbij, dan bespaart `identity_protection = false` in `grendel.toml` de aanroep; heeft de tenant de licentie wel, meld dit dan bij Microsoft.
operator-licence-demanded = **De tenant { $tenant } heeft volgens Microsoft geen licentie voor Identity Protection, maar `identity_protection` in `grendel.toml` zegt van wel.** Daarom worden opdrachten daar geweigerd. Haal de sleutel weg, dan gaat Grendel zonder het risico verder; heeft de tenant de licentie toch, meld het bij Microsoft.
trouble-restarted = Grendel is gestopt terwijl de aanroep onderweg was.
trouble-card-refused = Discord laat mij in dit kanaal niets plaatsen ({ $message }). Daar heb ik de machtigingen nodig om het te bekijken, berichten te sturen en links in te sluiten.
no-request-id = geen
