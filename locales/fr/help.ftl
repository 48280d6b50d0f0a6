### Ce que l’on peut taper : /aide

help-may = **Ce que vous pouvez demander ici**
help-unread = **Ce que vos rôles ici vous permettent de demander.** Je n’ai pas pu vérifier si votre propre compte Microsoft 365 le permet aussi. { $trouble } Réessayez `/aide` dans quelques minutes.
help-unread-operator = **Ce que vos rôles ici vous permettent de demander.** Je n’ai pas pu vérifier si votre propre compte Microsoft 365 le permet aussi. { $trouble } La personne qui administre Grendel doit y remédier ; montrez-lui cette réponse.
help-none = **Vous ne pouvez rien demander ici pour le moment**
help-why = { $commands } : { $why }
help-likewise = { $commands } : pas pour vous non plus, pour une raison du même genre ; `/quisuisje` dit ce qu’il faut pour chacune.
help-names = { $names } et { $count } de plus
help-everybody = **Ce que tout le monde peut taper**
help-more = Et aussi : { $commands }
help-rest = Il y a d’autres commandes, que vous ne pouvez pas demander ; `/quisuisje` dit pourquoi.
# As in English.
example-user = anna@contoso.example
example-reason = De retour de congé, connexion impossible
example-ticket = 1042
# As in English.
example-symptom = on_one_device
example-code = 53003
example-number = 12
# As in English.
example-scope = everything
