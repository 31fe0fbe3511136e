import { useWorkbench } from '../parts/desk-context.ts';
import { CallerChoice } from '../features/caller/caller-choice.tsx';
import { CallerPanel } from '../features/caller/caller-panel.tsx';
import { CallScript } from '../features/knowledge/call-script.tsx';
import { KnowledgePanel } from '../features/knowledge/knowledge-panel.tsx';
import { TicketPanel } from '../features/tickets/ticket-panel.tsx';
import { ResultStrip } from '../features/workspaces/result-strip.tsx';
import { WhoseBand } from '../features/workspaces/whose-band.tsx';
import { activePlace } from '../workbench/places.ts';

/** 工作台: who calls, the demand, what we know about it. All three belong to the place that is in front. */
export function WorkbenchPage() {
  const pop = useWorkbench((state) => activePlace(state)?.workspace?.pop ?? null);
  return (
    <div className="workbench">
      <CallerPanel foot={<ResultStrip />} />
      <TicketPanel
        band={<WhoseBand />}
        choice={pop?.match === 'several' ? <CallerChoice pop={pop} /> : null}
      />
      <KnowledgePanel foot={<CallScript />} />
    </div>
  );
}
