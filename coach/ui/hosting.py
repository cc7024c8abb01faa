"""Hosting the coach for others, as a clinic may: only with a sign-in. What may not be is refused here, before anything listens."""

import argparse
from dataclasses import dataclass
import ipaddress
from pathlib import Path
import ssl

from .passwords import PasswordFileError, People, read

WHY = (
    "`--host` opens the coach to other computers, so it needs a sign-in. Either --password-file FILE (made by `python -m coach password FILE`) with "
    "--certificate FILE and --key FILE, or, behind a reverse proxy that signs people in, --signed-in-by HEADER. Without --host the coach is for this computer only."
)


class HostingError(ValueError):
    """What was asked for would leave the coach open; the message says what is missing."""


@dataclass(frozen=True)
class Hosting:
    """How it is hosted. names: the Host names it answers to. people: who may sign in, or None where a proxy at one of `proxies` says so in `header`."""

    host: str
    names: frozenset[str]
    people: People | None
    header: str = ""
    proxies: frozenset[str] = frozenset()
    certificate: str = ""
    key: str = ""

    @property
    def scheme(self) -> str:
        return "https" if self.certificate or self.header else "http"


def arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("to host it for others (never without a sign-in)")
    group.add_argument("--host", metavar="ADDRESS", help="listen on this address instead of 127.0.0.1")
    group.add_argument("--name", action="append", default=[], metavar="NAME", help="a name people reach it by (coach.example.org)")
    group.add_argument("--password-file", metavar="FILE", help="who may sign in; made by `python -m coach password FILE`")
    group.add_argument("--certificate", metavar="FILE", help="the certificate for https, in PEM")
    group.add_argument("--key", metavar="FILE", help="its key, in PEM")
    group.add_argument("--signed-in-by", metavar="HEADER", help="a reverse proxy signs people in and names them in this header")
    group.add_argument("--proxy", action="append", default=[], metavar="ADDRESS", help="the proxy's address (127.0.0.1)")


def hosting(args: argparse.Namespace) -> Hosting | None:
    """How it is to be hosted, or None for this computer only. Raises HostingError where it would be open."""
    wanted = (args.name, args.password_file, args.certificate, args.key, args.signed_in_by, args.proxy)
    if args.host is None:
        if any(wanted):
            raise HostingError("These options go with --host ADDRESS. " + WHY)
        return None
    try:
        address = ipaddress.ip_address(args.host)
    except ValueError:
        raise HostingError("--host has to be an address, such as 192.168.1.20; give the name people use as --name.") from None
    if bool(args.password_file) == bool(args.signed_in_by):
        raise HostingError(WHY if not args.password_file else "Take one of them: --password-file or --signed-in-by.")
    names = frozenset(name.lower() for name in args.name) | (frozenset() if address.is_unspecified else {str(address)})
    if not names:
        raise HostingError(f"On {args.host} it needs the name people reach it by: --name coach.example.org")
    if args.signed_in_by:
        return Hosting(str(address), names, None, args.signed_in_by.lower(), frozenset(args.proxy or ["127.0.0.1"]))
    if not (args.certificate and args.key) and not address.is_loopback:
        raise HostingError("A password may not cross a network in the open: give --certificate FILE and --key FILE too.")
    try:
        people = read(Path(args.password_file))
        if args.certificate:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(args.certificate, args.key)
    except PasswordFileError as mistake:
        raise HostingError(str(mistake)) from None
    except (OSError, ssl.SSLError):
        raise HostingError(f"The certificate {args.certificate} and its key cannot be used. They have to be two PEM files that belong together.") from None
    return Hosting(str(address), names, people, certificate=args.certificate or "", key=args.key or "")
