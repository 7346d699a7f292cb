"""In which line of a user's experiment each of its fields is."""

import ast
import json

# The dictionaries whose keys are names of the user's.
_NAMED = ("trials", "workers", "claims")


def lines_of(source):
    """By the field's path, as a message has it: `trials["two threads"].workers["first"]`."""
    lines = {}
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            lines[node.name] = node.lineno
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    _enter(target.id, target.id, node, node.value, lines)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            _enter(node.target.id, node.target.id, node, node.value, lines)
    return lines


def _enter(path, name, node, value, lines):
    lines[path] = node.lineno
    if isinstance(value, (ast.List, ast.Tuple)):
        for place, item in enumerate(value.elts):
            _enter("%s[%d]" % (path, place), "", item, item, lines)
    if not isinstance(value, ast.Dict):
        return
    for key, inner in zip(value.keys, value.values):
        # None stands for **others.
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            part = "[%s]" % json.dumps(key.value, ensure_ascii=False) if name in _NAMED else "." + key.value
            _enter(path + part, key.value, key, inner, lines)
