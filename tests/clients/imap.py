"""A mailbox for the tests: prints its port, then obeys lines of JSON and answers each with a line.

{"append": "the mail", "folder": "INBOX"} puts a mail into a folder; {"create": "Voice"} and {"delete": "Voice"} make and
remove one; {"seen": "INBOX"} counts the mails of a folder that somebody has marked as read. The user is voice, the
password s3cret. With --certificate and --key it asks for STARTTLS.
"""
import argparse
import imaplib
import json
import pathlib
import socket
import ssl
import subprocess
import sys
import time

arguments = argparse.ArgumentParser()
for name in ["certificate", "key"]:
    arguments.add_argument("--" + name)
wanted = arguments.parse_args()

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
options = ["--cert", wanted.certificate, "--key", wanted.key] if wanted.certificate else ["--no-tls"]
program = str(pathlib.Path(sys.executable).with_name("pymap"))
user = ["--demo-data", "--demo-user", "voice", "--demo-password", "s3cret"]
server = subprocess.Popen(
    [program, "--host", "127.0.0.1", "--port", str(port), *options, "dict", *user],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)


def sign_in():
    for _ in range(600):
        try:
            box = imaplib.IMAP4("127.0.0.1", port)
            break
        except OSError:
            time.sleep(0.05)
    if wanted.certificate:
        box.starttls(ssl._create_unverified_context())
    box.login("voice", "s3cret")
    return box


box = sign_in()
print(port, flush=True)
try:
    for line in sys.stdin:
        order = json.loads(line)
        if "append" in order:
            mail = order["append"].replace("\r\n", "\n").replace("\n", "\r\n").encode()
            answer = box.append(order.get("folder", "INBOX"), None, None, mail)
        elif "seen" in order:
            box.select(order["seen"], readonly=True)
            answer = ("OK", len(box.search(None, "SEEN")[1][0].split()))
            box.select("INBOX", readonly=True)
        elif "create" in order:
            answer = box.create(order["create"])
        else:
            answer = box.delete(order["delete"])
        print(json.dumps({"ok": answer[0] == "OK", "said": str(answer[1])}), flush=True)
finally:
    server.kill()
    server.wait()
