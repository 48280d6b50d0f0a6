### Indices de compromission

judgement-stands = Ce qui a été vu laisse penser que quelqu’un d’autre utilise ce compte. Il ne sera pas rendu tant que chaque indice n’aura pas été traité ou écarté.
judgement-weak = Un indice faible ne prouve rien à lui seul. Regardez-le tout de même.
judgement-waived = Tous les indices ont été écartés : le compte est de nouveau considéré comme entre de bonnes mains.
sign-at-risk = Identity Protection voit un risque.
sign-denied-prompt = Une demande de second facteur a été refusée.
sign-unanswered-prompt = Un second facteur a été demandé loin des lieux habituels, et n’a pas été donné.
sign-inbox-rules = Des règles de boîte de réception cachent des e-mails ou les envoient à l’extérieur.
sign-forwarding-outside = Les e-mails sont transférés à l’extérieur.
sign-spam-sent = Microsoft a pris les e-mails du compte pour du spam.
sign-line = • { $sign } { $standing }
and-more = Et { $count } de plus.
sign-cleaned = Une étape est prévue pour cela.
sign-not-cleaned = Rien ici n’y remédie.
sign-by-hand = Aucune étape n’y remédie : quelqu’un doit l’examiner.
sign-waived = Écarté le { $when } par { $name } : { $reason }
sign-name-at-risk = le risque (Identity Protection)
sign-name-denied-prompt = un second facteur refusé
sign-name-inbox-rules = des règles de boîte de réception suspectes
sign-name-forwarding-outside = le transfert d’e-mails à l’extérieur
sign-name-new-country = une connexion depuis un nouveau pays
sign-name-unanswered-prompt = un second facteur demandé ailleurs et non donné
sign-name-new-method = une nouvelle méthode
sign-name-consented-application = une application ayant accès aux e-mails
sign-name-spam-sent = des e-mails que Microsoft a pris pour du spam
sign-name-unknown-recipient = un transfert vers un destinataire inconnu
signs-cleaned = Étapes prévues pour : { $signs }.
signs-not-cleaned = Pas de remède ici : { $signs }.
signs-further-rules = • { $count ->
    [one] Une autre règle suspecte de la boîte de réception, connue par son seul identifiant.
   *[other] { $count } autres règles suspectes de la boîte de réception, connues par leur seul identifiant.
 }
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
gap-no-permission = { $topic } : { $cause } ({ $permission } ; { $code }, ID de demande { $request }).
gap-short = { $topic } : { $cause }.
gap-short-no-permission = { $topic } : { $cause } ({ $permission }).
possible-signs = Pas entièrement lu, compte donc comme un signe possible de compromission : { $topics }.
omission = { $topic } : { $count } de plus, laissés de côté ici.
omission-unknown = { $topic } : il y en a plus que ce qui a été lu.
topic-roles = Rôles d’administrateur
topic-eligible-roles = Rôles d’annuaire qu’il peut activer
topic-groups = Groupes auxquels des rôles peuvent être attribués
topic-units = Unités administratives
topic-named-groups = Groupes dont parlent les règles
topic-risk = Risque (Identity Protection)
topic-look-alikes = Comptes au nom semblable
topic-blocks = Qui a bloqué la connexion (journal d’audit)
topic-registrations = Méthodes enregistrées récemment (journal d’audit)
topic-sign-ins = Connexions récentes
topic-policies = Quelles stratégies ont arrêté une connexion
topic-methods = Méthodes enregistrées
topic-self-service = Réinitialisation du mot de passe en libre-service
topic-passes = Passes d’accès temporaires
topic-grants = Applications ayant accès aux e-mails
topic-mailbox = Boîte aux lettres et transfert
topic-inbox-rules = Règles de boîte de réception
topic-sending = Droit d’envoyer des e-mails
topic-domains = Domaines propres au locataire
looked-at-account = le compte lui-même
looked-at-sign-ins = les connexions récentes
looked-at-methods = les méthodes enregistrées
looked-at-risk = le risque (Identity Protection)
looked-at-mailbox = la boîte aux lettres et son transfert
looked-at-inbox-rules = les règles de boîte de réception
looked-at-sending = le droit d’envoyer des e-mails
cause-no-licence = le locataire n’a pas de licence pour cela
cause-no-licence-named = le locataire n’a pas de licence pour cela ; il faut { $licence }
cause-no-permission = Grendel n’a pas l’autorisation nécessaire
cause-permission-or-licence = Microsoft l’a refusé sans dire pourquoi ; il manque la licence, un rôle d’administrateur de l’application de Grendel ou cette autorisation
cause-throttled = Microsoft a demandé d’attendre trop longtemps ; réessayez plus tard
cause-unavailable = Microsoft n’a pas répondu correctement

change-sign-in = Quelqu’un a autorisé ou bloqué la connexion.
change-blocked-by = La connexion a été bloquée de nouveau depuis.
change-block-recorded = Le blocage figure maintenant dans le journal d’audit.
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
warning-one-edit-away = Presque le même nom : { $name } ({ $upn }).
warning-other-domain = Saisi avec le domaine { $domain }, qui n’est pas celui de ce nom de connexion.
warning-could-activate = Il peut se rendre administrateur lui-même : il peut activer { $roles } (Privileged Identity Management).
warning-done-before = Une intervention sur ce compte ces 7 derniers jours : dossier { $case }.
