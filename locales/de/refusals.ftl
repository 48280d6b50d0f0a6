### Absagen: was geschehen ist, wer es könnte, was als Nächstes zu tun ist

rule = Regel: `{ $rule }`
role-in-unit = { $role }, für eine Verwaltungseinheit
role-until = { $role }, endet { $until }
list-or = { $rest } oder { $last }
list-and = { $rest } und { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (und { $directory } im Verzeichnis)
group-of-directory = die Gruppe `{ $id }`
no-roles = keine

refusal-lacks-chat-role = Sie können diesen Befehl nicht benutzen: Er ist hier für Mitglieder mit der Rolle { $roles }. Bitten Sie jemanden mit dieser Rolle, ihn einzugeben, oder bitten Sie die Leitung dieses Servers um die Rolle.
refusal-not-linked = Ich weiß nicht, welches Microsoft-365-Konto Ihres ist, und kann deshalb nicht sehen, was Sie dürfen. Geben Sie `/verbinden` ein, und melden Sie sich dort an. Wird das hier nicht angeboten, bitten Sie die Grendel-Administration, Sie als `[[person]]` in `grendel.toml` einzutragen, mit Ihrer Discord-ID und der Objekt-ID Ihres Kontos.
refusal-link-expired = Sie haben nachgewiesen, welches Microsoft-365-Konto Ihres ist, und dieser Nachweis ist { $when } abgelaufen. Geben Sie `/verbinden` ein, und melden Sie sich wieder an; bis dahin können Sie nichts anfragen und nichts entscheiden.
refusal-link-waits = Ihre neue Verbindung mit einem Microsoft-365-Konto zählt ab { $when }, damit Ihr Team widersprechen kann; bis dahin haben Sie hier kein Konto, und Sie können nichts anfragen und nichts entscheiden. Waren Sie das nicht, geben Sie `/trennen` ein, und sagen Sie dem Sicherheitsteam Bescheid.
refusal-account-external = Dieses Konto gehört einem Gast oder einem externen Mitglied: Eine andere Organisation bestimmt, wer sich damit anmeldet. So ein Konto kann nicht verbunden werden und entscheidet hier nichts. Nehmen Sie ein Konto dieses Mandanten, oder bitten Sie jemanden, der eines hat.
refusal-account-too-new = Dieses Konto wurde vor Kurzem angelegt. Es kann ab { $when } verbunden werden und entscheiden: Sonst könnte, wer Konten anlegt, die eigenen Anfragen genehmigen. Bitten Sie jemanden aus dem Team, oder bitten Sie die Grendel-Administration, Sie in `grendel.toml` zu nennen.
refusal-secret-made-recently = Ich habe für dieses Konto vor Kurzem ein Kennwort oder einen Pass erstellt, und andere haben ihn vielleicht gesehen. Es kann ab { $when } verbunden werden und entscheiden. Bitten Sie jemanden aus dem Team, das zu tun.
refusal-account-taken = Sie haben sich bei einem Konto angemeldet, das mit einem anderen Mitglied verbunden ist, also wurde nichts geändert. Dieses Mitglied wird benachrichtigt. Ist es Ihr Konto, und sind auch Sie das andere Mitglied, geben Sie dort zuerst `/trennen` ein; sonst sagen Sie der Grendel-Administration Bescheid.
refusal-linked-already = Sie sind schon mit einem Konto verbunden, also wurde nichts geändert. Mit `/werbinich` sehen Sie, mit welchem. Für ein anderes geben Sie zuerst `/trennen` ein.
refusal-linked-by-operator = Welches Konto Ihres ist, steht in `grendel.toml`, und das lässt sich von hier aus nicht ändern. Mit `/werbinich` sehen Sie, welches; stimmt es nicht, wenden Sie sich an die Grendel-Administration.
refusal-no-sign-in = Hier kann sich niemand anmelden: Grendel ist dafür nicht eingerichtet. Bitten Sie die Grendel-Administration, Sie als `[[person]]` in `grendel.toml` einzutragen, mit Ihrer Discord-ID und der Objekt-ID Ihres Kontos.
refusal-link-disowned = Jemand hat sich mit Ihrem Link angemeldet und gesagt, nicht Sie zu sein, also wurde nichts geändert. Waren Sie es selbst und haben auf die falsche Schaltfläche geklickt, geben Sie noch einmal `/verbinden` ein. Geben Sie den Link nicht weiter.
refusal-sign-in-declined = Die Anmeldung wurde nicht abgeschlossen, also wurde nichts geändert. Microsoft sagt: { $code } { $message } Geben Sie für einen neuen Versuch noch einmal `/verbinden` ein.
refusal-sign-in-failed = Ich konnte nicht feststellen, wer sich angemeldet hat, also wurde nichts geändert. { $trouble } Geben Sie noch einmal `/verbinden` ein; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
refusal-sign-in-failed-operator = Ich konnte nicht feststellen, wer sich angemeldet hat, und es wurde nichts geändert. { $trouble } Ein neuer Versuch hilft nicht: Wer Grendel betreibt, muss das beheben. Zeigen Sie dort diese Antwort.
refusal-authentication-context-missing = Microsoft hat Sie angemeldet, sagt aber nicht, dass Sie den hier verlangten Authentifizierungskontext `{ $context }` erfüllt haben, deshalb zählt die Anmeldung nicht. Melden Sie sich noch einmal so an, wie Ihr Unternehmen es verlangt, etwa mit einem Sicherheitsschlüssel. Hilft das nicht, bitten Sie die Grendel-Administration, die Richtlinie für bedingten Zugriff zu `{ $context }` in Ihrem Mandanten zu prüfen.
refusal-account-missing = Das Microsoft-365-Konto, mit dem Sie verbunden sind, gibt es nicht mehr. Geben Sie `/trennen` und dann `/verbinden` ein, um sich mit dem zu verbinden, das Sie jetzt haben; stehen Sie in `grendel.toml`, bitten Sie die Grendel-Administration, Ihren Eintrag zu berichtigen.
refusal-account-disabled = Ihr eigenes Microsoft-365-Konto ist blockiert; Sie können das also weder anfragen noch entscheiden. Bitten Sie jemanden aus dem Team, dessen Konto in Ordnung ist.
refusal-lacks-directory-role = Ihr Microsoft-365-Konto hat keine der Administratorrollen, die dieser Befehl verlangt: { $wanted }. Jetzt aktiv: { $held }. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-standing-unread = Ich konnte nicht prüfen, was Sie dürfen, und habe deshalb nichts getan. { $trouble } Versuchen Sie es in ein paar Minuten noch einmal; schlägt es wieder fehl, zeigen Sie das der Grendel-Administration.
refusal-standing-unread-operator = Ich konnte nicht prüfen, was Sie dürfen, und habe deshalb nichts getan. { $trouble } Ein neuer Versuch hilft nicht: Wer Grendel betreibt, muss das beheben. Zeigen Sie dort diese Antwort.
refusal-target-malformed = Das ist weder eine Adresse noch eine Objekt-ID. Geben Sie den Anmeldenamen, eine E-Mail-Adresse oder die Objekt-ID einer Person ein, zum Beispiel `anna@contoso.example`.
refusal-target-unknown = Niemand in diesem Mandanten hat diesen Anmeldenamen, diese E-Mail-Adresse, diesen Alias oder diese Objekt-ID. Prüfen Sie Schreibweise und Domäne; ein Konto einer anderen Organisation ist von hier aus nicht erreichbar.
refusal-target-ambiguous = Mehrere Konten haben diese Adresse: { $upns }. Geben Sie den Anmeldenamen des Kontos ein, das Sie meinen.
refusal-target-renamed = Das Konto, das Sie gewählt haben, heißt jetzt { $upn } und nicht so, wie es in Ihrer Liste stand. Wählen Sie es neu aus der Liste.
refusal-own-account = Das ist Ihr eigenes Konto, und niemand entsperrt sich selbst. Bitten Sie jemanden aus dem Team, den Befehl einzugeben.
refusal-target-protected-account = Dieses Konto steht auf der Liste der Konten, die Grendel nicht anfasst (`protected` in `grendel.toml`), deshalb wurde nichts begonnen. Jemand mit einer Rolle, die dieses Konto erreicht, kann es im Entra Admin Center tun; die Liste führt, wer Grendel betreibt.
refusal-target-protected-group = Dieses Konto ist in einer Gruppe, die Grendel nicht anfasst (`protected` in `grendel.toml`), deshalb wurde nichts begonnen. Jemand mit einer Rolle, die dieses Konto erreicht, kann es im Entra Admin Center tun; die Liste führt, wer Grendel betreibt.
refusal-target-protected-unknown = Die Mitglieder einiger Gruppen sind geschützt (`protected` in `grendel.toml`), und die Gruppen dieses Kontos konnten nicht gelesen werden, deshalb wurde nichts begonnen. Versuchen Sie es in einigen Minuten noch einmal, oder handeln Sie im Entra Admin Center.
refusal-out-of-reach = Ihre Administratorrollen reichen nicht bis zu diesem Konto: Für „{ $step }“ ist die Rolle { $who } nötig. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-out-of-reach-shielded = Ihre Administratorrollen reichen nicht bis zu diesem Konto, denn { $shields }. Für „{ $step }“ ist die Rolle { $who } nötig. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-out-of-reach-nobody = Keine Administratorrolle, die für den ganzen Mandanten gilt, reicht bis zu diesem Konto; „{ $step }“ kann von hier aus also niemand. Grund: { $shields }. Wer eine Rolle für diese Einheit hat, kann es im Entra Admin Center tun.
refusal-out-of-reach-unit = Dieses Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung. Für „{ $step }“ ist die Rolle { $who } nötig, und zwar für genau diese Einheit. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-nobody-can-approve = Das könnte jetzt niemand genehmigen, also wurde nichts begonnen. { $quorum ->
    [one] Nötig ist ein anderes Mitglied mit der Rolle { $roles }
   *[other] Nötig sind { $quorum } andere Mitglieder mit der Rolle { $roles }
 }, mit einem verbundenen und nicht blockierten Konto; die betroffene Person zählt nicht. { $able ->
    [0] Gefunden habe ich niemanden
    [one] Gefunden habe ich nur eines
   *[other] Gefunden habe ich { $able }
 }. Bitten Sie die Grendel-Administration, mehr Personen zu verbinden, oder tun Sie es zu zweit von Hand im Entra Admin Center.
refusal-may-not-decide = Darüber können Sie nicht entscheiden: Das ist Mitgliedern mit der Rolle { $roles } vorbehalten. Bitten Sie eines davon.
refusal-may-not-read = Diesen Fall lesen Mitglieder mit der Rolle { $roles }, die so etwas anfragen oder entscheiden dürfen oder den Mandanten bewachen. Fragen Sie eines davon, was Sie wissen müssen.
refusal-about-own-account = In diesem Fall geht es um Ihr eigenes Konto. Sie bekommen ihn nicht zu lesen, solange er offen ist, und auch danach nicht, wenn das Konto Anzeichen einer Kontoübernahme zeigte oder gesperrt wurde, denn vielleicht benutzt es jemand anderes. Fragen Sie jemanden aus dem Team, der über solche Fälle entscheidet, was Sie wissen müssen.
refusal-too-many-actions = Sie haben mehr Befehle und Klicks geschickt, als ein Mitglied darf, also wurde nichts getan. Der nächste geht ab { $from }. Einen Fall ablehnen oder zurückziehen können Sie weiterhin.
refusal-own-case = Das haben Sie selbst angefragt, deshalb muss jemand anderes entscheiden.
refusal-own-account-decision = Es geht um Ihr eigenes Konto, deshalb muss jemand anderes entscheiden.
refusal-decided-already-approve = Das haben Sie schon genehmigt; einmal genügt.
refusal-decided-already-deny = Das haben Sie schon abgelehnt; einmal genügt.
refusal-stale-plan = Der Plan hat sich geändert, seit diese Schaltfläche entstand, deshalb zählt Ihr Klick nicht. Lesen Sie die Karte, wie sie jetzt ist, und klicken Sie dort.
refusal-too-late = Die Frist für diese Entscheidung ist vorbei. Wird es noch gebraucht, muss der Befehl neu eingegeben werden.
refusal-not-waiting = Dieser Fall wartet gerade nicht auf eine Entscheidung. Lesen Sie die Karte; sie fragt danach, wenn eine nötig ist.
refusal-not-waiting-running = Dafür ist es zu spät: Die Schritte werden gerade ausgeführt. Wie es ausgeht, steht auf der Karte.
refusal-case-closed = Dieser Fall ist abgeschlossen; daran ist nichts mehr zu entscheiden. Wird es noch gebraucht, geben Sie den Befehl noch einmal ein.
refusal-not-yours = Darauf kann nur klicken, wer es angefragt hat: { $requester }. Wenn Sie entscheiden dürfen, können Sie genehmigen oder ablehnen.
refusal-reason-missing = Eine Begründung ist nötig, denn das Team liest sie auf der Karte. Klicken Sie noch einmal auf die Schaltfläche, und schreiben Sie eine.
refusal-text-too-long = { $option } ist zu lang: { $chars } Zeichen, und höchstens { $max } werden gelesen. Kürzen Sie den Text, und senden Sie ihn noch einmal.
refusal-too-many-open = { $max ->
    [one] Sie haben schon einen Fall offen, und mehr geht nicht; `/fälle` zeigt ihn.
   *[other] Sie haben schon { $max } Fälle offen, und mehr geht nicht; `/fälle` zählt sie auf.
 } Ziehen Sie zurück, was nicht mehr nötig ist, oder warten Sie, bis ein Fall endet.
refusal-nothing-to-approve = Es gibt noch nichts zu genehmigen: Alle Schritte warten auf ein Urteil über die Anzeichen einer Kontoübernahme. Sehen Sie sie sich an; steckt nichts dahinter, klicken Sie auf „Entkräften“ und schreiben Sie, warum; sonst lehnen Sie ab.
refusal-nothing-to-waive = Kein Anzeichen einer Kontoübernahme hält etwas auf, also gibt es nichts zu entkräften. Lesen Sie die Karte, wie sie jetzt ist.
refusal-work-not-yours = Die Arbeit in Active Directory ist für Mitglieder mit der Rolle { $roles }, und nur eines davon hakt sie ab. Bitten Sie eines davon, sie zu tun und auf die Schaltfläche zu klicken.
refusal-no-work = Darauf wartet niemand mehr: Es ist abgehakt, Entra zeigt es schon, oder der Fall ist weiter. Auf der Karte steht der Stand.
refusal-no-secret = Es gibt kein Kennwort und keinen Pass zu zeigen, oder nicht mehr: Beides wird einmal gezeigt und höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } aufbewahrt. Wird etwas Neues gebraucht, geben Sie den Befehl noch einmal ein.
refusal-secret-not-yours = Das bekommt nur { $receiver } zu sehen, und nur mit dem Konto von der Genehmigung. Die betroffene Person bekommt es nie zu sehen. Bitten Sie { $receiver }, auf die Schaltfläche zu klicken.
refusal-secret-not-yours-named = Das bekommen nur Mitglieder mit der Rolle { $roles } zu sehen, und nie die betroffene Person. Bitten Sie eines davon, auf die Schaltfläche zu klicken.
refusal-secret-out-of-reach = Um das Kennwort oder den Pass dieses Kontos zu sehen, brauchen Sie selbst und jetzt die Rolle { $who }. Die haben Sie nicht, also bekommen Sie nichts zu sehen. Bitten Sie jemanden mit einer solchen Rolle, den Befehl einzugeben.
refusal-receiver-relinked = Sie sind jetzt mit einem anderen Konto verbunden als bei der Anfrage oder der Genehmigung. Sie bekommen also nichts zu sehen, und auch niemand sonst an Ihrer Stelle. Wird es noch gebraucht, geben Sie den Befehl noch einmal ein.
refusal-nobody-may-see = Das würde ein Kennwort oder einen Pass erstellen, den niemand sehen darf: Dazu muss, wer anfragt oder genehmigt, die Rolle { $who } haben, und so jemanden kenne ich hier nicht. Also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-nobody-may-see-named = Das würde ein Kennwort oder einen Pass erstellen, den niemand sehen darf: Eine Regel dieses Befehls zeigt es nur Mitgliedern mit der Rolle { $roles }, und ich kenne darunter niemanden mit der Rolle { $who }. Also wurde nichts begonnen. Bitten Sie jemanden, der sie hat, das eigene Konto mit `/verbinden` zu verbinden, oder wer Grendel betreibt, die Regel zu ändern.
refusal-frozen = { $freeze } Klicken Sie danach noch einmal.
refusal-frozen-already = Dieser Mandant ist schon eingefroren, und mindestens so weit. { $freeze }
refusal-not-frozen = Dieser Mandant ist nicht eingefroren, es gibt also nichts aufzuheben. `/fälle` zeigt, was gerade läuft.
refusal-unfreeze-needs-another = { $who } hat das schon verlangt, und eine Person allein gibt keinen Mandanten frei. Jemand anders, der das darf und ein eigenes Konto hat, gibt vor { $until } `/freigeben` ein.
refusal-secret-limit-reached-receiver = { $who } hat innerhalb einer Stunde { $max } Kennwörter und Pässe bekommen, mehr geht nicht. Das nächste ist ab { $from } möglich. Wenn es nicht warten kann, kann jemand anders, der das darf, es jetzt anfordern.
refusal-secret-limit-reached-approver = { $who } hat innerhalb einer Stunde { $max } Kennwörter und Pässe genehmigt, mehr geht nicht. Das nächste ist ab { $from } möglich. Wenn es nicht warten kann, kann jemand anders, der das darf, es jetzt genehmigen.
refusal-no-such-case = Einen solchen Fall kenne ich in diesem Kanal nicht, also wurde nichts getan. Die Nummer steht unten auf jeder Karte, und `/fälle` zählt auf, welche offen sind.
refusal-forged-button = Diese Schaltfläche kenne ich nicht, also wurde nichts getan. Benutzen Sie die Schaltflächen meiner Karten, wie sie in diesem Kanal stehen; `/fälle` führt zu denen, die offen sind.
refusal-old-button = Diese Schaltfläche stammt von einer anderen Version von mir, und ich nehme sie nicht mehr an, also wurde nichts getan. Benutzen Sie die Schaltflächen der Karte, wie sie jetzt ist; `/fälle` führt zu denen, die offen sind.
refusal-foreign-channel = In diesem Kanal arbeite ich nicht: Zu ihm gehört kein Microsoft-365-Mandant. Geben Sie den Befehl in dem Kanal ein, den Ihr Team dafür hat; welcher das ist, weiß die Grendel-Administration.
refusal-no-such-command = Diesen Befehl habe ich nicht mehr: Er wurde entfernt oder heißt jetzt anders. Es wurde nichts getan. Discord bietet ihn vielleicht noch einen Moment an; `/hilfe` zeigt, was Sie hier eingeben können.
refusal-not-understood = Das habe ich nicht verstanden, und es wurde nichts getan. Ich verstehe eingegebene Befehle wie `/hilfe` und die Schaltflächen meiner Karten, in dem Kanal, den Ihr Team dafür hat. Kommt das öfter vor, sagen Sie der Grendel-Administration Bescheid.
refusal-arrived-too-late = Das hat mich zu spät erreicht, um es zu beantworten, und es wurde nichts getan. Bitte senden Sie es noch einmal.
refusal-busy = Bei diesem Fall wird gerade auf zu viele Schaltflächen gleichzeitig geklickt. Versuchen Sie es gleich noch einmal.
refusal-account-at-risk = Ihr eigenes Microsoft-365-Konto ist gefährdet, sagt Identity Protection: Möglicherweise benutzt es jemand anderes. Sie können das also weder anfragen noch entscheiden. Bitten Sie das Sicherheitsteam, es sich anzusehen, und jemanden aus dem Team, dessen Konto in Ordnung ist, das hier zu tun.
refusal-lacks-directory-role-eligible = Ihr Microsoft-365-Konto hat keine der Administratorrollen, die dieser Befehl verlangt: { $wanted }. Jetzt aktiv: { $held }. Sie könnten { $eligible } aktivieren: Tun Sie das zuerst (Privileged Identity Management), und geben Sie den Befehl dann noch einmal ein.
refusal-nobody-reaches = Für „{ $step }“ an diesem Konto ist die Rolle { $who } nötig. Sie haben keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-nobody-reaches-shielded = Für „{ $step }“ an diesem Konto ist die Rolle { $who } nötig, denn { $shields }. Sie haben keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-nobody-reaches-unit = Dieses Konto gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung. Für „{ $step }“ ist die Rolle { $who } nötig, und zwar für genau diese Einheit. Sie haben dort keine solche Rolle, und ich kenne hier auch niemanden sonst, der eine hat, also wurde nichts begonnen. Bitten Sie jemanden mit einer solchen Rolle, das eigene Konto mit `/verbinden` zu verbinden oder es im Entra Admin Center zu tun.
refusal-by-rule = Eine Regel dieses Befehls lässt es nicht zu. Mit den Worten derer, die sie geschrieben haben: { $words }
refusal-no-rule = Keine Regel dieses Befehls sagt, wer das genehmigt, also geschieht es nicht. Bitten Sie die Grendel-Administration, der Datei des Befehls eine Genehmigungsregel ohne `when` hinzuzufügen.
refusal-confirmation-missing = Wer das genehmigt oder allein tut, gibt zuerst den Anmeldenamen des Kontos ein. Klicken Sie auf die Schaltfläche auf der Karte, wie sie jetzt ist; im Notfall beginnt die Begründung mit dem Anmeldenamen.
refusal-identity-unchecked = Dabei entsteht ein Kennwort oder ein Pass, und noch ist nicht festgehalten, wie geprüft wurde, wer anruft. { $requester } klickt dafür auf den Knopf auf der Karte; danach kann genehmigt werden.
refusal-not-confirmed = Das ist nicht der Anmeldename des Kontos, um das es in diesem Fall geht, deshalb zählt Ihre Genehmigung nicht. Vergleichen Sie ihn mit der Karte, und klicken Sie noch einmal, wenn es das richtige Konto ist.
refusal-sign-in-needed = Dafür müssen Sie sich zuerst bei Microsoft anmelden, höchstens { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
 } vorher. Beginnen Sie von vorn, dann bekommen Sie den Link.
