import type { EntryText } from '../../../shared/domain/knowledge/entry-text.ts';
import { wordDiff } from '../../../shared/domain/knowledge/word-diff.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { dayOf, lastDayOf } from './entry-fields.ts';

export interface EntryDiffProps {
  /** `null` = there was nothing before. */
  readonly before: EntryText | null;
  readonly after: EntryText;
}

/** What differs between two texts, field by field, with the words that went and came. */
export function EntryDiff({ before, after }: EntryDiffProps) {
  const t = useText();
  const fields = useFieldTexts();
  const old = before && fields(before);
  const rows = fields(after).flatMap(({ label, value }, at) => {
    const was = old?.[at]?.value ?? '';
    return was === value ? [] : [{ label, parts: wordDiff(was, value) }];
  });
  if (rows.length === 0) return <p className="diff__none">{t('writing.noDifference')}</p>;
  return (
    <dl className="diff">
      {rows.map(({ label, parts }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {parts.map(({ kind, text }, at) => {
              const key = `${at}:${kind}`;
              if (kind === 'same') return <span key={key}>{text}</span>;
              return kind === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useFieldTexts() {
  const t = useText();
  return ({ title, body, wording, categoryCode, synonyms, validFrom, validUntil }: EntryText) => [
    { label: t('writing.title'), value: title },
    { label: t('knowledge.spoken'), value: wording.spoken },
    { label: t('knowledge.recorded'), value: wording.recorded },
    {
      label: t('writing.handling'),
      value: t(wording.mayAnswerDirectly ? 'knowledge.direct' : 'knowledge.toAssign'),
    },
    { label: t('knowledge.body'), value: body },
    { label: t('writing.synonyms'), value: synonyms.join('、') },
    { label: t('writing.category'), value: categoryCode && categoryText(categoryCode) },
    { label: t('writing.audience'), value: t(`knowledge.${wording.audience}`) },
    { label: t('writing.toConfirm'), value: wording.toConfirm.join('\n') },
    { label: t('writing.source'), value: wording.source },
    { label: t('writing.reviewer'), value: wording.reviewer },
    { label: t('writing.reviewOn'), value: wording.reviewOn },
    { label: t('writing.validFrom'), value: dayOf(validFrom) },
    { label: t('writing.validUntil'), value: lastDayOf(validUntil) },
  ];
}
