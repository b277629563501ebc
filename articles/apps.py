"""The app that patients read."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from clinic_site import demonstration, first_day, jobs, moved, starter
        from clinic_site import desk as staff_desk

        from . import addresses, desk, picture_library, review_reminders, scheduling
        from . import first_day as own_first_day
        from .importing import runs
        from .search import index
        from .starter.demonstration import load_articles
        from .starter.first_signature import load_instructions
        from .starter.for_a_clinic import bring_instructions, bring_pages
        from .starter.synonyms import bring_synonyms, load_synonyms

        moved.look_in(addresses.moved_to)
        demonstration.register(load_instructions)
        demonstration.register(load_synonyms)
        demonstration.register(load_articles)
        starter.register(bring_instructions)
        starter.register(bring_pages)
        starter.register(bring_synonyms)
        for room in (desk.ARTICLES, desk.REVIEWS, desk.INSTRUCTIONS):
            staff_desk.add_room(room)
        for part in desk.PARTS:
            staff_desk.add_part(part)
        first_day.register(*own_first_day.STEPS)
        every = timedelta(seconds=20)
        jobs.register("scheduled_publications", scheduling.publish_due, every=every)
        jobs.register(
            "search_index", index.rebuild_if_empty, every=timedelta(minutes=1)
        )
        jobs.register(
            "review_reminders", review_reminders.send_due, every=timedelta(hours=1)
        )
        jobs.register("pictures", picture_library.look_over, every=timedelta(days=1))
        jobs.register("imports", runs.go_on_with_all, every=timedelta(seconds=1))