refusal-sign-in-unproven = Microsoft sagt nicht, wann Sie sich angemeldet haben, deshalb zählt das nicht. Bitten Sie die Grendel-Administration, dem ID-Token in der App-Registrierung von Grendel den optionalen Anspruch `auth_time` hinzuzufügen.
refusal-signed-in-as-somebody-else = Sie haben sich mit einem anderen Konto angemeldet als dem, mit dem Sie verbunden sind, deshalb zählt das nicht. Beginnen Sie von vorn, und melden Sie sich mit Ihrem eigenen Konto an; `/werbinich` sagt, welches das ist.
refusal-too-soon = Es ist noch zu früh: Sie können ab { $from } fortfahren. Ist es nicht mehr nötig, ziehen Sie den Fall zurück.
refusal-not-named-for-glass = Dieser Befehl lässt Sie nicht allein handeln. Warten Sie auf die Genehmigung, oder bitten Sie jemanden aus dem Team darum.
refusal-debt-unpaid = In Fall { $case } haben Sie allein gehandelt, und das hat noch niemand gegengezeichnet; Sie können es also nicht noch einmal tun. Bitten Sie jemanden aus dem Team, zuerst Fall { $case } gegenzuzeichnen oder diesen hier zu genehmigen.
refusal-secret-not-alone-privileged = Das ergäbe ein Kennwort oder einen Pass für ein Konto mit Verzeichnisrollen, und die bekommt niemand allein. Es braucht jemanden, der genehmigen darf: Diese Person verknüpft ihr Konto mit `/verbinden`, danach den Befehl noch einmal eingeben.
refusal-secret-not-alone-known = Das ergäbe ein Kennwort oder einen Pass für das Konto von jemandem, den ich hier kenne; damit könnte man danach selbst genehmigen. Das bekommt niemand allein. Eine dritte Person muss ihr Konto mit `/verbinden` verknüpfen und genehmigen; oder die Person setzt es in Microsoft Entra selbst zurück.
refusal-secret-not-alone-command = Das ergäbe ein Kennwort oder einen Pass, und dieser Befehl gibt sie niemandem allein. Jemand, der genehmigen darf, verknüpft sein Konto mit `/verbinden`; danach den Befehl noch einmal eingeben.
refusal-nothing-owed = In diesem Fall gibt es nichts gegenzuzeichnen. Lesen Sie die Karte, wie sie jetzt ist.
refusal-approval-gone = Die Genehmigung von { $names } zählt nicht mehr, denn eine Rolle oder ein Konto ist nicht mehr so wie damals. Geben Sie den Befehl noch einmal ein, damit jemand anderes genehmigen kann.

