### Où en est le dossier

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
state-work = En attente de { $roles } jusqu’à { $until } : le reste est à faire dans Active Directory. Grendel le voit après une synchronisation ; le bouton le dit plus tôt.
state-work-in-short = En attente de { $roles } jusqu’à { $until }.
state-work-ticked = Ce qui était à faire dans Active Directory est fait, d’après un membre de l’équipe. Grendel regarde jusqu’à { $until } si cela se voit dans Entra.
state-work-ticked-in-short = Coché ; Grendel regarde jusqu’à { $until } si cela se voit.
pause-asked = ⏳ Microsoft demande d’attendre. Le prochain essai se fera tout seul : { $when }. L’approbation prend fin { $until }.
pause-outage = ⏳ Microsoft ne répond pas comme il faut. Le prochain essai se fera tout seul : { $when }. L’approbation prend fin { $until }.
state-alone = Je ne connais personne d’autre qui puisse approuver. Rien n’a été modifié.
state-no-longer-alone = Quelqu’un d’autre est désormais connu ici : la personne qui a demandé ne continue pas seule.
handover-nobody = Personne ne voit le mot de passe temporaire : la commande qui rend le compte en crée un nouveau.
handover-kept = Gardé en mémoire seulement : { $what }. À voir une seule fois par { $who }, avec le bouton ci-dessous, jusqu’à { $until }. Ensuite, c’est perdu.
handover-shown = En cours d’affichage pour { $name } : { $what }.
handover-seen = Montré une fois à { $name } { $when } ; Grendel ne l’a plus : { $what }.
handover-expired = Personne ne l’a demandé à temps ; il a disparu et personne ne l’a vu : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-too-late = Créé, mais les autres étapes ont pris tant de temps chez Microsoft que le délai était passé avant que quelqu’un puisse le voir : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-restarted = Perdu à l’arrêt de Grendel, et personne ne l’a vu : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-undelivered = Envoyé à { $name } { $when }, et peut-être pas arrivé : { $what }. Il a disparu d’ici. Si { $name } ne l’a pas lu, tapez de nouveau la commande pour en obtenir un autre.
handover-forfeited = Destiné à { $who } seulement, qui n’a plus le droit de le voir ; personne ne l’a vu et il a disparu : { $what }. Tapez de nouveau la commande pour en obtenir un autre.
handover-withheld = Créé et montré à personne, car une étape qui doit le précéder n’a pas abouti : { $what }. Une fois ces étapes faites, tapez de nouveau la commande pour en obtenir un autre.
handover-unanswered = La réponse de Microsoft qui le contient n’est jamais arrivée ici : personne ne l’a ({ $what }). Tapez de nouveau la commande pour en obtenir un autre.
handover-stopped = Créé et montré à personne, car le dossier a été arrêté : { $what }.
handover-taken-back = Le passe a été retiré : personne ne peut plus se connecter avec.
handover-taking-back = Le passe est en train d’être retiré.
handover-not-taken-back = Le passe n’a pas pu être retiré : { $trouble } Il est valable jusqu’à { $until }. Supprimez-le dans le centre d’administration Entra, parmi les méthodes d’authentification du compte.
handover-lost = L’ancien mot de passe ne marche plus.
handover-to-member = un membre avec le rôle { $roles }
made-reset-password = mot de passe temporaire
made-issue-temporary-access-pass = passe d’accès temporaire

