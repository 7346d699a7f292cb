"""One text for equal results and different texts for different ones: canonical JSON, and what pickle makes of the rest."""

import collections.abc
import hashlib
import io
import json
import pickle

from concur_own_call import OwnCallError

# A longer text is shortened to its beginning and a digest of all of it.
_LONGEST, _SHOWN = 20_000, 200
# Whose repr says all there is, the same in every process.
_PLAIN = ("datetime", "decimal", "fractions", "pathlib", "uuid")
_PLAIN_BUILTINS = (complex, range, slice, type, BaseException, type(...), type(NotImplemented))
_LAZY = (collections.abc.Iterator, collections.abc.AsyncIterator)


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
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    except (TypeError, ValueError, RecursionError):
        # Keys that JSON has no room for, or a circle.
        text = json.dumps(_pickled(value))
    return text if len(text) <= _LONGEST else _shortened(text, text.encode("utf-8", "surrogatepass"))


def _tagged(value):
    """What JSON has no room for, as something that it has."""
    if isinstance(value, (set, frozenset)):
        # Their order is another one in each process.
        return {type(value).__name__: sorted(text_of(each) for each in value)}
    if isinstance(value, (bytes, bytearray)):
        name = type(value).__name__
        return {name: value.hex() if len(value) <= _SHOWN else _shortened(value[:32].hex(), value)}
    if isinstance(value, _LAZY) and not isinstance(value, io.IOBase):
        raise _NotRun("of type %s: what it would give was never asked for" % type(value).__name__)
    if isinstance(value, _PLAIN_BUILTINS) and type(value).__module__ == "builtins":
        return {type(value).__name__: repr(value)}
    if type(value).__module__ in _PLAIN and type(value).__repr__ is not object.__repr__:
        return {type(value).__name__: repr(value)}
    return _pickled(value)


def _pickled(value):
    # What comes from another process was pickled once already: equal values have equal pickles only from then on.
    whole = pickle.dumps(pickle.loads(pickle.dumps(value, 4)), 4)
    return {type(value).__qualname__: "pickle of %d bytes, sha256 %s" % (len(whole), _digest(whole))}


def _shortened(text, whole):
    return "%s… (%d in all, sha256 %s)" % (text[:_SHOWN], len(whole), _digest(whole))


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:16]
