"""What a user's experiment holds, as JSON: what JSON has no room for is marked, for a message that says what it is."""

import math

from concur_arity import needed_beyond_one

_MARK = "$python"
_DEEPEST = 20


def plain(value, module, depth=0):
    if value is None or isinstance(value, (str, bool)) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, dict) and all(isinstance(key, str) for key in value) and depth < _DEEPEST:
        return {key: plain(inner, module, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        return [plain(inner, module, depth + 1) for inner in value]
    if callable(value) and not isinstance(value, type):
        return {_MARK: "function", "name": _name_in(module, value), "needs": needed_beyond_one(value)}
    return {_MARK: "value", "type": _type_of(value)}


def _name_in(module, function):
    """The name that leads to it from the module; None where there is none: of a lambda, of a partial."""
    name = getattr(function, "__qualname__", None)
    found = module
    for part in (name or "").split("."):
        found = getattr(found, part, None)
    return name if found is function else None


def _type_of(value):
    return "dict with keys that are no texts" if isinstance(value, dict) else type(value).__name__
