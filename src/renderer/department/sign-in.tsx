import { useState } from 'react';
import { SignInCard } from '../parts/sign-in-card.tsx';
import { useText } from '../parts/use-text.ts';
import { SignInRefusal } from '../page/sign-in-refusal.tsx';
import { useDepartment } from './use-department.ts';

/** A browser's own keeper of passwords may fill them in; the page keeps neither. */
export function SignIn() {
  const t = useText();
  const { isBusy, failure, signIn } = useDepartment((state) => state);
  const [workNo, setWorkNo] = useState('');
  const [password, setPassword] = useState('');
  return (
    <main className="signin page-door">
      <SignInCard
        title={t('department.title')}
        lead={t('department.lead')}
        busy={isBusy}
        workNo={workNo}
        password={password}
        onWorkNo={setWorkNo}
        onPassword={setPassword}
        onSubmit={(who, secret) => void signIn({ workNo: who, password: secret })}
        refusal={<SignInRefusal failure={failure} />}
      />
    </main>
  );
}
