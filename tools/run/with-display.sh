#!/bin/sh
# Runs a command on a virtual display with a window manager, and ends both with it.
if ! command -v Xvfb >/dev/null || ! command -v openbox >/dev/null; then
  KOMMUTATOR_HEADLESS=1 exec "$@"
fi
exec xvfb-run -a -s "-screen 0 1920x1080x24 -nolisten tcp" sh -c 'openbox >/dev/null 2>&1 & wm=$!; "$@"; code=$?; kill $wm; exit $code' sh "$@"
