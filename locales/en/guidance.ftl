### The way on, for somebody who pressed or typed in vain

guide-card = The card: { $link }
guide-channels = I do not work in this channel: no tenant of Microsoft 365 belongs to it. In this server I work in { $channels }; type the command there.
over-completed = Case { $case } is over: { $by } approved it, and it was done { $when }.
over-alone = Case { $case } is over: { $by } acted alone, and it was done { $when }.
over-denied = Case { $case } is over: { $by } denied it { $when }, and nothing was changed.
over-expired = Case { $case } is over: it was not decided in time, so it ended { $when } and nothing was changed.
over-withdrawn = Case { $case } is over: { $by } withdrew it { $when }, and nothing was changed.
over-needs-human = Case { $case } is over: I stopped at one of its steps { $when }, and somebody has to look at the account. The card says why.
over-refused = Case { $case } is over: it was stopped { $when }, before anything was changed. The card says why.
over-unavailable = Case { $case } is over: I could not go on with it { $when }, and nothing was changed. The card says why.
over-failed = Case { $case } is over: Grendel could not go on with it { $when }. The card says why.
over-joined = Case { $case } is over: it became part of case { $other } { $when }, because both are about the same account.
over-nothing = Case { $case } is over: { $when } I found nothing in it that I could change. The card says what was found.
over-steps = Nothing is left to decide in case { $case }: its steps are over. The card says what is still open.
over-unkept = What you wrote does not count, and was not kept.
again-done = If something is still wrong with the account, this looks into it again:
again-needed = If it is still needed, this has to be typed again:
