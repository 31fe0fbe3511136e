import { Archive } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { cleanLine } from '../../../shared/clean-text.ts';
import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { activePlace } from '../../workbench/places.ts';
import { isUnsaved, sheetIn } from '../../workbench/workbench-state.ts';
import { placeName } from './place-name.ts';

/** 放下: what is over and not finished goes from the tabs into 今日工作, with a reason if there is one. */
export function PutAsideButton() {
  const t = useText();
  const place = useWorkbench(activePlace);
  const running = useWorkbench((state) => state.running);
  const unsaved = useWorkbench((state) => isUnsaved(state, activePlace(state)));
  const [askedFor, askFor] = useState<string | null>(null);
  const owes = place?.workspace ? owesResult(place.workspace) : false;
  const key =
    place !== null && !running.includes(place.key) && (owes || unsaved) ? place.key : null;
  // Another one came to the front: it does not ask anew by itself when this one does again.
  if (askedFor !== null && askedFor !== key) askFor(null);
  useKeys(key === null ? {} : { putAside: () => askFor(key) });
  if (key === null) return null;
  return (
    <>
      <button
        type="button"
        className="wtabs__new"
        aria-keyshortcuts={ariaKey('putAside')}
        title={`${t('workspaces.aside.title')} ${keyHint('putAside')}`}
        onClick={() => askFor(key)}
      >
        <Archive size={14} aria-hidden />
        <span>{t('workspaces.aside.act')}</span>
      </button>
      {askedFor === key && <AsideDialog onClose={() => askFor(null)} />}
    </>
  );
}

function AsideDialog({ onClose }: { onClose(): void }) {
  const t = useText();
  const place = useWorkbench(activePlace);
  const sheet = useWorkbench((state) => sheetIn(state, place));
  const putAside = useWorkbench((state) => state.putAside);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const { name, number } = placeName({ place, sheet, runs: false }, t);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    putAside(cleanLine(reason).trim()).then(onClose, (error: unknown) =>
      setFailure(errorCodeOf(error)),
    );
  };
  return (
    <Dialog
      title={t('workspaces.aside.ask', { who: `${name} ${number}`.trim() })}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <p>{t('workspaces.aside.hint')}</p>
        {failure && <ErrorNotice code={failure} lead={t('workspaces.aside.failed')} />}
        <label className="aside__reason">
          {t('workspaces.aside.reason')}
          <input
            className="input"
            autoComplete="off"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main">
            {t('workspaces.aside.act')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
