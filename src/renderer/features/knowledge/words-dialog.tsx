import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextRow } from './entry-form.tsx';
import { leadListsStore } from './lead-lists-store.ts';
import { readWords, writeWords } from './words-text.ts';

/** 搜索词表: words that mean the same, and how words are typed wrong; for every desk from when they are sent. */
export function WordsDialog() {
  const t = useText();
  const { wordsOpen, words, typedWords, busy, failure, closeWords, typeWords, putWords } =
    useFeatureState(leadListsStore);
  if (!wordsOpen) return null;
  const typed = typedWords ?? writeWords(words?.value ?? { same: [], wrong: [] });
  const read = readWords(typed);
  return (
    <Dialog title={t('words.title')} onClose={closeWords}>
      <form
        className="writing"
        onSubmit={(event) => {
          event.preventDefault();
          if (read.faults.length === 0 && words !== null) void putWords(read.words);
        }}
      >
        <p className="writing__hint">{t('words.hint')}</p>
        <TextRow
          label={t('words.same')}
          rows={7}
          max={20_000}
          value={typed.same}
          onChange={(same) => typeWords({ ...typed, same })}
        />
        <TextRow
          label={t('words.wrong')}
          rows={5}
          max={20_000}
          value={typed.wrong}
          onChange={(wrong) => typeWords({ ...typed, wrong })}
        />
        {read.faults.length > 0 && (
          <p role="status" className="entryform__lacks">
            {t('words.faults', { lines: read.faults.slice(0, 3).join('、') })}
          </p>
        )}
        {failure && <ErrorNotice code={failure} lead={t('words.failed')} />}
        <div className="dialog__acts">
          <button type="button" className="button" onClick={closeWords}>
            {t('words.close')}
          </button>
          <button
            type="submit"
            className="button button--main"
            disabled={busy || words === null || read.faults.length > 0}
          >
            {t('words.put')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
