import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { ElectronApi } from '../../../../src/main/electron/electron-api.ts';
import { startElectronDesk } from '../../../../src/main/electron/electron-desk.ts';
import { startFailure } from '../../../../src/main/electron/start-failure.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { errorCatalogue } from '../../../../src/shared/error-catalogue.ts';
import { type ErrorCode, errorCodes } from '../../../../src/shared/error-codes.ts';

import { createElectronDouble } from '../../../support/electron-double/electron-double.ts';
import { silentLogger } from '../../../support/silent-logger.ts';
import { until } from '../../../support/until.ts';

const logFile = 'C:/data/desk.log';
const said = (error: unknown) => startFailure(error, logFile);

it.each(errorCodes.filter((code) => code !== 'ipc.internal'))(
  'says %s in plain words, what to do, and where the log lies',
  (code: ErrorCode) => {
    const { title, text } = said(new AppError(code, { detail: 'SQLITE_CANTOPEN' }));
    expect(title).toBe('坐席台启动失败');
    expect(text).toContain(`代码：${code}\n日志：${logFile}`);
    expect(text).not.toMatch(/SQLITE|Error|\{\{/);
    expect(text).toContain(errorCatalogue[code].action);
  },
);

it('says of what nobody expected that nothing is lost, not what the program said', () => {
  expect(said(new TypeError('x is not a function')).text).toBe(
    `坐席台没有打开，本机的录音和工单都还在。\n请重新打开一次；仍不行时立即告知信息管理员。\n\n代码：ipc.internal\n日志：${logFile}`,
  );
});

it('is what the program shows before it ends, when its host does not open', async () => {
  const double = createElectronDouble();
  startElectronDesk({
    electron: double.module as unknown as ElectronApi,
    preloadFile: '',
    openHost: () => Promise.reject(new AppError('storage.newerVersion')),
    process: new EventEmitter(),
    argv: [],
    logger: silentLogger,
    logFile,
  });
  double.app.becomeReady();
  await until('the box of the failure', () => double.errorBoxes.length > 0);
  const { title, text } = said(new AppError('storage.newerVersion'));
  expect(double.errorBoxes).toEqual([`${title}: ${text}`]);
});
