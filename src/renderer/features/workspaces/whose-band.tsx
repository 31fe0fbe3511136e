import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CallId } from '../../../shared/domain/ids.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { type Place, activePlace, conversationOnLine, whoseSheet } from '../../workbench/places.ts';
import { type Confirming, openSheet, sheetIn } from '../../workbench/workbench-state.ts';
import { placeName } from './place-name.ts';
import './workspaces.css';

/** 不是本次来电: the ticket that lies open is not of the citizen on the line. Nothing is shown when it is. */
export function WhoseBand() {
  const t = useText();
  const whose = useWorkbench((state) => whoseSheet(state, activePlace(state), openSheet(state)));
  const talking = useName(useWorkbench(conversationOnLine));
  const shown = useName(useWorkbench(activePlace));
  const onLine = useWorkbench((state) => conversationOnLine(state)?.key ?? null);
  const isEngaged = useWorkbench((state) => state.engaged !== null);
  const isTicket = useWorkbench((state) => (openSheet(state)?.ticketId ?? null) !== null);
  const choose = useWorkbench((state) => state.choose);
  const adopt = useWorkbench((state) => state.adopt);
  const confirming = useWorkbench((state) => state.confirming);
  if (whose !== 'notOfTheCall' || onLine === null) return null;
  return (
    <div className="whose" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <p className="grow">
        <b>{t('workspaces.foreign')}</b>{' '}
        {t(isEngaged ? 'workspaces.foreignHint' : 'workspaces.foreignHeld', { talking, shown })}
      </p>
      {isTicket && (
        <button type="button" className="button button--small" onClick={adopt}>
          {t('workspaces.adopt')}
        </button>
      )}
      <BackButton onLine={onLine} talking={talking} onBack={choose} />
      {confirming && <Confirm confirming={confirming} shown={shown} />}
    </div>
  );
}

function BackButton(props: {
  readonly onLine: CallId;
  readonly talking: string;
  onBack(key: string): void;
}) {
  const t = useText();
  return (
    <button
      type="button"
      className="button button--small button--main"
      onClick={() => props.onBack(props.onLine)}
    >
      {t('workspaces.back', { talking: props.talking })}
    </button>
  );
}

/** `张女士 199****0123`, as the tab says it. */
function useName(place: Place | null): string {
  const t = useText();
  const sheet = useWorkbench((state) => sheetIn(state, place));
  const runs = useWorkbench((state) => place !== null && state.running.includes(place.key));
  const { name, number } = placeName({ place, sheet, runs }, t);
  return `${name} ${number}`.trim();
}

/** Asked once for each call and ticket; the focus is on the harmless answer. */
function Confirm({
  confirming,
  shown,
}: {
  readonly confirming: Confirming;
  readonly shown: string;
}) {
  const t = useText();
  const confirm = useWorkbench((state) => state.confirm);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    no.current?.focus();
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const { action } = confirming;
  const word = t(
    action.kind === 'close'
      ? action.closeAs === 'selfHandled'
        ? 'ticket.close'
        : 'ticket.direct'
      : action.kind === 'edit'
        ? 'ticket.save'
        : `flow.acts.${action.kind}`,
  );
  return (
    <div
      className="whose__ask"
      role="alertdialog"
      aria-label={t('workspaces.foreign')}
      onKeyDown={({ key }) => {
        if (key === 'Escape') void confirm(false);
      }}
    >
      <p>{t('workspaces.confirm', { shown, action: word })}</p>
      <button
        ref={no}
        type="button"
        className="button button--small"
        onClick={() => void confirm(false)}
      >
        {t('workspaces.confirmNo')}
      </button>
      <button
        type="button"
        className="button button--small button--danger"
        onClick={() => void confirm(true)}
      >
        {t('workspaces.confirmYes', { action: word })}
      </button>
    </div>
  );
}
