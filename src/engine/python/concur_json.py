"""What a unit has given, as a text of JSON that means the same in JavaScript."""

import json
import re

# JavaScript's numbers hold every whole number up to this one: https://tc39.es/ecma262/#sec-number.max_safe_integer
_MOST_EXACT = 2**53 - 1
# Of a longer text, the line that it travels in would not fit into a string of Node's.
_LONGEST = 2**27
_MANY_DIGITS = re.compile(r"\d{16}")
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*')

_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


def exact_text(value):
    """Its text, and whether JavaScript's numbers hold all that are in it. Raises TypeError where JSON has no room for it."""
    # Most results are numbers, and this is all that they take.
    if type(value) is int and -_MOST_EXACT <= value <= _MOST_EXACT:
        return repr(value), True
    if type(value) is float and value - value == 0:
        return repr(value), True
    text = _text_of(value)
    return text, _MANY_DIGITS.search(text) is None or not any(map(_is_rounded, _TOKENS.findall(text)))


def _text_of(value):
    try:
        text = _encode(value)
    except Exception as error:  # What it holds may have code of its own.
        why = "it has no NaN and no Infinity" if "not JSON compliant" in str(error) else str(error)
        raise TypeError("its result can’t be written as JSON: %s" % why) from None
    if len(text) > _LONGEST:
        raise TypeError("its result is too long: %d MB as JSON, and the limit is %d" % (len(text) >> 20, _LONGEST >> 20))
    return text


def _is_rounded(token):
    """Whether it is a whole number that JavaScript would round: fractions are the same in both languages."""
    if not token.lstrip("-").isdigit():
        return False
    return len(token) > 17 or abs(int(token)) > _MOST_EXACT
