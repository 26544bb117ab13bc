"""canonical.py ONE OTHER: holds two instances against each other: all that they say, whatever their
prefixes, the order of their facts and the labels of their links. Tells what one of them says alone."""
import collections
import os
import sys
import urllib.parse
import xml.etree.ElementTree as tree

LINK = "{http://www.xbrl.org/2003/linkbase}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XLINK = "{http://www.w3.org/1999/xlink}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SPACE = " \t\n\r"


def expand(text, names):
    """A QName with its namespace."""
    prefix, colon, local = text.strip(SPACE).rpartition(":")
    return f"{{{names.get(prefix, '')}}}{local}" if colon or prefix in names else text.strip(SPACE)


def tell(element, names):
    """A context or unit: names, attributes and text, QNames expanded, without white space between elements."""
    text = (element.text or "").strip(SPACE)
    if element.tag == XBRLI + "measure" or element.tag.endswith("}explicitMember"):
        text = expand(text, names)
    attrs = sorted((k, expand(v, names) if k == "dimension" else v) for k, v in element.attrib.items())
    parts = "".join(tell(child, names) + (child.tail or "").strip(SPACE) for child in element)
    return f"<{element.tag} {attrs}>{text}{parts}</>"


def tell_note(element):
    """A footnote: its role, language, title, and what it holds with its markup."""
    inside = "".join(element.itertext()) if NOTES_ARE_TEXT else element.text or ""
    for part in element.iter():
        if part is not element and not NOTES_ARE_TEXT:
            inside += f"<{part.tag} {sorted(part.attrib.items())}>{part.text or ''}</>{part.tail or ''}"
    role = element.get(XLINK + "role", "http://www.xbrl.org/2003/role/footnote")
    lang = element.get(LANG)
    return f"{role} {lang} {element.get(XLINK + 'title')} {inside}"


def tell_reference(element, folder):
    """A schemaRef, roleRef or the like, and where it leads to."""
    attrs = dict(element.attrib)
    href = attrs.get(XLINK + "href", "")
    if "://" not in href:
        attrs[XLINK + "href"] = os.path.normpath(os.path.join(folder, urllib.parse.unquote(href)))
    return f"{element.tag} {sorted(attrs.items())}"


def tell_links(link, out):
    locators, notes, arcs = {}, {}, []
    for part in link:
        kind, label = part.get(XLINK + "type"), part.get(XLINK + "label")
        if kind == "locator":
            locators.setdefault(label, []).append(part.get(XLINK + "href").rpartition("#")[2])
        elif kind == "resource":
            notes.setdefault(label, []).append(tell_note(part))
        elif kind == "arc":
            arcs.append(part)
    for arc in arcs:
        for start in locators.get(arc.get(XLINK + "from"), []):
            to = arc.get(XLINK + "to")
            for end in [*locators.get(to, []), *notes.get(to, [])]:
                out.append(f"tie {link.get(XLINK + 'role')} {arc.get(XLINK + 'arcrole')} {arc.get('order')} {start} {end}")


def tell_fact(element, names, out, lang, where="", place=0):
    """A fact or tuple; a language says something of words only."""
    lang = element.get(LANG, lang)
    attrs = {k: v.strip(SPACE) for k, v in element.attrib.items() if k not in (XSI + "schemaLocation", XSI + "type")}
    if attrs.get(XSI + "nil") in ("true", "1"):
        attrs[XSI + "nil"] = "true"
    attrs.pop(XSI + "nil", None) if attrs.get(XSI + "nil") in ("false", "0") else None
    attrs.pop(LANG, None)
    text = element.text or ""
    if lang and "contextRef" in attrs and "unitRef" not in attrs:
        attrs[LANG] = lang
    if "unitRef" in attrs:
        text = text.strip(SPACE).lstrip("+")
        text += " ".join(f"<{part.tag}>{(part.text or '').strip(SPACE)}" for part in element)
    elif "contextRef" not in attrs:
        text = ""
    head = f"{where}/{place}{element.tag}" if where else element.tag
    out.append(f"fact {head} {sorted(attrs.items())} {text!r}")
    if "contextRef" not in attrs:
        for number, child in enumerate(element, 1):
            tell_fact(child, names, out, lang, head + attrs.get("id", ""), number)


def read(file, lang=None):
    """What it says, a line each, and the language of its root, or else `lang`."""
    names, out, root = {}, [], None
    for event, item in tree.iterparse(file, ("start-ns", "start", "end")):
        if event == "start-ns":
            names.setdefault(*item)
        elif event == "start" and root is None:
            root = item
    lang = root.get(LANG, lang)
    for child in root:
        if child.tag in (XBRLI + "context", XBRLI + "unit"):
            out.append(tell(child, names))
        elif child.tag == LINK + "footnoteLink":
            tell_links(child, out)
        elif child.tag.startswith(LINK):
            out.append(tell_reference(child, os.path.dirname(os.path.abspath(file))))
        else:
            tell_fact(child, names, out, lang)
    return sorted(line.replace("\n", "\\n") for line in out), lang


NOTES_ARE_TEXT = "--notes-as-text" in sys.argv[3:]


def main():
    """Inline XBRL has no language of the whole instance: each text says its own."""
    one, lang = read(sys.argv[1])
    other, _ = read(sys.argv[2], lang)
    sys.stdout.reconfigure(encoding="utf-8")
    lost, more = collections.Counter(one), collections.Counter(other)
    for sign, lines in ("<", lost - more), (">", more - lost):
        for line in list(lines.elements())[:10]:
            print(sign, line[:1000])
    print(f"{len(one)} lines")
    sys.exit(0 if one and lost == more else 1)


main()
