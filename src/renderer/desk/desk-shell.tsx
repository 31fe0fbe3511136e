import { useDeskState, useView } from '../parts/desk-context.ts';
import { useText } from '../parts/use-text.ts';
import { TeamPage } from '../features/agents/team-page.tsx';
import { AuditPage } from '../features/audit/audit-page.tsx';
import { CallBar } from '../features/call-bar/call-bar.tsx';
import { SeatLight } from '../features/seat/seat-light.tsx';
import { StatePill } from '../features/agents/state-pill.tsx';
import { CallsPage } from '../features/calls/calls-page.tsx';
import { KnowledgePage } from '../features/knowledge/knowledge-page.tsx';
import { ListeningPage } from '../features/recordings/listening-page.tsx';
import { MissedCalls } from '../features/calls/missed-calls.tsx';
import { ProblemStrip } from '../features/problems/problem-strip.tsx';
import { Rail } from '../features/rail/rail.tsx';
import { SoundPanel } from '../features/sound/sound-panel.tsx';
import { SettingsDetail } from '../features/settings/settings-detail.tsx';
import { SoundStatus } from '../features/sound/sound-status.tsx';
import { StatusBar } from '../features/status-bar/status-bar.tsx';
import { TicketsPage } from '../features/tickets/tickets-page.tsx';
import type { Route } from '../stores/view-store.ts';
import { routesOf } from './desk-routes.ts';
import { WorkbenchPage } from './workbench-page.tsx';

/** Call bar above, rail left, the page, the status bar below. */
export function DeskShell() {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role ?? 'agent');
  const wanted = useView((state) => state.route);
  const routes = routesOf(role);
  const route = routes.includes(wanted) ? wanted : (routes[0] ?? 'workbench');
  return (
    <div className="desk">
      <h1 className="sr-only">{t('app.title')}</h1>
      <CallBar>
        <StatePill />
        <SeatLight />
      </CallBar>
      <ProblemStrip />
      <Rail routes={routes} foot={role === 'admin' ? null : <MissedCalls />} />
      <main className="desk__main">
        <Page route={route} />
      </main>
      <SoundPanel />
      <StatusBar sound={<SoundStatus />} settings={SettingsDetail} />
    </div>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route) {
    case 'workbench':
      return <WorkbenchPage />;
    case 'tickets':
      return <TicketsPage />;
    case 'knowledge':
      return <KnowledgePage />;
    case 'calls':
      return <CallsPage />;
    case 'recordings':
      return <ListeningPage />;
    case 'team':
      return <TeamPage />;
    case 'audit':
      return <AuditPage />;
  }
}
