import { type ReactNode, useEffect } from 'react';
import type { EntryDraft } from '../../../shared/contract/knowledge/life-schemas.ts';
import type { Proposal } from '../../../shared/domain/knowledge/proposal.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';
import { writingStore } from './writing-store.ts';

/** What is being written here, and what was proposed: everybody's for a lead, the own for an agent. */
export function ProposalsList() {
  const t = useText();
  const { drafts, proposals, load, take, review } = useFeatureState(writingStore);
  useEffect(() => void load(), [load]);
  const isOpen = ({ state }: Proposal) => state === 'proposed';
  const open = (proposals ?? []).filter(isOpen);
  const decided = (proposals ?? []).filter((proposal) => !isOpen(proposal));
  // What a lead has changed of somebody's proposal is found at the proposal.
  const own = drafts.filter((draft) => !open.some((one) => one.proposalId === draft.proposalId));
  if (own.length + open.length + decided.length === 0)
    return (
      <EmptyState
        title={t(proposals === null ? 'common.loading' : 'writing.noProposals')}
        hint={t('writing.noProposalsHint')}
      />
    );
  return (
    <>
      {own.length > 0 && (
        <Group title={t('writing.drafts')}>
          {own.map((draft) => (
            <Row
              key={draft.proposalId}
              title={titleOf(draft) || t(`writing.asks.${draft.asks.kind}`)}
              note={draft.why}
              onOpen={() => take(draft)}
            />
          ))}
        </Group>
      )}
      <Group title={t('writing.open', { count: open.length })}>
        {open.map((proposal) => (
          <ProposalRow key={proposal.proposalId} proposal={proposal} onOpen={review} />
        ))}
      </Group>
      {decided.length > 0 && (
        <Group title={t('writing.decided')}>
          {decided.map((proposal) => (
            <ProposalRow key={proposal.proposalId} proposal={proposal} onOpen={review} />
          ))}
        </Group>
      )}
    </>
  );
}

function titleOf({ asks }: Pick<EntryDraft, 'asks'>): string {
  return asks.kind === 'text' ? asks.text.title : '';
}

export function Group({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="kgroup" aria-label={title}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly title: string;
  readonly note: string;
  onOpen(): void;
}

function Row({ title, note, onOpen }: RowProps) {
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={onOpen}>
        {title}
      </button>
      {note !== '' && <p>{note}</p>}
    </li>
  );
}

function ProposalRow({
  proposal,
  onOpen,
}: {
  readonly proposal: Proposal;
  onOpen(proposal: Proposal): Promise<void>;
}) {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role);
  const { asks, why, state, byWorkNo, at, course } = proposal;
  const last = course.at(-1);
  const tone =
    state === 'accepted' ? 'tag tag--good' : state === 'sentBack' ? 'tag tag--warn' : 'tag';
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={() => void onOpen(proposal)}>
        {titleOf(proposal) || t(`writing.asks.${asks.kind}`)}
      </button>
      <p>{why}</p>
      <p className="kgroup__facts num">
        {state !== 'proposed' && <span className={tone}>{t(`writing.states.${state}`)}</span>}
        {role === 'lead' && <span>{t('writing.proposedBy', { workNo: byWorkNo })}</span>}
        <span>{fullTime(last?.at ?? at).slice(0, 16)}</span>
        {state === 'sentBack' && last && <span>{t('writing.because', { words: last.words })}</span>}
      </p>
    </li>
  );
}
