import { type StoreApi, createStore } from 'zustand/vanilla';
import type { AuditLine } from '../../shared/contract/audit/schemas.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';
import { officeTime } from './act-forms.ts';

/** What the log is narrowed by; `''` = any. Days are those of the office. */
export interface AuditFilter {
  readonly workNo: string;
  readonly action: string;
  readonly subject: string;
  readonly fromDay: string;
  readonly toDay: string;
}

export interface AuditState extends Doing {
  readonly filter: AuditFilter;
  readonly lines: readonly AuditLine[] | null;
  readonly next: number | null;
  readonly trail: readonly (number | null)[];
}

export interface AuditActs {
  narrow(patch: Partial<AuditFilter>): void;
  look(): Promise<void>;
  older(): Promise<void>;
  newer(): Promise<void>;
  /** The rows to be made a file of; `null` = it failed, and why is said. */
  takeOut(
    reason: string,
  ): Promise<{ readonly lines: readonly AuditLine[]; readonly isCut: boolean } | null>;
}

export type AuditStore = StoreApi<AuditState & AuditActs>;
const pageLength = 50;
const pauseMs = 250;
const dayMs = 24 * 3_600_000;

const dayStart = (day: string): number | null => (day === '' ? null : officeTime(`${day}T00:00`));

function queryOf({ workNo, action, subject, fromDay, toDay }: AuditFilter) {
  const said = (text: string) => text.normalize('NFKC').trim() || null;
  const to = dayStart(toDay);
  return {
    from: dayStart(fromDay),
    to: to === null ? null : to + dayMs,
    action: said(action),
    workNo: said(workNo),
    deskId: null,
    subjectId: said(subject),
  };
}

/** The hub's log, a page at a time. */
export function createAuditStore(deps: {
  readonly hub: HubCalls;
  readonly schedule: (work: () => void, delayMs: number) => () => void;
}): AuditStore {
  const { hub } = deps;
  let cancel = () => {};
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const read = async (trail: readonly (number | null)[]) => {
      const page = await hub.ask(({ audit }) =>
        audit.list({ ...queryOf(get().filter), before: trail.at(-1) ?? null, limit: pageLength }),
      );
      set({ lines: page.lines, next: page.next, trail });
    };
    return {
      ...idle,
      filter: { workNo: '', action: '', subject: '', fromDay: '', toDay: '' },
      lines: null,
      next: null,
      trail: [null],
      narrow(patch) {
        set({ filter: { ...get().filter, ...patch } });
        cancel();
        cancel = deps.schedule(() => void doing(() => read([null]), 'look'), pauseMs);
      },
      async look() {
        await doing(() => read([null]), 'look');
      },
      async older() {
        await doing(() => read([...get().trail, get().next]));
      },
      async newer() {
        await doing(() => read(get().trail.slice(0, -1)));
      },
      async takeOut(reason) {
        let taken: Awaited<ReturnType<AuditActs['takeOut']>> = null;
        await doing(async () => {
          taken = await hub.ask(({ audit }) => audit.export({ ...queryOf(get().filter), reason }));
        });
        return taken;
      },
    };
  });
}
