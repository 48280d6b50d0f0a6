### Stappen

step-block-sign-in = Aanmelden blokkeren
step-reset-password = Een tijdelijk wachtwoord instellen
step-revoke-temporary-access-pass = De tijdelijke toegangspas intrekken
step-revoke-sign-in-sessions = Overal afmelden (aanmeldsessies intrekken)
step-clear-forwarding = Doorsturen van mail stoppen
step-disable-inbox-rules = Verdachte regels van het Postvak IN uitschakelen
step-confirm-compromised = Het account als gehackt melden
step-dismiss-risk = Het risico negeren
step-issue-temporary-access-pass = Een tijdelijke toegangspas uitgeven
step-enable-sign-in = Aanmelden toestaan
step-point-to-self-service = Wijzen op het zelf instellen van een wachtwoord
step-release-sender = De afzender vrijgeven
meaning-block-sign-in = niemand kan zich ermee aanmelden totdat het weer wordt toegestaan
meaning-reset-password = het oude werkt niet meer; het nieuwe is goed voor één aanmelding, en daarbij wordt een eigen gekozen
meaning-revoke-temporary-access-pass = niemand kan nog aanmelden met een pas die eerder is uitgegeven
meaning-revoke-sign-in-sessions = elk apparaat moet zich opnieuw aanmelden, binnen ongeveer een uur
meaning-clear-forwarding = nieuwe mail blijft in het eigen postvak
meaning-disable-inbox-rules = { $rules }; er wordt niets verwijderd, dus ze kunnen weer aan
meaning-confirm-compromised = Identity Protection ziet er dan een hoog risico in, en beleid handelt daarnaar
meaning-dismiss-risk = beleid tegen risico laat het account weer toe
meaning-issue-temporary-access-pass = daarmee kan één keer worden aangemeld, in plaats van met wachtwoord en tweede factor, binnen { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 }
meaning-enable-sign-in = het account staat weer open
meaning-point-to-self-service = de eigenaar kiest zelf een nieuw wachtwoord; van hieruit verandert er niets
meaning-release-sender = { $sender } kan meestal binnen een uur weer naar buiten sturen, uiterlijk binnen een dag
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
not-covered = ⚠ Sinds de goedkeuring is er meer aan het account toegevoegd, en dat is er nog: { $steps }. Typ daarvoor de opdracht opnieuw.
withheld-in-short = { $count ->
    [one] Eén stap gebeurt niet; onder Details staat waarom.
   *[other] { $count } stappen gebeuren niet; onder Details staat waarom.
 }
obstacle-mastered-on-premises = Active Directory gaat over dit account, dus het zou niet helpen.
obstacle-belongs-elsewhere = het account is van een gast, dus alleen de eigen organisatie kan het.
obstacle-deleted = het account is verwijderd, en moet eerst worden hersteld.
obstacle-signs-of-compromise = dat wacht tot de tekenen van een hack zijn opgeruimd of terzijde gelegd.
obstacle-self-service-off = de tenant staat niet toe dat deze persoon het zelf doet.
obstacle-self-service-not-registered = wat ervoor nodig is, is niet geregistreerd.
obstacle-passes-off = de tenant heeft geen tijdelijke toegangspassen voor dit account.
obstacle-pass-keeps-lock = een pas gaat om het wachtwoord heen, en de vergrendeling blijft.
obstacle-cannot-tell = of het zou helpen, is niet bekend.
obstacle-nobody-reaches = niemand die hier bekend is heeft er een directoryrol voor die tot het account reikt. Doe het in het Entra-beheercentrum.

