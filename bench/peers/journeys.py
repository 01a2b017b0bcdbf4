"""The questions of `throughline-bench journeys`, put to other engines over the same log: how long, how many
times as long as ours, and the same answers?

    throughline-bench journeys --write log.parquet --answers answers.json
    python3 -m venv venv && venv/bin/pip install duckdb polars chdb pm4py pyarrow
    venv/bin/python bench/peers/journeys.py log.parquet answers.json

Every engine first loads the log into memory in order of person and time; only the question is timed. Needs no network.
"""

import argparse
import json
import os
import statistics
import sys
import time

DAY = 86_400_000
WEEK = 7 * DAY
BEGIN = 1_704_067_200_000  # 2024-01-01, a Monday, when the log begins
STEPS = 5
WINDOW = 14 * DAY
TOP = 100


class DuckDb:
    """DuckDB, with SQL's window functions."""

    def __init__(self, file, threads):
        import duckdb

        self.db = duckdb.connect(config={"threads": threads})
        self.db.execute(
            f"create table log as select person_id p, epoch_ms(ts) t, touchpoint k "
            f"from read_parquet('{file}') order by person_id, ts"
        )

    def rows(self, sql):
        return self.db.execute(sql).fetchall()

    def funnel(self):
        # b0, b1, ...: the latest beginning of an attempt that took so many steps by now.
        over = "over (partition by p order by t)"
        last = f"(select *, max(case when k = 1 then t end) {over} b0 from log where k <= {STEPS})"
        for step in range(1, STEPS):
            took = f"k = {step + 1} and t - b{step - 1} <= {WINDOW}"
            last = f"(select *, max(case when {took} then b{step - 1} end) {over} b{step} from {last})"
        count = ", ".join(f"count(b{step})" for step in range(STEPS))
        people = ", ".join(f"max(b{step}) b{step}" for step in range(STEPS))
        return list(self.rows(f"select {count} from (select {people} from {last} group by p)")[0])

    def follows(self):
        return self.rows(
            "select a, b, count(*), quantile_disc(d, 0.5) from (select k a, lead(k) over w b, lead(t) over w - t d "
            "from log window w as (partition by p order by t)) where b is not null group by a, b"
        )

    def variants(self):
        paths = "(select list(k order by t) v from log group by p)"
        top = self.rows(f"select v, count(*) n from {paths} group by v order by n desc limit {TOP}")
        return top

    def sessions(self):
        gap = "t - lag(t) over (partition by p order by t)"
        return self.rows(f"select count(*) from (select {gap} g from log) where g is null or g > 1800000")[0][0]

    def repeats(self):
        soon = f"coalesce(lead(t) over (partition by p, k order by t) - t <= {WEEK}, false)"
        return self.rows(f"select k, sum(r::int)::bigint, count(*) from (select k, {soon} r from log) group by k")

    def retention(self):
        week = f"(t - {BEGIN}) // {WEEK}"
        return self.rows(
            f"with e as (select distinct p, {week} w from log), f as (select p, min(w) c from e group by p) "
            "select c, w - c, count(*) from e join f using (p) group by all"
        )


