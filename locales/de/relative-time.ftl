### Wie weit ein Zeitpunkt entfernt ist, wo eine Nachricht ohne Discord gezeigt wird. In Discord sagt es die App des Lesers.

relative-time-past-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
 }
relative-time-past-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
 }
relative-time-past-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
 }

relative-time-future-minutes = { $count ->
    [one] in { $count } Minute
   *[other] in { $count } Minuten
 }
relative-time-future-hours = { $count ->
    [one] in { $count } Stunde
   *[other] in { $count } Stunden
 }
relative-time-future-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
 }
