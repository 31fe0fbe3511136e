import type { ComponentType, ReactNode } from 'react';
import { useDeskState, useDeskStore, useTimed, useTimedSlowly } from '../../parts/desk-context.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import {
  DemoDetail,
  DiskDetail,
  PbxDetail,
  ProblemsDetail,
  RecordingDetail,
  SyncDetail,
} from './status-details.tsx';
import './status-bar.css';
import { StatusItem } from './status-item.tsx';
import { diskStatus, pbxStatus, recordingStatus, syncStatus } from './status-words.ts';

export interface StatusBarProps {
  /** State of the sound, which opens its own panel. */
  readonly sound: ReactNode;
  /** Year of the calendar that this person should put in, with what its warning opens; `missing` `null` = no warning. */
  readonly calendar: { readonly missing: number | null; readonly detail: ComponentType };
  /** What the signed-in person's name opens. */
  readonly settings: ComponentType;
}

/** The truth in one line; each part opens its detail. */
export function StatusBar({ sound, calendar, settings }: StatusBarProps) {
  const t = useText();
  const span = useSpanText();
  const desk = useDeskState((state) => state);
  const info = useDeskStore((state) => state.info);
  const pbx = useTimed((now) => pbxStatus(desk.phone.registration, { t, now }));
  const recording = recordingStatus(desk.sync, t);
  const sync = useTimedSlowly((now) => syncStatus(desk.sync, { t, now, span }));
  const disk = diskStatus(desk.disk, t);
  return (
    <footer className="status" aria-label={t('status.label')}>
      <StatusItem name={t('status.pbx')} {...pbx} detail={PbxDetail} />
      {sound}
      <StatusItem name={t('status.recording')} {...recording} detail={RecordingDetail} />
      <StatusItem name={t('status.sync')} {...sync} detail={SyncDetail} />
      <StatusItem name={t('status.disk')} {...disk} detail={DiskDetail} />
      {calendar.missing !== null && (
        <StatusItem
          name={t('calendar.name')}
          text={t('calendar.missing', { year: calendar.missing })}
          tone="warn"
          detail={calendar.detail}
        />
      )}
      {info?.demoAccounts && (
        <StatusItem
          name={t('status.mode')}
          text={t('status.demo')}
          tone="bad"
          detail={DemoDetail}
        />
      )}
      {desk.problems.some(({ code }) => code === 'config.plainConnection') && (
        <StatusItem
          name={t('status.encryption')}
          text={t('status.plain')}
          tone="bad"
          detail={ProblemsDetail}
        />
      )}
      {desk.problems.length > 0 && (
        <StatusItem
          name={t('status.problemsTitle')}
          text={t('status.problems', { count: desk.problems.length })}
          tone="bad"
          detail={ProblemsDetail}
        />
      )}
      <span className="grow" />
      <StatusItem
        name={t('status.workNo')}
        text={`${desk.user?.workNo ?? ''} ${desk.user?.displayName ?? ''}`}
        tone="plain"
        title={t('settings.title')}
        isLast
        detail={settings}
      />
    </footer>
  );
}
