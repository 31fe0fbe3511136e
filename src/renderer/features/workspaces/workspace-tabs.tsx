import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { type CallView, isAgentHeld } from '../../../shared/domain/calls/call.ts';
import { callSince } from '../../../shared/domain/seat/agent-face.ts';
import { useDeskState, useTimed, useView, useWorkbench } from '../../parts/desk-context.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { focusForm } from '../../ui/focus-place.ts';
import { duration } from '../../ui/format.ts';
import { moveAmongTabs } from '../../ui/tab-keys.ts';
import { type Place, activePlace, homeKey } from '../../workbench/places.ts';
import { type WorkbenchState, isUnsaved, sheetIn } from '../../workbench/workbench-state.ts';
import { placeName } from './place-name.ts';
import { PutAsideButton } from './put-aside-button.tsx';
import './workspaces.css';

/** One tab for each conversation and each ticket opened by hand; `children` = the acts on the calls that are not in front. */
export function WorkspaceTabs({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const places = useWorkbench((state) => state.places);
  const activeKey = useWorkbench((state) => state.activeKey);
  const isShown = useView((state) => state.route === 'workbench');
  const caller = useWorkbench(callerToShow);
  const show = useShow();
  const go = useView((state) => state.go);
  useKeys({
    ...(caller === null ? {} : { caller: () => show(caller) }),
    nextTab: () => show(nextKey(places, activeKey)),
    home: () => show(homeKey),
    form: () => {
      // From another page: the form is there at once, so that the next letter goes into it.
      flushSync(() => go('workbench'));
      focusForm();
    },
  });
  return (
    <nav className="wtabs" aria-label={t('workspaces.label')}>
      <div
        className="wtabs__list"
        role="tablist"
        aria-label={t('workspaces.label')}
        onKeyDown={moveAmongTabs}
      >
        {places.map((place) => (
          <PlaceTab
            key={place.key}
            place={place}
            isActive={isShown && place.key === activeKey}
            isFocusable={place.key === activeKey}
          />
        ))}
        <Tab
          placeKey={homeKey}
          isActive={isShown && activeKey === homeKey}
          isFocusable={activeKey === homeKey}
          face="home"
        >
          <b>{t('workspaces.home')}</b>
        </Tab>
      </div>
      <NewButton />
      <PutAsideButton />
      <CloseButton />
      {children}
    </nav>
  );
}

/** Who is spoken with, else who rings, when another place is in front: one key goes there. */
function callerToShow(state: WorkbenchState): string | null {
  const { engaged, running, activeKey } = state;
  if (activePlace(state)?.offered === true) return null;
  const key = engaged ?? running.findLast((callId) => callId !== activeKey) ?? null;
  return key === activeKey || state.places.every((place) => place.key !== key) ? null : key;
}

/** The tab to the right of the one in front; the first one behind the last. */
function nextKey(places: readonly Place[], activeKey: string): string {
  const keys = [...places.map(({ key }) => key), homeKey];
  return keys[(keys.indexOf(activeKey) + 1) % keys.length] ?? homeKey;
}

/** Brings a place to the front, from whichever page. */
function useShow(): (key: string) => void {
  const choose = useWorkbench((state) => state.choose);
  const go = useView((state) => state.go);
  return (key) => {
    choose(key);
    go('workbench');
  };
}

interface PlaceTabProps {
  readonly place: Place;
  readonly isActive: boolean;
  readonly isFocusable: boolean;
}

function PlaceTab({ place, isActive, isFocusable }: PlaceTabProps) {
  const t = useText();
  const call = useDeskState(({ phone }) => phone.calls.find(({ callId }) => callId === place.key));
  const sheet = useWorkbench((state) => sheetIn(state, place));
  const unsaved = useWorkbench((state) => isUnsaved(state, place) || isKept(state, place));
  const running = call && call.state !== 'ended' ? call : null;
  const { name, number } = placeName({ place, sheet, runs: running !== null }, t);
  const face = running ? faceOfCall(running) : faceOfRest(place, unsaved);
  const time = useTimed((now) => (running ? duration(now - beganAt(running)) : ''));
  return (
    <Tab placeKey={place.key} isActive={isActive} isFocusable={isFocusable} face={face}>
      {unsaved && running === null && <em className="wtab__draft">{t('workspaces.draft')}</em>}
      <b className="wtab__name">{name}</b>
      <span className="num wtab__number">
        <bdi dir="ltr">{number}</bdi>
      </span>
      <span className="num wtab__state">{t(`workspaces.states.${face}`, { time })}</span>
    </Tab>
  );
}

function faceOfCall(call: CallView) {
  if (call.state === 'alerting' || call.state === 'dialling') return call.state;
  return isAgentHeld(call) ? 'held' : 'connected';
}

/** Words of before a reload wait for a place that nobody has opened since. */
function isKept({ drafts }: WorkbenchState, { key, sheetKey, workspace }: Place): boolean {
  const kept = workspace?.pop.ticketId ?? key;
  return sheetKey === null && drafts.some(({ draftKey }) => draftKey === kept);
}

/** When what its face says began: a hold is no older than the hold, though the talk is. */
function beganAt(call: CallView): number {
  return isAgentHeld(call) ? callSince(call) : (call.answeredAt ?? call.startedAt);
}

function faceOfRest({ workspace }: Place, unsaved: boolean) {
  if (workspace !== null && owesResult(workspace)) return 'owing';
  if (unsaved) return 'draft';
  return workspace === null ? 'byHand' : 'over';
}

interface TabProps {
  readonly placeKey: string;
  readonly isActive: boolean;
  readonly isFocusable: boolean;
  readonly face: string;
  readonly children: ReactNode;
}

function Tab({ placeKey, isActive, isFocusable, face, children }: TabProps) {
  const show = useShow();
  return (
    <button
      type="button"
      role="tab"
      className={`wtab wtab--${face}`}
      aria-selected={isActive}
      aria-controls="desk-main"
      tabIndex={isFocusable ? 0 : -1}
      onClick={() => show(placeKey)}
    >
      <i className="wtab__shape" aria-hidden />
      {children}
    </button>
  );
}

/** A demand without a call: somebody came in, or a letter. */
function NewButton() {
  const t = useText();
  const start = useWorkbench((state) => state.startBlank);
  const go = useView((state) => state.go);
  const begin = () => {
    go('workbench');
    void start();
  };
  useKeys({ newTicket: begin });
  return (
    <button
      type="button"
      className="wtabs__new"
      aria-keyshortcuts={ariaKey('newTicket')}
      title={`${t('workspaces.blank')} ${keyHint('newTicket')}`}
      onClick={begin}
    >
      <Plus size={14} aria-hidden />
      <span>{t('workspaces.blank')}</span>
    </button>
  );
}

/** Closes the tab in front, where nothing is lost by that: what is typed stays a draft, a call that runs stays. */
function CloseButton() {
  const t = useText();
  const place = useWorkbench(activePlace);
  const sheet = useWorkbench((state) => sheetIn(state, place));
  const close = useWorkbench((state) => state.close);
  const running = useWorkbench((state) => state.running);
  if (place === null || running.includes(place.key)) return null;
  if (place.workspace !== null && owesResult(place.workspace)) return null;
  const { name } = placeName({ place, sheet, runs: false }, t);
  return (
    <button
      type="button"
      className="wtabs__close"
      aria-label={t('workspaces.close', { name })}
      title={t('workspaces.close', { name })}
      onClick={() => void close(place.key)}
    >
      <X size={14} aria-hidden />
    </button>
  );
}
