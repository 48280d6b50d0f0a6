### Refus : ce qui s’est passé, qui pourrait, que faire ensuite

rule = Règle : `{ $rule }`
role-in-unit = { $role }, pour une unité administrative
role-until = { $role }, se termine { $until }
list-or = { $rest } ou { $last }
list-and = { $rest } et { $last }
list-apart = { $rest } ; { $next }
group-both = { $chat } (et { $directory } dans l’annuaire)
group-of-directory = le groupe `{ $id }`
no-roles = aucun

refusal-lacks-chat-role = Vous ne pouvez pas utiliser cette commande : elle est ici réservée aux membres avec le rôle { $roles }. Demandez à l’un d’eux de la taper, ou demandez le rôle à la personne qui administre ce serveur.
refusal-not-linked = Je ne sais pas quel compte Microsoft 365 est le vôtre, et je ne peux donc pas voir ce que vous pouvez faire. Tapez `/associer` et connectez-vous à ce compte. Si ce n’est pas proposé ici, demandez à la personne qui administre Grendel de vous inscrire comme `[[person]]` dans `grendel.toml`, avec votre ID Discord et l’ID d’objet de votre compte.
refusal-link-expired = Vous avez prouvé quel compte Microsoft 365 est le vôtre, et cette preuve a expiré { $when }. Tapez `/associer` et reconnectez-vous ; d’ici là, vous ne pouvez ni rien demander, ni rien décider.
refusal-link-waits = Votre nouvelle association à un compte Microsoft 365 compte à partir de { $when }, pour que vos collègues puissent s’y opposer ; d’ici là, vous n’avez pas de compte ici, et vous ne pouvez ni rien demander, ni rien décider. Si ce n’était pas vous, tapez `/dissocier` et prévenez l’équipe de sécurité.
refusal-account-external = Ce compte est celui d’un invité ou d’un membre externe : une autre organisation décide de qui s’y connecte. Un tel compte ne peut pas être associé et ne décide rien ici. Prenez un compte de ce tenant, ou demandez à un ou une collègue qui en a un.
refusal-account-too-new = Ce compte vient d’être créé. Il peut être associé, et peut décider, à partir de { $when } : sinon, quiconque peut créer des comptes pourrait approuver ses propres demandes. Demandez à un ou une collègue, ou à la personne qui administre Grendel de vous nommer dans `grendel.toml`.
refusal-secret-made-recently = J’ai créé il y a peu un mot de passe ou un passe pour ce compte, et d’autres l’ont peut-être vu. Il peut être associé, et peut décider, à partir de { $when }. Demandez à un ou une collègue de s’en charger.
refusal-account-taken = La connexion s’est faite avec un compte associé à un autre membre, donc rien n’a été modifié. Ce membre en est averti. Si c’est votre compte et que l’autre membre, c’est vous aussi, tapez d’abord `/dissocier` avec cet autre membre ; sinon, prévenez la personne qui administre Grendel.
refusal-linked-already = Un compte est déjà associé à votre nom, donc rien n’a été modifié. Tapez `/quisuisje` pour voir lequel. Pour en associer un autre, tapez d’abord `/dissocier`.
refusal-linked-by-operator = Votre compte est inscrit dans `grendel.toml`, et cela ne peut pas être changé d’ici. Tapez `/quisuisje` pour voir lequel ; s’il n’est pas le bon, adressez-vous à la personne qui administre Grendel.
refusal-no-sign-in = Personne ne peut se connecter ici : Grendel n’est pas configuré pour cela. Demandez à la personne qui administre Grendel de vous inscrire comme `[[person]]` dans `grendel.toml`, avec votre ID Discord et l’ID d’objet de votre compte.
refusal-link-disowned = Quelqu’un s’est connecté avec votre lien et a dit ne pas être vous, donc rien n’a été modifié. Si c’était vous et que vous avez cliqué sur le mauvais bouton, tapez de nouveau `/associer`. Ne transmettez pas le lien.
refusal-sign-in-declined = La connexion n’est pas allée à son terme, donc rien n’a été modifié. Microsoft indique : { $code } { $message } Tapez de nouveau `/associer` pour réessayer.
refusal-sign-in-failed = Je n’ai pas pu savoir qui s’est connecté, donc rien n’a été modifié. { $trouble } Tapez de nouveau `/associer` ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
refusal-sign-in-failed-operator = Je n’ai pas pu savoir qui s’est connecté, donc rien n’a été modifié. { $trouble } Réessayer ne sert à rien : la personne qui administre Grendel doit y remédier. Montrez-lui cette réponse.
refusal-authentication-context-missing = Microsoft a accepté la connexion, mais n’indique pas qu’elle remplit le contexte d’authentification `{ $context }`, exigé ici : elle ne compte donc pas. Connectez-vous de nouveau de la façon que votre entreprise demande, par exemple avec une clé de sécurité. Si cela ne suffit pas, demandez à la personne qui administre Grendel de vérifier la stratégie d’accès conditionnel pour `{ $context }` dans votre locataire.
refusal-account-missing = Le compte Microsoft 365 associé à votre nom n’existe plus. Tapez `/dissocier`, puis `/associer` pour associer celui que vous avez maintenant ; si vous figurez dans `grendel.toml`, demandez à la personne qui administre Grendel de corriger votre inscription.
refusal-account-disabled = Votre propre compte Microsoft 365 est bloqué : vous ne pouvez donc ni rien demander, ni rien décider. Demandez à un ou une collègue dont le compte est en règle.
refusal-lacks-directory-role = Votre compte Microsoft 365 n’a aucun des rôles d’administrateur que demande cette commande : { $wanted }. Actifs maintenant : { $held }. Demandez à un ou une collègue qui en a un de taper la commande.
refusal-standing-unread = Je n’ai pas pu vérifier ce que vous pouvez faire, donc je n’ai rien fait. { $trouble } Réessayez dans quelques minutes ; si l’échec se répète, montrez ceci à la personne qui administre Grendel.
refusal-standing-unread-operator = Je n’ai pas pu vérifier ce que vous pouvez faire, donc je n’ai rien fait. { $trouble } Réessayer ne sert à rien : la personne qui administre Grendel doit y remédier. Montrez-lui cette réponse.
refusal-target-malformed = Ce n’est ni une adresse, ni un ID d’objet. Tapez le nom de connexion, une adresse e-mail ou l’ID d’objet d’une seule personne, par exemple `anna@contoso.example`.
refusal-target-unknown = Personne dans ce locataire n’a ce nom de connexion, cette adresse e-mail, cet alias ou cet ID d’objet. Vérifiez l’orthographe et le domaine ; un compte d’une autre organisation n’est pas accessible d’ici.
refusal-target-ambiguous = Plusieurs comptes ont cette adresse : { $upns }. Tapez le nom de connexion de celui que vous voulez dire.
refusal-target-renamed = Le compte que vous avez choisi s’appelle maintenant { $upn }, et non comme le disait votre liste. Choisissez-le à nouveau dans la liste.
refusal-own-account = C’est votre propre compte, et personne ne se débloque soi-même. Demandez à un ou une collègue de taper la commande.
refusal-target-protected-account = Ce compte figure sur la liste de ceux auxquels Grendel ne touche pas (`protected` dans `grendel.toml`), donc rien n’a été commencé. Une personne dont le rôle atteint ce compte peut agir dans le centre d’administration Entra ; la liste est tenue par l’exploitant de Grendel.
refusal-target-protected-group = Ce compte est membre d’un groupe auquel Grendel ne touche pas (`protected` dans `grendel.toml`), donc rien n’a été commencé. Une personne dont le rôle atteint ce compte peut agir dans le centre d’administration Entra ; la liste est tenue par l’exploitant de Grendel.
refusal-target-protected-unknown = Les membres de certains groupes sont protégés (`protected` dans `grendel.toml`), et les groupes de ce compte n’ont pas pu être lus, donc rien n’a été commencé. Réessayez dans quelques minutes, ou agissez dans le centre d’administration Entra.
refusal-out-of-reach = Vos rôles d’administrateur ne portent pas jusqu’à ce compte : pour « { $step } », il faut le rôle { $who }. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-out-of-reach-shielded = Vos rôles d’administrateur ne portent pas jusqu’à ce compte, car { $shields }. Pour « { $step } », il faut le rôle { $who }. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-out-of-reach-nobody = Aucun rôle d’administrateur valable pour tout le locataire ne porte jusqu’à ce compte, donc personne ne peut faire « { $step } » d’ici. Raison : { $shields }. Une personne qui a un rôle pour cette unité peut le faire dans le centre d’administration Entra.
refusal-out-of-reach-unit = Ce compte fait partie d’une unité administrative à gestion restreinte. Pour « { $step } », il faut le rôle { $who }, pour cette unité précisément. Demandez à un ou une collègue qui a un tel rôle de taper la commande.
refusal-nobody-can-approve = Personne ne pourrait approuver cela maintenant, donc rien n’a été commencé. { $quorum ->
    [one] Il faut un autre membre avec le rôle { $roles }
   *[other] Il faut { $quorum } autres membres avec le rôle { $roles }
 }, avec un compte associé et non bloqué ; la personne concernée ne compte pas. { $able ->
    [0] Je n’en ai trouvé aucun
    [one] J’en ai trouvé un
   *[other] J’en ai trouvé { $able }
 }. Demandez à la personne qui administre Grendel d’associer plus de monde, ou faites-le à deux, à la main, dans le centre d’administration Entra.
