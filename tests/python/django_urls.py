"""URLs of the little Django app that tests of checks talk to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path


def item(_request: HttpRequest, number: int) -> HttpResponse:
    return JsonResponse({"id": number, "tags": ["a"]})


def add(_request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect("/items/1")
    answer.status_code = 303
    answer.set_cookie("seen", "yes")
    return answer


urlpatterns = [path("items/<int:number>", item), path("items", add)]
