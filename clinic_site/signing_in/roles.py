"""What somebody at the desk may: their roles say it, and nothing besides."""

from django.contrib.auth.backends import ModelBackend

from clinic_site import role_holders


class RolesAlone(ModelBackend):
    """Reads roles and what they allow in one question, where Django asks three."""

    def get_user_permissions(self, user_obj, obj=None):
        """Return nothing: nobody holds what is not in the table of roles."""
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        if user_obj.is_superuser:
            return super().get_group_permissions(user_obj, obj)
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return role_holders.held_by(user_obj).permissions
