### Décisions

decision-needed = { $quorum ->
    [one] Un membre avec le rôle { $roles } approuve ou refuse.
   *[other] { $quorum } membres avec le rôle { $roles } approuvent, ou un seul refuse.
 }
decision-awaited = En attente : { $who }.
decision-not-those = Ni { $requester }, ni la personne concernée.
decision-authority-too = Il faut aussi l’approbation de quelqu’un qui a le rôle { $who } ; ce peut être la même personne.
decision-authority = Assez de personnes sont d’accord, mais il manque l’approbation de quelqu’un qui a le rôle { $who }.
decision-approved = Approuvé le { $when } par { $name }.
decision-approved-joined = Approuvé le { $when } par { $name }. Cela ne compte plus : { $name } a depuis demandé la même chose.
decision-by = { $name } ({ $upn })
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
decision-alone = Un double regard est impossible : { $requester } est ici la seule personne que je connaisse, et peut continuer de { $from } à { $until }.
decision-alone-others = Toute personne qui associe un compte d’ici là peut refuser ; dès que je connais quelqu’un d’autre, il faut une approbation, ou rien ne se fait.
decision-alone-sign-in = Avant de continuer, la personne qui a demandé se connecte pour ce dossier, au plus { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
 } avant.
decision-alone-confirm = Pour continuer, la personne qui a demandé saisit le nom de connexion du compte.
decision-alone-meant = { $name } a confirmé le { $when } vouloir continuer sans personne d’autre.
decision-glass = { $name } a invoqué l’urgence le { $when } pour agir sans approbation : { $reason }
decision-owed = Quelqu’un qui a le rôle { $who } doit contresigner au plus tard le { $until }.
decision-owed-meanwhile = D’ici là, la personne qui a agi sans approbation ne peut pas recommencer.
decision-overdue = Pas contresigné à temps. Quelqu’un qui a le rôle { $who } doit l’examiner.
decision-overdue-meanwhile = Tout le monde est rappelé le { $until }.
decision-countersigned = Contresigné le { $when } par { $name }.
because-always = chaque plan de cette commande demande une décision
because-target-privileged = le compte a des rôles d’administrateur
because-target-in-group = le compte est dans un certain groupe
because-target-synced = Active Directory gère ce compte
because-target-guest = le compte appartient à une autre organisation
because-signs-of-compromise = le compte est peut-être compromis
because-secret-issued = un mot de passe ou un passe est donné
because-blocked-by-security = la sécurité a peut-être bloqué ce compte
because-out-of-reach = cela dépasse les rôles de la personne à l’origine de la demande
because-outside-hours = c’est en dehors des heures habituelles
because-look-alike = un autre compte porte presque le même nom
because-asked-recently = une intervention a déjà eu lieu il y a quelques jours

receiver-person = Montré une seule fois, uniquement à { $name } : { $what }.
receiver-named = Montré une seule fois, au premier membre avec le rôle { $roles } qui le demande et dont le propre rôle d’administration couvre ce compte : { $what }.
receiver-approver = Montré une fois, à qui approuve avec son propre rôle pour l’étape { $steps } (vous, si le vôtre suffit) : { $what }.
