import { type RefObject, useEffect, useRef } from 'react';
import { ChevronDown, MicOff } from 'lucide-react';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { faceWord } from '../../parts/face-words.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { type AgentFace, faceOf } from '../../../shared/domain/seat/agent-face.ts';
import { duration } from '../../ui/format.ts';
import { keys } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import './state-menu.css';
import { StateMenu } from './state-menu.tsx';

/** State as word, shape, colour and running timer; pressing it opens the menu of states. */
export function StatePill() {
  const t = useText();
  const now = useNow();
  const desk = useDeskState((state) => state);
  const { isMenuOpen, setMenuOpen } = useFeatureState(agentStore);
  const frame = useRef<HTMLDivElement>(null);
  const { agent, phone, seat } = desk;
  const face = faceOf({ agent, calls: phone.calls, seat }, now);
  useKeys(agent ? { stateMenu: () => setMenuOpen(!isMenuOpen) } : {});
  useCloseOutside(frame, isMenuOpen, () => setMenuOpen(false));
  const isOver = face.time?.way === 'over';
  const look = `pill pill--${face.kind}${isOver ? ' is-over' : ''}${face.longHold ? ' is-long' : ''}`;
  if (!agent) return <div className={look}>{<PillWords face={face} />}</div>;
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
        <PillWords face={face} />
        {agent.next && <span className="pill__next">→ {t(`agent.states.${agent.next}`)}</span>}
        <ChevronDown size={14} aria-hidden />
      </button>
      <span role="status" className="sr-only">
        {isOver ? t('agent.restOver', { state: faceWord(t, face.kind) }) : ''}
      </span>
      {isMenuOpen && <StateMenu agent={agent} now={now} onClose={() => setMenuOpen(false)} />}
    </div>
  );
}

function PillWords({ face: { kind, time, muted } }: { readonly face: AgentFace }) {
  const t = useText();
  const shown = time && duration(time.ms);
  return (
    <>
      <i className="pill__shape" aria-hidden />
      <b>{faceWord(t, kind)}</b>
      {shown && (
        <span className="num">
          {time.way === 'over' ? t('agent.over', { time: shown }) : shown}
        </span>
      )}
      {muted && (
        <span className="pill__muted">
          <MicOff size={13} aria-hidden /> {t('call.muted')}
        </span>
      )}
    </>
  );
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
