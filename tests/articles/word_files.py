"""Small Word files, written by hand, so that a test says all that is in one."""

import zipfile
from io import BytesIO

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    f'<Types xmlns="{PARTS}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
LINKS = (
    f'<Relationships xmlns="{PARTS}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{one.replace(" ", "")}">'
    f'<w:name w:val="{one}"/></w:style>'
    for one in ["Title", "heading 1", "heading 2", "Quote", "List Paragraph"]
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def paragraph(words, *, style="", bold=False, item=False):
    """One paragraph; `style` is the id of a style, `item` puts it into a list."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        about += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{about}</w:pPr><w:r>{run}<w:t>{words}</w:t></w:r></w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl>{lines}</w:tbl>"


def word_file(*body, declares="", **parts):
    """Return the bytes of a .docx; `parts` are further files, "__" for a slash."""
    words = "".join(body)
    found = BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", LINKS)
        file.writestr(
            "word/document.xml",
            f'{declares}<w:document xmlns:w="{WORDS}"><w:body>{words}</w:body>'
            "</w:document>",
        )
        file.writestr(
            "word/styles.xml", f'<w:styles xmlns:w="{WORDS}">{STYLES}</w:styles>'
        )
        file.writestr(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{WORDS}">{NUMBERS}</w:numbering>',
        )
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return found.getvalue()
