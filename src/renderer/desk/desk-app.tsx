import { ConfigProvider } from 'antd';
import zhCn from 'antd/locale/zh_CN';
import type { i18n } from 'i18next';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import { DeskContext, type DeskStores, useDeskStore, useView } from '../parts/desk-context.ts';
import { shippedDepartments } from '../../shared/domain/office/departments.ts';
import { DepartmentsContext } from '../parts/use-departments.ts';
import { useKeys } from '../parts/use-keys.ts';
import { UnprovenHost } from '../parts/unproven-host.tsx';
import { useText } from '../parts/use-text.ts';
import { ProblemStrip } from '../features/problems/problem-strip.tsx';
import { SignInPage } from '../features/session/sign-in-page.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { CrashScreen } from './crash-screen.tsx';
import { DeskShell } from './desk-shell.tsx';
import { deskTheme } from './desk-theme.ts';
import './desk.css';

/** The desk page: stores, texts and theme around sign-in or shell. */
export function DeskApp({ stores, texts }: { readonly stores: DeskStores; readonly texts: i18n }) {
  return (
    <I18nextProvider i18n={texts}>
      <DeskContext value={stores}>
        <CrashScreen>
          <Themed>
            <Departments>
              <Door />
            </Departments>
          </Themed>
        </CrashScreen>
      </DeskContext>
    </I18nextProvider>
  );
}

function Departments({ children }: { readonly children: ReactNode }) {
  const put = useDeskStore(({ desk }) => desk?.departments);
  return <DepartmentsContext value={put ?? shippedDepartments}>{children}</DepartmentsContext>;
}

function Themed({ children }: { readonly children: ReactNode }) {
  const theme = useView((state) => state.theme);
  const textScale = useView((state) => state.textScale);
  const config = useMemo(() => deskTheme(theme, textScale), [theme, textScale]);
  // Before effects of the pages run, which may read the colours.
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    dataset['theme'] = theme;
    style.setProperty('--scale', String(textScale / 100));
  }, [theme, textScale]);
  return (
    <ConfigProvider theme={config} locale={zhCn}>
      {children}
    </ConfigProvider>
  );
}

/** The browser's own meaning of these keys, saving the page and its address bar, never comes up, wherever the focus is. */
const keptFromBrowser = { save: () => undefined, search: () => undefined };

function Door() {
  const t = useText();
  useKeys(keptFromBrowser);
  const known = useDeskStore((state) => state.desk !== null);
  const signedIn = useDeskStore((state) => (state.desk?.user ?? null) !== null);
  if (!known)
    return (
      <main className="center" aria-busy>
        <UnprovenHost />
        <EmptyState title={t('app.loading')} />
      </main>
    );
  if (signedIn) return <DeskShell />;
  return (
    <div className="door">
      <ProblemStrip />
      <SignInPage />
    </div>
  );
}
