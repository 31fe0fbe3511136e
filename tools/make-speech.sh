#!/bin/sh
# Makes the synthetic speech of tests/fixtures/speech again. Needs espeak-ng and sox (Debian packages of those names).
# The sentences are our own, the voices are machines: no person's voice or data is in these files.
set -eu
cd "$(dirname "$0")/../tests/fixtures/speech"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# speak NAME RATE VOICE SPEED TEXT: RATE 8000 is what a citizen's line carries, 48000 is what a browser's microphone gives.
speak() {
  espeak-ng -v "$3" -s "$4" -w "$work/$1.wav" "$5"
  sox -R "$work/$1.wav" -r "$2" -c 1 -b 16 "$1.wav" norm -6 pad 0.2 0.3
}

speak citizen-low-pressure 8000 cmn+f2 190 '你好，我家六楼水压很低，几乎没有水，什么时候能恢复？'
speak citizen-waterlogging 8000 cmn+m3 190 '你好，路口积水很深，请派人来看看。'
speak citizen-greeting 8000 cmn+f3 180 '喂，你好，请讲。'
speak agent-answer 48000 cmn+m1 190 '您好，水务热线，马上为您查询。'
