import { Pause, Play, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CallListItem } from '../../shared/contract/calls/schemas.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import { errorCodeOf } from '../../shared/app-error.ts';
import { callLengthMs } from '../../shared/domain/calls/call-length.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { duration, fullTime } from '../ui/format.ts';
import './call-sound.css';
import { type CallSoundState, callSoundState } from './call-sound-state.ts';
import { useDeskState, useStores } from './desk-context.ts';
import { useFeature } from './feature-store.ts';
import { playbackStore } from './playback-store.ts';
import { useHeard } from './use-heard.ts';
import { usePlayer } from './use-player.ts';
import { useText } from './use-text.ts';

/**
 * The sound of a call where the call is named: one click plays it in place; where it cannot be, it says why. `startsOpen`: that
 * click has brought it here.
 */
export function CallSound({
  item,
  startsOpen = false,
}: {
  readonly item: CallListItem;
  readonly startsOpen?: boolean;
}) {
  const t = useText();
  const place = useId();
  const user = useDeskState((desk) => desk.user);
  const isOpen = useFeature(playbackStore, ({ inPlace }) => inPlace === place);
  const open = useFeature(playbackStore, ({ openAt }) => openAt);
  useEffect(() => {
    if (startsOpen) open(place);
  }, [startsOpen, open, place]);
  if (user === null) return null;
  const state = callSoundState(item, user);
  const { recording } = item;
  if (state.kind !== 'playable' || recording === null) return <NoSound state={state} />;
  if (isOpen)
    return (
      <PlaceOfSound>
        <SmallPlayer
          recordingId={recording.recordingId}
          lengthMs={callLengthMs(item.call) ?? recording.durationMs}
          onClose={() => open(null)}
        />
      </PlaceOfSound>
    );
  const name = t('playback.play', { time: fullTime(item.call.startedAt) });
  return (
    <PlaceOfSound>
      <button
        type="button"
        className="callsound__button"
        aria-label={name}
        title={name}
        onClick={() => open(place)}
      >
        <Play size={14} aria-hidden />
      </button>
      <span
        className={`tag tag--${state.tone}`}
        title={state.reason === null ? undefined : errorCatalogue[state.reason].title}
      >
        {t(`playback.at.${state.word}`)}
      </span>
    </PlaceOfSound>
  );
}

/** A row that opens on a click is not meant by what is pressed here. */
function PlaceOfSound({ children }: { readonly children: React.ReactNode }) {
  return (
    <span
      role="presentation"
      className="callsound num"
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </span>
  );
}

function NoSound({ state }: { readonly state: CallSoundState }) {
  const t = useText();
  switch (state.kind) {
    case 'none':
    case 'playable':
      return '—';
    case 'missing': {
      const reason = state.reason === null ? '' : `（${errorCatalogue[state.reason].title}）`;
      return (
        <span className="tag tag--bad">
          {t('playback.missing')}
          {reason}
        </span>
      );
    }
    case 'others':
      return (
        <span className="callsound__note" title={t('playback.othersWhy')}>
          {t('playback.others')}
        </span>
      );
    case 'writing':
      return <span className="tag tag--accent">{t('playback.writing')}</span>;
    case 'away':
      return (
        <span className="tag tag--warn" title={t('playback.awayWhy')}>
          {t('playback.away')}
        </span>
      );
  }
}

const stepMs = 5000;

interface SmallPlayerProps {
  readonly recordingId: RecordingId;
  readonly lengthMs: number;
  onClose(): void;
}

/** Begins at once. Space plays and pauses, ← → step five seconds while the focus is in it. */
function SmallPlayer({ recordingId, lengthMs, onClose }: SmallPlayerProps) {
  const t = useText();
  const player = usePlayer(paths.audio(recordingId), 'mixed');
  const button = useRef<HTMLButtonElement>(null);
  useHeard(player.media, { recordingId, lengthMs });
  const { toggle, media } = player;
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    button.current?.focus();
    toggle();
  }, [toggle]);
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -stepMs, ArrowRight: stepMs }[event.key];
    const isOnSlider = event.key === ' ' && event.target instanceof HTMLInputElement;
    if (step !== undefined) player.seekTo(Math.max(0, media.currentTime * 1000 + step));
    else if (isOnSlider) toggle();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const Icon = player.playing ? Pause : Play;
  const blocked = player.blocked ? t('playback.inCall') : undefined;
  return (
    <span
      role="group"
      className="callsound"
      aria-label={t('playback.player')}
      onKeyDown={handleKey}
    >
      <button
        ref={button}
        type="button"
        className="callsound__button"
        aria-label={t(player.playing ? 'playback.pause' : 'playback.resume')}
        aria-disabled={player.blocked}
        aria-description={blocked}
        title={blocked}
        onClick={toggle}
      >
        <Icon size={14} aria-hidden />
      </button>
      {player.failed ? (
        <WhySilent recordingId={recordingId} />
      ) : (
        <>
          <input
            type="range"
            className="callsound__seek"
            aria-label={t('playback.position')}
            aria-valuetext={duration(player.positionMs)}
            min={0}
            max={Math.max(lengthMs, 1)}
            step={100}
            value={Math.min(player.positionMs, lengthMs)}
            onChange={(event) => player.seekTo(Number(event.target.value))}
          />
          <span>
            {duration(player.positionMs)} / {duration(lengthMs)}
          </span>
        </>
      )}
      <button
        type="button"
        className="callsound__close"
        aria-label={t('playback.close')}
        onClick={onClose}
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}

/** A player knows that there is no sound, not why: the host says so when it is asked for the time line. */
function WhySilent({ recordingId }: { readonly recordingId: RecordingId }) {
  const t = useText();
  const { loadTimeline } = useStores().deps;
  const [code, setCode] = useState<ErrorCode | null>(null);
  useEffect(() => {
    let isShown = true;
    loadTimeline(recordingId).catch((error: unknown) => {
      if (isShown) setCode(errorCodeOf(error));
    });
    return () => {
      isShown = false;
    };
  }, [loadTimeline, recordingId]);
  const why = code === null ? '' : `：${errorCatalogue[code].title}`;
  return (
    <span role="status" className="tag tag--bad">
      {t('playback.failed')}
      {why}
    </span>
  );
}
