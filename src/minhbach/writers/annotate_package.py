"""The parts of a .docx that an annotated copy changes; all the others are carried over."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
_COMMENTS = "word/comments.xml"
_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULT: Any = {None: _RELATIONS}  # the stubs know no default namespace
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Package:
    """The parts of a .docx that was read (and so guarded) before."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = set(self._archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def xml(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._archive.read(name), parser)


def comments_of(package: Package) -> etree._Element:
    """The comments part as it is, or an empty one."""
    if _COMMENTS in package:
        return package.xml(_COMMENTS)
    return etree.Element(W + "comments", nsmap={"w": W[1:-1]})


def next_id(elements: Iterable[etree._Element]) -> int:
    """The first number that none of the elements bears."""
    used = [int(e.get(W + "id", "0")) for e in elements if (e.get(W + "id") or "").isdigit()]
    return max(used, default=-1) + 1


def packed(package: Package, data: bytes, root: etree._Element, comments: etree._Element) -> bytes:
    """The copy: changed parts written anew, the others with the bytes that they had."""
    changed = {DOCUMENT: _bytes(root)}
    if len(comments):
        changed[_COMMENTS] = _bytes(comments)
        if _COMMENTS not in package:
            changed[_TYPES] = _with_type(package)
            changed[_RELS] = _with_relation(package)
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            new = changed.pop(info.filename, b"")
            target.writestr(info, new or source.read(info))
        for name, content in changed.items():
            target.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_type(package: Package) -> bytes:
    root = package.xml(_TYPES)
    etree.SubElement(
        root, f"{{{_CONTENT_TYPES}}}Override", {"PartName": "/" + _COMMENTS, "ContentType": _TYPE}
    )
    return _bytes(root)


def _with_relation(package: Package) -> bytes:
    if _RELS in package:
        root = package.xml(_RELS)
    else:
        root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=_DEFAULT)
    used = {relation.get("Id") for relation in root}
    number = next(n for n in range(1, len(used) + 2) if f"rIdMB{n}" not in used)
    etree.SubElement(
        root,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": f"rIdMB{number}", "Type": _KIND, "Target": "comments.xml"},
    )
    return _bytes(root)
