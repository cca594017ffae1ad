#!/bin/bash
# Makes requirements.lock (what exporter runs with) and requirements-test.lock (what its tests need as well) anew from
# pyproject.toml, with the hash of every file. Run it by `make lock` when a dependency changes.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools/python.sh -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pip-tools
compile() {
    env -u PIP_FIND_LINKS CUSTOM_COMPILE_COMMAND="make lock" "$work/venv/bin/pip-compile" --quiet --strip-extras \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --generate-hashes \
        --allow-unsafe --resolver=backtracking "$@" pyproject.toml
}
compile --extra ebooklib --extra language --extra fast --output-file requirements.lock
compile --extra ebooklib --extra language --extra fast --extra test --constraint requirements.lock --output-file requirements-test.lock
# The compiler drops the marker of a package that an extra asks for on some platforms only.
marker=$(sed -n 's/^  "plutoprint[^;]*; \(.*\)",$/\1/p' pyproject.toml)
sed -i "s/^\(plutoprint==[^ ]*\) /\1 ; $marker /" requirements.lock requirements-test.lock