refusal-may-not-decide = Vous ne pouvez pas en décider : c’est réservé aux membres avec le rôle { $roles }. Demandez à l’un d’eux.
refusal-may-not-read = Ce dossier est lu par les membres avec le rôle { $roles }, qui peuvent demander une telle chose, en décider ou protéger le locataire. Demandez à l’un d’eux ce que vous devez savoir.
refusal-about-own-account = Ce dossier concerne votre propre compte. Vous ne pouvez pas le lire tant qu’il est ouvert, ni ensuite si le compte a montré des indices de compromission ou a été bloqué, car quelqu’un d’autre l’utilise peut-être. Demandez à un ou une collègue qui décide de tels dossiers ce que vous devez savoir.
refusal-too-many-actions = Vous avez envoyé plus de commandes et de clics qu’un membre ne peut en envoyer, donc rien n’a été fait. Le prochain sera accepté à partir de { $from }. Vous pouvez toujours refuser ou retirer un dossier.
refusal-own-case = C’est vous qui l’avez demandé, donc quelqu’un d’autre doit en décider.
refusal-own-account-decision = Il s’agit de votre propre compte, donc quelqu’un d’autre doit en décider.
refusal-decided-already-approve = Vous l’avez déjà approuvé ; une fois suffit.
refusal-decided-already-deny = Vous l’avez déjà refusé ; une fois suffit.
refusal-stale-plan = Le plan a changé depuis la création de ce bouton, donc votre clic ne compte pas. Lisez la carte telle qu’elle est maintenant et cliquez là.
refusal-too-late = Le délai pour en décider est passé. Si c’est encore nécessaire, il faut taper de nouveau la commande.
refusal-not-waiting = Ce dossier n’attend pas de décision pour l’instant. Lisez la carte ; elle en demandera une s’il le faut.
refusal-not-waiting-running = C’est trop tard : les étapes sont en cours. La carte dira comment cela se termine.
refusal-case-closed = Ce dossier est clos ; il n’y a plus rien à y décider. Tapez de nouveau la commande si c’est encore nécessaire.
refusal-not-yours = Seule la personne qui l’a demandé peut cliquer là : { $requester }. Si vous pouvez en décider, vous pouvez approuver ou refuser.
refusal-reason-missing = Il faut un motif, car l’équipe le lit sur la carte. Cliquez de nouveau sur le bouton et écrivez-en un.
refusal-text-too-long = { $option } : c’est trop long, avec { $chars } caractères, alors que { $max } au plus sont lus. Raccourcissez le texte et envoyez-le de nouveau.
refusal-too-many-open = { $max ->
    [one] Vous avez déjà { $max } dossier ouvert, et c’est le maximum.
   *[other] Vous avez déjà { $max } dossiers ouverts, et c’est le maximum.
 } `/dossiers` en donne la liste. Retirez ce qui n’est plus nécessaire, ou attendez qu’un dossier se termine.
