# Alles, was Menschen lesen und was nicht zum Wortlaut eines Befehls gehört.
# Zeiten kommen in der Schreibweise des Chats, damit jeder sie in der eigenen Zeitzone sieht.

## Die Karte, von oben nach unten

card-title = Fall { $case } · /{ $command } · { $stands }
card-footer = Fall { $case } · { $tenant }
card-footer-plan = Fall { $case } · { $tenant } · Plan { $plan }
more-in-details = … mehr unter „Details“
stands-looking = wird geprüft
stands-deciding = wartet auf Entscheidung
stands-alone = wartet auf anfragende Person
stands-doing = wird ausgeführt
stands-handing_over = liegt zur Abholung bereit
stands-owing = allein erledigt, gegenzuzeichnen
stands-completed = erledigt
stands-completed-not-visible = erledigt, noch nicht bestätigt
stands-completed-lost = Kennwort nicht übergeben
stands-told = genehmigt, noch mitzuteilen
stands-needs_human = Konto ansehen
stands-unavailable = ging nicht weiter
stands-nothing_found = nichts gefunden
stands-advised = nur geprüft
stands-refused = angehalten, nichts geändert
stands-joined = gehört zu einem anderen Fall
stands-denied = abgelehnt
stands-expired = nicht rechtzeitig entschieden
stands-withdrawn = zurückgezogen
stands-interrupted = nicht rechtzeitig beantwortet

heading-asked = Angefragt von
heading-found = Was gefunden wurde
heading-signs = Anzeichen einer Kontoübernahme
heading-unread = Was nicht geprüft werden konnte
heading-changed = Was sich seit der Genehmigung geändert hat
heading-waived = Was sich geändert hat
heading-plan = Was geschehen wird
heading-done = Was geschehen ist
heading-not-done = Was nicht geschehen ist
heading-no-help = Was nicht helfen würde
heading-instead = Was stattdessen zu tun ist
heading-besides = Was außerdem zu tun ist
heading-decision = Entscheidung
heading-state = Stand
heading-outcome = Ergebnis
heading-warning = Bitte zweimal hinsehen

asked-by = { $name }, { $when }
asked-reason = Grund: { $reason }
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } hat dasselbe angefragt.
asked-joined-why = { $name } hat dasselbe angefragt: { $reason }

## Das Urteil

verdict-sign-in-blocked-by-person = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung wurde { $when } von { $by } blockiert.
verdict-sign-in-blocked-by-application = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung wurde { $when } von der Anwendung { $by } blockiert.
verdict-sign-in-blocked-by-sync = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung wurde { $when } durch die Synchronisierung aus Active Directory ({ $by }) blockiert.
verdict-sign-in-blocked-by-unknown = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung wurde { $when } blockiert; von wem, steht nicht im Überwachungsprotokoll.
verdict-sign-in-blocked-no-record = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung ist blockiert; von wem, steht nicht mehr im Überwachungsprotokoll.
verdict-sign-in-blocked-unread = { $name } ({ $upn }) kann sich nicht anmelden: Die Anmeldung ist blockiert; von wem, ließ sich nicht nachsehen.
verdict-synced-account-blocked = { $name } ({ $upn }) kann sich nicht anmelden, und von der Cloud aus lässt sich das nicht ändern: Die Anmeldung ist blockiert, und über dieses Konto entscheidet Active Directory.
verdict-synced-account-enabled = { $name } ({ $upn }) darf sich anmelden, soweit es die Cloud betrifft. Das Konto wird in Active Directory verwaltet, und eine Sperre dort ist von hier aus nicht zu sehen.
verdict-sign-in-blocked-by-containment = { $name } ({ $upn }) kann sich nicht anmelden: Grendel ({ $by }) hat die Anmeldung { $when } blockiert, um das Konto zu isolieren.
verdict-account-deleted = { $name } ({ $upn }) kann sich nicht anmelden: Das Konto wurde { $when } gelöscht.
verdict-signs-of-compromise = Nichts hindert { $name } ({ $upn }) daran, sich anzumelden, und es gibt Anzeichen, dass jemand anderes dieses Konto in der Hand hat.
verdict-signs-waived = { $name } ({ $upn }): Es gab Anzeichen, dass jemand anderes dieses Konto in der Hand hat; sie wurden entkräftet.
verdict-account-at-risk = { $name } ({ $upn }): Jemand anderes hat dieses Konto möglicherweise in der Hand, sagt Identity Protection.
verdict-account-at-risk-refused = { $name } ({ $upn }) kann sich nicht anmelden: Laut Identity Protection hat möglicherweise jemand anderes dieses Konto in der Hand, und so lässt Microsoft es nicht herein.
verdict-suspicious-inbox-rules = { $name } ({ $upn }) sieht möglicherweise nicht alle eigenen E-Mails: Posteingangsregeln verbergen oder löschen sie oder senden sie nach außen.
verdict-mail-forwarded-outside = { $name } ({ $upn }): Alle E-Mails an dieses Konto werden nach außen weitergeleitet, an { $to }.
verdict-sending-restricted = { $name } ({ $upn }) kann keine E-Mails nach außen senden: Microsoft hat das unterbunden.
verdict-hostile-address = { $name } ({ $upn }) kann sich vom derzeitigen Ort aus nicht anmelden, oder jemand anderes versucht es: Microsoft weist eine Adresse ab, die für Angriffe bekannt ist.
verdict-smart-lockout = { $name } ({ $upn }) kann sich nicht anmelden: Nach zu vielen falschen Kennwörtern hat Microsoft das Konto für eine Weile gesperrt (Smart Lockout).
verdict-password-expired = { $name } ({ $upn }) kann sich nicht anmelden: Das Kennwort ist abgelaufen.
verdict-password-unusable = { $name } ({ $upn }) kann sich nicht anmelden: Microsoft hat für dieses Konto kein brauchbares Kennwort.
verdict-second-factor-failing = { $name } ({ $upn }) kann sich nicht anmelden: Das Kennwort stimmt, aber der zweite Faktor ist gescheitert.
verdict-second-factor-denied = { $name } ({ $upn }) kann sich nicht anmelden: Das Kennwort stimmt, aber jemand hat die Anfrage nach dem zweiten Faktor abgelehnt.
verdict-second-factor-missing = { $name } ({ $upn }) kann sich nicht anmelden: Ein zweiter Faktor wird verlangt, und keiner ist registriert.
verdict-second-factor-missing-unread = { $name } ({ $upn }) kann sich nicht anmelden: Ein zweiter Faktor wird verlangt, und es kam keiner.
verdict-blocked-by-policy = { $name } ({ $upn }) kann sich nicht anmelden: Eine Richtlinie des Mandanten lässt es nicht zu ({ $policies }).
verdict-blocked-by-policy-unnamed = { $name } ({ $upn }) kann sich nicht anmelden: Eine Richtlinie des Mandanten lässt es nicht zu; welche, ließ sich nicht lesen.
verdict-password-unseen = { $name } ({ $upn }) kann sich nicht anmelden: Fall { $case } hat ein neues Kennwort festgelegt, das niemand gesehen hat.
verdict-password-forgotten = { $name } ({ $upn }) kann sich nicht anmelden: falsche Kennwörter, eines nach dem anderen, und noch keine Sperre.
verdict-mailbox-missing = { $name } ({ $upn }) kann E-Mails weder senden noch empfangen: Das Konto hat kein Postfach.
verdict-managed-elsewhere = { $name } ({ $upn }) gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung: Nur wer eine Rolle für diese Einheit hat, kann das Konto ändern.
verdict-guest-account = { $name } ({ $upn }) ist ein Gast: Über Kennwort und zweiten Faktor entscheidet dessen eigene Organisation.
verdict-nothing-found = Es wurde nichts gefunden, was { $name } ({ $upn }) aussperrt.
verdict-nothing-found-with-gaps = Es wurde nichts gefunden, was { $name } ({ $upn }) aussperrt, aber nicht alles ließ sich prüfen.
verdict-before = Vorher: { $verdict }
verdict-compromised = { $verdict }, und es gibt Anzeichen einer Kontoübernahme.
verdict-joined = { $name } hat dasselbe angefragt wie in Fall { $case } und gehört jetzt zu diesem Fall.
verdict-interrupted = Grendel konnte { $name } nicht rechtzeitig antworten. Es wurde nichts geändert. Bitte den Befehl noch einmal eingeben.

## Belege

fact-sign-in-disabled = Die Anmeldung ist für dieses Konto blockiert.
fact-blocked-by-person = Blockiert am { $when } von { $by }.
fact-blocked-by-person-from = Blockiert am { $when } von { $by } über { $address }.
fact-blocked-by-application = Blockiert am { $when } von der Anwendung { $by }.
fact-blocked-by-containment = Blockiert am { $when } von Grendel selbst ({ $by }), um das Konto zu isolieren.
fact-blocked-by-sync-engine = Blockiert am { $when } durch die Synchronisierung aus Active Directory ({ $by }).
fact-blocked-by-unknown = Blockiert am { $when }; von wem, steht nicht im Überwachungsprotokoll.
fact-no-record-of-block = Wer die Anmeldung blockiert hat, steht nicht im Überwachungsprotokoll. Es reicht 7 Tage zurück, mit Entra ID P1 30 Tage.
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

