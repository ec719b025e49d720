#!/usr/bin/env bash
# Holds videos against tools that were not written here: bash scripts/verify-artifacts.sh FOLDER
# Every *.mp4 in FOLDER must decode in ffmpeg without a word, frame by frame and in ffmpeg's own time, be H.264 in yuv420p with its frames adding up to its duration; the
# longest must play and seek in headless Chromium. Installs Debian's ffmpeg and chromium where they are missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: verify-artifacts.sh FOLDER}

missing=()
for tool in ffmpeg chromium; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

failed=0 count=0 longest='' most=0
shopt -s nullglob
for video in "$folder"/*.mp4; do
  count=$((count + 1))
  said=$(ffmpeg -v warning -xerror -i "$video" -fps_mode passthrough -f rawvideo -y /dev/null 2>&1) || said="${said:-ffmpeg failed}"
  said=$said$(ffmpeg -v warning -xerror -i "$video" -f null - 2>&1) || said="${said:-ffmpeg failed}"
  facts=$(ffprobe -v warning -select_streams v:0 -show_entries stream=codec_name,pix_fmt,duration:format=duration -of default=nw=1 "$video" 2>&1)
  played=$(ffprobe -v error -show_entries packet=duration_time -of csv=p=0 "$video" | awk -F, '{ sum += $1 } END { printf "%.3f", sum }')
  duration=$(sed -n 's/^duration=//p' <<<"$facts" | head -1)
  problem=''
  [ -z "$said" ] || problem="ffmpeg says: $said"
  grep -q '^codec_name=h264$' <<<"$facts" && grep -q '^pix_fmt=yuv420p$' <<<"$facts" || problem="$problem not H.264 in yuv420p: $facts"
  awk -v a="${duration:-0}" -v b="$played" 'BEGIN { exit !(a > 0 && a - b < 0.0015 && b - a < 0.0015) }' || problem="$problem lasts $duration but its frames $played"
  if [ -n "$problem" ]; then
    echo "not ok $video: $problem"
    failed=$((failed + 1))
  else
    echo "ok $video: $duration s"
  fi
  if awk -v a="${duration:-0}" -v b="$most" 'BEGIN { exit !(a > b) }'; then
    longest=$video
    most=$duration
  fi
done
[ "$count" -gt 0 ] || { echo "no videos in $folder" >&2; exit 1; }
node "$here/verify-video.mjs" "$longest" || failed=$((failed + 1))
echo "$((count + 1 - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
