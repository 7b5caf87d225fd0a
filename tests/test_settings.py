"""Settings that cannot be are named before anything rests on them."""

import pytest

from according.errors import SettingError
from according.settings import read_settings


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "soon"])
def test_time_that_is_none_is_refused(value: str) -> None:
    """A page would be waited for without end, or the defect shown at the first address."""
    with pytest.raises(SettingError, match="ACCORDING_TIMEOUT_S"):
        read_settings({"ACCORDING_TIMEOUT_S": value})
