from django.db import models


class AuditEntry(models.Model):
    """Who did what to what, and when. Append-only; ids, codes and quantities only, no names."""

    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="audit_subject"),
            models.Index(fields=("action", "recorded_at"), name="audit_action"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id} by {self.actor}"
