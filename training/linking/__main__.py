"""`python -m training.linking`."""

from .commands import main

raise SystemExit(main())
