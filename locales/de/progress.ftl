### Stand

state-waiting = Wartet auf eine Entscheidung. Bisher wurde nichts geändert.
awaited-members = { $count ->
    [one] ein Mitglied mit der Rolle { $roles }
   *[other] { $count } Mitglieder mit der Rolle { $roles }
 }
awaited-authority = jemand mit der Rolle { $who }
state-lapsed = Das Konto hat sich seit der Genehmigung geändert, sie gilt also nicht mehr. Was jetzt hier steht, braucht eine neue.
state-waived = Anzeichen einer Kontoübernahme wurden entkräftet; das hier ist also ein neuer Plan, und er braucht eine eigene Genehmigung.
state-held = Alle Schritte warten auf ein Urteil über die Anzeichen einer Kontoübernahme: Sie werden mit Begründung entkräftet, oder es wird abgelehnt. Bisher wurde nichts geändert.
state-checking = Genehmigt. Vor dem ersten Schritt wird alles noch einmal gelesen.
state-running = Die Schritte werden ausgeführt: { $done } von { $all } erledigt.
state-work = Wartet bis { $until } auf { $roles }: Der Rest ist in Active Directory zu tun. Grendel sieht es nach einer Synchronisierung; mit der Schaltfläche ist es früher bekannt.
state-work-in-short = Wartet bis { $until } auf { $roles }.
state-work-ticked = Was in Active Directory zu tun war, ist laut einem Teammitglied erledigt. Grendel sieht bis { $until } nach, ob es sich in Entra zeigt.
state-work-ticked-in-short = Abgehakt; Grendel sieht bis { $until } nach, ob es sich zeigt.
pause-asked = ⏳ Microsoft bittet zu warten. Der nächste Versuch folgt von selbst: { $when }. Die Genehmigung endet { $until }.
pause-outage = ⏳ Microsoft antwortet nicht, wie es sollte. Der nächste Versuch folgt von selbst: { $when }. Die Genehmigung endet { $until }.
state-alone = Es ist niemand sonst bekannt, der genehmigen könnte. Bisher wurde nichts geändert.
state-no-longer-alone = Inzwischen ist hier noch jemand bekannt, deshalb geht es nicht allein weiter.
handover-nobody = Das temporäre Kennwort bekommt niemand zu sehen: Der Befehl, der das Konto zurückgibt, erstellt ein neues.
handover-kept = Nur im Arbeitsspeicher: { $what }. { $who } kann es einmal ansehen, mit der Schaltfläche unten, bis { $until }. Danach ist es weg.
handover-shown = Wird gerade { $name } gezeigt: { $what }.
handover-seen = Einmal gezeigt, { $name } { $when }; Grendel hat es nicht mehr: { $what }.
handover-expired = Niemand hat es rechtzeitig abgerufen; es ist weg, und niemand hat es gesehen: { $what }. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
handover-too-late = Erstellt, aber die übrigen Schritte dauerten bei Microsoft so lange, dass die Zeit vorbei war, bevor es jemand sehen konnte: { $what }. Geben Sie den Befehl noch einmal ein; dann gibt es ein neues.
handover-restarted = Grendel wurde angehalten, während es im Arbeitsspeicher war; es ist weg, und niemand hat es gesehen: { $what }. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
handover-undelivered = Gesendet an { $name } { $when } und möglicherweise nicht angekommen: { $what }. Hier ist es weg. Hat { $name } es nicht gelesen, geben Sie den Befehl noch einmal ein; dann gibt es ein neues.
handover-forfeited = Nur { $who } sollte es sehen und darf es nicht mehr; niemand hat es gesehen, und es ist weg: { $what }. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
handover-withheld = Erstellt und niemandem gezeigt, weil nicht jeder Schritt gelungen ist, der vorher kommen muss: { $what }. Sind diese Schritte erledigt, geben Sie den Befehl noch einmal ein.
handover-unanswered = Microsofts Antwort damit ist hier nie angekommen, also hat es niemand: { $what }. Geben Sie den Befehl noch einmal ein; dann gibt es ein neues.
handover-stopped = Erstellt und niemandem gezeigt, weil der Fall angehalten wurde: { $what }.
handover-taken-back = Der Pass wurde zurückgezogen: Niemand kann sich damit noch anmelden.
handover-taking-back = Der Pass wird zurückgezogen.
handover-not-taken-back = Der Pass konnte nicht zurückgezogen werden: { $trouble } Er gilt bis { $until }. Löschen Sie ihn im Entra Admin Center bei den Authentifizierungsmethoden des Kontos.
handover-lost = Das alte Kennwort gilt nicht mehr.
handover-to-member = Ein Mitglied mit der Rolle { $roles }
made-reset-password = temporäres Kennwort
made-issue-temporary-access-pass = befristeter Zugriffspass

