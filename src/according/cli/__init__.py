"""The command line: one group of commands a file, heavy parts imported only when a command needs them.

Exit codes: 0 all is well, 1 an error, 2 a setting or option that cannot be, 3 some documents were not taken,
4 the ledger refused, 5 the reader's model is missing, 6 a checked draft says what it should not,
7 a frozen sign-off no longer holds, 8 a ledger that is not whole, 130 interrupted.
"""

import sys

from .app import app


def main() -> None:
    """Run a command; errors become one message on standard error and an exit code, never a traceback."""
    from according.errors import AccordingError

    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a letter shows a question mark instead of failing
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except AccordingError as error:
        from according.logs import refusal

        sys.stderr.write(f"{refusal(error)}\n")
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        sys.stderr.write("\naccording: stopped. What was added is kept; run the same command again to go on.\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