shield-role = es hat die Rolle { $role }
shield-role-in-restricted-unit = es hat eine Rolle für eine Verwaltungseinheit mit eingeschränkter Verwaltung
shield-role-assignable-group = es ist in einer Gruppe, der Administratorrollen zugewiesen werden können
shield-restricted-management = es gehört zu einer Verwaltungseinheit mit eingeschränkter Verwaltung
shield-unknown = seine Rollen oder seine Gruppen ließen sich nicht lesen, es könnte also jede Rolle haben (Grendel liest sie mit den Berechtigungen RoleManagement.Read.Directory und GroupMember.Read.All)

option-user = Was Sie bei `benutzer` eingegeben haben,
option-reason = Der Grund
option-ticket = Was Sie bei `ticket` eingegeben haben,
option-symptom = Ihre Wahl bei `symptom`
option-code = Ihre Eingabe bei `code`
option-number = Die Nummer des Falls
option-scope = Was Sie bei `umfang` gewählt haben
refusal-sign-in-disowned = Jemand hat sich mit Ihrem Link angemeldet und gesagt, das sei jemand anders gewesen, also wurde nichts getan. Waren Sie es selbst und haben auf die falsche Schaltfläche geklickt, beginnen Sie von vorn. Wenn nicht, benutzt jemand anders Ihren Link: Geben Sie ihn nicht weiter, und sagen Sie dem Sicherheitsteam Bescheid.
refusal-wrong-number = Das ist nicht die Zahl auf der Seite, also wurde nichts getan. Je Anmeldung gibt es einen Versuch: Beginnen Sie von vorn. Haben Sie keine Seite gesehen, hat sich jemand anders mit Ihrem Link angemeldet: Geben Sie ihn nicht weiter.
refusal-sign-in-over = Keine Anmeldung von Ihnen wartet auf diese Zahl: Sie wurde benutzt, hat länger als zehn Minuten gedauert, oder Grendel wurde inzwischen neu gestartet. Es wurde nichts getan. Beginnen Sie von vorn.
