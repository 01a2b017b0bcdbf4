"""Shapley shares of R2 with numpy, over the answers of `throughline-bench drivers`: how long, and the same shares?

    throughline-bench drivers --write answers.f64 --shares shares.json
    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python bench/peers/shapley.py answers.f64 shares.json

Every set of drivers is one solution of its normal equations, out of the correlations. Needs no network.
"""

import json
import math
import statistics
import sys
import time

import numpy as np


def shares(rows):
    drivers = rows.shape[1] - 1
    correlations = np.corrcoef(rows, rowvar=False)
    explained = np.zeros(1 << drivers)
    sizes = np.zeros(1 << drivers, dtype=int)
    for number in range(1, 1 << drivers):
        members = [driver for driver in range(drivers) if number >> driver & 1]
        right = correlations[members, drivers]
        explained[number] = right @ np.linalg.solve(correlations[np.ix_(members, members)], right)
        sizes[number] = len(members)
    weights = np.array([1 / (drivers * math.comb(drivers - 1, size)) for size in range(drivers)])
    numbers = np.arange(1 << drivers)
    found = []
    for driver in range(drivers):
        without = numbers[numbers >> driver & 1 == 0]
        found.append(float(np.sum(weights[sizes[without]] * (explained[without | 1 << driver] - explained[without]))))
    return found


def main():
    ours = json.load(open(sys.argv[2]))
    rows = np.fromfile(sys.argv[1]).reshape(-1, len(ours["shares"]) + 1)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        theirs = shares(rows)
        seconds.append(time.perf_counter() - start)
    apart = max(abs(one - other) for one, other in zip(ours["shares"], theirs))
    print(f"numpy {np.__version__}: {statistics.median(seconds):.3f} s; ours {ours['seconds']:.5f} s; "
          f"shares differ by at most {apart:.1e}")


main()