refusal-nothing-to-approve = Il n’y a encore rien à approuver : toutes les étapes attendent un jugement sur les indices de compromission. Examinez-les ; si ce n’est rien, cliquez sur « Écarter » et dites pourquoi ; sinon, refusez.
refusal-nothing-to-waive = Aucun indice de compromission ne retient quoi que ce soit, donc il n’y a rien à écarter. Lisez la carte telle qu’elle est maintenant.
refusal-work-not-yours = Le travail dans Active Directory est pour les membres avec le rôle { $roles }, et seul l’un d’eux le coche. Demandez à l’un d’eux de le faire et de cliquer sur le bouton.
refusal-no-work = Personne ne l’attend plus : c’est coché, Entra le montre déjà, ou le dossier a avancé. La carte dit où il en est.
refusal-no-secret = Il n’y a pas de mot de passe ni de passe à montrer, ou plus maintenant : chacun est montré une seule fois, et gardé au plus { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }. Tapez de nouveau la commande s’il en faut un autre.
refusal-secret-not-yours = Seul le membre { $receiver } peut le voir, et seulement avec le compte qu’il avait lors de l’approbation. La personne concernée ne le voit jamais. Demandez à { $receiver } de cliquer sur le bouton.
refusal-secret-not-yours-named = Seuls les membres avec le rôle { $roles } peuvent le voir, et jamais la personne concernée. Demandez à l’un d’eux de cliquer sur le bouton.
refusal-secret-out-of-reach = Pour voir le mot de passe ou le passe de ce compte, il vous faut à vous-même, maintenant, le rôle { $who }. Vous ne l’avez pas, donc rien ne vous est montré. Demandez à quelqu’un qui a un tel rôle de taper la commande.
refusal-receiver-relinked = Vous êtes maintenant associé à un autre compte que celui de la demande ou de l’approbation ; rien ne vous est donc montré, ni à personne d’autre à votre place. Tapez de nouveau la commande si c’est encore nécessaire.
refusal-nobody-may-see = Cela créerait un mot de passe ou un passe que personne ne peut voir : la personne qui demande ou qui approuve doit avoir le rôle { $who }, et je ne connais ici personne qui l’ait. Rien n’a donc été commencé. Demandez à quelqu’un qui a un tel rôle d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-nobody-may-see-named = Cela créerait un mot de passe ou un passe que personne ne peut voir : une règle de cette commande ne le montre qu’aux membres avec le rôle { $roles }, et je n’en connais aucun qui ait le rôle { $who }. Rien n’a donc été commencé. Demandez à quelqu’un qui l’a d’associer son compte avec `/associer`, ou à la personne qui administre Grendel de modifier la règle.
refusal-frozen = { $freeze } Cliquez de nouveau quand ce sera fait.
refusal-frozen-already = Ce locataire est déjà gelé, et au moins aussi largement. { $freeze }
refusal-not-frozen = Ce locataire n’est pas gelé, il n’y a donc rien à lever. `/dossiers` montre ce qui est en cours.
refusal-unfreeze-needs-another = { $who } l’a déjà demandé, et une personne seule ne lève pas un gel. Quelqu’un d’autre qui en a le droit, avec son propre compte, tape `/dégeler` avant { $until }.
refusal-secret-limit-reached-receiver = { $who } a reçu { $max } mots de passe et passes en une heure, c’est le maximum. Le prochain est possible à partir de { $from }. Si cela ne peut pas attendre, un collègue qui peut le demander peut le faire maintenant.
refusal-secret-limit-reached-approver = { $who } a approuvé { $max } mots de passe et passes en une heure, c’est le maximum. Le prochain est possible à partir de { $from }. Si cela ne peut pas attendre, quelqu’un d’autre qui peut l’approuver peut le faire maintenant.
refusal-no-such-case = Je ne connais pas de tel dossier dans ce salon, donc rien n’a été fait. Le numéro figure au bas de chaque carte, et `/dossiers` donne la liste de ceux qui sont ouverts.
refusal-forged-button = Je ne connais pas ce bouton, donc rien n’a été fait. Utilisez les boutons de mes cartes telles qu’elles sont dans ce salon ; `/dossiers` mène à celles qui sont ouvertes.
refusal-old-button = Ce bouton vient d’une autre version de moi, et je ne l’accepte plus, donc rien n’a été fait. Utilisez les boutons de la carte telle qu’elle est maintenant ; `/dossiers` mène à celles qui sont ouvertes.
refusal-foreign-channel = Je ne travaille pas dans ce salon : aucun locataire Microsoft 365 ne lui est attribué. Tapez la commande dans celui que votre équipe a prévu pour cela ; la personne qui administre Grendel sait lequel.
refusal-no-such-command = Je n’ai plus cette commande : elle a été retirée, ou porte maintenant un autre nom. Rien n’a été fait. Discord la propose peut-être encore un moment ; `/aide` montre ce que vous pouvez taper ici.
refusal-not-understood = Je n’ai pas compris, et rien n’a été fait. Je comprends les commandes que l’on tape, comme `/aide`, et les boutons de mes cartes, dans le salon que votre équipe a prévu pour cela. Si cela se répète, prévenez la personne qui administre Grendel.
refusal-arrived-too-late = Cela m’est parvenu trop tard pour que je réponde, et rien n’a été fait. Envoyez-le de nouveau.
refusal-busy = Trop de boutons sont pressés en même temps dans ce dossier. Réessayez dans un moment.
refusal-account-at-risk = Votre propre compte Microsoft 365 est à risque, d’après Identity Protection : quelqu’un d’autre l’utilise peut-être. Vous ne pouvez donc ni rien demander, ni rien décider. Demandez à l’équipe de sécurité de l’examiner, et à un ou une collègue dont le compte est en règle de s’en charger.
refusal-lacks-directory-role-eligible = Votre compte Microsoft 365 n’a aucun des rôles d’administrateur que demande cette commande : { $wanted }. Actifs maintenant : { $held }. Vous pourriez activer { $eligible } : faites-le d’abord (Privileged Identity Management), puis tapez de nouveau la commande.
refusal-nobody-reaches = Pour « { $step } » sur ce compte, il faut le rôle { $who }. Vous n’avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-nobody-reaches-shielded = Pour « { $step } » sur ce compte, il faut le rôle { $who }, car { $shields }. Vous n’avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-nobody-reaches-unit = Ce compte fait partie d’une unité administrative à gestion restreinte. Pour « { $step } », il faut le rôle { $who }, pour cette unité précisément. Vous n’y avez pas de tel rôle, et je ne connais ici personne d’autre qui en ait un, donc rien n’a été commencé. Demandez à quelqu’un qui en a un d’associer son compte avec `/associer`, ou de le faire dans le centre d’administration Entra.
refusal-by-rule = Une règle de cette commande ne le permet pas. Voici ce qu’en dit la règle : { $words }
refusal-no-rule = Aucune règle de cette commande ne dit qui approuve cela, donc ce n’est pas fait. Demandez à la personne qui administre Grendel d’ajouter une règle d’approbation sans `when` au fichier de la commande.
refusal-confirmation-missing = Pour approuver, ou pour agir seul, il faut d’abord saisir le nom de connexion du compte. Cliquez sur le bouton de la carte telle qu’elle est maintenant ; en urgence, commencez la raison par le nom de connexion.
refusal-identity-unchecked = Cela crée un mot de passe ou un passe, et personne n’a encore noté comment l’identité de la personne a été vérifiée. { $requester } clique pour cela sur le bouton de la carte ; ensuite, l’approbation est possible.
refusal-not-confirmed = Ce n’est pas le nom de connexion du compte de ce dossier, donc votre approbation ne compte pas. Comparez-le avec la carte, et cliquez de nouveau si c’est le bon compte.
refusal-sign-in-needed = Pour cela, il faut d’abord vous connecter à Microsoft, au plus { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
 } avant. Recommencez pour obtenir le lien.
