"""A web view in Starlette: an article comes as the body of a request, an EPUB goes back, with what was found."""

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import exporter

pool = exporter.Pool(workers=2, limits={"seconds": 10, "article_bytes": 2_000_000})


async def convert(request: Request) -> Response:
    """``POST /convert/vote.md`` with the article as the body."""
    name, body = request.path_params["name"], await request.body()
    try:
        article = await pool.run(exporter.open_article, body, name=name)
        made = await pool.run(exporter.render, article, "epub", name=name, prove=True)
    except exporter.ExporterError as error:
        status = 422 if isinstance(error, exporter.InputError) else 400
        return JSONResponse({"code": error.code, "message": str(error), "data": error.data}, status)
    found = [{"rule": item.rule, "message": item.message} for item in made.findings]
    return Response(made.data, media_type="application/epub+zip", headers={"X-Findings": json.dumps(found)})


app = Starlette(routes=[Route("/convert/{name}", convert, methods=["POST"])])
