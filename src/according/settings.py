"""All settings in one documented table: name, default, unit, help. Read once into a frozen record and passed along."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import inf

from .errors import SettingError

HELP = {
    "threads": "Processor threads the reader may use; 0 takes what the machine offers (ACCORDING_THREADS).",
    "reader": "Name of an installed reader; empty reads with the one shipped (ACCORDING_READER).",
    "extractor": "Name of an installed claim extractor; empty takes the one shipped (ACCORDING_EXTRACTOR).",
    "model": "Path of another model folder for the bundled reader; empty uses the one shipped (ACCORDING_MODEL).",
    "spacy": "Name or folder of the pipeline that the reader `spacy` takes (ACCORDING_SPACY).",
    "price_sent": "Price of a million tokens sent to a model's server, in your currency (ACCORDING_PRICE_SENT).",
    "price_answered": "Price of a million tokens that it answers, in your currency (ACCORDING_PRICE_ANSWERED).",
    "currency": "What the two prices are in, as USD; only shown (ACCORDING_CURRENCY).",
    "max_mb": "Largest document taken, in megabytes (ACCORDING_MAX_MB).",
    "timeout_s": "Seconds to wait for a web page before giving up (ACCORDING_TIMEOUT_S).",
    "address": "Address of a desk with accounts behind a proxy, as https://desk.example (ACCORDING_ADDRESS).",
    "oidc_issuer": "OpenID Connect provider by which people sign in, as it calls itself (ACCORDING_OIDC_ISSUER).",
    "oidc_client": "What the provider calls this desk (ACCORDING_OIDC_CLIENT).",
    "oidc_secret_file": "File with the secret that the provider gave this desk (ACCORDING_OIDC_SECRET_FILE).",
}


_KINDS: dict[str, type[int] | type[float] | type[str]] = {
    "threads": int,
    "reader": str,
    "extractor": str,
    "model": str,
    "spacy": str,
    "price_sent": float,
    "price_answered": float,
    "currency": str,
    "max_mb": int,
    "timeout_s": float,
    "address": str,
    "oidc_issuer": str,
    "oidc_client": str,
    "oidc_secret_file": str,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set, with its default."""

    threads: int = 0
    reader: str = ""
    extractor: str = ""
    model: str = ""
    spacy: str = "en_core_web_sm"
    price_sent: float = 0.0
    price_answered: float = 0.0
    currency: str = ""
    max_mb: int = 50
    timeout_s: float = 20.0
    address: str = ""
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret_file: str = ""

    def chosen(self, **given: str) -> "Settings":
        """These settings with what an option names; an empty option leaves a setting as it is."""
        return replace(self, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment (`ACCORDING_<NAME>`), defaults elsewhere.

    Raises:
        SettingError: names the key, the value and what would be valid; also for an unknown `ACCORDING_` key.
    """
    environment = os.environ if environment is None else environment
    known = {f"ACCORDING_{field.name.upper()}": field for field in fields(Settings)}
    given: dict[str, int | float | str] = {}
    for key, value in environment.items():
        if not key.startswith("ACCORDING_") or key in ("ACCORDING_CORPORA", "ACCORDING_GOLDEN"):
            continue
        if key not in known:
            raise SettingError(f"{key} is not a setting. Known: {', '.join(sorted(known))}")
        field = known[key]
        kind = _KINDS[field.name]
        try:
            number = kind(value)
        except ValueError as error:
            raise SettingError(f"{key}={value!r} is not a valid {kind.__name__}. {HELP[field.name]}") from error
        if isinstance(number, int | float) and not 0 <= number < inf:
            raise SettingError(f"{key}={value!r} is below zero, or no number at all. {HELP[field.name]}")
        given[field.name] = number
    return Settings(**given)  # type: ignore[arg-type]
