from django.urls import include, path

urlpatterns = [path("api/", include("status_ref.signins.urls"))]
