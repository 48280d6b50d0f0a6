# Ein eingefrorener Mandant: was wartet, wie es gemeldet und wie es aufgehoben wird.

freeze-scope-secrets = jeder Schritt, der ein Kennwort oder einen Pass erzeugt,
freeze-scope-access = alles, was Zugang gibt oder zurückgibt,
freeze-scope-everything = jeder Schritt

freeze-since = Eingefroren seit { $when } von { $who }: { $scope } wartet. Zwei Personen heben das mit `/freigeben` auf.
freeze-since-limit = Eingefroren seit { $when }, weil innerhalb einer Stunde zu viele Kennwörter und Pässe erzeugt wurden: { $scope } wartet. Zwei Personen heben das mit `/freigeben` auf.
freeze-reason = Grund: { $reason }
freeze-asked-by = { $who } will es aufheben. Eine zweite Person stimmt vor { $until } mit `/freigeben` zu.

freeze-card = ⏸ { $freeze } Auch nach der Genehmigung wartet dieser Fall darauf.
freeze-card-running = ⏸ { $freeze } Danach geht dieser Fall von selbst weiter, wenn das vor { $until } ist: Dann endet seine Genehmigung. Bis dahin kann er abgelehnt werden.
freeze-card-secret = ⏸ { $freeze } Bis dahin sieht niemand das Kennwort oder den Pass, und es wird dafür nicht länger aufbewahrt.

freeze-announced = ⏸ { $who } hat diesen Mandanten eingefroren: { $scope } wartet, bis zwei Personen `/freigeben` eingeben. Grund: { $reason }
freeze-announced-limit = ⏸ Ich habe diesen Mandanten eingefroren, weil innerhalb einer Stunde mehr Kennwörter und Pässe verlangt wurden, als ein Team braucht: { $scope } wartet, bis zwei Personen `/freigeben` eingeben. Sehen Sie zuerst in `/fälle` nach: vielleicht missbraucht jemand ein Konto.
freeze-unfreeze-asked = { $who } will diesen Mandanten wieder freigeben. Eine zweite Person, die das darf, stimmt vor { $until } mit `/freigeben` zu; `/einfrieren` sagt nein. Grund: { $reason }
freeze-lifted = ▶ { $who } hat zugestimmt: dieser Mandant ist nicht mehr eingefroren, und die wartenden Fälle gehen weiter. Grund: { $reason }

freeze-answer-frozen = Dieser Mandant ist eingefroren: { $scope } wartet. Alle im Kanal wissen davon. Zwei Personen heben das mit `/freigeben` auf.
freeze-answer-asked = Sie wollen den Mandanten freigeben. Er bleibt eingefroren, bis eine zweite Person mit eigenem Konto innerhalb von { $minutes } Minuten `/freigeben` eingibt.
freeze-answer-lifted = Der Mandant ist nicht mehr eingefroren. Die wartenden Fälle gehen weiter, und alle im Kanal wissen davon.
