### Belege

fact-sign-in-disabled = Die Anmeldung ist für dieses Konto blockiert.
fact-blocked-by-person = Blockiert am { $when } von { $by }.
fact-blocked-by-person-from = Blockiert am { $when } von { $by } über { $address }.
fact-blocked-by-application = Blockiert am { $when } von der Anwendung { $by }.
fact-blocked-by-containment = Blockiert am { $when } von Grendel selbst ({ $by }), um das Konto zu isolieren.
fact-blocked-by-sync-engine = Blockiert am { $when } durch die Synchronisierung aus Active Directory ({ $by }).
fact-blocked-by-unknown = Blockiert am { $when }; von wem, steht nicht im Überwachungsprotokoll.
fact-no-record-of-block = Wer die Anmeldung blockiert hat, steht nicht im Überwachungsprotokoll. Es reicht 7 Tage zurück, mit Entra ID P1 30 Tage. Deshalb gilt es als vom Sicherheitsteam blockiert.
fact-block-remembered-containment = Grendel hat das Konto { $when } gesichert: Fall { $case }. Im Überwachungsprotokoll steht das nicht mehr.
fact-block-remembered-security = Das Sicherheitsteam hat es { $when } blockiert: Fall { $case } sah den Eintrag, der nicht mehr im Überwachungsprotokoll steht.
fact-sign-ins-refused = { $count ->
    [one] Eine Anmeldung wurde { $when } aus diesem Grund abgewiesen ({ $application }).
   *[other] { $count } Anmeldungen wurden aus diesem Grund abgewiesen, die letzte { $when } ({ $application }).
 }
fact-mastered-on-premises = Verwaltet in Active Directory ({ $domain }), zuletzt synchronisiert { $when }.
fact-mastered-on-premises-never = Verwaltet in Active Directory ({ $domain }).
fact-last-failure = Die letzte fehlgeschlagene Anmeldung war { $when }: AADSTS{ $code } ({ $application }). { $meaning }
code-means = Das heißt: { $meaning }. Das ist jetzt vorbei, oder es war zu wenig für eine Sperre.
fact-failures = { $count ->
    [one] Eine Anmeldung ist { $last } fehlgeschlagen mit AADSTS{ $code }, { $meaning }: { $details }.
   *[other] { $count } Anmeldungen sind fehlgeschlagen mit AADSTS{ $code }, { $meaning }, die erste { $first }, die letzte { $last }: { $details }.
 }
detail-client = mit { $client }
detail-address = von { $address }
detail-address-country = von { $address } ({ $country })
detail-country = aus dem Land { $country }
fact-kept-out-by = Abgewiesen { $when } mit AADSTS{ $code }, { $meaning } ({ $application }). Richtlinien: { $policies }.
fact-kept-out-by-unnamed = Abgewiesen { $when } mit AADSTS{ $code }, { $meaning } ({ $application }). Das Anmeldeprotokoll nennt keine Richtlinie.
fact-kept-out-by-hidden = Abgewiesen { $when } mit AADSTS{ $code }, { $meaning } ({ $application }). Welche Richtlinie es war, sieht Grendel nur mit der Berechtigung { $permission }.
fact-password-unseen = Fall { $case } hat ein neues Kennwort festgelegt. Niemand hat es gesehen, und das alte gilt nicht mehr.
fact-password-changed = Das Kennwort wurde zuletzt { $when } geändert.
fact-registered = Registriert als Nachweis der Identität: { $methods }.
fact-registered-none = Als Nachweis der Identität ist nichts registriert.
fact-self-service = Die betroffene Person kann das Kennwort selbst zurücksetzen: Der Mandant erlaubt es, und das Nötige ist registriert.
fact-self-service-off = Die betroffene Person kann das Kennwort nicht selbst zurücksetzen: Der Mandant erlaubt es nicht.
fact-self-service-not-registered = Die betroffene Person kann das Kennwort nicht selbst zurücksetzen: Der Mandant erlaubt es, aber das Nötige ist nicht registriert.
fact-prompt-denied = Jemand hat { $when } die Anfrage nach dem zweiten Faktor abgelehnt: { $details }. War es die betroffene Person selbst, dann kennt jemand anderes das Kennwort.
fact-at-risk = Identity Protection sieht ein Risiko für dieses Konto; wie groß und warum, bekommt Grendel nicht zu sehen.
fact-at-risk-report = Identity Protection sagt: { $level }, { $state }{ $detail }{ $when }.
fact-restricted = Microsoft lässt { $address } nicht nach außen senden: { $reason }.
fact-restricted-since = Microsoft hat { $when } unterbunden, dass { $address } nach außen sendet: { $reason }.
restricted-external = mehr Empfänger außerhalb der Organisation, als das Limit zulässt
restricted-internal = mehr Empfänger innerhalb der Organisation, als das Limit zulässt
restricted-other-limit = das Limit „{ $limit }“ wurde überschritten
restricted-reason = als Grund nennt Microsoft „{ $reason }“
restricted-unsaid = Microsoft nennt keinen Grund
restricted-counts = { $reason }; Empfänger an diesem Tag: { $outside } außerhalb, { $inside } innerhalb
restricted-count-outside = { $reason }; Empfänger außerhalb an diesem Tag: { $outside }
restricted-count-inside = { $reason }; Empfänger innerhalb an diesem Tag: { $inside }
fact-forwarded-outside = Alle E-Mails werden an { $to } weitergeleitet; im Postfach bleibt nichts.
fact-forwarded-outside-copy = Alle E-Mails werden an { $to } weitergeleitet; im Postfach bleibt eine Kopie.
fact-suspicious-rule = Die Posteingangsregel „{ $name }“ { $deeds }.
fact-suspicious-rule-hidden = Die Posteingangsregel „{ $name }“, die Outlook nicht anzeigt, { $deeds }.
rule-forwards = sendet E-Mails an { $to }
rule-deletes = löscht E-Mails
rule-moves = verschiebt E-Mails in den Ordner „{ $folder }“
rule-marks-read = markiert sie als gelesen
fact-new-country = Angemeldet { $when } von { $address } im Land { $country }, wo das Konto noch nie gesehen wurde.
fact-new-country-somewhere = Angemeldet { $when } aus dem Land { $country }, wo das Konto noch nie gesehen wurde.
fact-method-registered = Registriert { $when }, mit den Worten des Überwachungsprotokolls: „{ $what }“.
fact-consented = Die Anwendung mit der ID { $application } hat Zugriff auf die E-Mails bekommen: { $scopes }.
fact-deleted = Gelöscht am { $when }.
fact-no-mailbox = Das Konto hat kein Postfach.
fact-managed-in = Das Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung: { $units }.
fact-managed-in-unnamed = Das Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung; zu welcher, bekommt Grendel nicht zu sehen.
fact-guest = Das Konto gehört einer anderen Organisation und ist hier Gast.
looked-at = Geprüft: { $topics }.
looked-at-no-mail = Geprüft: { $topics }. Nicht die E-Mails: Dafür ist Grendel hier nicht eingerichtet.
unnamed-application = Anwendung nicht genannt
unnamed-domain = Domäne nicht genannt
or-others = { $first } oder einer von { $count } weiteren
and-others = { $first } und noch { $count }

