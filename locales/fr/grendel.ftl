# Tout ce que lisent les gens et qui ne fait pas partie du texte d’une commande.
# Les heures arrivent dans la notation du chat, pour que chacun les voie dans son fuseau horaire.

## La carte, de haut en bas

card-title = Dossier { $case } · /{ $command } · { $stands }
card-footer = Dossier { $case }, { $tenant }
card-footer-plan = Dossier { $case }, { $tenant }, plan { $plan }
more-in-details = … la suite sous « Détails »
stands-looking = en cours d’examen
stands-deciding = à décider
stands-alone = attend la personne demandeuse
stands-doing = en cours
stands-handing_over = à venir chercher
stands-owing = fait, à contresigner
stands-completed = terminé
stands-completed-not-visible = terminé, pas encore confirmé
stands-completed-lost = mot de passe non remis
stands-told = approuvé, à communiquer
stands-needs_human = à examiner
stands-unavailable = n’a pas pu continuer
stands-nothing_found = rien trouvé
stands-advised = seulement examiné
stands-refused = arrêté, rien de modifié
stands-joined = fait partie d’un autre dossier
stands-denied = refusé
stands-expired = pas décidé à temps
stands-withdrawn = retiré
stands-interrupted = sans réponse à temps

heading-asked = Demandé par
heading-found = Ce qui a été trouvé
heading-signs = Indices de compromission
heading-unread = Ce qui n’a pas pu être consulté
heading-changed = Ce qui a changé depuis l’approbation
heading-waived = Ce qui a changé
heading-plan = Ce qui va être fait
heading-done = Ce qui a été fait
heading-not-done = Ce qui n’a pas été fait
heading-no-help = Ce qui ne servirait à rien
heading-instead = Que faire à la place
heading-besides = Que faire en plus
heading-decision = Décision
heading-state = Où en est le dossier
heading-outcome = Résultat
heading-warning = À vérifier deux fois

asked-by = { $name }, { $when }
asked-reason = Motif : { $reason }
asked-ticket = Ticket : { $ticket }
asked-joined = { $name } a demandé la même chose.
asked-joined-why = { $name } a demandé la même chose : { $reason }

## Le verdict

verdict-sign-in-blocked-by-person = { $name } ({ $upn }) ne peut pas se connecter : la connexion a été bloquée par { $by } { $when }.
verdict-sign-in-blocked-by-application = { $name } ({ $upn }) ne peut pas se connecter : la connexion a été bloquée par l’application { $by } { $when }.
verdict-sign-in-blocked-by-sync = { $name } ({ $upn }) ne peut pas se connecter : la connexion a été bloquée par la synchronisation depuis Active Directory ({ $by }) { $when }.
verdict-sign-in-blocked-by-unknown = { $name } ({ $upn }) ne peut pas se connecter : la connexion a été bloquée { $when } ; le journal d’audit ne dit pas par qui.
verdict-sign-in-blocked-no-record = { $name } ({ $upn }) ne peut pas se connecter : la connexion est bloquée ; le journal d’audit ne dit plus par qui.
verdict-sign-in-blocked-unread = { $name } ({ $upn }) ne peut pas se connecter : la connexion est bloquée ; impossible de savoir par qui.
verdict-synced-account-blocked = { $name } ({ $upn }) ne peut pas se connecter, et le cloud n’y peut rien : la connexion est bloquée, et c’est Active Directory qui décide pour ce compte.
verdict-synced-account-enabled = { $name } ({ $upn }) peut se connecter, du moins côté cloud. Le compte est géré dans Active Directory, et un verrouillage là-bas ne se voit pas d’ici.
verdict-sign-in-blocked-by-containment = { $name } ({ $upn }) ne peut pas se connecter : Grendel ({ $by }) a bloqué la connexion { $when }, pour isoler le compte.
verdict-account-deleted = { $name } ({ $upn }) ne peut pas se connecter : le compte a été supprimé { $when }.
verdict-signs-of-compromise = Rien n’empêche { $name } ({ $upn }) de se connecter, et des indices laissent penser que quelqu’un d’autre utilise ce compte.
verdict-signs-waived = { $name } ({ $upn }) : des indices laissaient penser que quelqu’un d’autre utilisait ce compte ; ils ont été écartés.
verdict-account-at-risk = { $name } ({ $upn }) : quelqu’un d’autre utilise peut-être ce compte, d’après Identity Protection.
verdict-account-at-risk-refused = { $name } ({ $upn }) ne peut pas se connecter : d’après Identity Protection, quelqu’un d’autre utilise peut-être ce compte, et Microsoft ne le laisse pas entrer en l’état.
verdict-suspicious-inbox-rules = { $name } ({ $upn }) ne voit peut-être pas tous ses e-mails : des règles les cachent, les suppriment ou les envoient à l’extérieur.
verdict-mail-forwarded-outside = { $name } ({ $upn }) : tous les e-mails reçus sont transférés à l’extérieur, vers { $to }.
verdict-sending-restricted = { $name } ({ $upn }) ne peut plus envoyer d’e-mails à l’extérieur : Microsoft a bloqué ses envois.
verdict-hostile-address = { $name } ({ $upn }) ne peut pas se connecter de là où cette personne se trouve, ou quelqu’un d’autre essaie : Microsoft refuse une adresse connue pour des attaques.
verdict-smart-lockout = { $name } ({ $upn }) ne peut pas se connecter : après trop de mots de passe erronés, Microsoft a verrouillé le compte pour un moment (verrouillage intelligent).
verdict-password-expired = { $name } ({ $upn }) ne peut pas se connecter : le mot de passe a expiré.
verdict-password-unusable = { $name } ({ $upn }) ne peut pas se connecter : Microsoft n’a aucun mot de passe utilisable pour ce compte.
verdict-second-factor-failing = { $name } ({ $upn }) ne peut pas se connecter : le mot de passe est bon, mais le second facteur a échoué.
verdict-second-factor-denied = { $name } ({ $upn }) ne peut pas se connecter : le mot de passe est bon, mais quelqu’un a refusé la demande de second facteur.
verdict-second-factor-missing = { $name } ({ $upn }) ne peut pas se connecter : un second facteur est exigé, et aucun n’est enregistré.
verdict-second-factor-missing-unread = { $name } ({ $upn }) ne peut pas se connecter : un second facteur est exigé, et aucun n’a été donné.
verdict-blocked-by-policy = { $name } ({ $upn }) ne peut pas se connecter : une stratégie du locataire l’interdit ({ $policies }).
verdict-blocked-by-policy-unnamed = { $name } ({ $upn }) ne peut pas se connecter : une stratégie du locataire l’interdit ; impossible de savoir laquelle.
verdict-password-unseen = { $name } ({ $upn }) ne peut pas se connecter : le dossier { $case } a défini un nouveau mot de passe que personne n’a vu.
verdict-password-forgotten = { $name } ({ $upn }) ne peut pas se connecter : des mots de passe erronés, l’un après l’autre, et pas encore de verrouillage.
verdict-mailbox-missing = { $name } ({ $upn }) ne peut ni envoyer ni recevoir d’e-mails : le compte n’a pas de boîte aux lettres.
verdict-managed-elsewhere = { $name } ({ $upn }) fait partie d’une unité administrative à gestion restreinte : il faut un rôle pour cette unité pour modifier le compte.
verdict-guest-account = { $name } ({ $upn }) est un compte invité : le mot de passe et le second facteur dépendent de son organisation d’origine.
verdict-nothing-found = Rien n’a été trouvé qui empêche { $name } ({ $upn }) d’entrer.
verdict-nothing-found-with-gaps = Rien n’a été trouvé qui empêche { $name } ({ $upn }) d’entrer, mais tout n’a pas pu être consulté.
verdict-before = Avant – { $verdict }
verdict-compromised = { $verdict }, et il y a des indices de compromission.
verdict-joined = { $name } a demandé la même chose que dans le dossier { $case } et fait maintenant partie de ce dossier.
verdict-interrupted = Grendel n’a pas pu répondre à temps à { $name }. Rien n’a été modifié. Tapez de nouveau la commande.

## Les faits

fact-sign-in-disabled = La connexion est bloquée pour ce compte.
fact-blocked-by-person = Bloqué le { $when } par { $by }.
fact-blocked-by-person-from = Bloqué le { $when } par { $by } depuis { $address }.
fact-blocked-by-application = Bloqué le { $when } par l’application { $by }.
fact-blocked-by-containment = Bloqué le { $when } par Grendel même ({ $by }), pour isoler le compte.
fact-blocked-by-sync-engine = Bloqué le { $when } par la synchronisation depuis Active Directory ({ $by }).
fact-blocked-by-unknown = Bloqué le { $when } ; le journal d’audit ne dit pas par qui.
fact-no-record-of-block = Le journal d’audit ne garde aucune trace de ce blocage. Il remonte à 7 jours, ou à 30 avec Entra ID P1.
fact-sign-ins-refused = { $count ->
    [one] Une connexion a été refusée pour cette raison { $when } ({ $application }).
   *[other] { $count } connexions ont été refusées pour cette raison, la dernière { $when } ({ $application }).
 }
fact-mastered-on-premises = Géré dans Active Directory ({ $domain }), dernière synchronisation { $when }.
fact-mastered-on-premises-never = Géré dans Active Directory ({ $domain }).
fact-last-failure = La dernière connexion échouée a eu lieu { $when } : AADSTS{ $code } ({ $application }). { $meaning }
code-means = Cela veut dire : { $meaning }. C’est terminé maintenant, ou c’était trop peu pour parler de verrouillage.
fact-failures = { $count ->
    [one] Une connexion a échoué { $last } avec AADSTS{ $code }, { $meaning } : { $details }.
   *[other] { $count } connexions ont échoué avec AADSTS{ $code }, { $meaning }, la première { $first }, la dernière { $last } : { $details }.
 }
