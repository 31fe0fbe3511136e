import { useCallback, useEffect, useRef, useState } from 'react';
import { isCallRunning } from '../../shared/domain/calls/call.ts';
import { type ChannelMixer, type Listening, createChannelMixer } from './channel-mixer.ts';
import { useDeskState } from './desk-context.ts';
import { useFeatureState } from './feature-store.ts';
import { playbackStore } from './playback-store.ts';

/** What the controls show and do. Times in milliseconds of the recording. */
export interface Player {
  readonly media: HTMLAudioElement;
  readonly playing: boolean;
  readonly positionMs: number;
  readonly rate: number;
  readonly listening: Listening;
  readonly failed: boolean;
  /** A call rings or runs: nothing is played, as a citizen would hear it. */
  readonly blocked: boolean;
  toggle(): void;
  setRate(rate: number): void;
  listenTo(side: Listening): void;
  seekTo(ms: number): void;
}

/**
 * One audio element with its mixer for the recording at `url`, which stays the same for the life of the component. It stops
 * when a call rings, and when another player begins.
 */
export function usePlayer(url: string, side: Listening): Player {
  const [media] = useState(() => createMedia(url));
  const [self] = useState(() => Symbol('player'));
  const mixer = useRef<ChannelMixer | null>(null);
  const [playing, setPlaying] = useState(false);
  const [positionMs, setPositionMs] = useState(0);
  const [listening, setListening] = useState<Listening>(side);
  const [failed, setFailed] = useState(false);
  const { owner, rate, begin, setRate } = useFeatureState(playbackStore);
  const blocked = useDeskState((desk) => isCallRunning(desk.phone.calls));

  useEffect(() => {
    const stop = new AbortController();
    const on = (name: string, handler: () => void) =>
      media.addEventListener(name, handler, { signal: stop.signal });
    on('play', () => setPlaying(true));
    on('pause', () => setPlaying(false));
    on('timeupdate', () => setPositionMs(media.currentTime * 1000));
    on('seeking', () => setPositionMs(media.currentTime * 1000));
    on('error', () => setFailed(true));
    return () => {
      stop.abort();
      media.pause();
    };
  }, [media]);

  // Also when it has begun only now: the call may have come between the click and the first sound.
  useEffect(() => {
    if (playing && (blocked || owner !== self)) media.pause();
  }, [playing, blocked, owner, self, media]);

  useEffect(() => playAt(media, rate), [media, rate]);

  useEffect(
    () => () => {
      mixer.current?.close().catch(() => undefined);
      mixer.current = null;
    },
    [],
  );

  const toggle = useCallback(() => {
    if (!media.paused) {
      media.pause();
      return;
    }
    if (blocked) return;
    begin(self);
    mixer.current ??= createChannelMixer(media);
    mixer.current.listenTo(listening);
    mixer.current
      .resume()
      .then(() => media.play())
      // Who stops it before it has begun has not found a fault.
      .catch((error: unknown) => setFailed(!isAbort(error)));
  }, [media, self, listening, blocked, begin]);

  return {
    media,
    playing,
    positionMs,
    rate,
    listening,
    failed,
    blocked,
    toggle,
    setRate,
    listenTo: (next) => {
      mixer.current?.listenTo(next);
      setListening(next);
    },
    seekTo: (ms) => {
      goTo(media, ms);
    },
  };
}

/** Pitch stays natural at every speed. */
function createMedia(url: string): HTMLAudioElement {
  const media = new Audio(url);
  media.preload = 'metadata';
  media.preservesPitch = true;
  return media;
}

function playAt(media: HTMLAudioElement, rate: number): void {
  media.playbackRate = rate;
}

function goTo(media: HTMLAudioElement, ms: number): void {
  media.currentTime = ms / 1000;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
