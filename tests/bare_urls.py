"""A project that mounts nothing of ours."""

urlpatterns: list[object] = []
