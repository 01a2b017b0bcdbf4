# How fast PM4Py reads an event log in XES, and how many times as fast we do: the fastest of some rounds of each.
#     python3 -m venv venv && venv/bin/pip install pm4py
#     throughline-bench event-log --generate 500000 made.xes
#     venv/bin/python bench/pm4py_rate.py made.xes target/release/throughline-bench
import re
import subprocess
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


name, binary = sys.argv[1:]
said = subprocess.run([binary, "event-log", name], check=True, capture_output=True, text=True).stdout.strip()
ours = float(re.search(r"read at (\d+)/s", said)[1])
print("throughline-bench", said)
print("PM4Py", pm4py.__version__)
for how, read in {
    "read_xes, as it comes": lambda: pm4py.read_xes(name),
    "its fastest reader in Python, line by line": lambda: importer.apply(name, variant=importer.Variants.LINE_BY_LINE),
}.items():
    events, best = rate(read)
    print(f"{how}: {events} events at {events / best:,.0f}/s ({best * 1000:.0f} ms), ours {ours * best / events:.1f}x")
