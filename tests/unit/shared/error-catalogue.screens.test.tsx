import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { i18n } from 'i18next';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreApi } from 'zustand';
import { LastOutcome } from '../../../src/renderer/features/call-bar/last-outcome.tsx';
import { outcomeStore } from '../../../src/renderer/features/call-bar/outcome-store.ts';
import { ProblemStrip } from '../../../src/renderer/features/problems/problem-strip.tsx';
import { SeatDetail } from '../../../src/renderer/features/seat/seat-detail.tsx';
import { SignInPage } from '../../../src/renderer/features/session/sign-in-page.tsx';
import { ProblemsDetail } from '../../../src/renderer/features/status-bar/status-details.tsx';
import { createTexts } from '../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../src/renderer/parts/desk-context.ts';
import { ErrorNotice } from '../../../src/renderer/parts/error-notice.tsx';
import { phoneTexts } from '../../../src/renderer/phone/phone-texts.ts';
import { createDeskStore } from '../../../src/renderer/stores/desk-store.ts';
import { createViewStore } from '../../../src/renderer/stores/view-store.ts';
import { createSessionStore } from '../../../src/renderer/stores/session-store.ts';
import { createTickerStore } from '../../../src/renderer/stores/ticker-store.ts';
import type { DeskState } from '../../../src/shared/domain/desk/desk-state.ts';
import { errorCatalogue } from '../../../src/shared/error-catalogue.ts';
import { type ErrorCode, errorCodes } from '../../../src/shared/error-codes.ts';
import { aDeskState, aTalk } from '../../support/desk/desk-samples.ts';
import { type Screen, arisings } from '../../support/error-arisings.ts';

const root = join(import.meta.dirname, '..', '..', '..');

let texts: i18n;
beforeAll(async () => {
  texts = await createTexts();
});

const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
/** Nothing is asked of the host: what is shown is what the stores hold. */
const noApi = new Proxy({}, { get: () => () => new Promise<never>(() => {}) });

interface Shown {
  readonly desk?: DeskState;
  readonly connection?: 'online' | 'lost' | 'stranger' | 'openedElsewhere' | 'notAdmitted';
  readonly failed?: ErrorCode;
  readonly signInFailed?: ErrorCode;
}

/** The component as the desk page draws it, with these facts in its stores. */
function drawn(element: ReactElement, shown: Shown): string {
  const desk = createDeskStore({ api: noApi as never, clock });
  const session = createSessionStore({ api: noApi as never, clock: { now: () => 0 } });
  desk.getState().setDesk(shown.desk ?? aDeskState());
  desk.getState().setConnection(shown.connection ?? 'online');
  if (shown.failed)
    desk.setState({ failure: { code: shown.failed, kind: 'transfer', at: clock.now() } });
  if (shown.signInFailed) session.setState({ failure: shown.signInFailed });
  const stores: Partial<DeskStores> = {
    desk: still(desk),
    session: still(session),
    view: createViewStore({ get: () => null, set: () => {} } as never),
    deps: { api: noApi } as never,
    ticker: still(createTickerStore(clock)),
    slowTicker: still(createTickerStore(clock)),
  };
  const ends = outcomeStore(stores as DeskStores);
  ends.getInitialState = ends.getState;
  return renderToStaticMarkup(
    <I18nextProvider i18n={texts}>
      <DeskContext value={stores as DeskStores}>{element}</DeskContext>
    </I18nextProvider>,
  );
}

/** A drawing without a browser takes a store's first state for its state. */
function still<T extends StoreApi<unknown>>(store: T): T {
  return { ...store, getInitialState: store.getState };
}

const withProblem = (code: ErrorCode, problemId: string = code) =>
  aDeskState({
    problems: [{ problemId, code, since: Date.now(), callId: null, detail: '' }],
  });

