### Les étapes

step-block-sign-in = Bloquer la connexion
step-reset-password = Définir un mot de passe temporaire
step-revoke-temporary-access-pass = Retirer le passe d’accès temporaire
step-revoke-sign-in-sessions = Fermer toutes les sessions ouvertes
step-clear-forwarding = Arrêter le transfert des e-mails
step-disable-inbox-rules = Désactiver les règles suspectes
step-confirm-compromised = Signaler le compte comme compromis
step-dismiss-risk = Ignorer le risque
step-issue-temporary-access-pass = Émettre un passe d’accès temporaire
step-enable-sign-in = Autoriser la connexion
step-point-to-self-service = Orienter vers le libre-service
step-release-sender = Libérer l’expéditeur
meaning-block-sign-in = personne ne peut se connecter avec ce compte tant que la connexion n’est pas rétablie
meaning-reset-password = l’ancien ne fonctionne plus ; le nouveau sert à une seule connexion, où il faut en choisir un autre
meaning-revoke-temporary-access-pass = personne ne peut plus se connecter avec un passe émis auparavant
meaning-revoke-sign-in-sessions = chaque appareil doit se reconnecter, dans l’heure environ
meaning-clear-forwarding = les nouveaux e-mails restent dans la boîte aux lettres
meaning-disable-inbox-rules = { $rules } ; rien n’est supprimé, donc tout peut être réactivé
meaning-confirm-compromised = Identity Protection le considère alors à haut risque, et les stratégies agissent en conséquence
meaning-dismiss-risk = les stratégies contre le risque laissent de nouveau entrer ce compte
meaning-issue-temporary-access-pass = il sert à une seule connexion, à la place du mot de passe et du second facteur, dans un délai de { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }
meaning-enable-sign-in = le compte est de nouveau ouvert
meaning-point-to-self-service = la personne concernée choisit elle-même un nouveau mot de passe ; rien n’est modifié d’ici
meaning-release-sender = { $sender } peut de nouveau envoyer à l’extérieur dans l’heure, au plus tard sous 24 heures
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
not-covered = ⚠ Depuis l’approbation, autre chose a été ajouté au compte et y est toujours : { $steps }. Tapez de nouveau la commande pour cela.
withheld-in-short = { $count ->
    [one] { $count } étape n’est pas effectuée ; « Détails » dit pourquoi.
   *[other] { $count } étapes ne sont pas effectuées ; « Détails » dit pourquoi.
 }
obstacle-mastered-on-premises = c’est Active Directory qui décide pour ce compte, donc cela ne servirait à rien.
obstacle-belongs-elsewhere = c’est un compte invité, donc seule son organisation d’origine peut le faire.
obstacle-deleted = le compte est supprimé, et doit d’abord être restauré.
obstacle-signs-of-compromise = il faut d’abord que les indices de compromission soient traités ou écartés.
obstacle-self-service-off = le locataire ne permet pas à cette personne de réinitialiser elle-même son mot de passe.
obstacle-self-service-not-registered = ce qu’il faut pour cela n’est pas enregistré.
obstacle-passes-off = le locataire n’a pas de passes d’accès temporaires pour ce compte.
obstacle-pass-keeps-lock = un passe contourne le mot de passe, et le verrouillage reste.
obstacle-cannot-tell = impossible de savoir si cela servirait.
obstacle-nobody-reaches = personne de connu ici n’a pour cela un rôle d’administrateur qui porte jusqu’au compte. Faites-le dans le centre d’administration Entra.

