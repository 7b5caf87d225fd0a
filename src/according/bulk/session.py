"""Spark, started or joined, and the file system that it writes to, through Hadoop's own connectors."""

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.errors import MissingExtra, SettingError

LOCAL = "local[*,4]"
"""Where to run if nothing else is said: all processors of this machine; a task that fails is tried four times."""
_QUIET = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.driver.maxResultSize": "0",
    "spark.ui.showConsoleProgress": "false",
}
_PRIVATE = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
"""For a run on this machine alone: no page of Spark's own, no port that others reach."""


def session(master: str = "") -> Any:
    """A Spark session: the one that `spark-submit` prepared, at `master`, or on this machine.

    Raises:
        MissingExtra: if pyspark is not installed.
        SettingError: if there is no Java.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra("spark", "according bulk") from error
    if not _has_java():
        raise SettingError(
            "Spark needs Java 17 or 21, and none was found. On Debian: apt install openjdk-17-jre-headless"
        )
    # Rows travel as Arrow batches, which no version of pandas touches; Spark warns of pandas whenever it is installed.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    place = master or ("" if submitted else LOCAL)
    builder: Any = SparkSession.builder
    builder = builder.appName("according bulk")
    settings = dict(_QUIET)
    if place:
        builder = builder.master(place)
    if place.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings |= _PRIVATE
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return (home is not None and (Path(home) / "bin" / "java").exists()) or shutil.which("java") is not None


def spark_errors() -> tuple[type[Exception], ...]:
    """What Spark raises when a job fails or a file cannot be read."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return PySparkException, Py4JError


def reason(error: Exception) -> str:
    """What happened, in the line that says it; the traces of executors stand around it."""
    java = getattr(error, "java_exception", None)
    told = [line for line in str(java.getMessage() if java is not None else error).splitlines() if line.strip()]
    python = [line for line in told if "Error: " in line and not line[0].isspace() and "org.apache" not in line]
    return (python or told or [type(error).__name__])[-1 if python else 0]


class Folder:
    """A folder on any file system that Spark can write to; names are relative to it."""

    def __init__(self, spark: Any, root: str) -> None:
        self._jvm = spark.sparkContext._jvm
        path = self._jvm.org.apache.hadoop.fs.Path(root)
        self._system = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
        self.root = str(self._system.makeQualified(path).toString())

    def at(self, *names: str) -> str:
        """The full path of something in the folder."""
        return "/".join((self.root, *names))

    def files(self) -> Iterator[tuple[str, int, int]]:
        """Path, size and time of change of each file below; names with a dot or low line in front are passed over.

        Spark itself keeps such names for what is not data. Empty files are told, which Spark's own listing leaves out.

        Raises:
            Py4JError: if it is not there.
        """
        found = self._system.listFiles(self._path(), True)
        while found.hasNext():
            status = found.next()
            path = str(status.getPath().toString())
            if not any(name.startswith((".", "_")) for name in path.removeprefix(self.root).split("/")):
                yield path, int(status.getLen()), int(status.getModificationTime())

    def has(self, *names: str) -> bool:
        """Whether it is there."""
        return bool(self._system.exists(self._path(*names)))

    def remove(self, *names: str) -> None:
        """Remove a file or a folder with all it holds; nothing happens if it is not there."""
        self._system.delete(self._path(*names), True)

    def move(self, here: tuple[str, ...], there: tuple[str, ...]) -> None:
        """Give a folder another name; on a local disk and on HDFS that happens at once or not at all."""
        self._system.mkdirs(self._path(*there).getParent())
        if not self._system.rename(self._path(*here), self._path(*there)):
            raise OSError(f"{self.at(*here)} could not be renamed to {self.at(*there)}")

    def mark(self, *names: str) -> None:
        """Make an empty file, with the folders above it."""
        self._system.create(self._path(*names), True).close()

    def _path(self, *names: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self.at(*names))