code-account_at_risk = wegen eines Risikos abgewiesen
code-sign_in_blocked = die Anmeldung ist blockiert
code-hostile_address = eine Adresse, die für Angriffe bekannt ist
code-smart_lockout = nach falschen Kennwörtern für eine Weile gesperrt
code-password_expired = das Kennwort ist abgelaufen
code-password_unusable = kein brauchbares Kennwort
code-second_factor_failing = der zweite Faktor ist gescheitert
code-second_factor_missing = ein zweiter Faktor wird verlangt
code-blocked_by_policy = eine Richtlinie lässt es nicht zu
code-policy-device = das Gerät ist nicht so, wie eine Richtlinie es verlangt
code-policy-application = die Anwendung ist keine, die eine Richtlinie zulässt
code-policy-defaults = die Sicherheitsstandards des Mandanten lassen es nicht zu
code-password_forgotten = falscher Name oder falsches Kennwort
code-unknown = Diesen Code kennt Grendel nicht; schlagen Sie ihn nach: https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = Das ist ein Schritt einer Anmeldung, die weitergeht, und keine Sperre.
not-a-lock-sign_in_again = Das ist keine Sperre: Eine neue Anmeldung ist nötig und möglich. Nach einem neuen Kennwort oder einer Abmeldung gehört das so.
not-a-lock-wrong_place = Das ist keine Sperre: Die Anmeldung lief mit einem anderen Konto oder am falschen Ort. Lassen Sie die anderen Konten abmelden, und prüfen Sie den eingegebenen Namen.
not-a-lock-application = Das ist keine Sperre: Nur diese eine Anwendung ist nicht erlaubt. Wer sie betreut, kann den Zugang geben.
not-a-lock-passing = Das ist keine Sperre: Microsoft konnte in diesem Moment nicht antworten. Lassen Sie die Anmeldung noch einmal versuchen.
not-a-lock-other_tenant = Das ist keine Sperre dieses Kontos: Eine andere Organisation oder die Vereinbarung mit ihr lässt es nicht zu. Diese Organisation muss helfen.
not-a-lock-on_premises = Hier geht es um Active Directory oder dessen Verbindung zur Cloud: Sehen Sie dort nach, auch bei Anmeldezeiten und gesperrten Konten.
not-a-lock-credentials = Hier geht es um die Einrichtung einer Anwendung, nicht um eine Person. Geben Sie denen Bescheid, die die Anwendung betreuen.
not-a-lock-device = Hier geht es um das Gerät: Es ist nicht registriert oder deaktiviert. Wer die Geräte betreut, kann das in Ordnung bringen.

method-password = Kennwort
method-authenticator = Microsoft Authenticator
method-phone = Telefon
method-fido2 = Sicherheitsschlüssel oder Passkey
method-windows_hello = Windows Hello
method-platform_credential = Schlüssel des Betriebssystems
method-software_oath = Einmalcodes
method-email = E-Mail-Adresse (nur zum Zurücksetzen des Kennworts)
method-temporary_access_pass = befristeter Zugriffspass
method-external = Dienst einer anderen Organisation
method-other = etwas, das Grendel nicht kennt
risk-level-high = hohes Risiko
risk-level-medium = mittleres Risiko
risk-level-low = niedriges Risiko
risk-level-hidden = ein Risiko, dessen Höhe nicht zu sehen ist
risk-level-none = kein Risiko
risk-state-confirmed_compromised = als Übernahme bestätigt
risk-state-at_risk = noch nicht behoben
risk-state-remediated = die Identität wurde seither nachgewiesen
risk-state-dismissed = von jemandem verworfen
risk-state-confirmed_safe = jemand hat bestätigt, dass nichts war
risk-state-none = kein Zustand angegeben
risk-detail = , mit der Begründung „{ $detail }“
risk-when = , { $when }

## Anzeichen einer Kontoübernahme

judgement-stands = Was zu sehen war, spricht dafür, dass jemand anderes dieses Konto in der Hand hat. Es wird erst zurückgegeben, wenn jedes Anzeichen bereinigt oder entkräftet ist.
judgement-weak = Ein schwaches Anzeichen beweist für sich allein nichts. Sehen Sie es sich trotzdem an.
judgement-waived = Alle Anzeichen sind entkräftet; das Konto gilt wieder als in den richtigen Händen.
sign-at_risk = Identity Protection sieht ein Risiko.
sign-denied_prompt = Eine Anfrage nach dem zweiten Faktor wurde abgelehnt.
sign-inbox_rules = Posteingangsregeln verbergen E-Mails oder senden sie nach außen.
sign-forwarding_outside = E-Mails werden nach außen weitergeleitet.
sign-line = • { $sign } { $standing }
and-more = Und noch { $count }.
sign-cleaned = Dafür gibt es einen Schritt.
sign-not-cleaned = Nichts hier bereinigt das.
sign-by-hand = Kein Schritt bereinigt das: Jemand muss es sich ansehen.
sign-waived = Entkräftet am { $when } von { $name }: { $reason }
sign-name-at_risk = Risiko (Identity Protection)
sign-name-denied_prompt = ein abgelehnter zweiter Faktor
sign-name-inbox_rules = verdächtige Posteingangsregeln
sign-name-forwarding_outside = Weiterleitung nach außen
sign-name-new_country = eine Anmeldung aus einem neuen Land
sign-name-new_method = eine neue Methode
sign-name-consented_application = eine Anwendung mit Zugriff auf die E-Mails
signs-cleaned = Schritte gibt es für: { $signs }.
signs-not-cleaned = Hier nicht bereinigt: { $signs }.
signs-by-hand = Jemand muss sich ansehen: { $signs }.
signs-in-all = { $count ->
    [one] Ein Anzeichen war zu sehen; welches, steht unter „Details“.
   *[other] { $count } Anzeichen waren zu sehen; welche, steht unter „Details“.
 }
signs-waived-in-all = { $count ->
    [one] { $name } hat eines entkräftet: { $reason }
   *[other] { $name } hat { $count } davon entkräftet: { $reason }
 }
signs-waived = Entkräftet von { $name }: { $signs }. { $reason }

