import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { createTexts } from '../i18n/create-texts.ts';
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

setInterval(() => store.getState().tick(), 10_000);
setInterval(() => void store.getState().refresh(), 60_000);
window.addEventListener('focus', () => void store.getState().refresh());
window.addEventListener('beforeunload', (event) => {
  if (hasTyped(store.getState())) event.preventDefault();
});

const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
void createTexts().then((texts) =>
  createRoot(root).render(<DepartmentApp store={store} texts={texts} />),
);
