import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/assert.ts';
import { createTexts } from '../i18n/create-texts.ts';
import { browserId, createId } from '../page/browser-id.ts';
import { followTheme } from '../page/follow-theme.ts';
import { createCatalogueStore } from '../page/catalogue-store.ts';
import { createHubCalls } from '../page/hub-calls.ts';
import '../page/page.css';
import '../ui/base.css';
import { keepEnterOfInputMethod } from '../ui/input-method.ts';
import '../ui/tokens.css';
import { createAuditStore } from './audit-store.ts';
import { createDepartmentsStore } from './departments-store.ts';
import { createClientsStore } from './clients-store.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createLimitsStore } from './limits-store.ts';
import { OfficerApp } from './officer-app.tsx';
import './officer.css';
import { createPeopleStore } from './people-store.ts';
import { createSessionStore } from './session-store.ts';
import { createTicketsStore } from './tickets-store.ts';
import { isAnythingUnsaved, isSecretShown } from './unsaved.ts';
import type { Office } from './use-office.ts';

const now = () => Date.now();
const schedule = (work: () => void, delayMs: number) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};

/** All that one person knows here; the next one begins anew. */
function createOffice(): Office {
  const deskId = browserId('hotline.officer.browser');
  const hub = createHubCalls({
    origin: location.origin,
    deskId,
    now,
    page: 'officer',
    onEnded: (error) => office.session.getState().ended(error),
  });
  const office: Office = {
    session: createSessionStore({ hub }),
    tickets: createTicketsStore({ hub, now, createId, schedule }),
    audit: createAuditStore({ hub, schedule }),
    people: createPeopleStore({ hub }),
    clients: createClientsStore({ hub }),
    ledger: createLedgerStore({ hub }),
    names: createCatalogueStore({ hub }),
    limits: createLimitsStore({ hub }),
    departments: createDepartmentsStore({
      hub,
      onPut: () => void office.names.getState().look(),
    }),
  };
  office.session.subscribe(({ user }, before) => {
    if (user !== null && before.user === null) void office.names.getState().look();
  });
  return office;
}

const root = document.getElementById('root');
assert(root !== null, 'the page has its root');

followTheme();
keepEnterOfInputMethod(document);

void createTexts().then((texts) => {
  const page = createRoot(root);
  const open = (office: Office) => {
    page.render(<OfficerApp key={offices} office={office} texts={texts} />);
    // What one person has read is not there for the next.
    const stop = office.session.subscribe(({ user }, before) => {
      if (user !== null || before.user === null) return;
      const { failure } = office.session.getState();
      stop();
      offices += 1;
      current = createOffice();
      current.session.setState({ failure });
      open(current);
    });
  };
  let offices = 0;
  let current = createOffice();
  open(current);
  setInterval(() => current.tickets.getState().tick(), 10_000);
  const refresh = () => {
    const { user, door } = current.session.getState();
    if (door !== 'in') return;
    if (user?.role === 'officer') void current.tickets.getState().refresh();
    if (user?.role !== 'auditor') void current.ledger.getState().count();
  };
  setInterval(refresh, 60_000);
  window.addEventListener('focus', refresh);
  window.addEventListener('beforeunload', (event) => {
    if (isAnythingUnsaved(current) || isSecretShown(current)) event.preventDefault();
  });
});
