"""The .docx package round a body: styles, page number, properties, manifest, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from minhbach.model.document import Document
from minhbach.model.report import Manifest
from minhbach.writers.docx_manifest import PROPERTIES_XML, manifest_xml
from minhbach.writers.docx_styles import set_styles
from minhbach.writers.layout import Layout
from minhbach.writers.runs import clean

HeaderId = str
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_PAGE_FIELD = (
    f'<w:p {NAMESPACES}><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
    + "".join(
        f'<w:r><w:rPr><w:sz w:val="{{size}}"/></w:rPr>{content}</w:r>'
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    + "</w:p>"
)
_UNUSED = {"thumbnail", "theme", "numbering", "webSettings", "stylesWithEffects", "customXml"}
_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Minh Bach</Application></Properties>"
)
_NO_DAY = date(2000, 1, 1)  # a document without a date still needs one in its properties
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def package(
    doc: Document, layout: Layout, body: Callable[[HeaderId], str], manifest: Manifest | None
) -> bytes:
    """The package as bytes. ``body`` gives the w:body text once the page header has its id.

    The body goes into the package as text: moving a large tree between two XML documents takes
    quadratic time.
    """
    word = new_document()
    set_styles(word, layout)
    header = _page_number(word, layout)
    content = f"{_XML}<w:document {NAMESPACES}>{body(header)}</w:document>"
    _properties(word, doc, layout)
    _drop_unused(word)
    _plain_settings(word)
    if manifest is not None:
        _embed(word, manifest)
    out = io.BytesIO()
    word.save(out)
    return _fixed_zip(out.getvalue(), {"word/document.xml": content.encode()})


def _page_number(word: WordDocument, layout: Layout) -> HeaderId:
    """Gives the page header its centred number; returns the header's relationship id."""
    section = word.sections[0]
    header = section.header
    header.is_linked_to_previous = False
    paragraph = parse_xml(_PAGE_FIELD.format(size=round(layout.page_number.size * 2)))
    root = header._element  # python-docx offers no public way to replace a header's content
    for child in list(root):
        root.remove(child)
    root.append(paragraph)
    reference = section._sectPr.find(f"{{{_W}}}headerReference")
    return str(reference.get(f"{{{_R}}}id"))


def _properties(word: WordDocument, doc: Document, layout: Layout) -> None:
    day = doc.header.date or doc.layout_date or _NO_DAY
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a civil date, no clock)
    name = " ".join(part for part in (doc.header.kind_name, doc.header.subject) if part)
    properties = word.core_properties
    properties.title = clean(name or doc.name)[:255]
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.keywords = ""
    properties.language = layout.language
    properties.created = properties.modified = moment
    properties.revision = 1


def _drop_unused(word: WordDocument) -> None:
    """python-docx's template carries a thumbnail, a theme and 450 KB of styles nobody needs."""
    for rels in (word.part.package.rels, word.part.rels):
        for key, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in _UNUSED:
                del rels[key]


def _plain_settings(word: WordDocument) -> None:
    """Settings of a current Word file instead of the template's, which open in compatibility."""
    root = word.settings.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(_SETTINGS):
        root.append(child)
    for rel in word.part.package.rels.values():
        if rel.reltype.endswith("/extended-properties"):
            rel.target_part._blob = _APP  # python-docx has no public way to set it


def _embed(word: WordDocument, manifest: Manifest) -> None:
    """The manifest with its properties part: office programs drop custom XML without one."""
    package = word.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", manifest_xml(manifest), package)
    name = PackURI("/customXml/itemProps1.xml")
    properties = Part(name, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, PROPERTIES_XML, package)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _fixed_zip(data: bytes, own: dict[str, bytes]) -> bytes:
    """The same members in the same order with one fixed time: the same bytes every time.

    ``own``: members whose content is replaced.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for member in source.namelist():
            info = zipfile.ZipInfo(member, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            target.writestr(info, own.get(member) or source.read(member))
    return out.getvalue()
