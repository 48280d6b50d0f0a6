### Réponses à une seule personne

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
heard-break-glass = C’est enregistré : vous agissez sans approbation dans le dossier { $case }. Tout le monde en est averti, et quelqu’un d’autre devra contresigner.
heard-proceed = C’est enregistré : vous continuez sans approbation dans le dossier { $case }. La carte montre la suite.
heard-countersign = Votre contreseing du dossier { $case } est enregistré.
heard-waive = C’est enregistré : vous écartez les indices du dossier { $case }. La carte montre le plan tel qu’il est maintenant.
heard-show-secret = Le mot de passe ou le passe du dossier { $case } vous est montré maintenant, une seule fois.
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
call-next-group = Personne n’a encore décidé du dossier { $case } ({ $name }), donc la demande s’adresse aussi à vous, jusqu’à { $until }.
call-last-call = Dernier appel : le dossier { $case } ({ $name }) se termine à { $until } si personne ne décide.
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
button-break-glass = Invoquer l’urgence…
button-proceed = Continuer sans approbation
button-countersign = Contresigner
button-waive = Écarter…
button-show-secret = Me le montrer une fois
button-details = Détails
deny-title = Refuser le dossier { $case }
deny-question = Pourquoi ne faut-il pas le faire ?
deny-placeholder = L’équipe lira ceci sur la carte.
break-glass-title = Urgence, dossier { $case }
break-glass-question = Pourquoi cela ne peut-il pas attendre ?
break-glass-placeholder = Tout le monde en est averti aussitôt.
waive-title = Indices, dossier { $case }
waive-question = Pourquoi n’est-ce pas une compromission ?
waive-placeholder = L’équipe lira ceci sur la carte, avec votre nom.
confirm-title = Approuver le dossier { $case }
confirm-question = Le nom de connexion du compte
confirm-placeholder = Tel qu’il figure sur la carte
