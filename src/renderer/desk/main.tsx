import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { dialLinkOffer, watchDialFragment } from '../host/dial-links.ts';
import { exportedFiles } from '../host/exported-files.ts';
import { loadTimeline } from '../host/load-timeline.ts';
import { connectPageLink } from '../host/page-link.ts';
import { createTexts } from '../i18n/create-texts.ts';
import type { Memory } from '../stores/memory.ts';
import { watchDesk } from './watch-desk.ts';
import '../ui/base.css';
import { endTyping, typingPlace, watchTyping } from '../ui/focus-place.ts';
import { keepEnterOfInputMethod } from '../ui/input-method.ts';
import '../ui/tokens.css';
import { createDesk } from './create-desk.ts';
import { DeskApp } from './desk-app.tsx';

const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };

const memory: Memory = {
  get: (key) => localStorage.getItem(key),
  set: (key, value) =>
    value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value),
};

const setTimer = (run: () => void, delayMs: number) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

const link = connectPageLink('desk');
const desk = createDesk({
  api: link.client,
  clock,
  memory,
  loadTimeline,
  exported: exportedFiles,
  createId: () => crypto.randomUUID(),
  offerDialLinks: dialLinkOffer(window),
  schedule: setTimer,
  typingPlace: () => typingPlace(document),
  isTyping: watchTyping(document),
  endTyping: () => endTyping(document),
  reload: () => location.reload(),
});
const { stores } = desk;
watchDialFragment(window, desk.requestDial);
keepEnterOfInputMethod(document);

setInterval(() => stores.ticker.getState().tick(), 1000);
setInterval(() => stores.slowTicker.getState().tick(), 10_000);
window.addEventListener('pagehide', () => void stores.workbench.getState().flushDraft());

void watchDesk({
  api: link.client,
  signal: new AbortController().signal,
  onState: link.onState,
  setTimer,
  onInfo: desk.handleInfo,
  onEvent: desk.handleEvent,
  onLost: () => showLink('lost'),
});
/** A host that cannot be proven is said at once, also before there was any. */
function showLink(without: 'connecting' | 'lost'): void {
  const state = link.state();
  if (state !== 'connected')
    stores.desk.getState().setConnection(state === 'connecting' ? without : state);
}
link.onState(() => showLink(stores.desk.getState().desk === null ? 'connecting' : 'lost'));

const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
document.documentElement.dataset['theme'] = stores.view.getState().theme;
void createTexts().then((texts) =>
  createRoot(root).render(<DeskApp stores={stores} texts={texts} />),
);
