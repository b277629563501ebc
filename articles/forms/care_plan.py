"""One visit, or two, as a patient types them: what a plan is counted from."""

from datetime import datetime, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.timelines import NoSuchTime, TwiceThatNight, Visit
from clinic_site import shell as shells

from . import visit_facts
from .visit_facts import FACTS

SUFFIXES = ("", "_2")
AHEAD = timedelta(days=366)
# What is to be done after a visit reaches a week; whoever looks then is still helped.
BACK = timedelta(days=8)


class CarePlanForm(forms.Form):
    """The facts of the visits; nothing of it is stored.

    `values` are the instructions in force, `at` is the present moment. Once the form is
    valid, `visits` are the timelines.Visit.
    """

    use_required_attribute = False

    def __init__(self, data=None, *, at, values=(), has_second=False):
        super().__init__(data)
        self.shell, self.at, self.values = shells.current(), at, values
        self.has_second = has_second or "date_2" in self.data
        self.visits = []
        offered = shells.offered_treatments(self.shell)
        for suffix in self.suffixes:
            facts = visit_facts.fields(offered)
            self.fields |= {f"{name}{suffix}": facts[name] for name in FACTS}
        self.helper = _helper(self)

    @classmethod
    def as_typed(cls, typed, *, at):
        """Return the form with these answers and no word about mistakes."""
        form = cls(at=at, has_second=bool({"add_visit", "date_2"} & typed.keys()))
        form.initial = {name: typed.get(name, "") for name in form.fields}
        return form

    @property
    def suffixes(self):
        return SUFFIXES if self.has_second else SUFFIXES[:1]

    def clean(self):
        super().clean()
        for suffix in self.suffixes:
            self._check_day(f"date{suffix}")
            self._plan(suffix)
        if len(self.visits) == len(SUFFIXES):
            self._check_order()

    def _check_day(self, name):
        day, today = self.cleaned_data.get(name), self.shell.day_of(self.at)
        if day and day > today + AHEAD:
            self.add_error(name, _("Choose a day within the next year."))
        elif day and day < today - BACK:
            words = _(
                "This visit is over a week ago. Call us if something worries you."
            )
            self.add_error(name, words)

    def _plan(self, suffix):
        """Note the visit, unless a fact is missing or its hour is none."""
        given = [self.cleaned_data.get(f"{name}{suffix}") for name in FACTS]
        if None in given or "" in given:
            return
        treatment, day, time, minutes = given
        wall = datetime.combine(day, time.replace(second=0, microsecond=0))
        told = {"minutes": minutes, "zone": self.shell.zone, "values": self.values}
        try:
            self.visits.append(Visit.planned(treatment, wall, **told))
        except NoSuchTime:
            words = _(
                "The clocks go forward that night, so this time does not exist. Look "
                "at your appointment again, or call us."
            )
            self.add_error(f"time{suffix}", words)
        except TwiceThatNight:
            words = _(
                "The clocks go back that night, so this time comes twice. Please call "
                "us to ask which one is meant."
            )
            self.add_error(f"time{suffix}", words)

    def _check_order(self):
        first, then = sorted(self.visits, key=lambda visit: visit.starts)
        if then.starts < first.ends:
            words = _("One visit starts before the other ends. Check both, or call us.")
            self.add_error("time_2", words)

    def carried(self):
        """Return (name, value) of what was typed, for the next page to hand back."""
        return [(name, self.data.get(name, "")) for name in self.fields]


def _helper(form):
    helper = FormHelper()
    helper.disable_csrf = True
    helper.form_action = "care_plan"
    helper.form_class = "plan-form"
    parts = [Fieldset(_("Your visit"), *FACTS)]
    if form.has_second:
        second = [f"{name}{SUFFIXES[1]}" for name in FACTS]
        parts.append(Fieldset(_("Your other visit"), *second))
    else:
        parts.append(Submit("add_visit", _("Add another visit")))
    helper.layout = Layout(*parts)
    helper.add_input(Submit("", _("Show my plan")))
    return helper