refusal-sign-in-unproven = Microsoft ne dit pas quand votre connexion a eu lieu, donc cela ne compte pas. Demandez à la personne qui administre Grendel d’ajouter la revendication facultative `auth_time` au jeton d’ID de l’inscription d’application de Grendel.
refusal-signed-in-as-somebody-else = Vous vous êtes connecté avec un autre compte que celui qui est associé à votre nom, donc cela ne compte pas. Recommencez et connectez-vous avec votre propre compte ; `/quisuisje` dit lequel c’est.
refusal-too-soon = C’est trop tôt : vous pourrez continuer à partir de { $from }. Si ce n’est plus nécessaire, retirez le dossier.
refusal-not-named-for-glass = Cette commande ne vous laisse pas agir sans approbation. Attendez-la, ou demandez-la à un ou une collègue.
refusal-debt-unpaid = Vous avez agi sans approbation dans le dossier { $case }, et personne ne l’a encore contresigné : vous ne pouvez donc pas recommencer. Demandez à un ou une collègue de contresigner d’abord le dossier { $case }, ou d’approuver celui-ci.
refusal-secret-not-alone-privileged = Cela créerait un mot de passe ou un passe pour un compte qui a des rôles d’annuaire, et personne n’en obtient seul. Il faut quelqu’un qui peut approuver : cette personne associe son compte avec `/associer`, puis retapez la commande.
refusal-secret-not-alone-known = Cela créerait un mot de passe ou un passe pour le compte d’une personne que je connais ici, au nom de laquelle on pourrait ensuite approuver. Personne n’en obtient seul. Une troisième personne doit associer son compte avec `/associer` et approuver ; ou le propriétaire réinitialise dans Microsoft Entra.
refusal-secret-not-alone-command = Cela créerait un mot de passe ou un passe, et cette commande n’en remet pas à une personne seule. Demandez à quelqu’un qui peut approuver d’associer son compte avec `/associer`, puis retapez la commande.
refusal-nothing-owed = Il n’y a rien à contresigner dans ce dossier. Lisez la carte telle qu’elle est maintenant.
refusal-approval-gone = L’approbation donnée par { $names } ne compte plus, car un rôle ou un compte n’est plus ce qu’il était alors. Tapez de nouveau la commande, pour que quelqu’un d’autre puisse approuver.

