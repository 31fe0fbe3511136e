import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { createTexts } from '../i18n/create-texts.ts';
import { createAttachmentsStore } from '../parts/attachments-store.ts';
import '../ui/base.css';
import '../ui/tokens.css';
import { DepartmentApp } from './department-app.tsx';
import { createDepartmentStore, hasTyped } from './department-store.ts';
import './department.css';
import { createHubCalls } from './hub-calls.ts';

/** Names this browser to the hub, so that its list has one line for each. Nothing else is ever written into the browser. */
const idKey = 'hotline.department.browser';

function browserId(): string {
  const known = localStorage.getItem(idKey);
  if (known !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(known)) return known;
  const made = createId();
  localStorage.setItem(idKey, made);
  return made;
}

/** A version 4 UUID, also where the page is not in a secure context. */
function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const now = () => Date.now();
const hub = createHubCalls({ origin: location.origin, deskId: browserId(), now });
const store = createDepartmentStore({ hub, now, createId });

const files = createAttachmentsStore({
  api: hub.files,
  forWhat: 'evidence',
  async act(ticketId, commandId, action) {
    // What else a desk does is nothing that this page asks for.
    if (action.kind !== 'attach' && action.kind !== 'detach') return 'input.invalid';
    return store.getState().say(ticketId, commandId, action);
  },
  createId,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  save: saveBlob,
});
// Nothing of who leaves is there for the next one.
store.subscribe((state, before) => {
  if (before.user === null || state.user?.userId === before.user.userId) return;
  for (const { attachmentId } of files.getState().chosen) files.getState().remove(attachmentId);
  for (const url of files.getState().shown.values()) URL.revokeObjectURL(url);
  files.setState(files.getInitialState(), true);
});

/** By a link to the bytes in memory: they are never a page of this origin. */
function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

setInterval(() => store.getState().tick(), 10_000);
setInterval(() => void store.getState().refresh(), 60_000);
window.addEventListener('focus', () => void store.getState().refresh());
window.addEventListener('beforeunload', (event) => {
  if (hasTyped(store.getState()) || files.getState().chosen.length > 0) event.preventDefault();
});

const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
void createTexts().then((texts) =>
  createRoot(root).render(<DepartmentApp store={store} files={files} texts={texts} />),
);