detail-client = avec { $client }
detail-address = depuis { $address }
detail-address-country = depuis { $address } ({ $country })
detail-country = depuis le pays { $country }
fact-kept-out-by = Refusé { $when } avec AADSTS{ $code }, { $meaning } ({ $application }). Stratégies : { $policies }.
fact-kept-out-by-unnamed = Refusé { $when } avec AADSTS{ $code }, { $meaning } ({ $application }). Le journal de connexion ne nomme aucune stratégie.
fact-kept-out-by-hidden = Refusé { $when } avec AADSTS{ $code }, { $meaning } ({ $application }). Pour voir de quelle stratégie il s’agit, il faut à Grendel l’autorisation { $permission }.
fact-password-unseen = Le dossier { $case } a défini un nouveau mot de passe. Personne ne l’a vu, et l’ancien ne fonctionne plus.
fact-password-changed = Le mot de passe a été changé pour la dernière fois { $when }.
fact-registered = Enregistré comme preuve d’identité : { $methods }.
fact-registered-none = Rien n’est enregistré comme preuve d’identité.
fact-self-service = La réinitialisation du mot de passe en libre-service est possible : le locataire la permet, et le nécessaire est enregistré.
fact-self-service-off = La réinitialisation du mot de passe en libre-service est impossible : le locataire ne la permet pas.
fact-self-service-not-registered = La réinitialisation du mot de passe en libre-service est impossible : le locataire la permet, mais le nécessaire n’est pas enregistré.
fact-prompt-denied = Quelqu’un a refusé la demande de second facteur { $when } : { $details }. Si c’était la personne concernée, quelqu’un d’autre connaît le mot de passe.
fact-at-risk = Identity Protection voit un risque pour ce compte ; Grendel ne peut en voir ni le niveau ni la raison.
fact-at-risk-report = Identity Protection indique : { $level }, { $state }{ $detail }{ $when }.
fact-restricted = Microsoft empêche { $address } d’envoyer à l’extérieur : { $reason }.
fact-restricted-since = Microsoft empêche { $address } d’envoyer à l’extérieur, mesure prise { $when } : { $reason }.
restricted-external = plus de destinataires externes que la limite ne le permet
restricted-internal = plus de destinataires internes que la limite ne le permet
restricted-other-limit = la limite « { $limit } » a été dépassée
restricted-reason = la raison donnée par Microsoft est « { $reason } »
restricted-unsaid = Microsoft ne donne pas de raison
restricted-counts = { $reason } ; destinataires ce jour-là : { $outside } à l’extérieur, { $inside } à l’intérieur
restricted-count-outside = { $reason } ; destinataires à l’extérieur ce jour-là : { $outside }
restricted-count-inside = { $reason } ; destinataires à l’intérieur ce jour-là : { $inside }
fact-forwarded-outside = Tous les e-mails sont transférés vers { $to } ; rien ne reste dans la boîte aux lettres.
fact-forwarded-outside-copy = Tous les e-mails sont transférés vers { $to } ; une copie reste dans la boîte aux lettres.
fact-suspicious-rule = La règle de boîte de réception « { $name } » { $deeds }.
fact-suspicious-rule-hidden = La règle de boîte de réception « { $name } », qu’Outlook n’affiche pas, { $deeds }.
rule-forwards = envoie des e-mails à { $to }
rule-deletes = supprime des e-mails
rule-moves = déplace des e-mails vers le dossier « { $folder } »
rule-marks-read = les marque comme lus
fact-new-country = Connexion { $when } depuis { $address }, dans le pays { $country }, où ce compte n’avait jamais été vu.
fact-new-country-somewhere = Connexion { $when } depuis le pays { $country }, où ce compte n’avait jamais été vu.
fact-method-registered = Enregistré { $when }, selon les mots du journal d’audit : « { $what } ».
fact-consented = L’application dont l’ID est { $application } a reçu l’accès aux e-mails : { $scopes }.
fact-deleted = Supprimé le { $when }.
fact-no-mailbox = Ce compte n’a pas de boîte aux lettres.
fact-managed-in = Ce compte fait partie d’une unité administrative à gestion restreinte : { $units }.
fact-managed-in-unnamed = Ce compte fait partie d’une unité administrative à gestion restreinte ; Grendel ne peut pas voir laquelle.
fact-guest = Ce compte appartient à une autre organisation, et n’est ici qu’invité.
looked-at = Consulté : { $topics }.
looked-at-no-mail = Consulté : { $topics }. Pas les e-mails : Grendel n’est pas configuré pour cela ici.
unnamed-application = application non nommée
unnamed-domain = domaine non nommé
or-others = { $first } ou un des { $count } autres
and-others = { $first } et { $count ->
    [one] un autre élément
   *[other] { $count } autres éléments
 }

code-account_at_risk = refusé à cause d’un risque
code-sign_in_blocked = la connexion est bloquée
code-hostile_address = une adresse connue pour des attaques
code-smart_lockout = verrouillé pour un moment après des mots de passe erronés
code-password_expired = le mot de passe a expiré
code-password_unusable = aucun mot de passe utilisable
code-second_factor_failing = le second facteur a échoué
code-second_factor_missing = un second facteur est exigé
code-blocked_by_policy = une stratégie ne le permet pas
code-policy-device = l’appareil n’est pas tel qu’une stratégie l’exige
code-policy-application = l’application n’est pas de celles qu’une stratégie permet
code-policy-defaults = les paramètres de sécurité par défaut du locataire ne le permettent pas
code-password_forgotten = nom ou mot de passe erroné
code-unknown = Grendel ne connaît pas ce code ; cherchez-le ici : https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = C’est une étape d’une connexion qui se poursuit, et non un verrouillage.
not-a-lock-sign_in_again = Ce n’est pas un verrouillage : il faut se reconnecter, et c’est possible. Après un nouveau mot de passe ou une déconnexion, c’est normal.
not-a-lock-wrong_place = Ce n’est pas un verrouillage : la connexion s’est faite avec un autre compte, ou au mauvais endroit. Faites fermer la session des autres comptes, et vérifiez le nom saisi.
not-a-lock-application = Ce n’est pas un verrouillage : seule cette application n’est pas permise. La personne qui en est responsable peut donner l’accès.
not-a-lock-passing = Ce n’est pas un verrouillage : Microsoft n’a pas pu répondre à ce moment-là. Faites réessayer.
not-a-lock-other_tenant = Ce n’est pas un verrouillage de ce compte : une autre organisation, ou l’accord avec elle, ne le laisse pas entrer. C’est à cette organisation d’aider.
not-a-lock-on_premises = Il s’agit d’Active Directory ou de sa liaison avec le cloud : regardez là-bas, y compris les horaires de connexion et les comptes verrouillés.
not-a-lock-credentials = Il s’agit des paramètres d’une application, et non d’une personne. Prévenez la personne responsable de cette application.
not-a-lock-device = Il s’agit de l’appareil : il n’est pas inscrit, ou il est désactivé. La personne responsable des appareils peut y remédier.

method-password = mot de passe
method-authenticator = Microsoft Authenticator
method-phone = téléphone
method-fido2 = clé de sécurité ou clé d’accès
method-windows_hello = Windows Hello
method-platform_credential = informations d’identification de plateforme
method-software_oath = codes à usage unique
method-email = adresse e-mail (uniquement pour réinitialiser le mot de passe)
method-temporary_access_pass = passe d’accès temporaire
method-external = méthode d’authentification externe
method-other = quelque chose que Grendel ne connaît pas
risk-level-high = risque élevé
risk-level-medium = risque moyen
risk-level-low = risque faible
risk-level-hidden = un risque dont le niveau n’est pas visible
risk-level-none = aucun risque
risk-state-confirmed_compromised = confirmé comme compromis
risk-state-at_risk = pas encore levé
risk-state-remediated = l’identité a été prouvée depuis
risk-state-dismissed = ignoré par quelqu’un
risk-state-confirmed_safe = quelqu’un a confirmé que ce n’était rien
risk-state-none = aucun état enregistré
risk-detail = , pour la raison « { $detail } »
risk-when = , { $when }

## Indices de compromission

judgement-stands = Ce qui a été vu laisse penser que quelqu’un d’autre utilise ce compte. Il ne sera pas rendu tant que chaque indice n’aura pas été traité ou écarté.
judgement-weak = Un indice faible ne prouve rien à lui seul. Regardez-le tout de même.
judgement-waived = Tous les indices ont été écartés : le compte est de nouveau considéré comme entre de bonnes mains.
sign-at_risk = Identity Protection voit un risque.
sign-denied_prompt = Une demande de second facteur a été refusée.
sign-inbox_rules = Des règles de boîte de réception cachent des e-mails ou les envoient à l’extérieur.
sign-forwarding_outside = Les e-mails sont transférés à l’extérieur.
sign-line = • { $sign } { $standing }
and-more = Et { $count } de plus.
sign-cleaned = Une étape est prévue pour cela.
sign-not-cleaned = Rien ici n’y remédie.
sign-by-hand = Aucune étape n’y remédie : quelqu’un doit l’examiner.
sign-waived = Écarté le { $when } par { $name } : { $reason }
sign-name-at_risk = le risque (Identity Protection)
sign-name-denied_prompt = un second facteur refusé
sign-name-inbox_rules = des règles de boîte de réception suspectes
sign-name-forwarding_outside = le transfert d’e-mails à l’extérieur
sign-name-new_country = une connexion depuis un nouveau pays
sign-name-new_method = une nouvelle méthode
sign-name-consented_application = une application ayant accès aux e-mails
signs-cleaned = Étapes prévues pour : { $signs }.
signs-not-cleaned = Pas de remède ici : { $signs }.
signs-by-hand = À examiner : { $signs }.
signs-in-all = { $count ->
    [one] { $count } indice a été vu ; « Détails » dit lequel.
   *[other] { $count } indices ont été vus ; « Détails » dit lesquels.
 }
