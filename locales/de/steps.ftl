### Schritte

step-block-sign-in = Anmeldung blockieren
step-reset-password = Temporäres Kennwort festlegen
step-revoke-temporary-access-pass = Den befristeten Zugriffspass zurückziehen
step-revoke-sign-in-sessions = Überall abmelden (Sitzungen beenden)
step-clear-forwarding = E-Mail-Weiterleitung beenden
step-disable-inbox-rules = Verdächtige Regeln deaktivieren
step-confirm-compromised = Konto als kompromittiert melden
step-dismiss-risk = Risiko verwerfen
step-issue-temporary-access-pass = Befristeten Zugriffspass ausstellen
step-enable-sign-in = Anmeldung zulassen
step-point-to-self-service = Auf den Self-Service verweisen
step-release-sender = Absender freigeben
meaning-block-sign-in = niemand kann sich damit anmelden, bis die Anmeldung wieder zugelassen wird
meaning-reset-password = das alte gilt nicht mehr; das neue gilt für eine Anmeldung, und dabei wird ein eigenes gewählt
meaning-revoke-temporary-access-pass = mit einem früher ausgestellten Pass kann sich niemand mehr anmelden
meaning-revoke-sign-in-sessions = jedes Gerät muss sich neu anmelden, innerhalb etwa einer Stunde
meaning-clear-forwarding = neue E-Mails bleiben im eigenen Postfach
meaning-disable-inbox-rules = { $rules }; nichts wird gelöscht, also lassen sie sich wieder einschalten
meaning-confirm-compromised = Identity Protection führt es dann mit hohem Risiko, und Richtlinien handeln danach
meaning-dismiss-risk = Richtlinien gegen Risiken lassen das Konto wieder herein
meaning-issue-temporary-access-pass = damit ist eine Anmeldung möglich, anstelle von Kennwort und zweitem Faktor, innerhalb von { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
 }
meaning-enable-sign-in = das Konto steht wieder offen
meaning-point-to-self-service = die betroffene Person wählt selbst ein neues Kennwort; von hier aus wird nichts geändert
meaning-release-sender = { $sender } kann innerhalb einer Stunde wieder nach außen senden, spätestens nach einem Tag
authority-held = mit der Befugnis von { $name } ({ $role })
authority-needed = braucht eine Genehmigung mit der Rolle { $who }
authority-needed-in-unit = braucht eine Genehmigung mit der Rolle { $who } für genau die Einheit, die dieses Konto abschirmt
authority-of-steps = ↳ { $steps }: { $authority }

progress-planned = { $number }. { $step }: { $meaning }
progress-named = { $number }. { $step }
progress-pending = { $number }. { $step }: noch nicht begonnen
progress-calling = { $number }. { $step }: läuft
progress-unanswered = { $number }. { $step }: keine Antwort von Microsoft; es wird nachgesehen, ob es gewirkt hat
progress-unknown = { $number }. { $step }: nicht bekannt, ob es gewirkt hat
progress-taken = { $number }. { $step }: erledigt; es wird gewartet, bis es zu sehen ist
progress-seen = { $number }. { $step }: erledigt und bestätigt { $when }
progress-told = { $number }. { $step }: genehmigt; bei Microsoft wurde nichts aufgerufen
progress-not-visible = { $number }. { $step }: erledigt, aber beim letzten Nachsehen { $when } noch nicht zu sehen
progress-not-looked = { $number }. { $step }: erledigt; ob es zu sehen ist, ließ sich nicht prüfen. { $when }
progress-refused = { $number }. { $step }: von Microsoft abgelehnt
not-done = { $step }: { $obstacle }
not-covered = ⚠ Seit der Genehmigung ist am Konto noch etwas hinzugekommen und besteht weiter: { $steps }. Geben Sie dafür den Befehl noch einmal ein.
withheld-in-short = { $count ->
    [one] Ein Schritt geschieht nicht; warum, steht unter „Details“.
   *[other] { $count } Schritte geschehen nicht; warum, steht unter „Details“.
 }
obstacle-mastered-on-premises = Über dieses Konto entscheidet Active Directory, es würde also nicht helfen.
obstacle-belongs-elsewhere = Das Konto gehört einem Gast, also kann das nur dessen eigene Organisation.
obstacle-deleted = Das Konto ist gelöscht und muss zuerst wiederhergestellt werden.
obstacle-signs-of-compromise = Das wartet, bis die Anzeichen einer Kontoübernahme bereinigt oder entkräftet sind.
obstacle-self-service-off = Der Mandant lässt diese Person das Kennwort nicht selbst zurücksetzen.
obstacle-self-service-not-registered = Was dafür nötig ist, ist nicht registriert.
obstacle-passes-off = Der Mandant hat für dieses Konto keine befristeten Zugriffspässe.
obstacle-pass-keeps-lock = Ein Pass umgeht das Kennwort, und die Sperre bleibt.
obstacle-cannot-tell = Ob es helfen würde, ist nicht bekannt.
obstacle-nobody-reaches = Niemand, der hier bekannt ist, hat dafür eine Administratorrolle, die bis zum Konto reicht. Holen Sie es im Entra Admin Center nach.

