"""What several commands make of an option."""

from according.errors import SettingError


def pair(field: str) -> tuple[str, str]:
    """The two names of `--field OURS=THEIRS`.

    Raises:
        SettingError: if it does not name two.
    """
    ours, equals, theirs = field.partition("=")
    if not equals:
        raise SettingError(f"--field {field!r} does not name two fields. Write for example --field text=body")
    return ours.strip(), theirs.strip()
