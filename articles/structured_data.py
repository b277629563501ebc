"""What machines read of a page: schema.org facts as plain dicts. Pure."""

from django.conf import settings

DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
SCHEMA = "https://schema.org"
COUNTRY = settings.PHONENUMBER_DEFAULT_REGION
CLINIC = {"@type": "MedicalClinic", "@id": f"{settings.SITE_URL}/#clinic"}


def clinic(shell):
    """Return the clinic as a schema.org MedicalClinic."""
    facts = {
        "@context": SCHEMA,
        **CLINIC,
        "name": shell.name,
        "url": f"{settings.SITE_URL}/",
        "telephone": shell.telephone,
        "logo": shell.logo and f"{settings.SITE_URL}{shell.logo['url']}",
        "address": [_address(place) for place in shell.locations],
        "openingHoursSpecification": _hours(shell.week),
        "specialOpeningHoursSpecification": [_shut(day) for day in shell.closures],
    }
    return [_said(facts)]


def article(publication, *, url, shell):
    """Return a publication as MedicalWebPage, with a FAQPage where it has questions."""
    facts = publication.facts
    published_at = publication.published_at.isoformat(timespec="seconds")
    page = {
        "@context": SCHEMA,
        "@type": _page_type(facts["reviewer"]),
        "name": publication.title,
        "description": publication.summary,
        "url": f"{settings.SITE_URL}{url}",
        "inLanguage": publication.language,
        # Later ones do not know when the first was, and the first is what is asked.
        "datePublished": published_at if publication.number == 1 else "",
        "dateModified": published_at,
        "lastReviewed": facts["reviewed_on"],
        "reviewedBy": _person(facts["reviewer"]),
        "author": _person(facts["author"]),
        "citation": [one["url"] or one["title"] for one in facts["sources"]],
        "publisher": {**CLINIC, "name": shell.name},
    }
    return [_said(page), *_questions(publication, page["url"])]


def _said(facts):
    """Leave out what nobody has said: an empty fact is a wrong one to machines."""
    return {name: fact for name, fact in facts.items() if fact}


def _page_type(reviewer):
    """Without a clinician behind it a page does not call itself medical."""
    is_medical = reviewer.get("kind") != "fixed_page"
    return "MedicalWebPage" if is_medical else "WebPage"


def _person(person):
    if not person or not person["name"]:
        return None
    return _said(
        {
            "@type": "Person",
            "name": person["name"],
            "honorificSuffix": person["credential"],
        }
    )


def _questions(publication, url):
    """Return a list with the FAQPage, or none: a question needs its answer."""
    asked = [
        {
            "@type": "Question",
            "name": item["question"],
            "acceptedAnswer": {"@type": "Answer", "text": item["answer"]},
        }
        for section in publication.content["sections"]
        if section["kind"] == "questions"
        for item in section["items"]
        if item["question"] and item["answer"]
    ]
    return asked and [
        {
            "@context": SCHEMA,
            "@type": "FAQPage",
            "url": url,
            "inLanguage": publication.language,
            "mainEntity": asked,
        }
    ]


def _address(place):
    return _said(
        {
            "@type": "PostalAddress",
            "streetAddress": place["street"],
            "addressLocality": place["city"],
            "addressRegion": place["region"],
            "postalCode": place["postal_code"],
            "addressCountry": COUNTRY,
        }
    )


def _hours(week):
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{SCHEMA}/{day}",
            "opens": opens,
            "closes": closes,
        }
        for day, spans in zip(DAYS, week, strict=True)
        for opens, closes in spans
    ]


def _shut(day):
    """Return a day, as ISO date, on which the clinic is shut."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": day,
        "validThrough": day,
        "opens": "00:00",
        "closes": "00:00",
    }