no-help-account-deleted = Ein neues Kennwort oder das Zulassen der Anmeldung: Es gibt nichts, woran man sich anmelden könnte, bis das Konto wiederhergestellt ist.
no-help-signs-of-compromise = Ein neues Kennwort allein wirft niemanden hinaus: Sitzungen, Regeln, Weiterleitung, Methoden und zugelassene Anwendungen bleiben.
no-help-account-at-risk = Nur das Risiko verwerfen: Wer das Kennwort hat, hat es dann immer noch.
no-help-suspicious-inbox-rules = Ein neues Kennwort allein: Die Regeln laufen weiter, wer auch immer angemeldet ist.
no-help-mail-forwarded-outside = Ein neues Kennwort allein: Die Weiterleitung läuft weiter, wer auch immer angemeldet ist.
no-help-synced-account = Kennwort oder Anmeldung in der Cloud ändern: Darüber entscheidet Active Directory, und es überschreibt alles andere.
no-help-sign-in-blocked = Ein neues Kennwort allein: Solange die Anmeldung blockiert ist, wird keines angenommen.
no-help-sending-restricted = Ein neues Kennwort allein: Es hebt die Beschränkung nicht auf. Und Microsoft zählt mit: Über dem Limit kann ihn nur noch der Microsoft-Support freigeben.
no-help-hostile-address = Ein neues Kennwort oder das Zulassen der Anmeldung: Microsoft weist die Adresse ab, nicht das Konto.
no-help-smart-lockout = Die Anmeldung zulassen: Gegen einen Smart Lockout hilft das nicht, und niemand mit Adminrolle kann ihn aufheben. Ein neues Kennwort beendet ihn, oder die Zeit.
no-help-password-expired = Die Anmeldung zulassen oder warten: Ein abgelaufenes Kennwort bleibt abgelaufen, bis es ein neues gibt.
no-help-password-unusable = Warten oder es noch einmal versuchen: Es gibt kein Kennwort, das richtig sein könnte.
no-help-second-factor-failing = Ein neues Kennwort: Das vorhandene stimmt.
no-help-second-factor-missing = Ein neues Kennwort: Das vorhandene stimmt.
no-help-blocked-by-policy = Ein neues Kennwort oder das Zulassen der Anmeldung: Die Richtlinie lässt es nicht zu, wie das Kennwort auch lautet.
no-help-password-unseen = Warten oder das alte Kennwort: Es gilt nicht mehr, und das neue kennt niemand.
no-help-password-forgotten = Die Anmeldung zulassen: Das bringt das richtige Kennwort nicht zurück.
no-help-mailbox-missing = Den Absender freigeben: Ohne Postfach lässt sich nichts senden.
no-help-managed-elsewhere = Eine Rolle für den ganzen Mandanten, selbst Global Administrator: Es zählt nur eine für diese Einheit.
no-help-guest-account = Ein Kennwort, das hier festgelegt wird: Ein Gast meldet sich mit dem der eigenen Organisation an.
no-help-nothing-found = Ein neues Kennwort oder das Zulassen der Anmeldung: Es wurde nichts gefunden, was sich dadurch beheben ließe.

