"""What a user may have meant whose module can't be imported, or has no such function."""

import os

# So many functions of a module are named where the one that was asked for isn't there.
_NAMED = 12


def advice(wanted, error):
    """Where its module is found; nothing where that isn't what is wrong."""
    file, module = wanted.get("file"), wanted["module"]
    if file is not None:
        return _as_member(file, module) if "no known parent package" in str(error) else ""
    top = module.split(".")[0]
    source = os.path.join(wanted["folder"], "src", top)
    is_there = os.path.isdir(source) or os.path.isfile(source + ".py")
    return ". It is in src: set PYTHONPATH=src" if is_there and getattr(error, "name", None) == top else ""


def _as_member(file, module):
    """Its name in the packages that it lies in, of which the outermost may be the first without an __init__.py."""
    folder, package = os.path.split(os.path.dirname(file))
    names = [package, module]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, package = os.path.split(folder)
        names.insert(0, package)
    return ". It belongs to a package: name it as %s:function, from %s" % (".".join(names), folder)


def complaint(path, name, found):
    import difflib

    meant = difflib.get_close_matches(name, _functions(found), 1)
    hint = ". Did you mean %s?" % meant[0] if meant else ""
    return "%s has no function %s (%s)%s" % (path, name, listed(found), hint)


def listed(found):
    names = _functions(found)
    some = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return "its functions: %s" % some if names else "it has no function"


def _functions(found):
    return [each for each in dir(found) if not each.startswith("_") and callable(getattr(found, each, None))]
