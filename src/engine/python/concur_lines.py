"""In which line of a user's experiment each of its fields is."""

import ast
import json


def lines_of(source):
    """By the field's path: `trials["two threads"]["engine"]`."""
    lines = {}
    for node in _statements(ast.parse(source).body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            lines[node.name] = node.lineno
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    _enter(target.id, node.lineno, node.value, lines)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            _enter(node.target.id, node.lineno, node.value, lines)
    return lines


def _statements(body):
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, []))


def _enter(path, line, value, lines):
    lines[path] = line
    if isinstance(value, (ast.List, ast.Tuple)):
        for place, item in enumerate(value.elts):
            _enter("%s[%d]" % (path, place), item.lineno, item, lines)
    elif isinstance(value, ast.Dict):
        for key, inner in zip(value.keys, value.values):
            # None stands for **others.
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                _enter("%s[%s]" % (path, json.dumps(key.value, ensure_ascii=False)), key.lineno, inner, lines)
