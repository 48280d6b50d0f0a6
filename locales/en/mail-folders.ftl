### The folders that Outlook makes in every mailbox and in which nobody looks for new mail, as Outlook names them in English.
### A rule of the inbox that moves mail there hides it, so a name that is missing here hides a sign of a compromise.
### Several names of one folder are separated by |.

mail-folder-rss = RSS Feeds | RSS Subscriptions
mail-folder-conversation-history = Conversation History
mail-folder-archive = Archive
mail-folder-junk-email = Junk Email
mail-folder-deleted-items = Deleted Items
