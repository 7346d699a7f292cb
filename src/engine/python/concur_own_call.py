"""A function of the user's own: where it is, and what is wrong with it."""

import importlib
import importlib.util
import sys

# What came of loading each module: it is done once, however many workers ask for it.
_loaded = {}


class OwnCallError(Exception):
    """What the user has asked for can't be called. `code` is known to the exit code, `trace` shows where it comes from."""

    def __init__(self, code, message, trace=None):
        super().__init__(message)
        self.code, self.trace = code, trace


def find(wanted):
    """The callable that `name` stands for in a `module`: of `file`, or as `python -m` finds it from `folder`."""
    from concur_advice import complaint, listed

    found, path = load(wanted), wanted.get("file") or wanted["module"]
    if wanted["name"] is None:
        raise OwnCallError("NO_SUCH_FUNCTION", "%s: which function? Name it behind a # (%s)" % (path, listed(found)))
    for part in wanted["name"].split("."):
        if not hasattr(found, part):
            raise OwnCallError("NO_SUCH_FUNCTION", complaint(path, part, found))
        found, path = getattr(found, part), path + (":" if path.endswith(".py") else ".") + part
    if not callable(found):
        raise OwnCallError("NO_SUCH_FUNCTION", "%s is no function, but of type %s" % (path, type(found).__name__))
    return found


def load(wanted):
    key = (wanted["module"], wanted.get("file"))
    if key not in _loaded:
        revision = wanted.get("revision")
        if revision is not None:
            from concur_revision import load_from

            load_from(**revision)
        if wanted["folder"] not in sys.path:
            sys.path.insert(0, wanted["folder"])
        _loaded[key] = _attempt(wanted, *key)
        if revision is not None and not isinstance(_loaded[key], OwnCallError):
            _loaded[key] = _of_revision(_loaded[key], **revision)
    if isinstance(_loaded[key], OwnCallError):
        raise _loaded[key]
    return _loaded[key]


def _of_revision(module, **revision):
    """The module; or what is wrong where it isn't, with all that it imports, the revision's."""
    from concur_revision import stray

    file = stray(**revision)
    if file is None:
        return module
    message = "%s is imported as it lies in the working tree, not as it was at the revision" % file
    return OwnCallError("NOT_LOADED", message)


def _attempt(wanted, module, file):
    try:
        return importlib.import_module(module) if file is None else _load_file(module, file)
    except BaseException as error:  # A module may call sys.exit as well.
        from concur_advice import advice
        from concur_described import described, trace_of

        message = "%s can’t be imported: %s%s" % (file or module, described(error), advice(wanted, error))
        return OwnCallError("NOT_LOADED", message, trace_of(error))


def _load_file(name, file):
    """As `python FILE` does, but under a name of its own: what is pickled of it can be found there again."""
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    # One that has the name already was loaded by us, or is of the standard library: that stays what it is for others.
    sys.modules.setdefault(name, module)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        if sys.modules.get(name) is module:
            del sys.modules[name]
        raise
    return module
