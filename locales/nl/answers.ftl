### Antwoorden aan één persoon

answer-waiting = Zaak { $case } is geopend en wacht op { $who }. De kaart in dit kanaal laat zien hoe het gaat; daar kunt u de zaak ook intrekken.
answer-decided = Zaak { $case } is geopend. De kaart in dit kanaal laat zien hoe het gaat.
answer-over = Zaak { $case } is gesloten. Op de kaart in dit kanaal staat wat er is gevonden.
answer-elsewhere = Niet iedereen hier mag zaak { $case } lezen, dus haar kaart staat in { $channel }, en dit kanaal laat er niets van zien.
answer-in-thread = De kaart van zaak { $case } staat in { $channel }, het kanaal van deze thread. Daarop staat wat er is gevonden en hoe het verder gaat.
answer-was-found = { $state } Wat er is gevonden: { $verdict }
answer-unavailable = Ik kon { $user } niet opzoeken bij Microsoft, dus over het account is niets bekend.
answer-joined = Zaak { $case } is al open voor dit account, dus daar hoort u nu bij: de kaart ervan in dit kanaal laat zien hoe het gaat, en zegt dat u het ook vroeg. Als een van de aanvragers kunt u die zaak niet goedkeuren.
answer-joined-elsewhere = Zaak { $case } is al open voor dit account, dus u hoort er nu bij. Haar kaart staat in { $channel }. Als een van de aanvragers kunt u haar niet goedkeuren.
answer-alone = Zaak { $case } is geopend. Ik ken hier niemand anders die kan goedkeuren, dus vier ogen zijn niet mogelijk. U kunt vanaf { $from } doorgaan met de knop op de kaart, als het dan nog nodig is.
heard-approve = Uw goedkeuring van zaak { $case } is vastgelegd. Op de kaart staat wat ervan komt.
heard-deny = Uw afwijzing van zaak { $case } is vastgelegd. Er wordt niets veranderd.
heard-stopped = Zaak { $case } is gestopt. Wat al gedaan is en wat niet, staat op de kaart.
heard-withdraw = Zaak { $case } is ingetrokken. Er is niets veranderd.
heard-confirm = Uw goedkeuring van zaak { $case } is vastgelegd. Op de kaart staat wat ervan komt.
heard-look = Op de kaart van zaak { $case } staat nu dat u ernaar kijkt.
heard-break-glass = Vastgelegd: u handelt alleen in zaak { $case }. Iedereen krijgt het nu te horen, en iemand anders moet het nog medeondertekenen.
heard-proceed = Vastgelegd: u gaat in zaak { $case } alleen door. Op de kaart staat wat ervan komt.
heard-countersign = Uw medeondertekening van zaak { $case } is vastgelegd.
heard-waive = Vastgelegd: u legt de tekenen in zaak { $case } terzijde. Op de kaart staat het plan zoals het nu is.
heard-called-back = Vastgelegd in zaak { $case }: u hebt teruggebeld op het nummer in de directory. Wie goedkeurt, ziet dat.
heard-seen = Vastgelegd in zaak { $case }: u hebt de persoon zelf gezien. Wie goedkeurt, ziet dat.
heard-vouched = Vastgelegd in zaak { $case }: de leidinggevende heeft het bevestigd. Wie goedkeurt, ziet dat.
heard-show-secret = Het wachtwoord of de pas van zaak { $case } krijgt u nu één keer te zien.
cases-waiting = Wacht op u
cases-yours = Van u
cases-other = Andere
cases-stopped = Gestopt door een fout
cases-line = Zaak { $case }: `/{ $command }` { $name }, gevraagd door { $requester } { $when }
cases-line-number = Zaak { $case }: `/{ $command }` { $when }
cases-more = { $count ->
    [one] en nog één
   *[other] en nog { $count }
 }
cases-none = In dit kanaal is geen zaak open. `/hulp` laat zien wat u hier kunt typen.
call-reminder = Zaak { $case } over { $name } wacht nog op uw beslissing. De zaak eindigt om { $until }.
call-next-group = Over zaak { $case } ({ $name }) heeft nog niemand beslist, dus nu wordt het ook u gevraagd. De zaak eindigt om { $until }.
call-last-call = Laatste oproep: zaak { $case } over { $name } eindigt om { $until } als niemand beslist.
details-case = Zaak { $case }
details-ids = Zaak { $case } · account `{ $account }` · plan { $plan }
details-left-out = Er is meer dan in een antwoord past. De beheerder van Grendel leest alles met `grendel audit show { $case }`.
call-glass = { $requester } heeft het glas gebroken in zaak { $case } over { $name }, en handelt zonder goedkeuring. Op de kaart staat waarom; iemand anders moet het medeondertekenen.
call-overdue = Zaak { $case } over { $name } is door { $requester } alleen gedaan en is niet medeondertekend, terwijl dat nu wel zo had moeten zijn. Kijk ernaar en onderteken mede, of bespreek het met { $requester }.
call-alone-opened = { $requester } heeft zaak { $case } over { $name } gevraagd, en ik ken hier verder niemand: vanaf { $from } kan het zonder goedkeuring gebeuren. Klopt dit niet? Koppel eerst uw account en wijs het dan af.
call-alone-proceeds = { $requester } gaat alleen verder met zaak { $case } over { $name }: verder is hier niemand bekend, en het gebeurt nu zonder goedkeuring.
call-pass-left = Zaak { $case } over { $name } van { $requester } heeft een tijdelijke toegangspas gemaakt die niemand heeft gezien, en die kon niet worden ingetrokken. Misschien geeft die nog toegang: verwijder de pas in het Entra-beheercentrum, bij de verificatiemethoden van het account.
call-alone-ended = Zaak { $case } over { $name } van { $requester } gaat niet meer alleen door, omdat er inmiddels iemand anders bekend is. De zaak wacht tot { $until } op uw beslissing.

button-approve = Goedkeuren
button-deny = Afwijzen
button-withdraw = Intrekken
button-confirm = Goedkeuren…
button-look = Ik kijk ernaar
button-break-glass = Glas breken…
button-proceed = Alleen doorgaan
button-proceed-confirm = Alleen verdergaan…
button-countersign = Medeondertekenen
button-waive = Terzijde leggen…
button-called-back = Teruggebeld
button-seen = Zelf gezien
button-vouched = Leidinggevende bevestigt
button-show-secret = Laat het één keer zien
# As in English.
button-details = Details
deny-title = Zaak { $case } afwijzen
deny-question = Waarom wijst u dit af?
deny-placeholder = Het team leest dit op de kaart.
break-glass-title = Alleen handelen in zaak { $case }
break-glass-question = Waarom kan dit niet wachten?
break-glass-placeholder = Als de kaart dat vraagt: eerst de aanmeldnaam. Iedereen krijgt dit meteen te horen.
waive-title = Tekenen terzijde, zaak { $case }
waive-question = Waarom wijzen deze tekenen niet op een hack?
waive-placeholder = Het team leest dit op de kaart, met uw naam.
confirm-title = Zaak { $case } goedkeuren
confirm-question = De aanmeldnaam van het account
confirm-placeholder = Zoals die op de kaart staat
