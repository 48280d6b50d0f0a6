### Hoe ver een moment weg is, waar een bericht zonder Discord wordt getoond. In Discord zegt de app van de lezer het zelf.

relative-time-past-minutes = { $count ->
    [one] { $count } minuut geleden
   *[other] { $count } minuten geleden
 }
relative-time-past-hours = { $count ->
    [one] { $count } uur geleden
   *[other] { $count } uur geleden
 }
relative-time-past-days = { $count ->
    [one] { $count } dag geleden
   *[other] { $count } dagen geleden
 }

relative-time-future-minutes = { $count ->
    [one] over { $count } minuut
   *[other] over { $count } minuten
 }
relative-time-future-hours = { $count ->
    [one] over { $count } uur
   *[other] over { $count } uur
 }
relative-time-future-days = { $count ->
    [one] over { $count } dag
   *[other] over { $count } dagen
 }
