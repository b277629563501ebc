"""What machines read of a page: schema.org facts as plain dicts. Pure."""

from django.conf import settings

DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def clinic(shell):
    """Return the clinic as a schema.org MedicalClinic."""
    facts = {
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "@id": f"{settings.SITE_URL}/#clinic",
        "name": shell.name,
        "url": f"{settings.SITE_URL}/",
        "telephone": shell.telephone,
        "openingHoursSpecification": _hours(shell.week),
    }
    if shell.logo:
        facts["logo"] = f"{settings.SITE_URL}{shell.logo['url']}"
    if shell.locations:
        place = shell.locations[0]
        facts["address"] = {
            "@type": "PostalAddress",
            "streetAddress": place["street"],
            "addressLocality": place["city"],
            "addressRegion": place["region"],
            "postalCode": place["postal_code"],
            "addressCountry": "US",
        }
    return [facts]


def article(publication, *, url, shell):
    """Return a publication as MedicalWebPage, with a FAQPage where it has questions."""
    facts = publication.facts
    page = {
        "@context": "https://schema.org",
        "@type": _page_type(facts["reviewer"]),
        "name": publication.title,
        "description": publication.summary,
        "url": f"{settings.SITE_URL}{url}",
        "inLanguage": publication.language,
        "datePublished": publication.published_at.date().isoformat(),
        "dateModified": publication.published_at.date().isoformat(),
        "lastReviewed": facts["reviewed_on"],
        "reviewedBy": _person(facts["reviewer"]),
        "citation": [one["url"] or one["title"] for one in facts["sources"]],
        "publisher": {"@id": f"{settings.SITE_URL}/#clinic", "name": shell.name},
    }
    if facts["author"]:
        page["author"] = _person(facts["author"])
    questions = _questions(publication)
    return [page, questions] if questions else [page]


def _page_type(reviewer):
    """Without a clinician behind it a page does not call itself medical."""
    is_medical = reviewer.get("kind") != "fixed_page"
    return "MedicalWebPage" if is_medical else "WebPage"


def _person(person):
    return {
        "@type": "Person",
        "name": person["name"],
        "honorificSuffix": person["credential"],
    }


def _questions(publication):
    asked = [
        {
            "@type": "Question",
            "name": item["question"],
            "acceptedAnswer": {"@type": "Answer", "text": item["answer"]},
        }
        for section in publication.content["sections"]
        if section["kind"] == "questions"
        for item in section["items"]
    ]
    return asked and {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": publication.language,
        "mainEntity": asked,
    }


def _hours(week):
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{day}",
            "opens": opens,
            "closes": closes,
        }
        for day, spans in zip(DAYS, week, strict=True)
        for opens, closes in spans
    ]
