"""Which models the code writes into the audit log, read from its source.

A subject's model is told by its annotation, or by the first model that is named where it was made.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps as django_apps

import baogong.apps

MODELS = {model.__name__: model for model in django_apps.get_models()}


def subjects() -> set[str]:
    """The labels of all models whose rows an ``Act`` is about."""
    return {label for function, act in _acts() for label in _labels(function, act.args[1])}


def details() -> set[str]:
    """The keys of all that an ``Act`` says beside its subject."""
    return {
        key.value
        for function, act in _acts()
        for said in act.args[4:]
        for source in [said, *(made for name, made in _makers(function) if _is(name, said))]
        for told in _of_kind(source, ast.Dict)
        for key in told.keys
        if isinstance(key, ast.Constant)
    }


def _acts() -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for path in Path(baogong.apps.__path__[0]).rglob("services/*.py"):
        for function in _of_kind(ast.parse(path.read_text("utf-8")), ast.FunctionDef):
            for call in _of_kind(function, ast.Call):
                if ast.unparse(call.func) in {"Act", "audit.Act"}:
                    yield function, call


def _labels(function: ast.FunctionDef, subject: ast.expr) -> set[str]:
    """Empty where the source does not tell, as for a row that another function hands over."""
    if isinstance(subject, ast.Attribute):
        owners = (django_apps.get_model(label) for label in _labels(function, subject.value))
        related = [owner._meta.get_field(subject.attr).related_model for owner in owners]
        return {model._meta.label_lower for model in related}
    name = ast.unparse(subject)
    makers = [maker for target, maker in _makers(function) if name in _names(target)]
    models = (MODELS[word] for maker in makers for word in _names(maker) if word in MODELS)
    return {model._meta.label_lower for model in [*models][:1]}


def _makers(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, ast.AST]]:
    """(name, what says of which model it is)."""
    for argument in _of_kind(function.args, ast.arg):
        if argument.annotation:
            yield ast.Name(argument.arg), argument.annotation
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[target], value=value) | ast.NamedExpr(target, value):
                yield target, value
            case ast.For(target, iter=value) | ast.comprehension(target, iter=value):
                yield target, value


def _is(name: ast.AST, other: ast.AST) -> bool:
    return ast.unparse(name) == ast.unparse(other)


def _names(node: ast.AST) -> list[str]:
    return [name.id for name in _of_kind(node, ast.Name)]


def _of_kind(tree: ast.AST, kind: type[ast.AST]) -> Iterator[Any]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))
