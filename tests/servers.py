"""A PostgreSQL server of the tests' own: in a folder of its own, by an account without privileges, gone afterwards.

Its programs are those of the folder `POSTGRES_BIN`, or of the machine (`/usr/lib/postgresql/*/bin`, or on the path);
where there are none, what needs a server is skipped and says so.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "according"
PASSWORD = "correct horse"
SETTINGS = "fsync=off\nfull_page_writes=off\nmax_connections=120\nautovacuum=off\nlc_messages='C'\n"
"""No machine is switched off in a test; a server that is killed keeps what it wrote either way."""


def programs() -> Path | None:
    """The folder of the server's programs that was named, or of the newest; None if there is no server here."""
    if given := os.environ.get("POSTGRES_BIN"):
        return Path(given)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


class Server:
    """A running server; databases are made on it as they are asked for."""

    def __init__(self, bin: Path, folder: Path) -> None:
        self._bin, self.folder = bin, folder
        self.account = "postgres" if os.getuid() == 0 else None
        self.template = "template0"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def make(self) -> None:
        """Make the cluster and start it."""
        folder = str(self.folder)
        if self.account:
            shutil.chown(folder, self.account)
            self.folder.chmod(0o755)
        (given := self.folder / "password").write_text(PASSWORD)
        given.chmod(0o644)
        self.run("initdb", "-D", f"{folder}/data", "-U", USER, "-E", "UTF8", "--locale", "C.UTF-8", "-A", "trust",
                 "--auth-host", "scram-sha-256", "--pwfile", str(given), "--no-sync")  # fmt: skip
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(f"{SETTINGS}port={self.port}\nunix_socket_directories='{folder}'\n")
            file.write("listen_addresses='127.0.0.1'\n")
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast` ends every session, `immediate` as if it had crashed."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", how, "-w", "stop")

    def run(self, program: str, *given: str) -> str:
        """Run one of the server's programs under its account; returns what it says."""
        done = subprocess.run(
            [str(self._bin / program), *given], user=self.account, cwd=self.folder, text=True, check=True,
            stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
        )  # fmt: skip
        return done.stdout or ""

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement as the owner of the server; returns bare rows."""
        return self.run(
            "psql", "-h", str(self.folder), "-p", str(self.port), "-U", USER, "-d", database, "-qAtX", "-v",
            "ON_ERROR_STOP=1", "-c", statement,
        )  # fmt: skip

    def database(self, template: str = "template0") -> str:
        """Make a database; returns its name."""
        name = f"ledger{secrets.token_hex(4)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def address(self, database: str) -> str:
        """The address of a database, by the server's socket."""
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    def guarded(self, database: str, password: str = PASSWORD, user: str = USER) -> str:
        """The address of a database, by the network, where a password is asked for."""
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"


@contextmanager
def private_server() -> Iterator[Server | None]:
    """A server of one's own; None where the machine has no programs for it."""
    bin = programs()
    if bin is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="according-pg-"))
    server = Server(bin, folder)
    try:
        server.make()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
