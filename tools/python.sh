#!/bin/sh
# Runs the newest Python there is that exporter supports (3.11 or later) with the given arguments.
for name in python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
done
echo "No Python 3.11 or later with its venv module was found. On Debian: apt-get install python3-venv" >&2
exit 1