outcome-nothing-found = Je n’ai trouvé aucun blocage ; rien n’a donc été modifié. Demandez le texte exact et le code affichés à l’écran (AADSTS et un numéro), ainsi que l’heure.
outcome-nothing-found-with-gaps = Je n’ai trouvé aucun blocage, mais je n’ai pas pu tout consulter. Rien n’a été modifié. Demandez le texte exact et le code affichés à l’écran (AADSTS et un numéro), ainsi que l’heure.
outcome-advised = Rien n’a été modifié : cette commande n’a pas d’étape pour ce qui a été trouvé.
outcome-advised-looks = Rien n’a été modifié : cette commande ne fait que regarder.
outcome-advised-synced = Rien n’a été modifié ici, car c’est Active Directory qui décide pour ce compte. C’est possible là-bas, à la main.
outcome-advised-withheld = Rien n’a été modifié : aucune étape qui pourrait aider n’est possible d’ici.
outcome-refused = Arrêté, rien n’a été modifié. { $why }
requester-other = À { $name } : { $why }
requester-not-linked = Le compte Microsoft 365 avec lequel { $name } a fait cette demande n’est plus associé à son nom.
requester-account-missing = { $name } est à l’origine de cette demande, et son compte Microsoft 365 n’existe plus.
requester-account-disabled = { $name } est à l’origine de cette demande, et son compte Microsoft 365 est bloqué.
requester-account-at-risk = { $name } est à l’origine de cette demande, et son compte Microsoft 365 est à risque, d’après Identity Protection : quelqu’un d’autre l’utilise peut-être. Demandez à l’équipe de sécurité de l’examiner.
requester-lacks-chat-role = { $name }, à l’origine de cette demande, n’a plus ici aucun des rôles qui permettent de la faire : { $roles }.
requester-lacks-directory-role = { $name } est à l’origine de cette demande, et son compte Microsoft 365 n’a aucun des rôles d’administrateur qu’il faut : { $roles }.
outcome-unavailable = Je n’ai pas pu continuer : { $trouble } Rien n’a été modifié. Tapez de nouveau la commande dans quelques minutes ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
outcome-unavailable-operator = Je n’ai pas pu continuer : { $trouble } Rien n’a été modifié, et réessayer ne sert à rien : la personne qui administre Grendel doit y remédier. Montrez-lui cette réponse.
outcome-failed = J’ai dû arrêter ce dossier : { $why } Rien n’a été modifié. Tapez de nouveau la commande ; si elle s’arrête encore, montrez le dossier { $case } à la personne qui administre Grendel.
outcome-failed-begun = J’ai dû arrêter ce dossier : { $why } Une étape a peut-être été exécutée : regardez le compte et son journal d’audit avant de répéter quoi que ce soit, et montrez le dossier { $case } à la personne qui administre Grendel.
breakdown-too-large = ce qui a été trouvé ne tient pas dans une entrée du journal.
breakdown-fault = ses entrées dans le journal ne vont pas ensemble.
breakdown-defect = Grendel a un défaut.
outcome-denied = Refusé. Rien n’a été modifié.
outcome-expired = La décision n’est pas venue à temps. Rien n’a été modifié. Tapez de nouveau la commande si c’est encore nécessaire.
outcome-withdrawn = Retiré par { $name }. Rien n’a été modifié.
outcome-completed = Terminé : toutes les étapes sont faites et confirmées.
outcome-completed-sign-in = Terminé : { $name } peut de nouveau se connecter. Toutes les étapes sont faites et confirmées.
outcome-completed-told = Approuvé. Rien n’a été modifié chez Microsoft : la personne concernée choisit elle-même un nouveau mot de passe, et il faut lui dire comment.
outcome-completed-not-visible = Terminé : Microsoft a accepté toutes les étapes, mais tous les effets n’ont pas encore pu être vus. Cela peut prendre quelques minutes ; regardez le compte avant d’en faire plus.
reach-contain-reached = Sécurisé : personne ne peut entrer, et rien ne sort.
reach-contain-confirmed = Toutes les étapes sont faites et confirmées.
reach-contain-as-far-as-seen = Sécurisé, pour autant qu’on puisse le voir : Microsoft a accepté toutes les étapes, mais tout n’a pas encore pu être vu ou lu. Cela peut prendre quelques minutes ; regardez le compte avant d’en faire plus.
reach-contain-waiting-for-people = Pas encore sécurisé.
reach-contain-not-reached = Pas sécurisé.
reach-contain-cannot-tell = Personne ne sait si le compte est sécurisé.
reach-unlock-waiting-for-people = Tout est fait ici ; le reste revient à la personne concernée.
reach-unlock-not-reached = Pas débloqué.
reach-unlock-cannot-tell = Personne ne sait si la personne concernée peut se connecter.
remainder-active-directory = Active Directory doit désactiver le compte et changer deux fois son mot de passe : d’ici là, l’ancien mot de passe fonctionne, et la prochaine synchronisation peut annuler un blocage.
remainder-active-directory-unlock = Il reste à faire dans Active Directory ; Entra le montre après la prochaine synchronisation.
remainder-sign-in-open = La connexion n’est pas bloquée.
remainder-password-known = Le mot de passe n’a pas été changé.
remainder-pass-open = Un passe d’accès temporaire peut encore laisser entrer quelqu’un.
remainder-sessions-open = Les sessions n’ont pas été révoquées.
remainder-mail-flows-out = Du courrier peut encore partir vers l’extérieur, par un transfert ou par une règle de la boîte de réception.
remainder-added-since = Depuis l’approbation, autre chose a été ajouté au compte. Tapez de nouveau la commande pour cela.
remainder-mail-unread = Impossible de lire si du courrier part vers l’extérieur.
remainder-passes-unread = Impossible de lire si un passe d’accès temporaire laisse encore entrer quelqu’un.
remainder-sign-in-blocked = La connexion est toujours bloquée.
remainder-signs-of-compromise = Le compte reste fermé tant que les indices de compromission ne sont pas traités ou écartés.
remainder-risk-stands = Le risque subsiste, et des stratégies peuvent refuser la connexion pour cela.
remainder-risk-unread = Impossible de lire si un risque subsiste ; des stratégies peuvent refuser la connexion pour cela.
remainder-sending-restricted = Le compte ne peut toujours pas envoyer.
remainder-no-credential = La personne concernée n’a rien pour se connecter.
remainder-owner-needs-password = Le passe ne change pas le mot de passe. Tant qu’il est valable, la personne concernée enregistre une connexion sans mot de passe (clé d’accès ou Authenticator) sur https://aka.ms/mysecurityinfo ; sinon, il faut encore réinitialiser le mot de passe.
remainder-owner-needs-password-in-short = Le passe ne change pas le mot de passe.
remainder-owner-registers-method = Tant que le passe est valable, la personne concernée doit enregistrer un second facteur sur https://aka.ms/mysecurityinfo.
remainder-owner-chooses-password = À la première connexion, la personne concernée choisit son propre mot de passe.
remainder-owner-resets-password = Il faut dire à la personne concernée comment réinitialiser le mot de passe.
outcome-needs-human-refused = Arrêté à l’étape { $number }, que Microsoft a refusée. { $trouble } { $before ->
    [0] Rien n’a été modifié.
    [1] Ce qui n’en dépend pas a été fait.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Montrez ceci à la personne qui administre Grendel, et regardez le compte.
outcome-needs-human-useless = Arrêté à l’étape { $number }, que Microsoft a acceptée, mais qui ne sert à rien. { $trouble } { $before ->
    [0] Aucune étape ne la précédait.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Montrez ceci à la personne qui administre Grendel, et regardez le compte.
rights-in-short = Il faut { $permission } et un rôle d’administrateur qui porte jusqu’au compte.
rights = Pour cette étape, l’application de Grendel a besoin de l’autorisation { $permission } et, si le compte a un rôle, d’un rôle d’administrateur à elle qui porte jusque-là.
rights-and-role = Pour cette étape, l’application de Grendel a besoin de l’autorisation { $permission } et au moins du rôle d’administrateur { $role }.
rights-role-missing = L’application de Grendel a l’autorisation { $permission } ; ce qui lui manque est un rôle d’administrateur à elle qui porte jusqu’à ce compte, par exemple Privileged Authentication Administrator.
rights-role-missing-named = L’application de Grendel a l’autorisation { $permission } ; ce qui lui manque est un rôle d’administrateur à elle qui porte jusqu’à ce compte : au moins { $role }.
rights-of-read = L’application de Grendel a besoin pour cela de l’autorisation { $permission }, avec le consentement d’un administrateur ; si elle a les deux, c’est un rôle d’administrateur qui lui manque.
rights-of-read-granted = L’application de Grendel a pour cela l’autorisation { $permission }, et Microsoft refuse malgré tout. Il lui manque peut-être un rôle d’administrateur à elle, par exemple Global Reader.
outcome-needs-human-unknown = Arrêté à l’étape { $number } : personne ne sait si elle a pris effet. { $trouble } Regardez le compte et son journal d’audit avant de répéter quoi que ce soit.
outcome-needs-human-unreadable = Arrêté avant l’étape { $number } : le compte n’a pas pu être relu. { $trouble } { $before ->
    [0] Rien n’a été modifié.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-needs-human-authority = Arrêté avant l’étape { $number } : une personne qui l’a demandé ou approuvé n’en a plus le droit. { $why } { $before ->
    [0] Rien n’a été modifié.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-needs-human-changed = Arrêté avant l’étape { $number } : quelqu’un d’autre a modifié le compte entre-temps. { $changes } { $before ->
    [0] Rien n’a été modifié.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Regardez le compte, puis tapez de nouveau la commande.
outcome-needs-human-held = Arrêté avant l’étape { $number } : le locataire est resté gelé jusqu’à la fin de l’approbation. { $before ->
    [0] Rien n’a été modifié.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Une fois le gel levé, regardez le compte et tapez de nouveau la commande pour ce qui manque.
outcome-needs-human-stopped = Arrêté avant l’étape { $number }, pendant que le dossier attendait : quelqu’un l’a refusé ou retiré. { $before ->
    [0] Rien n’a été modifié.
   *[other] Les étapes ci-dessus indiquent ce qui a été fait.
 } Regardez le compte et tapez de nouveau la commande pour ce qui manque.
outcome-needs-human-work-not-done = Personne n’a dit à temps que l’étape { $number } est faite dans Active Directory, et cela ne se voit pas dans Entra. Faites-la là-bas, puis tapez de nouveau la commande pour ce qui manque.
outcome-needs-human-work-not-seen = L’étape { $number } est cochée, et une heure plus tard elle ne se voit toujours pas dans Entra ; la suite n’a donc pas été commencée. Vérifiez la synchronisation, puis tapez de nouveau la commande pour ce qui manque.
outcome-needs-human-effect-not-seen = L’étape { $number } a été exécutée par Microsoft et ne se voit pas ; la suite rend l’accès, elle n’a donc pas été commencée. Regardez le compte dans quelques minutes, puis tapez de nouveau la commande pour ce qui manque.
outcome-needs-human-one-refused = Microsoft a refusé l’étape { $number } ; les autres ont été exécutées. { $trouble } Montrez ceci à la personne qui administre Grendel, et faites à la main ce qui manque.
outcome-also-refused = Microsoft a aussi refusé l’étape { $number }. { $trouble }
outcome-also-unknown = Pour l’étape { $number } non plus, personne ne sait si elle a pris effet.
outcome-failed-pass = Un passe d’accès temporaire a été créé, que son destinataire n’a pas vu, et il permet peut-être encore d’entrer : supprimez-le dans le centre d’administration Entra, parmi les méthodes d’authentification du compte.
outcome-joined = Le dossier { $case } porte sur le même compte.

trouble = { $call } a échoué avec { $status } { $code } : { $message } (ID de demande { $request }).
trouble-silent = { $call } est resté sans réponse ({ $code } ; client-request-id { $request }).
trouble-known = { $message } ({ $call } : { $status } { $code }, ID de demande { $request }).
known-failure-secret-wrong = Microsoft n’accepte pas le secret client de l’application de Grendel. La personne qui administre Grendel doit mettre dans la configuration la valeur d’un secret valide, et non son ID
known-failure-secret-expired = Le secret client de l’application de Grendel a expiré. La personne qui administre Grendel doit en créer un nouveau dans le centre d’administration Entra, dans l’inscription d’application, et mettre sa valeur dans la configuration
known-failure-application-unknown = L’application de Grendel est introuvable dans ce locataire. La personne qui administre Grendel doit vérifier `client_id` et `tenant_id`, et un administrateur du locataire doit donner son consentement à l’application
known-failure-tenant-unknown = Microsoft ne connaît pas ce locataire. La personne qui administre Grendel doit vérifier `tenant_id` dans la configuration, et le cloud auquel il appartient
known-failure-application-disabled = L’application de Grendel est désactivée dans ce locataire. Un administrateur doit l’activer dans le centre d’administration Entra, sous Applications d’entreprise, Propriétés
known-failure-application-blocked = Une stratégie d’accès conditionnel pour les identités de charge de travail tient l’application de Grendel hors de ce locataire. Un administrateur doit la laisser entrer depuis l’adresse du serveur de Grendel
known-failure-credentials-refused = Microsoft ne laisse pas l’application de Grendel se connecter à ce locataire. La personne qui administre Grendel doit vérifier son inscription, son secret et la configuration
known-failure-licence-missing = Le locataire n’a pas de licence pour cela
known-failure-gateway = Une passerelle devant le service de Microsoft a refusé l’appel ; le service lui-même n’a pas répondu
known-failure-password-complexity = Le nouveau mot de passe ne respecte pas les règles du locataire (complexité, mots interdits). Tapez de nouveau la commande pour en avoir un autre
known-failure-mastered-on-premises = Ce compte est géré dans l’Active Directory local : c’est là qu’il faut le modifier
known-failure-guest-pass = Un invité n’obtient pas de passe d’accès temporaire ici : les invités se connectent auprès de leur propre organisation
known-failure-pass-policy = La stratégie du locataire pour les passes d’accès temporaires ne couvre pas ce compte. Un administrateur peut la modifier dans le centre d’administration Entra, sous Méthodes d’authentification, Stratégies
known-failure-pass-unusable = Un passe a été créé, et Microsoft dit que personne ne peut se connecter avec, mais pas pourquoi
known-failure-pass-unusable-policy = Un passe a été créé avec lequel personne ne peut se connecter : la stratégie du locataire ne le permet pas
known-failure-pass-unusable-used = Un passe a été créé avec lequel personne ne peut se connecter : d’après Microsoft, il a déjà servi. Tapez de nouveau la commande pour en avoir un autre
known-failure-pass-unusable-expired = Un passe a été créé avec lequel personne ne peut se connecter : d’après Microsoft, il a déjà expiré. Tapez de nouveau la commande pour en avoir un autre
known-failure-gone = Le compte, ou ce que l’étape y modifie, n’existe plus
known-failure-conflict = Quelqu’un d’autre modifiait le compte au même moment. Tapez de nouveau la commande
operator-credentials = **Grendel ne peut pas se connecter au locataire { $tenant }.** { $trouble } Toutes les commandes y échouent tant que ce n’est pas réparé.
operator-permission = **Il manque un droit à Grendel dans le locataire { $tenant }.** { $trouble } Les commandes qui en ont besoin sont refusées d’ici là.
operator-licence = **D’après Microsoft, le locataire { $tenant } n’a pas de licence pour :** { $topics }. Grendel continue sans, et les cartes disent ce qui n’a pas été regardé. Si Identity Protection en fait partie, `identity_protection = false` dans `grendel.toml` évite l’appel ; si le locataire a bien la licence, signalez-le à Microsoft.
operator-licence-demanded = **D’après Microsoft, le locataire { $tenant } n’a pas de licence pour Identity Protection, mais `identity_protection` dans `grendel.toml` dit qu’il en a une.** Les commandes y sont donc refusées. Retirez la clé, et Grendel continue sans le risque ; si le locataire a bien la licence, signalez-le à Microsoft.
trouble-restarted = Grendel a été arrêté pendant l’appel.
trouble-card-refused = Discord ne me laisse rien publier dans ce salon ({ $message }). Il m’y faut les permissions de voir le salon, d’envoyer des messages et d’intégrer des liens.
no-request-id = aucun
