"""The instructions of one proposal side by side: what is typed, and what stops it."""

from django.conf import settings
from django.utils.translation import gettext as _

from articles import signing
from articles.forms import ValueForm
from articles.instructions.for_desk import in_brief
from articles.instructions.frames import frame_problems, stale_frame_problems
from articles.instructions.presets import stricter
from articles.models import CareInstruction, ProposalState, ProposedValue

from . import comparing


class ProposalTable:
    """The instructions in the set, what was typed for each, and what it means."""

    def __init__(self, request):
        found = CareInstruction.objects.select_related("current").order_by("position")
        self.instructions = {one.code: one for one in found}
        self.in_force = CareInstruction.objects.in_force()
        self.data = request.POST if request.method == "POST" else None
        self.reason = request.POST.get("reason", "")
        self.problems = []
        self.is_judged = False
        asked = request.POST if self.data is not None else request.GET
        self.wishes = _wishes(request.GET, self.instructions)
        codes = [*asked.getlist("code"), *self.wishes, *asked.getlist("add")]
        self.codes = [
            code
            for code in dict.fromkeys(codes)
            if code in self.instructions and code != asked.get("remove")
        ]
        self.forms = [self._form(code, asked) for code in self.codes]

    def _form(self, code, asked):
        instruction = self.instructions[code]
        is_typed = self.data is not None and code in asked.getlist("code")
        wish, source = self.wishes.get(code, (None, None))
        held = instruction.current
        return ValueForm(
            self.data if is_typed else None,
            value=self.in_force.known[code],
            wish=wish,
            source=source or (held.source if held else instruction.shipped["source"]),
            seen=str(instruction.current_id or ""),
        )

    def judge(self):
        """Find all that stands in the way of the values as they are typed."""
        typed = [form for form in self.forms if form.is_bound]
        are_valid = [form.is_valid() for form in typed]
        if all(are_valid):
            for form in typed:
                self._mark_unchanged(form)
            found = signing.problems([form.proposed for form in typed], self.in_force)
            self.problems = comparing.named(found, self.instructions)
        self.is_judged = all(are_valid) and bool(typed)

    def _mark_unchanged(self, form):
        """Note a form in which nothing differs from what is signed."""
        held = self.instructions[form.today.code].current
        form.is_unchanged = (
            held is not None
            and form.cleaned_data["source"] == held.source
            and form.proposed.frames == form.today.frames
            and _moved(form.proposed) == _moved(form.today)
        )

    @property
    def stale(self):
        return [form for form in self.forms if form.is_stale]

    @property
    def unchanged(self):
        return [form for form in self.forms if getattr(form, "is_unchanged", False)]

    @property
    def is_ready(self):
        return (
            self.is_judged
            and not self.problems
            and not self.unchanged
            and all(form.is_bound for form in self.forms)
        )

    def cards(self):
        """Return what the page shows of each instruction."""
        for form in self.forms:
            proposed = getattr(form, "proposed", None)
            instruction = self.instructions[form.today.code]
            yield {
                "form": form,
                "instruction": instruction,
                "is_signed": instruction.current is not None,
                "today": in_brief(form.today),
                "brief": in_brief(proposed) if proposed else "",
                "lines": comparing.lines(form.today, proposed) if proposed else [],
                "sentences": comparing.sentences(form.today, proposed)
                if proposed
                else [],
                "placeholders": placeholders(form.today),
                "preset": stricter(form.today),
                "is_unchanged": getattr(form, "is_unchanged", False),
                "opens_words": bool(_about_sentences(form)),
            }

    def others(self):
        """Return the instructions that could join the set."""
        return [
            one for code, one in self.instructions.items() if code not in self.codes
        ]

    def mending(self):
        """Return [(problem, the instructions it names that are not on the table)]."""
        return [
            (
                problem,
                [
                    self.instructions[code]
                    for code in problem.codes
                    if code in self.instructions and code not in self.codes
                ],
            )
            for problem in self.problems
        ]


def _about_sentences(form):
    """Return the problems that only new sentences mend."""
    value = getattr(form, "proposed", None)
    languages = [code for code, _name in settings.LANGUAGES]
    return value and [
        *frame_problems(value, languages),
        *stale_frame_problems(value, form.today),
    ]


def placeholders(value):
    """Return [(placeholder, what stands there in English, in Spanish …)] of a value."""
    names = {"before": _("before"), "after": _("after"), "within": _("after")}
    return [
        ("{" + name + "}", names.get(name, _("stops before")))
        for name in value.lengths()
    ]


def _moved(value):
    return value.starts, value.ends, value.end_rule, value.unit, value.is_off


def _wishes(asked, instructions):
    """Return {code: (Value, source)} to begin with: a preset, or an older proposal."""
    found = {}
    if asked.get("preset") in instructions:
        instruction = instructions[asked["preset"]]
        found[instruction.code] = (stricter(instruction.as_value()), None)
    if asked.get("again", "").isdigit():
        rows = ProposedValue.objects.filter(proposal=asked["again"]).exclude(
            proposal__state=ProposalState.SIGNED
        )
        for row in rows.select_related("instruction__current"):
            found[row.instruction.code] = (row.instruction.as_value(row), row.source)
    return found