no-help-account-deleted = Een nieuw wachtwoord, of aanmelden toestaan: er is niets om bij aan te melden totdat het account is hersteld.
no-help-signs-of-compromise = Een nieuw wachtwoord alleen zet niemand eruit: sessies, regels, doorsturen, methoden en toegelaten toepassingen blijven.
no-help-account-at-risk = Alleen het risico negeren: wie het wachtwoord heeft, heeft het dan nog.
no-help-suspicious-inbox-rules = Alleen een nieuw wachtwoord: de regels gaan door, wie er ook is aangemeld.
no-help-mail-forwarded-outside = Alleen een nieuw wachtwoord: het doorsturen gaat door, wie er ook is aangemeld.
no-help-synced-account = In de cloud een wachtwoord instellen of aanmelden toestaan: Active Directory beslist, en overschrijft het.
no-help-sign-in-blocked = Alleen een nieuw wachtwoord: zolang het aanmelden is geblokkeerd, wordt er geen aangenomen.
no-help-sending-restricted = Alleen een nieuw wachtwoord: dat heft de beperking niet op. En Microsoft telt mee: boven de limiet kan alleen Microsoft Support de afzender vrijgeven.
no-help-hostile-address = Een nieuw wachtwoord, of aanmelden toestaan: Microsoft weigert het IP-adres, niet het account.
no-help-smart-lockout = Aanmelden toestaan: dat doet niets aan een smart lockout, en geen beheerder kan die opheffen. Een nieuw wachtwoord doet dat, of de tijd.
no-help-password-expired = Aanmelden toestaan, of wachten: een verlopen wachtwoord blijft verlopen totdat er een nieuw is.
no-help-password-unusable = Wachten, of opnieuw proberen: er is geen wachtwoord dat goed kan zijn.
no-help-second-factor-failing = Een nieuw wachtwoord: het wachtwoord dat er is, klopt.
no-help-second-factor-missing = Een nieuw wachtwoord: het wachtwoord dat er is, klopt.
no-help-blocked-by-policy = Een nieuw wachtwoord, of aanmelden toestaan: het beleid houdt het tegen, wat het wachtwoord ook is.
no-help-password-unseen = Wachten, of het oude wachtwoord: dat werkt niet meer, en niemand kent het nieuwe.
no-help-password-forgotten = Aanmelden toestaan: daarmee is het goede wachtwoord er nog niet.
no-help-mailbox-missing = De afzender vrijgeven: zonder postvak valt er niets te sturen.
no-help-managed-elsewhere = Een rol voor de hele tenant, zelfs Global Administrator: alleen een rol voor die eenheid telt.
no-help-guest-account = Een wachtwoord dat hier wordt ingesteld: een gast meldt zich aan met dat van de eigen organisatie.
no-help-nothing-found = Een nieuw wachtwoord, of aanmelden toestaan: er is niets gevonden wat daarmee wordt opgeheven.