class Polars:
    """Polars, lazily, over a sorted frame."""

    def __init__(self, file, threads):
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        import polars

        self.pl = polars
        columns = [
            polars.col("person_id").alias("p"),
            polars.col("ts").cast(polars.Int64).alias("t"),
            polars.col("touchpoint").alias("k"),
        ]
        self.log = polars.read_parquet(file).select(columns).sort("p", "t")

    def funnel(self):
        pl, k, t = self.pl, self.pl.col("k"), self.pl.col("t")
        log = self.log.lazy().filter(k <= STEPS)
        log = log.with_columns(pl.when(k == 1).then(t).cum_max().forward_fill().over("p").alias("b0"))
        for step in range(1, STEPS):
            before = pl.col(f"b{step - 1}")
            took = pl.when((k == step + 1) & (t - before <= WINDOW)).then(before)
            log = log.with_columns(took.cum_max().forward_fill().over("p").alias(f"b{step}"))
        began = [pl.col(f"b{step}") for step in range(STEPS)]
        people = log.group_by("p").agg([b.max() for b in began]).select([b.count() for b in began])
        return list(people.collect().row(0))

    def follows(self):
        pl, c = self.pl, self.pl.col
        pairs = self.log.lazy().select(
            c("k").alias("a"), c("k").shift(-1).alias("b"), (c("t").shift(-1) - c("t")).alias("d"),
            (c("p") == c("p").shift(-1)).alias("same"),
        )
        agg = [pl.len(), c("d").quantile(0.5, interpolation="lower").cast(pl.Int64)]
        return pairs.filter(c("same")).group_by("a", "b").agg(agg).collect().rows()

    def variants(self):
        pl, c = self.pl, self.pl.col
        paths = self.log.lazy().group_by("p", maintain_order=True).agg(c("k").cast(pl.String).str.join(","))
        top = paths.group_by("k").len().sort("len", descending=True).head(TOP).collect().rows()
        return [([int(label) for label in path.split(",")], count) for path, count in top]

    def sessions(self):
        c = self.pl.col
        new = (c("t") - c("t").shift(1) > 1_800_000) | (c("p") != c("p").shift(1))
        return self.log.lazy().select(new.fill_null(True).sum()).collect().item()

    def repeats(self):
        pl, c = self.pl, self.pl.col
        log = self.log.lazy().sort("p", "k", "t")
        same = (c("p") == c("p").shift(-1)) & (c("k") == c("k").shift(-1))
        soon = (same & (c("t").shift(-1) - c("t") <= WEEK)).fill_null(False)
        return log.with_columns(soon.alias("r")).group_by("k").agg(c("r").sum(), pl.len()).collect().rows()

    def retention(self):
        pl, c = self.pl, self.pl.col
        weeks = self.log.lazy().select("p", w=(c("t") - BEGIN) // WEEK).unique()
        weeks = weeks.with_columns(c=c("w").min().over("p"))
        return weeks.group_by("c", o=c("w") - c("c")).agg(pl.len()).collect().rows()


class ClickHouse:
    """ClickHouse in the process, over a MergeTree."""

    def __init__(self, file, threads):
        from chdb import session

        self.db = session.Session()
        self.settings = f" settings max_threads = {threads}"
        self.db.query("create database d")
        self.db.query("create table d.log (p Int32, t Int64, k Int32) engine = MergeTree order by (p, t)")
        source = f"file('{os.path.abspath(file)}', Parquet)"
        self.db.query(
            f"insert into d.log select person_id, toUnixTimestamp64Milli(ts), touchpoint from {source}" + self.settings
        )
        self.db.query("optimize table d.log final")

    def rows(self, sql):
        rows = json.loads(str(self.db.query(sql + self.settings, "JSONCompact")))["data"]
        return [[int(one) if isinstance(one, str) else one for one in row] for row in rows]

    def funnel(self):
        steps = ", ".join(f"k = {step + 1}" for step in range(STEPS))
        reached = ", ".join(f"countIf(n > {step})" for step in range(STEPS))
        walked = f"select windowFunnel({WINDOW})(toUInt64(t), {steps}) n from d.log where k <= {STEPS} group by p"
        return self.rows(f"select {reached} from ({walked})")[0]

    def follows(self):
        pairs = (
            "select arraySort(groupArray((t, k))) s, arrayJoin(arrayZip(arrayPopBack(s), arrayPopFront(s))) z, "
            "z.1.2 a, z.2.2 b, z.2.1 - z.1.1 d from d.log group by p"
        )
        return self.rows(f"select a, b, count(), quantileExactLow(0.5)(d) from ({pairs}) group by a, b")

    def variants(self):
        paths = "select arrayMap(x -> x.2, arraySort(groupArray((t, k)))) v from d.log group by p"
        top = self.rows(f"select v, count() n from ({paths}) group by v order by n desc limit {TOP}")
        return [([int(label) for label in path], count) for path, count in top]

    def sessions(self):
        breaks = "1 + arrayCount(x -> x > 1800000, arrayPopFront(arrayDifference(arraySort(groupArray(t)))))"
        return self.rows(f"select sum(n) from (select {breaks} n from d.log group by p)")[0][0]

    def repeats(self):
        soon = f"arrayCount(x -> x <= {WEEK}, arrayPopFront(arrayDifference(arraySort(groupArray(t)))))"
        each = f"select k, {soon} r, count() n from d.log group by p, k"
        return self.rows(f"select k, sum(r), sum(n) from ({each}) group by k")

    def retention(self):
        weeks = f"groupUniqArray(intDiv(t - {BEGIN}, {WEEK})) s, arrayMin(s) c, arrayJoin(s) w"
        return self.rows(f"select c, w - c, count() from (select {weeks} from d.log group by p) group by 1, 2")


class Pm4py:
    """pm4py, which knows the graph and the variants. Ten million rows take it minutes and much memory."""

    def __init__(self, file, threads):
        import pandas
        import pm4py

        self.pm4py = pm4py
        log = pandas.read_parquet(file, columns=["person_id", "ts", "touchpoint"])
        log.columns = ["case:concept:name", "time:timestamp", "concept:name"]
        log = log.astype({"case:concept:name": str, "concept:name": str})
        self.log = log.sort_values(["case:concept:name", "time:timestamp"])

    def follows(self):
        graph = self.pm4py.discover_dfg(self.log)[0]
        return [(int(a), int(b), count, None) for (a, b), count in graph.items()]

    def times(self):
        return [(int(a), int(b)) for a, b in self.pm4py.discover_performance_dfg(self.log)[0]]

    def variants(self):
        found = self.pm4py.get_variants(self.log)
        top = sorted(((path, n if isinstance(n, int) else len(n)) for path, n in found.items()), key=lambda x: -x[1])
        return [([int(label) for label in path], count) for path, count in top[:TOP]]


ENGINES = {"duckdb": DuckDb, "polars": Polars, "clickhouse": ClickHouse, "pm4py": Pm4py}
QUESTIONS = ["funnel", "follows", "variants", "sessions", "repeats", "retention", "times"]
# How long the steps take: ours says that with the graph.
ANSWERED_BY = {"times": "follows"}


def same(question, theirs, ours):
    """What differs, in words; nothing where nothing does."""
    if question in ("funnel", "sessions"):
        return None if theirs == ours else f"{theirs} where ours is {ours}"
    if question == "variants":
        # Of equally frequent paths at the end of the list each takes others.
        least = ours["top"][-1][1]
        keep = lambda top: sorted([list(map(int, path)), count] for path, count in top if count > least)
        if [count for _, count in theirs] != [count for _, count in ours["top"]]:
            return "other counts"
        return None if keep(theirs) == keep(ours["top"]) else "other paths"
    columns = {"follows": 4, "repeats": 3, "retention": 3, "times": 2}[question]
    without = question == "follows" and any(row[3] is None for row in theirs)
    key = lambda rows: sorted([int(one) for one in list(row)[: columns - without]] for row in rows)
    left, right = key(theirs), key(ours)
    if left == right:
        return None
    differing = [pair for pair in zip(left, right) if pair[0] != pair[1]]
    return f"{len(left)} rows where ours are {len(right)}, {len(differing)} unlike, such as {differing[:1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log")
    parser.add_argument("answers")
    parser.add_argument("--engines", default="duckdb,polars,clickhouse")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with open(args.answers) as file:
        answers = json.load(file)
    unlike = 0
    for name in args.engines.split(","):
        engine = ENGINES[name](args.log, args.threads)
        for question in QUESTIONS:
            answered_by = ANSWERED_BY.get(question, question)
            if answered_by not in answers or not hasattr(engine, question):
                continue
            seconds = []
            for _ in range(args.runs):
                start = time.perf_counter()
                answer = getattr(engine, question)()
                seconds.append(time.perf_counter() - start)
            difference = same(question, answer, answers[answered_by])
            unlike += difference is not None
            theirs, ours = statistics.median(seconds), answers["seconds"][answered_by]
            ratio = f"{theirs:9.3f} s {theirs / ours:7.1f}x our {ours * 1000:.1f} ms"
            print(f"{name:12}{question:12}{ratio}  {difference or 'the same answer'}", flush=True)
    sys.exit(1 if unlike else 0)


if __name__ == "__main__":
    main()
