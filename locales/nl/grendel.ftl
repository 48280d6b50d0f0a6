# Alles wat mensen lezen en niet bij een opdracht zelf hoort.
# Tijden komen binnen in de notatie van de chat, zodat iedereen ze in de eigen tijdzone ziet.

## De kaart, van boven naar beneden

card-title = Zaak { $case } · /{ $command } · { $stands }
card-footer = Zaak { $case } · { $tenant }
card-footer-plan = Zaak { $case } · { $tenant } · plan { $plan }
more-in-details = … meer onder Details
stands-looking = wordt bekeken
stands-deciding = wacht op besluit
stands-alone = wacht op de aanvrager
stands-doing = wordt uitgevoerd
stands-handing_over = ligt klaar
stands-owing = zonder goedkeuring gedaan, nog medeondertekenen
stands-completed = gedaan
stands-completed-not-visible = gedaan, nog niet bevestigd
stands-completed-lost = wachtwoord niet overhandigd
stands-told = akkoord, vertel het de eigenaar
stands-needs_human = iemand moet kijken
stands-unavailable = kon niet verder
stands-nothing_found = niets gevonden
stands-advised = alleen bekeken
stands-refused = gestopt, niets veranderd
stands-joined = hoort bij een andere zaak
stands-denied = afgewezen
stands-expired = niet op tijd beslist
stands-withdrawn = ingetrokken
stands-interrupted = niet op tijd beantwoord

heading-asked = Gevraagd door
heading-found = Wat er is gevonden
heading-signs = Tekenen van een hack
heading-unread = Wat niet bekeken kon worden
heading-changed = Wat er is veranderd sinds de goedkeuring
heading-waived = Wat er is veranderd
heading-plan = Wat er gaat gebeuren
heading-done = Wat er is gedaan
heading-not-done = Wat er niet is gedaan
heading-no-help = Wat niet zou helpen
heading-instead = Wat u in plaats daarvan kunt doen
heading-besides = Wat u daarnaast kunt doen
heading-decision = Beslissing
heading-state = Hoe het ervoor staat
heading-outcome = Hoe het is afgelopen
heading-warning = Let goed op

asked-by = { $name }, { $when }
asked-reason = Reden: { $reason }
asked-ticket = Ticket: { $ticket }
asked-joined = { $name } vroeg hetzelfde.
asked-joined-why = { $name } vroeg hetzelfde: { $reason }

## Het oordeel

verdict-sign-in-blocked-by-person = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is { $when } geblokkeerd door { $by }.
verdict-sign-in-blocked-by-application = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is { $when } geblokkeerd door de toepassing { $by }.
verdict-sign-in-blocked-by-sync = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is { $when } geblokkeerd door de synchronisatie vanuit Active Directory ({ $by }).
verdict-sign-in-blocked-by-unknown = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is { $when } geblokkeerd; het auditlogboek zegt niet door wie.
verdict-sign-in-blocked-no-record = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is geblokkeerd; het auditlogboek zegt niet meer door wie.
verdict-sign-in-blocked-unread = { $name } ({ $upn }) kan zich niet aanmelden: het aanmelden is geblokkeerd; door wie, kon niet worden opgezocht.
verdict-synced-account-blocked = { $name } ({ $upn }) kan zich niet aanmelden, en vanuit de cloud is dat niet te veranderen: het aanmelden is geblokkeerd, en Active Directory gaat over dit account.
verdict-synced-account-enabled = { $name } ({ $upn }) mag zich wat de cloud betreft aanmelden. Het account wordt beheerd in Active Directory, en een vergrendeling daar is hier niet te zien.
verdict-sign-in-blocked-by-containment = { $name } ({ $upn }) kan zich niet aanmelden: Grendel ({ $by }) heeft het aanmelden { $when } geblokkeerd om het account te isoleren.
verdict-account-deleted = { $name } ({ $upn }) kan zich niet aanmelden: het account is { $when } verwijderd.
verdict-signs-of-compromise = Niets houdt { $name } ({ $upn }) tegen bij het aanmelden, en er zijn tekenen dat iemand anders dit account in handen heeft.
verdict-signs-waived = { $name } ({ $upn }): er waren tekenen dat iemand anders dit account in handen heeft; die zijn terzijde gelegd.
verdict-account-at-risk = { $name } ({ $upn }): misschien heeft iemand anders dit account in handen, zegt Identity Protection.
verdict-account-at-risk-refused = { $name } ({ $upn }) kan zich niet aanmelden: volgens Identity Protection heeft misschien iemand anders dit account in handen, en Microsoft laat het zo niet toe.
verdict-suspicious-inbox-rules = { $name } ({ $upn }) ziet misschien niet alle eigen mail: regels van het Postvak IN verbergen mail, verwijderen die of sturen die naar buiten.
verdict-mail-forwarded-outside = { $name } ({ $upn }): alle mail aan dit account wordt naar buiten doorgestuurd, naar { $to }.
verdict-sending-restricted = { $name } ({ $upn }) kan geen mail naar buiten sturen: Microsoft heeft dat stopgezet.
verdict-hostile-address = { $name } ({ $upn }) kan zich vanaf de huidige plek niet aanmelden, of iemand anders probeert het: Microsoft weigert een IP-adres dat bekendstaat om aanvallen.
verdict-smart-lockout = { $name } ({ $upn }) kan zich niet aanmelden: door te veel verkeerde wachtwoorden heeft Microsoft het account een tijd vergrendeld (smart lockout).
verdict-password-expired = { $name } ({ $upn }) kan zich niet aanmelden: het wachtwoord is verlopen.
verdict-password-unusable = { $name } ({ $upn }) kan zich niet aanmelden: Microsoft heeft voor dit account geen bruikbaar wachtwoord.
verdict-second-factor-failing = { $name } ({ $upn }) kan zich niet aanmelden: het wachtwoord klopt, maar de tweede factor is niet gelukt.
verdict-second-factor-denied = { $name } ({ $upn }) kan zich niet aanmelden: het wachtwoord klopt, maar iemand zei nee toen om de tweede factor werd gevraagd.
verdict-second-factor-missing = { $name } ({ $upn }) kan zich niet aanmelden: er is een tweede factor nodig, en er is er geen geregistreerd.
verdict-second-factor-missing-unread = { $name } ({ $upn }) kan zich niet aanmelden: er is een tweede factor nodig, en die is niet gegeven.
verdict-blocked-by-policy = { $name } ({ $upn }) kan zich niet aanmelden: een beleid van de tenant houdt dat tegen ({ $policies }).
verdict-blocked-by-policy-unnamed = { $name } ({ $upn }) kan zich niet aanmelden: een beleid van de tenant houdt dat tegen; welk, kon niet worden gelezen.
verdict-password-unseen = { $name } ({ $upn }) kan zich niet aanmelden: zaak { $case } heeft een nieuw wachtwoord ingesteld dat niemand heeft gezien.
verdict-password-forgotten = { $name } ({ $upn }) kan zich niet aanmelden: verkeerde wachtwoorden, het ene na het andere, en nog geen vergrendeling.
verdict-mailbox-missing = { $name } ({ $upn }) kan geen mail sturen of krijgen: het account heeft geen postvak.
verdict-managed-elsewhere = { $name } ({ $upn }) zit in een beheereenheid met beperkt beheer: alleen wie een rol voor die eenheid heeft, kan het account wijzigen.
verdict-guest-account = { $name } ({ $upn }) is een gast: over wachtwoord en tweede factor gaat de eigen organisatie van de gast.
verdict-nothing-found = Er is niets gevonden dat { $name } ({ $upn }) buitensluit.
verdict-nothing-found-with-gaps = Er is niets gevonden dat { $name } ({ $upn }) buitensluit, maar niet alles kon worden bekeken.
verdict-before = Vooraf: { $verdict }
verdict-compromised = { $verdict }, en er zijn tekenen van een hack.
verdict-joined = { $name } vroeg hetzelfde als in zaak { $case }, en hoort nu bij die zaak.
verdict-interrupted = Grendel kon { $name } niet op tijd antwoorden. Er is niets veranderd. Typ de opdracht opnieuw.

## Bewijs

fact-sign-in-disabled = Aanmelden is voor dit account geblokkeerd.
fact-blocked-by-person = Op { $when } geblokkeerd door { $by }.
fact-blocked-by-person-from = Op { $when } geblokkeerd door { $by } vanaf { $address }.
fact-blocked-by-application = Op { $when } geblokkeerd door de toepassing { $by }.
fact-blocked-by-containment = Op { $when } geblokkeerd door Grendel zelf ({ $by }), om het account te isoleren.
fact-blocked-by-sync-engine = Op { $when } geblokkeerd door de synchronisatie vanuit Active Directory ({ $by }).
fact-blocked-by-unknown = Op { $when } geblokkeerd; het auditlogboek zegt niet door wie.
fact-no-record-of-block = In het auditlogboek staat niet wie het account heeft geblokkeerd. Het bewaart gegevens 7 dagen, of 30 met Entra ID P1.
fact-sign-ins-refused = { $count ->
    [one] Eén aanmelding is daarom geweigerd, { $when } ({ $application }).
   *[other] { $count } aanmeldingen zijn daarom geweigerd, de laatste { $when } ({ $application }).
 }
fact-mastered-on-premises = Beheerd in Active Directory ({ $domain }), laatst gesynchroniseerd { $when }.
fact-mastered-on-premises-never = Beheerd in Active Directory ({ $domain }).
fact-last-failure = De laatste mislukte aanmelding was { $when }: AADSTS{ $code } ({ $application }). { $meaning }
code-means = Dat betekent: { $meaning }. Dat is nu voorbij, of was te weinig om van een vergrendeling te spreken.
fact-failures = { $count ->
    [one] Eén aanmelding is { $last } mislukt met AADSTS{ $code }, { $meaning }: { $details }.
   *[other] { $count } aanmeldingen zijn mislukt met AADSTS{ $code }, { $meaning }, de eerste { $first }, de laatste { $last }: { $details }.
 }
