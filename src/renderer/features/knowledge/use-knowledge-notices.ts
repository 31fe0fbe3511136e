import { useEffect } from 'react';
import type { MustReadItem } from '../../../shared/domain/knowledge/must-read.ts';
import { hasFallen } from '../../../shared/domain/knowledge/judged-runs.ts';
import { useDeskState, useStores, useView } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import type { OtherWork } from '../../parts/other-work.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { mustReadStore } from './must-read-store.ts';
import { noticesStore } from './notices-store.ts';

/** So often it is asked what waits; opening the page of the knowledge base asks at once. */
const againMs = 3 * 60_000;

/** Asks what waits, for as long as somebody who works with the knowledge base is signed in; more of it for the lead. */
function useLooking(): boolean {
  const { deps } = useStores();
  const role = useDeskState((desk) => desk.user?.role ?? null);
  const route = useView((state) => state.route);
  const { look } = useFeatureState(noticesStore);
  const { look: lookAtMustRead } = useFeatureState(mustReadStore);
  const isLead = role === 'lead';
  const isStaff = isLead || role === 'agent';
  useEffect(() => {
    if (!isStaff) return undefined;
    let cancel = () => {};
    const again = () => {
      void lookAtMustRead();
      if (isLead) void look();
      cancel = deps.schedule(again, againMs);
    };
    again();
    return () => cancel();
  }, [deps, isLead, isStaff, look, lookAtMustRead, route]);
  return isLead;
}

/**
 * How much of the knowledge base waits: for the lead proposals, entries that are over or due and a search that fell, for an agent what must be
 * read.
 */
export function useKnowledgeCount(): number {
  const isLead = useLooking();
  const { proposals, due, runs } = useFeatureState(noticesStore);
  const unread = useUnread();
  if (!isLead) return unread.length;
  return (proposals?.count ?? 0) + urgent(due).length + (hasFallen(runs) ? 1 : 0);
}

/** 必读 that this person has not confirmed; the lead, who has marked it, is asked for nothing. */
function useUnread(): readonly MustReadItem[] {
  const isAgent = useDeskState((desk) => desk.user?.role === 'agent');
  const { items } = useFeatureState(mustReadStore);
  return isAgent ? items.filter(({ readAt }) => readAt === null) : [];
}

/** The same in 今日工作, one line for each kind. */
export function useKnowledgeWork(): readonly OtherWork[] {
  const t = useText();
  const stores = useStores();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const go = useView((state) => state.go);
  const { proposals, due, runs } = useFeatureState(noticesStore);
  const unread = useUnread();
  const act = { label: t('notices.open'), run: () => go('knowledge') };
  const common = { dueAt: null, act, discard: null, label: t('notices.label') };
  const [first] = unread;
  const readFirst = () => {
    if (first) void knowledgeStore(stores).getState().openById(first.entryId);
    go('knowledge');
  };
  const ofAgent = first && {
    ...common,
    act: { ...act, run: readFirst },
    workId: 'knowledge:mustRead',
    since: Math.min(...unread.map(({ since }) => since)),
    title: t('notices.mustRead', { count: unread.length }),
    note: titlesOf(unread),
  };
  if (!isLead) return ofAgent ? [ofAgent] : [];
  const over = urgent(due);
  const last = runs.at(-1);
  const waiting: readonly (OtherWork | false | null | undefined)[] = [
    proposals && {
      ...common,
      workId: 'knowledge:proposals',
      since: proposals.since,
      title: t('notices.proposals', { count: proposals.count }),
      note: '',
    },
    over.length > 0 && {
      ...common,
      workId: 'knowledge:due',
      since: Math.min(...over.map(({ entry }) => entry.validUntil ?? entry.updatedAt)),
      title: t('notices.due', { count: over.length }),
      note: titlesOf(over.map(({ entry }) => entry)),
    },
    last &&
      hasFallen(runs) && {
        ...common,
        workId: 'knowledge:fell',
        since: last.at,
        title: t('notices.fell', { day: last.day, count: last.fell.length }),
        note: last.fell.slice(0, 3).join('、'),
      },
  ];
  return waiting.flatMap((work) => (work ? [work] : []));
}

function titlesOf(of: readonly { readonly title: string }[]): string {
  return of
    .slice(0, 3)
    .map(({ title }) => title)
    .join('、');
}

/** What is over, not what will be some day. */
function urgent<Due extends { readonly cause: string }>(due: readonly Due[]): readonly Due[] {
  return due.filter(({ cause }) => cause === 'expired' || cause === 'reviewDue');
}
