#!/bin/bash
# Sees to the system packages: `system.sh use` for running exporter, `system.sh test` for the validators as well.
#
# Looks first and installs only what is missing: as root, or by sudo where that needs no password, on Debian and its
# kin. Elsewhere it prints the one command that installs them, and stops.
set -u
purpose=${1:-use}
here=$(cd "$(dirname "$0")" && pwd)

missing=()
want() { # want DEBIAN-PACKAGE COMMAND...: the package is missing when the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { # library NAME: the dynamic loader finds it
    "$here/python.sh" -c "import ctypes, sys; ctypes.CDLL('$1')"
}
command_of_any() { # one of several commands is there
    local name
    for name in "$@"; do command -v "$name" && return 0; done
    return 1
}

if [ "$(uname -s)" = Darwin ]; then
    pango() { brew list pango; }
    want pango pango
else
    want python3-venv "$here/python.sh" -c 'import ensurepip'
    if [ ${#missing[@]} -eq 0 ]; then
        want libpango-1.0-0 library libpango-1.0.so.0
        want libpangoft2-1.0-0 library libpangoft2-1.0.so.0
        want libharfbuzz-subset0 library libharfbuzz-subset.so.0
    else # no Python to look with yet
        missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
    fi
fi
if [ "$purpose" = test ]; then
    want default-jdk-headless command -v javac
    want maven command -v mvn
    want chromium command_of_any chromium chromium-browser google-chrome
    want libreoffice-writer-nogui command_of_any soffice libreoffice
    want poppler-utils command -v pdfinfo
    want calibre command -v ebook-convert
    want liblouis-bin command -v lou_translate
    if command -v apt-get >/dev/null; then # a small font for Chinese, Japanese and Korean; elsewhere its test is skipped
        want fonts-wqy-microhei test -d /usr/share/fonts/truetype/wqy
    fi
fi
[ ${#missing[@]} -eq 0 ] && exit 0

say_how() {
    echo "These system packages are missing: ${missing[*]}" >&2
    echo "Install them, then run the same command again:" >&2
    if command -v apt-get >/dev/null; then
        echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    elif command -v dnf >/dev/null; then
        echo "    sudo dnf install python3 pango$([ "$purpose" = test ] && echo ' java-17-openjdk-devel maven chromium libreoffice-writer poppler-utils calibre liblouis-utils')" >&2
    elif [ "$(uname -s)" = Darwin ]; then
        echo "    brew install python@3.12 pango$([ "$purpose" = test ] && echo ' openjdk maven poppler liblouis && brew install --cask chromium libreoffice calibre')" >&2
    else
        echo "    (their Debian names are given; your system may call them otherwise)" >&2
    fi
    exit 1
}

command -v apt-get >/dev/null || say_how
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    say_how
fi
echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq || say_how
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    </dev/null >/dev/null || say_how
