### Weigeringen: wat er gebeurde, wie het wel kan, wat u nu kunt doen

rule = Regel: `{ $rule }`
role-in-unit = { $role }, voor een beheereenheid
role-until = { $role }, eindigt { $until }
list-or = { $rest } of { $last }
list-and = { $rest } en { $last }
list-apart = { $rest }; { $next }
group-both = { $chat } (en { $directory } in de directory)
group-of-directory = de groep `{ $id }`
no-roles = geen

refusal-lacks-chat-role = U kunt deze opdracht niet gebruiken: die is hier voor leden met de rol { $roles }. Vraag een van hen om de opdracht te typen, of vraag de beheerder van deze server om de rol.
refusal-not-linked = Ik weet niet welk Microsoft 365-account van u is, dus ik kan niet zien wat u mag. Typ `/koppel` en meld u bij dat account aan. Kan dat hier niet, vraag dan de beheerder van Grendel om u als `[[person]]` in `grendel.toml` te zetten, met uw Discord-id en de object-id van uw account.
refusal-link-expired = U hebt bewezen welk Microsoft 365-account van u is, en dat bewijs is { $when } verlopen. Typ `/koppel` en meld u opnieuw aan; tot die tijd kunt u niets vragen en nergens over beslissen.
refusal-link-waits = Uw nieuwe koppeling aan een Microsoft 365-account telt vanaf { $when }, zodat uw collega's bezwaar kunnen maken; tot die tijd hebt u hier geen account, en kunt u niets vragen en nergens over beslissen. Was u dit niet, typ dan `/ontkoppel` en waarschuw wie over beveiliging gaat.
refusal-account-external = Dit account is van een gast of een extern lid: een andere organisatie bepaalt wie zich ermee aanmeldt. Zo'n account kan niet worden gekoppeld en beslist hier niets. Gebruik een account van deze tenant, of vraag een collega die er een heeft.
refusal-account-too-new = Dit account is kort geleden gemaakt. Het kan worden gekoppeld en kan beslissen vanaf { $when }: anders kan wie accounts maakt, zijn eigen verzoeken goedkeuren. Vraag een collega, of vraag de beheerder van Grendel om u in `grendel.toml` te noemen.
refusal-secret-made-recently = Ik heb kort geleden een wachtwoord of een pas voor dit account gemaakt, en anderen kunnen die hebben gezien. Het kan worden gekoppeld en kan beslissen vanaf { $when }. Vraag een collega om het te doen.
refusal-account-taken = U hebt zich aangemeld bij een account dat al aan een ander lid is gekoppeld, dus er is niets veranderd. Dat lid wordt ingelicht. Is het uw account en bent u zelf dat andere lid, typ daar dan eerst `/ontkoppel`; laat het anders de beheerder van Grendel weten.
refusal-linked-already = U bent al aan een account gekoppeld, dus er is niets veranderd. Typ `/wieben` om te zien welk. Wilt u een ander koppelen, typ dan eerst `/ontkoppel`.
refusal-linked-by-operator = Welk account van u is, staat in `grendel.toml`, en dat kan hier niet worden veranderd. Typ `/wieben` om te zien welk; klopt het niet, vraag het dan de beheerder van Grendel.
refusal-no-sign-in = Hier kan niemand zich aanmelden: Grendel is er niet voor ingericht. Vraag de beheerder van Grendel om u als `[[person]]` in `grendel.toml` te zetten, met uw Discord-id en de object-id van uw account.
refusal-link-disowned = Iemand heeft zich met uw link aangemeld en gezegd u niet te zijn, dus er is niets veranderd. Was u het zelf en klikte u op de verkeerde knop, typ dan opnieuw `/koppel`. Geef de link niet door.
refusal-sign-in-declined = De aanmelding is niet afgemaakt, dus er is niets veranderd. Microsoft zegt: { $code } { $message } Typ `/koppel` opnieuw om het nog eens te proberen.
refusal-sign-in-failed = Ik kon niet nagaan wie zich heeft aangemeld, dus er is niets veranderd. { $trouble } Typ `/koppel` opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
refusal-sign-in-failed-operator = Ik kon niet nagaan wie zich heeft aangemeld, dus er is niets veranderd. { $trouble } Opnieuw proberen helpt niet: de beheerder van Grendel moet dit verhelpen. Laat dit antwoord zien.
refusal-authentication-context-missing = Microsoft liet u aanmelden, maar zegt niet dat u aan de verificatiecontext `{ $context }` hebt voldaan, die hier nodig is, dus de aanmelding telt niet. Meld u opnieuw aan op de manier die uw bedrijf vraagt, bijvoorbeeld met een beveiligingssleutel. Helpt dat niet, vraag dan de beheerder van Grendel om het beleid voor voorwaardelijke toegang bij `{ $context }` in uw tenant na te kijken.
refusal-account-missing = Het Microsoft 365-account waaraan u bent gekoppeld bestaat niet meer. Typ `/ontkoppel` en daarna `/koppel` om het account te koppelen dat u nu hebt; staat u in `grendel.toml`, vraag dan de beheerder van Grendel om uw gegevens te verbeteren.
refusal-account-disabled = Uw eigen Microsoft 365-account is geblokkeerd, dus u kunt dit niet vragen en er niet over beslissen. Vraag het een collega met een account dat in orde is.
refusal-lacks-directory-role = Uw Microsoft 365-account heeft geen van de directoryrollen die voor deze opdracht nodig zijn: { $wanted }. Nu actief: { $held }. Vraag een collega die er een heeft om de opdracht te typen.
refusal-standing-unread = Ik kon niet nagaan wat u mag, dus ik heb niets gedaan. { $trouble } Probeer het over een paar minuten opnieuw; mislukt het weer, laat dit dan aan de beheerder van Grendel zien.
refusal-standing-unread-operator = Ik kon niet nagaan wat u mag, dus heb ik niets gedaan. { $trouble } Opnieuw proberen helpt niet: de beheerder van Grendel moet dit verhelpen. Laat dit antwoord zien.
refusal-target-malformed = Dat is geen adres en geen object-id. Typ de aanmeldnaam, een mailadres of de object-id van één persoon, bijvoorbeeld `anna@contoso.example`.
refusal-target-unknown = Niemand in deze tenant heeft die aanmeldnaam, dat mailadres, die alias of die object-id. Kijk de spelling en het domein na; een account van een andere organisatie is van hieruit niet te bereiken.
refusal-target-ambiguous = Meerdere accounts hebben dat adres: { $upns }. Typ de aanmeldnaam van degene die u bedoelt.
refusal-target-renamed = Het account dat u koos heet nu { $upn }, en niet zoals uw lijst zei. Kies het opnieuw uit de lijst.
refusal-own-account = Dit is uw eigen account, en niemand ontgrendelt zichzelf. Vraag een collega om de opdracht te typen.
refusal-target-protected-account = Dit account staat op de lijst van accounts waar Grendel van afblijft (`protected` in `grendel.toml`), dus er is niets begonnen. Een collega met een rol die dit account bereikt kan het in het Entra-beheercentrum doen; de beheerder van Grendel houdt de lijst bij.
refusal-target-protected-group = Dit account zit in een groep waar Grendel van afblijft (`protected` in `grendel.toml`), dus er is niets begonnen. Een collega met een rol die dit account bereikt kan het in het Entra-beheercentrum doen; de beheerder van Grendel houdt de lijst bij.
refusal-target-protected-unknown = De beheerder van Grendel beschermt de leden van enkele groepen (`protected` in `grendel.toml`), en de groepen van dit account konden niet worden gelezen, dus er is niets begonnen. Probeer het over een paar minuten opnieuw, of doe het in het Entra-beheercentrum.
refusal-out-of-reach = Uw directoryrollen reiken niet tot dit account: voor "{ $step }" is { $who } nodig. Vraag een collega met zo'n rol om de opdracht te typen.
refusal-out-of-reach-shielded = Uw directoryrollen reiken niet tot dit account, want { $shields }. Voor "{ $step }" is { $who } nodig. Vraag een collega met zo'n rol om de opdracht te typen.
refusal-out-of-reach-nobody = Geen directoryrol die voor de hele tenant geldt reikt tot dit account, dus niemand kan er vanaf hier "{ $step }" op doen. Reden: { $shields }. Iemand met een rol voor die eenheid kan het in het Entra-beheercentrum doen.
refusal-out-of-reach-unit = Dit account zit in een beheereenheid met beperkt beheer. Voor "{ $step }" is { $who } nodig, voor precies die eenheid. Vraag een collega met zo'n rol.
refusal-nobody-can-approve = Niemand kan dit nu goedkeuren, dus er is niets begonnen. { $quorum ->
    [one] Er is één ander lid nodig met de rol { $roles }
   *[other] Er zijn { $quorum } andere leden nodig met de rol { $roles }
 }, met een account dat gekoppeld is en niet geblokkeerd; degene om wie het gaat telt niet mee. { $able ->
    [0] Ik heb er geen gevonden
    [one] Ik heb er één gevonden
   *[other] Ik heb er { $able } gevonden
 }. Vraag de beheerder van Grendel om meer mensen te koppelen, of doe het samen met een collega in het Entra-beheercentrum.
