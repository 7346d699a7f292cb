"""A function of the user's own: where it is, and what is wrong with it."""

import difflib
import importlib
import os
import sys
import traceback

_OTHERS_CODE = tuple(os.path.dirname(os.path.abspath(file)) + os.sep for file in (__file__, os.__file__))
# So many functions of a module are named where the one that was asked for isn't there.
_NAMED = 12


class OwnCallError(Exception):
    """What the user has asked for can't be called. `code` is known to the exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def find(wanted):
    """The callable that `module`, `name` and `folder` stand for."""
    sys.path.insert(0, wanted["folder"])
    try:
        found = importlib.import_module(wanted["module"])
    except BaseException as error:  # A module may call sys.exit as well.
        message = "%s can’t be imported: %s" % (wanted["module"], described(error))
        raise OwnCallError("NOT_LOADED", message) from None
    path = wanted["module"]
    for part in wanted["name"].split("."):
        if not hasattr(found, part):
            raise OwnCallError("NO_SUCH_FUNCTION", _complaint(path, part, found))
        found, path = getattr(found, part), "%s.%s" % (path, part)
    if not callable(found):
        raise OwnCallError("NO_SUCH_FUNCTION", "%s is no function, but of type %s" % (path, type(found).__name__))
    return found


def described(error):
    """An error in a line, with its place in the user's own code where that is known."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_users(frame.filename)]
    place = " (%s:%d)" % (frames[-1].filename, frames[-1].lineno) if frames else ""
    return "%s: %s%s" % (type(error).__name__, " ".join(str(error).split()), place)


def _is_users(file):
    return os.sep in file and not file.startswith(_OTHERS_CODE)


def _complaint(path, name, found):
    names = [each for each in dir(found) if not each.startswith("_") and callable(getattr(found, each, None))]
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    has = "its functions: %s" % listed if names else "it has no function"
    meant = difflib.get_close_matches(name, names, 1)
    advice = ". Did you mean %s?" % meant[0] if meant else ""
    return "%s has no function %s (%s)%s" % (path, name, has, advice)
