### La carte, de haut en bas
### Les heures arrivent dans la notation du chat, pour que chacun les voie dans son fuseau horaire.

card-title = Dossier { $case } · /{ $command } · { $stands }
card-footer = Dossier { $case }, { $tenant }
card-footer-plan = Dossier { $case }, { $tenant }, plan { $plan }
more-in-details = … la suite sous « Détails »
stands-looking = en cours d’examen
stands-deciding = à décider
stands-alone = attend la personne demandeuse
stands-doing = en cours
stands-handing-over = à venir chercher
stands-owing = fait, à contresigner
stands-completed = terminé
stands-completed-not-visible = terminé, pas encore confirmé
stands-completed-lost = non remis
stands-told = approuvé, à communiquer
stands-needs-human = à examiner
stands-unavailable = n’a pas pu continuer
stands-failed = arrêté par une erreur
stands-nothing-found = rien trouvé
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
asked-identity = Identité vérifiée : { $check } ({ $name })
asked-identity-missing = Identité pas encore vérifiée : { $name } clique sur la façon dont elle l’a été ; d’ici là, personne ne peut approuver.
identity-called-back = rappel au numéro de l’annuaire
identity-seen-in-person = personne vue en face
identity-manager-confirmed = confirmée par la hiérarchie
asked-ticket = Ticket : { $ticket }
asked-joined = { $name } a demandé la même chose.
asked-joined-why = { $name } a demandé la même chose : { $reason }
