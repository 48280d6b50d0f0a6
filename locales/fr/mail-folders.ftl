### Les dossiers qu’Outlook crée dans chaque boîte aux lettres et où personne ne cherche de nouveau courrier, tels qu’Outlook les nomme en français.
### Une règle qui y déplace du courrier le cache : un nom qui manque ici cache un indice de compromission.
### Plusieurs noms d’un même dossier sont séparés par |.

mail-folder-rss = Flux RSS | Abonnements RSS
mail-folder-conversation-history = Historique des conversations
mail-folder-archive = Archives
mail-folder-junk-email = Courrier indésirable
mail-folder-deleted-items = Éléments supprimés
