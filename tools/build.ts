import { build } from './build/build.ts';

/** `npm run build`: the pages and the Electron entries, into `dist`. */
await build((line) => console.log(`[build] ${line}`));