gap = { $topic }: { $cause } ({ $code }, Anforderungs-ID { $request }).
gap-no_permission = { $topic }: { $cause }: { $permission } ({ $code }, Anforderungs-ID { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no_permission = { $topic }: { $cause }: { $permission }.
topic-roles = Administratorrollen
topic-groups = Gruppen, denen Rollen zugewiesen werden können
topic-units = Verwaltungseinheiten
topic-named_groups = Gruppen, nach denen Regeln fragen
topic-risk = Risiko (Identity Protection)
topic-look_alikes = Konten mit einem ähnlichen Namen
topic-blocks = Wer die Anmeldung blockiert hat (Überwachungsprotokoll)
topic-sign_ins = Letzte Anmeldungen
topic-policies = Welche Richtlinien eine Anmeldung verhindert haben
topic-methods = Registrierte Methoden
topic-self_service = Self-Service-Kennwortzurücksetzung
topic-passes = Befristete Zugriffspässe
topic-grants = Anwendungen mit Zugriff auf die E-Mails
topic-mailbox = Postfach und Weiterleitung
topic-inbox_rules = Posteingangsregeln
topic-sending = Ob nach außen gesendet werden darf
topic-domains = Die eigenen Domänen des Mandanten
looked-at-account = das Konto selbst
looked-at-sign_ins = die letzten Anmeldungen
looked-at-methods = registrierte Methoden
looked-at-risk = Risiko (Identity Protection)
looked-at-mailbox = Postfach und Weiterleitung
looked-at-inbox_rules = die Posteingangsregeln
looked-at-sending = ob nach außen gesendet werden darf
cause-no_licence = Der Mandant hat dafür keine Lizenz; nötig ist Entra ID P1 oder P2
cause-no_permission = Grendel fehlt dafür die Berechtigung
cause-throttled = Microsoft wollte mehr Zeit, als da war; versuchen Sie es später noch einmal
cause-unavailable = Microsoft hat nicht brauchbar geantwortet

change-sign_in = Jemand hat die Anmeldung zugelassen oder blockiert.
change-blocked_by = Die Anmeldung wurde seither erneut blockiert.
change-name = Das Konto wurde umbenannt.
change-roles = Die Rollen des Kontos haben sich geändert.
change-mastered = Das Konto wird jetzt woanders verwaltet (in der Cloud oder in Active Directory).
change-readable = Jetzt ist etwas lesbar, was es damals nicht war, oder umgekehrt.
change-plan = Jetzt sind andere Schritte nötig.
change-evidence = Was gefunden wurde, stützt sich jetzt auf andere Belege.
change-risk = Identity Protection sieht jetzt ein anderes Risiko.
change-groups = Das Konto ist jetzt in anderen Gruppen.
change-warnings = Es gibt jetzt andere Gründe, genau hinzusehen, um wen es geht.
change-signs = Jetzt sind andere Anzeichen einer Kontoübernahme zu sehen.
change-waived = Anzeichen einer Kontoübernahme wurden entkräftet, und der Plan wurde neu aufgestellt.
warning-one_edit_away = Fast derselbe Name: { $name } ({ $upn }).
warning-other_domain = Eingegeben mit der Domäne { $domain }; das ist nicht die Domäne dieses Anmeldenamens.
warning-done_before = An diesem Konto wurde in den letzten 7 Tagen schon etwas getan: Fall { $case }.

## Schritte

step-block_sign_in = Anmeldung blockieren
step-reset_password = Temporäres Kennwort festlegen
step-revoke_sign_in_sessions = Überall abmelden (Sitzungen beenden)
step-clear_forwarding = E-Mail-Weiterleitung beenden
step-disable_inbox_rules = Verdächtige Regeln deaktivieren
step-confirm_compromised = Konto als kompromittiert melden
step-dismiss_risk = Risiko verwerfen
step-issue_temporary_access_pass = Befristeten Zugriffspass ausstellen
step-enable_sign_in = Anmeldung zulassen
step-point_to_self_service = Auf den Self-Service verweisen
step-release_sender = Absender freigeben
meaning-block_sign_in = niemand kann sich damit anmelden, bis die Anmeldung wieder zugelassen wird
meaning-reset_password = das alte gilt nicht mehr; das neue gilt für eine Anmeldung, und dabei wird ein eigenes gewählt
meaning-revoke_sign_in_sessions = jedes Gerät muss sich neu anmelden, innerhalb etwa einer Stunde
meaning-clear_forwarding = neue E-Mails bleiben im eigenen Postfach
meaning-disable_inbox_rules = { $rules }; nichts wird gelöscht, also lassen sie sich wieder einschalten
meaning-confirm_compromised = Identity Protection führt es dann mit hohem Risiko, und Richtlinien handeln danach
meaning-dismiss_risk = Richtlinien gegen Risiken lassen das Konto wieder herein
meaning-issue_temporary_access_pass = damit ist eine Anmeldung möglich, anstelle von Kennwort und zweitem Faktor, innerhalb von { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
 }
meaning-enable_sign_in = das Konto steht wieder offen
meaning-point_to_self_service = die betroffene Person wählt selbst ein neues Kennwort; von hier aus wird nichts geändert
meaning-release_sender = { $sender } kann innerhalb einer Stunde wieder nach außen senden, spätestens nach einem Tag
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
withheld-in-short = { $count ->
    [one] Ein Schritt geschieht nicht; warum, steht unter „Details“.
   *[other] { $count } Schritte geschehen nicht; warum, steht unter „Details“.
 }
obstacle-mastered_on_premises = Über dieses Konto entscheidet Active Directory, es würde also nicht helfen.
obstacle-belongs_elsewhere = Das Konto gehört einem Gast, also kann das nur dessen eigene Organisation.
obstacle-deleted = Das Konto ist gelöscht und muss zuerst wiederhergestellt werden.
obstacle-signs_of_compromise = Das wartet, bis die Anzeichen einer Kontoübernahme bereinigt oder entkräftet sind.
obstacle-self_service_off = Der Mandant lässt diese Person das Kennwort nicht selbst zurücksetzen.
obstacle-self_service_not_registered = Was dafür nötig ist, ist nicht registriert.
obstacle-passes_off = Der Mandant hat für dieses Konto keine befristeten Zugriffspässe.
obstacle-pass_keeps_lock = Ein Pass umgeht das Kennwort, und die Sperre bleibt.
obstacle-cannot_tell = Ob es helfen würde, ist nicht bekannt.

no-help-account_deleted = Ein neues Kennwort oder das Zulassen der Anmeldung: Es gibt nichts, woran man sich anmelden könnte, bis das Konto wiederhergestellt ist.
no-help-signs_of_compromise = Ein neues Kennwort allein wirft niemanden hinaus: Sitzungen, Regeln, Weiterleitung, Methoden und zugelassene Anwendungen bleiben.
no-help-account_at_risk = Nur das Risiko verwerfen: Wer das Kennwort hat, hat es dann immer noch.
no-help-suspicious_inbox_rules = Ein neues Kennwort allein: Die Regeln laufen weiter, wer auch immer angemeldet ist.
no-help-mail_forwarded_outside = Ein neues Kennwort allein: Die Weiterleitung läuft weiter, wer auch immer angemeldet ist.
no-help-synced_account = Kennwort oder Anmeldung in der Cloud ändern: Darüber entscheidet Active Directory, und es überschreibt alles andere.
no-help-sign_in_blocked = Ein neues Kennwort allein: Solange die Anmeldung blockiert ist, wird keines angenommen.
no-help-sending_restricted = Ein neues Kennwort allein: Es hebt die Beschränkung nicht auf. Und Microsoft zählt mit: Über dem Limit kann ihn nur noch der Microsoft-Support freigeben.
no-help-hostile_address = Ein neues Kennwort oder das Zulassen der Anmeldung: Microsoft weist die Adresse ab, nicht das Konto.
no-help-smart_lockout = Die Anmeldung zulassen: Gegen einen Smart Lockout hilft das nicht, und niemand mit Adminrolle kann ihn aufheben. Ein neues Kennwort beendet ihn, oder die Zeit.
no-help-password_expired = Die Anmeldung zulassen oder warten: Ein abgelaufenes Kennwort bleibt abgelaufen, bis es ein neues gibt.
no-help-password_unusable = Warten oder es noch einmal versuchen: Es gibt kein Kennwort, das richtig sein könnte.
no-help-second_factor_failing = Ein neues Kennwort: Das vorhandene stimmt.
no-help-second_factor_missing = Ein neues Kennwort: Das vorhandene stimmt.
no-help-blocked_by_policy = Ein neues Kennwort oder das Zulassen der Anmeldung: Die Richtlinie lässt es nicht zu, wie das Kennwort auch lautet.
no-help-password_unseen = Warten oder das alte Kennwort: Es gilt nicht mehr, und das neue kennt niemand.
no-help-password_forgotten = Die Anmeldung zulassen: Das bringt das richtige Kennwort nicht zurück.
no-help-mailbox_missing = Den Absender freigeben: Ohne Postfach lässt sich nichts senden.
no-help-managed_elsewhere = Eine Rolle für den ganzen Mandanten, selbst Global Administrator: Es zählt nur eine für diese Einheit.
no-help-guest_account = Ein Kennwort, das hier festgelegt wird: Ein Gast meldet sich mit dem der eigenen Organisation an.
no-help-nothing_found = Ein neues Kennwort oder das Zulassen der Anmeldung: Es wurde nichts gefunden, was sich dadurch beheben ließe.

instead-synced = Auf einem Domänencontroller oder wo immer die Active-Directory-Werkzeuge sind:
instead-synced-enable = `Enable-ADAccount -Identity { $account }` lässt die Anmeldung wieder zu.
instead-synced-unlock = `Unlock-ADAccount -Identity { $account }` hebt eine Sperre nach falschen Kennwörtern auf.
instead-synced-reset = `Set-ADAccountPassword -Identity { $account } -Reset` fragt nach einem neuen Kennwort und legt es fest.
instead-synced-wait = Warten Sie danach die Synchronisierung ab (bis zu 30 Minuten), oder starten Sie sie: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account_deleted = Stellen Sie es innerhalb von 30 Tagen wieder her, spätestens am { $until }: Entra Admin Center, Benutzer, Gelöschte Benutzer. Dafür ist die Rolle User Administrator nötig. Danach ist es endgültig weg.
instead-account_at_risk = Fragen Sie die betroffene Person telefonisch, ob die letzten Anmeldungen von ihr waren: Entra Admin Center, Identity Protection, Risikobenutzer. Dafür ist die Rolle Security Reader nötig.
instead-suspicious_inbox_rules = Fragen Sie die betroffene Person telefonisch, ob die Regeln von ihr sind. Wenn nicht, sehen Sie nach, was im Postfach gesendet und gelesen wurde.
instead-mail_forwarded_outside = Fragen Sie die betroffene Person telefonisch, ob die Weiterleitung von ihr ist. Wenn nicht, hat jemand mit Zugang zu { $to } ihre E-Mails gelesen.
instead-sending_restricted = Finden Sie zuerst heraus, was gesendet wurde und von wem. Von Hand gibt jemand mit der Rolle Security Administrator den Absender unter https://security.microsoft.com/restrictedentities frei.
instead-hostile_address = Lassen Sie die Anmeldung aus einem sicheren Netz versuchen, ohne VPN. Ist { $address } keine Adresse der betroffenen Person, dann kennt jemand anderes den Anmeldenamen: Sehen Sie im Anmeldeprotokoll nach.
instead-hostile_address-unknown = Lassen Sie die Anmeldung aus einem sicheren Netz versuchen, ohne VPN. Hat die betroffene Person es gar nicht versucht, dann kennt jemand anderes den Anmeldenamen: Sehen Sie im Anmeldeprotokoll nach.
instead-smart_lockout = Finden Sie heraus, was es weiter versucht, etwa ein altes Telefon mit dem alten Kennwort: Programm und Adresse stehen bei den Belegen. Sonst kommt die Sperre wieder. Sie beginnt bei einer Minute und wächst mit jedem weiteren Versuch.
instead-password_expired = Wer das alte Kennwort noch kennt, wählt bei der nächsten Anmeldung im Browser ein neues.
instead-second_factor_failing = Ist das Gerät verloren oder neu: Nach der Anmeldung das alte entfernen und das neue unter https://aka.ms/mfasetup registrieren. Niemand soll einer Anfrage zustimmen, ohne sich gerade selbst anzumelden.
instead-second_factor_missing = Die betroffene Person registriert unter https://aka.ms/mfasetup einen zweiten Faktor; von außerhalb kann dafür ein befristeter Zugriffspass nötig sein.
instead-blocked_by_policy = Wenden Sie sich an die Zuständigen für den bedingten Zugriff ({ $policies }): Für eine Änderung ist die Rolle Conditional Access Administrator nötig. Bis dahin: ein Gerät, ein Ort oder eine Anwendung, die die Richtlinie zulässt.
instead-blocked_by_policy-unnamed = Fragen Sie jemanden mit der Rolle Conditional Access Administrator: Im Entra Admin Center, Anmeldeprotokolle, nennt die Anmeldung unter „Bedingter Zugriff“ die Richtlinie. Bis dahin: ein Gerät, ein Ort oder eine Anwendung, die sie zulässt.
instead-mailbox_missing = Ein Postfach braucht eine Lizenz mit Exchange Online: Microsoft 365 Admin Center, Benutzer, Lizenzen. Dafür ist die Rolle License Administrator nötig.
instead-managed_elsewhere = Fragen Sie jemanden mit einer Rolle für die Einheit { $units }: Entra Admin Center, Verwaltungseinheiten, die Einheit, Rollen und Administratoren.
instead-managed_elsewhere-unnamed = Fragen Sie jemanden mit einer Rolle für diese Einheit: Welche es ist, steht im Entra Admin Center beim Benutzer unter „Verwaltungseinheiten“.
instead-guest_account = Der Gast wendet sich an den Helpdesk der eigenen Organisation (des Heimmandanten). Von uns ist nur die Einladung: Entra Admin Center, der Benutzer, Einlösungsstatus zurücksetzen.
instead-nothing_found = Fragen Sie, welches Programm es war und in welchem Netz. Bis eine Anmeldung im Protokoll steht, können fünf Minuten vergehen: Ging es eben erst schief, geben Sie den Befehl dann noch einmal ein.
instead-new_method = Fragen Sie die betroffene Person, ob die Methode von ihr ist. Wenn nicht, entfernen Sie sie: Entra Admin Center, der Benutzer, Authentifizierungsmethoden. Dafür ist die Rolle Authentication Administrator nötig.
instead-consented_application = Fragen Sie die betroffene Person, ob sie die Anwendung kennt. Wenn nicht, entfernen Sie sie: Entra Admin Center, der Benutzer, Anwendungen. Dafür ist die Rolle Cloud Application Administrator nötig.
instead-self-service = Sagen Sie der betroffenen Person: https://aka.ms/sspr öffnen und „Ich habe mein Kennwort vergessen“ wählen. „Ich kenne mein Kennwort“ beendet eine Sperre nicht.
instead-call-back = Vor der Herausgabe: Rufen Sie die betroffene Person zurück, unter einer Nummer aus dem Verzeichnis, nicht unter einer am Telefon genannten.
instead-pass = Mit dem Pass registriert die betroffene Person unter https://aka.ms/mfasetup einen zweiten Faktor, gleich nach der Anmeldung.

## Entscheidungen

decision-needed = { $quorum ->
    [one] Ein Mitglied mit der Rolle { $roles } genehmigt oder lehnt ab.
   *[other] { $quorum } Mitglieder mit der Rolle { $roles } genehmigen, oder eines lehnt ab.
 }
decision-awaited = Es fehlt noch: { $who }.
decision-not-those = Nicht { $requester } und nicht die betroffene Person.
decision-authority-too = Zusätzlich ist die Genehmigung von jemandem mit der Rolle { $who } nötig; das darf dieselbe Person sein.
decision-authority = Genug Personen haben zugestimmt, aber es fehlt noch die Genehmigung von jemandem mit der Rolle { $who }.
decision-approved = Genehmigt am { $when } von { $name }.
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
decision-alone = Das Vier-Augen-Prinzip geht hier nicht: Ich kenne hier niemanden außer { $requester }. { $requester } kann ab { $from } fortfahren und hat dafür Zeit bis { $until }.
decision-alone-meant = { $name } hat am { $when } bestätigt, dass es ohne jemand anderen weitergehen soll.
decision-glass = { $name } hat am { $when } den Notfall ausgerufen, um allein zu handeln: { $reason }
decision-owed = Jemand mit der Rolle { $who } muss gegenzeichnen, bis { $until }. Wer allein gehandelt hat, kann es vorher nicht noch einmal tun.
decision-overdue = Nicht rechtzeitig gegengezeichnet. Jemand mit der Rolle { $who } muss das ansehen; am { $until } werden alle wieder gerufen.
decision-countersigned = Gegengezeichnet am { $when } von { $name }.
because-always = jeder Plan dieses Befehls eine Entscheidung braucht
because-target_privileged = das Konto Administratorrollen hat
because-target_in_group = das Konto in einer bestimmten Gruppe ist
because-target_synced = Active Directory das Konto verwaltet
because-target_guest = das Konto einer anderen Organisation gehört
because-signs_of_compromise = das Konto möglicherweise übernommen wurde
because-secret_issued = ein Kennwort oder ein Pass ausgegeben wird
because-blocked_by_security = das Sicherheitsteam das Konto möglicherweise blockiert hat
because-out_of_reach = es die eigenen Rollen der anfragenden Person übersteigt
because-outside_hours = es außerhalb der üblichen Zeiten ist
because-look_alike = ein anderes Konto fast genauso heißt
because-asked_recently = vor einigen Tagen schon etwas am Konto getan wurde

## Stand

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
state-alone = Es ist niemand sonst bekannt, der genehmigen könnte. Bisher wurde nichts geändert.
handover-nobody = Das temporäre Kennwort soll alle aussperren, die das alte kennen. Niemand bekommt es zu sehen: Der Befehl, der das Konto zurückgibt, erstellt ein neues.
handover-kept = Nur im Arbeitsspeicher: { $what }. { $who } kann es einmal ansehen, mit der Schaltfläche unten, bis { $until }. Danach ist es weg.
handover-shown = Wird gerade { $name } gezeigt: { $what }.
handover-seen = Einmal gezeigt, { $name } { $when }; Grendel hat es nicht mehr: { $what }.
handover-expired = Niemand hat es rechtzeitig abgerufen; es ist weg, und niemand hat es gesehen: { $what }. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
handover-restarted = Grendel wurde angehalten, während es im Arbeitsspeicher war; es ist weg, und niemand hat es gesehen: { $what }. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
handover-undelivered = Gesendet an { $name } { $when } und möglicherweise nicht angekommen: { $what }. Hier ist es weg. Hat { $name } es nicht gelesen, geben Sie den Befehl noch einmal ein; dann gibt es ein neues.
handover-lost = Das alte Kennwort gilt nicht mehr.
handover-to-member = Ein Mitglied mit der Rolle { $roles }
made-reset_password = temporäres Kennwort
made-issue_temporary_access_pass = befristeter Zugriffspass

outcome-nothing_found = Ich habe keine Sperre gefunden, also wurde nichts geändert. Fragen Sie nach dem genauen Wortlaut und dem Code auf dem Bildschirm (AADSTS mit einer Nummer) und nach der Uhrzeit.
outcome-nothing_found-with-gaps = Ich habe keine Sperre gefunden, konnte aber nicht alles prüfen. Es wurde nichts geändert. Fragen Sie nach dem genauen Wortlaut und dem Code auf dem Bildschirm (AADSTS mit einer Nummer) und nach der Uhrzeit.
outcome-advised = Es wurde nichts geändert: Dieser Befehl hat keinen Schritt für das, was gefunden wurde.
outcome-advised-looks = Es wurde nichts geändert: Dieser Befehl sieht nur nach.
outcome-advised-synced = Hier wurde nichts geändert, denn über dieses Konto entscheidet Active Directory. Dort geht es, von Hand.
outcome-advised-withheld = Es wurde nichts geändert: Kein Schritt, der helfen könnte, geht von hier aus.
outcome-refused = Angehalten, es wurde nichts geändert. { $why }
requester-other = An { $name }: { $why }
requester-not_linked = { $name } ist nicht mehr mit dem Microsoft-365-Konto verbunden, mit dem das angefragt wurde.
requester-account_missing = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, gibt es nicht mehr.
requester-account_disabled = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, ist blockiert.
requester-account_at_risk = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, ist gefährdet, sagt Identity Protection: Möglicherweise benutzt es jemand anderes. Bitten Sie das Sicherheitsteam, es sich anzusehen.
requester-lacks_chat_role = { $name } hat das angefragt, hat hier aber keine Rolle mehr, die es anfragen darf: { $roles }.
requester-lacks_directory_role = Das Microsoft-365-Konto von { $name }, mit dem das angefragt wurde, hat keine der Administratorrollen, die dafür nötig sind: { $roles }.
outcome-unavailable = Ich kam nicht weiter: { $trouble } Es wurde nichts geändert. Geben Sie den Befehl in ein paar Minuten noch einmal ein; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
outcome-denied = Abgelehnt. Es wurde nichts geändert.
outcome-expired = Nicht rechtzeitig entschieden. Es wurde nichts geändert. Wird es noch gebraucht, geben Sie den Befehl noch einmal ein.
outcome-withdrawn = Zurückgezogen von { $name }. Es wurde nichts geändert.
outcome-completed = Fertig: Alle Schritte sind getan und bestätigt.
outcome-completed-sign-in = Fertig: { $name } kann sich wieder anmelden. Alle Schritte sind getan und bestätigt.
outcome-completed-told = Genehmigt. Bei Microsoft wurde nichts geändert: Die betroffene Person wählt selbst ein neues Kennwort und muss erfahren, wie.
outcome-completed-not-visible = Fertig: Microsoft hat alle Schritte angenommen, aber noch nicht jede Wirkung war zu sehen. Das kann einige Minuten dauern; sehen Sie sich das Konto an, bevor Sie mehr tun.
outcome-needs-human-refused = Angehalten bei Schritt { $number }, den Microsoft abgelehnt hat. { $trouble } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Was davor kam, ist getan.
 } Zeigen Sie das der Grendel-Administration, und sehen Sie sich das Konto an.
step-rights-in-short = Nötig: die Berechtigung { $permission }.
step-rights = Für diesen Schritt braucht die Anwendung von Grendel die Berechtigung { $permission } und, wenn das Konto eine Rolle hat, selbst eine Administratorrolle, die so weit reicht.
step-rights-and-role = Für diesen Schritt braucht die Anwendung von Grendel die Berechtigung { $permission } und mindestens die Administratorrolle { $role }.
outcome-needs-human-unknown = Angehalten bei Schritt { $number }: Niemand weiß, ob er gewirkt hat. { $trouble } Sehen Sie sich das Konto und sein Überwachungsprotokoll an, bevor etwas wiederholt wird.
outcome-needs-human-unreadable = Angehalten vor Schritt { $number }: Das Konto ließ sich nicht noch einmal lesen. { $trouble } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Was davor kam, ist getan.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-needs-human-authority = Angehalten vor Schritt { $number }: Wer es angefragt oder genehmigt hat, darf das nicht mehr. { $why } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Was davor kam, ist getan.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-needs-human-changed = Angehalten vor Schritt { $number }: Jemand anderes hat das Konto inzwischen geändert. { $changes } { $before ->
    [0] Es wurde nichts geändert.
   *[other] Was davor kam, ist getan.
 } Sehen Sie sich das Konto an, und geben Sie den Befehl dann noch einmal ein.
outcome-joined = In Fall { $case } geht es um dasselbe Konto.

trouble = { $call } ist fehlgeschlagen mit { $status } { $code }: { $message } (Anforderungs-ID { $request }).
trouble-silent = { $call } hat keine Antwort bekommen ({ $code }; client-request-id { $request }).
trouble-restarted = Grendel wurde angehalten, während der Aufruf unterwegs war.
trouble-card-refused = Discord lässt mich in diesem Kanal nichts schreiben ({ $message }). Ich brauche dort die Berechtigungen, den Kanal anzusehen, Nachrichten zu senden und Links einzubetten.
no-request-id = keine

## Antworten an eine Person

answer-waiting = Fall { $case } ist offen. Es fehlt noch: { $who }. Wie es weitergeht, steht auf der Karte in diesem Kanal; dort können Sie ihn auch zurückziehen.
answer-decided = Fall { $case } ist offen. Wie es weitergeht, steht auf der Karte in diesem Kanal.
answer-over = Fall { $case } ist abgeschlossen. Was gefunden wurde, steht auf der Karte in diesem Kanal.
answer-was-found = { $state } Was gefunden wurde: { $verdict }
answer-unavailable = Ich konnte { $user } bei Microsoft nicht nachschlagen, über das Konto ist also nichts bekannt.
answer-joined = Für dieses Konto ist schon Fall { $case } offen, und Sie gehören jetzt dazu: Seine Karte in diesem Kanal zeigt, wie es weitergeht und dass auch Sie angefragt haben. Weil Sie angefragt haben, können Sie ihn nicht genehmigen.
answer-alone = Fall { $case } ist offen. Ich kenne hier niemanden sonst, der ihn genehmigen könnte, das Vier-Augen-Prinzip geht also nicht. Sie können ab { $from } mit der Schaltfläche auf der Karte fortfahren, wenn es dann noch nötig ist.
heard-approve = Ihre Genehmigung von Fall { $case } ist festgehalten. Was daraus wird, steht auf der Karte.
heard-deny = Ihre Ablehnung von Fall { $case } ist festgehalten. Es wird nichts geändert.
heard-withdraw = Fall { $case } ist zurückgezogen. Es wurde nichts geändert.
heard-confirm = Ihre Genehmigung von Fall { $case } ist festgehalten. Was daraus wird, steht auf der Karte.
heard-look = Auf der Karte von Fall { $case } steht jetzt, dass Sie ihn sich ansehen.
heard-break_glass = Festgehalten: Sie handeln allein in Fall { $case }. Alle erfahren es jetzt, und jemand anderes muss gegenzeichnen.
heard-proceed = Festgehalten: Sie fahren in Fall { $case } allein fort. Was daraus wird, steht auf der Karte.
heard-countersign = Ihre Gegenzeichnung von Fall { $case } ist festgehalten.
heard-waive = Festgehalten: Sie entkräften die Anzeichen in Fall { $case }. Auf der Karte steht der Plan, wie er jetzt ist.
heard-show_secret = Das Kennwort oder der Pass aus Fall { $case } wird Ihnen jetzt gezeigt, einmal.
cases-waiting = Wartet auf Sie
cases-yours = Von Ihnen
cases-other = Andere
cases-line = Fall { $case }: `/{ $command }` { $name }, angefragt von { $requester } { $when }
cases-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
 }
