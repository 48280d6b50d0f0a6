# A frozen tenant: what waits, how it is announced, and how it is lifted.

freeze-scope-secrets = any step that makes a password or a pass
freeze-scope-access = everything that gives access or restores it
freeze-scope-everything = every step

freeze-since = Frozen since { $when } by { $who }: { $scope } waits. Two people lift it with `/unfreeze`.
freeze-since-limit = Frozen since { $when }, because the limit on passwords and passes in an hour was reached: { $scope } waits. Two people who may freeze lift it with `/unfreeze`.
freeze-reason = Reason: { $reason }
freeze-asked-by = { $who } wants to lift it. A second person agrees with `/unfreeze` before { $until }.

freeze-card = ⏸ { $freeze } Its steps wait until then, even if it is approved.
freeze-card-running = ⏸ { $freeze } This case goes on by itself afterwards, if that is before { $until }: then its approval ends. Until then it can be denied.
freeze-card-secret = ⏸ { $freeze } Until then the password or pass is not shown. Its own deadline still counts.

freeze-announced = ⏸ { $who } has frozen this tenant: { $scope } waits until two people who may freeze type `/unfreeze`. Reason: { $reason }
freeze-announced-limit = ⏸ I have frozen this tenant, because it reached the limit on passwords and passes in an hour: { $scope } waits until two people who may freeze type `/unfreeze`. Look at `/cases` first: an account may be misused.
freeze-unfreeze-asked = { $who } wants to lift the freeze of this tenant. To agree, another person who may freeze types `/unfreeze` before { $until }; to say no, `/freeze`. Reason: { $reason }
freeze-lifted = ▶ { $who } has agreed: this tenant is no longer frozen, and the cases that waited go on. Reason: { $reason }

freeze-answer-frozen = This tenant is frozen: { $scope } waits. Everyone in the channel has been told. Two people lift it with `/unfreeze`.
freeze-answer-asked = You have asked to lift the freeze. It stays until a second person, with an account of their own, types `/unfreeze` within { $minutes } minutes.
freeze-answer-lifted = The freeze is lifted. The cases that waited go on, and everyone in the channel has been told.
