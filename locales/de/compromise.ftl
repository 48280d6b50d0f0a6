### Anzeichen einer Kontoübernahme

judgement-stands = Was zu sehen war, spricht dafür, dass jemand anderes dieses Konto in der Hand hat. Es wird erst zurückgegeben, wenn jedes Anzeichen bereinigt oder entkräftet ist.
judgement-weak = Ein schwaches Anzeichen beweist für sich allein nichts. Sehen Sie es sich trotzdem an.
judgement-waived = Alle Anzeichen sind entkräftet; das Konto gilt wieder als in den richtigen Händen.
sign-at-risk = Identity Protection sieht ein Risiko.
sign-denied-prompt = Eine Anfrage nach dem zweiten Faktor wurde abgelehnt.
sign-unanswered-prompt = Weit weg von den gewohnten Orten wurde ein zweiter Faktor verlangt, und es kam keiner.
sign-inbox-rules = Posteingangsregeln verbergen E-Mails oder senden sie nach außen.
sign-forwarding-outside = E-Mails werden nach außen weitergeleitet.
sign-spam-sent = Microsoft hielt die E-Mails des Kontos für Spam.
sign-line = • { $sign } { $standing }
and-more = Und noch { $count }.
sign-cleaned = Dafür gibt es einen Schritt.
sign-not-cleaned = Nichts hier bereinigt das.
sign-by-hand = Kein Schritt bereinigt das: Jemand muss es sich ansehen.
sign-waived = Entkräftet am { $when } von { $name }: { $reason }
sign-name-at-risk = Risiko (Identity Protection)
sign-name-denied-prompt = ein abgelehnter zweiter Faktor
sign-name-inbox-rules = verdächtige Posteingangsregeln
sign-name-forwarding-outside = Weiterleitung nach außen
sign-name-new-country = eine Anmeldung aus einem neuen Land
sign-name-unanswered-prompt = ein anderswo verlangter zweiter Faktor, der nicht kam
sign-name-new-method = eine neue Methode
sign-name-consented-application = eine Anwendung mit Zugriff auf die E-Mails
sign-name-spam-sent = E-Mails, die Microsoft für Spam hielt
sign-name-unknown-recipient = Weiterleitung an einen unbekannten Empfänger
signs-cleaned = Schritte gibt es für: { $signs }.
signs-not-cleaned = Hier nicht bereinigt: { $signs }.
signs-further-rules = • { $count ->
    [one] Noch eine verdächtige Regel des Posteingangs, nur mit ihrer ID bekannt.
   *[other] Noch { $count } verdächtige Regeln des Posteingangs, nur mit ihren IDs bekannt.
 }
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
gap-no-permission = { $topic }: { $cause }: { $permission } ({ $code }, Anforderungs-ID { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no-permission = { $topic }: { $cause }: { $permission }.
possible-signs = Nicht ganz lesbar, zählt also als mögliches Anzeichen eines Missbrauchs: { $topics }.
omission = { $topic }: noch { $count }, hier weggelassen.
omission-unknown = { $topic }: Es gibt mehr, als gelesen wurden.
topic-roles = Administratorrollen
topic-eligible-roles = Verzeichnisrollen, die es aktivieren kann
topic-groups = Gruppen, denen Rollen zugewiesen werden können
topic-units = Verwaltungseinheiten
topic-named-groups = Gruppen, nach denen Regeln fragen
topic-risk = Risiko (Identity Protection)
topic-look-alikes = Konten mit einem ähnlichen Namen
topic-blocks = Wer die Anmeldung blockiert hat (Überwachungsprotokoll)
topic-registrations = Kürzlich registrierte Methoden (Überwachungsprotokoll)
topic-sign-ins = Letzte Anmeldungen
topic-policies = Welche Richtlinien eine Anmeldung verhindert haben
topic-methods = Registrierte Methoden
topic-self-service = Self-Service-Kennwortzurücksetzung
topic-passes = Befristete Zugriffspässe
topic-grants = Anwendungen mit Zugriff auf die E-Mails
topic-mailbox = Postfach und Weiterleitung
topic-inbox-rules = Posteingangsregeln
topic-sending = Ob E-Mails gesendet werden dürfen
topic-domains = Die eigenen Domänen des Mandanten
looked-at-account = das Konto selbst
looked-at-sign-ins = die letzten Anmeldungen
looked-at-methods = registrierte Methoden
looked-at-risk = Risiko (Identity Protection)
looked-at-mailbox = Postfach und Weiterleitung
looked-at-inbox-rules = die Posteingangsregeln
looked-at-sending = ob E-Mails gesendet werden dürfen
cause-no-licence = Der Mandant hat keine Lizenz dafür
cause-no-licence-named = Der Mandant hat keine Lizenz dafür; nötig ist { $licence }
cause-no-permission = Grendel fehlt dafür die Berechtigung
cause-permission-or-licence = Microsoft hat es ohne Begründung abgelehnt; es fehlt die Lizenz, eine Verzeichnisrolle der Anwendung von Grendel oder diese Berechtigung
cause-throttled = Microsoft wollte mehr Zeit, als da war; versuchen Sie es später noch einmal
cause-unavailable = Microsoft hat nicht brauchbar geantwortet

change-sign-in = Jemand hat die Anmeldung zugelassen oder blockiert.
change-blocked-by = Die Anmeldung wurde seither erneut blockiert.
change-block-recorded = Die Blockierung steht jetzt im Überwachungsprotokoll.
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
warning-one-edit-away = Fast derselbe Name: { $name } ({ $upn }).
warning-other-domain = Eingegeben mit der Domäne { $domain }; das ist nicht die Domäne dieses Anmeldenamens.
warning-could-activate = Es kann sich selbst zum Administrator machen: Es darf { $roles } aktivieren (Privileged Identity Management).
warning-done-before = An diesem Konto wurde in den letzten 7 Tagen schon etwas getan: Fall { $case }.
