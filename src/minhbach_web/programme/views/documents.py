"""Documents: send one, find one, read one."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web import engine
from minhbach_web.core import slots
from minhbach_web.core.services import files
from minhbach_web.programme import queries
from minhbach_web.programme.cited import entry_numbers
from minhbach_web.programme.forms import OwnerForm, UploadForm
from minhbach_web.programme.services.documents import store_document, upload_limit
from minhbach_web.programme.services.pages import Mark, outline_of, page_of
from minhbach_web.programme.services.proposing import IDENTIFIED, citation_place
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import engine_words
from minhbach_web.units.queries import home_units, visible_units

PER_PAGE = 30


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    text, kind = request.GET.get("tim", ""), request.GET.get("loai", "")
    visible = queries.visible_documents(person(request))
    found = queries.search_documents(visible, text, kind).select_related("uploaded_by")
    kinds = visible.exclude(kind="").order_by("kind_name").values_list("kind", "kind_name")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "kind": kind, "kinds": list(kinds.distinct())}
    return render(request, "programme/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    units = home_units(person(request))
    if not units:
        return render(request, "programme/no_unit.html", status=403)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            source = store_document(
                data=sent.read(upload_limit() + 1),
                name=sent.name,
                by=person(request),
                unit=form.cleaned_data["unit"],
            )
        except engine.MinhBachError as error:
            form.add_error("file", engine_words(error.code, **error.params))
            form.refuse()
        else:
            return redirect("programme:document", source.pk)
    context = {"form": form, "megabytes": upload_limit() // 2**20}
    return render(request, "programme/upload.html", context, status=422 if form.errors else 200)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.visible_document(person(request), pk)
    reading = queries.document_reading(source)
    cited = [(c, citation_place(reading, c)) for c in engine.find_citations(reading)]
    entries = entry_numbers(source)
    numbered = [
        (n, citation, place, entries.get(n)) for n, (citation, place) in enumerate(cited, 1)
    ]
    marks = [
        Mark(place.anchor, place.start, place.end, "citation", entry_url(n, entry), "", f"c{n}")
        for n, _citation, place, entry in numbered
    ]
    plans = queries.visible_plans(person(request)).filter(source=source)
    owners = queries.owners_for(person(request))
    own = home_units(person(request), queries.COORDINATOR).first()
    context = {
        "source": source,
        "acts": slots.acts_for(slots.DOCUMENT, request.user, source.pk),
        "reading": reading,
        "notes": [
            (engine_words(n.code, **n.params), place_of(n.anchor, n.params)) for n in reading.notes
        ],
        "blocks": page_of(reading, marks),
        "outline": outline_of(reading),
        "cited": [pair for pair in numbered if pair[1].cls in IDENTIFIED],
        "mentioned": [pair for pair in numbered if pair[1].cls not in IDENTIFIED],
        "plans": plans,
        "owner_form": OwnerForm(owners=owners, initial={"owner": own}) if owners else None,
        "holders": source.holdings.filter(unit__in=visible_units(person(request))),
    }
    return render(request, "programme/document.html", context)


def entry_url(number: int, entry: int | None) -> str:
    """The citation's entry in the register; its row below the text where there is none."""
    return reverse("programme:cited", args=[entry]) if entry else f"#vien-dan-{number}"


def place_of(anchor: str | None, params: Mapping[str, str]) -> str:
    """The fragment that shows what a note speaks of: its paragraph, or its page."""
    page = params.get("page", "")
    return anchor or (f"trang-{page}" if page.isdigit() else "")


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came in, always as a download."""
    source = queries.visible_document(person(request), pk)
    return FileResponse(
        files.open_file(source.sha256),
        as_attachment=True,
        filename=source.name,
        content_type="application/octet-stream",
    )