signs-waived-in-all = { $count ->
    [one] { $name } en a écarté { $count } : { $reason }
   *[other] { $name } en a écarté { $count } : { $reason }
 }
signs-waived = Écarté par { $name } : { $signs }. { $reason }

gap = { $topic } : { $cause } ({ $code }, ID de demande { $request }).
gap-no_permission = { $topic } : { $cause } ({ $permission } ; { $code }, ID de demande { $request }).
gap-short = { $topic } : { $cause }.
gap-short-no_permission = { $topic } : { $cause } ({ $permission }).
topic-roles = Rôles d’administrateur
topic-groups = Groupes auxquels des rôles peuvent être attribués
topic-units = Unités administratives
topic-named_groups = Groupes dont parlent les règles
topic-risk = Risque (Identity Protection)
topic-look_alikes = Comptes au nom semblable
topic-blocks = Qui a bloqué la connexion (journal d’audit)
topic-sign_ins = Connexions récentes
topic-policies = Quelles stratégies ont arrêté une connexion
topic-methods = Méthodes enregistrées
topic-self_service = Réinitialisation du mot de passe en libre-service
topic-passes = Passes d’accès temporaires
topic-grants = Applications ayant accès aux e-mails
topic-mailbox = Boîte aux lettres et transfert
topic-inbox_rules = Règles de boîte de réception
topic-sending = Droit d’envoyer à l’extérieur
topic-domains = Domaines propres au locataire
looked-at-account = le compte lui-même
looked-at-sign_ins = les connexions récentes
looked-at-methods = les méthodes enregistrées
looked-at-risk = le risque (Identity Protection)
looked-at-mailbox = la boîte aux lettres et son transfert
looked-at-inbox_rules = les règles de boîte de réception
looked-at-sending = le droit d’envoyer à l’extérieur
cause-no_licence = le locataire n’a pas la licence nécessaire ; il faut Entra ID P1 ou P2
cause-no_permission = Grendel n’a pas l’autorisation nécessaire
cause-throttled = Microsoft a demandé d’attendre trop longtemps ; réessayez plus tard
cause-unavailable = Microsoft n’a pas répondu correctement

change-sign_in = Quelqu’un a autorisé ou bloqué la connexion.
change-blocked_by = La connexion a été bloquée de nouveau depuis.
change-name = Le compte a été renommé.
change-roles = Les rôles du compte ont changé.
change-mastered = Le compte est maintenant géré ailleurs (dans le cloud ou dans Active Directory).
change-readable = Ce qui ne pouvait pas être lu peut l’être maintenant, ou l’inverse.
change-plan = D’autres étapes sont nécessaires maintenant.
change-evidence = Ce qui a été trouvé repose maintenant sur d’autres faits.
change-risk = Identity Protection voit maintenant un autre risque.
change-groups = Le compte est maintenant dans d’autres groupes.
change-warnings = Il y a maintenant d’autres raisons de bien vérifier de qui il s’agit.
change-signs = D’autres indices de compromission sont visibles maintenant.
change-waived = Des indices de compromission ont été écartés, et le plan a été refait.
warning-one_edit_away = Presque le même nom : { $name } ({ $upn }).
warning-other_domain = Saisi avec le domaine { $domain }, qui n’est pas celui de ce nom de connexion.
warning-done_before = Une intervention sur ce compte ces 7 derniers jours : dossier { $case }.

## Les étapes

step-block_sign_in = Bloquer la connexion
step-reset_password = Définir un mot de passe temporaire
step-revoke_sign_in_sessions = Fermer toutes les sessions ouvertes
step-clear_forwarding = Arrêter le transfert des e-mails
step-disable_inbox_rules = Désactiver les règles suspectes
step-confirm_compromised = Signaler le compte comme compromis
step-dismiss_risk = Ignorer le risque
step-issue_temporary_access_pass = Émettre un passe d’accès temporaire
step-enable_sign_in = Autoriser la connexion
step-point_to_self_service = Orienter vers le libre-service
step-release_sender = Libérer l’expéditeur
meaning-block_sign_in = personne ne peut se connecter avec ce compte tant que la connexion n’est pas rétablie
meaning-reset_password = l’ancien ne fonctionne plus ; le nouveau sert à une seule connexion, où il faut en choisir un autre
meaning-revoke_sign_in_sessions = chaque appareil doit se reconnecter, dans l’heure environ
meaning-clear_forwarding = les nouveaux e-mails restent dans la boîte aux lettres
meaning-disable_inbox_rules = { $rules } ; rien n’est supprimé, donc tout peut être réactivé
meaning-confirm_compromised = Identity Protection le considère alors à haut risque, et les stratégies agissent en conséquence
meaning-dismiss_risk = les stratégies contre le risque laissent de nouveau entrer ce compte
meaning-issue_temporary_access_pass = il sert à une seule connexion, à la place du mot de passe et du second facteur, dans un délai de { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }
meaning-enable_sign_in = le compte est de nouveau ouvert
meaning-point_to_self_service = la personne concernée choisit elle-même un nouveau mot de passe ; rien n’est modifié d’ici
meaning-release_sender = { $sender } peut de nouveau envoyer à l’extérieur dans l’heure, au plus tard sous 24 heures
authority-held = au titre du rôle { $role } ({ $name })
authority-needed = à approuver avec le rôle { $who }
authority-needed-in-unit = demande une approbation avec le rôle { $who } pour l’unité même qui protège ce compte
authority-of-steps = ↳ { $steps } : { $authority }

progress-planned = { $number }. { $step } : { $meaning }
progress-named = { $number }. { $step }
progress-pending = { $number }. { $step } : pas encore commencé
progress-calling = { $number }. { $step } : en cours
progress-unanswered = { $number }. { $step } : pas de réponse de Microsoft ; on vérifie si cela a pris effet
progress-unknown = { $number }. { $step } : on ne sait pas si cela a pris effet
progress-taken = { $number }. { $step } : fait ; on attend que cela se voie
progress-seen = { $number }. { $step } : fait et confirmé { $when }
progress-told = { $number }. { $step } : approuvé ; rien n’a été appelé chez Microsoft
progress-not-visible = { $number }. { $step } : fait, mais pas encore visible à la dernière vérification, { $when }
progress-not-looked = { $number }. { $step } : fait ; impossible de vérifier si cela se voit. { $when }
progress-refused = { $number }. { $step } : refusé par Microsoft
not-done = { $step } : { $obstacle }
withheld-in-short = { $count ->
    [one] { $count } étape n’est pas effectuée ; « Détails » dit pourquoi.
   *[other] { $count } étapes ne sont pas effectuées ; « Détails » dit pourquoi.
 }
obstacle-mastered_on_premises = c’est Active Directory qui décide pour ce compte, donc cela ne servirait à rien.
obstacle-belongs_elsewhere = c’est un compte invité, donc seule son organisation d’origine peut le faire.
obstacle-deleted = le compte est supprimé, et doit d’abord être restauré.
obstacle-signs_of_compromise = il faut d’abord que les indices de compromission soient traités ou écartés.
obstacle-self_service_off = le locataire ne permet pas à cette personne de réinitialiser elle-même son mot de passe.
obstacle-self_service_not_registered = ce qu’il faut pour cela n’est pas enregistré.
obstacle-passes_off = le locataire n’a pas de passes d’accès temporaires pour ce compte.
obstacle-pass_keeps_lock = un passe contourne le mot de passe, et le verrouillage reste.
obstacle-cannot_tell = impossible de savoir si cela servirait.

no-help-account_deleted = Un nouveau mot de passe, ou autoriser la connexion : il n’y a rien à quoi se connecter tant que le compte n’est pas restauré.
no-help-signs_of_compromise = Un nouveau mot de passe seul ne met personne dehors : les sessions, les règles, le transfert, les méthodes et les applications admises restent.
no-help-account_at_risk = Ignorer le risque, et rien de plus : quiconque a le mot de passe l’a toujours.
no-help-suspicious_inbox_rules = Un nouveau mot de passe seul : les règles continuent, quelle que soit la personne connectée.
no-help-mail_forwarded_outside = Un nouveau mot de passe seul : le transfert continue, quelle que soit la personne connectée.
no-help-synced_account = Changer le mot de passe ou la connexion dans le cloud : c’est Active Directory qui décide, et qui écrase le reste.
no-help-sign_in_blocked = Un nouveau mot de passe seul : tant que la connexion est bloquée, aucun n’est accepté.
no-help-sending_restricted = Un nouveau mot de passe seul : il ne lève pas la restriction. Et Microsoft compte les libérations : au-delà de sa limite, seul le support Microsoft peut libérer l’expéditeur.
no-help-hostile_address = Un nouveau mot de passe, ou autoriser la connexion : c’est l’adresse que Microsoft refuse, pas le compte.
no-help-smart_lockout = Autoriser la connexion : cela ne change rien à un verrouillage intelligent, et aucun admin ne peut le lever. Un nouveau mot de passe y met fin, ou le temps.
no-help-password_expired = Autoriser la connexion, ou attendre : un mot de passe expiré le reste jusqu’à ce qu’il y en ait un nouveau.
no-help-password_unusable = Attendre, ou réessayer : aucun mot de passe ne peut être le bon.
no-help-second_factor_failing = Un nouveau mot de passe : celui qui existe est bon.
no-help-second_factor_missing = Un nouveau mot de passe : celui qui existe est bon.
no-help-blocked_by_policy = Un nouveau mot de passe, ou autoriser la connexion : la stratégie l’interdit, quel que soit le mot de passe.
no-help-password_unseen = Attendre, ou l’ancien mot de passe : il ne fonctionne plus, et personne ne connaît le nouveau.
no-help-password_forgotten = Autoriser la connexion : cela ne rend pas le bon mot de passe.
no-help-mailbox_missing = Libérer l’expéditeur : sans boîte aux lettres, aucun envoi n’est possible.
no-help-managed_elsewhere = Un rôle pour tout le locataire, même Global Administrator : seul compte un rôle pour cette unité.
no-help-guest_account = Un mot de passe défini ici : un compte invité se connecte avec celui de son organisation d’origine.
no-help-nothing_found = Un nouveau mot de passe, ou autoriser la connexion : rien n’a été trouvé que cela lèverait.

