import { expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/app-error.ts';
import { inBackground } from '../../../../src/telephony/core/in-background.ts';
import { silentLogger } from '../../../support/silent-logger.ts';

it('logs what fails in the background by its code, and nothing of what goes well', async () => {
  const warned: unknown[] = [];
  const logger = { ...silentLogger, warn: (...said: unknown[]) => void warned.push(said) };
  inBackground(Promise.resolve(), logger, 'phone.a');
  inBackground(Promise.reject(new AppError('phone.noSuchCall')), logger, 'phone.b');
  await expect.poll(() => warned).toEqual([['phone.b', { code: 'phone.noSuchCall' }]]);
});