refusal-may-not-decide = U kunt hierover niet beslissen: dat is aan leden met de rol { $roles }. Vraag het een van hen.
refusal-may-not-read = Die zaak is te lezen voor leden met de rol { $roles }, die zoiets mogen vragen, erover beslissen of de tenant bewaken. Vraag een van hen wat u wilt weten.
refusal-about-own-account = Die zaak gaat over uw eigen account. U krijgt haar niet te lezen zolang ze open is, en ook daarna niet als het account tekenen van een hack vertoonde of is gesloten, omdat misschien iemand anders het account gebruikt. Vraag een collega die over zulke zaken beslist wat u wilt weten.
refusal-too-many-actions = U hebt meer opdrachten en klikken gestuurd dan één lid mag, dus er is niets gedaan. De volgende kan vanaf { $from }. Een zaak afwijzen of intrekken kan nog wel.
refusal-own-case = U hebt hier zelf om gevraagd, dus iemand anders moet erover beslissen.
refusal-own-account-decision = Dit gaat over uw eigen account, dus iemand anders moet erover beslissen.
refusal-decided-already-approve = U hebt dit al goedgekeurd; één keer is genoeg.
refusal-decided-already-deny = U hebt dit al afgewezen; één keer is genoeg.
refusal-stale-plan = Het plan is veranderd sinds deze knop werd gemaakt, dus uw klik telt niet. Lees de kaart zoals die nu is en klik daar.
refusal-too-late = De tijd om hierover te beslissen is voorbij. Als het nog nodig is, moet de opdracht opnieuw worden getypt.
refusal-not-waiting = Deze zaak wacht nu niet op een beslissing. Lees de kaart; die vraagt erom als het nodig is.
refusal-not-waiting-running = Daarvoor is het te laat: de stappen worden nu uitgevoerd. Op de kaart staat hoe het afloopt.
refusal-case-closed = Deze zaak is klaar; er valt niets meer over te beslissen. Typ de opdracht opnieuw als het nog nodig is.
refusal-not-yours = Alleen wie dit heeft aangevraagd, kan daarop klikken: { $requester }. Als u erover mag beslissen, kunt u het goedkeuren of afwijzen.
refusal-reason-missing = Er is een reden nodig, want het team leest die op de kaart. Klik opnieuw op de knop en schrijf er een op.
refusal-text-too-long = { $option } is te lang: { $chars } tekens, en er worden er hooguit { $max } gelezen. Maak het korter en stuur het opnieuw.
refusal-too-many-open = { $max ->
    [one] U hebt al een zaak open, en meer dan één kan niet; `/zaken` laat die zien.
   *[other] U hebt al { $max } zaken open, en dat is het maximum; `/zaken` noemt ze.
 } Trek er een in die niet meer nodig is, of wacht tot er een klaar is.
