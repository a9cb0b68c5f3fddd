"""Links, sessions, pauses and the first page."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from tests.factories import PASSWORD, Tree, make_user
from tests.web.visit import check_page, send, visit

from minhbach_web.accounts.models import Attempt, Link, OpenSession, StartCode
from minhbach_web.accounts.services import letters, links, signing_out, starting
from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.units import queries, services
from minhbach_web.units.models import Membership, User

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"
NEW = {"password": "mot mat khau moi", "again": "mot mat khau moi"}


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def browser(username: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(LOGIN, {"login": username, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_invitation_is_shown_once_kept_as_a_hash_and_taken_once(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    office = signed_in("administrator", tree.own)
    today = clock.today()
    data = {
        "full_name": "Người Mới",
        "username": "moi",
        "email": "moi@coquan.test",
        "unit": tree.child.pk,
        "role": "reporter",
        "valid_to": (today + datetime.timedelta(days=30)).strftime("%d/%m/%Y"),
    }
    before = acts()

    made = send(office, "/nguoi-dung/moi/", data)
    path = made.text("//code").removeprefix("http://testserver")
    held = Membership.objects.get(user__username="moi")
    stored = Link.objects.get()
    guest = Client()
    looked = [visit(guest, path).h1 for _ in range(2)]
    wrong = send(guest, path, NEW | {"again": "khac"}, status=422)
    inside = send(guest, path, NEW)
    gone = check_page(Client().get(path), path, status=404)

    secret = path.split("/")[2]
    assert stored.sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert held.last_day == today + datetime.timedelta(days=30)
    assert looked == ["Xin chào Người Mới"] * 2
    assert wrong.texts("//*[@role='alert']//a") == ["Hai lần nhập mật khẩu không giống nhau."]
    assert inside.h1 == "Việc của tôi"
    assert gone.h1 == "Đường dẫn này không còn dùng được"
    assert acts()[len(before) :] == [
        "units.create_user", "units.grant", "accounts.invite", "accounts.join",
    ]  # fmt: skip
    assert is_in(browser("moi", NEW["password"]))


def test_invitation_is_refused_for_a_taken_name_and_a_foreign_unit(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    make_user("lan")
    office = signed_in("administrator", tree.own)
    data = {"full_name": "Lan", "username": "lan", "unit": tree.sibling.pk, "role": "reporter"}

    page = send(office, "/nguoi-dung/moi/", data, status=422)

    assert len(page.texts("//*[@role='alert']//a")) == 2
    assert "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác." in page.text(
        "//*[@role='alert']"
    )
    assert Link.objects.count() == 0


def test_link_is_replaced_withdrawn_and_grows_too_old(
    tree: Tree, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signed_in("administrator", tree.own)
    by = make_user("quan-tri")
    user, first = links.invite(
        full_name="Lan", username="lan", email="", unit=tree.own, role="reporter", by=by
    )
    second = links.make_link(user=user, by=by)
    open_now = [links.link_of(secret) is not None for secret in (first, second)]
    listed = visit(office, "/nguoi-dung/loi-moi/")
    soon = clock.now() + datetime.timedelta(days=8)
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: soon)
        old = links.link_of(second)
        aged = visit(office, "/nguoi-dung/loi-moi/")
    asked = visit(office, f"/nguoi-dung/{user.pk}/duong-dan/thu-hoi/")
    send(office, f"/nguoi-dung/{user.pk}/duong-dan/thu-hoi/", {})
    user.refresh_from_db()

    assert open_now == [False, True]
    assert (listed.texts("//tbody//th"), old) == (["Lan"], None)
    assert "đã hết hạn" in aged.text("//tbody")
    assert asked.h1 == "Thu hồi đường dẫn?"
    assert links.link_of(second) is None
    assert (user.is_active, services.held_by(user)) == (False, [])


def test_new_password_by_link_signs_out_everywhere_and_asks_for_the_second_step(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415  # needs the apps

    user = make_user("lan", "reporter", unit=tree.own)
    old = browser("lan")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    office = signed_in("administrator", tree.own)

    path = send(office, f"/nguoi-dung/{user.pk}/duong-dan/", {}).text("//code")
    guest = Client()
    asked = send(guest, path.removeprefix("http://testserver"), NEW)
    wrong = [
        send(guest, "/tai-khoan/hai-lop/authenticate/", {"code": "000000"}).text(
            "//*[@role='alert']"
        )
        for _ in range(6)
    ]

    assert not is_in(old)
    assert asked.h1 == "Bước xác thực thứ hai"
    assert not is_in(guest)
    assert "Mã chưa đúng." in wrong[0]
    assert "Nhập sai mã quá nhiều lần." in wrong[5]
    assert "JBSWY3DPEHPK3PXP" not in str(list(user.authenticator_set.values_list("data")))


@pytest.mark.parametrize("way", ["closed", "by the administrator", "by itself", "password"])
def test_open_session_ends_with_its_next_request(way: str, tree: Tree) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    keeper = make_user("quan-tri", "administrator", unit=tree.own)
    here, there, office = browser("lan"), browser("lan"), browser("quan-tri")
    before = [is_in(there), OpenSession.objects.filter(user=user).count()]

    if way == "closed":
        services.set_active(user=user, active=False, by=keeper)
        services.set_active(user=user, active=True, by=keeper)
    elif way == "by the administrator":
        send(office, f"/nguoi-dung/{user.pk}/dang-xuat/", {})
    elif way == "by itself":
        page = visit(here, "/tai-khoan/noi-dang-nhap/")
        (action,) = page.all("//tbody//form/@action")
        send(here, str(action), {})
    else:
        data = {"oldpassword": PASSWORD, "password1": "mat khau khac", "password2": "mat khau khac"}
        here.post("/tai-khoan/mat-khau/", data)

    assert before == [True, 2]
    assert not is_in(there)
    assert is_in(here) == (way in {"by itself", "password"})
    assert is_in(office)


def test_nobody_ends_the_session_of_somebody_else(tree: Tree) -> None:
    make_user("lan")
    make_user("nam")
    lan, nam = browser("lan"), browser("nam")
    key = OpenSession.objects.get(user__username="lan").pk

    nam.post(f"/tai-khoan/noi-dang-nhap/{key}/thoat/")
    nam.post("/tai-khoan/noi-dang-nhap/thoat-noi-khac/")

    assert (is_in(lan), is_in(nam)) == (True, True)


def test_stored_session_opens_nothing_and_says_not_where(tree: Tree) -> None:
    make_user("lan")
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": "Trinh-duyet-la/1.0"})
    client.post(LOGIN, {"login": "lan", "password": "sai"})
    client.post(LOGIN, {"login": "lan", "password": "sai"})
    tried = Attempt.objects.count()
    client.post(LOGIN, {"login": "lan", "password": PASSWORD})
    client.post(LOGIN, {"login": "ai", "password": "sai"})
    row = OpenSession.objects.get(user__username="lan")
    thief = Client()
    thief.cookies["sessionid"] = row.pk
    kept = " ".join(
        str(values)
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "axes", "sessions", "account", "mfa"}
        for values in model._default_manager.values()
    )

    assert (tried, row.seen.minute) == (1, 0)
    assert not is_in(thief)
    assert row.pk == hashlib.sha256(client.cookies["sessionid"].value.encode()).hexdigest()
    assert "203.0.113.77" not in kept
    assert "Trinh-duyet-la" not in kept


def test_last_hour_is_noted_once(tree: Tree) -> None:
    make_user("lan")
    client = browser("lan")
    hour = OpenSession.objects.get().seen
    OpenSession.objects.update(seen=hour - datetime.timedelta(hours=3))

    is_in(client)

    assert OpenSession.objects.get().seen in {hour, hour + datetime.timedelta(hours=1)}


def test_many_wrong_links_from_one_place_are_stopped() -> None:
    statuses = [Client().get(f"/vao/sai-{n}/").status_code for n in range(31)]

    assert statuses == [404] * 30 + [429]


def test_password_by_mail_says_the_same_for_everyone(tree: Tree, settings: LazySettings) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    user.email = "lan@coquan.test"
    user.save()
    off = visit(Client(), "/quen-mat-khau/")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://minhbach.example"

    pages = [send(Client(), "/quen-mat-khau/", {"who": who}).text() for who in ("lan", "khong-co")]
    sent = [letters.answer(None, users=[user.pk])["sent"] for _ in range(4)]
    link = re.search(r"https://minhbach\.example(/vao/\S+)", str(mail.outbox[-1].body))
    assert link
    inside = send(Client(), link[1], NEW)

    assert off.all("//main//form") == []
    assert pages[0] == pages[1]
    assert sent == [1, 1, 1, 0]
    assert mail.outbox[0].to == ["lan@coquan.test"]
    assert inside.h1 == "Việc của tôi"


def test_role_that_needs_a_second_step_gets_no_further_without(
    tree: Tree, settings: LazySettings
) -> None:
    settings.SECOND_STEP_ROLES = frozenset({"administrator"})
    keeper = make_user("quan-tri", "administrator", unit=tree.own)
    make_user("lan", "reporter", unit=tree.own)
    office = browser("quan-tri")

    page = visit(office, "/don-vi/", status=200, follow=True)

    assert page.h1 == "Bước xác thực thứ hai và khóa đăng nhập"
    assert "Vai trò của bạn cần bước xác thực thứ hai" in page.text()
    assert visit(browser("lan"), "/don-vi/").h1 == "Đơn vị"
    signing_out.remove_second_step(user=keeper, by=keeper)


def test_first_administrator_is_made_with_the_printed_code_once() -> None:
    code = starting.new_code()
    guest = Client()
    data = {
        "code": code,
        "office": "Đảng ủy Khối thử nghiệm",
        "office_code": "DUK",
        "full_name": "Người Đầu Tiên",
        "username": "quan-tri",
        "password": PASSWORD,
        "again": PASSWORD,
    }

    asked = visit(guest, LOGIN, follow=True)
    wrong = send(guest, "/bat-dau/", data | {"code": "sai"}, status=422)
    nobody = User.objects.count()
    inside = send(guest, "/bat-dau/", data)
    again = Client().post("/bat-dau/", data | {"username": "ke-khac"})

    user = User.objects.get()
    assert asked.h1 == "Thiết lập lần đầu"
    assert wrong.texts("//*[@role='alert']//a") == [
        "Đây không phải mã được in ra khi khởi động hệ thống."
    ]
    assert (nobody, inside.h1, again.status_code) == (0, "Việc của tôi", 404)
    assert queries.holds_at_top(user, "administrator")
    assert queries.root_unit().name == "Đảng ủy Khối thử nghiệm"
    assert StartCode.objects.count() == 0


def test_pages_of_the_second_step_are_whole(tree: Tree) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415  # apps
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415  # needs the apps

    user = make_user("lan", "reporter", unit=tree.own)
    client = browser("lan")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    base = "/tai-khoan/hai-lop/"
    asked = visit(client, base + "reauthenticate/")
    wrong = [client.post("/tai-khoan/xac-thuc-lai/", {"password": "sai"}) for _ in range(2)]
    client.post("/tai-khoan/xac-thuc-lai/", {"password": PASSWORD})
    pages = [
        visit(client, base + path).h1
        for path in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/")
    ]
    added = visit(client, base + "webauthn/add/")
    send(client, base + "totp/deactivate/", {})

    assert asked.h1 == "Xác nhận đúng là bạn"
    assert [response.status_code for response in wrong] == [200, 200]
    assert pages == ["Mã dự phòng", "Tạo mã dự phòng mới?", "Tắt ứng dụng tạo mã?"]
    assert "challenge" in str(added.all("//form[@data-passkey]/@data-options")[0])
    assert acts()[-1] == "accounts.drop_second_step"


def test_wrong_passwords_at_the_second_asking_are_counted(tree: Tree) -> None:
    make_user("lan", "reporter", unit=tree.own)
    client = browser("lan")

    statuses = [
        client.post("/tai-khoan/xac-thuc-lai/", {"password": "sai"}).status_code for _ in range(6)
    ]

    assert statuses[:4] == [200] * 4
    assert statuses[-1] == 429
