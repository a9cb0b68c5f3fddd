"""Photos are kept without the place where they were taken, or anything else that they hide."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import pytest
from PIL import Image, PngImagePlugin
from tests.hostile import REFUSED

from minhbach_web import engine
from minhbach_web.activities.errors import BadEvidence
from minhbach_web.activities.services.evidence import Upload, checked
from minhbach_web.activities.views.words import evidence_words

PLACE = b"NOI-CHUP-10.7769N-106.7009E"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>' + PLACE + b"</exif:GPSLatitude>"


def with_place(kind: str) -> bytes:
    """A photo with its place in EXIF (GPS and a text), XMP, IPTC or a text chunk, and behind."""
    photo = Image.effect_noise((60, 40), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    exif[0x8825] = {1: "N", 2: (10.0, 46.0, 37.0), 29: "2024:03:05"}
    out = io.BytesIO()
    more: dict[str, object] = {"exif": exif}
    if kind == "PNG":
        more["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_text("Comment", PLACE.decode())
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    else:
        more["xmp"] = XMP
    if kind == "JPEG":
        more["comment"] = PLACE
    photo.save(out, kind, **more)
    data = out.getvalue()
    if kind == "JPEG":  # IPTC in APP13, and a second picture behind the first
        block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + PLACE
        data = data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
        data += data
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_place_is_left(kind: str) -> None:
    data = with_place(kind)
    assert PLACE in data
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)

    (kept,) = checked([Upload("C:\\anh\\hoi truong.JPG", data)])

    shown = Image.open(io.BytesIO(kept.data))
    assert PLACE not in kept.data
    assert b"Exif" not in kept.data
    assert b"EXIF" not in kept.data
    assert b"GPS" not in kept.data
    assert (dict(shown.getexif()), shown.size, shown.format) == ({}, (60, 40), kind)
    assert not {"exif", "xmp", "photoshop", "comment", "Comment"} & set(shown.info)
    assert kept.name == {"JPEG": "hoi truong.jpg", "PNG": "hoi truong.png"}.get(
        kind, "hoi truong.webp"
    )


def test_a_photo_lying_on_its_side_stands_upright() -> None:
    photo = Image.new("RGB", (60, 40), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)

    (kept,) = checked([Upload("a.jpg", out.getvalue())])

    assert Image.open(io.BytesIO(kept.data)).size == (40, 60)


def test_a_large_photo_is_made_smaller_and_the_same_one_is_kept_once() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "navy").save(out, "JPEG")

    (kept,) = checked([Upload("a.jpg", out.getvalue()), Upload("b.jpg", out.getvalue())])

    assert Image.open(io.BytesIO(kept.data)).size == (2560, 1920)


def huge() -> bytes:
    """A PNG that says it has 900 million pixels."""
    out = io.BytesIO()
    Image.new("1", (30000, 30000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        ("a.jpg", b"\x00\x00\x00\x18ftypmif1" + bytes(40), "HEIC"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(60), "không mở được ảnh"),
        ("a.png", b"not a photo", "không mở được ảnh"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "không mở được ảnh"),
        ("a.exe", b"MZ" + bytes(60), "không nhận loại tệp"),
        ("a.png", huge(), "ảnh quá lớn"),
    ],
)
def test_what_cant_be_cleaned_is_refused_with_a_sentence(
    name: str, data: bytes, words: str
) -> None:
    with pytest.raises(BadEvidence) as told:
        checked([Upload(name, data)])

    sentence = evidence_words(told.value)
    assert words in sentence
    assert sentence.startswith(f"{name}: ")


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_papers_pass_the_readers_guard(name: str) -> None:
    with pytest.raises(BadEvidence) as told:
        checked([Upload(name, REFUSED[name]())])

    assert told.value.name == name
    assert isinstance(told.value.why, engine.MinhBachError | str)


def test_photos_inside_a_word_file_lose_their_place_and_the_words_stay() -> None:
    paper = docx.Document()
    paper.add_paragraph("Biên bản hội nghị")
    paper.add_picture(io.BytesIO(with_place("PNG")))
    out = io.BytesIO()
    paper.save(out)
    assert PLACE in zipfile.ZipFile(out).read("word/media/image1.png")

    (kept,) = checked([Upload("bien-ban.docx", out.getvalue())])

    archive = zipfile.ZipFile(io.BytesIO(kept.data))
    before = zipfile.ZipFile(out)
    changed = [n for n in before.namelist() if archive.read(n) != before.read(n)]
    assert changed == ["word/media/image1.png"]
    assert PLACE not in archive.read("word/media/image1.png")
    assert docx.Document(io.BytesIO(kept.data)).paragraphs[0].text == "Biên bản hội nghị"


def test_a_word_file_that_tells_no_place_is_kept_byte_for_byte() -> None:
    paper = docx.Document()
    plain = io.BytesIO()
    Image.new("RGB", (9, 9)).save(plain, "PNG")
    paper.add_picture(plain)
    out = io.BytesIO()
    paper.save(out)

    (kept,) = checked([Upload("bien-ban.docx", out.getvalue())])

    assert kept.data == out.getvalue()


def pdf_with(image: bytes, *filters: str, note: bytes = b"") -> bytes:
    """A page with one photo and a line of text, and what the file says about itself."""
    names = " ".join(f"/{name}" for name in (*filters, "DCTDecode"))
    words = b"BT /F1 12 Tf 20 20 Td (Hoi nghi) Tj ET q 60 0 0 40 20 60 cm /P Do Q"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</P 5 0 R>>/Font<</F1 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/XObject/Subtype/Image/Width 60/Height 40/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8/Filter[%s]/Length %d>>stream\n%s\nendstream"
        % (names.encode(), len(image), image),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(note), note),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n" + table
    return bytes(out + b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def test_photos_inside_a_pdf_lose_their_place_and_nothing_moves() -> None:
    note = b'<?xpacket?><rdf exif:GPSLatitude="10,46.6N" dc:title="Hoi nghi"/>'
    data = pdf_with(with_place("JPEG"), note=note)

    (kept,) = checked([Upload("bien-ban.pdf", data)])
    (again,) = checked([Upload("bien-ban.pdf", kept.data)])

    assert (len(kept.data), kept.data[:9]) == (len(data), b"%PDF-1.7\n")
    assert b"10,46.6N" in data
    assert b"10,46.6N" not in kept.data
    assert not Image.open(io.BytesIO(kept.data[kept.data.index(b"\xff\xd8\xff") :])).getexif()
    assert b'dc:title="Hoi nghi"' in kept.data
    assert engine.read(kept.data, "a.pdf").text == engine.read(data, "a.pdf").text
    assert again.data == kept.data


@pytest.mark.parametrize("kind", ["photo", "note"])
def test_a_place_that_a_pdf_packs_twice_is_refused(kind: str) -> None:
    plain = Image.new("RGB", (60, 40), "red")
    out = io.BytesIO()
    plain.save(out, "JPEG")
    data = {
        "photo": pdf_with(zlib.compress(with_place("JPEG")), "FlateDecode"),
        "note": pdf_with(out.getvalue(), note=zlib.compress(b"<?xpacket?>" + XMP)),
    }[kind]

    with pytest.raises(BadEvidence) as caught:
        checked([Upload("quet.pdf", data)])

    assert "quet.pdf" in evidence_words(caught.value)
    kept = checked([Upload("quet.pdf", pdf_with(zlib.compress(out.getvalue()), "FlateDecode"))])
    assert [row.name for row in kept] == ["quet.pdf"]
