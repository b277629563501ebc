"""Sessions in the database, each kept by one statement."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError


class SessionStore(db.SessionStore):
    """Django's, but that what is there already is kept without opening a transaction.

    One UPDATE is a transaction by itself, and the desk waits for the disk once less.
    """

    def save(self, must_create=False):
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())
        kept = self.model.objects.filter(pk=row.pk)
        changed = kept.update(
            session_data=row.session_data, expire_date=row.expire_date
        )
        if not changed:  # ended meanwhile, elsewhere
            raise UpdateError
