### Beslissingen

decision-needed = { $quorum ->
    [one] Eén lid met de rol { $roles } keurt goed of wijst af.
   *[other] { $quorum } leden met de rol { $roles } keuren goed, of één wijst af.
 }
decision-awaited = Wacht op { $who }.
decision-not-those = Niet { $requester }, en niet degene om wie het gaat.
decision-authority-too = Daarbij is de goedkeuring nodig van iemand met { $who }; één persoon mag beide zijn.
decision-authority = Genoeg mensen zijn akkoord, maar er is ook goedkeuring nodig van iemand met { $who }.
decision-approved = Goedgekeurd door { $name } op { $when }.
decision-approved-joined = Goedgekeurd door { $name } op { $when }. Dat telt niet meer: { $name } heeft sindsdien om hetzelfde gevraagd.
decision-by = { $name } ({ $upn })
decision-denied = Afgewezen door { $name } op { $when }.
decision-denied-why = Afgewezen door { $name } op { $when }: { $reason }
decision-until = Open tot { $until }.
decision-because = Gevraagd omdat { $reasons }.
decision-sign-in = Wie goedkeurt, meldt zich daar eerst voor aan, hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } van tevoren.
decision-confirm = Wie goedkeurt, typt de aanmeldnaam van het account.
decision-waive = Of ze leggen de tekenen met een reden terzijde: dan wordt het plan opnieuw gemaakt.
decision-reminder = Beslist niemand vóór { $when }, dan volgt een herinnering.
decision-next-group = Beslist niemand vóór { $when }, dan worden ook leden met de rol { $who } gevraagd.
decision-looking = { $name } is er { $when } naar gaan kijken.
decision-alone = Vier ogen kan niet: ik ken hier niemand behalve { $requester }, die verder kan van { $from } tot { $until }.
decision-alone-others = Wie voor die tijd een account koppelt, kan het afwijzen; zodra ik iemand anders ken, gaat het alleen nog met goedkeuring of niet.
decision-alone-sign-in = De aanvrager meldt zich hiervoor eerst aan, hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } voor het verdergaan.
decision-alone-confirm = Om verder te gaan typt de aanvrager de aanmeldnaam van het account.
decision-alone-meant = { $name } heeft op { $when } bevestigd dat het zonder iemand anders doorgaat.
decision-glass = { $name } heeft op { $when } het glas gebroken om alleen te handelen: { $reason }
decision-owed = Iemand met de rol { $who } moet dit vóór { $until } nog medeondertekenen.
decision-owed-meanwhile = Zonder die handtekening kan wie alleen handelde dat niet nog eens doen.
decision-overdue = Niet op tijd medeondertekend. Iemand met de rol { $who } moet ernaar kijken.
decision-overdue-meanwhile = Iedereen wordt op { $until } weer opgeroepen.
decision-countersigned = Medeondertekend door { $name } op { $when }.
because-always = elk plan van deze opdracht een besluit vraagt
because-target-privileged = het account directoryrollen heeft
because-target-in-group = het account in een bepaalde groep zit
because-target-synced = Active Directory het account beheert
because-target-guest = het account van een andere organisatie is
because-signs-of-compromise = het account misschien gehackt is
because-secret-issued = er een wachtwoord of een pas wordt uitgegeven
because-blocked-by-security = beveiliging het account misschien heeft geblokkeerd
because-out-of-reach = het de rollen van de aanvrager te boven gaat
because-outside-hours = het buiten de gewone uren is
because-look-alike = een ander account bijna zo heet
because-asked-recently = er een paar dagen geleden al iets mee is gedaan

receiver-person = Eén keer te zien, alleen voor { $name }: { $what }.
receiver-named = Eén keer te zien, voor het eerste lid met de rol { $roles } dat erom vraagt en van wie de eigen directoryrol tot dit account reikt: { $what }.
receiver-approver = Ziet eenmaal wie met een eigen rol voor stap { $steps } goedkeurt (u, als de uwe volstaat): { $what }.
