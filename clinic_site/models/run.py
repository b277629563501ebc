"""What clinic_site.jobs remembers of each job."""

from django.db import models


class Run(models.Model):
    """When a job last ran, and how it ended; one row a job, locked while it runs."""

    job = models.CharField(max_length=50, primary_key=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(default=False)

    def __str__(self):
        return self.job
