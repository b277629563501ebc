#!/usr/bin/env python
"""Runs one management command on the site whose settings are in `.env`."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as missing:
        sys.exit(f"The site cannot start: {missing}")


if __name__ == "__main__":
    main()