detail-client = met { $client }
detail-address = vanaf { $address }
detail-address-country = vanaf { $address } ({ $country })
detail-country = vanuit het land { $country }
fact-kept-out-by = Werd { $when } tegengehouden met AADSTS{ $code }, { $meaning } ({ $application }). Beleid: { $policies }.
fact-kept-out-by-unnamed = Werd { $when } tegengehouden met AADSTS{ $code }, { $meaning } ({ $application }). Het aanmeldlogboek noemt geen beleid.
fact-kept-out-by-hidden = Werd { $when } tegengehouden met AADSTS{ $code }, { $meaning } ({ $application }). Welk beleid dat was, ziet Grendel alleen met de machtiging { $permission }.
fact-password-unseen = Zaak { $case } heeft een nieuw wachtwoord ingesteld. Niemand heeft het gezien, en het oude werkt niet meer.
fact-password-changed = Het wachtwoord is { $when } voor het laatst gewijzigd.
fact-registered = Geregistreerd als bewijs van wie het is: { $methods }.
fact-registered-none = Er is niets geregistreerd als bewijs van wie het is.
fact-self-service = Het wachtwoord zelf opnieuw instellen kan: de tenant staat het toe, en wat ervoor nodig is, is geregistreerd.
fact-self-service-off = Het wachtwoord zelf opnieuw instellen kan niet: de tenant staat het niet toe.
fact-self-service-not-registered = Het wachtwoord zelf opnieuw instellen kan niet: de tenant staat het toe, maar wat ervoor nodig is, is niet geregistreerd.
fact-prompt-denied = Iemand zei { $when } nee toen om een tweede factor werd gevraagd: { $details }. Was dat de eigenaar, dan kent iemand anders het wachtwoord.
fact-at-risk = Identity Protection zegt dat het account risico loopt; hoe groot, en waarom, krijgt Grendel niet te zien.
fact-at-risk-report = Identity Protection zegt: { $level }, { $state }{ $detail }{ $when }.
fact-restricted = Microsoft laat { $address } niet naar buiten sturen: { $reason }.
fact-restricted-since = Microsoft heeft het sturen naar buiten door { $address } { $when } stopgezet: { $reason }.
restricted-external = meer ontvangers buiten de organisatie dan de limiet toelaat
restricted-internal = meer ontvangers binnen de organisatie dan de limiet toelaat
restricted-other-limit = de limiet "{ $limit }" is overschreden
restricted-reason = de reden van Microsoft is "{ $reason }"
restricted-unsaid = Microsoft geeft geen reden
restricted-counts = { $reason }; ontvangers die dag: { $outside } buiten, { $inside } binnen
restricted-count-outside = { $reason }; ontvangers buiten de organisatie die dag: { $outside }
restricted-count-inside = { $reason }; ontvangers binnen de organisatie die dag: { $inside }
fact-forwarded-outside = Alle mail wordt doorgestuurd naar { $to }; er blijft niets in het postvak.
fact-forwarded-outside-copy = Alle mail wordt doorgestuurd naar { $to }; er blijft een kopie in het postvak.
fact-suspicious-rule = De regel "{ $name }" van het Postvak IN { $deeds }.
fact-suspicious-rule-hidden = De regel "{ $name }" van het Postvak IN, die Outlook niet laat zien, { $deeds }.
rule-forwards = stuurt mail naar { $to }
rule-deletes = verwijdert mail
rule-moves = verplaatst mail naar de map "{ $folder }"
rule-marks-read = markeert mail als gelezen
fact-new-country = Is { $when } aangemeld vanaf { $address } in het land { $country }, waar het account nog niet eerder was gezien.
fact-new-country-somewhere = Is { $when } aangemeld vanuit het land { $country }, waar het account nog niet eerder was gezien.
fact-method-registered = Werd { $when } geregistreerd, in de woorden van het auditlogboek: "{ $what }".
fact-consented = De toepassing met de id { $application } heeft toegang tot de mail gekregen: { $scopes }.
fact-deleted = Op { $when } verwijderd.
fact-no-mailbox = Het heeft geen postvak.
fact-managed-in = Het zit in een beheereenheid met beperkt beheer: { $units }.
fact-managed-in-unnamed = Het zit in een beheereenheid met beperkt beheer; welke, krijgt Grendel niet te zien.
fact-guest = Het is van een andere organisatie, en hier te gast.
looked-at = Bekeken: { $topics }.
looked-at-no-mail = Bekeken: { $topics }. Niet de mail: daarvoor is Grendel hier niet ingericht.
unnamed-application = toepassing niet genoemd
unnamed-domain = domein niet genoemd
or-others = { $first } of een van { $count } andere
and-others = { $first }, en nog { $count }

code-account_at_risk = geweigerd wegens risico
code-sign_in_blocked = het aanmelden is geblokkeerd
code-hostile_address = een IP-adres dat bekendstaat om aanvallen
code-smart_lockout = een tijd vergrendeld na verkeerde wachtwoorden
code-password_expired = het wachtwoord is verlopen
code-password_unusable = geen bruikbaar wachtwoord
code-second_factor_failing = de tweede factor is niet gelukt
code-second_factor_missing = er is een tweede factor nodig
code-blocked_by_policy = een beleid staat het niet toe
code-policy-device = het apparaat is niet zoals een beleid het wil
code-policy-application = de toepassing is er geen die een beleid toestaat
code-policy-defaults = de standaardbeveiliging van de tenant staat het niet toe
code-password_forgotten = verkeerde naam of verkeerd wachtwoord
code-unknown = Die code kent Grendel niet; zoek hem op: https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = Dat is een stap van een aanmelding die doorgaat, en geen vergrendeling.
not-a-lock-sign_in_again = Dat is geen vergrendeling: opnieuw aanmelden is nodig, en kan. Na een nieuw wachtwoord of een afmelding hoort het zo.
not-a-lock-wrong_place = Dat is geen vergrendeling: er is met een ander account aangemeld, of op de verkeerde plek. Laat de andere accounts afmelden, en kijk de getypte naam na.
not-a-lock-application = Dat is geen vergrendeling: alleen die ene toepassing is niet toegestaan. Wie die toepassing beheert, kan toegang geven.
not-a-lock-passing = Dat is geen vergrendeling: Microsoft kon even geen antwoord geven. Laat het opnieuw proberen.
not-a-lock-other_tenant = Dat is geen vergrendeling van dit account: een andere organisatie, of de afspraak daarmee, laat het niet toe. Die organisatie moet helpen.
not-a-lock-on_premises = Dat gaat over Active Directory of de verbinding daarvan met de cloud: kijk daar, ook naar aanmeldtijden en vergrendelde accounts.
not-a-lock-credentials = Dat gaat over de instellingen van een toepassing, niet over een persoon. Vertel het aan wie de toepassing beheert.
not-a-lock-device = Dat gaat over het apparaat: het is niet geregistreerd, of uitgeschakeld. Wie over apparaten gaat, kan dat herstellen.

method-password = wachtwoord
method-authenticator = Microsoft Authenticator
method-phone = telefoon
method-fido2 = beveiligingssleutel of wachtwoordsleutel
method-windows_hello = Windows Hello
method-platform_credential = sleutel van het besturingssysteem
method-software_oath = eenmalige codes
method-email = mailadres (alleen om het wachtwoord opnieuw in te stellen)
method-temporary_access_pass = tijdelijke toegangspas
method-external = dienst van een andere organisatie
method-other = iets wat Grendel niet kent
risk-level-high = hoog risico
risk-level-medium = gemiddeld risico
risk-level-low = laag risico
risk-level-hidden = een risico waarvan de hoogte niet te zien is
risk-level-none = geen risico
risk-state-confirmed_compromised = bevestigd als gehackt
risk-state-at_risk = nog niet opgelost
risk-state-remediated = de eigenaar heeft zich sindsdien gelegitimeerd
risk-state-dismissed = door iemand genegeerd
risk-state-confirmed_safe = iemand heeft bevestigd dat er niets was
risk-state-none = geen stand opgegeven
risk-detail = , met als reden "{ $detail }"
risk-when = , { $when }

## Tekenen van een hack

judgement-stands = Wat er is gezien, wijst erop dat iemand anders dit account misschien in handen heeft. Niets geeft het terug voordat elk teken is opgeruimd of terzijde gelegd.
judgement-weak = Een zwak teken bewijst op zichzelf niets. Kijk er toch naar.
judgement-waived = Elk teken is terzijde gelegd, dus het account geldt weer als dat van de eigenaar.
sign-at_risk = Identity Protection ziet een risico.
sign-denied_prompt = Er is nee gezegd tegen een tweede factor.
sign-inbox_rules = Regels van het Postvak IN verbergen mail of sturen die naar buiten.
sign-forwarding_outside = Mail wordt naar buiten doorgestuurd.
sign-line = • { $sign } { $standing }
and-more = En nog { $count }.
sign-cleaned = Daar is een stap voor.
sign-not-cleaned = Niets ruimt dit hier op.
sign-by-hand = Geen stap ruimt dit op: iemand moet ernaar kijken.
sign-waived = Op { $when } terzijde gelegd door { $name }: { $reason }
sign-name-at_risk = risico (Identity Protection)
sign-name-denied_prompt = een geweigerde tweede factor
sign-name-inbox_rules = verdachte regels van het Postvak IN
sign-name-forwarding_outside = mail die naar buiten gaat
sign-name-new_country = een aanmelding uit een nieuw land
sign-name-new_method = een nieuwe methode
sign-name-consented_application = een toepassing met toegang tot de mail
signs-cleaned = Stappen zijn er voor: { $signs }.
signs-not-cleaned = Hier niet opgeruimd: { $signs }.
signs-by-hand = Iemand moet kijken naar: { $signs }.
signs-in-all = { $count ->
    [one] Er is één teken gezien; onder Details staat welk.
   *[other] Er zijn { $count } tekenen gezien; onder Details staat welke.
 }
