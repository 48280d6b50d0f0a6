# A frozen tenant: what waits, how it is announced, and how it is lifted.

freeze-scope-secrets = any step that makes a password or a pass
freeze-scope-access = everything that gives access or restores it
freeze-scope-everything = every step

freeze-since = Frozen since { $when } by { $who }: { $scope } waits. Two people lift it with `/unfreeze`.
freeze-since-limit = Frozen since { $when }, because too many passwords and passes were made within an hour: { $scope } waits. Two people lift it with `/unfreeze`.
freeze-reason = Reason: { $reason }
freeze-asked-by = { $who } wants to lift it. A second person agrees with `/unfreeze` before { $until }.

freeze-card = ⏸ { $freeze } This case waits then, even if it is approved.
freeze-card-running = ⏸ { $freeze } This case goes on by itself afterwards.
freeze-card-secret = ⏸ { $freeze } Until then nobody is shown the password or pass, and it is not kept any longer for that.

freeze-announced = ⏸ { $who } has frozen this tenant. { $scope } waits until two people type `/unfreeze`. Reason: { $reason }
freeze-announced-limit = ⏸ I have frozen this tenant, because more passwords and passes were asked for within an hour than one team needs. { $scope } waits until two people type `/unfreeze`. Look at `/cases` first: somebody may be misusing an account.
freeze-unfreeze-asked = { $who } wants to lift the freeze of this tenant. A second person who may, agrees with `/unfreeze` before { $until }; `/freeze` says no. Reason: { $reason }
freeze-lifted = ▶ { $who } has agreed: this tenant is no longer frozen, and the cases that waited go on. Reason: { $reason }

freeze-answer-frozen = This tenant is frozen: { $scope } waits. Everyone in the channel has been told. Two people lift it with `/unfreeze`.
freeze-answer-asked = You have asked to lift the freeze. It stays until a second person, with an account of their own, types `/unfreeze` within { $minutes } minutes.
freeze-answer-lifted = The freeze is lifted. The cases that waited go on, and everyone in the channel has been told.
