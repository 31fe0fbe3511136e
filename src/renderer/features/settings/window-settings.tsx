import { useEffect } from 'react';
import { callActs } from '../../../shared/domain/calls/call-acts.ts';
import { callBarModes } from '../../../shared/domain/window/window-settings.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Segments } from '../../ui/segments.tsx';
import { ShortcutField } from './shortcut-field.tsx';
import { windowStore } from './window-store.ts';

/** Call bar on top and system-wide keys, as rows of the settings; in a browser only the reason why there are none. */
export function WindowSettings() {
  const t = useText();
  const { window, refused, load, setCallBar, setShortcut } = useFeatureState(windowStore);
  useEffect(() => void load(), [load]);
  if (window === null) return null;
  if (window.kind === 'page') return <p className="settings__wide">{t('window.inBrowser')}</p>;
  return (
    <>
      <span>{t('window.callBar')}</span>
      <Segments
        label={t('window.callBar')}
        value={window.settings.callBar}
        options={callBarModes.map((mode) => ({
          value: mode,
          label: t(`window.callBarModes.${mode}`),
        }))}
        onChange={(mode) => void setCallBar(mode)}
      />
      <span>{t('window.shortcuts')}</span>
      <div className="shortcuts">
        {callActs.map((act) => (
          <ShortcutField
            key={act}
            act={act}
            accelerator={window.settings.shortcuts[act]}
            trouble={
              refused?.act === act
                ? t(`window.faults.${refused.fault}`)
                : window.taken.includes(act) && window.settings.shortcuts[act] !== null
                  ? t('window.taken')
                  : null
            }
            onChange={(accelerator) => void setShortcut(act, accelerator)}
          />
        ))}
      </div>
    </>
  );
}
