"""The hardened launch: 127.0.0.1 only, behind the guard, settings in code; a busy port gives way to the next."""

import os
from pathlib import Path
import socket
import sys
import threading
import time
import webbrowser

from ..reviewing import rulebook
from .guard import Guard
from .settings import SETTINGS

RULES_VARIABLE = "COACH_RULES"
"""Where the pages find the folders of one's own rules, joined as PATH is."""

_APP = Path(__file__).resolve().parent.parent.parent / "app.py"


def door(port: int) -> socket.socket:
    """A socket on 127.0.0.1 at the port, or at the first free one of the 20 after it.

    Raises SystemExit with a plain word when all are busy.
    """
    for number in range(port, min(port + 21, 65536)):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", number))
        except OSError:
            one.close()
            continue
        return one
    raise SystemExit(f"Ports {port} to {port + 20} are all busy. Try another: python -m coach app --port 8600")


def _server():
    from streamlit import config
    from streamlit.web import bootstrap
    from streamlit.web.server.starlette.starlette_app import App
    import uvicorn

    config._main_script_path = str(_APP)
    bootstrap.load_config_options(SETTINGS)
    settings = uvicorn.Config(
        Guard(App(_APP)), log_level="error", access_log=False, lifespan="on", ws_max_size=20 * 1024 * 1024, timeout_graceful_shutdown=2,
        server_header=False,
    )
    return uvicorn.Server(settings)


def launch(*, port: int, browser: bool, rules: list[str]) -> int:
    """Serve the pages until Ctrl+C. Raises RuleError when a rule file has a mistake."""
    os.environ[RULES_VARIABLE] = os.pathsep.join(str(Path(folder).resolve()) for folder in rules)
    listening = door(port)
    server = _server()
    found = listening.getsockname()[1]
    address = f"http://localhost:{found}"
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
            print(f"The coach is at {address}{busy}. Ctrl+C ends it.", flush=True)
            if browser:
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