no-help-account-deleted = Un nouveau mot de passe, ou autoriser la connexion : il n’y a rien à quoi se connecter tant que le compte n’est pas restauré.
no-help-signs-of-compromise = Un nouveau mot de passe seul ne met personne dehors : les sessions, les règles, le transfert, les méthodes et les applications admises restent.
no-help-account-at-risk = Ignorer le risque, et rien de plus : quiconque a le mot de passe l’a toujours.
no-help-suspicious-inbox-rules = Un nouveau mot de passe seul : les règles continuent, quelle que soit la personne connectée.
no-help-mail-forwarded-outside = Un nouveau mot de passe seul : le transfert continue, quelle que soit la personne connectée.
no-help-synced-account = Changer le mot de passe ou la connexion dans le cloud : c’est Active Directory qui décide, et qui écrase le reste.
no-help-sign-in-blocked = Un nouveau mot de passe seul : tant que la connexion est bloquée, aucun n’est accepté.
no-help-sending-restricted = Un nouveau mot de passe seul : il ne lève pas la restriction. Et Microsoft compte les libérations : au-delà de sa limite, seul le support Microsoft peut libérer l’expéditeur.
no-help-hostile-address = Un nouveau mot de passe, ou autoriser la connexion : c’est l’adresse que Microsoft refuse, pas le compte.
no-help-smart-lockout = Autoriser la connexion : cela ne change rien à un verrouillage intelligent, et aucun admin ne peut le lever. Un nouveau mot de passe y met fin, ou le temps.
no-help-password-expired = Autoriser la connexion, ou attendre : un mot de passe expiré le reste jusqu’à ce qu’il y en ait un nouveau.
no-help-password-unusable = Attendre, ou réessayer : aucun mot de passe ne peut être le bon.
no-help-second-factor-failing = Un nouveau mot de passe : celui qui existe est bon.
no-help-second-factor-missing = Un nouveau mot de passe : celui qui existe est bon.
no-help-blocked-by-policy = Un nouveau mot de passe, ou autoriser la connexion : la stratégie l’interdit, quel que soit le mot de passe.
no-help-password-unseen = Attendre, ou l’ancien mot de passe : il ne fonctionne plus, et personne ne connaît le nouveau.
no-help-password-forgotten = Autoriser la connexion : cela ne rend pas le bon mot de passe.
no-help-mailbox-missing = Libérer l’expéditeur : sans boîte aux lettres, aucun envoi n’est possible.
no-help-managed-elsewhere = Un rôle pour tout le locataire, même Global Administrator : seul compte un rôle pour cette unité.
no-help-guest-account = Un mot de passe défini ici : un compte invité se connecte avec celui de son organisation d’origine.
no-help-nothing-found = Un nouveau mot de passe, ou autoriser la connexion : rien n’a été trouvé que cela lèverait.