/** What a screen says of the code, whole enough to be found by its words. */
const screens: Readonly<Record<Screen, (code: ErrorCode) => string>> = {
  strip: (code) => drawn(<ProblemStrip />, { desk: withProblem(code) }),
  act: (code) => drawn(<ProblemStrip />, { failed: code }),
  bar: (code) => {
    const desk = aDeskState();
    const failed = {
      state: 'ended',
      endedAt: Date.now(),
      endReason: 'failed',
      endCode: code,
    } as const;
    const phone = { ...desk.phone, calls: [aTalk({ ...failed, answeredAt: null })] };
    return drawn(<LastOutcome desk={{ ...desk, phone }} />, { desk: { ...desk, phone } });
  },
  inCall: (code) => {
    const desk = withProblem(code);
    const phone = { ...desk.phone, calls: [aTalk()] };
    return drawn(<ProblemStrip />, { desk: { ...desk, phone } });
  },
  page: (code) => {
    const connection = code.split('.')[1] as 'stranger' | 'openedElsewhere' | 'notAdmitted';
    return drawn(<ProblemStrip />, { connection });
  },
  signIn: (code) =>
    drawn(<SignInPage />, {
      desk: aDeskState({ user: null }),
      // While the host is here again, the code is told as what it was: `toldNow`.
      connection: code === 'ipc.disconnected' ? 'lost' : 'online',
      signInFailed: code,
    }),
  status: (code) => drawn(<ProblemsDetail />, { desk: withProblem(code) }),
  seat: (code) => {
    const { phone } = aDeskState();
    return drawn(<SeatDetail />, {
      desk: aDeskState({ phone: { ...phone, registration: { kind: 'stopped', code } } }),
    });
  },
  asked: (code) => drawn(<ErrorNotice code={code} lead="加载失败" />, {}),
  phone: () => Object.values(phoneTexts).join(''),
};

/** Where a page draws what it asked for and did not get; each names the catalogue or the notice that does. */
const says = /ErrorNotice|errorCatalogue|words: PhoneTexts/u;

const sourceOf = (file: string) => readFileSync(join(root, 'src', file), 'utf8');

/** What the row says and the sources do not bear out. */
function untrueOrigin(code: ErrorCode): string[] {
  const { from, reasons } = arisings[code];
  const [area = '', reason = ''] = code.split('.');
  const text = sourceOf(from);
  const isPutTogether = text.includes(`\`${area}.\${`) && reasons !== undefined;
  const isGiven =
    text.includes(`'${code}'`) || (isPutTogether && sourceOf(reasons).includes(`'${reason}'`));
  const isOnlyRead = /^renderer\/features|error-(?:codes|texts|catalogue)/u.test(from);
  return isGiven && !isOnlyRead ? [] : [`${from} does not give ${code}`];
}

/** Texts of the code that are not read on its screen. */
function unseen(code: ErrorCode): string[] {
  const { on, in: file } = arisings[code];
  if (on === 'tool') return sourceOf(file ?? '').includes(code) ? [] : [code];
  const { title, action, signedOut } = errorCatalogue[code];
  const shown = screens[on](code);
  const isDrawn = file === undefined || says.test(sourceOf(file));
  // The small phone page says one of the two; an act that failed is named by itself.
  if (on === 'phone') return shown.includes(title) || shown.includes(action) ? [] : [title];
  const isNamed = /失败$|未成功$/u.test(title) && (on === 'act' || on === 'asked');
  const due = [
    ...(isNamed ? [] : [title]),
    on === 'signIn' ? (signedOut?.action ?? action) : action,
  ];
  return [...due.filter((text) => !shown.includes(text)), ...(isDrawn ? [] : [file])];
}

describe('each code of the catalogue', () => {
  it.each(errorCodes)('%s arises where the table says', (code) => {
    expect(untrueOrigin(code)).toEqual([]);
  });

  it.each(errorCodes)('%s is read where the table says', (code) => {
    expect(unseen(code)).toEqual([]);
  });
});
