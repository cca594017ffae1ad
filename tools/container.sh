#!/bin/bash
# Builds the container, and runs it as it is meant to run: without network, as a plain user, on a read-only root.
# BASE=IMAGE names another base; without a registry of images, any local image of Debian with Python will do.
set -eu
cd "$(dirname "$0")/.."
for builder in podman docker; do
    command -v "$builder" >/dev/null && "$builder" info >/dev/null 2>&1 && break
    builder=
done
[ -n "$builder" ] || { echo "NOT BUILT: there is neither podman nor a docker that runs" >&2; exit 3; }
"$builder" build -t exporter -f Containerfile ${BASE:+--build-arg BASE="$BASE"} .
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 777 "$work"
cp fixtures/articles/rotherham-live-updates.txt "$work/article.txt"
"$builder" run --rm --network none --read-only --tmpfs /tmp --cap-drop all -v "$work":/work exporter \
    convert article.txt --to pdf,epub,docx --prove
ls -l "$work"
