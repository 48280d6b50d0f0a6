### Wie es weitergeht, wenn ein Klick oder ein Befehl ins Leere ging

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
over-failed = Fall { $case } ist abgeschlossen: Grendel kam damit { $when } nicht weiter. Warum, steht auf der Karte.
over-joined = Fall { $case } ist abgeschlossen: Er ging { $when } in Fall { $other } auf, weil es in beiden um dasselbe Konto geht.
over-nothing = Fall { $case } ist abgeschlossen: Ich habe { $when } nichts gefunden, was ich ändern könnte. Was gefunden wurde, steht auf der Karte.
over-steps = In Fall { $case } ist nichts mehr zu entscheiden: Seine Schritte sind vorbei. Was noch offen ist, steht auf der Karte.
over-unkept = Was Sie geschrieben haben, zählt nicht und wurde nicht aufbewahrt.
again-done = Stimmt mit dem Konto noch etwas nicht, sieht das hier noch einmal nach:
again-needed = Wird es noch gebraucht, muss dies noch einmal eingegeben werden:
