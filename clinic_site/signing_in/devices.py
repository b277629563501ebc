"""What a browser says of itself, in two words: enough to know one's own device again.

Pure. The version is left out on purpose: a browser that updates itself stays signed in.
"""

# In this order: most browsers also call themselves by the names of older ones.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def family(agent: str) -> str:
    """Return "Firefox, Windows" or what is known of it; empty for a stranger."""
    known = [_first(agent, BROWSERS), _first(agent, SYSTEMS)]
    return ", ".join(filter(None, known))


def _first(agent, names):
    return next((said for sign, said in names if sign in agent), "")
