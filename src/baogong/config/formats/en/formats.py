"""Dates and times as people read them in English: Tue 12 Apr 18:00."""

DATE_FORMAT = "D j M"
YEAR_DATE_FORMAT = "D j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "D j M H:i"
SHORT_DATE_FORMAT = "j M"
SHORT_DATETIME_FORMAT = "j M H:i"
USE_THOUSAND_SEPARATOR = False
