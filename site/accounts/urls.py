"""allauth's addresses are in config.urls; accounts has none of its own yet."""

urlpatterns: list[object] = []