instead-synced-account = Sur un contrôleur de domaine, ou là où se trouvent les outils Active Directory :
instead-synced-account-enable = `Enable-ADAccount -Identity { $account }` lève un blocage.
instead-synced-account-unlock = `Unlock-ADAccount -Identity { $account }` lève un verrouillage après des mots de passe erronés.
instead-synced-account-reset = `Set-ADAccountPassword -Identity { $account } -Reset` demande un nouveau mot de passe et le définit.
instead-synced-account-wait = Attendez ensuite la synchronisation (jusqu’à 30 minutes), ou lancez-la : `Start-ADSyncSyncCycle -PolicyType Delta`.
instead-account-deleted = Restaurez-le dans les 30 jours, au plus tard le { $until } : centre d’administration Entra, Utilisateurs, Utilisateurs supprimés. Il faut le rôle User Administrator. Après cela, il est perdu pour de bon.
instead-account-at-risk = Demandez par téléphone à la personne concernée si les dernières connexions étaient les siennes : centre d’administration Entra, Identity Protection, Utilisateurs à risque. Il faut le rôle Security Reader.
instead-suspicious-inbox-rules = Demandez par téléphone à la personne concernée si ces règles viennent d’elle. Sinon, regardez ce qui a été envoyé et lu dans la boîte aux lettres.
instead-mail-forwarded-outside = Demandez par téléphone à la personne concernée si ce transfert vient d’elle. Sinon, la personne qui possède { $to } a lu ses e-mails.
instead-sending-restricted = Cherchez d’abord ce qui a été envoyé, et par qui. À la main, c’est le rôle Security Administrator qui permet de libérer, sur https://security.microsoft.com/restrictedentities.
instead-hostile-address = Faites essayer la connexion depuis un réseau sûr, sans VPN. Si la personne concernée n’était pas à l’adresse { $address }, quelqu’un d’autre connaît le nom : regardez le journal de connexion.
instead-hostile-address-unknown = Faites essayer la connexion depuis un réseau sûr, sans VPN. Si la personne concernée n’a rien essayé, quelqu’un d’autre connaît le nom : regardez le journal de connexion.
instead-smart-lockout = Cherchez ce qui continue d’essayer, comme un vieux téléphone avec l’ancien mot de passe : son programme et son adresse sont dans ce qui a été trouvé. Sinon, le verrouillage reviendra. Il commence à une minute et s’allonge à chaque nouvel essai.
instead-password-expired = Quand on connaît encore l’ancien mot de passe, on en choisit un nouveau à la prochaine connexion dans un navigateur.
instead-second-factor-failing = Si l’appareil est perdu ou nouveau : une fois connectée, la personne concernée retire l’ancien et enregistre le nouveau sur https://aka.ms/mfasetup. Personne ne doit accepter une demande sans être en train de se connecter.
instead-second-factor-missing = La personne concernée enregistre un second facteur sur https://aka.ms/mfasetup ; de l’extérieur, un passe d’accès temporaire peut être nécessaire.
instead-blocked-by-policy = Adressez-vous à la personne responsable des stratégies concernées ({ $policies }) : il faut le rôle Conditional Access Administrator pour les modifier. D’ici là : un appareil, un lieu ou une application permis.
instead-blocked-by-policy-unnamed = Adressez-vous à quelqu’un qui a le rôle Conditional Access Administrator : centre d’administration Entra, Journaux de connexion, la connexion ; l’onglet « Accès conditionnel » nomme la stratégie. D’ici là : un appareil, un lieu ou une application permis.
instead-mailbox-missing = Une boîte aux lettres demande une licence avec Exchange Online : centre d’administration Microsoft 365, Utilisateurs, Licences. Il faut le rôle License Administrator.
instead-managed-elsewhere = Adressez-vous à quelqu’un qui a un rôle pour l’unité { $units } : centre d’administration Entra, Unités administratives, l’unité, Rôles et administrateurs.
instead-managed-elsewhere-unnamed = Adressez-vous à quelqu’un qui a un rôle pour cette unité : centre d’administration Entra, l’utilisateur, « Unités administratives » dit laquelle.
instead-guest-account = La personne invitée s’adresse à l’assistance de son organisation d’origine. Seule l’invitation est à nous : centre d’administration Entra, l’utilisateur, Réinitialiser l’état d’acceptation.
instead-nothing-found = Demandez quel programme c’était, et sur quel réseau. Une connexion peut mettre cinq minutes à apparaître dans le journal : tapez de nouveau la commande si l’échec est tout récent.
instead-new-method = Demandez à la personne concernée si cet enregistrement vient d’elle. Sinon, retirez-le : centre d’administration Entra, l’utilisateur, Méthodes d’authentification. Il faut le rôle Authentication Administrator.
instead-consented-application = Demandez à la personne concernée si elle connaît l’application. Sinon, retirez-la : centre d’administration Entra, l’utilisateur, Applications. Il faut le rôle Cloud Application Administrator.
instead-point-to-self-service = Dites à la personne concernée d’ouvrir https://aka.ms/sspr et de choisir « J’ai oublié mon mot de passe ». « Je connais mon mot de passe » ne met pas fin à un verrouillage.
instead-call-back = Avant de donner quoi que ce soit : rappelez la personne concernée à un numéro de l’annuaire, et non à un numéro donné au téléphone.
instead-issue-temporary-access-pass = Avec le passe, la personne concernée enregistre un second facteur sur https://aka.ms/mfasetup, dès sa connexion.