refusal-nothing-to-approve = Er valt nog niets goed te keuren: elke stap wacht op een oordeel over de tekenen van een hack. Kijk ernaar; is er niets aan de hand, klik dan op "Terzijde leggen" en schrijf waarom; is er wel iets aan de hand, wijs het dan af.
refusal-nothing-to-waive = Geen teken van een hack houdt iets tegen, dus er valt niets terzijde te leggen. Lees de kaart zoals die nu is.
refusal-work-not-yours = Het werk in Active Directory is voor leden met de rol { $roles }, en alleen zo iemand vinkt het af. Vraag een van hen om het te doen en op de knop te klikken.
refusal-no-work = Daar wordt niet meer op gewacht: het is afgevinkt, Entra laat het al zien, of de zaak is verder. Op de kaart staat hoe het ervoor staat.
refusal-no-secret = Er is geen wachtwoord en geen pas om te laten zien, of niet meer: dat kan één keer, en hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } lang. Typ de opdracht opnieuw als het nog nodig is.
refusal-secret-not-yours = Dat krijgt alleen { $receiver } te zien, en alleen met het account van het moment van goedkeuring. Degene om wie het gaat krijgt het nooit te zien. Vraag { $receiver } om op de knop te klikken.
refusal-secret-not-yours-named = Dat krijgen alleen leden met de rol { $roles } te zien, en nooit degene om wie het gaat. Vraag een van hen om op de knop te klikken.
refusal-secret-out-of-reach = Om het wachtwoord of de pas van dit account te zien hebt u zelf, op dit moment, { $who } nodig. Zo'n rol hebt u niet, dus u krijgt niets te zien. Vraag een collega met zo'n rol om de opdracht te typen.
refusal-receiver-relinked = U bent nu aan een ander account gekoppeld dan waarmee u het vroeg of goedkeurde. U krijgt dus niets te zien, en niemand anders in uw plaats. Typ de opdracht opnieuw als het nog nodig is.
refusal-nobody-may-see = Dit zou een wachtwoord of pas maken die niemand mag zien: daarvoor moet de aanvrager of een goedkeurder { $who } hebben, en zo iemand ken ik hier niet. Er is dus niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-nobody-may-see-named = Dit zou een wachtwoord of pas maken die niemand mag zien: een regel van deze opdracht toont die alleen aan leden met de rol { $roles }, en ik ken er geen die { $who } heeft. Er is dus niets begonnen. Vraag iemand die dat wel heeft om het eigen account met `/koppel` te koppelen, of vraag de beheerder van Grendel om de regel aan te passen.
refusal-frozen = { $freeze } Klik opnieuw als dat is gebeurd.
refusal-frozen-already = Deze tenant is al bevroren, en minstens zo ruim. { $freeze }
refusal-not-frozen = Deze tenant is niet bevroren, dus er valt niets op te heffen. `/zaken` laat zien wat er speelt.
refusal-unfreeze-needs-another = { $who } heeft dit al gevraagd, en één persoon alleen geeft een tenant niet vrij. Iemand anders die dat mag, met een eigen account, typt vóór { $until } `/ontdooi`.
refusal-secret-limit-reached-receiver = { $who } heeft binnen een uur { $max } wachtwoorden en passen gekregen, en meer kan niet. Het volgende kan vanaf { $from }. Kan het niet wachten, dan kan een collega die dit mag vragen het nu vragen.
refusal-secret-limit-reached-approver = { $who } heeft binnen een uur { $max } wachtwoorden en passen goedgekeurd, en meer kan niet. Het volgende kan vanaf { $from }. Kan het niet wachten, dan kan iemand anders die dit mag goedkeuren het nu doen.
refusal-no-such-case = Zo'n zaak ken ik niet in dit kanaal, dus er is niets gedaan. Het nummer staat onder aan elke kaart, en `/zaken` noemt de zaken die open zijn.
refusal-forged-button = Die knop ken ik niet, dus er is niets gedaan. Gebruik de knoppen van mijn kaarten zoals ze in dit kanaal staan; `/zaken` brengt u bij de zaken die open zijn.
refusal-old-button = Die knop is door een andere versie van mij gemaakt, en ik kan er niets meer mee, dus er is niets gedaan. Gebruik de knoppen van de kaart zoals die nu is; `/zaken` brengt u bij de zaken die open zijn.
refusal-foreign-channel = In dit kanaal werk ik niet: er hoort geen tenant van Microsoft 365 bij. Typ de opdracht in het kanaal dat uw team ervoor heeft; de beheerder van Grendel weet welk dat is.
refusal-no-such-command = Die opdracht heb ik niet meer: ze is weggehaald, of heet nu anders. Er is niets gedaan. Discord biedt die misschien nog even aan; `/hulp` laat zien wat u hier kunt typen.
refusal-not-understood = Dat heb ik niet begrepen, en er is niets gedaan. Ik begrijp opdrachten die worden getypt, zoals `/hulp`, en de knoppen van mijn kaarten, in het kanaal dat uw team ervoor heeft. Gebeurt het vaker, laat het dan de beheerder van Grendel weten.
refusal-arrived-too-late = Dat bereikte mij te laat om te beantwoorden, en er is niets gedaan. Stuur het opnieuw.
refusal-busy = Er wordt op te veel knoppen van deze zaak tegelijk geklikt. Probeer het zo opnieuw.
refusal-account-at-risk = Uw eigen Microsoft 365-account loopt risico, zegt Identity Protection: misschien gebruikt iemand anders het. U kunt dit dus niet vragen en er niet over beslissen. Vraag uw collega's van beveiliging om ernaar te kijken, en een collega met een account dat in orde is om dit te doen.
refusal-lacks-directory-role-eligible = Uw Microsoft 365-account heeft geen van de directoryrollen die voor deze opdracht nodig zijn: { $wanted }. Nu actief: { $held }. U kunt { $eligible } activeren: doe dat eerst (Privileged Identity Management) en typ de opdracht dan opnieuw.
refusal-nobody-reaches = Voor "{ $step }" op dit account is { $who } nodig. Zo'n rol hebt u niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-nobody-reaches-shielded = Voor "{ $step }" op dit account is { $who } nodig, want { $shields }. Zo'n rol hebt u niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-nobody-reaches-unit = Dit account zit in een beheereenheid met beperkt beheer. Voor "{ $step }" is { $who } nodig, voor precies die eenheid. Zo'n rol hebt u daar niet, en ik ken hier ook niemand anders die er een heeft, dus er is niets begonnen. Vraag iemand met zo'n rol om het eigen account met `/koppel` te koppelen, of om het in het Entra-beheercentrum te doen.
refusal-by-rule = Een regel van deze opdracht staat het niet toe. In de woorden van wie de regel schreef: { $words }
refusal-no-rule = Geen regel van deze opdracht zegt wie dit goedkeurt, dus het gebeurt niet. Vraag de beheerder van Grendel om een goedkeuringsregel zonder `when` in het bestand van de opdracht te zetten.
refusal-confirmation-missing = Wie dit goedkeurt of alleen doet, typt eerst de aanmeldnaam van het account. Klik op de knop op de kaart zoals die nu is; begin bij een noodgeval de reden met de aanmeldnaam.
refusal-identity-unchecked = Dit maakt een wachtwoord of een pas, en niemand heeft nog vastgelegd hoe is nagegaan wie er belt. { $requester } klikt daarvoor op de knop op de kaart; daarna kan het worden goedgekeurd.
refusal-not-confirmed = Dat is niet de aanmeldnaam van het account waar deze zaak over gaat, dus uw goedkeuring telt niet. Vergelijk het met de kaart, en klik opnieuw als het wel het goede account is.
refusal-sign-in-needed = Hiervoor moet u zich eerst aanmelden bij Microsoft, hooguit { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
 } van tevoren. Begin opnieuw om de link te krijgen.
