import { readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { build } from './build/build.ts';

/** `npm run build`: the pages and the Electron entries, into `dist`. */
await runCommand(async () => {
  readCommandLine({
    name: 'npm run build',
    what: '把页面和 Electron 程序构建到 dist',
    options: {},
    example: '',
  });
  await build((line) => console.log(`[build] ${line}`)).catch((error: unknown) => {
    // The bundler says on many lines what is wrong and where.
    console.error(error);
    throw error;
  });
});
