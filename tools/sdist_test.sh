#!/bin/bash
# Unpacks a source distribution elsewhere, installs it as a user would, and runs its quick tests there: make sdist-test.
# What it needs is installed by its own locks, with their hashes.
set -eu
sdist=$(realpath "$1")
python=$(realpath "$(dirname "$0")/python.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xzf "$sdist" -C "$work"
cd "$work"/*/
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements.lock
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements-test.lock
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps .
"$work/venv/bin/exporter" --version
test -f "$work/venv/share/man/man1/exporter.1"
"$work/venv/bin/python" -m pytest -n auto -p no:cacheprovider -m "not slow and not judge" "${@:2}"
