import type { ReactNode } from 'react';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { DismissProblem } from '../../parts/dismiss-problem.tsx';
import { useText } from '../../parts/use-text.ts';
import { byteSize, clockTime, fullTime } from '../../ui/format.ts';
import { whyNoAccount } from '../../../shared/domain/seat/seat-checks.ts';
import { fillingText, pbxStatus } from './status-words.ts';

export function PbxDetail() {
  const t = useText();
  const now = useNow();
  const { registration, microphone } = useDeskState((desk) => desk.phone);
  const noAccount = useDeskState(whyNoAccount);
  const code =
    'code' in registration
      ? registration.code
      : registration.kind === 'unregistered'
        ? noAccount
        : null;
  return (
    <Facts code={code ?? (microphone.kind === 'failed' ? microphone.code : null)}>
      <Fact name={t('status.pbx')}>{pbxStatus(registration, { t, now }).text}</Fact>
      {registration.kind === 'registered' && (
        <>
          <Fact name={t('status.since')}>{fullTime(registration.sinceAt)}</Fact>
          <Fact name={t('status.proven')}>{clockTime(registration.provenAt)}</Fact>
          <Fact name={t('status.expires')}>{clockTime(registration.expiresAt)}</Fact>
        </>
      )}
      <Fact name={t('status.microphone')}>
        {microphone.kind === 'ready' ? microphone.label : t('status.microphoneUnknown')}
      </Fact>
    </Facts>
  );
}

export function RecordingDetail() {
  const t = useText();
  const sync = useDeskState((desk) => desk.sync);
  return (
    <Facts code={sync.error}>
      <Fact name={t('status.recording')}>
        {t('status.waiting', { count: sync.recordingsWaiting })}
      </Fact>
      {sync.uploading && (
        <Fact name={t('calls.states.uploading')}>
          {byteSize(sync.uploading.sentBytes)} / {byteSize(sync.uploading.totalBytes)}
        </Fact>
      )}
      <Fact name={t('status.lastSynced')}>
        {sync.lastSyncedAt === null ? t('status.never') : fullTime(sync.lastSyncedAt)}
      </Fact>
    </Facts>
  );
}

export function SyncDetail() {
  const t = useText();
  const sync = useDeskState((desk) => desk.sync);
  return (
    <Facts code={sync.error}>
      <Fact name={t('status.hub')}>{t(`status.${sync.hub}`)}</Fact>
      <Fact name={t('status.replica')}>
        {sync.replicaAt === null ? t('status.neverSynced') : fullTime(sync.replicaAt)}
      </Fact>
      {sync.filling && <Fact name={t('status.progress')}>{fillingText(sync.filling, t)}</Fact>}
      <Fact name={t('status.sync')}>
        {t('status.pendingCommands', { count: sync.commandsWaiting })}
      </Fact>
    </Facts>
  );
}

export function DiskDetail() {
  const t = useText();
  const disk = useDeskState((desk) => desk.disk);
  return (
    <Facts code={disk === null || disk.enough ? null : 'recording.diskFull'}>
      <Fact name={t('status.free')}>
        {disk === null ? t('status.diskUnknown') : byteSize(disk.freeBytes)}
      </Fact>
    </Facts>
  );
}

export function DemoDetail() {
  const t = useText();
  return <p className="facts">{t('status.demoDetail')}</p>;
}

export function ProblemsDetail() {
  const t = useText();
  const problems = useDeskState((desk) => desk.problems);
  return (
    <div className="facts">
      {problems.map((problem) => (
        <div key={problem.problemId} className="facts__problem">
          <Why code={problem.code} />
          <p className="facts__support num">
            {t('problem.since', { time: clockTime(problem.since) })} {problem.detail}
          </p>
          <DismissProblem problem={problem} />
        </div>
      ))}
    </div>
  );
}

function Facts({
  code,
  children,
}: {
  readonly code: ErrorCode | null;
  readonly children: ReactNode;
}) {
  return (
    <div className="facts num">
      <dl>{children}</dl>
      {code && <Why code={code} />}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The whole row of the catalogue, with what IT looks at. */
function Why({ code }: { readonly code: ErrorCode }) {
  const t = useText();
  const { title, effect, action, support } = errorCatalogue[code];
  return (
    <div className="facts__why">
      <b>{title}</b>
      <p>{effect}</p>
      <p>{action}</p>
      <p className="facts__support">
        {t('problem.support')}：{support} {t('problem.code', { code })}
      </p>
    </div>
  );
}
