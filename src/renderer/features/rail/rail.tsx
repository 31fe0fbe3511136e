import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { useDeskState, useView, useWorkbench } from '../../parts/desk-context.ts';
import { type ScreenName, useText } from '../../parts/use-text.ts';
import './rail.css';

/** One place to go to. */
export interface RailItem {
  readonly route: string;
  readonly icon: LucideIcon;
  readonly words: ScreenName;
  /** How many things wait there. */
  badge?(desk: DeskState): number;
}

export interface RailCount {
  readonly count: number;
  /** Read out with the item: `3 件快到期或已超期`. */
  readonly words: string;
}

export interface RailProps {
  readonly items: readonly RailItem[];
  /** The one that is shown. */
  readonly route: string;
  /** What waits behind an item that its desk state does not tell, by route: how much, and the same in words. */
  readonly counts: Readonly<Record<string, RailCount>>;
  /** Below the items. */
  readonly foot: ReactNode;
}

/** Where one can go. */
export function Rail({ items, route, counts, foot }: RailProps) {
  const t = useText();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {items.map((item) => (
        <RailButton
          key={item.route}
          item={item}
          isOn={item.route === route}
          waiting={counts[item.route]}
        />
      ))}
      {foot}
    </nav>
  );
}

interface RailButtonProps {
  readonly item: RailItem;
  readonly isOn: boolean;
  readonly waiting: RailCount | undefined;
}

function RailButton({ item, isOn, waiting }: RailButtonProps) {
  const t = useText();
  const go = useView((state) => state.go);
  const count = useDeskState((desk) => item.badge?.(desk) ?? waiting?.count ?? 0);
  const isCalled = useCallerWaits() && item.route === 'workbench' && !isOn;
  const badge = isCalled ? '!' : count > 0 ? String(Math.min(count, 99)) : undefined;
  const incoming = isCalled ? t('rail.incoming') : undefined;
  const Icon = item.icon;
  return (
    <button
      type="button"
      className={isOn ? 'rail__item is-on' : 'rail__item'}
      aria-current={isOn ? 'page' : undefined}
      aria-description={incoming ?? (count > 0 ? (waiting?.words ?? badge) : undefined)}
      onClick={() => go(item.route)}
    >
      <Icon size={18} aria-hidden />
      <span>{t(item.words)}</span>
      {badge && (
        <em aria-hidden className="rail__badge num" title={incoming ?? waiting?.words}>
          {badge}
        </em>
      )}
    </button>
  );
}

/** Somebody rings or talks, or her ticket waits to be opened. */
function useCallerWaits(): boolean {
  const offered = useWorkbench(({ places }) => places.some((place) => place.offered));
  const runs = useDeskState((desk) => desk.phone.calls.some(({ state }) => state !== 'ended'));
  return offered || runs;
}
