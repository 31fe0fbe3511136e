import type { i18n } from 'i18next';
import { useContext } from 'react';
import { I18nextProvider } from 'react-i18next';
import { monthOf } from '../../shared/domain/tickets/department-figures.ts';
import { departmentTabs } from '../../shared/domain/tickets/department-view.ts';
import type { AttachmentsStore } from '../parts/attachments-store.ts';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { type DepartmentStore, hasTyped } from './department-store.ts';
import type { CatalogueStore } from '../page/catalogue-store.ts';
import { PageDepartments } from '../page/page-departments.tsx';
import { FailureNotice } from '../page/failure-notice.tsx';
import { Leave } from '../page/leave.tsx';
import { FiguresView } from './figures-view.tsx';
import { OwnPassword } from '../page/own-password.tsx';
import { SignIn } from './sign-in.tsx';
import { TicketList } from './ticket-list.tsx';
import { TicketView } from './ticket-view.tsx';
import { DepartmentContext, FilesContext, useDepartment } from './use-department.ts';

/** The departments' page: sign-in, or the department's tickets beside the one that is looked at. */
export function DepartmentApp({
  store,
  files,
  names,
  texts,
}: {
  readonly store: DepartmentStore;
  readonly files: AttachmentsStore;
  readonly names: CatalogueStore;
  readonly texts: i18n;
}) {
  return (
    <I18nextProvider i18n={texts}>
      <DepartmentContext value={store}>
        <FilesContext value={files}>
          <PageDepartments store={names}>
            <Door />
          </PageDepartments>
        </FilesContext>
      </DepartmentContext>
    </I18nextProvider>
  );
}

function Door() {
  const isIn = useDepartment((state) => state.user !== null);
  return isIn ? <Shell /> : <SignIn />;
}

function Shell() {
  const t = useText();
  const hasTicket = useDepartment((state) => state.ticketId !== null);
  const isMeasured = useDepartment((state) => state.month !== null);
  const failure = useDepartment((state) => state.failure);
  return (
    <div className="dpage">
      <Head />
      <main className={hasTicket && !isMeasured ? 'dmain dmain--ticket' : 'dmain'}>
        <h1 className="sr-only">{t('department.page')}</h1>
        {failure && (
          <div className="dfailure">
            <FailureNotice code={failure.code} />
          </div>
        )}
        {isMeasured ? (
          <FiguresView />
        ) : (
          <>
            <TicketList />
            {hasTicket ? (
              <TicketView />
            ) : (
              <section className="panel dticket">
                <EmptyState title={t('department.choose')} />
              </section>
            )}
          </>
        )}
      </main>
    </div>
  );
}

function Head() {
  const t = useText();
  const { tab, list, user, month, now } = useDepartment((state) => state);
  const lookAt = useDepartment((state) => state.lookAt);
  const departmentName = useDepartmentName();
  const show = useDepartment((state) => state.show);
  const changePassword = useDepartment((state) => state.changePassword);
  return (
    <header className="dhead">
      <strong className="dhead__title">{t('department.title')}</strong>
      <nav className="dhead__tabs" aria-label={t('department.page')}>
        {departmentTabs.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === tab && month === null ? 'page' : undefined}
            onClick={() => void show(one)}
          >
            {t(`department.tabs.${one}`)}
            {list && one !== 'done' && <span className="num"> {list.counts[one]}</span>}
          </button>
        ))}
        <button
          type="button"
          aria-current={month === null ? undefined : 'page'}
          onClick={() => void lookAt(monthOf(now))}
        >
          {t('department.figures.tab')}
        </button>
      </nav>
      <span className="dhead__who">
        {departmentName(user?.departmentId ?? '')} · {user?.displayName}
      </span>
      <OwnPassword change={changePassword} />
      <SignOut />
    </header>
  );
}

/** What is typed and not sent is lost with the session: asked first. */
function SignOut() {
  const t = useText();
  const signOut = useDepartment((state) => state.signOut);
  const files = useContext(FilesContext);
  const isTyped = useDepartment(hasTyped);
  const isAnythingLost = () => isTyped || (files?.getState().chosen.length ?? 0) > 0;
  return <Leave isAnythingLost={isAnythingLost} what={t('department.leave')} signOut={signOut} />;
}
