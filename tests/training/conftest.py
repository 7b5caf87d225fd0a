"""Training needs more than reading does; without it these tests are skipped."""

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("onnx", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("safetensors", reason="training needs the extra `train`: pip install 'according[train]'")
