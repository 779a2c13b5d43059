"""What may be set for a place from a date on: name, default, and what it means.

A setting holds for the place and all below it; the nearest place with a row decides.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Setting:
    """A key with its default and what it means to people; numbers lie in ``low..high``."""

    key: str
    default: Any
    label: str
    low: int = 1
    high: int = 1


PUBLIC_URL = Setting("public_url", "", gettext_noop("Address under which residents reach this"))
CONTACT_PHONE = Setting(
    "contact_phone", "", gettext_noop("The one number that residents call; empty where none is")
)
BAG_GRAMS = Setting(
    "bag_grams", 15_000, gettext_noop("Heaviest bag, in grams"), low=1000, high=50_000
)
PIN_TRIES = Setting(
    "pin_tries", 5, gettext_noop("Wrong PINs before a card is locked"), low=3, high=20
)
PIN_LOCK_MINUTES = Setting(
    "pin_lock_minutes", 15, gettext_noop("Minutes that a card stays locked"), low=1, high=1440
)
SECOND_FACTOR = Setting(
    "second_factor",
    1,
    gettext_noop("Second factor for roles that see health data (1 = required, 0 = not)"),
    low=0,
)
DUTY_HOURS = Setting(
    "duty_hours", 8, gettext_noop("Most hours that somebody is on duty in a day"), low=4, high=24
)
MORNING_FROM = Setting(
    "morning_from", 7, gettext_noop("Hour at which the morning shift begins"), low=0, high=23
)
AFTERNOON_FROM = Setting(
    "afternoon_from", 12, gettext_noop("Hour at which the afternoon shift begins"), low=0, high=23
)
EVENING_FROM = Setting(
    "evening_from", 18, gettext_noop("Hour at which the evening shift begins"), low=0, high=23
)
NIGHT_FROM = Setting(
    "night_from", 23, gettext_noop("Hour at which the night shift begins"), low=0, high=23
)
OFFICERS_LOW = Setting(
    "officers_low", 2, gettext_noop("Fewest officers of a building"), low=1, high=20
)
OFFICERS_HIGH = Setting(
    "officers_high", 3, gettext_noop("Most officers of a building"), low=1, high=40
)
CARER_HOUSEHOLDS = Setting(
    "carer_households", 100, gettext_noop("Most households for one officer"), low=10, high=1000
)
OFFICER_DOORS = Setting(
    "officer_doors", 100, gettext_noop("Doors that an officer reaches in a day"), low=10, high=500
)
SORTER_BAGS = Setting(
    "sorter_bags", 10, gettext_noop("Bags that a sorter makes up in an hour"), low=1, high=200
)
SCAN_CHECK = Setting(
    "scan_check",
    0,
    gettext_noop("Every good is scanned into its bag (1 = required, 0 = where scanning began)"),
    low=0,
)
ARRIVAL_SLOT_MINUTES = Setting(
    "arrival_slot_minutes", 20, gettext_noop("Minutes of a truck's slot at the gate"), 5, 120
)
REST_MINUTES = Setting(
    "rest_minutes", 30, gettext_noop("Minutes that goods rest after disinfection"), 10, 30
)
ON_SHORT = Setting(
    "on_short",
    0,
    gettext_noop(
        "Where a good comes short and nobody chose (0 = money back, 1 = something similar, "
        "2 = call first)"
    ),
    low=0,
    high=2,
)
ANSWER_HOURS = Setting(
    "answer_hours", 24, gettext_noop("Hours until a resident's report is answered"), 1, 168
)
KEEP_HOUSEHOLD_DAYS = Setting(
    "keep_household_days",
    30,
    gettext_noop("Days that households' phones and care flags stay after the stand-down"),
    low=0,
    high=730,
)
KEEP_PEOPLE_DAYS = Setting(
    "keep_people_days",
    30,
    gettext_noop("Days that the roster of helpers and the directory stay after the stand-down"),
    low=0,
    high=730,
)
KEEP_DECLINED_DAYS = Setting(
    "keep_declined_days",
    7,
    gettext_noop("Days that people who were declined or left stay"),
    low=0,
    high=365,
)
KEEP_ROSTER_DAYS = Setting(
    "keep_roster_days", 30, gettext_noop("Days that uploaded rosters stay"), low=0, high=365
)
COVER_DAYS = Setting(
    "cover_days", 1, gettext_noop("Days of stock below which a good is alarmed"), low=1, high=14
)
PLAN_VARIETIES = Setting(
    "plan_varieties", 10, gettext_noop("Fewest varieties in a day's stock plan"), low=1, high=100
)
PLAN_VARIETY_JIN = Setting(
    "plan_variety_jin",
    1000,
    gettext_noop("Fewest jin of each variety in a day's stock plan"),
    low=1,
    high=100_000,
)
UNREACHED_DAYS = Setting(
    "unreached_days",
    2,
    gettext_noop("Days without a sign until a door is unreached"),
    low=1,
    high=14,
)
LABOUR_KG = Setting(
    "labour_kg", 1000, gettext_noop("Most kilograms that one person moves in a day"), 100, 5000
)
LABOUR_PERCENT = Setting(
    "labour_percent",
    95,
    gettext_noop("Percent of these kilograms from which a person is to be relieved"),
    low=50,
    high=100,
)
NET_WEIGHT_TOLERANCE = Setting(
    "net_weight_tolerance",
    5,
    gettext_noop("Percent by which a package may weigh less than it says"),
    low=0,
    high=30,
)
OVERWEIGHT_TOLERANCE = Setting(
    "overweight_tolerance",
    10,
    gettext_noop("Percent by which a weighed good may be over the order without asking"),
    low=0,
    high=30,
)
SCALE_UNIT = Setting(
    "scale_unit",
    1,
    gettext_noop("What the scales type without a unit (1 = jin, 2 = kilograms, 3 = grams)"),
    low=1,
    high=3,
)
PICKUP_FROM = Setting(
    "pickup_from", 9, gettext_noop("Hour at which pickup points begin to call"), low=0, high=23
)
PICKUP_SLOT_MINUTES = Setting(
    "pickup_slot_minutes", 15, gettext_noop("Minutes of a pickup point's slot"), low=5, high=120
)
PICKUP_HOUSEHOLDS = Setting(
    "pickup_households",
    10,
    gettext_noop("Households that a pickup point calls in a slot"),
    low=1,
    high=100,
)
KEEP_PHOTO_DAYS = Setting(
    "keep_photo_days", 30, gettext_noop("Days that photos as evidence stay"), low=1, high=730
)
UNFILED_HOURS = Setting(
    "unfiled_hours",
    24,
    gettext_noop("Hours until unfiled goods are overdue"),
    low=1,
    high=168,
)
MARGIN_ALARM_PERCENT = Setting(
    "margin_alarm_percent",
    35,
    gettext_noop("Percent over a shop's cost above which a price is shown as too high"),
    low=0,
    high=200,
)
PAY_FIRST = Setting(
    "pay_first",
    0,
    gettext_noop("Households pay before the cut-off (1 = yes, 0 = at the door)"),
    low=0,
)
SMALL_BALANCE_FEN = Setting(
    "small_balance_fen",
    200,
    gettext_noop("Balances up to so many fen stay on the account and are not asked for"),
    low=0,
    high=10_000,
)
REFUND_BY_PHONE = Setting(
    "refund_by_phone",
    1,
    gettext_noop("Refunds of what was paid by phone go back by themselves (1 = yes, 0 = by hand)"),
    low=0,
)
KEEP_TICKET_DAYS = Setting(
    "keep_ticket_days",
    30,
    gettext_noop("Days that words, photos and ratings of residents stay"),
    low=7,  # the longest time that an answer may take
    high=730,
)
KEEP_CHAIN_DAYS = Setting(
    "keep_chain_days",
    14,
    gettext_noop("Days that the text of chat chains and group-buy files stays"),
    low=1,
    high=90,
)
KEEP_SIGN_DAYS = Setting(
    "keep_sign_days",
    14,
    gettext_noop("Days that marks on orders that a program may have sent stay"),
    low=1,
    high=90,
)
EXCEPTION_DAYS = Setting(
    "exception_days",
    30,
    gettext_noop("Days ahead for which a household may be let have more than a limit at most"),
    low=1,
    high=365,
)
KEEP_EXCEPTION_DAYS = Setting(
    "keep_exception_days",
    30,
    gettext_noop("Days that a household's exception from a limit stays after its last day"),
    low=1,
    high=365,
)
KEEP_PARCEL_DAYS = Setting(
    "keep_parcel_days",
    30,
    gettext_noop("Days that numbers and addresses of parcels stay"),
    low=1,
    high=365,
)
KEEP_ACCOUNT_DAYS = Setting(
    "keep_account_days",
    90,
    gettext_noop("Days that an account's name stays after its last role"),
    low=1,
    high=730,
)
KEEP_READ_LOG_DAYS = Setting(
    "keep_read_log_days",
    180,
    gettext_noop("Days that the log of who read personal data stays"),
    low=30,
    high=1825,
)

SLOT_BEGINS = (MORNING_FROM, AFTERNOON_FROM, EVENING_FROM, NIGHT_FROM)  # in their order

SETTINGS = {value.key: value for value in list(globals().values()) if isinstance(value, Setting)}
