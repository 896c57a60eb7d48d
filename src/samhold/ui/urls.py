"""Addresses of the look itself: the gallery and the choice of colours."""

from django.urls import path

from samhold.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.show_gallery, name="gallery"),
    path("problem/<int:status>/", views.show_problem, name="problem"),
    path("scheme/", views.choose_scheme, name="scheme"),
]
