"""An error of the user's code: in a line, and in full."""

import os

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_STANDARD = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
_PACKAGES = tuple(os.sep + folder + os.sep for folder in ("site-packages", "dist-packages"))


def described(error):
    """With its place in the user's own code where that is known."""
    import traceback

    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_users(frame.filename)]
    if isinstance(error, SyntaxError) and error.filename is not None:
        message, place = error.msg, " (%s:%s)" % (error.filename, error.lineno)
    else:
        message = text_of(error)
        place = " (%s:%d)" % (frames[-1].filename, frames[-1].lineno) if frames else ""
    said = " ".join(message.split())
    return type(error).__name__ + (": " + said if said else "") + place


def trace_of(error):
    """Its traceback without our own frames."""
    import traceback

    whole = traceback.TracebackException.from_exception(error)
    theirs = [frame for frame in whole.stack if not frame.filename.startswith((_OURS, "<frozen "))]
    whole.stack = traceback.StackSummary.from_list(theirs)
    return "".join(whole.format(chain=False)).rstrip("\n")


def text_of(error):
    try:
        return str(error)
    except Exception:  # Its own class makes its text.
        return ""


def _is_users(file):
    return os.sep in file and not file.startswith((_OURS, _STANDARD)) and not any(each in file for each in _PACKAGES)
