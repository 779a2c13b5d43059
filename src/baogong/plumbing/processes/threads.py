"""How the threads of a web process are shared out in a rush."""

# Python runs one at a time, and whoever waits takes nothing of the processor.
THREADS = 112
# So many may wait for their order to be decided. The other seventh answers at all times: pages,
# staff's work, and those who find no place to wait.
MAY_WAIT = THREADS * 6 // 7
