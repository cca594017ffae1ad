"""Regular expressions that are compiled when they are first used: a start loads hundreds of them and asks a few.

Apart because all rooms have some. To compile them all was a fifth of what a check of a short article costs.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Waiting:
    """Stands for a pattern. What is asked of it is asked of the pattern, and kept, so that it is found at once then."""

    def __init__(self, source: Any, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name == "_made":
            self._made = re.compile(self.pattern, self._flags)
            return self._made
        found = self.__dict__[name] = getattr(self._made, name)
        return found


def pattern(source: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """``re.compile(source, flags)``, but when the pattern is first used; an invalid one raises ``re.error`` then.

    Functions of ``re`` do not take it in place of a pattern; its own methods do all that they do.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(source, int(flags)))