cases-none = In diesem Kanal ist kein Fall offen. `/hilfe` zeigt, was Sie hier eingeben können.
call-reminder = Fall { $case } zu { $name } wartet noch auf Ihre Entscheidung, bis { $until }.
call-next_group = Über Fall { $case } zu { $name } hat noch niemand entschieden, deshalb werden auch Sie gefragt. Entscheiden Sie bis { $until }.
call-last_call = Letzter Aufruf: Fall { $case } zu { $name } endet um { $until }, wenn niemand entscheidet.
details-case = Fall { $case }
details-ids = Fall { $case } · Konto `{ $account }` · Plan { $plan }
details-left-out = Es gibt mehr, als in eine Antwort passt. Die Grendel-Administration liest alles mit `grendel audit show { $case }`.
call-glass = { $requester } hat in Fall { $case } zu { $name } den Notfall ausgerufen und handelt ohne Genehmigung. Warum, steht auf der Karte; jemand anderes muss gegenzeichnen.
call-overdue = Fall { $case } zu { $name } wurde von { $requester } allein erledigt und ist nicht gegengezeichnet, obwohl die Frist vorbei ist. Bitte sehen Sie ihn sich an und zeichnen Sie gegen, oder sprechen Sie mit { $requester }.

button-approve = Genehmigen
button-deny = Ablehnen
button-withdraw = Zurückziehen
button-confirm = Genehmigen…
button-look = Ich prüfe
button-break_glass = Notfall ausrufen…
button-proceed = Allein fortfahren
button-countersign = Gegenzeichnen
button-waive = Entkräften…
button-show_secret = Einmal anzeigen
button-details = Details
deny-title = Fall { $case } ablehnen
deny-question = Warum soll das nicht geschehen?
deny-placeholder = Das Team liest das auf der Karte.
break_glass-title = Allein handeln in Fall { $case }
break_glass-question = Warum kann das nicht warten?
break_glass-placeholder = Alle erfahren das sofort.
waive-title = Entkräften in Fall { $case }
waive-question = Warum ist das keine Kontoübernahme?
waive-placeholder = Das Team liest das auf der Karte, mit Ihrem Namen.
confirm-title = Fall { $case } genehmigen
confirm-question = Der Anmeldename des Kontos
confirm-placeholder = So, wie er auf der Karte steht
## Ein Kennwort oder ein Pass, einmal einer Person gezeigt

