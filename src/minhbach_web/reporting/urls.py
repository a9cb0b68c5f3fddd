"""Addresses of the reporting app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhbach_web.reporting import urls_regime
from minhbach_web.reporting.views import (
    by_group,
    check,
    confirm,
    consolidated,
    entry,
    exchange,
    issues,
    looking,
    narratives,
    opening,
    periods,
    remarks,
    report,
    restatements,
    revisions,
    signing,
    steps,
    texts,
    today,
    tokens,
    upward,
)

app_name = "reporting"
REPORT = "bao-cao/<int:pk>/"
TOTAL = "tong-hop/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_regime.urlpatterns,
    path("ky-bao-cao/", periods.period_list, name="periods"),
    path("ky-bao-cao/mo/", opening.choose_form, name="choose_form"),
    path("ky-bao-cao/bieu/", opening.add_form, name="add_form"),
    path("ky-bao-cao/mo/<int:form>/<int:unit>/", opening.open_period, name="open"),
    path("ky-bao-cao/<int:pk>/", periods.period_page, name="period"),
    path("ky-bao-cao/<int:pk>/dong-mo/", periods.set_state, name="period_state"),
    path("ky-bao-cao/<int:pk>/ghi-chu/", remarks.add_remark, name="remark"),
    path(REPORT, report.report_page, name="report"),
    path(REPORT + "nhap/", entry.enter, name="enter"),
    path(REPORT + "tai-len/", report.upload, name="upload"),
    path(REPORT + "bo-ban-nhap/", report.discard, name="discard"),
    path(REPORT + "xac-nhan/", confirm.confirm_all, name="confirm"),
    path(REPORT + "xac-nhan/<slug:code>/", confirm.confirm_one, name="confirm_one"),
    path(REPORT + "phan-loi/", texts.edit_texts, name="texts"),
    path(REPORT + "kiem-tra/", check.check, name="check"),
    path(REPORT + "lan/<int:n>/", revisions.revision_page, name="revision"),
    path(REPORT + "lan/<int:n>/bien-nhan/", check.receipt, name="receipt"),
    path(REPORT + "lan/<int:n>/quyet-dinh/", revisions.decide, name="decide"),
    path(REPORT + "cai-chinh/", restatements.restate, name="restate"),
    path(
        REPORT + "cai-chinh/<int:restatement>/tra-loi/",
        restatements.answer,
        name="answer_restatement",
    ),
    path("ky-bao-cao/<int:pk>/cai-chinh/", restatements.restatement_list, name="restatements"),
    path("ky-bao-cao/<int:pk>/ma-tran/", looking.matrix_page, name="matrix"),
    path(TOTAL + "theo-thoi-gian/<slug:code>/", looking.trend_page, name="trend"),
    path(TOTAL + "cay-hom-nay/", today.today_page, name="today"),
    path("ky-bao-cao/<int:pk>/theo-nhom/", by_group.group_page, name="by_group"),
    path(TOTAL + "loi/", narratives.narrative_page, name="narratives"),
    path(TOTAL + "lan/<int:n>/gui-len/", upward.send_up, name="send_up"),
    path(TOTAL + "lan/<int:n>/edxml/", exchange.envelope, name="envelope"),
    path(REPORT + "edxml/", exchange.take_envelope, name="take_envelope"),
    path("buoc-duyet/<int:pk>/", steps.edit_steps, name="steps"),
    path("api/v1/", include("minhbach_web.reporting.api.urls")),
    path("may-moc/<int:pk>/", tokens.token_list, name="tokens"),
    path("may-moc/<int:pk>/<int:token>/thu-hoi/", tokens.revoke, name="revoke_token"),
    path(TOTAL, consolidated.report_page, name="consolidated"),
    path(TOTAL + "so/<str:number>/", consolidated.number_page, name="number"),
    path(TOTAL + "tai-ve/<slug:kind>/", consolidated.download, name="download"),
    path(TOTAL + "chot/", consolidated.fix, name="fix"),
    path(TOTAL + "lan/<int:n>/", issues.issue_page, name="issue"),
    path(TOTAL + "lan/<int:n>/ky-so/", signing.sign_issue, name="sign_issue"),
    path(TOTAL + "lan/<int:n>/quyet-dinh/", issues.decide, name="decide_issue"),
    path(TOTAL + "lan/<int:n>/tai-ve/<slug:kind>/", consolidated.download_fixed, name="fixed"),
]
