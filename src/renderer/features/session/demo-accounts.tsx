import { type Role, roles } from '../../../shared/domain/session/user.ts';
import type { HostInfo } from '../../../shared/contract/desk/schemas.ts';
import { useText } from '../../parts/use-text.ts';

type Accounts = NonNullable<HostInfo['demoAccounts']>;

export interface DemoAccountsProps {
  readonly accounts: Accounts;
  onChoose(account: Accounts[number]): void;
}

/** Only in demonstration mode: one press fills the form in. */
export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  const t = useText();
  return (
    <div className="demo" role="group" aria-label={t('signIn.demo')}>
      <p>
        <b>{t('signIn.demo')}</b>　{t('signIn.demoHint')}
      </p>
      {accounts.map((account) => (
        <button
          key={account.workNo}
          type="button"
          className="button button--small num"
          onClick={() => onChoose(account)}
        >
          {account.workNo} {isRole(account.role) ? t(`signIn.roles.${account.role}`) : account.role}
        </button>
      ))}
    </div>
  );
}

function isRole(value: string): value is Role {
  return roles.some((role) => role === value);
}