instead-synced-account = Op een domeincontroller, of waar de hulpmiddelen voor Active Directory staan:
instead-synced-account-enable = `Enable-ADAccount -Identity { $account }` heft een blokkering op.
instead-synced-account-unlock = `Unlock-ADAccount -Identity { $account }` heft een vergrendeling na verkeerde wachtwoorden op.
instead-synced-account-reset = `Set-ADAccountPassword -Identity { $account } -Reset` vraagt om een nieuw wachtwoord en stelt het in.
instead-synced-account-wait = Wacht daarna op de synchronisatie (hooguit 30 minuten), of start die: `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account-deleted = Herstel het binnen 30 dagen, uiterlijk op { $until }: Entra-beheercentrum, Gebruikers, Verwijderde gebruikers. Daarvoor is User Administrator nodig. Daarna is het voorgoed weg.
instead-account-at-risk = Vraag de eigenaar per telefoon of de laatste aanmeldingen kloppen: Entra-beheercentrum, Identity Protection, Riskante gebruikers. Daarvoor is Security Reader nodig.
instead-suspicious-inbox-rules = Vraag de eigenaar per telefoon wie deze regels heeft gemaakt. Was het iemand anders, kijk dan wat er in het postvak is verstuurd en gelezen.
instead-mail-forwarded-outside = Vraag de eigenaar per telefoon wie het doorsturen heeft ingesteld. Was het iemand anders, dan is de mail gelezen door wie { $to } heeft.
instead-sending-restricted = Zoek eerst uit wat er is verstuurd, en door wie. Met de hand geeft een Security Administrator de afzender vrij op https://security.microsoft.com/restrictedentities.
instead-hostile-address = Laat de eigenaar zich aanmelden vanaf een veilig netwerk, zonder VPN. Zat die niet op { $address }, dan kent iemand anders de aanmeldnaam: kijk in het aanmeldlogboek.
instead-hostile-address-unknown = Laat de eigenaar zich aanmelden vanaf een veilig netwerk, zonder VPN. Heeft die het helemaal niet geprobeerd, dan kent iemand anders de aanmeldnaam: kijk in het aanmeldlogboek.
instead-smart-lockout = Zoek wat blijft proberen, zoals een oude telefoon met het oude wachtwoord: programma en adres staan onder "Wat er is gevonden". Anders vergrendelt het weer. Een vergrendeling begint met één minuut en groeit met elke verdere poging.
instead-password-expired = Wie het oude wachtwoord nog kent, kiest bij de volgende aanmelding in een browser een nieuw.
instead-second-factor-failing = Is het apparaat kwijt of nieuw: na het aanmelden verwijdert de eigenaar het oude en registreert het nieuwe op https://aka.ms/mfasetup. Niemand mag ja zeggen tegen een melding zonder zich op dat moment aan te melden.
instead-second-factor-missing = De eigenaar registreert een tweede factor op https://aka.ms/mfasetup; van buitenaf kan daar een tijdelijke toegangspas voor nodig zijn.
instead-blocked-by-policy = Vraag het aan wie over Voorwaardelijke toegang gaat ({ $policies }): om het te wijzigen is Conditional Access Administrator nodig. Tot dan: een apparaat, plek of toepassing die wel mag.
instead-blocked-by-policy-unnamed = Vraag het een Conditional Access Administrator: in het Entra-beheercentrum, Aanmeldlogboeken, noemt de aanmelding onder Voorwaardelijke toegang het beleid. Tot dan: een apparaat, plek of toepassing die wel mag.
instead-mailbox-missing = Voor een postvak is een licentie met Exchange Online nodig: Microsoft 365-beheercentrum, Gebruikers, Licenties. Daarvoor is License Administrator nodig.
instead-managed-elsewhere = Vraag het iemand met een rol voor de eenheid { $units }: Entra-beheercentrum, Beheereenheden, de eenheid, Rollen en beheerders.
instead-managed-elsewhere-unnamed = Vraag het iemand met een rol voor die eenheid: in het Entra-beheercentrum staat bij de gebruiker onder Beheereenheden welke.
instead-guest-account = Laat de gast het vragen aan de helpdesk van de eigen organisatie (de thuistenant). Alleen de uitnodiging is van ons: Entra-beheercentrum, de gebruiker, Inwisselingsstatus opnieuw instellen.
instead-nothing-found = Vraag welk programma het was en op welk netwerk. Het kan vijf minuten duren voordat een aanmelding in het logboek staat: typ de opdracht opnieuw als het net misging.
instead-new-method = Vraag de eigenaar wie dit heeft geregistreerd. Was het iemand anders, verwijder het dan: Entra-beheercentrum, de gebruiker, Verificatiemethoden. Daarvoor is Authentication Administrator nodig.
instead-consented-application = Vraag de eigenaar of de toepassing bekend is. Zo niet, verwijder die: Entra-beheercentrum, de gebruiker, Toepassingen. Daarvoor is Cloud Application Administrator nodig.
instead-point-to-self-service = Zeg tegen de eigenaar: open https://aka.ms/sspr en kies "Ik ben mijn wachtwoord vergeten". "Ik weet mijn wachtwoord" heft een vergrendeling niet op.
instead-call-back = Voordat er iets wordt gegeven: bel de eigenaar terug, op een nummer uit de adreslijst en niet op een dat de beller noemt.
instead-issue-temporary-access-pass = Met de pas registreert de eigenaar een tweede factor op https://aka.ms/mfasetup, meteen na het aanmelden.
