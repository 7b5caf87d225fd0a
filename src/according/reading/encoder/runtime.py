"""ONNX Runtime, silenced: newer versions report to their maker and mark the machine, unless told not to at first.

With 1.32, loading it is enough to write `~/.cache/Microsoft/DeveloperTools/.onnxruntime/` and to ask for the address of
a collector; its own `disable_telemetry_events` comes too late. `tests/test_silence.py` watches the whole program.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]
