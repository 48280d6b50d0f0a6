### À quelle distance est un moment, là où un message est montré sans Discord. Dans Discord, l’application du lecteur le dit elle-même.

relative-time-past-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
 }
relative-time-past-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
 }
relative-time-past-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
 }

relative-time-future-minutes = { $count ->
    [one] dans { $count } minute
   *[other] dans { $count } minutes
 }
relative-time-future-hours = { $count ->
    [one] dans { $count } heure
   *[other] dans { $count } heures
 }
relative-time-future-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
 }
