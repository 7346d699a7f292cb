"""However our parent ends, the kernel ends us, whatever we are doing: https://man7.org/linux/man-pages/man2/prctl.2.html"""

_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def end_with_parent():
    ctypes = load_ctypes()
    if ctypes is not None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def load_ctypes():
    try:
        import ctypes

        return ctypes if hasattr(ctypes.CDLL(None), "prctl") else None
    except (ImportError, OSError):  # A Python that was built without it.
        return None
