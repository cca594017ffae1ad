#!/bin/bash
# Builds the container, and runs it as it is meant to run: without network, as a plain user, on a read-only root.
# BASE=IMAGE names another base: without a registry of images, any local image of Debian with Python will do. Where there
# is only buildah (as in a container itself), the root is read-only for the user alone.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 777 "$work"
cp fixtures/articles/rotherham-live-updates.txt "$work/article.txt"
arguments=(-t exporter -f Containerfile ${BASE:+--build-arg "BASE=$BASE"} .)
convert=(convert article.txt --to pdf,epub,docx --prove)
for builder in podman docker; do
    command -v "$builder" >/dev/null && "$builder" info >/dev/null 2>&1 || continue
    "$builder" build "${arguments[@]}"
    "$builder" run --rm --network none --read-only --tmpfs /tmp --cap-drop all -v "$work":/work exporter "${convert[@]}"
    exit
done
command -v buildah >/dev/null || { echo "NOT BUILT: there is no podman, no docker that runs, and no buildah" >&2; exit 3; }
buildah bud --isolation chroot --network host "${arguments[@]}"
container=$(buildah from localhost/exporter)
trap 'buildah rm "$container" >/dev/null; rm -rf "$work"' EXIT
unshare --net buildah run --isolation chroot -v "$work":/work "$container" -- exporter "${convert[@]}"