refusal-sign-in-unproven = Microsoft zegt niet wanneer u zich hebt aangemeld, dus dit telt niet. Vraag de beheerder van Grendel om de optionele claim `auth_time` toe te voegen aan het ID-token van de app-registratie van Grendel.
refusal-signed-in-as-somebody-else = U hebt zich aangemeld met een ander account dan waaraan u bent gekoppeld, dus dit telt niet. Begin opnieuw en meld u aan met uw eigen account; `/wieben` zegt welk dat is.
refusal-too-soon = Het is te vroeg: u kunt vanaf { $from } doorgaan. Is het niet meer nodig, trek de zaak dan in.
refusal-not-named-for-glass = Deze opdracht laat u niet alleen handelen. Wacht op de goedkeuring, of vraag er een collega om.
refusal-debt-unpaid = U handelde alleen in zaak { $case }, en dat heeft nog niemand medeondertekend, dus u kunt dat niet nog eens doen. Vraag een collega om eerst zaak { $case } mede te ondertekenen, of om deze goed te keuren.
refusal-secret-not-alone-privileged = Dit zou een wachtwoord of pas opleveren voor een account met beheerdersrollen, en die krijgt niemand alleen. Er is iemand nodig die mag goedkeuren: die koppelt een account met `/koppel`, en dan typt u de opdracht opnieuw.
refusal-secret-not-alone-known = Dit zou een wachtwoord of pas opleveren voor het account van iemand die ik hier ken, en met dat account kunt u daarna zelf goedkeuren. Die krijgt niemand alleen. Een derde moet een account koppelen met `/koppel` en goedkeuren; of de eigenaar herstelt het in Microsoft Entra.
refusal-secret-not-alone-command = Dit zou een wachtwoord of pas opleveren, en deze opdracht geeft die aan niemand alleen. Vraag iemand die mag goedkeuren om een account te koppelen met `/koppel`, en typ de opdracht dan opnieuw.
refusal-nothing-owed = In deze zaak valt niets mede te ondertekenen. Lees de kaart zoals die nu is.
refusal-approval-gone = De goedkeuring van { $names } telt niet meer mee, omdat een rol of een account niet meer is wat het toen was. Typ de opdracht opnieuw, zodat iemand anders kan goedkeuren.

