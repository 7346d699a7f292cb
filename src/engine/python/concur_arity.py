"""With how many arguments a function can be called."""

import inspect


def takes_nothing(function):
    """Whether it is to be called without arguments: it takes none."""
    parameters = _parameters(function)
    return parameters is not None and not any(_is_positional(each) for each in parameters)


def called(function, value):
    """What it gives for this value, or for nothing where it takes nothing."""
    return function() if takes_nothing(function) else function(value)


def called_with(function, *values):
    """What it gives for as many of these values as it takes."""
    parameters = _parameters(function)
    if parameters is None or any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return function(*values)
    return function(*values[: sum(_is_single(each) for each in parameters)])


def needed_beyond_one(function):
    """The names of what it needs where it can't be called with one argument; None where it can."""
    required = [each for each in _parameters(function) or [] if _is_required(each)]
    can_be_called = len(required) < 2 and all(_is_single(each) for each in required)
    return None if can_be_called else [each.name for each in required]


def arity_complaint(function, has_inputs):
    """Why it can't be called with one argument, its input or its index; None where it can."""
    if _is_method(function):
        return "it is a method: name that of an object (object.method), or one that is static or of the class"
    needed = needed_beyond_one(function)
    if needed is not None and len(needed) == 1:
        return "it takes %s by its name alone, and is given its input, or its index, without a name" % needed[0]
    if needed is not None:
        names = ", ".join(needed)
        return "it needs %d arguments (%s), and is given one: its input, or its index" % (len(needed), names)
    if has_inputs and takes_nothing(function):
        return "it takes no argument, and there are inputs"
    return None


def _is_method(function):
    """Of a class, and without an object."""
    owner = getattr(function, "__qualname__", "").rpartition(".")[0]
    is_of_class = inspect.isfunction(function) and owner != "" and not owner.endswith("<locals>")
    return is_of_class and [each.name for each in _parameters(function) or []][:1] == ["self"]


def _parameters(function):
    """None where it can't be known: some of those that are written in C don't tell."""
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None


def _is_required(parameter):
    return parameter.default is parameter.empty and (_is_single(parameter) or parameter.kind is parameter.KEYWORD_ONLY)


def _is_single(parameter):
    return parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)


def _is_positional(parameter):
    return _is_single(parameter) or parameter.kind is parameter.VAR_POSITIONAL
