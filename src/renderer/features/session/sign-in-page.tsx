import { Droplets } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { cleanLine } from '../../../shared/clean-text.ts';
import { useDeskStore, useSession } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { LookSettings } from '../../parts/look-settings.tsx';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import './sign-in.css';

/** Who works here today, and how the page looks. */
export function SignInPage() {
  const t = useText();
  const info = useDeskStore((state) => state.info);
  const { busy, signIn } = useSession((state) => state);
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const who = cleanLine(workNo).normalize('NFKC').trim();
    const empty = who === '' || password === '';
    setIncomplete(empty);
    if (!empty) void signIn(who, password);
  };
  return (
    <main className="signin">
      <form className="signin__card" onSubmit={submit} aria-labelledby="signin-title" noValidate>
        <div className="signin__brand">
          <Droplets size={28} strokeWidth={1.6} aria-hidden />
          <div>
            <h1 id="signin-title">{t('app.title')}</h1>
            <p>{t('signIn.lead')}</p>
          </div>
        </div>
        <label className="signin__field">
          <span>{t('signIn.workNo')}</span>
          <input
            className="input num"
            autoComplete="username"
            autoFocus
            maxLength={16}
            value={workNo}
            onChange={(event) => setWorkNo(event.target.value)}
          />
        </label>
        <label className="signin__field">
          <span>{t('signIn.password')}</span>
          <input
            className="input"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <button type="submit" className="button button--main signin__submit" disabled={busy}>
          {t(busy ? 'signIn.busy' : 'signIn.submit')}
        </button>
        {info?.demoAccounts && (
          <DemoAccounts
            accounts={info.demoAccounts}
            onChoose={(account) => {
              setWorkNo(account.workNo);
              setPassword(account.password);
            }}
          />
        )}
        {incomplete ? (
          <p className="field__error" role="alert">
            {t('signIn.need')}
          </p>
        ) : (
          <Refusal />
        )}
      </form>
      <footer className="signin__foot" role="group" aria-label={t('signIn.look')}>
        <LookSettings />
        {info && <span className="num">{t('signIn.version', { version: info.version })}</span>}
      </footer>
    </main>
  );
}

/** Last in the card, so that nothing moves from under the hand when it comes. */
function Refusal() {
  const t = useText();
  const lockedBy = useDeskStore((state) => state.desk?.lockedBy ?? null);
  const { failure, tries } = useSession((state) => state);
  if (failure && tries && tries.lockedForS !== null) {
    const time = clockTime(tries.toldAt + tries.lockedForS * 1000);
    return <ErrorNotice code="hub.accountLocked" title={t('signIn.locked', { time })} />;
  }
  const title = failure && tries ? t('signIn.left', { count: tries.left }) : undefined;
  const code = failure ?? lockedBy;
  return code && <ErrorNotice code={code} title={title} />;
}
