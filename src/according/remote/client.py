"""Requests to an OpenAI-compatible server: retries, limits, a cache, a count of tokens.

Source: the chat completions interface as vLLM, llama.cpp, Ollama and others speak it (`POST BASE/chat/completions`).
"""

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from according.errors import RemoteError, SettingError

MOST_BYTES = 4_000_000
"""Longest answer taken; a longer one is not an answer."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504)


@dataclass(slots=True)
class Usage:
    """What was asked so far; tokens as the server counts them."""

    requests: int = 0
    cached: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Client:
    """One server and model.

    Args:
        base: address up to and without `/chat/completions`, `http` or `https`.
        key: sent as a bearer token if not empty; plain `http` to another machine never gets it.
        cache: folder in which answers are kept by the hash of their question; None keeps none. It then holds text of
            the documents' claims: treat it like the ledger.
        tries: attempts in all. pause_s: seconds before the second, doubled each time; a server's Retry-After counts.

    Raises:
        SettingError: if the address is not one, or the key would travel in the clear.
    """

    def __init__(
        self,
        base: str,
        model: str,
        *,
        key: str = "",
        cache: Path | None = None,
        timeout_s: float = 60.0,
        tries: int = 4,
        pause_s: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingError(f"{base!r} is not the address of a server. Write for example http://127.0.0.1:8000/v1")
        self.local = parts.hostname in LOOPBACK
        if key and parts.scheme == "http" and not self.local:
            raise SettingError("The key would travel unencrypted to another machine. Use an https address.")
        self.base, self.model, self.usage = base.rstrip("/"), model, Usage()
        self._key, self._cache = key, cache
        self._timeout, self._tries, self._pause, self._sleep = timeout_s, tries, pause_s, sleep

    def ask(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """The text of the answer.

        Raises:
            RemoteError: if the server cannot be reached, refuses, or answers what is no completion.
        """
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": {"name": "claims", "schema": schema}},
        }
        sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        kept = self._kept(sent)
        if kept is not None and kept.exists():
            self.usage.cached += 1
            return kept.read_text(encoding="utf-8")
        content = self._content(self._send(sent))
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(content, encoding="utf-8")
        return content

    def _kept(self, sent: bytes) -> Path | None:
        if self._cache is None:
            return None
        return self._cache / f"{hashlib.sha256(self.base.encode() + sent).hexdigest()}.txt"

    def _send(self, sent: bytes) -> bytes:
        headers = {
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {self._key}"} if self._key else {}),
        }
        request = urllib.request.Request(f"{self.base}/chat/completions", sent, headers, method="POST")
        # a proxy would carry what is meant for this machine out of it
        direct = (urllib.request.ProxyHandler({}),) if self.local else ()
        opener = urllib.request.build_opener(_NoRedirect(), *direct)
        told = ""
        for attempt in range(self._tries):
            wait = self._pause * 2**attempt
            try:
                self.usage.requests += 1
                with opener.open(request, timeout=self._timeout) as answer:
                    got: bytes = answer.read(MOST_BYTES + 1)
                if len(got) > MOST_BYTES:
                    raise RemoteError(f"the server at {self.base} answered more than {MOST_BYTES} bytes.")
                return got
            except urllib.error.HTTPError as error:
                told = f"status {error.code}"
                if error.code not in _AGAIN:
                    break
                after = error.headers.get("Retry-After", "")
                wait = min(float(after), 120.0) if after.isdecimal() else wait
            except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
                told = str(getattr(error, "reason", error)) or type(error).__name__
            if attempt + 1 < self._tries:
                self.usage.retries += 1
                self._sleep(wait)
        raise RemoteError(
            f"the server at {self.base} did not answer ({told}). Check the address, the model and the key."
        )

    def _content(self, got: bytes) -> str:
        try:
            record = json.loads(got)
            content = record["choices"][0]["message"]["content"]
            used = record.get("usage") or {}
            self.usage.prompt_tokens += int(used.get("prompt_tokens") or 0)
            self.usage.completion_tokens += int(used.get("completion_tokens") or 0)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise RemoteError(
                f"the server at {self.base} did not answer with a completion. Is it the right address?"
            ) from error
        if not isinstance(content, str):
            raise RemoteError(f"the server at {self.base} answered without text.")
        return content


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A server that sends us elsewhere would send the document elsewhere."""

    def http_error_302(self, *_args: Any, **_more: Any) -> None:
        """Follow nothing, and do not look where it leads."""

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302
