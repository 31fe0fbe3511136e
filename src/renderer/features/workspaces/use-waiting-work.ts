import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { useDeskState, useToday, useWorkbench } from '../../parts/desk-context.ts';
import type { OtherWork } from '../../parts/other-work.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';

/** What waits at the workbench besides tickets: calls without a result, and words that were typed and never saved. */
export function useWaitingWork(): readonly OtherWork[] {
  const t = useText();
  const today = useToday();
  const places = useWorkbench((state) => state.places);
  const workspaces = useDeskState((desk) => desk.workspaces);
  const aside = useDeskState((desk) => desk.aside);
  const takeUp = useWorkbench((state) => state.takeUp);
  const drafts = useWorkbench((state) => state.drafts);
  const choose = useWorkbench((state) => state.choose);
  const openDraft = useWorkbench((state) => state.openDraft);
  const discardDraft = useWorkbench((state) => state.discardDraft);
  const time = (at: number) =>
    shortTime(at, today, { today: t('time.today'), yesterday: t('time.yesterday') });
  const who = (name: string, number: string) =>
    [name || t('workspaces.unnamed'), number && maskNumber(number)].filter(Boolean).join(' ');
  const asideOf = (key: string) => aside?.find((one) => one.key === key);
  /** `` ` · 19:40 放下：等物业回电` ``, or nothing. */
  const whyAside = (key: string) => {
    const found = asideOf(key);
    if (found === undefined) return '';
    const when = t('workspaces.waiting.asideAt', { time: time(found.at) });
    return found.reason === '' ? when : `${when}：${found.reason}`;
  };
  const open = places.flatMap(({ workspace }) => workspace ?? []);
  const hidden = workspaces.filter(({ callId }) => open.every((one) => one.callId !== callId));
  const owed = [...open, ...hidden].flatMap((workspace) => {
    if (!owesResult(workspace)) return [];
    const { callId: key, pop, startedAt, note } = workspace;
    const isTab = open.includes(workspace);
    return {
      workId: `call:${key}`,
      since: startedAt,
      dueAt: null,
      label: t(isTab ? 'workspaces.waiting.owed' : 'workspaces.waiting.aside'),
      title: who(pop.requesterName, pop.number.display),
      note: [t('workspaces.waiting.talked', { time: time(startedAt) }), note, whyAside(key)]
        .filter(Boolean)
        .join(' · '),
      act: {
        label: t('workspaces.waiting.giveResult'),
        run: () => (isTab ? choose(key) : void takeUp(key, workspace)),
      },
      discard: null,
    };
  });
  const typed = drafts.map(({ draftKey, body, savedAt }) => ({
    workId: `draft:${draftKey}`,
    since: savedAt,
    dueAt: null,
    label: t('workspaces.draft'),
    title: body.content || t('workspaces.waiting.noContent'),
    note: [
      who(body.requesterName, body.requesterNumber),
      t('workspaces.waiting.typed', { time: time(savedAt) }),
      whyAside(draftKey),
    ]
      .filter(Boolean)
      .join(' · '),
    act: {
      label: t('workspaces.waiting.goOn'),
      run: () => void (asideOf(draftKey) ? takeUp(draftKey, null) : openDraft(draftKey)),
    },
    discard: () => discardDraft(draftKey),
  }));
  return [...owed, ...typed];
}
