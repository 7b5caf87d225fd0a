"""What all tests share: property tests are never timed, since a machine may be busy; one database server at most."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from according.ledger import Ledger
from tests.servers import Server, private_server

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built as it is published."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*pip, folder, Path(__file__).parents[1]], check=True)
    return next(folder.glob("according-*-py3-none-any.whl"))


@pytest.fixture(scope="session")
def _server() -> Iterator[Server | None]:
    with private_server() as server:
        if server is not None:
            server.template = server.database()
            with Ledger.open(server.address(server.template), create=True) as ledger, ledger.batch():
                pass
            server.sql("DELETE FROM facts", server.template)
        yield server


@pytest.fixture
def server(_server: Server | None) -> Server:
    """A PostgreSQL server; the test is skipped where there is none."""
    return _present(_server)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    with private_server() as server:
        yield _present(server)


def _present(server: Server | None) -> Server:
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: install the package postgresql")
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Where a ledger of a name can be made: each test that asks runs once with files and once with a server."""
    if request.param == "sqlite":
        return lambda name: str(tmp_path / f"{name} ñ.ledger")
    server: Server = request.getfixturevalue("server")
    made: dict[str, str] = {}
    return lambda name: made.get(name) or made.setdefault(name, server.address(server.database(server.template)))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """As `place`, without a table in it: for tests of how a ledger is made, and of migrations."""
    if request.param == "sqlite":
        return lambda name: str(tmp_path / f"{name} ñ.ledger")
    server: Server = request.getfixturevalue("server")
    made: dict[str, str] = {}
    return lambda name: made.get(name) or made.setdefault(name, server.address(server.database()))


@pytest.fixture
def disk() -> Iterator[Callable[[int], Path]]:
    """Makes one disk of so many megabytes; the test is skipped where none can be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="according-disk-"))
    folder.chmod(0o755)

    def mounted(megabytes: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no small disk can be mounted by this account")
        return folder

    yield mounted
    if folder.is_mount():
        subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], bytes]:
    """Every byte that the store of a place keeps, in lower case; the log that a server writes ahead is left out."""

    def read(place: str) -> bytes:
        if not place.startswith("postgresql"):
            found = sorted(tmp_path.glob(f"{Path(place).name}*"))
        else:
            server: Server = request.getfixturevalue("server")
            server.sql("CHECKPOINT")
            number = server.sql("SELECT oid FROM pg_database WHERE datname = current_database()", database_of(place))
            found = sorted((server.folder / "data" / "base" / number.strip()).rglob("*"))
        return b"".join(p.read_bytes() for p in found if p.is_file()).lower()

    return read


def database_of(place: str) -> str:
    """The name of the database in an address."""
    return place.partition("@/")[2].partition("?")[0]
