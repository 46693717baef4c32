"""core's addresses."""

from django.urls import path

from core.views import health, message, site

urlpatterns = [
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
    path("media/images/<str:name>", site.picture, name="picture"),
    path("team/settings/", site.option_edit, name="option_edit"),
    path("team/health/", health.health_detail, name="health_detail"),
    path("team/messages/", message.message_list, name="message_list"),
    path("team/messages/retry/", message.message_retry_all, name="message_retry_all"),
    path("team/messages/<str:ref>/", message.message_detail, name="message_detail"),
    path("team/messages/<str:ref>/cancel/", message.message_cancel, name="message_cancel"),
    path("team/messages/<str:ref>/resend/", message.message_resend, name="message_resend"),
    path("team/messages/<str:ref>/retry/", message.message_retry, name="message_retry"),
    path("styleguide/", site.styleguide, name="styleguide"),
]
