"""Has the modules of a git repository loaded as they were at a revision, which is checked out in another folder."""

import os
import sys

INSTALLED = ("site-packages", "dist-packages")


def load_from(repository, folder):
    """Looks in `folder` for what would be looked for in `repository`: PYTHONPATH, and packages installed to be edited."""
    sys.path[:] = [_there(entry, repository, folder) for entry in sys.path]
    for finder in sys.meta_path:
        # setuptools': https://setuptools.pypa.io/en/latest/userguide/development_mode.html
        module = sys.modules.get(getattr(finder, "__module__", None))
        places = getattr(module, "MAPPING", None)
        if isinstance(places, dict):
            places.update({name: _there(place, repository, folder) for name, place in places.items()})


def stray(repository, folder):
    """The file of a module that was loaded from the repository all the same; None where all are the revision's."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str):
            continue
        place = os.path.realpath(file)
        # A submodule that is the same at both is linked there.
        is_there = _below(folder, os.path.abspath(file)) or _below(folder, place)
        if _below(repository, place) and not is_there and not set(place.split(os.sep)) & set(INSTALLED):
            return file
    return None


def _there(entry, repository, folder):
    if not isinstance(entry, str):
        return entry
    place = os.path.realpath(entry)
    if not _below(repository, place) or _below(folder, place):
        return entry
    there = os.path.join(folder, os.path.relpath(place, repository))
    # What git doesn't keep, as an environment's packages, is not there.
    return there if os.path.exists(there) else entry


def _below(folder, place):
    return place == folder or place.startswith(os.path.join(folder, ""))