code-account-at-risk = wegen eines Risikos abgewiesen
code-sign-in-blocked = die Anmeldung ist blockiert
code-hostile-address = eine Adresse, die für Angriffe bekannt ist
code-smart-lockout = nach falschen Kennwörtern für eine Weile gesperrt
code-password-expired = das Kennwort ist abgelaufen
code-password-unusable = kein brauchbares Kennwort
code-second-factor-failing = der zweite Faktor ist gescheitert
code-second-factor-missing = ein zweiter Faktor wird verlangt
code-blocked-by-policy = eine Richtlinie lässt es nicht zu
code-blocked-by-policy-device = das Gerät ist nicht so, wie eine Richtlinie es verlangt
code-blocked-by-policy-application = die Anwendung ist keine, die eine Richtlinie zulässt
code-blocked-by-policy-defaults = die Sicherheitsstandards des Mandanten lassen es nicht zu
code-password-forgotten = falscher Name oder falsches Kennwort
code-unknown = Diesen Code kennt Grendel nicht; schlagen Sie ihn nach: https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = Das ist ein Schritt einer Anmeldung, die weitergeht, und keine Sperre.
not-a-lock-sign-in-again = Das ist keine Sperre: Eine neue Anmeldung ist nötig und möglich. Nach einem neuen Kennwort oder einer Abmeldung gehört das so.
not-a-lock-wrong-place = Das ist keine Sperre: Die Anmeldung lief mit einem anderen Konto oder am falschen Ort. Lassen Sie die anderen Konten abmelden, und prüfen Sie den eingegebenen Namen.
not-a-lock-application = Das ist keine Sperre: Nur diese eine Anwendung ist nicht erlaubt. Wer sie betreut, kann den Zugang geben.
not-a-lock-passing = Das ist keine Sperre: Microsoft konnte in diesem Moment nicht antworten. Lassen Sie die Anmeldung noch einmal versuchen.
not-a-lock-other-tenant = Das ist keine Sperre dieses Kontos: Eine andere Organisation oder die Vereinbarung mit ihr lässt es nicht zu. Diese Organisation muss helfen.
not-a-lock-on-premises = Hier geht es um Active Directory oder dessen Verbindung zur Cloud: Sehen Sie dort nach, auch bei Anmeldezeiten und gesperrten Konten.
not-a-lock-credentials = Hier geht es um die Einrichtung einer Anwendung, nicht um eine Person. Geben Sie denen Bescheid, die die Anwendung betreuen.
not-a-lock-device = Hier geht es um das Gerät: Es ist nicht registriert oder deaktiviert. Wer die Geräte betreut, kann das in Ordnung bringen.

method-password = Kennwort
# As in English.
method-authenticator = Microsoft Authenticator
method-phone = Telefon
method-fido2 = Sicherheitsschlüssel oder Passkey
# As in English.
method-windows-hello = Windows Hello
method-platform-credential = Schlüssel des Betriebssystems
method-software-oath = Einmalcodes
method-email = E-Mail-Adresse (nur zum Zurücksetzen des Kennworts)
method-temporary-access-pass = befristeter Zugriffspass
method-external = Dienst einer anderen Organisation
method-other = etwas, das Grendel nicht kennt
risk-level-high = hohes Risiko
risk-level-medium = mittleres Risiko
risk-level-low = niedriges Risiko
risk-level-hidden = ein Risiko, dessen Höhe nicht zu sehen ist
risk-level-none = kein Risiko
risk-state-confirmed-compromised = als Übernahme bestätigt
risk-state-at-risk = noch nicht behoben
risk-state-remediated = die Identität wurde seither nachgewiesen
risk-state-dismissed = von jemandem verworfen
risk-state-confirmed-safe = jemand hat bestätigt, dass nichts war
risk-state-none = kein Zustand angegeben
risk-detail = , mit der Begründung „{ $detail }“
risk-when = , { $when }
