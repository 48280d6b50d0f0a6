### Les faits

fact-sign-in-disabled = La connexion est bloquée pour ce compte.
fact-blocked-by-person = Bloqué le { $when } par { $by }.
fact-blocked-by-person-from = Bloqué le { $when } par { $by } depuis { $address }.
fact-blocked-by-application = Bloqué le { $when } par l’application { $by }.
fact-blocked-by-containment = Bloqué le { $when } par Grendel même ({ $by }), pour isoler le compte.
fact-blocked-by-sync-engine = Bloqué le { $when } par la synchronisation depuis Active Directory ({ $by }).
fact-blocked-by-unknown = Bloqué le { $when } ; le journal d’audit ne dit pas par qui.
fact-no-record-of-block = Le journal d’audit ne garde aucune trace de ce blocage : elle est peut-être trop ancienne (il remonte à 7 jours, ou à 30 avec Entra ID P1), ou pas encore arrivée. Le compte est donc considéré comme bloqué par l’équipe de sécurité.
fact-block-not-recorded-yet = Le compte était encore ouvert { $when }, le blocage ne figure donc pas encore dans le journal d’audit : il y arrive 2 à 15 minutes plus tard, parfois davantage. D’ici là, le compte est considéré comme bloqué par l’équipe de sécurité. Grendel regarde de nouveau avant qu’une approbation ne compte.
fact-blocked-before = { $fact } Elle l’avait déjà fait : { $dates }. Elle le refera probablement.
fact-block-remembered-containment = Grendel a isolé le compte { $when } : dossier { $case }. Le journal d’audit n’en garde plus la trace.
fact-block-remembered-security = L’équipe de sécurité l’a bloqué { $when } : le dossier { $case } a vu cette entrée, que le journal d’audit n’a plus.
fact-sign-ins-refused = { $count ->
    [one] Une connexion a été refusée pour cette raison { $when } ({ $application }).
   *[other] { $count } connexions ont été refusées pour cette raison, la dernière { $when } ({ $application }).
 }
fact-mastered-on-premises = Géré dans Active Directory ({ $domain }), dernière synchronisation { $when }.
fact-mastered-on-premises-never = Géré dans Active Directory ({ $domain }).
fact-last-failure = La dernière connexion échouée a eu lieu { $when } : { $code } ({ $application }). { $meaning }
code-means = Cela veut dire : { $meaning }. C’est terminé maintenant, ou c’était trop peu pour parler de verrouillage.
fact-failures = { $count ->
    [one] Une connexion a échoué { $last } avec { $code }, { $meaning } : { $details }.
   *[other] { $count } connexions ont échoué avec { $code }, { $meaning }, la première { $first }, la dernière { $last } : { $details }.
 }
