import { Component, type ReactNode } from 'react';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';

/** A mistake in a screen must not look like a dropped call: calls live in the phone page and go on. */
export class CrashScreen extends Component<
  { readonly children: ReactNode },
  { readonly crashed: boolean }
> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const t = useText();
  return (
    <main className="center" role="alert">
      <EmptyState title={t('app.crashed')} hint={t('app.crashedEffect')}>
        <button type="button" className="button button--main" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </EmptyState>
    </main>
  );
}
