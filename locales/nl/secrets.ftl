### Een wachtwoord of een pas, één keer getoond aan één persoon

secret-lead = Voor { $name }. U ziet dit één keer; het wordt nergens bewaard, en niemand kan het nog eens laten zien.
secret-reset-password = Tijdelijk wachtwoord: ||`{ $secret }`||
    Geef het per telefoon door, nooit per mail of in een chat. Het is goed voor één aanmelding; daarbij wordt een eigen wachtwoord gekozen.
secret-issue-temporary-access-pass = Tijdelijke toegangspas: ||`{ $secret }`||
    Geef die per telefoon door, nooit per mail of in een chat. De pas is één keer goed, in plaats van wachtwoord en tweede factor, en verloopt om { $until }.
