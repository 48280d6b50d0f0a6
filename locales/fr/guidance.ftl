### La suite, quand un clic ou une commande n’a rien donné

guide-card = La carte : { $link }
guide-channels = Je ne travaille pas dans ce salon : aucun locataire Microsoft 365 ne lui est attribué. Sur ce serveur, je travaille dans { $channels } ; tapez la commande là-bas.
over-completed = Le dossier { $case } est clos : approuvé par { $by }, il a été mené à bien { $when }.
over-alone = Le dossier { $case } est clos : { $by } a agi sans approbation, et il a été mené à bien { $when }.
over-denied = Le dossier { $case } est clos : { $by } l’a refusé { $when }, et rien n’a été modifié.
over-expired = Le dossier { $case } est clos : la décision n’est pas venue à temps, il s’est donc terminé { $when } et rien n’a été modifié.
over-withdrawn = Le dossier { $case } est clos : { $by } l’a retiré { $when }, et rien n’a été modifié.
over-needs-human = Le dossier { $case } est clos : j’ai dû m’arrêter à l’une de ses étapes { $when }, et quelqu’un doit examiner le compte. La carte dit pourquoi.
over-refused = Le dossier { $case } est clos : il a été arrêté { $when }, avant toute modification. La carte dit pourquoi.
over-unavailable = Le dossier { $case } est clos : je n’ai pas pu le poursuivre { $when }, et rien n’a été modifié. La carte dit pourquoi.
over-failed = Le dossier { $case } est clos : Grendel n’a pas pu le poursuivre { $when }. La carte dit pourquoi.
over-joined = Le dossier { $case } est clos : il a rejoint le dossier { $other } { $when }, car les deux portent sur le même compte.
over-nothing = Le dossier { $case } est clos : { $when }, je n’y ai rien trouvé que je puisse modifier. La carte dit ce qui a été trouvé.
over-steps = Il n’y a plus rien à décider dans le dossier { $case } : ses étapes sont passées. La carte dit ce qui reste ouvert.
over-unkept = Ce que vous avez écrit ne compte pas, et n’a pas été conservé.
again-done = Si quelque chose ne va toujours pas avec ce compte, ceci l’examine de nouveau :
again-needed = Si c’est encore nécessaire, il faut taper ceci de nouveau :
