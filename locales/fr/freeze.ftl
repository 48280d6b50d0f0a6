# Un locataire gelé : ce qui attend, comment c’est annoncé, et comment le gel est levé.

freeze-scope-secrets = toute étape qui crée un mot de passe ou un passe
freeze-scope-access = tout ce qui donne ou rend l’accès
freeze-scope-everything = toute étape

freeze-since = Gelé depuis { $when } par { $who } : { $scope } attend. Deux personnes lèvent le gel avec `/dégeler`.
freeze-since-limit = Gelé depuis { $when }, car trop de mots de passe et de passes ont été créés en une heure : { $scope } attend. Deux personnes lèvent le gel avec `/dégeler`.
freeze-reason = Motif : { $reason }
freeze-asked-by = { $who } veut lever le gel. Une deuxième personne l’accepte avec `/dégeler` avant { $until }.

freeze-card = ⏸ { $freeze } Même approuvé, ce dossier attendra.
freeze-card-running = ⏸ { $freeze } Ensuite, ce dossier reprend tout seul, si c’est avant { $until } : son approbation prend alors fin. D’ici là, il peut être refusé.
freeze-card-secret = ⏸ { $freeze } D’ici là, personne ne voit le mot de passe ou le passe, et il n’est pas gardé plus longtemps pour autant.

freeze-announced = ⏸ { $who } a gelé ce locataire : { $scope } attend jusqu’à ce que deux personnes tapent `/dégeler`. Motif : { $reason }
freeze-announced-limit = ⏸ J’ai gelé ce locataire, car en une heure il a été demandé plus de mots de passe et de passes qu’une équipe n’en a besoin : { $scope } attend jusqu’à ce que deux personnes tapent `/dégeler`. Regardez d’abord `/dossiers` : quelqu’un abuse peut-être d’un compte.
freeze-unfreeze-asked = { $who } veut lever le gel de ce locataire. Une deuxième personne qui en a le droit l’accepte avec `/dégeler` avant { $until } ; `/geler` dit non. Motif : { $reason }
freeze-lifted = ▶ { $who } a accepté : ce locataire n’est plus gelé, et les dossiers en attente reprennent. Motif : { $reason }

freeze-answer-frozen = Ce locataire est gelé : { $scope } attend. Tout le canal est prévenu. Deux personnes lèvent le gel avec `/dégeler`.
freeze-answer-asked = Vous avez demandé de lever le gel. Il reste jusqu’à ce qu’une deuxième personne, avec son propre compte, tape `/dégeler` dans les { $minutes } minutes.
freeze-answer-lifted = Le gel est levé. Les dossiers en attente reprennent, et tout le canal est prévenu.