shield-role = het heeft { $role }
shield-role-in-restricted-unit = het heeft een rol voor een beheereenheid met beperkt beheer
shield-role-assignable-group = het zit in een groep waaraan directoryrollen kunnen worden toegewezen
shield-restricted-management = het zit in een beheereenheid met beperkt beheer
shield-unknown = de rollen of de groepen konden niet worden gelezen, dus het kan elke rol hebben (Grendel leest ze met de machtigingen RoleManagement.Read.Directory en GroupMember.Read.All)

option-user = Wat u bij `gebruiker` hebt getypt
option-reason = De reden
option-ticket = Wat u bij `ticket` hebt getypt
option-symptom = Wat u koos bij `symptom`
option-code = Wat u typte bij `code`
option-number = Het nummer van de zaak
option-scope = Wat u bij `omvang` hebt gekozen
refusal-sign-in-disowned = Iemand heeft zich met uw link aangemeld en gezegd dat dit een ander was, dus er is niets gedaan. Was u het zelf en klikte u op de verkeerde knop, begin dan opnieuw. Zo niet, dan gebruikt iemand anders uw link: geef die niet door, en waarschuw uw beveiligingsteam.
refusal-wrong-number = Dat is niet het getal op de pagina, dus er is niets gedaan. Per aanmelding hebt u één poging: begin opnieuw. Zag u geen pagina, dan heeft iemand anders zich met uw link aangemeld: geef die niet door.
refusal-sign-in-over = Er is geen aanmelding van u die op dit getal wacht: ze is gebruikt, duurde langer dan tien minuten, of Grendel is intussen opnieuw gestart. Er is niets gedaan. Begin opnieuw.
