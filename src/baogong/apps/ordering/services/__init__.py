"""Everything that changes rounds and orders."""

from baogong.apps.ordering.services.cancel import cancel_order
from baogong.apps.ordering.services.chain_entry import Entered, enter_chain
from baogong.apps.ordering.services.chains import (
    LONGEST_CHAIN,
    DoorAsk,
    Mended,
    mend_line,
    paste_chain,
)
from baogong.apps.ordering.services.committer import intake
from baogong.apps.ordering.services.correct import Change, correct_order
from baogong.apps.ordering.services.deal import deal_due, deal_round
from baogong.apps.ordering.services.decide import decide_order, decide_orders
from baogong.apps.ordering.services.exceptions import Exemption, end_exception, except_from_limit
from baogong.apps.ordering.services.group_buy_entry import (
    GroupBuysEntered,
    enter_group_buys,
    mend_group_buy,
)
from baogong.apps.ordering.services.group_buy_files import (
    confirm_columns,
    name_goods,
    take_group_buys,
)
from baogong.apps.ordering.services.move import move_listing
from baogong.apps.ordering.services.outlets import (
    NewOutlet,
    announce_outlet,
    end_outlet,
    tell_households,
)
from baogong.apps.ordering.services.rounds import (
    GoodBound,
    Offer,
    RoundPlan,
    close_due_rounds,
    close_round,
    move_cutoff,
    open_round,
)
from baogong.apps.ordering.services.said_paid import deny_paid
from baogong.apps.ordering.services.settling import leave_line_out, look_again
from baogong.apps.ordering.services.signs import note_sign
from baogong.apps.ordering.services.slip_sheets import TypedSlip, enter_slips, print_slips
from baogong.apps.ordering.services.slips import check_slip, settle_slip
from baogong.apps.ordering.services.stock import add_good_stock, add_stock
from baogong.apps.ordering.services.tool_money import (
    HandedOver,
    drop_own_handover,
    hand_over_tool_money,
    reverse_handover,
    sign_handover,
)
from baogong.apps.ordering.services.withdraw import withdraw_ask

__all__ = [
    "LONGEST_CHAIN",
    "Change",
    "DoorAsk",
    "Entered",
    "Exemption",
    "GoodBound",
    "GroupBuysEntered",
    "HandedOver",
    "Mended",
    "NewOutlet",
    "Offer",
    "RoundPlan",
    "TypedSlip",
    "add_good_stock",
    "add_stock",
    "announce_outlet",
    "cancel_order",
    "check_slip",
    "close_due_rounds",
    "close_round",
    "confirm_columns",
    "correct_order",
    "deal_due",
    "deal_round",
    "decide_order",
    "decide_orders",
    "deny_paid",
    "drop_own_handover",
    "end_exception",
    "end_outlet",
    "enter_chain",
    "enter_group_buys",
    "enter_slips",
    "except_from_limit",
    "hand_over_tool_money",
    "intake",
    "leave_line_out",
    "look_again",
    "mend_group_buy",
    "mend_line",
    "move_cutoff",
    "move_listing",
    "name_goods",
    "note_sign",
    "open_round",
    "paste_chain",
    "print_slips",
    "reverse_handover",
    "settle_slip",
    "sign_handover",
    "take_group_buys",
    "tell_households",
    "withdraw_ask",
]