secret-lead = Für { $name }. Sie sehen das nur einmal; es wird nirgends aufbewahrt, und niemand kann es noch einmal zeigen.
secret-reset_password = Temporäres Kennwort: ||`{ $secret }`||
    Geben Sie es nur am Telefon durch, nie per E-Mail oder in einem Chat. Es gilt für eine Anmeldung; dabei wird ein eigenes gewählt.
secret-issue_temporary_access_pass = Befristeter Zugriffspass: ||`{ $secret }`||
    Geben Sie ihn nur am Telefon durch, nie per E-Mail oder in einem Chat. Er gilt nur einmal, bis { $until }, anstelle von Kennwort und zweitem Faktor.

## Wer ist wer: /verbinden, /trennen, /werbinich

link-sign-in = Bei Microsoft anmelden
link-offered = Melden Sie sich mit Ihrem eigenen Konto dieses Mandanten an, und bestätigen Sie auf der folgenden Seite, dass Sie es sind. Der Link ist nur für Sie und gilt einmal, bis { $when }. Geben Sie ihn nicht weiter: Wer sich damit anmeldet und Ja sagt, verbindet das eigene Konto mit Ihnen.
link-device = Öffnen Sie { $address } auf irgendeinem Gerät, geben Sie den Code `{ $code }` ein, und melden Sie sich mit Ihrem eigenen Konto dieses Mandanten an. Der Code ist nur für Sie und gilt bis { $when }. Geben Sie ihn nicht weiter.
link-done = Sie sind mit { $upn } verbunden. `/werbinich` zeigt, was Sie dürfen; `/trennen` macht es rückgängig.
link-next = Was Sie tun wollten, können Sie jetzt noch einmal eingeben:
link-next-help = `/hilfe` zeigt, was Sie hier eingeben können.
link-first = Zuerst muss ich wissen, welches Microsoft-365-Konto Ihres ist, denn ich tue für Sie nur, was Sie mit Ihrem Konto auch von Hand tun dürften. Das ist nur einmal nötig.
link-step-sign-in = { $offer } mit Ihrem eigenen Konto dieses Mandanten, spätestens { $when }. Der Link ist nur für Sie und gilt einmal. Geben Sie ihn nicht weiter: Wer sich damit anmeldet und Ja sagt, verbindet das eigene Konto mit Ihnen.
link-step-confirm = Bestätigen Sie auf der folgenden Seite, dass Sie es sind.
link-step-code = Geben Sie `/verbinden` ein: Ich zeige Ihnen einen Code und die Seite, auf die er gehört.
link-step-device = Geben Sie den Code dort ein, auf irgendeinem Gerät, und melden Sie sich mit Ihrem eigenen Konto dieses Mandanten an.
link-step-operator = Bitten Sie die Grendel-Administration, Sie als `[[person]]` in `grendel.toml` einzutragen, mit Ihrer Discord-ID `{ $id }` und der Objekt-ID Ihres Microsoft-365-Kontos.
link-step-again = Kommen Sie hierher zurück, und geben Sie dies noch einmal ein:
link-step-press = Kommen Sie hierher zurück, und klicken Sie noch einmal auf die Schaltfläche.
link-contested = { $member }, eben hat sich ein anderes Discord-Mitglied bei dem Microsoft-365-Konto angemeldet, mit dem Sie hier verbunden sind, und wollte es mit sich selbst verbinden. Es wurde nichts geändert. Waren Sie das nicht: Ändern Sie sofort Ihr Kennwort, melden Sie sich überall ab, und sagen Sie dem Sicherheitsteam Bescheid. Waren Sie es, mit einem anderen Discord-Konto: Geben Sie hier zuerst `/trennen` ein.
link-contested-operator = { $member }, eben hat sich ein anderes Discord-Mitglied bei dem Microsoft-365-Konto angemeldet, das die Grendel-Administration für Sie eingetragen hat, und wollte es mit sich selbst verbinden. Es wurde nichts geändert. Waren Sie das nicht: Ändern Sie sofort Ihr Kennwort, melden Sie sich überall ab, und sagen Sie dem Sicherheitsteam Bescheid.
vote-offered = Um Fall { $case } zu genehmigen, melden Sie sich zuerst bei Microsoft an, spätestens um { $when }. Ihre Genehmigung zählt, sobald das geschehen ist, und hier lesen Sie, was daraus wurde. Niemand sonst kann diesen Link für Sie benutzen.
unlink-done = Sie sind mit keinem Konto mehr verbunden. Was Sie angefragt haben und was noch offen ist, geht nicht weiter. Mit `/verbinden` verbinden Sie sich wieder.
unlink-nothing = Sie sind mit keinem Konto verbunden, also wurde nichts geändert. Mit `/verbinden` verbinden Sie sich mit Ihrem.

