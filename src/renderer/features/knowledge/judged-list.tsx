import { useEffect } from 'react';
import { type JudgedAnswer, figuresOf } from '../../../shared/domain/knowledge/judged.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { leadListsStore } from './lead-lists-store.ts';
import { NightCourse } from './night-course.tsx';
import { noticesStore } from './notices-store.ts';
import { Group } from './proposals-list.tsx';

/** 检索考题: how well the search answers the office's own questions, and which it does not. */
export function JudgedList() {
  const t = useText();
  const { answers, loadJudged } = useFeatureState(leadListsStore);
  const { runs } = useFeatureState(noticesStore);
  useEffect(() => void loadJudged(), [loadJudged]);
  if (answers === null) return <EmptyState title={t('common.loading')} />;
  if (answers.length === 0)
    return <EmptyState title={t('judged.none')} hint={t('judged.noneHint')} />;
  const { questions, recall1, recall5, mrr } = figuresOf(answers);
  const failing = answers.filter(({ place }) => place === null || place > 5);
  const others = answers.filter((answer) => !failing.includes(answer));
  return (
    <>
      <dl className="figures num">
        <Figure name={t('judged.questions')} value={String(questions)} />
        <Figure name={t('judged.recall1')} value={share(recall1)} />
        <Figure name={t('judged.recall5')} value={share(recall5)} />
        <Figure name={t('judged.mrr')} value={mrr.toFixed(2)} />
      </dl>
      <NightCourse runs={runs} />
      <Group title={t('judged.failing', { count: failing.length })}>
        {failing.map((answer) => (
          <Answer key={answer.question} answer={answer} />
        ))}
      </Group>
      <Group title={t('judged.well', { count: others.length })}>
        {others.map((answer) => (
          <Answer key={answer.question} answer={answer} />
        ))}
      </Group>
    </>
  );
}

function share(value: number): string {
  return `${Math.round(value * 100)}%`;
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Answer({
  answer: { question, entryNos, place, first },
}: {
  readonly answer: JudgedAnswer;
}) {
  const t = useText();
  const { removeJudged, busy } = useFeatureState(leadListsStore);
  return (
    <li>
      <span className="kgroup__open">{question}</span>
      <p className="kgroup__facts num">
        <span className={place === null || place > 5 ? 'tag tag--bad' : 'tag tag--good'}>
          {place === null ? t('judged.nowhere') : t('judged.place', { place })}
        </span>
        <span>{t('judged.right', { entryNos: entryNos.join('、') })}</span>
        {place !== 1 && first !== null && <span>{t('judged.first', { entryNo: first })}</span>}
        <button
          type="button"
          className="link"
          disabled={busy}
          onClick={() => void removeJudged(question)}
        >
          {t('judged.remove')}
          <span className="sr-only">{question}</span>
        </button>
      </p>
    </li>
  );
}
