import { Droplets } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { cleanLine } from '../../../shared/clean-text.ts';
import { useDeskStore, useSession } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import './sign-in.css';

/** Who works here today. Refusals are shown above the button, in the catalogue's words. */
export function SignInPage() {
  const t = useText();
  const info = useDeskStore((state) => state.info);
  const lockedBy = useDeskStore((state) => state.desk?.lockedBy ?? null);
  const { busy, failure, signIn } = useSession((state) => state);
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
        {incomplete && (
          <p className="field__error" role="alert">
            {t('signIn.need')}
          </p>
        )}
        {lockedBy && !failure && !incomplete && <ErrorNotice code={lockedBy} />}
        {failure && !incomplete && <ErrorNotice code={failure} />}
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
        {info && (
          <p className="signin__version num">{t('signIn.version', { version: info.version })}</p>
        )}
      </form>
    </main>
  );
}
