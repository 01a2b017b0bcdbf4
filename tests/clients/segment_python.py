"""Sends the story with segment-analytics-python, exits 0 only when the SDK had no error and nothing is left over."""

import json
import os
import re
import sys
import threading
from collections import Counter
from pathlib import Path

from segment.analytics.client import Client

SECONDS = float(os.environ.get("CLIENT_TIMEOUT", "60"))


def give_up():
    print(f"not delivered within {SECONDS:g} s", file=sys.stderr)
    os._exit(1)  # flush() waits for ever, so the process cannot end in good order.


def main():
    try:
        url, key, run = (os.environ[name] for name in ("THROUGHLINE_URL", "THROUGHLINE_KEY", "CLIENT_RUN"))
    except KeyError as missing:
        sys.exit(f"{missing.args[0]} is not set")
    story = Path(__file__).with_name("story.json").read_text(encoding="utf-8")
    messages = json.loads(story.replace("$RUN", run))["messages"]

    watchdog = threading.Timer(SECONDS, give_up)
    watchdog.daemon = True
    watchdog.start()

    errors = []
    client = Client(
        key,
        host=url,
        gzip=os.environ.get("CLIENT_GZIP") == "1",
        on_error=lambda error, batch: errors.append(error),
    )
    sent = Counter()
    for message in messages:
        arguments = {re.sub("([A-Z])", r"_\1", name).lower(): value for name, value in message.items()}
        accepted, queued = getattr(client, arguments.pop("type"))(**arguments)
        if not accepted:
            sys.exit("the SDK's queue is full")
        sent[queued["type"]] += 1
    client.shutdown()

    if errors or not client.queue.empty():
        sys.exit(str(errors[0]) if errors else "messages are left in the SDK's queue")
    print(json.dumps({"client": "segment-python", "userId": f"u-{run}", "sent": sent}))


main()
