#!/bin/sh
# `perftwin` inside the image.
. /usr/local/lib/perftwin/told.sh
exec node /app/dist/bundle/cli.js "$@"
