import {
  AudioLines,
  BookOpen,
  ClipboardList,
  Headset,
  PhoneCall,
  ScrollText,
  UsersRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useDeskState, useView, useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import type { Route } from '../../stores/view-store.ts';
import './rail.css';

const icons = {
  workbench: Headset,
  tickets: ClipboardList,
  knowledge: BookOpen,
  calls: PhoneCall,
  recordings: AudioLines,
  team: UsersRound,
  audit: ScrollText,
} as const;

/** Where one can go. Only pages that exist and that this person may open. */
export function Rail({
  routes,
  foot,
}: {
  readonly routes: readonly Route[];
  /** Below the pages. */
  readonly foot?: ReactNode;
}) {
  const t = useText();
  const route = useView((state) => state.route);
  const go = useView((state) => state.go);
  const waiting = useDeskState((desk) => desk.sync.recordingsWaiting);
  const offered = useWorkbench((state) => state.offered);
  const popped = useWorkbench((state) => state.pop?.callId ?? null);
  const rings = useDeskState((desk) =>
    desk.phone.calls.some((call) => call.callId === popped && call.state !== 'ended'),
  );
  const asks = useDeskState(
    (desk) => (desk.team ?? []).filter((one) => one.agent.ask?.answer === 'waiting').length,
  );
  const badges: Partial<Record<Route, string>> = {
    ...(route !== 'workbench' && (offered || rings) ? { workbench: '!' } : {}),
    ...(asks > 0 ? { team: String(asks) } : {}),
    ...(waiting > 0 ? { recordings: String(Math.min(waiting, 99)) } : {}),
  };
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {routes.map((to) => {
        const Icon = icons[to];
        const badge = badges[to];
        return (
          <button
            key={to}
            type="button"
            className={to === route ? 'rail__item is-on' : 'rail__item'}
            aria-current={to === route ? 'page' : undefined}
            aria-description={badge && to === 'workbench' ? t('rail.incoming') : badge}
            onClick={() => go(to)}
          >
            <Icon size={18} aria-hidden />
            <span>{t(`rail.${to}`)}</span>
            {badge && (
              <em
                aria-hidden
                className="rail__badge num"
                title={to === 'workbench' ? t('rail.incoming') : undefined}
              >
                {badge}
              </em>
            )}
          </button>
        );
      })}
      {foot}
    </nav>
  );
}
