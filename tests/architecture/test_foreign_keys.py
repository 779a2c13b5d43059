"""String foreign keys obey the layers too; no import linter sees them."""

from django.apps import apps
from django.db.models import Field, Model

from .source import app_levels


def app_of(model: type[Model]) -> str | None:
    """``baogong.apps.ordering.models.order`` -> ``ordering``; None outside the domain."""
    parts = model.__module__.split(".")
    return parts[2] if parts[:2] == ["baogong", "apps"] else None


def points_up(field: Field) -> bool:
    levels, owner, target = app_levels(), app_of(field.model), app_of(field.related_model)
    if target is None or owner == target:
        return False
    return owner is None or levels[target] >= levels[owner]


def test_every_foreign_key_points_to_a_lower_app():
    up = [
        f"{field.model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("baogong.")
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model and points_up(field)
    ]

    assert up == []
