import { useState } from 'react';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useDeskStore, useSession } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { NewPasswordFields } from '../../parts/new-password-fields.tsx';
import { CodeField, SignInCard } from '../../parts/sign-in-card.tsx';
import { LookSettings } from '../../parts/look-settings.tsx';
import { useOwnPassword } from '../../parts/use-own-password.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { DemoAccounts } from './demo-accounts.tsx';

/** Who works here today, and how the page looks. */
export function SignInPage() {
  const t = useText();
  const info = useDeskStore((state) => state.info);
  const { busy, signIn, failure } = useSession((state) => state);
  const lockedBy = useDeskStore((state) => state.desk?.lockedBy ?? null);
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const own = useOwnPassword(failure ?? lockedBy);
  const asksCode = asksForCode(failure) || (failure === null && asksForCode(lockedBy));
  return (
    <main className="signin">
      <SignInCard
        title={t('app.title')}
        lead={t('signIn.lead')}
        busy={busy}
        workNo={workNo}
        password={password}
        onWorkNo={(typed) => {
          setWorkNo(typed);
          own.forget();
        }}
        onPassword={setPassword}
        onSubmit={(who, secret) => {
          const more = own.judge(secret);
          if (!more) return;
          void signIn(who, secret, { code: asksCode ? code : '', ...more });
          setCode('');
        }}
        more={
          <>
            {own.isAsked && <NewPasswordFields {...own} isFirst={!asksCode} />}
            {asksCode && <CodeField code={code} onCode={setCode} isFirst />}
          </>
        }
        refusal={<Refusal />}
      >
        {info?.demoAccounts && (
          <DemoAccounts
            accounts={info.demoAccounts}
            onChoose={(account) => {
              setWorkNo(account.workNo);
              setPassword(account.password);
            }}
          />
        )}
      </SignInCard>
      <footer className="signin__foot" role="group" aria-label={t('signIn.look')}>
        <LookSettings />
        {info && <span className="num">{t('signIn.version', { version: info.version })}</span>}
      </footer>
    </main>
  );
}

/** Whoever is enrolled is asked at the second step, and again after a wrong code. */
function asksForCode(code: ErrorCode | null): boolean {
  return code === 'hub.secondFactorNeeded' || code === 'hub.secondFactorWrong';
}

function Refusal() {
  const t = useText();
  const lockedBy = useDeskStore((state) => state.desk?.lockedBy ?? null);
  const { failure, tries } = useSession((state) => state);
  if (failure && tries && tries.lockedForS !== null) {
    const time = clockTime(tries.toldAt + tries.lockedForS * 1000);
    return <ErrorNotice code="hub.accountLocked" title={t('signIn.locked', { time })} />;
  }
  const isLeft = failure === 'hub.badCredentials' && tries;
  const title = isLeft ? t('signIn.left', { count: tries.left }) : undefined;
  const code = failure ?? lockedBy;
  return code && <ErrorNotice code={code} title={title} />;
}