detail-client = avec { $client }
detail-device = sur { $device }
detail-address = depuis { $address }
detail-address-country = depuis { $address } ({ $country })
detail-country = depuis le pays { $country }
fact-kept-out-by = Refusé { $when } avec { $code }, { $meaning } ({ $application }). Stratégies : { $policies }.
fact-kept-out-by-unnamed = Refusé { $when } avec { $code }, { $meaning } ({ $application }). Le journal de connexion ne nomme aucune stratégie.
fact-kept-out-by-hidden = Refusé { $when } avec { $code }, { $meaning } ({ $application }). Pour voir de quelle stratégie il s’agit, il faut à Grendel l’autorisation { $permission }.
fact-password-unseen = Le dossier { $case } a défini un nouveau mot de passe. Personne ne l’a vu, et l’ancien ne fonctionne plus.
fact-password-changed = Le mot de passe a été changé pour la dernière fois { $when }.
fact-password-changed-since = Le mot de passe a été changé { $when }, après l’arrêt des envois. On ne sait pas par qui : demandez d’abord à la personne concernée, car un intrus a pu le faire.
fact-registered = Enregistré comme preuve d’identité : { $methods }.
fact-registered-none = Rien n’est enregistré comme preuve d’identité.
fact-self-service = La réinitialisation du mot de passe en libre-service est possible : le locataire la permet, et le nécessaire est enregistré.
fact-self-service-off = La réinitialisation du mot de passe en libre-service est impossible : le locataire ne la permet pas.
fact-self-service-not-registered = La réinitialisation du mot de passe en libre-service est impossible : le locataire la permet, mais le nécessaire n’est pas enregistré.
fact-prompt-denied = Quelqu’un a refusé la demande de second facteur { $when } : { $details }. Si c’était la personne concernée, quelqu’un d’autre connaît le mot de passe.
fact-signed-in-elsewhere = Une connexion a quand même réussi { $when } : { $details }.
fact-keeps-trying = Un programme continue d’essayer en arrière-plan : { $details }. Échecs : { $count }, le dernier { $last } avec { $code }.
fact-password-guessing = { $count } mots de passe erronés qui ne venaient pas de la personne concernée, depuis { $addresses } adresses ({ $countries }), le premier { $first }, le dernier { $last }. Aucune connexion n’a réussi de là.
fact-password-guessing-locked = { $count } mots de passe erronés qui ne venaient pas de la personne concernée, depuis { $addresses } adresses ({ $countries }), le premier { $first }, le dernier { $last }. Microsoft a verrouillé ces tentatives pour un moment ; les lieux habituels sont comptés à part.
fact-prompt-not-answered = Un second facteur a été demandé { $when } et n’a pas été donné : { $details }. Refusé, expiré ou échoué, le journal ne fait pas la différence. Si la personne concernée n’était pas en train de se connecter, quelqu’un d’autre connaît le mot de passe.
policy-demands = Il faut : { $demands }.
policy-lets-nobody-in = Personne n’entre.
demand-second-factor = un second facteur
demand-compliant-device = un appareil conforme
demand-joined-device = un appareil joint à Active Directory
demand-approved-application = une application approuvée ou protégée
demand-new-password = un nouveau mot de passe
no-error-code = aucun code d’erreur
unnamed-countries = pays non nommés
fact-at-risk = Identity Protection voit un risque pour ce compte ; Grendel ne peut en voir ni le niveau ni la raison.
fact-at-risk-report = Identity Protection indique : { $level }, { $state }{ $detail }{ $when }.
fact-restricted = Microsoft empêche { $address } d’envoyer des e-mails : { $reason }.
fact-restricted-since = Microsoft a bloqué { $when } les envois de { $address } : { $reason }.
restricted-external = plus de destinataires externes que la limite ne le permet
restricted-internal = plus de destinataires internes que la limite ne le permet
restricted-other-limit = la limite « { $limit } » a été dépassée
restricted-reason = la raison donnée par Microsoft est « { $reason } »
restricted-unsaid = Microsoft ne donne pas de raison
restricted-spam = du spam ({ $spam } dans les dernières 24 heures)
restricted-spam-of = du spam ({ $spam } e-mails sur { $sent } dans les dernières 24 heures)
restricted-counts = { $reason } ; destinataires ce jour-là : { $outside } à l’extérieur, { $inside } à l’intérieur
restricted-count-outside = { $reason } ; destinataires à l’extérieur ce jour-là : { $outside }
restricted-count-inside = { $reason } ; destinataires à l’intérieur ce jour-là : { $inside }
fact-forwarded-outside = Tous les e-mails sont transférés vers { $to } ; rien ne reste dans la boîte aux lettres.
fact-forwarded-outside-copy = Tous les e-mails sont transférés vers { $to } ; une copie reste dans la boîte aux lettres.
fact-unknown-recipient = Tous les e-mails sont transférés vers « { $to } ». Impossible de savoir qui c’est : il s’agit peut-être d’une adresse externe.
fact-unknown-recipient-rule = La règle de boîte de réception « { $name } » envoie des e-mails à « { $to } ». Impossible de savoir qui c’est : il s’agit peut-être d’une adresse externe.
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
fact-guest = Le mot de passe relève d’une autre organisation ; ce locataire peut aussi demander un second facteur à lui.
account-kind-no-home = non précisée
account-kind-deleted = Compte supprimé.
account-kind-emergency-access = Compte d’accès d’urgence, selon la liste de l’exploitant.
account-kind-service-account = Compte de la synchronisation avec Active Directory ({ $by }).
account-kind-external-guest = Compte invité : se connecte auprès d’une autre organisation ({ $home }).
account-kind-external-member = Membre externe : se connecte auprès d’une autre organisation ({ $home }).
account-kind-restricted-unit = Compte dans une unité administrative restreinte.
account-kind-shared-mailbox = Compte d’une boîte aux lettres partagée, selon Exchange.
account-kind-room-mailbox = Compte de la boîte aux lettres d’une salle, selon Exchange.
account-kind-equipment-mailbox = Compte de la boîte aux lettres d’un équipement, selon Exchange.
account-kind-second-administrator = Second compte d’administration ({ $by }) : sans boîte aux lettres, comme Microsoft le conseille.
account-kind-internal-guest = Invité selon son type, mais connecté ici, avec un mot de passe de ce locataire.
account-kind-never-used = Jamais utilisé : créé { $when }, et personne ne s’est connecté depuis.
account-kind-synced-member = Membre de ce locataire, synchronisé depuis Active Directory.
account-kind-cloud-member = Membre de ce locataire, créé dans le cloud.
mailbox-on-premises = Sa boîte aux lettres est sur un serveur Exchange local : règles, transferts et restrictions n’y sont pas visibles d’ici.
looked-at = Consulté : { $topics }.
looked-at-no-mail = Consulté : { $topics }. Pas les e-mails : Grendel n’est pas configuré pour cela ici.
unfit-no-code = Le code saisi n’en est pas un. L’écran le montre comme AADSTS et un numéro.
unfit-code-not-in-log = La demande indique { $code } ; le journal de connexion n’a pas cette erreur. Il peut avoir quelques minutes de retard : redemandez si cela vient d’arriver.
unfit-code-is-over = La demande indique { $code } ; c’était { $when }, et la même chose a réussi depuis.
unfit-has-signed-in = D’après la demande, la connexion ne réussit pas du tout ; le journal montre une connexion { $when } avec { $thread }.
unfit-many-devices = D’après la demande, il s’agit d’un appareil ; le journal montre des échecs sur plusieurs : { $threads }.
unfit-nothing-fails = D’après la demande, il s’agit d’un appareil ; le journal n’en montre aucun qui échoue encore.
unfit-no-prompt = D’après la demande, il faut sans cesse se reconnecter ; le journal des connexions interactives ne montre aucune demande de ce genre.
unfit-may-send = D’après la demande, les messages ne partent pas ; Microsoft n’empêche pas ce compte d’envoyer. Demandez le message qui revient.
unfit-mail-not-read = D’après la demande, les messages ne partent pas ; Grendel n’est pas configuré ici pour consulter la messagerie.
unnamed-application = application non nommée
unnamed-domain = domaine non nommé
or-others = { $first } ou un des { $count } autres
and-others = { $first } et { $count ->
    [one] un autre élément
   *[other] { $count } autres éléments
 }

