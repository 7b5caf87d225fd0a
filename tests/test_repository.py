"""What the repository promises outside the code: complete reference pages, commands that exist, a light wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tools.reference import REFERENCE, pages

ROOT = Path(__file__).resolve().parents[1]
TEXTS = {
    ".cfg",
    ".cff",
    ".css",
    ".eml",
    ".html",
    ".json",
    ".jsonl",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yml",
    ".mako",
}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode("utf-8").split("\0") if name]


def _texts() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    named = {"Makefile", "LICENSE", "NOTICE", "run"}
    return [path for path in _tracked() if path.is_file() and (path.suffix in TEXTS or path.name in named)]


@pytest.mark.parametrize(
    "name", ["cli.md", "configuration.md", "predicates.md", "reasons.md", "stages.md", "vocabularies.md"]
)
def test_reference_page_is_what_the_code_says(name: str) -> None:
    """A predicate, stage, reason, command or option that is not documented fails here; `make reference` mends it."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name]


def test_only_documented_variables_of_the_environment_are_read() -> None:
    """The settings, the key whose name an option gives, and what Spark and Java go by."""
    sources = ROOT / "src" / "according"
    asks = re.compile(r"os\.environ(?!\[.ORT_)|getenv")
    reading = {p.relative_to(sources).as_posix() for p in sources.rglob("*.py") if asks.search(p.read_text("utf-8"))}
    assert reading == {"settings.py", "cli/comparing.py", "bulk/child.py", "bulk/session.py"}


def test_onnxruntime_is_loaded_in_one_place_which_silences_it() -> None:
    """It reports to its maker unless it was told not to before it is loaded."""
    sources = ROOT / "src" / "according"
    loading = re.compile(r"^\s*(?:import|from) onnxruntime", re.MULTILINE)
    found = [p.relative_to(sources).as_posix() for p in sources.rglob("*.py") if loading.search(p.read_text("utf-8"))]
    assert found == ["reading/encoder/runtime.py"]


def test_every_page_of_the_site_is_in_its_navigation() -> None:
    """A page that nobody can reach is a page that nobody reads."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    assert [
        str(page.relative_to(docs))
        for page in sorted(docs.rglob("*.md"))
        if page.relative_to(docs).as_posix() not in navigation
    ] == []


def test_every_protection_of_the_threat_model_names_a_test_that_is_there() -> None:
    """A promise whose test was renamed or removed is one that nobody keeps."""
    page = (ROOT / "docs" / "explanation" / "threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", page)
    assert len(named) > 40
    assert [n for n in named if f"def {n[1]}(" not in (ROOT / "tests" / n[0]).read_text(encoding="utf-8")] == []


def test_links_of_the_readme_lead_somewhere() -> None:
    """Every relative link of README.md names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links != []
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_commands_of_the_readme_exist() -> None:
    """Every `according COMMAND` that README.md shows is in the command line's reference."""
    shown = set(re.findall(r"^according ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    reference = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    assert shown >= {"read", "add", "show"}
    assert [name for name in sorted(shown) if f"## `according {name}`" not in reference] == []


def test_version_is_the_same_everywhere() -> None:
    """pyproject.toml, the citation file and README.md name one version."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"according-{version}-py3" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_path_of_a_machine_is_in_the_repository() -> None:
    """Paths of the machine on which something was written mean nothing on another."""
    pattern = re.compile(r"/(?:home|Users|root|work)/[\w.-]+/")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _texts()
        if path != Path(__file__).resolve()
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_unfinished_marks_are_in_the_sources() -> None:
    """What is not done is said in an issue, not in a mark that nobody reads."""
    pattern = re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!-)")
    found = [
        str(path.relative_to(ROOT))
        for path in _texts()
        if path.suffix == ".py"
        and path != Path(__file__).resolve()
        and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.slow
def test_wheel_installs_light_and_runs_without_the_sources(wheel: Path, tmp_path: Path) -> None:
    """The built wheel is pure, installs from wheels alone in at most 400 MB, and its command reads a document."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "according/reading/weights/reader.onnx" in names
    assert [name for name in names if name.startswith(("tests/", "training/", "examples/"))] == []

    home = tmp_path / "with space ñ"
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    before = sum(file.stat().st_size for file in home.rglob("*") if file.is_file() and not file.is_symlink())
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:", wheel],
        check=True,
    )
    after = sum(file.stat().st_size for file in home.rglob("*") if file.is_file() and not file.is_symlink())
    assert (after - before) / 1e6 <= 400

    story = ROOT / "examples" / "documents" / "courier-shop-fire.txt"
    read = subprocess.run(
        [scripts / "according", "read", story, "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert '"Harbor Nine"' in read.stdout
