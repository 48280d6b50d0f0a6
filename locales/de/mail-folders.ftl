### Die Ordner, die Outlook in jedem Postfach anlegt und in denen niemand nach neuer Mail sieht, wie Outlook sie auf Deutsch nennt.
### Eine Regel, die Mail dorthin verschiebt, versteckt sie: Ein Name, der hier fehlt, versteckt ein Anzeichen einer Kontoübernahme.
### Mehrere Namen eines Ordners trennt ein |.

mail-folder-rss = RSS-Abonnements
mail-folder-conversation-history = Aufgezeichnete Unterhaltungen | Unterhaltungsverlauf
mail-folder-archive = Archiv
mail-folder-junk-email = Junk-E-Mail
mail-folder-deleted-items = Gelöschte Elemente
