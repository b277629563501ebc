"""Names our AdminSite as the default one, so `admin.site` and autodiscover stay stock.

In a module of its own: imported into apps.py it would become a second app config.
"""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "clinic_site.desk_site.DeskSite"
