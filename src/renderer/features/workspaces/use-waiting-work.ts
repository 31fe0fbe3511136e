import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { WorkItem } from '../../../shared/domain/desk/today-work.ts';
import { useNow, useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';

/** Something that was put aside: what it is, whose, since when, and how it goes on. */
export interface WaitingWork extends WorkItem {
  readonly label: string;
  readonly title: string;
  readonly note: string;
  readonly act: { readonly label: string; run(): void };
}

/** What waits at the workbench besides tickets: calls without a result, and words that were typed and never saved. */
export function useWaitingWork(): readonly WaitingWork[] {
  const t = useText();
  const now = useNow();
  const places = useWorkbench((state) => state.places);
  const drafts = useWorkbench((state) => state.drafts);
  const choose = useWorkbench((state) => state.choose);
  const openDraft = useWorkbench((state) => state.openDraft);
  const time = (at: number) =>
    shortTime(at, now, { today: t('time.today'), yesterday: t('time.yesterday') });
  const who = (name: string, number: string) =>
    [name || t('workspaces.unnamed'), number && maskNumber(number)].filter(Boolean).join(' ');
  const owed = places.flatMap(({ key, workspace }) => {
    if (workspace === null || !owesResult(workspace)) return [];
    const { pop, startedAt, note } = workspace;
    return {
      workId: `call:${key}`,
      since: startedAt,
      dueAt: null,
      label: t('workspaces.waiting.owed'),
      title: who(pop.requesterName, pop.number.display),
      note: [t('workspaces.waiting.talked', { time: time(startedAt) }), note]
        .filter(Boolean)
        .join(' · '),
      act: { label: t('workspaces.waiting.giveResult'), run: () => choose(key) },
    };
  });
  const typed = drafts.map(({ draftKey, body, savedAt }) => ({
    workId: `draft:${draftKey}`,
    since: savedAt,
    dueAt: null,
    label: t('workspaces.draft'),
    title: body.content || t('workspaces.waiting.noContent'),
    note: `${who(body.requesterName, body.requesterNumber)} · ${t('workspaces.waiting.typed', { time: time(savedAt) })}`,
    act: { label: t('workspaces.waiting.goOn'), run: () => void openDraft(draftKey) },
  }));
  return [...owed, ...typed];
}
