import { type FormEvent, type ReactNode, useState } from 'react';
import {
  type NewPasswordFault,
  newPasswordFault,
} from '../../shared/domain/session/password-rule.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { SignInRefusal } from '../page/sign-in-refusal.tsx';
import { NewPasswordFields, noNewPassword } from '../parts/new-password-fields.tsx';
import { CodeField, SignInBrand, SignInCard } from '../parts/sign-in-card.tsx';
import { useText } from '../parts/use-text.ts';
import { QrCode } from './qr-code.tsx';
import { useSession } from './use-office.ts';

/** The way in: password, then the code of the telephone; at first the telephone is bound, and the recovery codes are kept. */
export function OfficerDoor() {
  const { door } = useSession();
  switch (door) {
    case 'password':
    case 'in':
      return <Password />;
    case 'own':
      return <Own />;
    case 'code':
      return <Code />;
    case 'bind':
      return <Bind />;
    case 'keep':
      return <Keep />;
  }
}

function Password() {
  const t = useText();
  const { isBusy, failure, enter } = useSession();
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  return (
    <main className="signin page-door">
      <SignInCard
        title={t('officer.title')}
        lead={t('officer.lead')}
        busy={isBusy}
        workNo={workNo}
        password={password}
        onWorkNo={setWorkNo}
        onPassword={setPassword}
        onSubmit={(who, secret) => void enter({ workNo: who, password: secret })}
        refusal={<SignInRefusal failure={failure} />}
      />
    </main>
  );
}

/** One's own password in place of the hub's, before anything else. */
function Own() {
  const t = useText();
  const { isBusy, failure, chooseOwn, back } = useSession();
  const [next, setNext] = useState(noNewPassword);
  const [fault, setFault] = useState<NewPasswordFault | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    // Whether it is the one before the hub knows: the page has put that one away.
    const found = newPasswordFault({ old: '', new: next.typed, again: next.again });
    setFault(found);
    if (found === null) void chooseOwn(next.typed);
  };
  return (
    <main className="signin page-door">
      <form className="signin__card" onSubmit={send} aria-labelledby="signin-title" noValidate>
        <SignInBrand title={t('officer.title')} lead={t('password.own')} />
        <NewPasswordFields value={next} fault={fault} isFirst onChange={setNext} />
        <button type="submit" className="button button--main signin__submit" disabled={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'password.setOwn')}
        </button>
        <div className="orow">
          <button type="button" className="button button--small" onClick={back}>
            {t('officer.factor.back')}
          </button>
        </div>
        {failure && <FailureNotice code={failure.code} />}
      </form>
    </main>
  );
}

interface StepProps {
  readonly lead: string;
  readonly submit: string;
  onCode(code: string): void;
  readonly children?: ReactNode;
  readonly more?: (code: string) => ReactNode;
}

/** A card that asks for a code. */
function CodeStep({ lead, submit, onCode, children, more }: StepProps) {
  const t = useText();
  const { isBusy, failure, back } = useSession();
  const [code, setCode] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') onCode(code);
    setCode('');
  };
  return (
    <main className="signin page-door">
      <form className="signin__card" onSubmit={send} aria-labelledby="signin-title" noValidate>
        <SignInBrand title={t('officer.title')} lead={lead} />
        {children}
        <CodeField code={code} onCode={setCode} isFirst />
        <button type="submit" className="button button--main signin__submit" disabled={isBusy}>
          {isBusy ? t('signIn.busy') : submit}
        </button>
        <div className="orow">
          <button type="button" className="button button--small" onClick={back}>
            {t('officer.factor.back')}
          </button>
          {more?.(code)}
        </div>
        {failure && <FailureNotice code={failure.code} />}
      </form>
    </main>
  );
}

function Code() {
  const t = useText();
  const { isBusy, giveCode, rebind } = useSession();
  return (
    <CodeStep
      lead={t('officer.factor.code')}
      submit={t('signIn.submit')}
      onCode={(code) => void giveCode(code)}
      more={(code) => (
        <button
          type="button"
          className="button button--small"
          disabled={isBusy || code.trim() === ''}
          onClick={() => void rebind(code)}
        >
          {t('officer.factor.rebind')}
        </button>
      )}
    />
  );
}

function Bind() {
  const t = useText();
  const { offered, bind } = useSession();
  return (
    <CodeStep
      lead={t('officer.factor.bind')}
      submit={t('officer.factor.bound')}
      onCode={(code) => void bind(code)}
    >
      {offered && (
        <>
          <ol className="osteps">
            <li>{t('officer.factor.step1')}</li>
            <li>{t('officer.factor.step2')}</li>
            <li>{t('officer.factor.step3')}</li>
          </ol>
          <QrCode text={offered.uri} label={t('officer.factor.qr')} />
          <p className="panel__note">{t('officer.factor.byHand')}</p>
          <code className="osecret">{offered.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </>
      )}
    </CodeStep>
  );
}

/** They are shown this once: who goes on says that they are kept. */
function Keep() {
  const t = useText();
  const { recoveryCodes, goOn } = useSession();
  return (
    <main className="signin page-door">
      <section className="signin__card" aria-labelledby="signin-title">
        <SignInBrand title={t('officer.title')} lead={t('officer.factor.keep')} />
        <p>{t('officer.factor.keepWhy')}</p>
        <ul className="ocodes num" aria-label={t('officer.factor.codes')}>
          {recoveryCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <button type="button" className="button" onClick={() => window.print()}>
          {t('officer.factor.print')}
        </button>
        <button type="button" className="button button--main signin__submit" onClick={goOn}>
          {t('officer.factor.kept')}
        </button>
      </section>
    </main>
  );
}
