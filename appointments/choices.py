"""What a person can choose in the request form, with the words they read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ForWhom(TextChoices):
    ME = "me", _("Me")
    HELPER = "helper", _("Someone I help")
    PROVIDER = "provider", _("I am a provider, for a patient")


class ContactBy(TextChoices):
    CALL = "call", _("Call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")


class Part(TextChoices):
    """Parts of the day; their hours are in service_level.PARTS_OF_DAY."""

    MORNING = "morning", _("Morning, until 11")
    MIDDAY = "midday", _("Midday, 11 to 2")
    AFTERNOON = "afternoon", _("Afternoon, from 2")


class Voicemail(TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes: name and number only")


class SafeContact(TextChoices):
    ANY_TIME = "any_time", _("Yes, whenever you are open")
    ONLY_AT = "only_at", _("Only at the times I tick below")


class Returning(TextChoices):
    NEW = "new", _("No, I am new")
    BACK = "back", _("Yes, now or in the past")
    UNSURE = "unsure", _("Not sure")


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Payment(TextChoices):
    INSURANCE = "insurance", _("Insurance")
    SELF_PAY = "self_pay", _("I pay myself")
    UNSURE = "unsure", _("Not sure yet")


class AccessNeed(TextChoices):
    STEP_FREE = "step_free", _("A way in without steps")
    LARGE_PRINT = "large_print", _("Large print")
    CAPTIONED_CALLS = "captioned_calls", _("Captioned calls")
    INTERPRETER = "interpreter", _("An interpreter")
    OTHER = "other", _("Something else: please ask me")


class Relationship(TextChoices):
    PARTNER = "partner", _("Partner")
    PARENT = "parent", _("Parent or guardian")
    FAMILY = "family", _("Other family")
    FRIEND = "friend", _("Friend")
    CARER = "carer", _("Carer or case worker")
    OTHER = "other", _("Other")


class Knows(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ABLE = "not_able", _("They are not able to")


NOT_SURE_WHICH = "unsure"
ANOTHER_SUBJECT = "other"
ANOTHER_LANGUAGE = "other"
