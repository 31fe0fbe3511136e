import { Lightbulb } from 'lucide-react';
import type { Hint } from '../../../shared/domain/incidents/hints.ts';
import { readStormIntake } from '../../../shared/domain/incidents/storm-words.ts';
import type { MarkableFlag, TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import { useToday, useWorkbench } from '../../parts/desk-context.ts';
import { type KeyName, ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import './hints.css';

interface HintAct {
  readonly key: KeyName;
  readonly label: string;
  run(): void;
}

/** What this desk knows of place and caller, with the reason and one key each. Nothing is done by itself. */
export function HintStrip({
  sheet,
  hints,
}: {
  readonly sheet: Sheet;
  readonly hints: readonly Hint[];
}) {
  const t = useText();
  const openTicket = useWorkbench((state) => state.openTicket);
  const carryOut = useWorkbench((state) => state.carryOut);
  const flags = sheet.ticket?.flags ?? [];
  const isJoined = sheet.ticket?.work?.incident !== undefined;
  const mark = (flag: MarkableFlag) =>
    void carryOut({ kind: 'edit', changes: {}, marks: { add: [flag], remove: [] } });
  const marking = (flag: MarkableFlag): HintAct[] =>
    flags.includes(flag)
      ? []
      : [
          {
            key: 'mark',
            label: t('hints.mark', { flag: t(`flow.marks.${flag}`) }),
            run: () => mark(flag),
          },
        ];
  const looking = (ticketId: string): HintAct => ({
    key: 'look',
    label: t('hints.look'),
    run: () => void openTicket(ticketId),
  });
  const actsOf = (hint: Hint): readonly HintAct[] => {
    switch (hint.kind) {
      case 'incident':
        return isJoined
          ? []
          : [
              {
                key: 'join',
                label: t('hints.join'),
                run: () => void carryOut(joining(hint, sheet)),
              },
            ];
      case 'repeat':
      case 'mass':
        return [looking(hint.ticketId), ...marking(hint.kind)];
      case 'waterlogging':
        return marking('waterlogging');
    }
  };
  const shown = hints
    .map((hint) => ({ hint, acts: actsOf(hint) }))
    .filter(({ hint, acts }) => acts.length > 0 && !(isJoined && hint.kind === 'waterlogging'));
  // One key, one act: the first that it fits.
  const first = (key: KeyName) => shown.flatMap(({ acts }) => acts).find((act) => act.key === key);
  const withKey = (act: HintAct) => first(act.key) === act;
  useKeys({
    ...keyed('look', first('look')),
    ...keyed('mark', first('mark')),
    ...keyed('join', first('join')),
  });
  if (shown.length === 0) return null;
  return (
    <ul className="hints" aria-label={t('hints.title')}>
      {shown.map(({ hint, acts }) => (
        <li key={hint.kind} className={`hints__one hints__one--${hint.kind}`}>
          <Lightbulb size={14} aria-hidden />
          <span className="hints__why">
            <HintWords hint={hint} />
          </span>
          {acts.map((act) => (
            <button
              key={act.label}
              type="button"
              className="button button--small"
              disabled={sheet.busy !== null}
              aria-keyshortcuts={withKey(act) ? ariaKey(act.key) : undefined}
              onClick={act.run}
            >
              {act.label}
              {withKey(act) && (
                <kbd className="kbd" aria-hidden>
                  {keyHint(act.key)}
                </kbd>
              )}
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}

function keyed(key: KeyName, act: HintAct | undefined) {
  return act === undefined ? {} : { [key]: act.run };
}

/** The caller joins the incident with what is typed. */
function joining(
  { incidentId, stormId, pointId, point }: Extract<Hint, { kind: 'incident' }>,
  { intake }: Sheet,
): TicketAction {
  const { trapped } = readStormIntake(intake.content);
  const incident = { incidentId, stormId, pointId, point };
  return { kind: 'edit', changes: {}, incident, ...(trapped === null ? {} : { trapped }) };
}

function HintWords({ hint }: { readonly hint: Hint }) {
  const t = useText();
  const today = useToday();
  const time = (at: number) =>
    shortTime(at, today, { today: t('time.today'), yesterday: t('time.yesterday') });
  switch (hint.kind) {
    case 'incident':
      return t(`hints.incident.${hint.by}`, { point: hint.point });
    case 'mass':
      return t('hints.mass', { callers: hint.callers, hours: hint.hours, no: hint.ticketNo });
    case 'repeat':
      return t(`hints.repeat.${hint.by}`, {
        no: hint.ticketNo,
        time: time(hint.openedAt),
        state: t(hint.isOpen ? 'hints.open' : 'hints.closed'),
      });
    case 'waterlogging':
      return t(`hints.waterlogging.${hint.by}`, { words: hint.words });
  }
}