whoami-account = Sie sind { $upn } ({ $by }).
whoami-account-unread = Ihr Konto ist das mit der Objekt-ID `{ $account }` ({ $by }).
whoami-by-link = das haben Sie mit `/verbinden` nachgewiesen
whoami-by-operator = so hat es die Grendel-Administration in `grendel.toml` eingetragen
whoami-blocked = Dieses Konto ist blockiert; Sie können also weder etwas anfragen noch etwas entscheiden.
whoami-at-risk = Identity Protection sagt, dass möglicherweise jemand anderes dieses Konto benutzt. Sagen Sie dem Sicherheitsteam Bescheid.
whoami-no-risk = Identity Protection sieht kein Risiko.
whoami-risk-not-asked = Identity Protection wurde dazu nicht gefragt.
whoami-chat-roles = Ihre Rollen hier: { $roles }
whoami-no-roles = Administratorrollen, die jetzt aktiv sind: keine
whoami-roles = Administratorrollen, die jetzt aktiv sind:
whoami-role-unit = , nur für die Verwaltungseinheit `{ $unit }`…
whoami-role-until = , endet { $when }
whoami-more-roles = und noch { $count }
whoami-eligible = Administratorrollen, die Sie aktivieren könnten. Sie zählen erst, wenn Sie das tun (Privileged Identity Management); aktivieren Sie zuerst die, die Sie brauchen:
whoami-commands = { $commands }: { $said }
whoami-may-ask = das dürfen Sie anfragen. Ob Ihre Rollen bis zu einem Konto reichen, zeigt sich, wenn Sie es nennen.
whoami-may-not-ask = das dürfen Sie nicht anfragen. { $why }
whoami-may-decide = Sie dürfen genehmigen und ablehnen, was andere anfragen, als { $roles }.
whoami-may-not-decide = Sie dürfen nicht genehmigen. { $why }

## Was jemand eingeben kann: /hilfe

help-may = **Was Sie hier anfragen können**
help-unread = **Was Sie mit Ihren Rollen hier anfragen dürfen.** Ob Ihr eigenes Microsoft-365-Konto es auch zulässt, konnte ich nicht nachsehen. { $trouble } Versuchen Sie `/hilfe` in ein paar Minuten noch einmal.
help-none = **Im Moment können Sie hier nichts anfragen**
help-why = { $commands }: { $why }
help-likewise = { $commands }: auch das dürfen Sie nicht, aus einem Grund derselben Art; `/werbinich` sagt, was jeweils nötig ist.
help-names = { $names } und noch { $count }
help-everybody = **Was alle eingeben können**
help-more = Und außerdem: { $commands }
help-rest = Es gibt noch mehr, was Sie nicht anfragen können; `/werbinich` sagt, warum.
example-user = anna@contoso.example
example-reason = Zurück aus dem Urlaub, Anmeldung geht nicht
example-ticket = 1042
example-number = 12

## Wie es weitergeht, wenn ein Klick oder ein Befehl ins Leere ging

guide-card = Die Karte: { $link }
guide-channels = In diesem Kanal arbeite ich nicht: Zu ihm gehört kein Microsoft-365-Mandant. Auf diesem Server arbeite ich in { $channels }; geben Sie den Befehl dort ein.
over-completed = Fall { $case } ist abgeschlossen: genehmigt von { $by }, erledigt { $when }.
over-alone = Fall { $case } ist abgeschlossen: { $by } hat allein gehandelt, und erledigt wurde er { $when }.
over-denied = Fall { $case } ist abgeschlossen: { $by } hat ihn { $when } abgelehnt, und es wurde nichts geändert.
over-expired = Fall { $case } ist abgeschlossen: Es wurde nicht rechtzeitig entschieden; er endete { $when }, und es wurde nichts geändert.
over-withdrawn = Fall { $case } ist abgeschlossen: { $by } hat ihn { $when } zurückgezogen, und es wurde nichts geändert.
over-needs-human = Fall { $case } ist abgeschlossen: Ich habe { $when } bei einem seiner Schritte angehalten, und jemand muss sich das Konto ansehen. Warum, steht auf der Karte.
over-refused = Fall { $case } ist abgeschlossen: Er wurde { $when } angehalten, bevor etwas geändert wurde. Warum, steht auf der Karte.
over-unavailable = Fall { $case } ist abgeschlossen: Ich kam damit { $when } nicht weiter, und es wurde nichts geändert. Warum, steht auf der Karte.
over-joined = Fall { $case } ist abgeschlossen: Er ging { $when } in Fall { $other } auf, weil es in beiden um dasselbe Konto geht.
over-nothing = Fall { $case } ist abgeschlossen: Ich habe { $when } nichts gefunden, was ich ändern könnte. Was gefunden wurde, steht auf der Karte.
over-steps = In Fall { $case } ist nichts mehr zu entscheiden: Seine Schritte sind vorbei. Was noch offen ist, steht auf der Karte.
over-unkept = Was Sie geschrieben haben, zählt nicht und wurde nicht aufbewahrt.
again-done = Stimmt mit dem Konto noch etwas nicht, sieht das hier noch einmal nach:
again-needed = Wird es noch gebraucht, muss dies noch einmal eingegeben werden:

## Seiten, die ein Browser zeigt; einfacher Text, ohne die Zeichen des Chats

