"""The server under `onrecord serve`."""

import secrets
import socket
import sys
import webbrowser
from pathlib import Path

import uvicorn

from onrecord.config import Config
from onrecord.errors import ConfigError
from onrecord.web import Settings, create_app
from onrecord.web.settings import LOOPBACK

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (to tell them, not to listen there)


def settings(  # noqa: PLR0913 - what the options say
    config: Config, store: Path, *, host: str, token: str, names: tuple[str, ...], read_only: bool
) -> Settings:
    """The reading room's settings.

    Raises:
        ConfigError: it would be open to other machines without a token, or without a name to be called by.
    """
    if host not in LOOPBACK and not token:
        raise ConfigError("--host", f"{host} can be reached from other machines; give --token auto as well")
    if host in _EVERYWHERE and not names:
        raise ConfigError("--host", f"{host} is no name to call the server by; give it with --allow-host")
    return Settings(
        store=store,
        read_only=read_only,
        token=secrets.token_urlsafe(24) if token == "auto" else token,  # noqa: S105 (a word of the option)
        hosts=tuple(dict.fromkeys(name.lower() for name in (*LOOPBACK, host, *names))),
        config=config,
    )


def run(chosen: Settings, *, host: str, port: int, browser: bool) -> None:
    """Serves until it is interrupted.

    Raises:
        ConfigError: the address cannot be listened on.
    """
    with listening(host, port) as listener:
        name = host if host not in _EVERYWHERE else chosen.hosts[-1]
        address = f"http://{f'[{name}]' if ':' in name else name}:{listener.getsockname()[1]}/"
        shown = address + (f"?token={chosen.token}" if chosen.token else "")
        sys.stdout.write(f"onrecord reads {chosen.store} at {shown}\nCtrl-C ends it\n")
        sys.stdout.flush()
        if browser:
            webbrowser.open(shown)
        server = uvicorn.Server(uvicorn.Config(create_app(chosen), log_level="warning", server_header=False))
        server.run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        ConfigError: the address is taken, or is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(f"--host {host} --port {port}", error.strerror or str(error)) from error
