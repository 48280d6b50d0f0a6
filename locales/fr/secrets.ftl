### Un mot de passe ou un passe, montré une fois à une seule personne

secret-lead = Pour { $name }. Vous ne voyez ceci qu’une fois ; ce n’est conservé nulle part, et personne ne peut le montrer de nouveau.
secret-reset-password = Mot de passe temporaire : ||`{ $secret }`||
    Donnez-le par téléphone, jamais par e-mail ni dans un chat. Il sert à une seule connexion, où il faut en choisir un autre.
secret-issue-temporary-access-pass = Passe d’accès temporaire : ||`{ $secret }`||
    Donnez-le par téléphone, jamais par e-mail ni dans un chat. Il sert une seule fois, jusqu’à { $until }, à la place du mot de passe et du second facteur.
