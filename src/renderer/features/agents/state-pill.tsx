import { type RefObject, useEffect, useRef } from 'react';
import { ChevronDown, MicOff } from 'lucide-react';
import { useDeskState, useTimed } from '../../parts/desk-context.ts';
import { faceWord } from '../../parts/face-words.ts';
import { pillTime } from '../../parts/pill-time.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { type AgentFace, faceOf } from '../../../shared/domain/seat/agent-face.ts';
import { keys } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import './state-menu.css';
import { StateMenu } from './state-menu.tsx';

/** State as word, shape, colour and running timer; pressing it opens the menu of states. */
export function StatePill() {
  const t = useText();
  const agent = useDeskState((desk) => desk.agent);
  const { isMenuOpen, setMenuOpen } = useFeatureState(agentStore);
  const frame = useRef<HTMLDivElement>(null);
  const face = useFace(({ kind, time, muted, longHold }) => ({
    kind,
    isOver: time?.way === 'over',
    isMuted: muted ?? false,
    isLong: longHold ?? false,
  }));
  useKeys(agent ? { stateMenu: () => setMenuOpen(!isMenuOpen) } : {});
  useCloseOutside(frame, isMenuOpen, () => setMenuOpen(false));
  const { kind, isOver, isMuted, isLong } = face;
  const look = `pill pill--${kind}${isOver ? ' is-over' : ''}${isLong ? ' is-long' : ''}`;
  const words = <PillWords kind={kind} isMuted={isMuted} />;
  if (!agent) return <div className={look}>{words}</div>;
  return (
    <div className="statepill" ref={frame}>
      <button
        type="button"
        className={look}
        aria-haspopup="dialog"
        aria-expanded={isMenuOpen}
        aria-keyshortcuts={keys.stateMenu}
        title={keys.stateMenu}
        onClick={() => setMenuOpen(!isMenuOpen)}
      >
        <span className="sr-only">{t('agent.prefix')}</span>
        {words}
        {agent.next && <span className="pill__next">→ {t(`agent.states.${agent.next}`)}</span>}
        <ChevronDown size={14} aria-hidden />
      </button>
      <span role="status" className="sr-only">
        {isOver ? t('agent.restOver', { state: faceWord(t, kind) }) : ''}
      </span>
      {isMenuOpen && <StateMenu agent={agent} onClose={() => setMenuOpen(false)} />}
    </div>
  );
}

/** What `of` makes of the face; drawn anew only when it changes. */
function useFace<T>(of: (face: AgentFace) => T): T {
  const agent = useDeskState((desk) => desk.agent);
  const calls = useDeskState((desk) => desk.phone.calls);
  const seat = useDeskState((desk) => desk.seat);
  return useTimed((now) => of(faceOf({ agent, calls, seat }, now)));
}

interface PillWordsProps {
  readonly kind: AgentFace['kind'];
  readonly isMuted: boolean;
}

function PillWords({ kind, isMuted }: PillWordsProps) {
  const t = useText();
  return (
    <>
      <i className="pill__shape" aria-hidden />
      <b>{faceWord(t, kind)}</b>
      <PillTime />
      {isMuted && (
        <span className="pill__muted">
          <MicOff size={13} aria-hidden /> {t('call.muted')}
        </span>
      )}
    </>
  );
}

/** The one thing that moves by itself, and all that is drawn for it. */
function PillTime() {
  const t = useText();
  const shown = useFace((face) => pillTime(t, face));
  return shown && <span className="num pill__time">{shown}</span>;
}

function useCloseOutside(
  frame: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const handle = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) close();
    };
    document.addEventListener('pointerdown', handle);
    return () => document.removeEventListener('pointerdown', handle);
  });
}
