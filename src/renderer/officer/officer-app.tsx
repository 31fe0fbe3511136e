import type { i18n } from 'i18next';
import { type ComponentType, useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Leave } from '../page/leave.tsx';
import { PageDepartments } from '../page/page-departments.tsx';
import { OwnPassword } from '../page/own-password.tsx';
import { useText } from '../parts/use-text.ts';
import { AuditScreen } from './audit-screen.tsx';
import { ClientsScreen } from './clients-screen.tsx';
import { LedgerScreen } from './ledger-screen.tsx';
import { LimitsScreen } from './limits-screen.tsx';
import { PeopleScreen } from './people-screen.tsx';
import { RulesScreen } from './rules-screen.tsx';
import { type OfficeScreen, screensFor } from './session-store.ts';
import { OfficerDoor } from './sign-in.tsx';
import { TicketsScreen } from './tickets-screen.tsx';
import { isAnythingUnsaved } from './unsaved.ts';
import { type Office, OfficeContext, useLedger, useOffice, useSession } from './use-office.ts';

/** The page of officers, auditors, administrators and leads: the way in, or what the role has. */
export function OfficerApp({ office, texts }: { readonly office: Office; readonly texts: i18n }) {
  return (
    <I18nextProvider i18n={texts}>
      <OfficeContext value={office}>
        <PageDepartments store={office.names}>
          <Door />
        </PageDepartments>
      </OfficeContext>
    </I18nextProvider>
  );
}

function Door() {
  const { door } = useSession();
  return door === 'in' ? <Shell /> : <OfficerDoor />;
}

const screens: Readonly<Record<OfficeScreen, ComponentType>> = {
  tickets: TicketsScreen,
  audit: AuditScreen,
  people: PeopleScreen,
  rules: RulesScreen,
  limits: LimitsScreen,
  ledger: LedgerScreen,
  clients: ClientsScreen,
};

function Shell() {
  const t = useText();
  const { screen, user, recoveryLeft } = useSession();
  const Screen = screens[screen];
  return (
    <div className="dpage">
      <Head />
      <main className="omain">
        <h1 className="sr-only">{t('officer.title')}</h1>
        {recoveryLeft !== null && recoveryLeft <= fewCodes && (
          <p className="onote" role="status">
            {t('officer.factor.few', { count: recoveryLeft })}
          </p>
        )}
        <Screen key={user?.workNo} />
      </main>
    </div>
  );
}

/** So few recovery codes that new ones are wanted. */
const fewCodes = 3;

function Head() {
  const t = useText();
  const office = useOffice();
  const { screen, user, show, changePassword, signOut } = useSession();
  const { troubles, count } = useLedger();
  const own = screensFor(user?.role ?? 'agent');
  const hasLedger = own.includes('ledger');
  useEffect(() => {
    if (hasLedger) void count();
  }, [hasLedger, count]);
  return (
    <header className="dhead">
      <strong className="dhead__title">{t('officer.title')}</strong>
      <nav className="dhead__tabs" aria-label={t('officer.title')}>
        {own.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === screen ? 'page' : undefined}
            onClick={() => show(one)}
          >
            {t(`officer.screens.${one}`)}
            {one === 'ledger' && troubles !== null && troubles.count > 0 && (
              <>
                {' '}
                <span className="tag tag--bad num">
                  {t('officer.ledger.troubles', { count: troubles.count })}
                </span>
              </>
            )}
          </button>
        ))}
      </nav>
      <span className="dhead__who">
        {user && t(`signIn.roles.${user.role}`)} · {user?.displayName}
      </span>
      <OwnPassword change={changePassword} />
      <Leave
        isAnythingLost={() => isAnythingUnsaved(office)}
        what={t('officer.leave')}
        signOut={signOut}
      />
    </header>
  );
}
