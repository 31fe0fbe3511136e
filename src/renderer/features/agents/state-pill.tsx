import { type RefObject, useEffect, useRef } from 'react';
import { ChevronDown } from 'lucide-react';
import { type AgentStateName, agentStates } from '../../../shared/domain/agents/agent-view.ts';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { type Pill, type PillKind, agentPill } from '../../../shared/domain/seat/agent-face.ts';
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
  const pill = agentPill(desk, now);
  const { agent } = desk;
  useKeys(agent ? { stateMenu: () => setMenuOpen(!isMenuOpen) } : {});
  useCloseOutside(frame, isMenuOpen, () => setMenuOpen(false));
  const isOver = pill.time?.way === 'over';
  const look = `pill pill--${pill.kind}${isOver ? ' is-over' : ''}`;
  if (!agent) return <div className={look}>{<PillWords pill={pill} />}</div>;
  const word = wordOf(pill, t);
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
        <PillWords pill={pill} />
        {agent.next && <span className="pill__next">→ {t(`agent.states.${agent.next}`)}</span>}
        <ChevronDown size={14} aria-hidden />
      </button>
      <span role="status" className="sr-only">
        {isOver ? t('agent.restOver', { state: word }) : ''}
      </span>
      {isMenuOpen && <StateMenu agent={agent} now={now} onClose={() => setMenuOpen(false)} />}
    </div>
  );
}

function PillWords({ pill }: { readonly pill: Pill }) {
  const t = useText();
  const time = pill.time && duration(pill.time.ms);
  return (
    <>
      <i className="pill__shape" aria-hidden />
      <b>{wordOf(pill, t)}</b>
      {pill.time && time && (
        <span className="num">{pill.time.way === 'over' ? t('agent.over', { time }) : time}</span>
      )}
    </>
  );
}

function wordOf({ kind }: Pill, t: ReturnType<typeof useText>): string {
  return isAgentState(kind) ? t(`agent.states.${kind}`) : t(`pill.${kind}`);
}

function isAgentState(kind: PillKind): kind is AgentStateName {
  return agentStates.some((state) => state === kind);
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