ask-link-title = Sind Sie das?
ask-link = Dieses Discord-Mitglied mit Ihrem Microsoft-365-Konto verbinden?
ask-link-member = Discord-Mitglied
ask-link-id = Discord-ID { $id }
ask-link-account = Ihr Konto
ask-link-warning = Klicken Sie nur auf Ja, wenn Sie selbst eben in Discord /verbinden eingegeben haben oder einen anderen Befehl von Grendel, der Ihnen diesen Link angeboten hat. Hat jemand Sie hierher geschickt, klicken Sie auf Nein: Nach einem Ja gilt dieses Mitglied als Sie.
ask-link-yes = Ja, das bin ich
ask-link-no = Nein
page-linked-title = Verbunden
page-linked = Das Konto { $upn } ist jetzt mit dem Discord-Mitglied „{ $name }“ verbunden. Wenn Sie das sind, gehen Sie zurück zu Discord: Dort steht, was Sie als Nächstes eingeben können. Sie können diese Seite schließen. Wenn Sie das NICHT sind, hat jemand Sie dazu gebracht, sich an seiner Stelle anzumelden: Sagen Sie sofort dem Sicherheitsteam Bescheid, und bitten Sie die Grendel-Administration, es rückgängig zu machen.
page-refused-title = Nicht verbunden
page-account-taken = Das Konto, bei dem Sie sich angemeldet haben, ist schon mit einem anderen Discord-Mitglied verbunden, nicht mit „{ $name }“, also wurde nichts geändert. Das andere Mitglied wird benachrichtigt. Mehr steht in der Antwort in Discord; Sie können diese Seite schließen.
page-linked-already = Das Discord-Mitglied „{ $name }“ ist schon mit einem anderen Konto verbunden, also wurde nichts geändert. Mehr steht in der Antwort in Discord; Sie können diese Seite schließen.
page-declined = Die Anmeldung für das Discord-Mitglied „{ $name }“ wurde nicht abgeschlossen, also wurde nichts geändert. Für einen neuen Versuch geben Sie in Discord noch einmal /verbinden ein; Sie können diese Seite schließen.
page-disowned = Sie haben gesagt, dass Sie nicht das Discord-Mitglied „{ $name }“ sind, also wurde nichts geändert. Hat jemand Ihnen den Link geschickt, wollte sich diese Person für Sie ausgeben: Sagen Sie dem Sicherheitsteam Bescheid. Sie können diese Seite schließen.
page-failed = Es ließ sich nicht feststellen, wer sich für das Discord-Mitglied „{ $name }“ angemeldet hat, also wurde nichts geändert. Mehr steht in der Antwort in Discord; Sie können diese Seite schließen.
page-unknown-title = Nichts abzuschließen
page-unknown = Diese Anmeldung läuft nicht: Sie wurde schon abgeschlossen, hat länger als zehn Minuten gedauert, oder Grendel wurde inzwischen neu gestartet. Es wurde nichts geändert. Geben Sie in Discord den Befehl noch einmal ein, oder klicken Sie dort noch einmal auf die Schaltfläche.
page-answered-title = Nichts abzuschließen
page-answered = Diese Frage ist nicht offen: Sie wurde schon beantwortet, stand länger als zehn Minuten, oder Grendel wurde inzwischen neu gestartet. Was Sie eben angeklickt haben, hat nichts geändert. Geben Sie in Discord /werbinich ein, um zu sehen, mit welchem Konto Sie verbunden sind; ist es keines, geben Sie noch einmal /verbinden ein.
page-foreign-title = Zählt nicht
page-foreign = Diese Antwort kommt nicht von einer Seite von Grendel, also zählt sie nicht, und es wurde nichts geändert. Haben Sie dort doch auf eine Schaltfläche geklickt, verbirgt etwas unterwegs, woher Ihr Browser kam: Versuchen Sie es mit einem anderen Browser, und geben Sie in Discord noch einmal /verbinden ein.
page-no-answer-title = Keine Antwort
page-no-answer = Grendel kann jetzt nicht sagen, was aus Ihrer Anmeldung geworden ist. Geben Sie in Discord /werbinich ein, um es zu sehen; sind Sie nicht verbunden, geben Sie noch einmal /verbinden ein.
page-nothing-title = Hier ist nichts
page-nothing = Unter dieser Adresse gibt es nichts zu sehen.
page-vote-title = Angemeldet
page-vote = Sie haben sich für { $name } angemeldet. Gehen Sie zurück zu Discord: Dort lesen Sie, ob Ihre Genehmigung zählt. Sie können diese Seite schließen.
page-vote-failed-title = Nichts genehmigt
page-vote-failed = Die Anmeldung für { $name } hat nicht geklappt, also wurde nichts genehmigt. Gehen Sie zurück zu Discord: Dort lesen Sie, warum. Sie können diese Seite schließen.

## Absagen: was geschehen ist, wer es könnte, was als Nächstes zu tun ist

