"""Pasted chains (接龙) become orders: ready where a careful clerk would not have to ask.

How a chain is read, stage by stage:

1. ``segments`` cuts the text into copies and entries, with their wrapped lines; ``menus`` learns
   from a copy's head what is on offer, what its codes mean, and which doors it is for.
2. ``lexer`` takes an entry apart from left to right: doors by the door table (``doors``), goods
   by the goods index (``goods``), numbers with units and pack sizes (``amounts``), and the words
   of chains (``words``). What nothing knows stays as ``other``. ``smoothing`` joins
   what is one.
3. ``names`` finds names where names stand (``persons``), ``remarks`` what is said beside the order
   (its forms are ``preferences``, ``places``, ``wanting``, ``circumstances`` and ``payments``, its
   words ``plainwords``), ``sorts`` which sort of a good is meant, ``company`` two doors at once,
   ``likeness`` goods in short, misspelt or told by their price, and ``references`` whose goods are
   wanted too; ``wishes`` splits an entry by the doors that it speaks of, ``writers`` says whose
   household wrote it; ``binding`` gives each good its amount by a grammar that must cover all of
   it. Any ``other`` left, any condition, open amount or question is a reason for review
   (``doubts``).
4. ``quantities`` measures in each good's own unit and checks stated sums. ``copies`` finds
   repeats, edits, forks and withdrawn entries. ``orders`` applies changes and cancels.
"""

from baogong.readers.chains.goods import Good, GoodsTable
from baogong.readers.chains.read import read_chain, read_sign_ups
from baogong.readers.chains.result import ChainReading, DoorOrder, Item, Line, Reason, SignUp

__all__ = [
    "ChainReading",
    "DoorOrder",
    "Good",
    "GoodsTable",
    "Item",
    "Line",
    "Reason",
    "SignUp",
    "read_chain",
    "read_sign_ups",
]
