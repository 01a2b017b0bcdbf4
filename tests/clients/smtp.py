"""A mail server for the tests: prints its port, then each mail that it takes as a line of JSON.

Addresses that begin with `refused` are refused for good, those that begin with `later` the first time only. With
--certificate and --key it asks for STARTTLS, with --user and --password for a password as well.
"""
import argparse
import email
import email.policy
import json
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

arguments = argparse.ArgumentParser()
for name, usual in [("port", "0"), ("certificate", None), ("key", None), ("user", None), ("password", None)]:
    arguments.add_argument("--" + name, default=usual)
wanted = arguments.parse_args()


class Handler:
    seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 nobody here"
        if address.startswith("later") and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
        headers = {name.lower(): str(value) for name, value in mail.items()}
        line = {"to": envelope.rcpt_tos, "tls": session.ssl is not None, "headers": headers, "parts": parts}
        print(json.dumps(line), flush=True)
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    name, password = data.login.decode(), data.password.decode()
    return AuthResult(success=(name, password) == (wanted.user, wanted.password), handled=True)


options = {}
if wanted.certificate:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(wanted.certificate, wanted.key)
    options.update(tls_context=context, require_starttls=True)
if wanted.user:
    options.update(authenticator=known, auth_required=True)


port = int(wanted.port)
if port == 0:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
server = Controller(Handler(), hostname="127.0.0.1", port=port, **options)
server.start()
print(port, flush=True)
sys.stdin.read()  # Until the test is over.
server.stop()
