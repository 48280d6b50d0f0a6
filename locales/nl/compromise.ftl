### Tekenen van een hack

judgement-stands = Wat er is gezien, wijst erop dat iemand anders dit account misschien in handen heeft. Niets geeft het terug voordat elk teken is opgeruimd of terzijde gelegd.
judgement-weak = Een zwak teken bewijst op zichzelf niets. Kijk er toch naar.
judgement-waived = Elk teken is terzijde gelegd, dus het account geldt weer als dat van de eigenaar.
sign-at-risk = Identity Protection ziet een risico.
sign-denied-prompt = Er is nee gezegd tegen een tweede factor.
sign-unanswered-prompt = Ver van waar de eigenaar zich aanmeldt is om een tweede factor gevraagd, en die kwam niet.
sign-inbox-rules = Regels van het Postvak IN verbergen mail of sturen die naar buiten.
sign-forwarding-outside = Mail wordt naar buiten doorgestuurd.
sign-spam-sent = Microsoft zag de mail van het account voor spam aan.
sign-line = • { $sign } { $standing }
and-more = En nog { $count }.
sign-cleaned = Daar is een stap voor.
sign-not-cleaned = Niets ruimt dit hier op.
sign-by-hand = Geen stap ruimt dit op: iemand moet ernaar kijken.
sign-waived = Op { $when } terzijde gelegd door { $name }: { $reason }
sign-name-at-risk = risico (Identity Protection)
sign-name-denied-prompt = een geweigerde tweede factor
sign-name-inbox-rules = verdachte regels van het Postvak IN
sign-name-forwarding-outside = mail die naar buiten gaat
sign-name-new-country = een aanmelding uit een nieuw land
sign-name-unanswered-prompt = een tweede factor die elders gevraagd en niet gegeven is
sign-name-new-method = een nieuwe methode
sign-name-consented-application = een toepassing met toegang tot de mail
sign-name-spam-sent = mail die Microsoft voor spam aanzag
sign-name-unknown-recipient = mail doorgestuurd naar een onbekende ontvanger
signs-cleaned = Stappen zijn er voor: { $signs }.
signs-not-cleaned = Hier niet opgeruimd: { $signs }.
signs-further-rules = • { $count ->
    [one] Nog één verdachte regel van het postvak, alleen met zijn id bekend.
   *[other] Nog { $count } verdachte regels van het postvak, alleen met hun id bekend.
 }
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
gap-no-permission = { $topic }: { $cause }: { $permission } ({ $code }, aanvraag-id { $request }).
gap-short = { $topic }: { $cause }.
gap-short-no-permission = { $topic }: { $cause }: { $permission }.
possible-signs = Niet helemaal te lezen, telt dus als mogelijk teken van misbruik: { $topics }.
omission = { $topic }: nog { $count }, hier weggelaten.
omission-unknown = { $topic }: er zijn er meer dan er zijn gelezen.
topic-roles = Directoryrollen
topic-eligible-roles = Directoryrollen die het kan activeren
topic-groups = Groepen waaraan rollen kunnen worden toegewezen
topic-units = Beheereenheden
topic-named-groups = Groepen waar regels naar vragen
topic-risk = Risico (Identity Protection)
topic-look-alikes = Accounts met een naam die hierop lijkt
topic-blocks = Wie het account heeft geblokkeerd (auditlogboek)
topic-registrations = Onlangs geregistreerde methoden (auditlogboek)
topic-sign-ins = Recente aanmeldingen
topic-policies = Welk beleid een aanmelding tegenhield
topic-methods = Geregistreerde methoden
topic-self-service = Wachtwoord zelf opnieuw instellen
topic-passes = Tijdelijke toegangspassen
topic-grants = Toepassingen met toegang tot de mail
topic-mailbox = Postvak en doorsturen
topic-inbox-rules = Regels van het Postvak IN
topic-sending = Beperking op het versturen van mail
topic-domains = De eigen domeinen van de tenant
looked-at-account = het account zelf
looked-at-sign-ins = recente aanmeldingen
looked-at-methods = geregistreerde methoden
looked-at-risk = risico (Identity Protection)
looked-at-mailbox = het postvak en het doorsturen
looked-at-inbox-rules = de regels van het Postvak IN
looked-at-sending = een beperking op het versturen van mail
cause-no-licence = de tenant heeft er geen licentie voor
cause-no-licence-named = de tenant heeft er geen licentie voor; daarvoor is { $licence } nodig
cause-no-permission = Grendel mist er de machtiging voor
cause-permission-or-licence = Microsoft weigerde dit zonder uitleg; de licentie, een directoryrol van de toepassing van Grendel of deze machtiging ontbreekt
cause-throttled = Microsoft vroeg om meer tijd dan er was; probeer het later opnieuw
cause-unavailable = Microsoft gaf geen bruikbaar antwoord

change-sign-in = Iemand heeft het aanmelden toegestaan of geblokkeerd.
change-blocked-by = Het aanmelden is sindsdien opnieuw geblokkeerd.
change-block-recorded = De blokkering staat nu in het auditlogboek.
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
warning-one-edit-away = Bijna dezelfde naam: { $name } ({ $upn }).
warning-other-domain = Getypt met het domein { $domain }, en dat is niet het domein van deze aanmeldnaam.
warning-could-activate = Het kan zichzelf beheerder maken: het mag { $roles } activeren (Privileged Identity Management).
warning-done-before = Met dit account is in de laatste 7 dagen al iets gedaan: zaak { $case }.
