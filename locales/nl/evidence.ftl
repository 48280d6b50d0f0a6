### Bewijs

fact-sign-in-disabled = Aanmelden is voor dit account geblokkeerd.
fact-blocked-by-person = Op { $when } geblokkeerd door { $by }.
fact-blocked-by-person-from = Op { $when } geblokkeerd door { $by } vanaf { $address }.
fact-blocked-by-application = Op { $when } geblokkeerd door de toepassing { $by }.
fact-blocked-by-containment = Op { $when } geblokkeerd door Grendel zelf ({ $by }), om het account te isoleren.
fact-blocked-by-sync-engine = Op { $when } geblokkeerd door de synchronisatie vanuit Active Directory ({ $by }).
fact-blocked-by-unknown = Op { $when } geblokkeerd; het auditlogboek zegt niet door wie.
fact-no-record-of-block = In het auditlogboek staat niet wie het account heeft geblokkeerd. Het bewaart gegevens 7 dagen, of 30 met Entra ID P1. Daarom geldt het als geblokkeerd door het beveiligingsteam.
fact-block-remembered-containment = Grendel heeft het account { $when } veiliggesteld: zaak { $case }. In het auditlogboek staat dat niet meer.
fact-block-remembered-security = Het beveiligingsteam heeft het { $when } geblokkeerd: zaak { $case } zag de vermelding, die niet meer in het auditlogboek staat.
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

code-account-at-risk = geweigerd wegens risico
code-sign-in-blocked = het aanmelden is geblokkeerd
code-hostile-address = een IP-adres dat bekendstaat om aanvallen
code-smart-lockout = een tijd vergrendeld na verkeerde wachtwoorden
code-password-expired = het wachtwoord is verlopen
code-password-unusable = geen bruikbaar wachtwoord
code-second-factor-failing = de tweede factor is niet gelukt
code-second-factor-missing = er is een tweede factor nodig
code-blocked-by-policy = een beleid staat het niet toe
code-blocked-by-policy-device = het apparaat is niet zoals een beleid het wil
code-blocked-by-policy-application = de toepassing is er geen die een beleid toestaat
code-blocked-by-policy-defaults = de standaardbeveiliging van de tenant staat het niet toe
code-password-forgotten = verkeerde naam of verkeerd wachtwoord
code-unknown = Die code kent Grendel niet; zoek hem op: https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = Dat is een stap van een aanmelding die doorgaat, en geen vergrendeling.
not-a-lock-sign-in-again = Dat is geen vergrendeling: opnieuw aanmelden is nodig, en kan. Na een nieuw wachtwoord of een afmelding hoort het zo.
not-a-lock-wrong-place = Dat is geen vergrendeling: er is met een ander account aangemeld, of op de verkeerde plek. Laat de andere accounts afmelden, en kijk de getypte naam na.
not-a-lock-application = Dat is geen vergrendeling: alleen die ene toepassing is niet toegestaan. Wie die toepassing beheert, kan toegang geven.
not-a-lock-passing = Dat is geen vergrendeling: Microsoft kon even geen antwoord geven. Laat het opnieuw proberen.
not-a-lock-other-tenant = Dat is geen vergrendeling van dit account: een andere organisatie, of de afspraak daarmee, laat het niet toe. Die organisatie moet helpen.
not-a-lock-on-premises = Dat gaat over Active Directory of de verbinding daarvan met de cloud: kijk daar, ook naar aanmeldtijden en vergrendelde accounts.
not-a-lock-credentials = Dat gaat over de instellingen van een toepassing, niet over een persoon. Vertel het aan wie de toepassing beheert.
not-a-lock-device = Dat gaat over het apparaat: het is niet geregistreerd, of uitgeschakeld. Wie over apparaten gaat, kan dat herstellen.

method-password = wachtwoord
# As in English.
method-authenticator = Microsoft Authenticator
method-phone = telefoon
method-fido2 = beveiligingssleutel of wachtwoordsleutel
# As in English.
method-windows-hello = Windows Hello
method-platform-credential = sleutel van het besturingssysteem
method-software-oath = eenmalige codes
method-email = mailadres (alleen om het wachtwoord opnieuw in te stellen)
method-temporary-access-pass = tijdelijke toegangspas
method-external = dienst van een andere organisatie
method-other = iets wat Grendel niet kent
risk-level-high = hoog risico
risk-level-medium = gemiddeld risico
risk-level-low = laag risico
risk-level-hidden = een risico waarvan de hoogte niet te zien is
risk-level-none = geen risico
risk-state-confirmed-compromised = bevestigd als gehackt
risk-state-at-risk = nog niet opgelost
risk-state-remediated = de eigenaar heeft zich sindsdien gelegitimeerd
risk-state-dismissed = door iemand genegeerd
risk-state-confirmed-safe = iemand heeft bevestigd dat er niets was
risk-state-none = geen stand opgegeven
risk-detail = , met als reden "{ $detail }"
risk-when = , { $when }