shield-role = il a le rôle { $role }
shield-role-in-restricted-unit = il a un rôle pour une unité administrative à gestion restreinte
shield-role-assignable-group = il est dans un groupe auquel des rôles d’administrateur peuvent être attribués
shield-restricted-management = il fait partie d’une unité administrative à gestion restreinte
shield-unknown = ses rôles ou ses groupes n’ont pas pu être lus, donc il peut avoir n’importe quel rôle (Grendel les lit avec les autorisations RoleManagement.Read.Directory et GroupMember.Read.All)

option-user = Ce que vous avez saisi pour `utilisateur`
option-reason = Le motif
option-ticket = Ce que vous avez saisi pour `ticket`
option-symptom = Votre choix pour `symptom`
option-code = Votre saisie pour `code`
option-number = Le numéro du dossier
option-scope = Ce que vous avez choisi pour `portée`
refusal-sign-in-disowned = Quelqu’un s’est connecté avec votre lien et a dit que c’était une autre personne, donc rien n’a été fait. Si c’était vous et que vous avez cliqué sur le mauvais bouton, recommencez. Sinon, quelqu’un d’autre se sert de votre lien : ne le transmettez pas, et prévenez l’équipe de sécurité.
refusal-wrong-number = Ce n’est pas le nombre de la page, donc rien n’a été fait. Il y a un essai par connexion : recommencez. Si vous n’avez vu aucune page, quelqu’un d’autre s’est connecté avec votre lien : ne le transmettez pas.
refusal-sign-in-over = Aucune de vos connexions n’attend ce nombre : elle a servi, a duré plus de dix minutes, ou Grendel a redémarré entre-temps. Rien n’a été fait. Recommencez.