instead-synced = Sur un contrôleur de domaine, ou là où se trouvent les outils Active Directory :
instead-synced-enable = `Enable-ADAccount -Identity { $account }` lève un blocage.
instead-synced-unlock = `Unlock-ADAccount -Identity { $account }` lève un verrouillage après des mots de passe erronés.
instead-synced-reset = `Set-ADAccountPassword -Identity { $account } -Reset` demande un nouveau mot de passe et le définit.
instead-synced-wait = Attendez ensuite la synchronisation (jusqu’à 30 minutes), ou lancez-la : `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account_deleted = Restaurez-le dans les 30 jours, au plus tard le { $until } : centre d’administration Entra, Utilisateurs, Utilisateurs supprimés. Il faut le rôle User Administrator. Après cela, il est perdu pour de bon.
instead-account_at_risk = Demandez par téléphone à la personne concernée si les dernières connexions étaient les siennes : centre d’administration Entra, Identity Protection, Utilisateurs à risque. Il faut le rôle Security Reader.
instead-suspicious_inbox_rules = Demandez par téléphone à la personne concernée si ces règles viennent d’elle. Sinon, regardez ce qui a été envoyé et lu dans la boîte aux lettres.
instead-mail_forwarded_outside = Demandez par téléphone à la personne concernée si ce transfert vient d’elle. Sinon, la personne qui possède { $to } a lu ses e-mails.
instead-sending_restricted = Cherchez d’abord ce qui a été envoyé, et par qui. À la main, c’est le rôle Security Administrator qui permet de libérer, sur https://security.microsoft.com/restrictedentities.
instead-hostile_address = Faites essayer la connexion depuis un réseau sûr, sans VPN. Si la personne concernée n’était pas à l’adresse { $address }, quelqu’un d’autre connaît le nom : regardez le journal de connexion.
instead-hostile_address-unknown = Faites essayer la connexion depuis un réseau sûr, sans VPN. Si la personne concernée n’a rien essayé, quelqu’un d’autre connaît le nom : regardez le journal de connexion.
instead-smart_lockout = Cherchez ce qui continue d’essayer, comme un vieux téléphone avec l’ancien mot de passe : son programme et son adresse sont dans ce qui a été trouvé. Sinon, le verrouillage reviendra. Il commence à une minute et s’allonge à chaque nouvel essai.
instead-password_expired = Quand on connaît encore l’ancien mot de passe, on en choisit un nouveau à la prochaine connexion dans un navigateur.
instead-second_factor_failing = Si l’appareil est perdu ou nouveau : une fois connectée, la personne concernée retire l’ancien et enregistre le nouveau sur https://aka.ms/mfasetup. Personne ne doit accepter une demande sans être en train de se connecter.
instead-second_factor_missing = La personne concernée enregistre un second facteur sur https://aka.ms/mfasetup ; de l’extérieur, un passe d’accès temporaire peut être nécessaire.
instead-blocked_by_policy = Adressez-vous à la personne responsable des stratégies concernées ({ $policies }) : il faut le rôle Conditional Access Administrator pour les modifier. D’ici là : un appareil, un lieu ou une application permis.
instead-blocked_by_policy-unnamed = Adressez-vous à quelqu’un qui a le rôle Conditional Access Administrator : centre d’administration Entra, Journaux de connexion, la connexion ; l’onglet « Accès conditionnel » nomme la stratégie. D’ici là : un appareil, un lieu ou une application permis.
instead-mailbox_missing = Une boîte aux lettres demande une licence avec Exchange Online : centre d’administration Microsoft 365, Utilisateurs, Licences. Il faut le rôle License Administrator.
instead-managed_elsewhere = Adressez-vous à quelqu’un qui a un rôle pour l’unité { $units } : centre d’administration Entra, Unités administratives, l’unité, Rôles et administrateurs.
instead-managed_elsewhere-unnamed = Adressez-vous à quelqu’un qui a un rôle pour cette unité : centre d’administration Entra, l’utilisateur, « Unités administratives » dit laquelle.
instead-guest_account = La personne invitée s’adresse à l’assistance de son organisation d’origine. Seule l’invitation est à nous : centre d’administration Entra, l’utilisateur, Réinitialiser l’état d’acceptation.
instead-nothing_found = Demandez quel programme c’était, et sur quel réseau. Une connexion peut mettre cinq minutes à apparaître dans le journal : tapez de nouveau la commande si l’échec est tout récent.
instead-new_method = Demandez à la personne concernée si cet enregistrement vient d’elle. Sinon, retirez-le : centre d’administration Entra, l’utilisateur, Méthodes d’authentification. Il faut le rôle Authentication Administrator.
instead-consented_application = Demandez à la personne concernée si elle connaît l’application. Sinon, retirez-la : centre d’administration Entra, l’utilisateur, Applications. Il faut le rôle Cloud Application Administrator.
instead-self-service = Dites à la personne concernée d’ouvrir https://aka.ms/sspr et de choisir « J’ai oublié mon mot de passe ». « Je connais mon mot de passe » ne met pas fin à un verrouillage.
instead-call-back = Avant de donner quoi que ce soit : rappelez la personne concernée à un numéro de l’annuaire, et non à un numéro donné au téléphone.
instead-pass = Avec le passe, la personne concernée enregistre un second facteur sur https://aka.ms/mfasetup, dès sa connexion.

## Décisions

decision-needed = { $quorum ->
    [one] Un membre avec le rôle { $roles } approuve ou refuse.
   *[other] { $quorum } membres avec le rôle { $roles } approuvent, ou un seul refuse.
 }
decision-awaited = En attente : { $who }.
decision-not-those = Ni { $requester }, ni la personne concernée.
decision-authority-too = Il faut aussi l’approbation de quelqu’un qui a le rôle { $who } ; ce peut être la même personne.
decision-authority = Assez de personnes sont d’accord, mais il manque l’approbation de quelqu’un qui a le rôle { $who }.
decision-approved = Approuvé le { $when } par { $name }.
decision-denied = Refusé le { $when } par { $name }.
decision-denied-why = Refusé le { $when } par { $name } : { $reason }
decision-until = Ouvert jusqu’à { $until }.
decision-because = Demandé pour cette raison : { $reasons }.
decision-sign-in = Pour approuver, il faut d’abord se connecter, au plus { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
 } avant.
decision-confirm = Pour approuver, il faut saisir le nom de connexion du compte.
decision-waive = Ou les indices sont écartés avec un motif : le plan est alors refait.
decision-reminder = Si personne ne décide avant { $when }, un rappel part.
decision-next-group = Si personne ne décide avant { $when }, la demande va aussi aux membres avec le rôle { $who }.
decision-looking = { $name } a commencé à regarder le dossier { $when }.
decision-alone = Un double regard est impossible : { $requester } est ici la seule personne que je connaisse. { $requester } peut continuer à partir de { $from }, et jusqu’à { $until }.
decision-alone-meant = { $name } a confirmé le { $when } vouloir continuer sans personne d’autre.
decision-glass = { $name } a invoqué l’urgence le { $when } pour agir sans approbation : { $reason }
decision-owed = Quelqu’un qui a le rôle { $who } doit contresigner au plus tard le { $until }. D’ici là, la personne qui a agi sans approbation ne peut pas recommencer.
decision-overdue = Pas contresigné à temps. Quelqu’un qui a le rôle { $who } doit l’examiner ; tout le monde est rappelé le { $until }.
decision-countersigned = Contresigné le { $when } par { $name }.
because-always = chaque plan de cette commande demande une décision
because-target_privileged = le compte a des rôles d’administrateur
because-target_in_group = le compte est dans un certain groupe
because-target_synced = Active Directory gère ce compte
because-target_guest = le compte appartient à une autre organisation
because-signs_of_compromise = le compte est peut-être compromis
because-secret_issued = un mot de passe ou un passe est donné
because-blocked_by_security = la sécurité a peut-être bloqué ce compte
because-out_of_reach = cela dépasse les rôles de la personne à l’origine de la demande
because-outside_hours = c’est en dehors des heures habituelles
because-look_alike = un autre compte porte presque le même nom
because-asked_recently = une intervention a déjà eu lieu il y a quelques jours

## Où en est le dossier

state-waiting = En attente d’une décision. Rien n’a été modifié.
awaited-members = { $count ->
    [one] un membre avec le rôle { $roles }
   *[other] { $count } membres avec le rôle { $roles }
 }
awaited-authority = quelqu’un qui a le rôle { $who }
state-lapsed = Le compte a changé depuis l’approbation, qui ne compte donc plus. Ce qui figure ici maintenant en demande une nouvelle.
state-waived = Des indices de compromission ont été écartés : ce plan est donc nouveau, et demande sa propre approbation.
state-held = Toutes les étapes attendent un jugement sur les indices de compromission : ils sont écartés avec un motif, ou la demande est refusée. Rien n’a été modifié.
state-checking = Approuvé. Tout est relu avant la première étape.
state-running = Étapes faites : { $done } sur { $all }.
state-alone = Je ne connais personne d’autre qui puisse approuver. Rien n’a été modifié.
handover-nobody = Le mot de passe temporaire met dehors quiconque avait l’ancien. Personne ne le voit : la commande qui rend le compte en crée un nouveau.
handover-kept = Gardé en mémoire seulement : { $what }. À voir une seule fois par { $who }, avec le bouton ci-dessous, jusqu’à { $until }. Ensuite, c’est perdu.
handover-shown = En cours d’affichage pour { $name } : { $what }.
handover-seen = Montré une fois à { $name } { $when } ; Grendel ne l’a plus : { $what }.
handover-expired = Personne ne l’a demandé à temps ; il a disparu et personne ne l’a vu : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-restarted = Perdu à l’arrêt de Grendel, et personne ne l’a vu : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-undelivered = Envoyé à { $name } { $when }, et peut-être pas arrivé : { $what }. Il a disparu d’ici. Si { $name } ne l’a pas lu, tapez de nouveau la commande pour en obtenir un autre.
handover-lost = L’ancien mot de passe ne marche plus.
handover-to-member = un membre avec le rôle { $roles }
made-reset_password = mot de passe temporaire
made-issue_temporary_access_pass = passe d’accès temporaire

outcome-nothing_found = Je n’ai trouvé aucun blocage ; rien n’a donc été modifié. Demandez le texte exact et le code affichés à l’écran (AADSTS et un numéro), ainsi que l’heure.
outcome-nothing_found-with-gaps = Je n’ai trouvé aucun blocage, mais je n’ai pas pu tout consulter. Rien n’a été modifié. Demandez le texte exact et le code affichés à l’écran (AADSTS et un numéro), ainsi que l’heure.
outcome-advised = Rien n’a été modifié : cette commande n’a pas d’étape pour ce qui a été trouvé.
outcome-advised-looks = Rien n’a été modifié : cette commande ne fait que regarder.
outcome-advised-synced = Rien n’a été modifié ici, car c’est Active Directory qui décide pour ce compte. C’est possible là-bas, à la main.
outcome-advised-withheld = Rien n’a été modifié : aucune étape qui pourrait aider n’est possible d’ici.
outcome-refused = Arrêté, rien n’a été modifié. { $why }
requester-other = À { $name } : { $why }
requester-not_linked = Le compte Microsoft 365 avec lequel { $name } a fait cette demande n’est plus associé à son nom.
requester-account_missing = { $name } est à l’origine de cette demande, et son compte Microsoft 365 n’existe plus.
requester-account_disabled = { $name } est à l’origine de cette demande, et son compte Microsoft 365 est bloqué.
requester-account_at_risk = { $name } est à l’origine de cette demande, et son compte Microsoft 365 est à risque, d’après Identity Protection : quelqu’un d’autre l’utilise peut-être. Demandez à l’équipe de sécurité de l’examiner.
requester-lacks_chat_role = { $name }, à l’origine de cette demande, n’a plus ici aucun des rôles qui permettent de la faire : { $roles }.
requester-lacks_directory_role = { $name } est à l’origine de cette demande, et son compte Microsoft 365 n’a aucun des rôles d’administrateur qu’il faut : { $roles }.
outcome-unavailable = Je n’ai pas pu continuer : { $trouble } Rien n’a été modifié. Tapez de nouveau la commande dans quelques minutes ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
outcome-denied = Refusé. Rien n’a été modifié.
outcome-expired = La décision n’est pas venue à temps. Rien n’a été modifié. Tapez de nouveau la commande si c’est encore nécessaire.
outcome-withdrawn = Retiré par { $name }. Rien n’a été modifié.
outcome-completed = Terminé : toutes les étapes sont faites et confirmées.
outcome-completed-sign-in = Terminé : { $name } peut de nouveau se connecter. Toutes les étapes sont faites et confirmées.
outcome-completed-told = Approuvé. Rien n’a été modifié chez Microsoft : la personne concernée choisit elle-même un nouveau mot de passe, et il faut lui dire comment.
outcome-completed-not-visible = Terminé : Microsoft a accepté toutes les étapes, mais tous les effets n’ont pas encore pu être vus. Cela peut prendre quelques minutes ; regardez le compte avant d’en faire plus.
outcome-needs-human-refused = Arrêté à l’étape { $number }, que Microsoft a refusée. { $trouble } { $before ->
    [0] Rien n’a été modifié.
   *[other] Ce qui précède a été fait.
 } Montrez ceci à la personne qui administre Grendel, et regardez le compte.
step-rights-in-short = Il faut l’autorisation { $permission }.
step-rights = Pour cette étape, l’application de Grendel a besoin de l’autorisation { $permission } et, si le compte a un rôle, d’un rôle d’administrateur à elle qui porte jusque-là.
step-rights-and-role = Pour cette étape, l’application de Grendel a besoin de l’autorisation { $permission } et au moins du rôle d’administrateur { $role }.
outcome-needs-human-unknown = Arrêté à l’étape { $number } : personne ne sait si elle a pris effet. { $trouble } Regardez le compte et son journal d’audit avant de répéter quoi que ce soit.
outcome-needs-human-unreadable = Arrêté avant l’étape { $number } : le compte n’a pas pu être relu. { $trouble } { $before ->
    [0] Rien n’a été modifié.
   *[other] Ce qui précède a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-needs-human-authority = Arrêté avant l’étape { $number } : une personne qui l’a demandé ou approuvé n’en a plus le droit. { $why } { $before ->
    [0] Rien n’a été modifié.
   *[other] Ce qui précède a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-needs-human-changed = Arrêté avant l’étape { $number } : quelqu’un d’autre a modifié le compte entre-temps. { $changes } { $before ->
    [0] Rien n’a été modifié.
   *[other] Ce qui précède a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-joined = Le dossier { $case } porte sur le même compte.

trouble = { $call } a échoué avec { $status } { $code } : { $message } (ID de demande { $request }).
trouble-silent = { $call } est resté sans réponse ({ $code } ; client-request-id { $request }).
trouble-restarted = Grendel a été arrêté pendant l’appel.
trouble-card-refused = Discord ne me laisse rien publier dans ce salon ({ $message }). Il m’y faut les permissions de voir le salon, d’envoyer des messages et d’intégrer des liens.
no-request-id = aucun

## Réponses à une seule personne

answer-waiting = Le dossier { $case } est ouvert. En attente : { $who }. La carte dans ce salon montre la suite ; vous pouvez aussi y retirer la demande.
answer-decided = Le dossier { $case } est ouvert. La carte dans ce salon montre la suite.
answer-over = Le dossier { $case } est clos. La carte dans ce salon dit ce qui a été trouvé.
answer-was-found = { $state } Ce qui a été trouvé : { $verdict }
answer-unavailable = Je n’ai pas pu chercher { $user } chez Microsoft, donc on ne sait rien de ce compte.
answer-joined = Le dossier { $case } est déjà ouvert pour ce compte, et vous en faites maintenant partie : sa carte dans ce salon montre la suite, et dit que vous l’avez demandé aussi. Comme vous faites partie de la demande, vous ne pouvez pas l’approuver.
answer-alone = Le dossier { $case } est ouvert. Je ne connais ici personne d’autre qui puisse l’approuver, donc un double regard est impossible. Vous pourrez continuer à partir de { $from } avec le bouton de la carte, si c’est encore nécessaire.
heard-approve = Votre approbation du dossier { $case } est enregistrée. La carte montre la suite.
heard-deny = Votre refus du dossier { $case } est enregistré. Rien ne sera modifié.
heard-withdraw = Le dossier { $case } est retiré. Rien n’a été modifié.
heard-confirm = Votre approbation du dossier { $case } est enregistrée. La carte montre la suite.
heard-look = La carte du dossier { $case } dit maintenant que vous le regardez.
heard-break_glass = C’est enregistré : vous agissez sans approbation dans le dossier { $case }. Tout le monde en est averti, et quelqu’un d’autre devra contresigner.
heard-proceed = C’est enregistré : vous continuez sans approbation dans le dossier { $case }. La carte montre la suite.
heard-countersign = Votre contreseing du dossier { $case } est enregistré.
heard-waive = C’est enregistré : vous écartez les indices du dossier { $case }. La carte montre le plan tel qu’il est maintenant.
heard-show_secret = Le mot de passe ou le passe du dossier { $case } vous est montré maintenant, une seule fois.
cases-waiting = En attente de vous
cases-yours = Les vôtres
cases-other = Les autres
cases-line = Dossier { $case } : `/{ $command }` { $name }, demandé par { $requester } { $when }
cases-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
 }
cases-none = Aucun dossier n’est ouvert dans ce salon. `/aide` montre ce que vous pouvez taper ici.
call-reminder = Le dossier { $case } ({ $name }) attend toujours votre décision, jusqu’à { $until }.
call-next_group = Personne n’a encore décidé du dossier { $case } ({ $name }), donc la demande s’adresse aussi à vous, jusqu’à { $until }.
call-last_call = Dernier appel : le dossier { $case } ({ $name }) se termine à { $until } si personne ne décide.
details-case = Dossier { $case }
details-ids = Dossier { $case } · compte `{ $account }` · plan { $plan }
details-left-out = Il y en a plus qu’une réponse ne peut contenir. La personne qui administre Grendel lit tout avec `grendel audit show { $case }`.
call-glass = { $requester } a invoqué l’urgence dans le dossier { $case } ({ $name }) et agit sans approbation. La carte dit pourquoi ; quelqu’un d’autre doit contresigner.
call-overdue = Le dossier { $case } ({ $name }) a été mené par { $requester } sans personne d’autre et n’est pas contresigné, alors que le délai est passé. Regardez-le et contresignez, ou parlez-en avec { $requester }.

button-approve = Approuver
button-deny = Refuser
button-withdraw = Retirer
button-confirm = Approuver…
button-look = Je regarde
button-break_glass = Invoquer l’urgence…
button-proceed = Continuer sans approbation
button-countersign = Contresigner
button-waive = Écarter…
button-show_secret = Me le montrer une fois
button-details = Détails
deny-title = Refuser le dossier { $case }
deny-question = Pourquoi ne faut-il pas le faire ?
deny-placeholder = L’équipe lira ceci sur la carte.
break_glass-title = Urgence, dossier { $case }
break_glass-question = Pourquoi cela ne peut-il pas attendre ?
break_glass-placeholder = Tout le monde en est averti aussitôt.
waive-title = Indices, dossier { $case }
waive-question = Pourquoi n’est-ce pas une compromission ?
waive-placeholder = L’équipe lira ceci sur la carte, avec votre nom.
confirm-title = Approuver le dossier { $case }
confirm-question = Le nom de connexion du compte
confirm-placeholder = Tel qu’il figure sur la carte
## Un mot de passe ou un passe, montré une fois à une seule personne

secret-lead = Pour { $name }. Vous ne voyez ceci qu’une fois ; ce n’est conservé nulle part, et personne ne peut le montrer de nouveau.
secret-reset_password = Mot de passe temporaire : ||`{ $secret }`||
    Donnez-le par téléphone, jamais par e-mail ni dans un chat. Il sert à une seule connexion, où il faut en choisir un autre.
secret-issue_temporary_access_pass = Passe d’accès temporaire : ||`{ $secret }`||
    Donnez-le par téléphone, jamais par e-mail ni dans un chat. Il sert une seule fois, jusqu’à { $until }, à la place du mot de passe et du second facteur.

## Qui est qui : /associer, /dissocier, /quisuisje

link-sign-in = Se connecter à Microsoft
link-offered = Connectez-vous avec votre propre compte de ce locataire, puis confirmez sur la page qui suit que c’est bien vous. Le lien n’est que pour vous et sert une seule fois, jusqu’à { $when }. Ne le transmettez pas : toute personne qui s’en sert et répond oui vous associe à son compte.
link-device = Ouvrez { $address } sur n’importe quel appareil, saisissez le code `{ $code }`, puis connectez-vous avec votre propre compte de ce locataire. Le code n’est que pour vous et sert jusqu’à { $when }. Ne le transmettez pas.
link-done = C’est fait : votre compte est { $upn }. `/quisuisje` montre ce que vous pouvez faire ; `/dissocier` revient en arrière.
link-next = Ce que vous vouliez faire peut maintenant être tapé de nouveau :
link-next-help = `/aide` montre ce que vous pouvez taper ici.
link-first = Il me faut d’abord savoir quel compte Microsoft 365 est le vôtre, car je ne fais pour vous que ce que votre propre compte vous laisserait faire à la main. Une seule fois suffit.
link-step-sign-in = { $offer } avec votre propre compte de ce locataire, au plus tard { $when }. Le lien n’est que pour vous et sert une seule fois. Ne le transmettez pas : toute personne qui s’en sert et répond oui vous associe à son compte.
link-step-confirm = Confirmez sur la page qui suit que c’est bien vous.
link-step-code = Tapez `/associer` : je vous montre un code, et la page où le saisir.
link-step-device = Saisissez-y le code, sur n’importe quel appareil, et connectez-vous avec votre propre compte de ce locataire.
link-step-operator = Demandez à la personne qui administre Grendel de vous inscrire comme `[[person]]` dans `grendel.toml`, avec votre ID Discord `{ $id }` et l’ID d’objet de votre compte Microsoft 365.
link-step-again = Revenez ici et tapez ceci de nouveau :
link-step-press = Revenez ici et cliquez de nouveau sur le bouton.
link-contested = { $member }, un autre membre de Discord vient de se connecter au compte Microsoft 365 associé ici à votre nom, et voulait se l’associer. Rien n’a été modifié. Si ce n’était pas vous : changez tout de suite votre mot de passe, déconnectez-vous partout et prévenez l’équipe de sécurité. Si c’était vous, avec un autre compte Discord : tapez d’abord `/dissocier` ici.
link-contested-operator = { $member }, un autre membre de Discord vient de se connecter au compte Microsoft 365 que la personne qui administre Grendel a inscrit pour vous, et voulait se l’associer. Rien n’a été modifié. Si ce n’était pas vous : changez tout de suite votre mot de passe, déconnectez-vous partout et prévenez l’équipe de sécurité.
vote-offered = Pour approuver le dossier { $case }, connectez-vous d’abord à Microsoft, au plus tard à { $when }. Votre approbation compte dès que c’est fait, et vous lirez ici ce qu’il en est. Personne d’autre ne peut utiliser ce lien à votre place.
unlink-done = Plus aucun compte n’est associé à votre nom. Vos demandes encore ouvertes n’iront pas plus loin. `/associer` en associe un de nouveau.
unlink-nothing = Aucun compte n’est associé à votre nom, donc rien n’a été modifié. `/associer` associe le vôtre.

whoami-account = Vous êtes { $upn } ({ $by }).
whoami-account-unread = Votre compte est celui dont l’ID d’objet est `{ $account }` ({ $by }).
whoami-by-link = vous l’avez prouvé avec `/associer`
whoami-by-operator = c’est inscrit dans `grendel.toml`
whoami-blocked = Ce compte est bloqué : vous ne pouvez donc ni rien demander, ni rien décider.
whoami-at-risk = D’après Identity Protection, quelqu’un d’autre utilise peut-être ce compte. Prévenez l’équipe de sécurité.
whoami-no-risk = Identity Protection ne voit aucun risque.
whoami-risk-not-asked = Identity Protection n’a pas été interrogé à ce sujet.
whoami-chat-roles = Vos rôles ici : { $roles }
whoami-no-roles = Rôles d’administrateur actifs maintenant : aucun
whoami-roles = Rôles d’administrateur actifs maintenant :
whoami-role-unit = , seulement pour l’unité administrative `{ $unit }`…
whoami-role-until = , se termine { $when }
whoami-more-roles = et { $count } de plus
whoami-eligible = Rôles d’administrateur que vous pourriez activer. Ils ne comptent pas tant que vous ne l’avez pas fait (Privileged Identity Management) ; activez d’abord celui qu’il vous faut :
whoami-commands = { $commands } : { $said }
whoami-may-ask = vous pouvez demander. La portée de vos rôles sur un compte se voit quand vous le nommez.
whoami-may-not-ask = vous ne pouvez pas demander. { $why }
whoami-may-decide = vous pouvez approuver et refuser ce que d’autres demandent, en tant que { $roles }.
whoami-may-not-decide = vous ne pouvez pas approuver. { $why }

## Ce que l’on peut taper : /aide

help-may = **Ce que vous pouvez demander ici**
help-unread = **Ce que vos rôles ici vous permettent de demander.** Je n’ai pas pu vérifier si votre propre compte Microsoft 365 le permet aussi. { $trouble } Réessayez `/aide` dans quelques minutes.
help-none = **Vous ne pouvez rien demander ici pour le moment**
help-why = { $commands } : { $why }
help-likewise = { $commands } : pas pour vous non plus, pour une raison du même genre ; `/quisuisje` dit ce qu’il faut pour chacune.
help-names = { $names } et { $count } de plus
help-everybody = **Ce que tout le monde peut taper**
help-more = Et aussi : { $commands }
help-rest = Il y a d’autres commandes, que vous ne pouvez pas demander ; `/quisuisje` dit pourquoi.
example-user = anna@contoso.example
example-reason = De retour de congé, connexion impossible
example-ticket = 1042
example-number = 12

## La suite, quand un clic ou une commande n’a rien donné

guide-card = La carte : { $link }
guide-channels = Je ne travaille pas dans ce salon : aucun locataire Microsoft 365 ne lui est attribué. Sur ce serveur, je travaille dans { $channels } ; tapez la commande là-bas.
over-completed = Le dossier { $case } est clos : approuvé par { $by }, il a été mené à bien { $when }.
over-alone = Le dossier { $case } est clos : { $by } a agi sans approbation, et il a été mené à bien { $when }.
over-denied = Le dossier { $case } est clos : { $by } l’a refusé { $when }, et rien n’a été modifié.
over-expired = Le dossier { $case } est clos : la décision n’est pas venue à temps, il s’est donc terminé { $when } et rien n’a été modifié.
over-withdrawn = Le dossier { $case } est clos : { $by } l’a retiré { $when }, et rien n’a été modifié.
over-needs-human = Le dossier { $case } est clos : j’ai dû m’arrêter à l’une de ses étapes { $when }, et quelqu’un doit examiner le compte. La carte dit pourquoi.
over-refused = Le dossier { $case } est clos : il a été arrêté { $when }, avant toute modification. La carte dit pourquoi.
over-unavailable = Le dossier { $case } est clos : je n’ai pas pu le poursuivre { $when }, et rien n’a été modifié. La carte dit pourquoi.
over-joined = Le dossier { $case } est clos : il a rejoint le dossier { $other } { $when }, car les deux portent sur le même compte.
over-nothing = Le dossier { $case } est clos : { $when }, je n’y ai rien trouvé que je puisse modifier. La carte dit ce qui a été trouvé.
over-steps = Il n’y a plus rien à décider dans le dossier { $case } : ses étapes sont passées. La carte dit ce qui reste ouvert.
over-unkept = Ce que vous avez écrit ne compte pas, et n’a pas été conservé.
again-done = Si quelque chose ne va toujours pas avec ce compte, ceci l’examine de nouveau :
again-needed = Si c’est encore nécessaire, il faut taper ceci de nouveau :

## Pages affichées par un navigateur ; texte simple, sans les marques du chat

ask-link-title = Est-ce vous ?
ask-link = Associer ce membre Discord à votre compte Microsoft 365 ?
ask-link-member = Membre Discord
ask-link-id = ID Discord { $id }
ask-link-account = Votre compte
ask-link-warning = Ne cliquez sur oui que si vous venez vous-même de taper /associer dans Discord, ou une autre commande de Grendel qui vous a proposé ce lien. Si quelqu’un vous a envoyé ici, cliquez sur non : après un oui, ce membre passe pour vous.
ask-link-yes = Oui, c’est moi
ask-link-no = Non
page-linked-title = Compte associé
page-linked = Le compte { $upn } est maintenant associé au membre Discord « { $name } ». Si c’est vous, revenez à Discord : vous y verrez quoi taper ensuite. Vous pouvez fermer cette page. Si ce n’est PAS vous, quelqu’un vous a fait vous connecter à sa place : prévenez tout de suite l’équipe de sécurité, et demandez à la personne qui administre Grendel d’annuler cette association.
page-refused-title = Compte non associé
page-account-taken = Le compte utilisé pour cette connexion est déjà associé à un autre membre Discord que « { $name } », donc rien n’a été modifié. Ce membre en est averti. La réponse dans Discord en dit plus ; vous pouvez fermer cette page.
page-linked-already = Le membre Discord « { $name } » est déjà associé à un autre compte, donc rien n’a été modifié. La réponse dans Discord en dit plus ; vous pouvez fermer cette page.
page-declined = La connexion pour le membre Discord « { $name } » n’est pas allée à son terme, donc rien n’a été modifié. Pour réessayer, tapez de nouveau /associer dans Discord ; vous pouvez fermer cette page.
page-disowned = Vous avez dit ne pas être le membre Discord « { $name } », donc rien n’a été modifié. Si quelqu’un vous a envoyé le lien, cette personne voulait se faire passer pour vous : prévenez l’équipe de sécurité. Vous pouvez fermer cette page.
page-failed = Impossible de savoir qui s’est connecté pour le membre Discord « { $name } », donc rien n’a été modifié. La réponse dans Discord en dit plus ; vous pouvez fermer cette page.
page-unknown-title = Rien à terminer
page-unknown = Cette connexion n’est pas en cours : elle est déjà terminée, a duré plus de dix minutes, ou Grendel a redémarré entre-temps. Rien n’a été modifié. Dans Discord, tapez de nouveau la commande ou cliquez de nouveau sur le bouton.
page-answered-title = Rien à terminer
page-answered = Cette question n’est pas ouverte : elle a déjà reçu une réponse, a attendu plus de dix minutes, ou Grendel a redémarré entre-temps. Votre clic n’a rien modifié. Tapez /quisuisje dans Discord pour voir quel compte est associé à votre nom ; s’il n’y en a pas, tapez de nouveau /associer.
page-foreign-title = Réponse non comptée
page-foreign = Cette réponse ne vient pas d’une page de Grendel, donc elle ne compte pas, et rien n’a été modifié. Si vous y avez bien cliqué sur un bouton, quelque chose en chemin cache d’où venait votre navigateur : essayez un autre navigateur, et tapez de nouveau /associer dans Discord.
page-no-answer-title = Pas de réponse
page-no-answer = Grendel ne peut pas dire pour l’instant ce qu’a donné votre connexion. Tapez /quisuisje dans Discord pour le voir ; si aucun compte n’est associé à votre nom, tapez de nouveau /associer.
page-nothing-title = Rien ici
page-nothing = Il n’y a rien à voir à cette adresse.
page-vote-title = Connexion réussie
page-vote = Votre connexion pour { $name } a réussi. Revenez à Discord : vous y lirez si votre approbation compte. Vous pouvez fermer cette page.
page-vote-failed-title = Rien n’est approuvé
page-vote-failed = La connexion pour { $name } n’a pas abouti, donc rien n’a été approuvé. Revenez à Discord : vous y lirez pourquoi. Vous pouvez fermer cette page.

## Refus : ce qui s’est passé, qui pourrait, que faire ensuite

rule = Règle : `{ $rule }`
role-in-unit = { $role }, pour une unité administrative
role-until = { $role }, se termine { $until }
list-or = { $rest } ou { $last }
list-and = { $rest } et { $last }
list-apart = { $rest } ; { $next }
group-both = { $chat } (et { $directory } dans l’annuaire)
no-roles = aucun

refusal-lacks_chat_role = Vous ne pouvez pas utiliser cette commande : elle est ici réservée aux membres avec le rôle { $roles }. Demandez à l’un d’eux de la taper, ou demandez le rôle à la personne qui administre ce serveur.
refusal-not_linked = Je ne sais pas quel compte Microsoft 365 est le vôtre, et je ne peux donc pas voir ce que vous pouvez faire. Tapez `/associer` et connectez-vous à ce compte. Si ce n’est pas proposé ici, demandez à la personne qui administre Grendel de vous inscrire comme `[[person]]` dans `grendel.toml`, avec votre ID Discord et l’ID d’objet de votre compte.
refusal-account_taken = La connexion s’est faite avec un compte associé à un autre membre, donc rien n’a été modifié. Ce membre en est averti. Si c’est votre compte et que l’autre membre, c’est vous aussi, tapez d’abord `/dissocier` avec cet autre membre ; sinon, prévenez la personne qui administre Grendel.
refusal-linked_already = Un compte est déjà associé à votre nom, donc rien n’a été modifié. Tapez `/quisuisje` pour voir lequel. Pour en associer un autre, tapez d’abord `/dissocier`.
refusal-linked_by_operator = Votre compte est inscrit dans `grendel.toml`, et cela ne peut pas être changé d’ici. Tapez `/quisuisje` pour voir lequel ; s’il n’est pas le bon, adressez-vous à la personne qui administre Grendel.
refusal-no_sign_in = Personne ne peut se connecter ici : Grendel n’est pas configuré pour cela. Demandez à la personne qui administre Grendel de vous inscrire comme `[[person]]` dans `grendel.toml`, avec votre ID Discord et l’ID d’objet de votre compte.
refusal-link_disowned = Quelqu’un s’est connecté avec votre lien et a dit ne pas être vous, donc rien n’a été modifié. Si c’était vous et que vous avez cliqué sur le mauvais bouton, tapez de nouveau `/associer`. Ne transmettez pas le lien.
refusal-sign_in_declined = La connexion n’est pas allée à son terme, donc rien n’a été modifié. Microsoft indique : { $code } { $message } Tapez de nouveau `/associer` pour réessayer.
refusal-sign_in_failed = Je n’ai pas pu savoir qui s’est connecté, donc rien n’a été modifié. { $trouble } Tapez de nouveau `/associer` ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
refusal-account_missing = Le compte Microsoft 365 associé à votre nom n’existe plus. Tapez `/dissocier`, puis `/associer` pour associer celui que vous avez maintenant ; si vous figurez dans `grendel.toml`, demandez à la personne qui administre Grendel de corriger votre inscription.
refusal-account_disabled = Votre propre compte Microsoft 365 est bloqué : vous ne pouvez donc ni rien demander, ni rien décider. Demandez à un ou une collègue dont le compte est en règle.
refusal-lacks_directory_role = Votre compte Microsoft 365 n’a aucun des rôles d’administrateur que demande cette commande : { $wanted }. Actifs maintenant : { $held }. Demandez à un ou une collègue qui en a un de taper la commande.
refusal-standing_unread = Je n’ai pas pu vérifier ce que vous pouvez faire, donc je n’ai rien fait. { $trouble } Réessayez dans quelques minutes ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
refusal-target_malformed = Ce n’est ni une adresse, ni un ID d’objet. Tapez le nom de connexion, une adresse e-mail ou l’ID d’objet d’une seule personne, par exemple `anna@contoso.example`.
refusal-target_unknown = Personne dans ce locataire n’a ce nom de connexion, cette adresse e-mail, cet alias ou cet ID d’objet. Vérifiez l’orthographe et le domaine ; un compte d’une autre organisation n’est pas accessible d’ici.
refusal-target_ambiguous = Plusieurs comptes ont cette adresse : { $upns }. Tapez le nom de connexion de celui que vous voulez dire.
refusal-target_renamed = Le compte que vous avez choisi s’appelle maintenant { $upn }, et non comme le disait votre liste. Choisissez-le à nouveau dans la liste.
refusal-own_account = C’est votre propre compte, et personne ne se débloque soi-même. Demandez à un ou une collègue de taper la commande.
refusal-out_of_reach = Vos rôles d’administrateur ne portent pas jusqu’à ce compte : pour « { $step } », il faut le rôle { $who }. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-out_of_reach-shielded = Vos rôles d’administrateur ne portent pas jusqu’à ce compte, car { $shields }. Pour « { $step } », il faut le rôle { $who }. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-out_of_reach-nobody = Aucun rôle d’administrateur valable pour tout le locataire ne porte jusqu’à ce compte, donc personne ne peut faire « { $step } » d’ici. Raison : { $shields }. Une personne qui a un rôle pour cette unité peut le faire dans le centre d’administration Entra.
refusal-out_of_reach-unit = Ce compte fait partie d’une unité administrative à gestion restreinte. Pour « { $step } », il faut le rôle { $who }, pour cette unité précisément. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-nobody_can_approve = Personne ne pourrait approuver cela maintenant, donc rien n’a été commencé. { $quorum ->
    [one] Il faut un autre membre avec le rôle { $roles }
   *[other] Il faut { $quorum } autres membres avec le rôle { $roles }
 }, avec un compte associé et non bloqué ; la personne concernée ne compte pas. { $able ->
    [0] Je n’en ai trouvé aucun
    [one] J’en ai trouvé un
   *[other] J’en ai trouvé { $able }
 }. Demandez à la personne qui administre Grendel d’associer plus de monde, ou faites-le à deux, à la main, dans le centre d’administration Entra.
refusal-may_not_decide = Vous ne pouvez pas en décider : c’est réservé aux membres avec le rôle { $roles }. Demandez à l’un d’eux.
refusal-own_case = C’est vous qui l’avez demandé, donc quelqu’un d’autre doit en décider.
refusal-own_account_decision = Il s’agit de votre propre compte, donc quelqu’un d’autre doit en décider.
refusal-decided_already-approve = Vous l’avez déjà approuvé ; une fois suffit.
refusal-decided_already-deny = Vous l’avez déjà refusé ; une fois suffit.
refusal-stale_plan = Le plan a changé depuis la création de ce bouton, donc votre clic ne compte pas. Lisez la carte telle qu’elle est maintenant et cliquez là.
refusal-too_late = Le délai pour en décider est passé. Si c’est encore nécessaire, il faut taper de nouveau la commande.
refusal-not_waiting = Ce dossier n’attend pas de décision pour l’instant. Lisez la carte ; elle en demandera une s’il le faut.
refusal-not_waiting-running = C’est trop tard : les étapes sont en cours. La carte dira comment cela se termine.
refusal-case_closed = Ce dossier est clos ; il n’y a plus rien à y décider. Tapez de nouveau la commande si c’est encore nécessaire.
refusal-not_yours = Seule la personne qui l’a demandé peut cliquer là : { $requester }. Si vous pouvez en décider, vous pouvez approuver ou refuser.
refusal-reason_missing = Il faut un motif, car l’équipe le lit sur la carte. Cliquez de nouveau sur le bouton et écrivez-en un.
refusal-text_too_long = { $option } : c’est trop long, avec { $chars } caractères, alors que { $max } au plus sont lus. Raccourcissez le texte et envoyez-le de nouveau.
refusal-too_many_open = { $max ->
    [one] Vous avez déjà { $max } dossier ouvert, et c’est le maximum.
   *[other] Vous avez déjà { $max } dossiers ouverts, et c’est le maximum.
 } `/dossiers` en donne la liste. Retirez ce qui n’est plus nécessaire, ou attendez qu’un dossier se termine.
refusal-nothing_to_approve = Il n’y a encore rien à approuver : toutes les étapes attendent un jugement sur les indices de compromission. Examinez-les ; si ce n’est rien, cliquez sur « Écarter » et dites pourquoi ; sinon, refusez.
refusal-nothing_to_waive = Aucun indice de compromission ne retient quoi que ce soit, donc il n’y a rien à écarter. Lisez la carte telle qu’elle est maintenant.
refusal-no_secret = Il n’y a pas de mot de passe ni de passe à montrer, ou plus maintenant : chacun est montré une seule fois, et gardé au plus { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }. Tapez de nouveau la commande s’il en faut un autre.
refusal-secret_not_yours = Seule la personne qui l’a demandé peut le voir : { $requester }, et seulement avec le compte utilisé alors. La personne concernée ne le voit jamais. Demandez à { $requester } de cliquer sur le bouton.
refusal-secret_not_yours-named = Seuls les membres avec le rôle { $roles } peuvent le voir, et jamais la personne concernée. Demandez à l’un d’eux de cliquer sur le bouton.
refusal-no_such_case = Je ne connais pas de tel dossier dans ce salon, donc rien n’a été fait. Le numéro figure au bas de chaque carte, et `/dossiers` donne la liste de ceux qui sont ouverts.
refusal-forged_button = Je ne connais pas ce bouton, donc rien n’a été fait. Utilisez les boutons de mes cartes telles qu’elles sont dans ce salon ; `/dossiers` mène à celles qui sont ouvertes.
refusal-old_button = Ce bouton vient d’une autre version de moi, et je ne l’accepte plus, donc rien n’a été fait. Utilisez les boutons de la carte telle qu’elle est maintenant ; `/dossiers` mène à celles qui sont ouvertes.
refusal-foreign_channel = Je ne travaille pas dans ce salon : aucun locataire Microsoft 365 ne lui est attribué. Tapez la commande dans celui que votre équipe a prévu pour cela ; la personne qui administre Grendel sait lequel.
refusal-no_such_command = Je n’ai plus cette commande : elle a été retirée, ou porte maintenant un autre nom. Rien n’a été fait. Discord la propose peut-être encore un moment ; `/aide` montre ce que vous pouvez taper ici.
refusal-not_understood = Je n’ai pas compris, et rien n’a été fait. Je comprends les commandes que l’on tape, comme `/aide`, et les boutons de mes cartes, dans le salon que votre équipe a prévu pour cela. Si cela se répète, prévenez la personne qui administre Grendel.
refusal-arrived_too_late = Cela m’est parvenu trop tard pour que je réponde, et rien n’a été fait. Envoyez-le de nouveau.
refusal-busy = Trop de boutons sont pressés en même temps dans ce dossier. Réessayez dans un moment.
refusal-account_at_risk = Votre propre compte Microsoft 365 est à risque, d’après Identity Protection : quelqu’un d’autre l’utilise peut-être. Vous ne pouvez donc ni rien demander, ni rien décider. Demandez à l’équipe de sécurité de l’examiner, et à un ou une collègue dont le compte est en règle de s’en charger.
refusal-lacks_directory_role-eligible = Votre compte Microsoft 365 n’a aucun des rôles d’administrateur que demande cette commande : { $wanted }. Actifs maintenant : { $held }. Vous pourriez activer { $eligible } : faites-le d’abord (Privileged Identity Management), puis tapez de nouveau la commande.
refusal-nobody_reaches = Pour « { $step } » sur ce compte, il faut le rôle { $who }. Vous n’avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-nobody_reaches-shielded = Pour « { $step } » sur ce compte, il faut le rôle { $who }, car { $shields }. Vous n’avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-nobody_reaches-unit = Ce compte fait partie d’une unité administrative à gestion restreinte. Pour « { $step } », il faut le rôle { $who }, pour cette unité précisément. Vous n’y avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-by_rule = Une règle de cette commande ne le permet pas. Voici ce qu’en dit la règle : { $words }
refusal-no_rule = Aucune règle de cette commande ne dit qui approuve cela, donc ce n’est pas fait. Demandez à la personne qui administre Grendel d’ajouter une règle d’approbation sans `when` au fichier de la commande.
refusal-confirmation_missing = Pour approuver, il faut d’abord saisir le nom de connexion du compte. Cliquez sur le bouton de la carte telle qu’elle est maintenant.
refusal-not_confirmed = Ce n’est pas le nom de connexion du compte de ce dossier, donc votre approbation ne compte pas. Comparez-le avec la carte, et cliquez de nouveau si c’est le bon compte.
refusal-sign_in_needed = Pour approuver cela, il faut d’abord vous connecter à Microsoft, au plus { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
 } avant. Cliquez de nouveau sur « Approuver » pour obtenir le lien.
refusal-sign_in_unproven = Microsoft ne dit pas quand votre connexion a eu lieu, donc votre approbation ne compte pas. Demandez à la personne qui administre Grendel d’ajouter la revendication facultative `auth_time` au jeton d’ID de l’inscription d’application de Grendel.
refusal-signed_in_as_somebody_else = La connexion s’est faite avec un autre compte que celui qui est associé à votre nom, donc votre approbation ne compte pas. Cliquez de nouveau sur « Approuver » et connectez-vous avec votre propre compte ; `/quisuisje` dit lequel.
refusal-too_soon = C’est trop tôt : vous pourrez continuer à partir de { $from }. Si ce n’est plus nécessaire, retirez le dossier.
refusal-not_named_for_glass = Cette commande ne vous laisse pas agir sans approbation. Attendez-la, ou demandez-la à un ou une collègue.
refusal-debt_unpaid = Vous avez agi sans approbation dans le dossier { $case }, et personne ne l’a encore contresigné : vous ne pouvez donc pas recommencer. Demandez à un ou une collègue de contresigner d’abord le dossier { $case }, ou d’approuver celui-ci.
refusal-nothing_owed = Il n’y a rien à contresigner dans ce dossier. Lisez la carte telle qu’elle est maintenant.
refusal-approval_gone = L’approbation donnée par { $names } ne compte plus, car un rôle ou un compte n’est plus ce qu’il était alors. Tapez de nouveau la commande, pour que quelqu’un d’autre puisse approuver.

shield-role = il a le rôle { $role }
shield-role-in-restricted-unit = il a un rôle pour une unité administrative à gestion restreinte
shield-role-assignable-group = il est dans un groupe auquel des rôles d’administrateur peuvent être attribués
shield-restricted-management = il fait partie d’une unité administrative à gestion restreinte
shield-unknown = ses rôles ou ses groupes n’ont pas pu être lus, donc il peut avoir n’importe quel rôle (Grendel les lit avec les autorisations RoleManagement.Read.Directory et GroupMember.Read.All)

option-user = Ce que vous avez saisi pour `utilisateur`
option-reason = Le motif
option-ticket = Ce que vous avez saisi pour `ticket`
option-number = Le numéro du dossier
