"""What a unit has thrown, in the form of src/map/protocol/thrown/packed.ts."""

from concur_described import text_of, trace_of
from concur_json import exact_text

# A chain of causes that is longer is cut.
_DEEPEST = 20
# They are text already, or stand for what is told otherwise.
_FIELDS = ("name", "message", "stack", "cause")


def packed(error):
    """Anything that was raised: its own class may raise again when it is asked for anything."""
    try:
        return _packed(error, 0)
    except Exception:
        name = type(error).__name__
        return _with_name(name, "", name, [], [])


def _packed(error, depth):
    properties, not_kept = _own(error)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth < _DEEPEST:
        properties.append({"key": "cause", "isEnumerable": False, "packed": _packed(cause, depth + 1)})
    return _with_name(type(error).__name__, text_of(error), trace_of(error), properties, not_kept)


def _with_name(name, message, stack, properties, not_kept):
    return {
        "type": "error",
        "name": name,
        "className": name,
        # None of JavaScript's own classes, whatever it is called.
        "builtIn": "Error",
        "message": message,
        "stack": stack,
        "properties": properties,
        "notKept": not_kept,
    }


def _own(error):
    """What it has of its own, as far as JavaScript can hold it, and the names of the rest."""
    kept, rest = [], []
    for key, value in vars(error).items():
        if key.startswith("_") or key in _FIELDS:
            continue
        try:
            is_exact = exact_text(value)[1]
        except TypeError:
            is_exact = False
        if is_exact:
            kept.append({"key": key, "isEnumerable": True, "packed": {"type": "value", "value": value}})
        else:
            rest.append(key)
    return kept, rest
