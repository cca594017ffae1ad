"""A task in Dramatiq (a Celery task has the same body): an article is converted in the background, whole or not at all.

Tasks run in threads of a worker. The bounds hold there all the same: exporter does the work in a process of its own.
"""

import logging

import dramatiq

import exporter

log = logging.getLogger(__name__)


def told(event: exporter.Event) -> None:
    """Keep what happens where the newsroom looks."""
    log.info("%s: %s %s", event.name, event.kind, dict(event.data))


@dramatiq.actor(max_retries=0)
def convert(path: str, out_dir: str) -> None:
    """Write the PDF, EPUB and DOCX of an article, proven, into a folder."""
    try:
        made = exporter.convert(path, out_dir=out_dir, prove=True, limits={"seconds": 30}, on_event=told)
    except exporter.InputError as error:
        log.warning("%s was refused: %s", error.name, error)  # it will not be better the next time
        return
    for item in made.files:
        log.info("%s: %s", item.path, ", ".join(item.claims))
