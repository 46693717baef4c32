"""Wagtail, without what the site does elsewhere."""

from typing import Any

from django.urls import reverse_lazy

from config.settings.base import BASE_URL

WAGTAIL_SITE_NAME = "Upstander"
WAGTAILADMIN_BASE_URL = BASE_URL
# People sign in, and look after their account, with accounts: Wagtail knows no second factor.
WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = reverse_lazy("account_login")
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Neither the site nor an editor's browser tells anybody else that it is there.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
# Nothing of anyone else's is put into our pages: the content security policy would refuse it.
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
# Every picture is drawn once, and written again without what it carries, before it is taken.
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
# A small file may hold a picture that fills the memory when it is opened.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