instead-synced-account = Auf einem Domänencontroller oder wo immer die Active-Directory-Werkzeuge sind:
instead-synced-account-enable = `Enable-ADAccount -Identity { $account }` lässt die Anmeldung wieder zu.
instead-synced-account-unlock = `Unlock-ADAccount -Identity { $account }` hebt eine Sperre nach falschen Kennwörtern auf.
instead-synced-account-reset = `Set-ADAccountPassword -Identity { $account } -Reset` fragt nach einem neuen Kennwort und legt es fest.
instead-synced-account-wait = Warten Sie danach die Synchronisierung ab (bis zu 30 Minuten), oder starten Sie sie: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account-deleted = Stellen Sie es innerhalb von 30 Tagen wieder her, spätestens am { $until }: Entra Admin Center, Benutzer, Gelöschte Benutzer. Dafür ist die Rolle User Administrator nötig. Danach ist es endgültig weg.
instead-account-at-risk = Fragen Sie die betroffene Person telefonisch, ob die letzten Anmeldungen von ihr waren: Entra Admin Center, Identity Protection, Risikobenutzer. Dafür ist die Rolle Security Reader nötig.
instead-suspicious-inbox-rules = Fragen Sie die betroffene Person telefonisch, ob die Regeln von ihr sind. Wenn nicht, sehen Sie nach, was im Postfach gesendet und gelesen wurde.
instead-mail-forwarded-outside = Fragen Sie die betroffene Person telefonisch, ob die Weiterleitung von ihr ist. Wenn nicht, hat jemand mit Zugang zu { $to } ihre E-Mails gelesen.
instead-sending-restricted = Finden Sie zuerst heraus, was gesendet wurde und von wem. Von Hand gibt jemand mit der Rolle Security Administrator den Absender unter https://security.microsoft.com/restrictedentities frei.
instead-hostile-address = Lassen Sie die Anmeldung aus einem sicheren Netz versuchen, ohne VPN. Ist { $address } keine Adresse der betroffenen Person, dann kennt jemand anderes den Anmeldenamen: Sehen Sie im Anmeldeprotokoll nach.
instead-hostile-address-unknown = Lassen Sie die Anmeldung aus einem sicheren Netz versuchen, ohne VPN. Hat die betroffene Person es gar nicht versucht, dann kennt jemand anderes den Anmeldenamen: Sehen Sie im Anmeldeprotokoll nach.
instead-smart-lockout = Finden Sie heraus, was es weiter versucht, etwa ein altes Telefon mit dem alten Kennwort: Programm und Adresse stehen bei den Belegen. Sonst kommt die Sperre wieder. Sie beginnt bei einer Minute und wächst mit jedem weiteren Versuch.
instead-password-expired = Wer das alte Kennwort noch kennt, wählt bei der nächsten Anmeldung im Browser ein neues.
instead-second-factor-failing = Ist das Gerät verloren oder neu: Nach der Anmeldung das alte entfernen und das neue unter https://aka.ms/mfasetup registrieren. Niemand soll einer Anfrage zustimmen, ohne sich gerade selbst anzumelden.
instead-second-factor-missing = Die betroffene Person registriert unter https://aka.ms/mfasetup einen zweiten Faktor; von außerhalb kann dafür ein befristeter Zugriffspass nötig sein.
instead-blocked-by-policy = Wenden Sie sich an die Zuständigen für den bedingten Zugriff ({ $policies }): Für eine Änderung ist die Rolle Conditional Access Administrator nötig. Bis dahin: ein Gerät, ein Ort oder eine Anwendung, die die Richtlinie zulässt.
instead-blocked-by-policy-unnamed = Fragen Sie jemanden mit der Rolle Conditional Access Administrator: Im Entra Admin Center, Anmeldeprotokolle, nennt die Anmeldung unter „Bedingter Zugriff“ die Richtlinie. Bis dahin: ein Gerät, ein Ort oder eine Anwendung, die sie zulässt.
instead-mailbox-missing = Ein Postfach braucht eine Lizenz mit Exchange Online: Microsoft 365 Admin Center, Benutzer, Lizenzen. Dafür ist die Rolle License Administrator nötig.
instead-managed-elsewhere = Fragen Sie jemanden mit einer Rolle für die Einheit { $units }: Entra Admin Center, Verwaltungseinheiten, die Einheit, Rollen und Administratoren.
instead-managed-elsewhere-unnamed = Fragen Sie jemanden mit einer Rolle für diese Einheit: Welche es ist, steht im Entra Admin Center beim Benutzer unter „Verwaltungseinheiten“.
instead-guest-account = Der Gast wendet sich an den Helpdesk der eigenen Organisation (des Heimmandanten). Von uns ist nur die Einladung: Entra Admin Center, der Benutzer, Einlösungsstatus zurücksetzen.
instead-nothing-found = Fragen Sie, welches Programm es war und in welchem Netz. Bis eine Anmeldung im Protokoll steht, können fünf Minuten vergehen: Ging es eben erst schief, geben Sie den Befehl dann noch einmal ein.
instead-new-method = Fragen Sie die betroffene Person, ob die Methode von ihr ist. Wenn nicht, entfernen Sie sie: Entra Admin Center, der Benutzer, Authentifizierungsmethoden. Dafür ist die Rolle Authentication Administrator nötig.
instead-consented-application = Fragen Sie die betroffene Person, ob sie die Anwendung kennt. Wenn nicht, entfernen Sie sie: Entra Admin Center, der Benutzer, Anwendungen. Dafür ist die Rolle Cloud Application Administrator nötig.
instead-point-to-self-service = Sagen Sie der betroffenen Person: https://aka.ms/sspr öffnen und „Ich habe mein Kennwort vergessen“ wählen. „Ich kenne mein Kennwort“ beendet eine Sperre nicht.
instead-call-back = Vor der Herausgabe: Rufen Sie die betroffene Person zurück, unter einer Nummer aus dem Verzeichnis, nicht unter einer am Telefon genannten.
instead-issue-temporary-access-pass = Mit dem Pass registriert die betroffene Person unter https://aka.ms/mfasetup einen zweiten Faktor, gleich nach der Anmeldung.
