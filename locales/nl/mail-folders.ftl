### De mappen die Outlook in elk postvak maakt en waarin niemand naar nieuwe mail kijkt, zoals Outlook ze in het Nederlands noemt.
### Een regel die mail daarheen verplaatst, verbergt die: een naam die hier ontbreekt, verbergt een teken van een hack.
### Verschillende namen van één map worden gescheiden door |.

mail-folder-rss = RSS-feeds | RSS-abonnementen
mail-folder-conversation-history = Gespreksgeschiedenis
mail-folder-archive = Archief
mail-folder-junk-email = Ongewenste e-mail
mail-folder-deleted-items = Verwijderde items
