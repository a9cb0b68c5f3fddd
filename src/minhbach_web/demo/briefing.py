"""Invented figures, and a kit for the plan's first theme that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.briefing.services.demonstration import load_demonstration
from minhbach_web.briefing.services.kits import save_section, start_kit
from minhbach_web.briefing.services.releasing import release_kit
from minhbach_web.briefing.services.rendering import render_draft
from minhbach_web.briefing.services.territories import lay_out_territories

if TYPE_CHECKING:
    from minhbach_web.briefing.models import KitVersion
    from minhbach_web.demo.people import People
    from minhbach_web.programme.models import Programme

# Facts only, each a reference into the register: what a clerk would put below the messages.
FACTS = (
    "- GRDP năm 2023 tăng {{số liệu:MH-GRDP-2023}} (năm 2022: {{số liệu:MH-GRDP-2022}}).",
    "- Thu ngân sách nhà nước trên địa bàn năm 2023: {{số liệu:MH-THU-2023}}.",
    "- Tỷ lệ hộ nghèo cuối năm 2023: {{số liệu:MH-NGHEO-2023}}, năm trước "
    "{{số liệu:MH-NGHEO-2022}}.",
)


def brief(*, programme: Programme, people: People) -> KitVersion:
    """The register and a released kit."""
    by, owner = people.coordinator, people.parent
    lay_out_territories(by=by)
    load_demonstration(keeper=owner, by=by)
    kit = start_kit(
        title="Đề cương minh họa: kết quả phát triển kinh tế - xã hội năm 2023",
        kind="outline",
        layout="party",
        owner=owner,
        by=by,
        programme=programme,
    )
    first = kit.sections.all()[0]
    text = "\n".join([*first.text.splitlines(), *FACTS])
    save_section(section=first, heading=first.heading, text=text, seen=first.version, by=by)
    rendered = render_draft(kit, list(kit.sections.all()), by)
    reason = "Bản chạy thử; tiêu đề do kế hoạch đặt." if rendered.unsourced else ""
    return release_kit(kit=kit, seen=rendered.sha256, override_reason=reason, by=by)
