### Antworten an eine Person

answer-waiting = Fall { $case } ist offen. Es fehlt noch: { $who }. Wie es weitergeht, steht auf der Karte in diesem Kanal; dort können Sie ihn auch zurückziehen.
answer-decided = Fall { $case } ist offen. Wie es weitergeht, steht auf der Karte in diesem Kanal.
answer-over = Fall { $case } ist abgeschlossen. Was gefunden wurde, steht auf der Karte in diesem Kanal.
answer-elsewhere = Nicht alle hier dürfen Fall { $case } lesen, also steht seine Karte in { $channel }, und dieser Kanal zeigt nichts davon.
answer-in-thread = Die Karte zu Fall { $case } steht in { $channel }, dem Kanal dieses Threads. Sie zeigt, was gefunden wurde und wie es weitergeht.
answer-was-found = { $state } Was gefunden wurde: { $verdict }
answer-unavailable = Ich konnte { $user } bei Microsoft nicht nachschlagen, über das Konto ist also nichts bekannt.
answer-joined = Für dieses Konto ist schon Fall { $case } offen, und Sie gehören jetzt dazu: Seine Karte in diesem Kanal zeigt, wie es weitergeht und dass auch Sie angefragt haben. Weil Sie angefragt haben, können Sie ihn nicht genehmigen.
answer-joined-elsewhere = Fall { $case } ist für dieses Konto schon offen, also gehören Sie jetzt dazu. Seine Karte steht in { $channel }. Weil Sie mit angefragt haben, können Sie ihn nicht genehmigen.
answer-alone = Fall { $case } ist offen. Ich kenne hier niemanden sonst, der ihn genehmigen könnte, das Vier-Augen-Prinzip geht also nicht. Sie können ab { $from } mit der Schaltfläche auf der Karte fortfahren, wenn es dann noch nötig ist.
heard-approve = Ihre Genehmigung von Fall { $case } ist festgehalten. Was daraus wird, steht auf der Karte.
heard-deny = Ihre Ablehnung von Fall { $case } ist festgehalten. Es wird nichts geändert.
heard-stopped = Fall { $case } ist angehalten. Was schon getan ist und was nicht, steht auf der Karte.
heard-withdraw = Fall { $case } ist zurückgezogen. Es wurde nichts geändert.
heard-confirm = Ihre Genehmigung von Fall { $case } ist festgehalten. Was daraus wird, steht auf der Karte.
heard-look = Auf der Karte von Fall { $case } steht jetzt, dass Sie ihn sich ansehen.
heard-break-glass = Festgehalten: Sie handeln allein in Fall { $case }. Alle erfahren es jetzt, und jemand anderes muss gegenzeichnen.
heard-proceed = Festgehalten: Sie fahren in Fall { $case } allein fort. Was daraus wird, steht auf der Karte.
heard-countersign = Ihre Gegenzeichnung von Fall { $case } ist festgehalten.
heard-waive = Festgehalten: Sie entkräften die Anzeichen in Fall { $case }. Auf der Karte steht der Plan, wie er jetzt ist.
heard-called-back = Festgehalten in Fall { $case }: Sie haben unter der Nummer im Verzeichnis zurückgerufen. Wer genehmigt, sieht das.
heard-seen = Festgehalten in Fall { $case }: Sie haben die Person gesehen. Wer genehmigt, sieht das.
heard-vouched = Festgehalten in Fall { $case }: Die Führungskraft hat es bestätigt. Wer genehmigt, sieht das.
heard-show-secret = Das Kennwort oder der Pass aus Fall { $case } wird Ihnen jetzt gezeigt, einmal.
cases-waiting = Wartet auf Sie
cases-yours = Von Ihnen
cases-other = Andere
cases-stopped = Durch einen Fehler angehalten
cases-line = Fall { $case }: `/{ $command }` { $name }, angefragt von { $requester } { $when }
cases-line-number = Fall { $case }: `/{ $command }` { $when }
cases-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
 }
cases-none = In diesem Kanal ist kein Fall offen. `/hilfe` zeigt, was Sie hier eingeben können.
call-reminder = Fall { $case } zu { $name } wartet noch auf Ihre Entscheidung, bis { $until }.
call-next-group = Über Fall { $case } zu { $name } hat noch niemand entschieden, deshalb werden auch Sie gefragt. Entscheiden Sie bis { $until }.
call-last-call = Letzter Aufruf: Fall { $case } zu { $name } endet um { $until }, wenn niemand entscheidet.
details-case = Fall { $case }
details-ids = Fall { $case } · Konto `{ $account }` · Plan { $plan }
details-left-out = Es gibt mehr, als in eine Antwort passt. Die Grendel-Administration liest alles mit `grendel audit show { $case }`.
call-glass = { $requester } hat in Fall { $case } zu { $name } den Notfall ausgerufen und handelt ohne Genehmigung. Warum, steht auf der Karte; jemand anderes muss gegenzeichnen.
call-overdue = Fall { $case } zu { $name } wurde von { $requester } allein erledigt und ist nicht gegengezeichnet, obwohl die Frist vorbei ist. Bitte sehen Sie ihn sich an und zeichnen Sie gegen, oder sprechen Sie mit { $requester }.
call-alone-opened = { $requester } hat Fall { $case } zu { $name } angefragt, und ich kenne hier sonst niemanden: Ab { $from } kann es ohne Genehmigung geschehen. Wenn das nicht stimmt: zuerst das Konto verknüpfen, dann ablehnen.
call-alone-proceeds = { $requester } macht bei Fall { $case } zu { $name } allein weiter: Sonst ist hier niemand bekannt, und es geschieht jetzt ohne Genehmigung.
call-pass-left = Fall { $case } zu { $name } von { $requester } hat einen befristeten Zugriffspass erstellt, den niemand gesehen hat, und er ließ sich nicht widerrufen. Vielleicht lässt er noch jemanden hinein: Löschen Sie ihn im Entra Admin Center, bei den Authentifizierungsmethoden des Kontos.
call-alone-ended = Fall { $case } zu { $name } von { $requester } geht nicht mehr allein weiter, weil inzwischen noch jemand bekannt ist. Er wartet bis { $until } auf eine Entscheidung.

button-approve = Genehmigen
button-deny = Ablehnen
button-withdraw = Zurückziehen
button-confirm = Genehmigen…
button-look = Ich prüfe
button-break-glass = Notfall ausrufen…
button-proceed = Allein fortfahren
button-proceed-confirm = Allein weitermachen…
button-countersign = Gegenzeichnen
button-waive = Entkräften…
button-called-back = Zurückgerufen
button-seen = Persönlich gesehen
button-vouched = Führungskraft bestätigt
button-show-secret = Einmal anzeigen
# As in English.
button-details = Details
deny-title = Fall { $case } ablehnen
deny-question = Warum soll das nicht geschehen?
deny-placeholder = Das Team liest das auf der Karte.
break-glass-title = Allein handeln in Fall { $case }
break-glass-question = Warum kann das nicht warten?
break-glass-placeholder = Wenn die Karte es verlangt, zuerst der Anmeldename. Alle erfahren das sofort.
waive-title = Entkräften in Fall { $case }
waive-question = Warum ist das keine Kontoübernahme?
waive-placeholder = Das Team liest das auf der Karte, mit Ihrem Namen.
confirm-title = Fall { $case } genehmigen
confirm-question = Der Anmeldename des Kontos
confirm-placeholder = So, wie er auf der Karte steht
