"""What is true of the clinic as a whole: its name, hours, treatments and notices."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from .announcements import Announcement as Announcement
from .announcements import AnnouncementText as AnnouncementText
from .at_the_door import CodeStep as CodeStep
from .at_the_door import DoorMail as DoorMail
from .at_the_door import DoorMailKind as DoorMailKind
from .at_the_door import FailedSignIns as FailedSignIns
from .at_the_door import StaffSession as StaffSession
from .buckets import Bucket as Bucket
from .invited import Invitation as Invitation
from .invited import InvitationKind as InvitationKind
from .invited import SignInEvent as SignInEvent
from .invited import SignInEventKind as SignInEventKind
from .palettes import Palette
from .rows import LANGUAGE, OneRow
from .rows import site_languages as site_languages  # migrations name it


class Clinic(OneRow):
    """The clinic whose site this is."""

    name = models.CharField(_("name"), max_length=100)
    telephone = PhoneNumberField(_("telephone"))
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="America/New_York"
    )
    answer_within_hours = models.PositiveSmallIntegerField(
        _("answer requests within"),
        default=8,
        help_text=_("Counted in hours in which the clinic is open."),
    )
    read_first_within_hours = models.PositiveSmallIntegerField(
        _("answer what is to be read first within"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_(
            "For requests marked “read first”. Counted in hours in which the clinic is "
            "open; never longer than for the others."
        ),
    )
    asks_for_note = models.BooleanField(
        _("a note in the request form"),
        default=True,
        help_text=_(
            "Up to 300 characters for scheduling. Some people write more of themselves "
            "there than a clinic should hold."
        ),
    )
    palette = models.CharField(
        _("colours"), max_length=20, choices=Palette, default=Palette.TIDE
    )
    has_quick_exit = models.BooleanField(
        _("a link for leaving quickly"),
        default=False,
        help_text=_(
            "It stays in sight on every page and leads to the weather report at once. "
            "It cannot clear what the browser remembers."
        ),
    )
    # The name of a picture in clinic_site.media, written by clinic_site.logo.
    logo = models.CharField(_("logo"), max_length=50, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    class Meta(OneRow.Meta):
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")

    def __str__(self):
        return self.name


class ClinicText(models.Model):
    """What the clinic says of itself in one language."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE)
    introduction = models.TextField(_("what the clinic does, in one sentence"))
    after_hours = models.TextField(
        _("what to do when the clinic is closed"),
        help_text=_("Shown wherever a page says to call the clinic."),
    )

    class Meta:
        verbose_name = _("text about the clinic")
        verbose_name_plural = _("texts about the clinic")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "language"], name="one_clinic_text_a_language"
            )
        ]

    def __str__(self):
        return self.language


class HelpNumbers(OneRow):
    """The numbers for an emergency, the same on every page, error pages included."""

    emergency = models.CharField(_("emergency"), max_length=20, default="911")
    crisis = models.CharField(_("suicide and crisis"), max_length=20, default="988")
    poison = models.CharField(_("poison help"), max_length=20, default="+18002221222")
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    class Meta(OneRow.Meta):
        verbose_name = _("help numbers")
        verbose_name_plural = _("help numbers")

    def __str__(self):
        return str(_("Help numbers"))


class Location(models.Model):
    """A place where the clinic sees patients."""

    name = models.CharField(_("name"), max_length=100)
    street = models.CharField(_("street"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("state"), max_length=50)
    postal_code = models.CharField(_("ZIP code"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self):
        return self.name


class OpeningHours(models.Model):
    """One span of one weekday in which somebody answers the telephone."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=models.F("closes")),
                name="opens_before_it_closes",
                violation_error_message=_("It must open before it closes."),
            )
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """A day on which the clinic is shut all day."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="closures")
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "day"], name="one_closure_a_day")
        ]

    def __str__(self):
        return f"{self.day}"


class Treatment(models.Model):
    """A treatment that the clinic gives, or gave: its aftercare stays when it ends."""

    slug = models.SlugField(_("short name"), unique=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")

    def __str__(self):
        return self.slug


class TreatmentText(models.Model):
    """A treatment's name and summary in one language."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE)
    name = models.CharField(_("name"), max_length=100)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("text about the treatment")
        verbose_name_plural = _("texts about the treatment")
        constraints = [
            models.UniqueConstraint(
                fields=["treatment", "language"], name="one_treatment_text_a_language"
            )
        ]

    def __str__(self):
        return self.name


class SiteVersion(OneRow):
    """A number that grows whenever something that every page shows has changed."""

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return str(self.number)

    @classmethod
    def grow(cls):
        """Make every process read the clinic's record and pages again."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(number=models.F("number") + 1)


class Run(models.Model):
    """When a job last ran, and how it ended; one row a job, locked while it runs."""

    job = models.CharField(max_length=50, primary_key=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(default=False)

    def __str__(self):
        return self.job
