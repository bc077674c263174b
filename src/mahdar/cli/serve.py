"""`mahdar serve`: the record in a browser."""

from __future__ import annotations

import getpass
import importlib.util
import ipaddress
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mahdar.cli.options import knowledge_option
from mahdar.cli.recording import on_a_record
from mahdar.record.places import file_of, place_of
from mahdar.record.store import Store, begin_record

if TYPE_CHECKING:
    from mahdar.web.accounts import Accounts

EPILOG = """\b
Example:
  mahdar serve --demo
  mahdar serve --record news.db
  mahdar accounts add Layla --role admin --record news.db
  mahdar serve --record news.db --host 0.0.0.0 --name mahdar.example.org
"""
_MISSING = "the window needs further libraries: pip install 'mahdar[web]'"


@click.command("serve", epilog=EPILOG)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need accounts."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0: a free one."
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Name under which a team asks; repeatable."
)
@click.option("--demo", is_flag=True, help="A record of the shipped examples, gone when the server ends.")
@click.option(
    "--by",
    envvar="MAHDAR_BY",
    metavar="NAME",
    help="Who decides, without accounts; or MAHDAR_BY, else the login name.",
)
@click.option(
    "--accounts", "accounts_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Accounts of a team; else beside the record.",
)  # fmt: skip
@on_a_record
@knowledge_option
def command(
    place: str | None,
    knowledge: Path | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    demo: bool,
    by: str | None,
    accounts_file: Path | None,
) -> None:
    """Show the record in a browser, in Arabic and English.

    There it is read, reviewed and added to. On this machine alone no account is needed; on any other address accounts
    are (see `mahdar accounts`). Nothing is ever loaded from another host.
    """
    needed = ("fastapi", "uvicorn", "jinja2", "multipart", "argon2", "openpyxl")
    if any(importlib.util.find_spec(name) is None for name in needed):
        raise click.ClickException(_MISSING)
    accounts = None if _is_loopback(host) else _accounts(place, accounts_file, demo)
    with _record(place, demo, knowledge) as store:
        _serve(store, host, port, names, accounts, by, demo, knowledge)


def _serve(
    store: Store,
    host: str,
    port: int,
    names: tuple[str, ...],
    accounts: Accounts | None,
    by: str | None,
    demo: bool,
    knowledge: Path | None,
) -> None:
    import uvicorn  # noqa: PLC0415 (help and other commands start without it)

    from mahdar.web.app import application  # noqa: PLC0415
    from mahdar.web.desk import Desk  # noqa: PLC0415

    desk = Desk(store, local_name=by or _login_name(), accounts=accounts, overlay=knowledge, demo=demo)
    anywhere = host in ("0.0.0.0", "::", "")
    app = application(
        desk, hosts=(*names, *(() if anywhere else (host,)), socket.gethostname()), any_address=anywhere
    )
    # With its protocol told, small answers are sent at once: else each would wait 40 ms for the browser's word.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            # From now on whoever asks waits in line: the address that is told answers.
            listening.listen()
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} cannot be used: {error.strerror}; choose another --port"
            ) from error
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"{store.place}: http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends)", err=True)
        desk.keep_ready()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        try:
            server.run(sockets=[listening])
        finally:
            desk.linking.finish()


@contextmanager
def _record(place: str | None, demo: bool, knowledge: Path | None) -> Iterator[Store]:
    """The record that is shown; that of a demonstration is begun now and thrown away at the end."""
    if not demo:
        file = file_of(place_of(place))
        if file and not file.exists():
            click.echo(
                f"{file}: there is no record yet; an empty one is begun, `mahdar add` fills it", err=True
            )
        with begin_record(place) as store:
            yield store
        return
    from mahdar.web.demo import begin_demo  # noqa: PLC0415 (it reads articles, which takes its time to load)

    with (
        tempfile.TemporaryDirectory(prefix="mahdar-demo-") as folder,
        begin_demo(Path(folder), knowledge) as store,
    ):
        yield store


def _accounts(place: str | None, file: Path | None, demo: bool) -> Accounts:
    from mahdar.web.accounts import Accounts  # noqa: PLC0415

    if demo:
        raise click.UsageError("--demo is shown on this machine alone")
    made = accounts_file_of(place, file)
    if not made.exists() or not (accounts := Accounts(made)).users():
        raise click.UsageError(
            "beyond this machine accounts are needed: `mahdar accounts add NAME --role admin` makes the first"
        )
    return accounts


def accounts_file_of(place: str | None, file: Path | None) -> Path:
    """Where the accounts of a record lie.

    Raises:
        click.UsageError: for a record in a database, which has no place beside it.
    """
    if file:
        return file
    record = file_of(place_of(place))
    if record is None:
        raise click.UsageError("a record in a database needs --accounts FILE")
    return record.with_name(record.name + ".accounts.db")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
