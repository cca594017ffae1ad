"""A view in Django: an article and its pictures from the database become a tagged PDF."""

from django.http import HttpRequest, HttpResponse, JsonResponse

import exporter

ARTICLES = {7: ("---\nlang: en\n---\n\n# The weir\n\n![The weir in May](may.png)\n", {"may.png": b""})}
"""In the place of a model: an article's source and its pictures by name."""


def as_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """``GET /articles/7.pdf``."""
    source, pictures = ARTICLES[number]
    name = f"article {number}"
    try:
        article = exporter.open_article(source.encode(), name=name, format="markdown", resources=pictures)
        made = exporter.render(article, "pdf", name=name)
    except exporter.ExporterError as error:
        return JsonResponse({"code": error.code, "message": str(error)}, status=422)
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["X-Claims"] = ", ".join(made["pdf"].claims)
    return answer