rule = Regel: `{ $rule }`
role-in-unit = { $role }, für eine Verwaltungseinheit
role-until = { $role }, endet { $until }
list-or = { $rest } oder { $last }
list-and = { $rest } und { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (und { $directory } im Verzeichnis)
no-roles = keine

refusal-lacks_chat_role = Sie können diesen Befehl nicht benutzen: Er ist hier für Mitglieder mit der Rolle { $roles }. Bitten Sie jemanden mit dieser Rolle, ihn einzugeben, oder bitten Sie die Leitung dieses Servers um die Rolle.
refusal-not_linked = Ich weiß nicht, welches Microsoft-365-Konto Ihres ist, und kann deshalb nicht sehen, was Sie dürfen. Geben Sie `/verbinden` ein, und melden Sie sich dort an. Wird das hier nicht angeboten, bitten Sie die Grendel-Administration, Sie als `[[person]]` in `grendel.toml` einzutragen, mit Ihrer Discord-ID und der Objekt-ID Ihres Kontos.
refusal-account_taken = Sie haben sich bei einem Konto angemeldet, das mit einem anderen Mitglied verbunden ist, also wurde nichts geändert. Dieses Mitglied wird benachrichtigt. Ist es Ihr Konto, und sind auch Sie das andere Mitglied, geben Sie dort zuerst `/trennen` ein; sonst sagen Sie der Grendel-Administration Bescheid.
refusal-linked_already = Sie sind schon mit einem Konto verbunden, also wurde nichts geändert. Mit `/werbinich` sehen Sie, mit welchem. Für ein anderes geben Sie zuerst `/trennen` ein.
refusal-linked_by_operator = Welches Konto Ihres ist, steht in `grendel.toml`, und das lässt sich von hier aus nicht ändern. Mit `/werbinich` sehen Sie, welches; stimmt es nicht, wenden Sie sich an die Grendel-Administration.
refusal-no_sign_in = Hier kann sich niemand anmelden: Grendel ist dafür nicht eingerichtet. Bitten Sie die Grendel-Administration, Sie als `[[person]]` in `grendel.toml` einzutragen, mit Ihrer Discord-ID und der Objekt-ID Ihres Kontos.
refusal-link_disowned = Jemand hat sich mit Ihrem Link angemeldet und gesagt, nicht Sie zu sein, also wurde nichts geändert. Waren Sie es selbst und haben auf die falsche Schaltfläche geklickt, geben Sie noch einmal `/verbinden` ein. Geben Sie den Link nicht weiter.
refusal-sign_in_declined = Die Anmeldung wurde nicht abgeschlossen, also wurde nichts geändert. Microsoft sagt: { $code } { $message } Geben Sie für einen neuen Versuch noch einmal `/verbinden` ein.
refusal-sign_in_failed = Ich konnte nicht feststellen, wer sich angemeldet hat, also wurde nichts geändert. { $trouble } Geben Sie noch einmal `/verbinden` ein; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
refusal-account_missing = Das Microsoft-365-Konto, mit dem Sie verbunden sind, gibt es nicht mehr. Geben Sie `/trennen` und dann `/verbinden` ein, um sich mit dem zu verbinden, das Sie jetzt haben; stehen Sie in `grendel.toml`, bitten Sie die Grendel-Administration, Ihren Eintrag zu berichtigen.
refusal-account_disabled = Ihr eigenes Microsoft-365-Konto ist blockiert; Sie können das also weder anfragen noch entscheiden. Bitten Sie jemanden aus dem Team, dessen Konto in Ordnung ist.
refusal-lacks_directory_role = Ihr Microsoft-365-Konto hat keine der Administratorrollen, die dieser Befehl verlangt: { $wanted }. Jetzt aktiv: { $held }. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-standing_unread = Ich konnte nicht prüfen, was Sie dürfen, und habe deshalb nichts getan. { $trouble } Versuchen Sie es in ein paar Minuten noch einmal; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
refusal-target_malformed = Das ist weder eine Adresse noch eine Objekt-ID. Geben Sie den Anmeldenamen, eine E-Mail-Adresse oder die Objekt-ID einer Person ein, zum Beispiel `anna@contoso.example`.
refusal-target_unknown = Niemand in diesem Mandanten hat diesen Anmeldenamen, diese E-Mail-Adresse, diesen Alias oder diese Objekt-ID. Prüfen Sie Schreibweise und Domäne; ein Konto einer anderen Organisation ist von hier aus nicht erreichbar.
refusal-target_ambiguous = Mehrere Konten haben diese Adresse: { $upns }. Geben Sie den Anmeldenamen des Kontos ein, das Sie meinen.
refusal-target_renamed = Das Konto, das Sie gewählt haben, heißt jetzt { $upn } und nicht so, wie es in Ihrer Liste stand. Wählen Sie es neu aus der Liste.
refusal-own_account = Das ist Ihr eigenes Konto, und niemand entsperrt sich selbst. Bitten Sie jemanden aus dem Team, den Befehl einzugeben.
refusal-out_of_reach = Ihre Administratorrollen reichen nicht bis zu diesem Konto: Für „{ $step }“ ist die Rolle { $who } nötig. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-out_of_reach-shielded = Ihre Administratorrollen reichen nicht bis zu diesem Konto, denn { $shields }. Für „{ $step }“ ist die Rolle { $who } nötig. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-out_of_reach-nobody = Keine Administratorrolle, die für den ganzen Mandanten gilt, reicht bis zu diesem Konto; „{ $step }“ kann von hier aus also niemand. Grund: { $shields }. Wer eine Rolle für diese Einheit hat, kann es im Entra Admin Center tun.
refusal-out_of_reach-unit = Dieses Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung. Für „{ $step }“ ist die Rolle { $who } nötig, und zwar für genau diese Einheit. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-nobody_can_approve = Das könnte jetzt niemand genehmigen, also wurde nichts begonnen. { $quorum ->
    [one] Nötig ist ein anderes Mitglied mit der Rolle { $roles }
   *[other] Nötig sind { $quorum } andere Mitglieder mit der Rolle { $roles }
 }, mit einem verbundenen und nicht blockierten Konto; die betroffene Person zählt nicht. { $able ->
    [0] Gefunden habe ich niemanden
    [one] Gefunden habe ich nur eines
   *[other] Gefunden habe ich { $able }
 }. Bitten Sie die Grendel-Administration, mehr Personen zu verbinden, oder tun Sie es zu zweit von Hand im Entra Admin Center.
refusal-may_not_decide = Darüber können Sie nicht entscheiden: Das ist Mitgliedern mit der Rolle { $roles } vorbehalten. Bitten Sie eines davon.
refusal-own_case = Das haben Sie selbst angefragt, deshalb muss jemand anderes entscheiden.
refusal-own_account_decision = Es geht um Ihr eigenes Konto, deshalb muss jemand anderes entscheiden.
refusal-decided_already-approve = Das haben Sie schon genehmigt; einmal genügt.
refusal-decided_already-deny = Das haben Sie schon abgelehnt; einmal genügt.
refusal-stale_plan = Der Plan hat sich geändert, seit diese Schaltfläche entstand, deshalb zählt Ihr Klick nicht. Lesen Sie die Karte, wie sie jetzt ist, und klicken Sie dort.
refusal-too_late = Die Frist für diese Entscheidung ist vorbei. Wird es noch gebraucht, muss der Befehl neu eingegeben werden.
refusal-not_waiting = Dieser Fall wartet gerade nicht auf eine Entscheidung. Lesen Sie die Karte; sie fragt danach, wenn eine nötig ist.
refusal-not_waiting-running = Dafür ist es zu spät: Die Schritte werden gerade ausgeführt. Wie es ausgeht, steht auf der Karte.
refusal-case_closed = Dieser Fall ist abgeschlossen; daran ist nichts mehr zu entscheiden. Wird es noch gebraucht, geben Sie den Befehl noch einmal ein.
refusal-not_yours = Darauf kann nur klicken, wer es angefragt hat: { $requester }. Wenn Sie entscheiden dürfen, können Sie genehmigen oder ablehnen.
refusal-reason_missing = Eine Begründung ist nötig, denn das Team liest sie auf der Karte. Klicken Sie noch einmal auf die Schaltfläche, und schreiben Sie eine.
refusal-text_too_long = { $option } ist zu lang: { $chars } Zeichen, und höchstens { $max } werden gelesen. Kürzen Sie den Text, und senden Sie ihn noch einmal.
refusal-too_many_open = { $max ->
    [one] Sie haben schon einen Fall offen, und mehr geht nicht; `/fälle` zeigt ihn.
   *[other] Sie haben schon { $max } Fälle offen, und mehr geht nicht; `/fälle` zählt sie auf.
 } Ziehen Sie zurück, was nicht mehr nötig ist, oder warten Sie, bis ein Fall endet.
refusal-nothing_to_approve = Es gibt noch nichts zu genehmigen: Alle Schritte warten auf ein Urteil über die Anzeichen einer Kontoübernahme. Sehen Sie sie sich an; steckt nichts dahinter, klicken Sie auf „Entkräften“ und schreiben Sie, warum; sonst lehnen Sie ab.
refusal-nothing_to_waive = Kein Anzeichen einer Kontoübernahme hält etwas auf, also gibt es nichts zu entkräften. Lesen Sie die Karte, wie sie jetzt ist.
refusal-no_secret = Es gibt kein Kennwort und keinen Pass zu zeigen, oder nicht mehr: Beides wird einmal gezeigt und höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } aufbewahrt. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
refusal-secret_not_yours = Das bekommt nur zu sehen, wer es angefragt hat: { $requester }, und nur mit dem Konto von damals. Die betroffene Person bekommt es nie zu sehen. Bitten Sie { $requester }, auf die Schaltfläche zu klicken.
refusal-secret_not_yours-named = Das bekommen nur Mitglieder mit der Rolle { $roles } zu sehen, und nie die betroffene Person. Bitten Sie eines davon, auf die Schaltfläche zu klicken.
refusal-no_such_case = Einen solchen Fall kenne ich in diesem Kanal nicht, also wurde nichts getan. Die Nummer steht unten auf jeder Karte, und `/fälle` zählt auf, welche offen sind.
refusal-forged_button = Diese Schaltfläche kenne ich nicht, also wurde nichts getan. Benutzen Sie die Schaltflächen meiner Karten, wie sie in diesem Kanal stehen; `/fälle` führt zu denen, die offen sind.
refusal-old_button = Diese Schaltfläche stammt von einer anderen Version von mir, und ich nehme sie nicht mehr an, also wurde nichts getan. Benutzen Sie die Schaltflächen der Karte, wie sie jetzt ist; `/fälle` führt zu denen, die offen sind.
refusal-foreign_channel = In diesem Kanal arbeite ich nicht: Zu ihm gehört kein Microsoft-365-Mandant. Geben Sie den Befehl in dem Kanal ein, den Ihr Team dafür hat; welcher das ist, weiß die Grendel-Administration.
refusal-no_such_command = Diesen Befehl habe ich nicht mehr: Er wurde entfernt oder heißt jetzt anders. Es wurde nichts getan. Discord bietet ihn vielleicht noch einen Moment an; `/hilfe` zeigt, was Sie hier eingeben können.
refusal-not_understood = Das habe ich nicht verstanden, und es wurde nichts getan. Ich verstehe eingegebene Befehle wie `/hilfe` und die Schaltflächen meiner Karten, in dem Kanal, den Ihr Team dafür hat. Kommt das öfter vor, sagen Sie der Grendel-Administration Bescheid.
refusal-arrived_too_late = Das hat mich zu spät erreicht, um es zu beantworten, und es wurde nichts getan. Bitte senden Sie es noch einmal.
refusal-busy = Bei diesem Fall wird gerade auf zu viele Schaltflächen gleichzeitig geklickt. Versuchen Sie es gleich noch einmal.
refusal-account_at_risk = Ihr eigenes Microsoft-365-Konto ist gefährdet, sagt Identity Protection: Möglicherweise benutzt es jemand anderes. Sie können das also weder anfragen noch entscheiden. Bitten Sie das Sicherheitsteam, es sich anzusehen, und jemanden aus dem Team, dessen Konto in Ordnung ist, das hier zu tun.
refusal-lacks_directory_role-eligible = Ihr Microsoft-365-Konto hat keine der Administratorrollen, die dieser Befehl verlangt: { $wanted }. Jetzt aktiv: { $held }. Sie könnten { $eligible } aktivieren: Tun Sie das zuerst (Privileged Identity Management), und geben Sie den Befehl dann noch einmal ein.
refusal-nobody_reaches = Für „{ $step }“ an diesem Konto ist die Rolle { $who } nötig. Sie haben keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-nobody_reaches-shielded = Für „{ $step }“ an diesem Konto ist die Rolle { $who } nötig, denn { $shields }. Sie haben keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-nobody_reaches-unit = Dieses Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung. Für „{ $step }“ ist die Rolle { $who } nötig, und zwar für genau diese Einheit. Sie haben dort keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-by_rule = Eine Regel dieses Befehls lässt es nicht zu. Mit den Worten derer, die sie geschrieben haben: { $words }
refusal-no_rule = Keine Regel dieses Befehls sagt, wer das genehmigt, also geschieht es nicht. Bitten Sie die Grendel-Administration, der Datei des Befehls eine Genehmigungsregel ohne `when` hinzuzufügen.
refusal-confirmation_missing = Wer das genehmigt, gibt zuerst den Anmeldenamen des Kontos ein. Klicken Sie auf die Schaltfläche auf der Karte, wie sie jetzt ist.
refusal-not_confirmed = Das ist nicht der Anmeldename des Kontos, um das es in diesem Fall geht, deshalb zählt Ihre Genehmigung nicht. Vergleichen Sie ihn mit der Karte, und klicken Sie noch einmal, wenn es das richtige Konto ist.
refusal-sign_in_needed = Um das zu genehmigen, müssen Sie sich zuerst bei Microsoft anmelden, höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } vorher. Klicken Sie noch einmal auf „Genehmigen“, dann bekommen Sie den Link.
refusal-sign_in_unproven = Microsoft sagt nicht, wann Sie sich angemeldet haben, deshalb zählt Ihre Genehmigung nicht. Bitten Sie die Grendel-Administration, dem ID-Token in der App-Registrierung von Grendel den optionalen Anspruch `auth_time` hinzuzufügen.
refusal-signed_in_as_somebody_else = Sie haben sich mit einem anderen Konto angemeldet als dem, mit dem Sie verbunden sind, deshalb zählt Ihre Genehmigung nicht. Klicken Sie noch einmal auf „Genehmigen“, und melden Sie sich mit Ihrem eigenen Konto an; `/werbinich` zeigt, welches das ist.
refusal-too_soon = Es ist noch zu früh: Sie können ab { $from } fortfahren. Ist es nicht mehr nötig, ziehen Sie den Fall zurück.
refusal-not_named_for_glass = Dieser Befehl lässt Sie nicht allein handeln. Warten Sie auf die Genehmigung, oder bitten Sie jemanden aus dem Team darum.
refusal-debt_unpaid = In Fall { $case } haben Sie allein gehandelt, und das hat noch niemand gegengezeichnet; Sie können es also nicht noch einmal tun. Bitten Sie jemanden aus dem Team, zuerst Fall { $case } gegenzuzeichnen oder diesen hier zu genehmigen.
refusal-nothing_owed = In diesem Fall gibt es nichts gegenzuzeichnen. Lesen Sie die Karte, wie sie jetzt ist.
refusal-approval_gone = Die Genehmigung von { $names } zählt nicht mehr, denn eine Rolle oder ein Konto ist nicht mehr so wie damals. Geben Sie den Befehl noch einmal ein, damit jemand anderes genehmigen kann.

shield-role = es hat die Rolle { $role }
shield-role-in-restricted-unit = es hat eine Rolle für eine Verwaltungseinheit mit eingeschränkter Verwaltung
shield-role-assignable-group = es ist in einer Gruppe, der Administratorrollen zugewiesen werden können
shield-restricted-management = es gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung
shield-unknown = seine Rollen oder seine Gruppen ließen sich nicht lesen, es könnte also jede Rolle haben (Grendel liest sie mit den Berechtigungen RoleManagement.Read.Directory und GroupMember.Read.All)

option-user = Was Sie bei `benutzer` eingegeben haben,
option-reason = Der Grund
option-ticket = Was Sie bei `ticket` eingegeben haben,
option-number = Die Nummer des Falls
