import { useState } from 'react';
import { NewPasswordFields } from '../parts/new-password-fields.tsx';
import { SignInCard } from '../parts/sign-in-card.tsx';
import { useOwnPassword } from '../parts/use-own-password.ts';
import { useText } from '../parts/use-text.ts';
import { SignInRefusal } from '../page/sign-in-refusal.tsx';
import { useDepartment } from './use-department.ts';

/** A browser's own keeper of passwords may fill them in; the page keeps neither. */
export function SignIn() {
  const t = useText();
  const { isBusy, failure, signIn } = useDepartment((state) => state);
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  const own = useOwnPassword(failure?.code ?? null);
  return (
    <main className="signin page-door">
      <SignInCard
        title={t('department.title')}
        lead={t('department.lead')}
        busy={isBusy}
        workNo={workNo}
        password={password}
        onWorkNo={(typed) => {
          setWorkNo(typed);
          own.forget();
        }}
        onPassword={setPassword}
        onSubmit={(who, secret) => {
          const more = own.judge(secret);
          if (more) void signIn({ workNo: who, password: secret, ...more });
        }}
        more={own.isAsked && <NewPasswordFields {...own} isFirst />}
        refusal={<SignInRefusal failure={failure} />}
      />
    </main>
  );
}
