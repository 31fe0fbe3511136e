import { useDeskState, useView } from '../parts/desk-context.ts';
import { useText } from '../parts/use-text.ts';
import { AgentNotices } from '../features/agents/agent-notices.tsx';
import { StatePill } from '../features/agents/state-pill.tsx';
import { CalendarDetail } from '../features/calendar/calendar-detail.tsx';
import { CalendarDialog } from '../features/calendar/calendar-dialog.tsx';
import { CalendarSetting } from '../features/calendar/calendar-setting.tsx';
import { useMissingYear } from '../features/calendar/use-missing-year.ts';
import { CallBar } from '../features/call-bar/call-bar.tsx';
import { OtherLines } from '../features/call-bar/other-lines.tsx';
import { useKnowledgeCount } from '../features/knowledge/use-knowledge-notices.ts';
import { MissedCalls } from '../features/calls/missed-calls.tsx';
import { ProblemStrip } from '../features/problems/problem-strip.tsx';
import { Rail } from '../features/rail/rail.tsx';
import { SeatLight } from '../features/seat/seat-light.tsx';
import { PasswordSetting } from '../features/session/password-setting.tsx';
import { SettingsDetail } from '../features/settings/settings-detail.tsx';
import { SoundPanel } from '../features/sound/sound-panel.tsx';
import { SoundStatus } from '../features/sound/sound-status.tsx';
import { StormBand } from '../features/storm/storm-band.tsx';
import { StatusBar } from '../features/status-bar/status-bar.tsx';
import { WorkspaceTabs } from '../features/workspaces/workspace-tabs.tsx';
import { useDueCount } from '../features/today/use-today.ts';
import { screensOf } from './screens.ts';

/** Call bar above, rail left, the page, the status bar below. A screen that this person may not open gives way to the first one. */
export function DeskShell() {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role ?? 'agent');
  const wanted = useView((state) => state.route);
  const screens = screensOf(role);
  const due = useDueCount();
  const knowledge = useKnowledgeCount();
  const missing = useMissingYear();
  const screen = screens.find(({ route }) => route === wanted) ?? screens[0];
  return (
    <div className="desk">
      <CallBar>
        <StatePill />
        <SeatLight />
      </CallBar>
      <ProblemStrip />
      <StormBand />
      <Rail
        items={screens}
        route={screen?.route ?? ''}
        counts={{
          tickets: { count: due, words: t('today.due', { count: due }) },
          knowledge: { count: knowledge, words: t('notices.count', { count: knowledge }) },
        }}
        foot={role === 'admin' ? null : <MissedCalls />}
      />
      {role !== 'admin' && (
        <WorkspaceTabs>
          <OtherLines />
        </WorkspaceTabs>
      )}
      <main id="desk-main" className="desk__main">
        <h1 className="sr-only">{t('app.title')}</h1>
        {screen && <screen.Screen />}
      </main>
      <SoundPanel />
      <AgentNotices />
      <StatusBar
        sound={<SoundStatus />}
        calendar={{ missing, detail: CalendarDetail }}
        settings={Settings}
      />
      <CalendarDialog />
    </div>
  );
}

function Settings() {
  return (
    <SettingsDetail>
      <CalendarSetting />
      <PasswordSetting />
    </SettingsDetail>
  );
}