signs-waived-in-all = { $count ->
    [one] { $name } heeft er één terzijde gelegd: { $reason }
   *[other] { $name } heeft er { $count } terzijde gelegd: { $reason }
 }
signs-waived = Terzijde gelegd door { $name }: { $signs }. { $reason }

gap = { $topic }: { $cause } ({ $code }, aanvraag-id { $request }).
gap-no_permission = { $topic }: { $cause }: { $permission } ({ $code }, aanvraag-id { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no_permission = { $topic }: { $cause }: { $permission }.
topic-roles = Directoryrollen
topic-groups = Groepen waaraan rollen kunnen worden toegewezen
topic-units = Beheereenheden
topic-named_groups = Groepen waar regels naar vragen
topic-risk = Risico (Identity Protection)
topic-look_alikes = Accounts met een naam die hierop lijkt
topic-blocks = Wie het account heeft geblokkeerd (auditlogboek)
topic-sign_ins = Recente aanmeldingen
topic-policies = Welk beleid een aanmelding tegenhield
topic-methods = Geregistreerde methoden
topic-self_service = Wachtwoord zelf opnieuw instellen
topic-passes = Tijdelijke toegangspassen
topic-grants = Toepassingen met toegang tot de mail
topic-mailbox = Postvak en doorsturen
topic-inbox_rules = Regels van het Postvak IN
topic-sending = Beperking op sturen naar buiten
topic-domains = De eigen domeinen van de tenant
looked-at-account = het account zelf
looked-at-sign_ins = recente aanmeldingen
looked-at-methods = geregistreerde methoden
looked-at-risk = risico (Identity Protection)
looked-at-mailbox = het postvak en het doorsturen
looked-at-inbox_rules = de regels van het Postvak IN
looked-at-sending = een beperking op sturen naar buiten
cause-no_licence = de tenant heeft er geen licentie voor; daarvoor is Entra ID P1 of P2 nodig
cause-no_permission = Grendel mist er de machtiging voor
cause-throttled = Microsoft vroeg om meer tijd dan er was; probeer het later opnieuw
cause-unavailable = Microsoft gaf geen bruikbaar antwoord

change-sign_in = Iemand heeft het aanmelden toegestaan of geblokkeerd.
change-blocked_by = Het aanmelden is sindsdien opnieuw geblokkeerd.
change-name = Het account heeft een andere naam gekregen.
change-roles = De rollen van het account zijn veranderd.
change-mastered = Het account wordt nu ergens anders beheerd (in de cloud of in Active Directory).
change-readable = Er is nu iets te lezen wat toen niet te lezen was, of andersom.
change-plan = Er zijn nu andere stappen nodig.
change-evidence = Wat er is gevonden, berust nu op ander bewijs.
change-risk = Identity Protection ziet nu een ander risico.
change-groups = Het account zit nu in andere groepen.
change-warnings = Er zijn nu andere redenen om goed te kijken wie dit is.
change-signs = Er zijn nu andere tekenen van een hack.
change-waived = Tekenen van een hack zijn terzijde gelegd, en het plan is opnieuw gemaakt.
warning-one_edit_away = Bijna dezelfde naam: { $name } ({ $upn }).
warning-other_domain = Getypt met het domein { $domain }, en dat is niet het domein van deze aanmeldnaam.
warning-done_before = Met dit account is in de laatste 7 dagen al iets gedaan: zaak { $case }.

## Stappen

step-block_sign_in = Aanmelden blokkeren
step-reset_password = Een tijdelijk wachtwoord instellen
step-revoke_sign_in_sessions = Overal afmelden (aanmeldsessies intrekken)
step-clear_forwarding = Doorsturen van mail stoppen
step-disable_inbox_rules = Verdachte regels van het Postvak IN uitschakelen
step-confirm_compromised = Het account als gehackt melden
step-dismiss_risk = Het risico negeren
step-issue_temporary_access_pass = Een tijdelijke toegangspas uitgeven
step-enable_sign_in = Aanmelden toestaan
step-point_to_self_service = Wijzen op het zelf instellen van een wachtwoord
step-release_sender = De afzender vrijgeven
meaning-block_sign_in = niemand kan zich ermee aanmelden totdat het weer wordt toegestaan
meaning-reset_password = het oude werkt niet meer; het nieuwe is goed voor één aanmelding, en daarbij wordt een eigen gekozen
meaning-revoke_sign_in_sessions = elk apparaat moet zich opnieuw aanmelden, binnen ongeveer een uur
meaning-clear_forwarding = nieuwe mail blijft in het eigen postvak
meaning-disable_inbox_rules = { $rules }; er wordt niets verwijderd, dus ze kunnen weer aan
meaning-confirm_compromised = Identity Protection ziet er dan een hoog risico in, en beleid handelt daarnaar
meaning-dismiss_risk = beleid tegen risico laat het account weer toe
meaning-issue_temporary_access_pass = daarmee kan één keer worden aangemeld, in plaats van met wachtwoord en tweede factor, binnen { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 }
meaning-enable_sign_in = het account staat weer open
meaning-point_to_self_service = de eigenaar kiest zelf een nieuw wachtwoord; van hieruit verandert er niets
meaning-release_sender = { $sender } kan meestal binnen een uur weer naar buiten sturen, uiterlijk binnen een dag
authority-held = op gezag van { $name } ({ $role })
authority-needed = vraagt om een goedkeurder met { $who }
authority-needed-in-unit = vraagt om een goedkeurder met { $who } voor precies de eenheid die dit account afschermt
authority-of-steps = ↳ { $steps }: { $authority }

progress-planned = { $number }. { $step }: { $meaning }
progress-named = { $number }. { $step }
progress-pending = { $number }. { $step }: nog niet begonnen
progress-calling = { $number }. { $step }: wordt gedaan
progress-unanswered = { $number }. { $step }: geen antwoord van Microsoft; er wordt gekeken of het gelukt is
progress-unknown = { $number }. { $step }: niet bekend of het gelukt is
progress-taken = { $number }. { $step }: gedaan; wachten tot het te zien is
progress-seen = { $number }. { $step }: gedaan en bevestigd { $when }
progress-told = { $number }. { $step }: akkoord; bij Microsoft is niets aangeroepen
progress-not-visible = { $number }. { $step }: gedaan, maar nog niet te zien toen er { $when } werd gekeken
progress-not-looked = { $number }. { $step }: gedaan; of het te zien is, kon niet worden bekeken. { $when }
progress-refused = { $number }. { $step }: geweigerd door Microsoft
not-done = { $step }: { $obstacle }
withheld-in-short = { $count ->
    [one] Eén stap gebeurt niet; onder Details staat waarom.
   *[other] { $count } stappen gebeuren niet; onder Details staat waarom.
 }
obstacle-mastered_on_premises = Active Directory gaat over dit account, dus het zou niet helpen.
obstacle-belongs_elsewhere = het account is van een gast, dus alleen de eigen organisatie kan het.
obstacle-deleted = het account is verwijderd, en moet eerst worden hersteld.
obstacle-signs_of_compromise = dat wacht tot de tekenen van een hack zijn opgeruimd of terzijde gelegd.
obstacle-self_service_off = de tenant staat niet toe dat deze persoon het zelf doet.
obstacle-self_service_not_registered = wat ervoor nodig is, is niet geregistreerd.
obstacle-passes_off = de tenant heeft geen tijdelijke toegangspassen voor dit account.
obstacle-pass_keeps_lock = een pas gaat om het wachtwoord heen, en de vergrendeling blijft.
obstacle-cannot_tell = of het zou helpen, is niet bekend.

no-help-account_deleted = Een nieuw wachtwoord, of aanmelden toestaan: er is niets om bij aan te melden totdat het account is hersteld.
no-help-signs_of_compromise = Een nieuw wachtwoord alleen zet niemand eruit: sessies, regels, doorsturen, methoden en toegelaten toepassingen blijven.
no-help-account_at_risk = Alleen het risico negeren: wie het wachtwoord heeft, heeft het dan nog.
no-help-suspicious_inbox_rules = Alleen een nieuw wachtwoord: de regels gaan door, wie er ook is aangemeld.
no-help-mail_forwarded_outside = Alleen een nieuw wachtwoord: het doorsturen gaat door, wie er ook is aangemeld.
no-help-synced_account = In de cloud een wachtwoord instellen of aanmelden toestaan: Active Directory beslist, en overschrijft het.
no-help-sign_in_blocked = Alleen een nieuw wachtwoord: zolang het aanmelden is geblokkeerd, wordt er geen aangenomen.
no-help-sending_restricted = Alleen een nieuw wachtwoord: dat heft de beperking niet op. En Microsoft telt mee: boven de limiet kan alleen Microsoft Support de afzender vrijgeven.
no-help-hostile_address = Een nieuw wachtwoord, of aanmelden toestaan: Microsoft weigert het IP-adres, niet het account.
no-help-smart_lockout = Aanmelden toestaan: dat doet niets aan een smart lockout, en geen beheerder kan die opheffen. Een nieuw wachtwoord doet dat, of de tijd.
no-help-password_expired = Aanmelden toestaan, of wachten: een verlopen wachtwoord blijft verlopen totdat er een nieuw is.
no-help-password_unusable = Wachten, of opnieuw proberen: er is geen wachtwoord dat goed kan zijn.
no-help-second_factor_failing = Een nieuw wachtwoord: het wachtwoord dat er is, klopt.
no-help-second_factor_missing = Een nieuw wachtwoord: het wachtwoord dat er is, klopt.
no-help-blocked_by_policy = Een nieuw wachtwoord, of aanmelden toestaan: het beleid houdt het tegen, wat het wachtwoord ook is.
no-help-password_unseen = Wachten, of het oude wachtwoord: dat werkt niet meer, en niemand kent het nieuwe.
no-help-password_forgotten = Aanmelden toestaan: daarmee is het goede wachtwoord er nog niet.
no-help-mailbox_missing = De afzender vrijgeven: zonder postvak valt er niets te sturen.
no-help-managed_elsewhere = Een rol voor de hele tenant, zelfs Global Administrator: alleen een rol voor die eenheid telt.
no-help-guest_account = Een wachtwoord dat hier wordt ingesteld: een gast meldt zich aan met dat van de eigen organisatie.
no-help-nothing_found = Een nieuw wachtwoord, of aanmelden toestaan: er is niets gevonden wat daarmee wordt opgeheven.

instead-synced = Op een domeincontroller, of waar de hulpmiddelen voor Active Directory staan:
instead-synced-enable = `Enable-ADAccount -Identity { $account }` heft een blokkering op.
instead-synced-unlock = `Unlock-ADAccount -Identity { $account }` heft een vergrendeling na verkeerde wachtwoorden op.
instead-synced-reset = `Set-ADAccountPassword -Identity { $account } -Reset` vraagt om een nieuw wachtwoord en stelt het in.
instead-synced-wait = Wacht daarna op de synchronisatie (hooguit 30 minuten), of start die: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account_deleted = Herstel het binnen 30 dagen, uiterlijk op { $until }: Entra-beheercentrum, Gebruikers, Verwijderde gebruikers. Daarvoor is User Administrator nodig. Daarna is het voorgoed weg.
instead-account_at_risk = Vraag de eigenaar per telefoon of de laatste aanmeldingen kloppen: Entra-beheercentrum, Identity Protection, Riskante gebruikers. Daarvoor is Security Reader nodig.
instead-suspicious_inbox_rules = Vraag de eigenaar per telefoon wie deze regels heeft gemaakt. Was het iemand anders, kijk dan wat er in het postvak is verstuurd en gelezen.
instead-mail_forwarded_outside = Vraag de eigenaar per telefoon wie het doorsturen heeft ingesteld. Was het iemand anders, dan is de mail gelezen door wie { $to } heeft.
instead-sending_restricted = Zoek eerst uit wat er is verstuurd, en door wie. Met de hand geeft een Security Administrator de afzender vrij op https://security.microsoft.com/restrictedentities.
instead-hostile_address = Laat de eigenaar zich aanmelden vanaf een veilig netwerk, zonder VPN. Zat die niet op { $address }, dan kent iemand anders de aanmeldnaam: kijk in het aanmeldlogboek.
instead-hostile_address-unknown = Laat de eigenaar zich aanmelden vanaf een veilig netwerk, zonder VPN. Heeft die het helemaal niet geprobeerd, dan kent iemand anders de aanmeldnaam: kijk in het aanmeldlogboek.
instead-smart_lockout = Zoek wat blijft proberen, zoals een oude telefoon met het oude wachtwoord: programma en adres staan onder "Wat er is gevonden". Anders vergrendelt het weer. Een vergrendeling begint met één minuut en groeit met elke verdere poging.
instead-password_expired = Wie het oude wachtwoord nog kent, kiest bij de volgende aanmelding in een browser een nieuw.
instead-second_factor_failing = Is het apparaat kwijt of nieuw: na het aanmelden verwijdert de eigenaar het oude en registreert het nieuwe op https://aka.ms/mfasetup. Niemand mag ja zeggen tegen een melding zonder zich op dat moment aan te melden.
instead-second_factor_missing = De eigenaar registreert een tweede factor op https://aka.ms/mfasetup; van buitenaf kan daar een tijdelijke toegangspas voor nodig zijn.
instead-blocked_by_policy = Vraag het aan wie over Voorwaardelijke toegang gaat ({ $policies }): om het te wijzigen is Conditional Access Administrator nodig. Tot dan: een apparaat, plek of toepassing die wel mag.
instead-blocked_by_policy-unnamed = Vraag het een Conditional Access Administrator: in het Entra-beheercentrum, Aanmeldlogboeken, noemt de aanmelding onder Voorwaardelijke toegang het beleid. Tot dan: een apparaat, plek of toepassing die wel mag.
instead-mailbox_missing = Voor een postvak is een licentie met Exchange Online nodig: Microsoft 365-beheercentrum, Gebruikers, Licenties. Daarvoor is License Administrator nodig.
instead-managed_elsewhere = Vraag het iemand met een rol voor de eenheid { $units }: Entra-beheercentrum, Beheereenheden, de eenheid, Rollen en beheerders.
instead-managed_elsewhere-unnamed = Vraag het iemand met een rol voor die eenheid: in het Entra-beheercentrum staat bij de gebruiker onder Beheereenheden welke.
instead-guest_account = Laat de gast het vragen aan de helpdesk van de eigen organisatie (de thuistenant). Alleen de uitnodiging is van ons: Entra-beheercentrum, de gebruiker, Inwisselingsstatus opnieuw instellen.
instead-nothing_found = Vraag welk programma het was en op welk netwerk. Het kan vijf minuten duren voordat een aanmelding in het logboek staat: typ de opdracht opnieuw als het net misging.
instead-new_method = Vraag de eigenaar wie dit heeft geregistreerd. Was het iemand anders, verwijder het dan: Entra-beheercentrum, de gebruiker, Verificatiemethoden. Daarvoor is Authentication Administrator nodig.
instead-consented_application = Vraag de eigenaar of de toepassing bekend is. Zo niet, verwijder die: Entra-beheercentrum, de gebruiker, Toepassingen. Daarvoor is Cloud Application Administrator nodig.
instead-self-service = Zeg tegen de eigenaar: open https://aka.ms/sspr en kies "Ik ben mijn wachtwoord vergeten". "Ik weet mijn wachtwoord" heft een vergrendeling niet op.
instead-call-back = Voordat er iets wordt gegeven: bel de eigenaar terug, op een nummer uit de adreslijst en niet op een dat de beller noemt.
instead-pass = Met de pas registreert de eigenaar een tweede factor op https://aka.ms/mfasetup, meteen na het aanmelden.

## Beslissingen

decision-needed = { $quorum ->
    [one] Eén lid met de rol { $roles } keurt goed of wijst af.
   *[other] { $quorum } leden met de rol { $roles } keuren goed, of één wijst af.
 }
decision-awaited = Wacht op { $who }.
decision-not-those = Niet { $requester }, en niet degene om wie het gaat.
decision-authority-too = Daarbij is de goedkeuring nodig van iemand met { $who }; één persoon mag beide zijn.
decision-authority = Genoeg mensen zijn akkoord, maar er is ook goedkeuring nodig van iemand met { $who }.
decision-approved = Goedgekeurd door { $name } op { $when }.
decision-denied = Afgewezen door { $name } op { $when }.
decision-denied-why = Afgewezen door { $name } op { $when }: { $reason }
decision-until = Open tot { $until }.
decision-because = Gevraagd omdat { $reasons }.
decision-sign-in = Wie goedkeurt, meldt zich daar eerst voor aan, hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } van tevoren.
decision-confirm = Wie goedkeurt, typt de aanmeldnaam van het account.
decision-waive = Of ze leggen de tekenen met een reden terzijde: dan wordt het plan opnieuw gemaakt.
decision-reminder = Beslist niemand vóór { $when }, dan volgt een herinnering.
decision-next-group = Beslist niemand vóór { $when }, dan worden ook leden met de rol { $who } gevraagd.
decision-looking = { $name } is er { $when } naar gaan kijken.
decision-alone = Vier ogen zijn hier niet mogelijk: ik ken hier niemand behalve { $requester }. { $requester } kan vanaf { $from } doorgaan, en heeft daarvoor tot { $until }.
decision-alone-meant = { $name } heeft op { $when } bevestigd dat het zonder iemand anders doorgaat.
decision-glass = { $name } heeft op { $when } het glas gebroken om alleen te handelen: { $reason }
decision-owed = Iemand met de rol { $who } moet dit vóór { $until } nog medeondertekenen. Zonder die handtekening kan wie alleen handelde dat niet nog eens doen.
decision-overdue = Niet op tijd medeondertekend. Iemand met de rol { $who } moet ernaar kijken; iedereen wordt op { $until } weer opgeroepen.
decision-countersigned = Medeondertekend door { $name } op { $when }.
because-always = elk plan van deze opdracht een besluit vraagt
because-target_privileged = het account directoryrollen heeft
because-target_in_group = het account in een bepaalde groep zit
because-target_synced = Active Directory het account beheert
because-target_guest = het account van een andere organisatie is
because-signs_of_compromise = het account misschien gehackt is
because-secret_issued = er een wachtwoord of een pas wordt uitgegeven
because-blocked_by_security = beveiliging het account misschien heeft geblokkeerd
because-out_of_reach = het de rollen van de aanvrager te boven gaat
because-outside_hours = het buiten de gewone uren is
because-look_alike = een ander account bijna zo heet
because-asked_recently = er een paar dagen geleden al iets mee is gedaan

## Hoe het ervoor staat

state-waiting = Wacht op een beslissing. Er is nog niets veranderd.
awaited-members = { $count ->
    [one] een lid met de rol { $roles }
   *[other] { $count } leden met de rol { $roles }
 }
awaited-authority = iemand met { $who }
state-lapsed = Het account is veranderd sinds de goedkeuring, dus die telt niet meer. Voor wat hier nu staat is een nieuwe nodig.
state-waived = Tekenen van een hack zijn terzijde gelegd, dus dit is een nieuw plan: het heeft een eigen goedkeuring nodig.
state-held = Elke stap wacht op een oordeel over de tekenen van een hack: ze worden met een reden terzijde gelegd, of het wordt afgewezen. Er is nog niets veranderd.
state-checking = Goedgekeurd. Alles wordt opnieuw gelezen vóór de eerste stap.
state-running = De stappen worden uitgevoerd: { $done } van { $all } gedaan.
state-alone = Er is niemand anders bekend die kan goedkeuren. Er is nog niets veranderd.
handover-nobody = Er is een tijdelijk wachtwoord ingesteld om eruit te zetten wie het oude had. Niemand krijgt het te zien: de opdracht die het account teruggeeft, maakt een nieuw.
handover-kept = Alleen in het geheugen bewaard: { $what }. { $who } kan het één keer zien, met de knop hieronder, tot { $until }. Daarna is het weg.
handover-shown = Wordt nu getoond aan { $name }: { $what }.
handover-seen = Eén keer getoond aan { $name } { $when }; Grendel heeft het niet meer: { $what }.
handover-expired = Niemand vroeg er op tijd om, dus het is weg en niemand heeft het gezien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-restarted = Grendel is gestopt terwijl het in het geheugen stond, dus het is weg en niemand heeft het gezien: { $what }. Typ de opdracht opnieuw voor een nieuw exemplaar.
handover-undelivered = Gestuurd aan { $name } { $when }, en misschien niet aangekomen: { $what }. Hier is het weg. Heeft { $name } het niet gelezen, typ de opdracht dan opnieuw voor een nieuw exemplaar.
handover-lost = Het oude wachtwoord werkt niet meer.
handover-to-member = Een lid met de rol { $roles }
made-reset_password = tijdelijk wachtwoord
made-issue_temporary_access_pass = tijdelijke toegangspas

outcome-nothing_found = Ik heb geen blokkade gevonden, dus er is niets veranderd. Vraag naar de precieze tekst en de code op het scherm (AADSTS met een nummer), en naar het tijdstip.
outcome-nothing_found-with-gaps = Ik heb geen blokkade gevonden, maar kon niet alles bekijken. Er is niets veranderd. Vraag naar de precieze tekst en de code op het scherm (AADSTS met een nummer), en naar het tijdstip.
outcome-advised = Er is niets veranderd: deze opdracht heeft geen stap voor wat er is gevonden.
outcome-advised-looks = Er is niets veranderd: deze opdracht kijkt alleen.
outcome-advised-synced = Hier is niets veranderd, want Active Directory gaat over dit account. Daar kan het wel, met de hand.
outcome-advised-withheld = Er is niets veranderd: geen stap die zou kunnen helpen, kan van hieruit.
outcome-refused = Gestopt, er is niets veranderd. { $why }
requester-other = Aan { $name }: { $why }
requester-not_linked = { $name } is niet meer gekoppeld aan het Microsoft 365-account waarmee dit werd gevraagd.
requester-account_missing = Het Microsoft 365-account van { $name }, die dit vroeg, bestaat niet meer.
requester-account_disabled = Het Microsoft 365-account van { $name }, die dit vroeg, is geblokkeerd.
requester-account_at_risk = Het Microsoft 365-account van { $name }, die dit vroeg, loopt risico, zegt Identity Protection: misschien gebruikt iemand anders het. Vraag uw collega's van beveiliging om ernaar te kijken.
requester-lacks_chat_role = { $name }, die dit vroeg, heeft hier geen rol meer die dat mag vragen: { $roles }.
requester-lacks_directory_role = Het Microsoft 365-account van { $name }, die dit vroeg, heeft geen van de directoryrollen die ervoor nodig zijn: { $roles }.
outcome-unavailable = Ik kon niet verder: { $trouble } Er is niets veranderd. Typ de opdracht over een paar minuten opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
outcome-denied = Afgewezen. Er is niets veranderd.
outcome-expired = Niet op tijd beslist. Er is niets veranderd. Typ de opdracht opnieuw als het nog nodig is.
outcome-withdrawn = Ingetrokken door { $name }. Er is niets veranderd.
outcome-completed = Klaar: alle stappen zijn gezet en bevestigd.
outcome-completed-sign-in = Klaar: { $name } kan zich weer aanmelden. Alle stappen zijn gezet en bevestigd.
outcome-completed-told = Akkoord. Bij Microsoft is niets veranderd: de eigenaar kiest zelf een nieuw wachtwoord, en moet horen hoe.
outcome-completed-not-visible = Klaar: Microsoft heeft alle stappen aangenomen, maar nog niet elk effect was te zien. Dat kan enkele minuten duren; bekijk het account voordat u meer doet.
outcome-needs-human-refused = Gestopt bij stap { $number }, die Microsoft weigerde. { $trouble } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Laat dit aan de beheerder van Grendel zien, en kijk naar het account.
step-rights-in-short = Nodig: de machtiging { $permission }.
step-rights = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig, en als het account een rol heeft, zelf een directoryrol die tot daar reikt.
step-rights-and-role = Voor deze stap heeft de toepassing van Grendel de machtiging { $permission } nodig en minstens de directoryrol { $role }.
outcome-needs-human-unknown = Gestopt bij stap { $number }: niemand weet of die gelukt is. { $trouble } Kijk naar het account en het auditlogboek ervan voordat er iets wordt herhaald.
outcome-needs-human-unreadable = Gestopt vóór stap { $number }: het account kon niet opnieuw worden gelezen. { $trouble } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-authority = Gestopt vóór stap { $number }: wie dit vroeg of goedkeurde, mag het niet meer. { $why } { $before ->
    [0] Er is niets veranderd.
   *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-needs-human-changed = Gestopt vóór stap { $number }: het account is onderweg door iemand anders gewijzigd. { $changes } { $before ->
     [0] Er is niets veranderd.
    *[other] Wat daarvoor kwam is gedaan.
 } Bekijk het account en typ de opdracht dan opnieuw.
outcome-joined = Zaak { $case } gaat over hetzelfde account.

trouble = { $call } mislukte met { $status } { $code }: { $message } (aanvraag-id { $request }).
trouble-silent = { $call } kreeg geen antwoord ({ $code }; client-request-id { $request }).
trouble-restarted = Grendel is gestopt terwijl de aanroep onderweg was.
trouble-card-refused = Discord laat mij in dit kanaal niets plaatsen ({ $message }). Daar heb ik de machtigingen nodig om het te bekijken, berichten te sturen en links in te sluiten.
no-request-id = geen

## Antwoorden aan één persoon

answer-waiting = Zaak { $case } is geopend en wacht op { $who }. De kaart in dit kanaal laat zien hoe het gaat; daar kunt u de zaak ook intrekken.
answer-decided = Zaak { $case } is geopend. De kaart in dit kanaal laat zien hoe het gaat.
answer-over = Zaak { $case } is gesloten. Op de kaart in dit kanaal staat wat er is gevonden.
answer-was-found = { $state } Wat er is gevonden: { $verdict }
answer-unavailable = Ik kon { $user } niet opzoeken bij Microsoft, dus over het account is niets bekend.
answer-joined = Zaak { $case } is al open voor dit account, dus daar hoort u nu bij: de kaart ervan in dit kanaal laat zien hoe het gaat, en zegt dat u het ook vroeg. Als een van de aanvragers kunt u die zaak niet goedkeuren.
answer-alone = Zaak { $case } is geopend. Ik ken hier niemand anders die kan goedkeuren, dus vier ogen zijn niet mogelijk. U kunt vanaf { $from } doorgaan met de knop op de kaart, als het dan nog nodig is.
heard-approve = Uw goedkeuring van zaak { $case } is vastgelegd. Op de kaart staat wat ervan komt.
heard-deny = Uw afwijzing van zaak { $case } is vastgelegd. Er wordt niets veranderd.
heard-withdraw = Zaak { $case } is ingetrokken. Er is niets veranderd.
heard-confirm = Uw goedkeuring van zaak { $case } is vastgelegd. Op de kaart staat wat ervan komt.
heard-look = Op de kaart van zaak { $case } staat nu dat u ernaar kijkt.
heard-break_glass = Vastgelegd: u handelt alleen in zaak { $case }. Iedereen krijgt het nu te horen, en iemand anders moet het nog medeondertekenen.
heard-proceed = Vastgelegd: u gaat in zaak { $case } alleen door. Op de kaart staat wat ervan komt.
heard-countersign = Uw medeondertekening van zaak { $case } is vastgelegd.
heard-waive = Vastgelegd: u legt de tekenen in zaak { $case } terzijde. Op de kaart staat het plan zoals het nu is.
heard-show_secret = Het wachtwoord of de pas van zaak { $case } krijgt u nu één keer te zien.
cases-waiting = Wacht op u
cases-yours = Van u
cases-other = Andere
cases-line = Zaak { $case }: `/{ $command }` { $name }, gevraagd door { $requester } { $when }
cases-more = { $count ->
    [one] en nog één
   *[other] en nog { $count }
 }
cases-none = In dit kanaal is geen zaak open. `/hulp` laat zien wat u hier kunt typen.
call-reminder = Zaak { $case } over { $name } wacht nog op uw beslissing. De zaak eindigt om { $until }.
call-next_group = Over zaak { $case } ({ $name }) heeft nog niemand beslist, dus nu wordt het ook u gevraagd. De zaak eindigt om { $until }.
call-last_call = Laatste oproep: zaak { $case } over { $name } eindigt om { $until } als niemand beslist.
details-case = Zaak { $case }
details-ids = Zaak { $case } · account `{ $account }` · plan { $plan }
details-left-out = Er is meer dan in een antwoord past. De beheerder van Grendel leest alles met `grendel audit show { $case }`.
call-glass = { $requester } heeft het glas gebroken in zaak { $case } over { $name }, en handelt zonder goedkeuring. Op de kaart staat waarom; iemand anders moet het medeondertekenen.
call-overdue = Zaak { $case } over { $name } is door { $requester } alleen gedaan en is niet medeondertekend, terwijl dat nu wel zo had moeten zijn. Kijk ernaar en onderteken mede, of bespreek het met { $requester }.

button-approve = Goedkeuren
button-deny = Afwijzen
button-withdraw = Intrekken
button-confirm = Goedkeuren…
button-look = Ik kijk ernaar
button-break_glass = Glas breken…
button-proceed = Alleen doorgaan
button-countersign = Medeondertekenen
button-waive = Terzijde leggen…
button-show_secret = Laat het één keer zien
button-details = Details
deny-title = Zaak { $case } afwijzen
deny-question = Waarom wijst u dit af?
deny-placeholder = Het team leest dit op de kaart.
break_glass-title = Alleen handelen in zaak { $case }
break_glass-question = Waarom kan dit niet wachten?
break_glass-placeholder = Iedereen krijgt dit meteen te horen.
waive-title = Tekenen terzijde, zaak { $case }
waive-question = Waarom wijzen deze tekenen niet op een hack?
waive-placeholder = Het team leest dit op de kaart, met uw naam.
confirm-title = Zaak { $case } goedkeuren
confirm-question = De aanmeldnaam van het account
confirm-placeholder = Zoals die op de kaart staat
## Een wachtwoord of een pas, één keer getoond aan één persoon

secret-lead = Voor { $name }. U ziet dit één keer; het wordt nergens bewaard, en niemand kan het nog eens laten zien.
secret-reset_password = Tijdelijk wachtwoord: ||`{ $secret }`||
    Geef het per telefoon door, nooit per mail of in een chat. Het is goed voor één aanmelding; daarbij wordt een eigen wachtwoord gekozen.
secret-issue_temporary_access_pass = Tijdelijke toegangspas: ||`{ $secret }`||
    Geef die per telefoon door, nooit per mail of in een chat. De pas is één keer goed, in plaats van wachtwoord en tweede factor, en verloopt om { $until }.

## Wie is wie: /koppel, /ontkoppel, /wieben

link-sign-in = Aanmelden bij Microsoft
link-offered = Meld u aan met uw eigen account van deze tenant, en bevestig op de pagina die dan komt dat u het bent. De link is alleen voor u, werkt één keer en verloopt om { $when }. Geef die niet door: wie zich ermee aanmeldt en ja zegt, koppelt zijn account aan u.
link-device = Open { $address } op een willekeurig apparaat, typ de code `{ $code }` en meld u aan met uw eigen account van deze tenant. De code is alleen voor u en verloopt om { $when }. Geef die niet door.
link-done = U bent gekoppeld aan { $upn }. `/wieben` laat zien wat u mag; `/ontkoppel` maakt het ongedaan.
link-next = Wat u wilde doen, kunt u nu opnieuw typen:
link-next-help = `/hulp` laat zien wat u hier kunt typen.
link-first = Eerst moet ik weten welk Microsoft 365-account van u is, want ik doe voor u alleen wat uw eigen account u met de hand zou toestaan. Dat hoeft maar één keer.
link-step-sign-in = { $offer } met uw eigen account van deze tenant, uiterlijk { $when }. De link is alleen voor u en werkt één keer. Geef die niet door: wie zich ermee aanmeldt en ja zegt, koppelt zijn account aan u.
link-step-confirm = Bevestig op de pagina die dan komt dat u het bent.
link-step-code = Typ `/koppel`: ik laat u een code zien, en de pagina waar die hoort.
link-step-device = Typ de code daar, op een willekeurig apparaat, en meld u aan met uw eigen account van deze tenant.
link-step-operator = Vraag de beheerder van Grendel om u als `[[person]]` in `grendel.toml` te zetten, met uw Discord-id `{ $id }` en de object-id van uw Microsoft 365-account.
link-step-again = Kom hier terug en typ dit opnieuw:
link-step-press = Kom hier terug en klik opnieuw op de knop.
link-contested = { $member }, een ander Discord-lid heeft zich net aangemeld bij het Microsoft 365-account waaraan u hier bent gekoppeld, en wilde het aan zichzelf koppelen. Er is niets veranderd. Was u dat niet: wijzig nu uw wachtwoord, meld u overal af en waarschuw wie over beveiliging gaat. Was u het wel, met een ander Discord-account: typ hier dan eerst `/ontkoppel`.
link-contested-operator = { $member }, een ander Discord-lid heeft zich net aangemeld bij het Microsoft 365-account dat de beheerder van Grendel voor u heeft opgegeven, en wilde het aan zichzelf koppelen. Er is niets veranderd. Was u dat niet: wijzig nu uw wachtwoord, meld u overal af en waarschuw wie over beveiliging gaat.
vote-offered = Om zaak { $case } goed te keuren, meldt u zich eerst aan bij Microsoft, uiterlijk om { $when }. Uw goedkeuring telt zodra dat is gebeurd, en hier leest u wat ervan kwam. Niemand anders kan deze link voor u gebruiken.
unlink-done = U bent aan geen account meer gekoppeld. Wat u hebt gevraagd en nog openstaat, gaat niet verder. Met `/koppel` koppelt u opnieuw.
unlink-nothing = U bent aan geen account gekoppeld, dus er is niets veranderd. Met `/koppel` koppelt u het uwe.

whoami-account = U bent { $upn } ({ $by }).
whoami-account-unread = Uw account is dat met de object-id `{ $account }` ({ $by }).
whoami-by-link = dat hebt u bewezen met `/koppel`
whoami-by-operator = dat zegt de beheerder van Grendel in `grendel.toml`
whoami-blocked = Dit account is geblokkeerd, dus u kunt niets vragen en nergens over beslissen.
whoami-at-risk = Identity Protection zegt dat misschien iemand anders dit account gebruikt. Waarschuw wie over beveiliging gaat.
whoami-no-risk = Identity Protection ziet geen risico.
whoami-risk-not-asked = Identity Protection is er niet naar gevraagd.
whoami-chat-roles = Uw rollen hier: { $roles }
whoami-no-roles = Directoryrollen die nu actief zijn: geen
whoami-roles = Directoryrollen die nu actief zijn:
whoami-role-unit = , alleen voor de beheereenheid `{ $unit }`…
whoami-role-until = , eindigt { $when }
whoami-more-roles = en nog { $count }
whoami-eligible = Directoryrollen die u kunt activeren. Ze tellen pas als u dat doet (Privileged Identity Management); activeer eerst de rol die u nodig hebt:
whoami-commands = { $commands }: { $said }
whoami-may-ask = u mag dit vragen. Of uw rollen een account bereiken, blijkt als u het noemt.
whoami-may-not-ask = u mag dit niet vragen. { $why }
whoami-may-decide = u mag goedkeuren en afwijzen wat anderen vragen, als { $roles }.
whoami-may-not-decide = u mag niet goedkeuren. { $why }

## Wat iemand kan typen: /hulp

help-may = **Wat u hier kunt vragen**
help-unread = **Wat u met uw rollen hier kunt vragen.** Of uw eigen Microsoft 365-account dat ook toestaat, kon ik niet nakijken. { $trouble } Probeer `/hulp` over een paar minuten opnieuw.
help-none = **Op dit moment kunt u hier niets vragen**
help-why = { $commands }: { $why }
help-likewise = { $commands }: ook niet voor u, om een soortgelijke reden; `/wieben` zegt wat voor elk nodig is.
help-names = { $names } en nog { $count }
help-everybody = **Wat iedereen kan typen**
help-more = En ook: { $commands }
help-rest = Er is meer, dat u niet kunt vragen; `/wieben` zegt waarom.
example-user = anna@contoso.example
example-reason = Terug van verlof, kan zich niet aanmelden
example-ticket = 1042
example-number = 12

## De weg verder, voor wie vergeefs klikte of typte

guide-card = De kaart: { $link }
guide-channels = In dit kanaal werk ik niet: er hoort geen tenant van Microsoft 365 bij. Op deze server werk ik in { $channels }; typ de opdracht daar.
over-completed = Zaak { $case } is gesloten: goedgekeurd door { $by }, en { $when } gedaan.
over-alone = Zaak { $case } is gesloten: { $by } handelde alleen, en het is { $when } gedaan.
over-denied = Zaak { $case } is gesloten: { $by } wees die { $when } af, en er is niets veranderd.
over-expired = Zaak { $case } is gesloten: er is niet op tijd beslist, dus de zaak eindigde { $when } en er is niets veranderd.
over-withdrawn = Zaak { $case } is gesloten: { $by } trok die { $when } in, en er is niets veranderd.
over-needs-human = Zaak { $case } is gesloten: bij een van de stappen ben ik { $when } gestopt, en iemand moet naar het account kijken. Op de kaart staat waarom.
over-refused = Zaak { $case } is gesloten: die is { $when } gestopt, voordat er iets was veranderd. Op de kaart staat waarom.
over-unavailable = Zaak { $case } is gesloten: ik kon er { $when } niet mee verder, en er is niets veranderd. Op de kaart staat waarom.
over-joined = Zaak { $case } is gesloten: die werd { $when } deel van zaak { $other }, omdat beide over hetzelfde account gaan.
over-nothing = Zaak { $case } is gesloten: { $when } vond ik niets dat ik kon veranderen. Op de kaart staat wat er is gevonden.
over-steps = In zaak { $case } valt niets meer te beslissen: de stappen zijn voorbij. Op de kaart staat wat nog openstaat.
over-unkept = Wat u schreef telt niet, en is niet bewaard.
again-done = Is er nog iets mis met het account, dan kijkt dit er opnieuw naar:
again-needed = Is het nog nodig, dan moet dit opnieuw worden getypt:

## Pagina's in een browser; gewone tekst, zonder de tekens van de chat

ask-link-title = Bent u dit?
ask-link = Dit Discord-lid koppelen aan uw Microsoft 365-account?
ask-link-member = Discord-lid
ask-link-id = Discord-id { $id }
ask-link-account = Uw account
ask-link-warning = Klik alleen op ja als u zelf zojuist /koppel hebt getypt in Discord, of een andere opdracht van Grendel waarop u deze link kreeg. Heeft iemand u hierheen gestuurd, klik dan op nee: na een ja geldt dat lid als u.
ask-link-yes = Ja, dat ben ik
ask-link-no = Nee
page-linked-title = Gekoppeld
page-linked = Het account { $upn } is nu gekoppeld aan het Discord-lid "{ $name }". Bent u dat, ga dan terug naar Discord: daar staat wat u nu kunt typen. U kunt deze pagina sluiten. Bent u dat NIET, dan heeft iemand u voor zich laten aanmelden: waarschuw meteen wie over beveiliging gaat, en vraag de beheerder van Grendel om het ongedaan te maken.
page-refused-title = Niet gekoppeld
page-account-taken = Het account waarbij u zich hebt aangemeld is al gekoppeld aan een ander Discord-lid dan "{ $name }", dus er is niets veranderd. Dat lid wordt ingelicht. In het antwoord in Discord staat meer; u kunt deze pagina sluiten.
page-linked-already = Het Discord-lid "{ $name }" is al aan een ander account gekoppeld, dus er is niets veranderd. In het antwoord in Discord staat meer; u kunt deze pagina sluiten.
page-declined = De aanmelding voor het Discord-lid "{ $name }" is niet afgemaakt, dus er is niets veranderd. Typ in Discord opnieuw /koppel om het nog eens te proberen; u kunt deze pagina sluiten.
page-disowned = U hebt gezegd dat u niet het Discord-lid "{ $name }" bent, dus er is niets veranderd. Heeft iemand u hierheen gestuurd, dan wilde die voor u doorgaan: waarschuw wie over beveiliging gaat. U kunt deze pagina sluiten.
page-failed = Er kon niet worden nagegaan wie zich voor het Discord-lid "{ $name }" heeft aangemeld, dus er is niets veranderd. In het antwoord in Discord staat meer; u kunt deze pagina sluiten.
page-unknown-title = Niets af te maken
page-unknown = Deze aanmelding loopt niet: ze is al afgemaakt, duurde langer dan tien minuten, of Grendel is intussen opnieuw gestart. Er is niets veranderd. Typ in Discord de opdracht opnieuw, of klik daar opnieuw op de knop.
page-answered-title = Niets af te maken
page-answered = Deze vraag staat niet open: ze is al beantwoord, duurde langer dan tien minuten, of Grendel is intussen opnieuw gestart. Wat u nu hebt aangeklikt, heeft niets veranderd. Typ /wieben in Discord om te zien aan welk account u bent gekoppeld; is er geen, typ dan opnieuw /koppel.
page-foreign-title = Telt niet
page-foreign = Dit antwoord komt niet van de pagina van Grendel zelf, dus het telt niet en er is niets veranderd. Hebt u daar toch op een knop geklikt, dan verbergt iets onderweg waar uw browser vandaan kwam: probeer een andere browser, en typ in Discord opnieuw /koppel.
page-no-answer-title = Geen antwoord
page-no-answer = Grendel kan nu niet zeggen wat er van uw aanmelding is gekomen. Typ /wieben in Discord om het te zien; bent u niet gekoppeld, typ dan opnieuw /koppel.
page-nothing-title = Hier is niets
page-nothing = Op dit adres is niets te zien.
page-vote-title = Aangemeld
page-vote = U hebt zich aangemeld voor { $name }. Ga terug naar Discord: daar leest u of uw goedkeuring telt. U kunt deze pagina sluiten.
page-vote-failed-title = Niets goedgekeurd
page-vote-failed = De aanmelding voor { $name } is niet gelukt, dus er is niets goedgekeurd. Ga terug naar Discord: daar leest u waarom. U kunt deze pagina sluiten.

## Weigeringen: wat er gebeurde, wie het wel kan, wat u nu kunt doen

rule = Regel: `{ $rule }`
role-in-unit = { $role }, voor een beheereenheid
role-until = { $role }, eindigt { $until }
list-or = { $rest } of { $last }
list-and = { $rest } en { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (en { $directory } in de directory)
no-roles = geen

refusal-lacks_chat_role = U kunt deze opdracht niet gebruiken: die is hier voor leden met de rol { $roles }. Vraag een van hen om de opdracht te typen, of vraag de beheerder van deze server om de rol.
refusal-not_linked = Ik weet niet welk Microsoft 365-account van u is, dus ik kan niet zien wat u mag. Typ `/koppel` en meld u bij dat account aan. Kan dat hier niet, vraag dan de beheerder van Grendel om u als `[[person]]` in `grendel.toml` te zetten, met uw Discord-id en de object-id van uw account.
refusal-account_taken = U hebt zich aangemeld bij een account dat al aan een ander lid is gekoppeld, dus er is niets veranderd. Dat lid wordt ingelicht. Is het uw account en bent u zelf dat andere lid, typ daar dan eerst `/ontkoppel`; laat het anders de beheerder van Grendel weten.
refusal-linked_already = U bent al aan een account gekoppeld, dus er is niets veranderd. Typ `/wieben` om te zien welk. Wilt u een ander koppelen, typ dan eerst `/ontkoppel`.
refusal-linked_by_operator = Welk account van u is, staat in `grendel.toml`, en dat kan hier niet worden veranderd. Typ `/wieben` om te zien welk; klopt het niet, vraag het dan de beheerder van Grendel.
refusal-no_sign_in = Hier kan niemand zich aanmelden: Grendel is er niet voor ingericht. Vraag de beheerder van Grendel om u als `[[person]]` in `grendel.toml` te zetten, met uw Discord-id en de object-id van uw account.
refusal-link_disowned = Iemand heeft zich met uw link aangemeld en gezegd u niet te zijn, dus er is niets veranderd. Was u het zelf en klikte u op de verkeerde knop, typ dan opnieuw `/koppel`. Geef de link niet door.
refusal-sign_in_declined = De aanmelding is niet afgemaakt, dus er is niets veranderd. Microsoft zegt: { $code } { $message } Typ `/koppel` opnieuw om het nog eens te proberen.
refusal-sign_in_failed = Ik kon niet nagaan wie zich heeft aangemeld, dus er is niets veranderd. { $trouble } Typ `/koppel` opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
refusal-account_missing = Het Microsoft 365-account waaraan u bent gekoppeld bestaat niet meer. Typ `/ontkoppel` en daarna `/koppel` om het account te koppelen dat u nu hebt; staat u in `grendel.toml`, vraag dan de beheerder van Grendel om uw gegevens te verbeteren.
refusal-account_disabled = Uw eigen Microsoft 365-account is geblokkeerd, dus u kunt dit niet vragen en er niet over beslissen. Vraag het een collega met een account dat in orde is.
refusal-lacks_directory_role = Uw Microsoft 365-account heeft geen van de directoryrollen die voor deze opdracht nodig zijn: { $wanted }. Nu actief: { $held }. Vraag een collega die er een heeft om de opdracht te typen.
refusal-standing_unread = Ik kon niet nagaan wat u mag, dus ik heb niets gedaan. { $trouble } Probeer het over een paar minuten opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
refusal-target_malformed = Dat is geen adres en geen object-id. Typ de aanmeldnaam, een mailadres of de object-id van één persoon, bijvoorbeeld `anna@contoso.example`.
refusal-target_unknown = Niemand in deze tenant heeft die aanmeldnaam, dat mailadres, die alias of die object-id. Kijk de spelling en het domein na; een account van een andere organisatie is van hieruit niet te bereiken.
refusal-target_ambiguous = Meerdere accounts hebben dat adres: { $upns }. Typ de aanmeldnaam van degene die u bedoelt.
refusal-target_renamed = Het account dat u koos heet nu { $upn }, en niet zoals uw lijst zei. Kies het opnieuw uit de lijst.
refusal-own_account = Dit is uw eigen account, en niemand ontgrendelt zichzelf. Vraag een collega om de opdracht te typen.
refusal-out_of_reach = Uw directoryrollen reiken niet tot dit account: voor "{ $step }" is { $who } nodig. Vraag een collega met zo'n rol om de opdracht te typen.
refusal-out_of_reach-shielded = Uw directoryrollen reiken niet tot dit account, want { $shields }. Voor "{ $step }" is { $who } nodig. Vraag een collega met zo'n rol om de opdracht te typen.
refusal-out_of_reach-nobody = Geen directoryrol die voor de hele tenant geldt reikt tot dit account, dus niemand kan er vanaf hier "{ $step }" op doen. Reden: { $shields }. Iemand met een rol voor die eenheid kan het in het Entra-beheercentrum doen.
refusal-out_of_reach-unit = Dit account zit in een beheereenheid met beperkt beheer. Voor "{ $step }" is { $who } nodig, voor precies die eenheid. Vraag een collega met zo'n rol.
refusal-nobody_can_approve = Niemand kan dit nu goedkeuren, dus er is niets begonnen. { $quorum ->
    [one] Er is één ander lid nodig met de rol { $roles }
   *[other] Er zijn { $quorum } andere leden nodig met de rol { $roles }
 }, met een account dat gekoppeld is en niet geblokkeerd; degene om wie het gaat telt niet mee. { $able ->
    [0] Ik heb er geen gevonden
    [one] Ik heb er één gevonden
   *[other] Ik heb er { $able } gevonden
 }. Vraag de beheerder van Grendel om meer mensen te koppelen, of doe het samen met een collega in het Entra-beheercentrum.
refusal-may_not_decide = U kunt hierover niet beslissen: dat is aan leden met de rol { $roles }. Vraag het een van hen.
refusal-own_case = U hebt hier zelf om gevraagd, dus iemand anders moet erover beslissen.
refusal-own_account_decision = Dit gaat over uw eigen account, dus iemand anders moet erover beslissen.
refusal-decided_already-approve = U hebt dit al goedgekeurd; één keer is genoeg.
refusal-decided_already-deny = U hebt dit al afgewezen; één keer is genoeg.
refusal-stale_plan = Het plan is veranderd sinds deze knop werd gemaakt, dus uw klik telt niet. Lees de kaart zoals die nu is en klik daar.
refusal-too_late = De tijd om hierover te beslissen is voorbij. Als het nog nodig is, moet de opdracht opnieuw worden getypt.
refusal-not_waiting = Deze zaak wacht nu niet op een beslissing. Lees de kaart; die vraagt erom als het nodig is.
refusal-not_waiting-running = Daarvoor is het te laat: de stappen worden nu uitgevoerd. Op de kaart staat hoe het afloopt.
refusal-case_closed = Deze zaak is klaar; er valt niets meer over te beslissen. Typ de opdracht opnieuw als het nog nodig is.
refusal-not_yours = Alleen wie dit heeft aangevraagd, kan daarop klikken: { $requester }. Als u erover mag beslissen, kunt u het goedkeuren of afwijzen.
refusal-reason_missing = Er is een reden nodig, want het team leest die op de kaart. Klik opnieuw op de knop en schrijf er een op.
refusal-text_too_long = { $option } is te lang: { $chars } tekens, en er worden er hooguit { $max } gelezen. Maak het korter en stuur het opnieuw.
refusal-too_many_open = { $max ->
    [one] U hebt al een zaak open, en meer dan één kan niet; `/zaken` laat die zien.
   *[other] U hebt al { $max } zaken open, en dat is het maximum; `/zaken` noemt ze.
 } Trek er een in die niet meer nodig is, of wacht tot er een klaar is.
refusal-nothing_to_approve = Er valt nog niets goed te keuren: elke stap wacht op een oordeel over de tekenen van een hack. Kijk ernaar; is er niets aan de hand, klik dan op "Terzijde leggen" en schrijf waarom; is er wel iets aan de hand, wijs het dan af.
refusal-nothing_to_waive = Geen teken van een hack houdt iets tegen, dus er valt niets terzijde te leggen. Lees de kaart zoals die nu is.
refusal-no_secret = Er is geen wachtwoord en geen pas om te laten zien, of niet meer: dat kan één keer, en hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } lang. Typ de opdracht opnieuw als het nog nodig is.
refusal-secret_not_yours = Dat krijgt alleen { $requester } te zien, die erom vroeg, en alleen met het account van toen. Degene om wie het gaat krijgt het nooit te zien. Vraag { $requester } om op de knop te klikken.
refusal-secret_not_yours-named = Dat krijgen alleen leden met de rol { $roles } te zien, en nooit degene om wie het gaat. Vraag een van hen om op de knop te klikken.
refusal-no_such_case = Zo'n zaak ken ik niet in dit kanaal, dus er is niets gedaan. Het nummer staat onder aan elke kaart, en `/zaken` noemt de zaken die open zijn.
refusal-forged_button = Die knop ken ik niet, dus er is niets gedaan. Gebruik de knoppen van mijn kaarten zoals ze in dit kanaal staan; `/zaken` brengt u bij de zaken die open zijn.
refusal-old_button = Die knop is door een andere versie van mij gemaakt, en ik kan er niets meer mee, dus er is niets gedaan. Gebruik de knoppen van de kaart zoals die nu is; `/zaken` brengt u bij de zaken die open zijn.
refusal-foreign_channel = In dit kanaal werk ik niet: er hoort geen tenant van Microsoft 365 bij. Typ de opdracht in het kanaal dat uw team ervoor heeft; de beheerder van Grendel weet welk dat is.
refusal-no_such_command = Die opdracht heb ik niet meer: ze is weggehaald, of heet nu anders. Er is niets gedaan. Discord biedt die misschien nog even aan; `/hulp` laat zien wat u hier kunt typen.
refusal-not_understood = Dat heb ik niet begrepen, en er is niets gedaan. Ik begrijp opdrachten die worden getypt, zoals `/hulp`, en de knoppen van mijn kaarten, in het kanaal dat uw team ervoor heeft. Gebeurt het vaker, laat het dan de beheerder van Grendel weten.
refusal-arrived_too_late = Dat bereikte mij te laat om te beantwoorden, en er is niets gedaan. Stuur het opnieuw.
refusal-busy = Er wordt op te veel knoppen van deze zaak tegelijk geklikt. Probeer het zo opnieuw.
refusal-account_at_risk = Uw eigen Microsoft 365-account loopt risico, zegt Identity Protection: misschien gebruikt iemand anders het. U kunt dit dus niet vragen en er niet over beslissen. Vraag uw collega's van beveiliging om ernaar te kijken, en een collega met een account dat in orde is om dit te doen.
refusal-lacks_directory_role-eligible = Uw Microsoft 365-account heeft geen van de directoryrollen die voor deze opdracht nodig zijn: { $wanted }. Nu actief: { $held }. U kunt { $eligible } activeren: doe dat eerst (Privileged Identity Management) en typ de opdracht dan opnieuw.
refusal-nobody_reaches = Voor "{ $step }" op dit account is { $who } nodig. Zo'n rol hebt u niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-nobody_reaches-shielded = Voor "{ $step }" op dit account is { $who } nodig, want { $shields }. Zo'n rol hebt u niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-nobody_reaches-unit = Dit account zit in een beheereenheid met beperkt beheer. Voor "{ $step }" is { $who } nodig, voor precies die eenheid. Zo'n rol hebt u daar niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-by_rule = Een regel van deze opdracht staat het niet toe. In de woorden van wie de regel schreef: { $words }
refusal-no_rule = Geen regel van deze opdracht zegt wie dit goedkeurt, dus het gebeurt niet. Vraag de beheerder van Grendel om een goedkeuringsregel zonder `when` in het bestand van de opdracht te zetten.
refusal-confirmation_missing = Wie dit goedkeurt, typt eerst de aanmeldnaam van het account. Klik op de knop op de kaart zoals die nu is.
refusal-not_confirmed = Dat is niet de aanmeldnaam van het account waar deze zaak over gaat, dus uw goedkeuring telt niet. Vergelijk het met de kaart, en klik opnieuw als het wel het goede account is.
refusal-sign_in_needed = Om dit goed te keuren moet u zich eerst aanmelden bij Microsoft, hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } van tevoren. Klik opnieuw op Goedkeuren om de link te krijgen.
refusal-sign_in_unproven = Microsoft zegt niet wanneer u zich hebt aangemeld, dus uw goedkeuring telt niet. Vraag de beheerder van Grendel om de optionele claim `auth_time` toe te voegen aan het ID-token van de app-registratie van Grendel.
refusal-signed_in_as_somebody_else = U hebt zich aangemeld met een ander account dan dat waaraan u bent gekoppeld, dus uw goedkeuring telt niet. Klik opnieuw op Goedkeuren en meld u aan met uw eigen account; `/wieben` zegt welk dat is.
refusal-too_soon = Het is te vroeg: u kunt vanaf { $from } doorgaan. Is het niet meer nodig, trek de zaak dan in.
refusal-not_named_for_glass = Deze opdracht laat u niet alleen handelen. Wacht op de goedkeuring, of vraag er een collega om.
refusal-debt_unpaid = U handelde alleen in zaak { $case }, en dat heeft nog niemand medeondertekend, dus u kunt dat niet nog eens doen. Vraag een collega om eerst zaak { $case } mede te ondertekenen, of om deze goed te keuren.
refusal-nothing_owed = In deze zaak valt niets mede te ondertekenen. Lees de kaart zoals die nu is.
refusal-approval_gone = De goedkeuring van { $names } telt niet meer mee, omdat een rol of een account niet meer is wat het toen was. Typ de opdracht opnieuw, zodat iemand anders kan goedkeuren.

shield-role = het heeft { $role }
shield-role-in-restricted-unit = het heeft een rol voor een beheereenheid met beperkt beheer
shield-role-assignable-group = het zit in een groep waaraan directoryrollen kunnen worden toegewezen
shield-restricted-management = het zit in een beheereenheid met beperkt beheer
shield-unknown = de rollen of de groepen konden niet worden gelezen, dus het kan elke rol hebben (Grendel leest ze met de machtigingen RoleManagement.Read.Directory en GroupMember.Read.All)

option-user = Wat u bij `gebruiker` hebt getypt
option-reason = De reden
option-ticket = Wat u bij `ticket` hebt getypt
option-number = Het nummer van de zaak
