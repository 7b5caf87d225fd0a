"""`python -m training.annotation`."""

from .commands import main

raise SystemExit(main())
