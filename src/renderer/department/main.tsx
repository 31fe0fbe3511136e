import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { createTexts } from '../i18n/create-texts.ts';
import { createAttachmentsStore } from '../parts/attachments-store.ts';
import '../ui/base.css';
import { keepEnterOfInputMethod } from '../ui/input-method.ts';
import '../ui/tokens.css';
import { DepartmentApp } from './department-app.tsx';
import { createDepartmentStore, hasTyped } from './department-store.ts';
import { browserId, createId } from '../page/browser-id.ts';
import { followTheme } from '../page/follow-theme.ts';
import { createCatalogueStore } from '../page/catalogue-store.ts';
import { createHubCalls } from '../page/hub-calls.ts';
import { saveFile } from '../page/save-file.ts';
import '../page/page.css';

const now = () => Date.now();
const hub = createHubCalls({
  origin: location.origin,
  deskId: browserId('hotline.department.browser'),
  now,
  page: 'department',
});
const store = createDepartmentStore({ hub, now, createId });

const names = createCatalogueStore({ hub });

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
  save: saveFile,
});
store.subscribe((state, before) => {
  if (state.user !== null && before.user === null) void names.getState().look();
});
// Nothing of who leaves is there for the next one.
store.subscribe((state, before) => {
  if (before.user === null || state.user?.userId === before.user.userId) return;
  for (const { attachmentId } of files.getState().chosen) files.getState().remove(attachmentId);
  for (const url of files.getState().shown.values()) URL.revokeObjectURL(url);
  files.setState(files.getInitialState(), true);
});

followTheme();
keepEnterOfInputMethod(document);
setInterval(() => store.getState().tick(), 10_000);
setInterval(() => void store.getState().refresh(), 60_000);
window.addEventListener('focus', () => void store.getState().refresh());
window.addEventListener('beforeunload', (event) => {
  if (hasTyped(store.getState()) || files.getState().chosen.length > 0) event.preventDefault();
});

const root = document.getElementById('root');
assert(root !== null, 'the page has its root');
void createTexts().then((texts) =>
  createRoot(root).render(
    <DepartmentApp store={store} files={files} names={names} texts={texts} />,
  ),
);
