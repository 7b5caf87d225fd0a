"""Pages: the same builders write the static report and answer the server. No JavaScript, no third-party request."""

from .site import write_report

__all__ = ["write_report"]
