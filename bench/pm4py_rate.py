# How fast PM4Py reads an event log in XES, the fastest of some rounds: the yardstick of `throughline-bench event-log`.
#     python3 -m venv venv && venv/bin/pip install pm4py && venv/bin/python bench/pm4py_rate.py helpdesk.xes.gz
import sys
import time

import pm4py
from pm4py.objects.log.importer.xes import importer

ROUNDS = 3


def rate(read):
    best, events = float("inf"), 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        log = read()
        best = min(best, time.perf_counter() - start)
        events = len(log) if hasattr(log, "columns") else sum(len(trace) for trace in log)
    return events, best


name = sys.argv[1]
print("PM4Py", pm4py.__version__)
for how, read in {
    "read_xes, as it comes": lambda: pm4py.read_xes(name),
    "its fastest reader in Python, line by line": lambda: importer.apply(name, variant=importer.Variants.LINE_BY_LINE),
}.items():
    events, best = rate(read)
    print(f"{how}: {events} events at {events / best:,.0f}/s ({best * 1000:.0f} ms)")
