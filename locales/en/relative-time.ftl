### How far a moment is away, where a message is shown without Discord. In Discord the reader's own app says it.

relative-time-past-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
 }
relative-time-past-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
 }
relative-time-past-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
 }

relative-time-future-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
 }
relative-time-future-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
 }
relative-time-future-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
 }
