import { Activity, type UIEvent, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useView, useWorkbench } from '../parts/desk-context.ts';
import { useKeys } from '../parts/use-keys.ts';
import { CallerChoice } from '../features/caller/caller-choice.tsx';
import { CallerPanel } from '../features/caller/caller-panel.tsx';
import { CallScript } from '../features/knowledge/call-script.tsx';
import { KnowledgePanel } from '../features/knowledge/knowledge-panel.tsx';
import { useKnowledgeWork } from '../features/knowledge/use-knowledge-notices.ts';
import { TicketPanel } from '../features/tickets/ticket-panel.tsx';
import { useOwedReplies } from '../features/storm/use-owed-replies.ts';
import { ResultStrip } from '../features/workspaces/result-strip.tsx';
import { TodayWork } from '../features/today/today-work.tsx';
import { useWaitingWork } from '../features/workspaces/use-waiting-work.ts';
import { WhoseBand } from '../features/workspaces/whose-band.tsx';
import { leaveField } from '../ui/focus-place.ts';
import { activePlace } from '../workbench/places.ts';

/**
 * 工作台: a conversation or a ticket, else today's work. The panels stand ready, hidden and empty, while nothing lies open: a pop is
 * drawn into them (ADR 0236).
 */
export function WorkbenchPage() {
  const isHome = useWorkbench((state) => activePlace(state) === null);
  return (
    <>
      {isHome && <Home />}
      <Activity mode={isHome ? 'hidden' : 'visible'}>
        <OpenPlace />
      </Activity>
    </>
  );
}

/** The knowledge base is no part of it: its key goes there. */
function Home() {
  const go = useView((state) => state.go);
  useKeys({
    search: () => {
      flushSync(() => go('knowledge'));
      document.querySelector<HTMLElement>('#desk-main [role="searchbox"]')?.focus();
    },
  });
  return <TodayWork more={[...useWaitingWork(), ...useOwedReplies(), ...useKnowledgeWork()]} />;
}

/** Who calls, the demand, what we know about it. All three belong to the place that is in front. */
function OpenPlace() {
  const pop = useWorkbench((state) => activePlace(state)?.workspace?.pop ?? null);
  const noteScroll = useTopWhenLeft();
  return (
    <div
      className="workbench"
      onScrollCapture={noteScroll}
      onKeyDown={({ nativeEvent }) => leaveField(nativeEvent)}
    >
      <CallerPanel foot={<ResultStrip />} />
      <TicketPanel
        band={<WhoseBand />}
        choice={pop?.match === 'several' ? <CallerChoice pop={pop} /> : null}
      />
      <KnowledgePanel foot={<CallScript />} />
    </div>
  );
}

/**
 * The panels outlive the place that they show: the next one is read from the top. Only what has been scrolled is moved: to ask each
 * panel where it stands lays out the whole page before the pop is drawn.
 */
function useTopWhenLeft(): (event: UIEvent) => void {
  const place = useWorkbench((state) => state.activeKey);
  const scrolled = useRef(new Set<Element>());
  useLayoutEffect(() => {
    const moved = scrolled.current;
    return () => {
      for (const panel of moved) panel.scrollTo(0, 0);
      moved.clear();
    };
  }, [place]);
  return ({ target }) => {
    if (target instanceof Element && target.matches('.panel__body')) scrolled.current.add(target);
  };
}
