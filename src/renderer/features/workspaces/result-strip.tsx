import { useEffect, useId, useRef, useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { type CallResult, callResults } from '../../../shared/domain/calls/call-result.ts';
import { type Workspace, owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useStores, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { activePlace } from '../../workbench/places.ts';
import { isChoosing } from '../../workbench/workbench-state.ts';
import './workspaces.css';

/**
 * What came of the conversation in front, and what is noted of it. After the call a bare digit gives the result, as long as no field
 * has the focus and no ticket is to be chosen; it can be given during the call and changed later.
 */
export function ResultStrip() {
  const workspace = useWorkbench((state) => activePlace(state)?.workspace ?? null);
  if (workspace === null || workspace.answeredAt === null) return null;
  return <Strip key={workspace.callId} workspace={workspace} />;
}

function Strip({ workspace }: { readonly workspace: Workspace }) {
  const t = useText();
  const { callId, result = null } = workspace;
  const { failure, conclude } = useConclude(callId);
  const isOwed = owesResult(workspace);
  // One digit does one thing: while tickets are to be chosen from, it chooses one.
  const isChoosingTicket = useWorkbench(isChoosing);
  const takesDigits = isOwed && !isChoosingTicket;
  useKeys(takesDigits ? { choice: (place) => give(callResults[place - 1]) } : {});
  const give = (chosen: CallResult | undefined) => chosen && conclude({ result: chosen });
  return (
    <section
      className={isOwed ? 'result is-owed' : 'result'}
      aria-label={t('workspaces.result.title')}
    >
      <h3 className="result__title">
        {t(takesDigits ? 'workspaces.result.owed' : 'workspaces.result.title')}
      </h3>
      {failure && <ErrorNotice code={failure} lead={t('workspaces.result.failed')} />}
      <div className="result__choices" role="group" aria-label={t('workspaces.result.title')}>
        {callResults.map((one, index) => (
          <button
            key={one}
            type="button"
            className="result__choice"
            aria-pressed={one === result}
            onClick={() => give(one)}
          >
            {takesDigits && (
              <kbd className="kbd" aria-hidden>
                {keyHint('choice', index + 1)}
              </kbd>
            )}
            {t(`callResult.${one}`)}
          </button>
        ))}
      </div>
      <Note note={workspace.note} onNoted={(note) => conclude({ note })} />
    </section>
  );
}

function useConclude(callId: string) {
  const { workbench } = useStores();
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const conclude = (said: { result?: CallResult; note?: string }) => {
    setFailure(null);
    workbench
      .getState()
      .conclude(callId, said)
      .catch((error: unknown) => setFailure(errorCodeOf(error)));
  };
  return { failure, conclude };
}

const notePauseMs = 600;

/** Written down a moment after each pause, and when the field or the conversation is left. */
function Note({ note, onNoted }: { readonly note: string; onNoted(note: string): void }) {
  const t = useText();
  const id = useId();
  const { deps } = useStores();
  const [typed, setTyped] = useState(note);
  const latest = useRef({ note, onNoted });
  useEffect(() => {
    latest.current = { note, onNoted };
  });
  useEffect(() => {
    const write = () => {
      if (typed !== latest.current.note) latest.current.onNoted(typed);
    };
    const cancel = deps.schedule(write, notePauseMs);
    return () => {
      cancel();
      write();
    };
  }, [deps, typed]);
  return (
    <>
      <label className="sr-only" htmlFor={id}>
        {t('workspaces.result.note')}
      </label>
      <input
        id={id}
        className="input result__note"
        autoComplete="off"
        maxLength={500}
        placeholder={t('workspaces.result.noteHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== note && onNoted(typed)}
      />
    </>
  );
}
