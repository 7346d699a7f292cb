"""A map worker's line to its parent. Behind a batch's line come its inputs, one a line: each of them is read, or not, by itself."""

import itertools
import json

from concur_parent import Line


class MapLine(Line):
    def received(self):
        """Orders. A batch has `inputs`; or their texts, `unread`, where one of them can't be read; or none of both."""
        for order in super().received():
            if order.pop("hasInputs", False):
                lines = list(itertools.islice(self._orders, order["count"]))
                values = _all_read(lines)
                order.update({"unread": lines} if values is None else {"inputs": values})
            yield order


def _all_read(lines):
    """All of them in one go, which is several times faster; None where that can't be."""
    try:
        values = json.loads(b"[%s]" % b",".join(lines))
    except (ValueError, RecursionError):
        return None
    return values if len(values) == len(lines) else None


def read_input(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # More digits, or nested deeper, than this Python reads.
        raise ValueError("its input can’t be read: %s" % error) from None
