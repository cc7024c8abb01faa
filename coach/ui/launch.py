"""The hardened launch: 127.0.0.1 only, behind the guard, settings in code; a busy port gives way to the next.

Hosted for others (hosting.py), it listens on one address and port, and the sign-in stands behind the guard.
"""

import os
from pathlib import Path
import socket
import sys
import threading
import time
import webbrowser

from ..reviewing import rulebook
from .guard import LOCAL, Guard
from .hosting import Hosting
from .quiet import hush
from .settings import SETTINGS
from .signin import Gate, SignIn

RULES_VARIABLE = "COACH_RULES"
"""Where the pages find the folders of one's own rules, joined as PATH is."""

HOSTED_VARIABLE = "COACH_HOSTED"
"""Set where visits belong to people who signed in."""

HARDENED_VARIABLE = "COACH_HARDENED"
"""Set by this launch; where it is not, the pages were started by Streamlit alone, and the About page says what that lacks."""

_APP = Path(__file__).resolve().parent.parent.parent / "app.py"


def door(port: int, host: str = "127.0.0.1", more: int = 20) -> socket.socket:
    """A socket on the address at the port, or at the first free one of those after it.

    Raises SystemExit with a plain word when all are busy.
    """
    for number in range(port, min(port + more + 1, 65536)):
        one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, number))
        except OSError:
            one.close()
            continue
        return one
    raise SystemExit(f"{f'Ports {port} to {port + more} are all busy' if more else f'Port {port} on {host} is not to be had'}. Try another: --port 8600")


def _server(hosting: Hosting | None):
    from streamlit import config
    from streamlit.web import bootstrap
    from streamlit.web.server.starlette.starlette_app import App
    import uvicorn

    config._main_script_path = str(_APP)
    names = sorted(hosting.names) if hosting else sorted(LOCAL)
    bootstrap.load_config_options(SETTINGS | ({"server.address": hosting.host, "server.allowedHosts": names, "browser.serverAddress": names[0]} if hosting else {}))
    app = SignIn(App(_APP), Gate(hosting)) if hosting else App(_APP)
    settings = uvicorn.Config(
        Guard(app, names, hosting.scheme if hosting else "http"), log_level="error", access_log=False, lifespan="on", ws_max_size=20 * 1024 * 1024, timeout_graceful_shutdown=2,
        server_header=False, proxy_headers=False, ssl_certfile=hosting.certificate or None if hosting else None, ssl_keyfile=hosting.key or None if hosting else None,
    )
    return uvicorn.Server(settings)


def launch(*, port: int, browser: bool, rules: list[str], hosting: Hosting | None = None) -> int:
    """Serve the pages until Ctrl+C. hosting: for others, behind a sign-in. Raises RuleError when a rule file has a mistake."""
    hush()
    os.environ[HARDENED_VARIABLE] = "1"
    os.environ.pop(HOSTED_VARIABLE, None)
    if hosting:
        os.environ[HOSTED_VARIABLE] = "1"
    os.environ[RULES_VARIABLE] = os.pathsep.join(str(Path(folder).resolve()) for folder in rules)
    listening = door(port, hosting.host, 0) if hosting else door(port)
    server = _server(hosting)
    found = listening.getsockname()[1]
    address = f"{'https' if hosting.certificate else 'http'}://{f'[{hosting.host}]' if ':' in hosting.host else hosting.host}:{found}" if hosting else f"http://localhost:{found}"
    mistakes: list[BaseException] = []

    def read_rules() -> None:
        """While the page opens: what the first check would else wait for."""
        try:
            from ..english import lock

            with lock():
                rulebook(*(Path(folder).resolve() for folder in rules))
        except BaseException as mistake:
            mistakes.append(mistake)
            server.should_exit = True

    def greet() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.05)
        if server.started:
            busy = f" (port {port} was busy)" if found != port else ""
            print(f"The coach is at {address}{busy}{', for those who sign in' if hosting else ''}. Ctrl+C ends it.", flush=True)
            if browser and not hosting:
                webbrowser.open(address)

    threading.Thread(target=read_rules, daemon=True).start()
    threading.Thread(target=greet, daemon=True).start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    if mistakes:
        raise mistakes[0]
    sys.stdout.flush()
    return 0
