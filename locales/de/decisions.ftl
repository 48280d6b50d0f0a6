### Entscheidungen

decision-needed = { $quorum ->
    [one] Ein Mitglied mit der Rolle { $roles } genehmigt oder lehnt ab.
   *[other] { $quorum } Mitglieder mit der Rolle { $roles } genehmigen, oder eines lehnt ab.
 }
decision-awaited = Es fehlt noch: { $who }.
decision-not-those = Nicht { $requester } und nicht die betroffene Person.
decision-authority-too = Zusätzlich ist die Genehmigung von jemandem mit der Rolle { $who } nötig; das darf dieselbe Person sein.
decision-authority = Genug Personen haben zugestimmt, aber es fehlt noch die Genehmigung von jemandem mit der Rolle { $who }.
decision-approved = Genehmigt am { $when } von { $name }.
decision-approved-joined = Genehmigt am { $when } von { $name }. Das zählt nicht mehr: { $name } hat seitdem um dasselbe gebeten.
decision-by = { $name } ({ $upn })
decision-denied = Abgelehnt am { $when } von { $name }.
decision-denied-why = Abgelehnt am { $when } von { $name }: { $reason }
decision-until = Offen bis { $until }.
decision-because = Gefragt wird, weil { $reasons }.
decision-sign-in = Wer genehmigt, meldet sich dafür zuerst an, höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } vorher.
decision-confirm = Wer genehmigt, gibt den Anmeldenamen des Kontos ein.
decision-waive = Oder die Anzeichen werden mit Begründung entkräftet: Dann wird der Plan neu aufgestellt.
decision-reminder = Entscheidet bis { $when } niemand, folgt eine Erinnerung.
decision-next-group = Entscheidet bis { $when } niemand, werden auch Mitglieder mit der Rolle { $who } gefragt.
decision-looking = { $name } hat { $when } begonnen, es sich anzusehen.
decision-alone = Vier Augen gibt es hier nicht: ich kenne niemanden außer { $requester }; allein weitergehen kann diese Person von { $from } bis { $until }.
decision-alone-others = Wer bis dahin ein Konto verknüpft, kann ablehnen; sobald ich noch jemanden kenne, geht es nur noch mit Genehmigung oder gar nicht.
decision-alone-sign-in = Vor dem Weitermachen meldet sich die anfragende Person dafür an, höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } vorher.
decision-alone-confirm = Zum Weitermachen tippt die anfragende Person den Anmeldenamen des Kontos ein.
decision-alone-meant = { $name } hat am { $when } bestätigt, dass es ohne jemand anderen weitergehen soll.
decision-glass = { $name } hat am { $when } den Notfall ausgerufen, um allein zu handeln: { $reason }
decision-owed = Jemand mit der Rolle { $who } muss gegenzeichnen, bis { $until }.
decision-owed-meanwhile = Wer allein gehandelt hat, kann es vorher nicht noch einmal tun.
decision-overdue = Nicht rechtzeitig gegengezeichnet. Jemand mit der Rolle { $who } muss das ansehen.
decision-overdue-meanwhile = Am { $until } werden alle wieder gerufen.
decision-countersigned = Gegengezeichnet am { $when } von { $name }.
because-always = jeder Plan dieses Befehls eine Entscheidung braucht
because-target-privileged = das Konto Administratorrollen hat
because-target-in-group = das Konto in einer bestimmten Gruppe ist
because-target-synced = Active Directory das Konto verwaltet
because-target-guest = das Konto einer anderen Organisation gehört
because-signs-of-compromise = das Konto möglicherweise übernommen wurde
because-secret-issued = ein Kennwort oder ein Pass ausgegeben wird
because-blocked-by-security = das Sicherheitsteam das Konto möglicherweise blockiert hat
because-out-of-reach = es die eigenen Rollen der anfragenden Person übersteigt
because-outside-hours = es außerhalb der üblichen Zeiten ist
because-look-alike = ein anderes Konto fast genauso heißt
because-asked-recently = vor einigen Tagen schon etwas am Konto getan wurde

receiver-person = Einmal zu sehen, nur für { $name }: { $what }.
receiver-named = Einmal zu sehen, für das erste Mitglied mit der Rolle { $roles }, das danach fragt und dessen eigene Administratorrolle bis zu diesem Konto reicht: { $what }.
receiver-approver = Sieht einmal, wer mit eigener Rolle für Schritt { $steps } genehmigt (Sie, wenn Ihre reicht): { $what }.
