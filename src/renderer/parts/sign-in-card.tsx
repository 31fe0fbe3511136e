import { Droplets } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { cleanLine } from '../../shared/clean-text.ts';
import './sign-in-card.css';
import { useText } from './use-text.ts';

export interface SignInCardProps {
  readonly title: string;
  readonly lead: string;
  readonly busy: boolean;
  readonly workNo: string;
  readonly password: string;
  onWorkNo(typed: string): void;
  onPassword(typed: string): void;
  /** Only what may be a work number, and some password. */
  onSubmit(workNo: string, password: string): void;
  /** Between the fields and the button: what else is asked. */
  readonly more?: ReactNode;
  /** Below the button. */
  readonly children?: ReactNode;
  /** Why the last try was refused; last in the card, so that nothing moves from under the hand when it comes. */
  readonly refusal: ReactNode;
}

/** Work number and password, the same at the desk and at the hub's pages. The card keeps neither. */
export function SignInCard(props: SignInCardProps) {
  const { title, lead, busy, workNo, password, more, children, refusal } = props;
  const t = useText();
  const [isEmpty, setEmpty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const who = cleanLine(workNo).normalize('NFKC').trim();
    const empty = who === '' || password === '';
    setEmpty(empty);
    if (!empty) props.onSubmit(who, password);
  };
  return (
    <form className="signin__card" onSubmit={submit} aria-labelledby="signin-title" noValidate>
      <SignInBrand title={title} lead={lead} />
      <label className="signin__field">
        <span>{t('signIn.workNo')}</span>
        <input
          className="input num"
          autoComplete="username"
          autoFocus
          maxLength={16}
          value={workNo}
          onChange={(event) => props.onWorkNo(event.target.value)}
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
          onChange={(event) => props.onPassword(event.target.value)}
        />
      </label>
      {more}
      <button type="submit" className="button button--main signin__submit" disabled={busy}>
        {t(busy ? 'signIn.busy' : 'signIn.submit')}
      </button>
      {children}
      {isEmpty ? (
        <p className="field__error" role="alert">
          {t('signIn.need')}
        </p>
      ) : (
        refusal
      )}
    </form>
  );
}

/** Whose page it is. */
export function SignInBrand({ title, lead }: { readonly title: string; readonly lead: string }) {
  return (
    <div className="signin__brand">
      <Droplets size={28} strokeWidth={1.6} aria-hidden />
      <div>
        <h1 id="signin-title">{title}</h1>
        <p>{lead}</p>
      </div>
    </div>
  );
}

/** A code of the second factor, or a recovery code. */
export function CodeField({
  code,
  onCode,
  isFirst = false,
}: {
  readonly code: string;
  onCode(typed: string): void;
  readonly isFirst?: boolean;
}) {
  const t = useText();
  return (
    <label className="signin__field">
      <span>{t('signIn.code')}</span>
      <input
        className="input num"
        autoComplete="one-time-code"
        autoFocus={isFirst}
        maxLength={40}
        value={code}
        onChange={(event) => onCode(event.target.value)}
      />
    </label>
  );
}
