# Een bevroren tenant: wat wacht, hoe het wordt gemeld, en hoe het wordt opgeheven.

freeze-scope-secrets = elke stap die een wachtwoord of pas maakt
freeze-scope-access = alles wat toegang geeft of teruggeeft
freeze-scope-everything = elke stap

freeze-since = Bevroren sinds { $when } door { $who }: { $scope } wacht. Twee mensen heffen het op met `/ontdooi`.
freeze-since-limit = Bevroren sinds { $when }, omdat er binnen een uur te veel wachtwoorden en passen zijn gemaakt: { $scope } wacht. Twee mensen heffen het op met `/ontdooi`.
freeze-reason = Reden: { $reason }
freeze-asked-by = { $who } wil het opheffen. Een tweede persoon stemt vóór { $until } in met `/ontdooi`.

freeze-card = ⏸ { $freeze } Ook na goedkeuring wacht deze zaak daarop.
freeze-card-running = ⏸ { $freeze } Daarna gaat deze zaak vanzelf verder, als dat vóór { $until } is: dan eindigt de goedkeuring. Tot dan kan ze worden geweigerd.
freeze-card-secret = ⏸ { $freeze } Tot dan krijgt niemand het wachtwoord of de pas te zien, en het wordt er niet langer om bewaard.

freeze-announced = ⏸ { $who } heeft deze tenant bevroren: { $scope } wacht tot twee mensen `/ontdooi` typen. Reden: { $reason }
freeze-announced-limit = ⏸ Ik heb deze tenant bevroren, omdat er binnen een uur meer wachtwoorden en passen zijn gevraagd dan één team nodig heeft: { $scope } wacht tot twee mensen `/ontdooi` typen. Kijk eerst naar `/zaken`: misschien misbruikt iemand een account.
freeze-unfreeze-asked = { $who } wil deze tenant weer vrijgeven. Een tweede persoon die dat mag, stemt vóór { $until } in met `/ontdooi`; `/bevries` zegt nee. Reden: { $reason }
freeze-lifted = ▶ { $who } heeft ingestemd: deze tenant is niet meer bevroren, en de zaken die wachtten gaan verder. Reden: { $reason }

freeze-answer-frozen = Deze tenant is bevroren: { $scope } wacht. Iedereen in het kanaal is op de hoogte. Twee mensen heffen het op met `/ontdooi`.
freeze-answer-asked = U hebt gevraagd om de tenant vrij te geven. Hij blijft bevroren tot een tweede persoon, met een eigen account, binnen { $minutes } minuten `/ontdooi` typt.
freeze-answer-lifted = De tenant is niet meer bevroren. De zaken die wachtten gaan verder, en iedereen in het kanaal is op de hoogte.
