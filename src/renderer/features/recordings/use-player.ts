import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChannelMixer, type Listening, createChannelMixer } from './channel-mixer.ts';

/** What the controls show and do. Times in milliseconds of the recording. */
export interface Player {
  readonly media: HTMLAudioElement;
  readonly playing: boolean;
  readonly positionMs: number;
  readonly rate: number;
  readonly listening: Listening;
  readonly failed: boolean;
  toggle(): void;
  setRate(rate: number): void;
  listenTo(side: Listening): void;
  seekTo(ms: number): void;
}

/** One audio element with its mixer for the recording at `url`, which stays the same for the life of the component. */
export function usePlayer(url: string): Player {
  const [media] = useState(() => createMedia(url));
  const mixer = useRef<ChannelMixer | null>(null);
  const [playing, setPlaying] = useState(false);
  const [positionMs, setPositionMs] = useState(0);
  const [rate, setRateState] = useState(1);
  const [listening, setListening] = useState<Listening>('both');
  const [failed, setFailed] = useState(false);

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
    mixer.current ??= createChannelMixer(media);
    mixer.current.listenTo(listening);
    mixer.current
      .resume()
      .then(() => media.play())
      .catch(() => setFailed(true));
  }, [media, listening]);

  return {
    media,
    playing,
    positionMs,
    rate,
    listening,
    failed,
    toggle,
    setRate: (next) => {
      playAt(media, next);
      setRateState(next);
    },
    listenTo: (side) => {
      mixer.current?.listenTo(side);
      setListening(side);
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
