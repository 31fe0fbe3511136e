import { Droplets } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { cleanLine } from '../../shared/clean-text.ts';
import { useText } from '../parts/use-text.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useDepartment } from './use-department.ts';

/** Work number and password. A browser's own keeper of passwords may fill them in; the page keeps neither. */
export function SignIn() {
  const t = useText();
  const isBusy = useDepartment((state) => state.isBusy);
  const signIn = useDepartment((state) => state.signIn);
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const who = cleanLine(workNo).normalize('NFKC').trim();
    const empty = !/^[0-9A-Za-z]{1,16}$/.test(who) || password === '';
    setEmpty(empty);
    if (!empty) void signIn({ workNo: who, password });
  };
  return (
    <main className="dsignin">
      <form className="dsignin__card" onSubmit={submit} aria-labelledby="title" noValidate>
        <div className="dsignin__brand">
          <Droplets size={28} strokeWidth={1.6} aria-hidden />
          <div>
            <h1 id="title">{t('department.title')}</h1>
            <p>{t('department.lead')}</p>
          </div>
        </div>
        <label className="dfield">
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
        <label className="dfield">
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
        <button type="submit" className="button button--main dsignin__submit" disabled={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'signIn.submit')}
        </button>
        {isEmpty ? (
          <p className="field__error" role="alert">
            {t('signIn.need')}
          </p>
        ) : (
          <Refusal />
        )}
      </form>
    </main>
  );
}

function Refusal() {
  const t = useText();
  const failure = useDepartment((state) => state.failure);
  if (failure === null) return null;
  const { code, tries } = failure;
  const isLeft = code === 'hub.badCredentials' && tries !== null;
  return (
    <FailureNotice
      code={code}
      title={isLeft ? t('signIn.left', { count: tries.left }) : undefined}
    />
  );
}
