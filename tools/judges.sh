#!/bin/bash
# Installs the validators that are not Python packages into the folder that is given: Node ones by npm from
# tests/judges/package-lock.json, veraPDF and docx4j by Maven from tests/judges/pom.xml and docx4j.xml. Versions are
# pinned there.
set -eu
folder=$1
here=$(cd "$(dirname "$0")/.." && pwd)
PATH=$here/.venv/bin:$PATH # Node comes with the test requirements: the validators want a newer one than Debian 12 has
mkdir -p "$folder"
cp "$here/tests/judges/package.json" "$here/tests/judges/package-lock.json" "$folder/"
(cd "$folder" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error)
mvn --quiet --batch-mode -f "$here/tests/judges/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$(cd "$folder" && pwd)/verapdf"
mvn --quiet --batch-mode -f "$here/tests/judges/docx4j.xml" dependency:copy-dependencies \
    -DoutputDirectory="$(cd "$folder" && pwd)/docx4j"
