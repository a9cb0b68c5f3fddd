"""The parts of a .docx that an annotated copy changes; all the others are carried over."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from lxml import etree

from minhbach.writers.annotate_names import STRICT, W

_TYPES, _ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULT: Any = {None: _RELATIONS}  # the stubs know no default namespace
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_USED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange")


class Package:
    """The parts of a .docx that was read (and so guarded) before, by what relations say of them.

    ``main``: the document part; ``comments``: the part of remarks, or a free name for one.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = set(self._archive.namelist())
        self.main = self._target(_ROOT_RELS, "/officeDocument") or "word/document.xml"
        folder, name = posixpath.split(self.main)
        self._rels = posixpath.join(folder, "_rels", name + ".rels")
        self._strict = STRICT[0][0] in self._archive.read(self.main)
        held = self.related("comments")
        self._has_comments = held is not None
        self.comments = held or self._free(posixpath.join(folder, "comments"))

    def related(self, kind: str) -> str | None:
        """The part that the document names as its comments, footnotes …"""
        return self._target(self._rels, "/" + kind)

    def _target(self, rels: str, kind: str) -> str | None:
        if rels not in self._names:
            return None
        folder = posixpath.dirname(posixpath.dirname(rels))
        for relation in etree.fromstring(self._archive.read(rels), _parser()):
            if (relation.get("Type") or "").endswith(kind):
                target = relation.get("Target") or ""
                inside = target if target.startswith("/") else posixpath.join(folder, target)
                path = posixpath.normpath(inside).lstrip("/")
                if path in self._names:
                    return path
        return None

    def _free(self, stem: str) -> str:
        tries = (f"{stem}{number or ''}.xml" for number in range(len(self._names) + 1))
        return next(name for name in tries if name not in self._names)

    def xml(self, name: str) -> etree._Element:
        """A part as a tree, in the usual names also where the file is a strict one."""
        data = self._archive.read(name)
        if self._strict:
            for strict, usual in STRICT:
                data = data.replace(strict, usual)
        return etree.fromstring(data, _parser())

    def remarks(self) -> etree._Element:
        """The comments part as it is, or an empty one."""
        if self._has_comments:
            return self.xml(self.comments)
        return etree.Element(W + "comments", nsmap={"w": W[1:-1]})

    def packed(self, root: etree._Element, comments: etree._Element) -> bytes:
        """The copy: changed parts written anew, the others with the bytes that they had."""
        changed = {self.main: self._bytes(root)}
        if len(comments):
            changed[self.comments] = self._bytes(comments)
            if not self._has_comments:
                changed[_TYPES] = self._with_type()
                changed[self._rels] = self._with_relation()
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._archive.infolist():
                new = changed.pop(info.filename, b"")
                target.writestr(info, new or self._archive.read(info))
            for name, content in changed.items():
                target.writestr(
                    zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
                )
        return out.getvalue()

    def _bytes(self, root: etree._Element) -> bytes:
        data = _serialised(root)
        if self._strict:
            for strict, usual in STRICT:
                data = data.replace(usual, strict)
        return data

    def _with_type(self) -> bytes:
        root = etree.fromstring(self._archive.read(_TYPES), _parser())
        etree.SubElement(
            root,
            f"{{{_CONTENT_TYPES}}}Override",
            {"PartName": "/" + self.comments, "ContentType": _TYPE},
        )
        return _serialised(root)

    def _with_relation(self) -> bytes:
        if self._rels in self._names:
            root = etree.fromstring(self._archive.read(self._rels), _parser())
        else:
            root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=_DEFAULT)
        used = {relation.get("Id") for relation in root}
        number = next(n for n in range(1, len(used) + 2) if f"rIdMB{n}" not in used)
        kind = _STRICT_OFFICE if self._strict else _OFFICE
        etree.SubElement(
            root,
            f"{{{_RELATIONS}}}Relationship",
            {
                "Id": f"rIdMB{number}",
                "Type": f"{kind}/comments",
                "Target": posixpath.basename(self.comments),
            },
        )
        return _serialised(root)


def next_id(elements: Iterable[etree._Element]) -> int:
    """The first number that none of the elements bears."""
    used = [int(e.get(W + "id", "0")) for e in elements if (e.get(W + "id") or "").isdigit()]
    return max(used, default=-1) + 1


def revisions(root: etree._Element) -> Iterable[etree._Element]:
    """Everything that bears the number of a tracked change."""
    yield from root.iter(*(W + name for name in _USED))
    for name in ("r", "p", "sect", "tbl", "tr", "tc", "tblEx"):
        yield from root.iter(f"{W}{name}PrChange")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