outcome-nothing-found = Ich habe keine Sperre gefunden, also wurde nichts geändert. Fragen Sie nach dem genauen Wortlaut und dem Code auf dem Bildschirm (AADSTS mit einer Nummer) und nach der Uhrzeit.
outcome-nothing-found-with-gaps = Ich habe keine Sperre gefunden, konnte aber nicht alles prüfen. Es wurde nichts geändert. Fragen Sie nach dem genauen Wortlaut und dem Code auf dem Bildschirm (AADSTS mit einer Nummer) und nach der Uhrzeit.
outcome-advised = Es wurde nichts geändert: Dieser Befehl hat keinen Schritt für das, was gefunden wurde.
outcome-advised-looks = Es wurde nichts geändert: Dieser Befehl sieht nur nach.
outcome-advised-synced = Hier wurde nichts geändert, denn über dieses Konto entscheidet Active Directory. Dort geht es, von Hand.
outcome-advised-withheld = Es wurde nichts geändert: Kein Schritt, der helfen könnte, geht von hier aus.
outcome-refused = Angehalten, es wurde nichts geändert. { $why }
requester-other = An { $name }: { $why }
requester-not-linked = { $name } ist nicht mehr mit dem Microsoft-365-Konto verbunden, mit dem das angefragt wurde.
requester-account-missing = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, gibt es nicht mehr.
requester-account-disabled = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, ist blockiert.
requester-account-at-risk = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, ist gefährdet, sagt Identity Protection: Möglicherweise benutzt es jemand anderes. Bitten Sie das Sicherheitsteam, es sich anzusehen.
requester-lacks-chat-role = { $name } hat das angefragt, hat hier aber keine Rolle mehr, die es anfragen darf: { $roles }.
requester-lacks-directory-role = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, hat keine der Administratorrollen, die dafür nötig sind: { $roles }.
outcome-unavailable = Ich kam nicht weiter: { $trouble } Es wurde nichts geändert. Geben Sie den Befehl in ein paar Minuten noch einmal ein; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
outcome-unavailable-operator = Ich konnte nicht weitermachen: { $trouble } Es wurde nichts geändert, und ein neuer Versuch hilft nicht: Wer Grendel betreibt, muss das beheben. Zeigen Sie dort diese Antwort.
outcome-failed = Ich musste diesen Fall anhalten: { $why } Es wurde nichts geändert. Geben Sie den Befehl noch einmal ein; hält er wieder an, zeigen Sie Fall { $case } der Grendel-Administration.
outcome-failed-begun = Ich musste diesen Fall anhalten: { $why } Vielleicht wurde ein Schritt ausgeführt: Sehen Sie sich das Konto und sein Überwachungsprotokoll an, bevor etwas wiederholt wird, und zeigen Sie Fall { $case } der Grendel-Administration.
breakdown-too-large = Was gefunden wurde, passt nicht in einen Eintrag des Journals.
breakdown-fault = Seine Einträge im Journal passen nicht zusammen.
breakdown-defect = Grendel hat einen Programmfehler.
outcome-denied = Abgelehnt. Es wurde nichts geändert.
outcome-expired = Nicht rechtzeitig entschieden. Es wurde nichts geändert. Wird es noch gebraucht, geben Sie den Befehl noch einmal ein.
outcome-withdrawn = Zurückgezogen von { $name }. Es wurde nichts geändert.
outcome-completed = Fertig: Alle Schritte sind getan und bestätigt.
outcome-completed-sign-in = Fertig: { $name } kann sich wieder anmelden. Alle Schritte sind getan und bestätigt.
outcome-completed-told = Genehmigt. Bei Microsoft wurde nichts geändert: Die betroffene Person wählt selbst ein neues Kennwort und muss erfahren, wie.
outcome-completed-not-visible = Fertig: Microsoft hat alle Schritte angenommen, aber noch nicht jede Wirkung war zu sehen. Das kann einige Minuten dauern; sehen Sie sich das Konto an, bevor Sie mehr tun.
reach-contain-reached = Eingedämmt: Niemand kommt hinein, und nichts fließt ab.
reach-contain-confirmed = Alle Schritte sind getan und bestätigt.
reach-contain-as-far-as-seen = Eingedämmt, soweit zu sehen ist: Microsoft hat alle Schritte angenommen, aber noch nicht alles war zu sehen oder zu lesen. Das kann einige Minuten dauern; sehen Sie sich das Konto an, bevor Sie mehr tun.
reach-contain-waiting-for-people = Noch nicht eingedämmt.
reach-contain-not-reached = Nicht eingedämmt.
reach-contain-cannot-tell = Niemand weiß, ob das Konto eingedämmt ist.
reach-unlock-waiting-for-people = Hier ist alles getan; der Rest liegt bei der betroffenen Person.
reach-unlock-not-reached = Nicht entsperrt.
reach-unlock-cannot-tell = Niemand weiß, ob sich die betroffene Person anmelden kann.
remainder-active-directory = Active Directory muss das Konto deaktivieren und das Kennwort zweimal ändern: Bis dahin gilt das alte Kennwort, und die nächste Synchronisierung kann eine Sperre aufheben.
remainder-active-directory-unlock = In Active Directory ist noch etwas zu tun; Entra zeigt es nach der nächsten Synchronisierung.
remainder-sign-in-open = Die Anmeldung ist nicht gesperrt.
remainder-password-known = Das Kennwort wurde nicht geändert.
remainder-pass-open = Ein befristeter Zugriffspass kann noch jemanden hineinlassen.
remainder-sessions-open = Die Sitzungen wurden nicht widerrufen.
remainder-mail-flows-out = E-Mail kann noch nach außen gehen, durch eine Weiterleitung oder eine Regel des Posteingangs.
remainder-added-since = Seit der Genehmigung kam am Konto etwas hinzu. Geben Sie den Befehl dafür noch einmal ein.
remainder-mail-unread = Ob E-Mail nach außen geht, ließ sich nicht lesen.
remainder-passes-unread = Ob noch jemand mit einem befristeten Zugriffspass hineinkommt, ließ sich nicht lesen.
remainder-sign-in-blocked = Die Anmeldung ist noch gesperrt.
remainder-signs-of-compromise = Das Konto bleibt zu, bis die Anzeichen einer Kontoübernahme bereinigt oder entkräftet sind.
remainder-risk-stands = Das Risiko besteht weiter, und Richtlinien können die Anmeldung deshalb ablehnen.
remainder-risk-unread = Ob ein Risiko besteht, ließ sich nicht lesen; Richtlinien können die Anmeldung deshalb ablehnen.
remainder-sending-restricted = Das Konto kann weiterhin nichts senden.
remainder-no-credential = Die betroffene Person hat nichts, womit sie sich anmelden kann.
remainder-owner-needs-password = Der Pass ändert das Kennwort nicht. Solange er gilt, registriert die betroffene Person eine Anmeldung ohne Kennwort (Passkey oder Authenticator) unter https://aka.ms/mysecurityinfo; sonst muss das Kennwort noch zurückgesetzt werden.
remainder-owner-needs-password-in-short = Der Pass ändert das Kennwort nicht.
remainder-owner-registers-method = Solange der Pass gilt, muss die betroffene Person unter https://aka.ms/mysecurityinfo einen zweiten Faktor registrieren.
remainder-owner-chooses-password = Bei der ersten Anmeldung wählt die betroffene Person ein eigenes Kennwort.
remainder-owner-resets-password = Die betroffene Person muss erfahren, wie sie das Kennwort zurücksetzt.
outcome-needs-human-refused = Angehalten bei Schritt { $number }, den Microsoft abgelehnt hat. { $trouble } { $before ->
    [0] Es wurde nichts geändert.
    [1] Was ihn nicht braucht, ist getan.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Zeigen Sie das der Grendel-Administration, und sehen Sie sich das Konto an.
outcome-needs-human-useless = Angehalten bei Schritt { $number }, den Microsoft angenommen hat, der aber nichts nützt. { $trouble } { $before ->
    [0] Davor kam kein Schritt.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Zeigen Sie dies den Betreibern von Grendel, und sehen Sie sich das Konto an.
rights-in-short = Nötig: { $permission } und eine Verzeichnisrolle, die so weit reicht.
rights = Für diesen Schritt braucht die Anwendung von Grendel die Berechtigung { $permission } und, wenn das Konto eine Rolle hat, selbst eine Administratorrolle, die so weit reicht.
rights-and-role = Für diesen Schritt braucht die Anwendung von Grendel die Berechtigung { $permission } und mindestens die Administratorrolle { $role }.
rights-role-missing = Die Anwendung von Grendel hat die Berechtigung { $permission }; was ihr fehlt, ist eine eigene Verzeichnisrolle, die bis zu diesem Konto reicht, etwa Privileged Authentication Administrator.
rights-role-missing-named = Die Anwendung von Grendel hat die Berechtigung { $permission }; was ihr fehlt, ist eine eigene Verzeichnisrolle, die bis zu diesem Konto reicht: mindestens { $role }.
rights-of-read = Die Anwendung von Grendel braucht dafür die Berechtigung { $permission }, mit Zustimmung eines Administrators; hat sie beides, so fehlt ihr eine Verzeichnisrolle.
rights-of-read-granted = Die Anwendung von Grendel hat dafür die Berechtigung { $permission }, und Microsoft lehnt trotzdem ab. Vielleicht fehlt ihr eine eigene Verzeichnisrolle, etwa Global Reader.
outcome-needs-human-unknown = Angehalten bei Schritt { $number }: Niemand weiß, ob er gewirkt hat. { $trouble } Sehen Sie sich das Konto und sein Überwachungsprotokoll an, bevor etwas wiederholt wird.
outcome-needs-human-unreadable = Angehalten vor Schritt { $number }: Das Konto ließ sich nicht noch einmal lesen. { $trouble } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-needs-human-authority = Angehalten vor Schritt { $number }: Wer es angefragt oder genehmigt hat, darf das nicht mehr. { $why } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-needs-human-changed = Angehalten vor Schritt { $number }: Jemand anderes hat das Konto inzwischen geändert. { $changes } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-needs-human-held = Angehalten vor Schritt { $number }: Der Mandant blieb eingefroren, bis die Genehmigung endete. { $before ->
    [0] Es wurde nichts geändert.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Ist das Einfrieren aufgehoben, sehen Sie sich das Konto an, und geben Sie den Befehl für das Fehlende noch einmal ein.
outcome-needs-human-stopped = Angehalten vor Schritt { $number }, während der Fall wartete: Jemand hat es abgelehnt oder zurückgezogen. { $before ->
    [0] Es wurde nichts geändert.
   *[other] Bei den Schritten oben steht, was getan ist.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl für das Fehlende noch einmal ein.
outcome-needs-human-work-not-done = Niemand hat rechtzeitig gesagt, dass Schritt { $number } in Active Directory erledigt ist, und in Entra ist es nicht zu sehen. Erledigen Sie ihn dort, und geben Sie den Befehl danach für das Fehlende noch einmal ein.
outcome-needs-human-work-not-seen = Schritt { $number } ist abgehakt, und nach einer Stunde ist in Entra noch nichts davon zu sehen; was danach kommen muss, wurde also nicht begonnen. Prüfen Sie die Synchronisierung, und geben Sie den Befehl danach für das Fehlende noch einmal ein.
outcome-needs-human-effect-not-seen = Schritt { $number } hat Microsoft ausgeführt, und er ist nicht zu sehen; was danach kommt, gibt den Zugang zurück und wurde daher nicht begonnen. Sehen Sie sich das Konto in einigen Minuten an, und geben Sie den Befehl danach für das Fehlende noch einmal ein.
outcome-needs-human-one-refused = Microsoft hat Schritt { $number } abgelehnt; die anderen sind getan. { $trouble } Zeigen Sie das der Grendel-Administration, und holen Sie das Fehlende von Hand nach.
outcome-also-refused = Microsoft hat auch Schritt { $number } abgelehnt. { $trouble }
outcome-also-unknown = Auch von Schritt { $number } weiß niemand, ob er gewirkt hat.
outcome-failed-pass = Es wurde ein befristeter Zugriffspass erstellt, den sein Empfänger nicht gesehen hat, und vielleicht lässt er noch jemanden hinein: Löschen Sie ihn im Entra Admin Center, bei den Authentifizierungsmethoden des Kontos.
outcome-joined = In Fall { $case } geht es um dasselbe Konto.

trouble = { $call } ist fehlgeschlagen mit { $status } { $code }: { $message } (Anforderungs-ID { $request }).
trouble-silent = { $call } hat keine Antwort bekommen ({ $code }; client-request-id { $request }).
trouble-known = { $message } ({ $call }: { $status } { $code }, Anfrage-ID { $request }).
known-failure-secret-wrong = Microsoft nimmt das Clientgeheimnis der Anwendung von Grendel nicht an. Wer Grendel betreibt, muss den Wert eines gültigen Geheimnisses, nicht dessen ID, in die Konfiguration eintragen
known-failure-secret-expired = Das Clientgeheimnis der Anwendung von Grendel ist abgelaufen. Wer Grendel betreibt, muss im Entra Admin Center bei der App-Registrierung ein neues anlegen und dessen Wert in die Konfiguration eintragen
known-failure-application-unknown = Die Anwendung von Grendel wurde in diesem Mandanten nicht gefunden. Wer Grendel betreibt, muss `client_id` und `tenant_id` prüfen, und ein Administrator des Mandanten muss der Anwendung zustimmen
known-failure-tenant-unknown = Microsoft kennt diesen Mandanten nicht. Wer Grendel betreibt, muss `tenant_id` in der Konfiguration prüfen, und zu welcher Cloud er gehört
known-failure-application-disabled = Die Anwendung von Grendel ist in diesem Mandanten deaktiviert. Ein Administrator muss sie im Entra Admin Center unter Unternehmensanwendungen, Eigenschaften aktivieren
known-failure-application-blocked = Eine Richtlinie für bedingten Zugriff für Workload-Identitäten hält die Anwendung von Grendel aus diesem Mandanten fern. Ein Administrator muss sie von der Adresse des Servers von Grendel aus zulassen
known-failure-credentials-refused = Microsoft lässt die Anwendung von Grendel in diesem Mandanten nicht anmelden. Wer Grendel betreibt, muss Registrierung, Geheimnis und Konfiguration prüfen
known-failure-licence-missing = Der Mandant hat dafür keine Lizenz
known-failure-gateway = Ein Gateway vor dem Dienst von Microsoft hat den Aufruf abgelehnt; der Dienst selbst hat nicht geantwortet
known-failure-password-complexity = Das neue Kennwort erfüllt die Regeln des Mandanten nicht (Komplexität, gesperrte Wörter). Geben Sie den Befehl erneut ein, dann gibt es ein anderes
known-failure-mastered-on-premises = Dieses Konto wird im lokalen Active Directory geführt und muss dort geändert werden
known-failure-guest-pass = Ein Gast bekommt hier keinen befristeten Zugriffspass: Gäste melden sich bei ihrer eigenen Organisation an
known-failure-pass-policy = Die Richtlinie des Mandanten für befristete Zugriffspässe gilt nicht für dieses Konto. Ein Administrator kann sie im Entra Admin Center unter Authentifizierungsmethoden, Richtlinien ändern
known-failure-pass-unusable = Es wurde ein Pass erstellt, mit dem sich laut Microsoft niemand anmelden kann; den Grund nennt Microsoft nicht
known-failure-pass-unusable-policy = Es wurde ein Pass erstellt, mit dem sich niemand anmelden kann: Die Richtlinie des Mandanten lässt es nicht zu
known-failure-pass-unusable-used = Es wurde ein Pass erstellt, mit dem sich niemand anmelden kann: Laut Microsoft ist er schon benutzt. Geben Sie den Befehl erneut ein, dann gibt es einen anderen
known-failure-pass-unusable-expired = Es wurde ein Pass erstellt, mit dem sich niemand anmelden kann: Laut Microsoft ist er schon abgelaufen. Geben Sie den Befehl erneut ein, dann gibt es einen anderen
known-failure-gone = Das Konto, oder was der Schritt daran ändert, gibt es nicht mehr
known-failure-conflict = Das Konto wurde in dem Moment von jemand anderem geändert. Geben Sie den Befehl erneut ein
operator-credentials = **Grendel kann sich beim Mandanten { $tenant } nicht anmelden.** { $trouble } Jeder Befehl dort scheitert, bis das behoben ist.
operator-permission = **Grendel fehlt ein Recht im Mandanten { $tenant }.** { $trouble } Befehle, die es brauchen, werden bis dahin abgelehnt.
operator-licence = **Der Mandant { $tenant } hat laut Microsoft keine Lizenz für:** { $topics }. Grendel macht ohne weiter, und die Karten sagen, was nicht angesehen wurde. Gehört Identity Protection dazu, so spart `identity_protection = false` in `grendel.toml` den Aufruf; hat der Mandant die Lizenz doch, melden Sie es Microsoft.
operator-licence-demanded = **Der Mandant { $tenant } hat laut Microsoft keine Lizenz für Identity Protection, aber `identity_protection` in `grendel.toml` sagt, dass er eine hat.** Deshalb werden Befehle dort abgelehnt. Nehmen Sie den Schlüssel heraus, dann macht Grendel ohne das Risiko weiter; hat der Mandant die Lizenz doch, melden Sie es Microsoft.
trouble-restarted = Grendel wurde angehalten, während der Aufruf unterwegs war.
trouble-card-refused = Discord lässt mich in diesem Kanal nichts schreiben ({ $message }). Ich brauche dort die Berechtigungen, den Kanal anzusehen, Nachrichten zu senden und Links einzubetten.
no-request-id = keine
