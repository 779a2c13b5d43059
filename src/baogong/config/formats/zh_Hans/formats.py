"""Dates and times as people read them in Chinese: 4月12日 周二 18:00."""

DATE_FORMAT = "n月j日 D"
YEAR_DATE_FORMAT = "Y年n月j日 D"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "n月j日 D H:i"
SHORT_DATE_FORMAT = "n月j日"
SHORT_DATETIME_FORMAT = "n月j日 H:i"
USE_THOUSAND_SEPARATOR = False
