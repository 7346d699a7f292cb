"""One text for equal results and different ones for different: canonical JSON, and what pickle would take of the rest.

Numbers are written as JavaScript writes them (RFC 8785, 3.2.2.3), so that versions in both languages can be compared.
"""

import collections.abc
import copyreg
import hashlib
import io
import json
import pickle
import re
import types

from concur_own_call import OwnCallError

# A longer text, in bytes, is shortened to its beginning and a digest of all of it, as src/base/compare-results.ts does.
_LONGEST, _SHOWN = 20_000, 200
# Whose repr says all there is, the same in every process.
_PLAIN = ("datetime", "decimal", "fractions", "pathlib", "uuid")
_PLAIN_BUILTINS = (complex, range, slice, type, BaseException, type(...), type(NotImplemented))
_BY_NAME = (types.FunctionType, types.BuiltinFunctionType, type)
_LAZY = (collections.abc.Iterator, collections.abc.AsyncIterator)
# Strings, to be left alone, and the numbers that Python writes otherwise than JavaScript: 1.0, 1e-05, 1e+16.
_NUMBERS = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?e[+-]?\d+|-?\d+\.0(?!\d)')


class _NotRun(Exception):
    """A result that is work which nobody has done yet."""


def texts_of(results, job):
    """A text for each result. Raises where one can't be compared at all."""
    share = job["work"]["params"].get("share", {"first": 0, "stride": 1})
    texts = []
    for done, result in enumerate(results):
        try:
            texts.append(text_of(result))
        except Exception as error:
            unit = share["first"] + done * share["stride"]
            if isinstance(error, _NotRun):
                raise OwnCallError("NOT_CLONEABLE", "the result of unit %d is %s" % (unit, error)) from None
            raise not_sendable(unit, "be compared: neither JSON nor pickle can hold it", error) from None
    return texts


def not_sendable(unit, why, error):
    message = "the result of unit %d can’t %s (%s: %s)" % (unit, why, type(error).__name__, error)
    return OwnCallError("NOT_CLONEABLE", message)


def text_of(value):
    try:
        text = _json(value)
    except RecursionError:  # A circle, or deeper than our stack.
        text = json.dumps({type(value).__qualname__: "pickle, sha256 %s" % _digest(pickle.dumps(value, 4))})
    whole = text.encode("utf-8", "surrogatepass")
    return text if len(whole) <= _LONGEST else _shortened(text, whole)


def _json(value):
    plain = _with_text_keys(value)
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    return _NUMBERS.sub(lambda found: _number(found.group()), text)


def _with_text_keys(value):
    """JSON's keys are text: other ones it would make the same as their text."""
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _with_text_keys(each) for key, each in value.items()}
        return {"dict": sorted([_json(key), _json(each)] for key, each in value.items())}
    return [_with_text_keys(each) for each in value] if isinstance(value, (list, tuple)) else value


def _number(text):
    """As JavaScript has it: https://tc39.es/ecma262/#sec-numeric-types-number-tostring"""
    if text.startswith('"'):
        return text
    sign, digits, exponent = re.match(r"(-?)([\d.]+)(?:e(.*))?", text).groups()
    whole, _, part = digits.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = (whole + part).rstrip("0") or "0"
    if digits == "0":
        return sign + "0"
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    return "%s%s%se%+d" % (sign, digits[0], "." + digits[1:] if len(digits) > 1 else "", point - 1)


def _tagged(value):
    """What JSON has no room for, as something that it has."""
    if isinstance(value, (set, frozenset)):
        # Their order is another one in each process.
        return {type(value).__name__: sorted(_json(each) for each in value)}
    if isinstance(value, (bytes, bytearray)):
        name = type(value).__name__
        return {name: value.hex() if len(value) <= _SHOWN else _shortened(value[:32].hex(), value)}
    if isinstance(value, _LAZY) and not isinstance(value, io.IOBase):
        raise _NotRun("of type %s: what it would give was never asked for" % type(value).__name__)
    if isinstance(value, _PLAIN_BUILTINS) and type(value).__module__ == "builtins":
        return {type(value).__name__: repr(value)}
    if type(value).__module__ in _PLAIN and type(value).__repr__ is not object.__repr__:
        return {type(value).__name__: repr(value)}
    # What can't be pickled could not come from a process.
    pickle.dumps(value, 4)
    return {type(value).__qualname__: _with_text_keys(_parts_of(value))}


def _parts_of(value):
    """What pickle would take of it, whatever order its sets and dicts have: https://docs.python.org/3/library/pickle.html"""
    if isinstance(value, _BY_NAME):
        return "%s.%s" % (value.__module__, value.__qualname__)
    reduce = copyreg.dispatch_table.get(type(value))
    parts = reduce(value) if reduce else value.__reduce_ex__(4)
    if isinstance(parts, str):
        return parts
    made, given, state, items, pairs = (tuple(parts) + (None,) * 3)[:5]
    return [_parts_of(made), given, state, items and list(items), pairs and dict(pairs)]


def _shortened(text, whole):
    return "%s… (%d in all, sha256 %s)" % (text[:_SHOWN], len(whole), _digest(whole))


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:16]