code-account-at-risk = refusé à cause d’un risque
code-sign-in-blocked = la connexion est bloquée
code-hostile-address = une adresse connue pour des attaques
code-hostile-address-high-risk = une attaque selon les protections intégrées de Microsoft
code-smart-lockout = verrouillé pour un moment après des mots de passe erronés
code-smart-lockout-unclear = verrouillé après des mots de passe erronés ou refusé à cause de l’adresse (le journal ne dit pas lequel des deux)
code-password-expired = le mot de passe a expiré
code-password-unusable = aucun mot de passe utilisable
code-second-factor-failing = le second facteur a échoué
code-second-factor-missing = un second facteur est exigé
code-blocked-by-policy = une stratégie ne le permet pas
code-blocked-by-policy-device = l’appareil n’est pas tel qu’une stratégie l’exige
code-blocked-by-policy-application = l’application n’est pas de celles qu’une stratégie permet
code-blocked-by-policy-defaults = les paramètres de sécurité par défaut du locataire ne le permettent pas
code-password-forgotten = nom ou mot de passe erroné
code-unknown = Grendel ne connaît pas ce code ; cherchez-le ici : https://login.microsoftonline.com/error?code={ $code }
code-unknown-said = Grendel ne connaît pas ce code ; Microsoft dit : « { $reason } ». Cherchez-le ici : https://login.microsoftonline.com/error?code={ $code }
not-a-lock-interrupt = C’est une étape d’une connexion qui se poursuit, et non un verrouillage.
not-a-lock-sign-in-again = Ce n’est pas un verrouillage : il faut se reconnecter, et c’est possible. Après un nouveau mot de passe ou une déconnexion, c’est normal.
not-a-lock-wrong-place = Ce n’est pas un verrouillage : la connexion s’est faite avec un autre compte, ou au mauvais endroit. Faites fermer la session des autres comptes, et vérifiez le nom saisi.
not-a-lock-application = Ce n’est pas un verrouillage : seule cette application n’est pas permise. La personne qui en est responsable peut donner l’accès.
not-a-lock-passing = Ce n’est pas un verrouillage : Microsoft n’a pas pu répondre à ce moment-là. Faites réessayer.
not-a-lock-other-tenant = Ce n’est pas un verrouillage de ce compte : une autre organisation, ou l’accord avec elle, ne le laisse pas entrer. C’est à cette organisation d’aider.
not-a-lock-on-premises = Il s’agit d’Active Directory ou de sa liaison avec le cloud : regardez là-bas, y compris les horaires de connexion et les comptes verrouillés.
not-a-lock-credentials = Il s’agit des paramètres d’une application, et non d’une personne. Prévenez la personne responsable de cette application.
not-a-lock-device = Il s’agit de l’appareil : il n’est pas inscrit, ou il est désactivé. La personne responsable des appareils peut y remédier.

method-password = mot de passe
# As in English.
method-authenticator = Microsoft Authenticator
method-phone = téléphone
method-fido2 = clé de sécurité ou clé d’accès
# As in English.
method-windows-hello = Windows Hello
method-platform-credential = informations d’identification de plateforme
method-software-oath = codes à usage unique
method-email = adresse e-mail (uniquement pour réinitialiser le mot de passe)
method-temporary-access-pass = passe d’accès temporaire
method-external = méthode d’authentification externe
method-other = quelque chose que Grendel ne connaît pas
risk-level-high = risque élevé
risk-level-medium = risque moyen
risk-level-low = risque faible
risk-level-hidden = un risque dont le niveau n’est pas visible
risk-level-none = aucun risque
risk-state-confirmed-compromised = confirmé comme compromis
risk-state-at-risk = pas encore levé
risk-state-remediated = l’identité a été prouvée depuis
risk-state-dismissed = ignoré par quelqu’un
risk-state-confirmed-safe = quelqu’un a confirmé que ce n’était rien
risk-state-none = aucun état enregistré
risk-detail = , pour la raison « { $detail } »
risk-when = , { $when }
