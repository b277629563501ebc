"""What a browser refuses or complains of while a page is used: it should be nothing."""


def watched(window):
    """Return the list that fills with the complaints of `window`'s browser."""
    complaints = []
    window.on(
        "console",
        lambda line: complaints.append(line.text) if line.type == "error" else None,
    )
    window.on("pageerror", lambda problem: complaints.append(str(problem)))
    return complaints
