import { useState } from 'react';
import { useDeskStore, useStores } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { windowStore } from './window-store.ts';

/** Where the log lies, for IT. The desktop program opens the folder; a browser may only copy the path. */
export function LogSetting() {
  const t = useText();
  const { api } = useStores().deps;
  const file = useDeskStore((state) => state.info?.logFile ?? '');
  const hasWindow = useFeatureState(windowStore).window?.kind === 'window';
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(file);
    setCopied(true);
  };
  return (
    <>
      <span>{t('settings.log.title')}</span>
      <div>
        <button
          type="button"
          className="button button--small"
          onClick={() => void (hasWindow ? api.window.showLog() : copy()).catch(() => {})}
        >
          {t(
            hasWindow ? 'settings.log.open' : copied ? 'settings.log.copied' : 'settings.log.copy',
          )}
        </button>
        <p className="settings__hint settings__path">{file}</p>
      </div>
    </>
  );
}
