import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EntryDiff } from './entry-diff.tsx';
import { sheetStore } from './sheet-store.ts';

/** One row of a sheet that was read: what it would change. `null` = none is chosen. */
export function SheetRowView() {
  const t = useText();
  const { sheet, shown } = useFeatureState(sheetStore);
  const row = sheet?.rows.find((one) => one.row === shown);
  if (!row) return <p className="writing__hint sheetpart">{t('sheet.chooseRow')}</p>;
  return (
    <article className="entry" aria-label={t('sheet.difference')}>
      <h3 className="entry__title">{row.after.title || t('writing.untitled')}</h3>
      <p className="writing__hint">{t('writing.because', { words: row.why })}</p>
      <h4>{t('writing.difference')}</h4>
      <p className="writing__hint">{t('writing.marks')}</p>
      <EntryDiff before={row.before} after={row.after} />
    </article>
  );
}
