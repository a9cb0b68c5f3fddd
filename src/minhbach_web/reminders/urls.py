"""Addresses of the reminders app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.reminders.views import calendars, chasing, lists, rules

app_name = "reminders"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhac-viec/", lists.reminder_list, name="list"),
    path("nhac-viec/<int:pk>/", lists.open_reminder, name="open"),
    path("nhac-viec/da-doc/", lists.read_all, name="read_all"),
    path("nhac-viec/cach-nhan/", lists.choose, name="choices"),
    path("nhac-viec/gio-gui/", rules.hours_page, name="hours"),
    path("nhac-viec/quy-tac/<int:pk>/", rules.rules_page, name="rules"),
    path("nhac-viec/don-doc/<slug:slug>/<int:pk>/", chasing.chase_page, name="chase"),
    path("lich-cua-toi/", calendars.feed_page, name="feed_page"),
    path("lich/<slug:secret>.ics", calendars.feed, name="feed"),
]
